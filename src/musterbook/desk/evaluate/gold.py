"""The gold: texts in which people have marked the positions, against which a reading is judged.

A gold set is a directory of pairs, ``NAME.txt`` and ``NAME.json``. A key that a file leaves out was not
marked in it and is not scored. Everything is checked on the way in; a bad file is refused whole.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

from musterbook.codebook import LADDER, Codebook, default_codebook
from musterbook.errors import CodebookError, InputError
from musterbook.model.document import SOURCE_KINDS
from musterbook.model.position import CLAIM_KINDS, PLACES, Quantity
from musterbook.model.span import Span

Json = dict[str, Any]
NO_NUMBER = Quantity()


@dataclass(frozen=True, slots=True)
class GoldPosition:
    """One marked position. ``given`` names the keys that the file has; the others are not scored."""

    actor: str
    on: str
    stance: str
    evidence: Span
    conditions: tuple[str, ...] = ()
    quantity: Quantity = NO_NUMBER
    source_kind: str = "narrator"
    negated: bool = False
    superseded: bool = False
    where: str | None = None
    optional: bool = False
    aggregate: bool = False
    note: str = ""
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """A clear case of somebody saying something; score its recall only."""

    source: Span
    cue: Span
    content: Span


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A clear case of a claim about the whole; score its recall only."""

    kind: str
    what: str
    evidence: Span
    low: Decimal | None = None
    high: Decimal | None = None
    on: str | None = None
    enablers: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldMeta:
    """What a reader may know of a text beside its words."""

    name: str
    published: date | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A marked text; what its file does not mark at all is None. ``digest`` is of the file's values."""

    meta: GoldMeta
    text: str
    positions: tuple[GoldPosition, ...]
    attributions: tuple[GoldAttribution, ...] | None = None
    claims: tuple[GoldClaim, ...] | None = None
    boilerplate: tuple[Span, ...] | None = None
    digest: str = ""

    @property
    def name(self) -> str:
        return self.meta.name


def load_gold(
    directory: Path | str, *, only: Collection[str] = (), codebook: Codebook | None = None
) -> tuple[GoldDocument, ...]:
    """The marked texts of a directory in the order of their names; ``only`` picks some by name.

    Raises InputError for a missing directory, one without pairs, an unknown name or a bad file.
    """
    book = codebook or default_codebook()
    loaded = [gold_document(v, _text_of(text), name, book) for name, v, text in _pairs(Path(directory))]
    return picked(loaded, only)


def picked(documents: Iterable[GoldDocument], only: Collection[str] = ()) -> tuple[GoldDocument, ...]:
    """The documents of these names, all of them for none; raises InputError for a name that is not there."""
    listed = tuple(documents)
    names = [document.name for document in listed]
    if strange := sorted(set(only) - set(names)):
        raise InputError(
            f"no gold file named {', '.join(strange)}",
            remedy=f"name some of {', '.join(names)}",
            names=strange,
        )
    return tuple(document for document in listed if not only or document.name in only)


def gold_digest(documents: Iterable[GoldDocument]) -> str:
    """A hash of the marked texts with everything marked in them; the order does not matter."""
    parts = sorted([d.name, d.digest, _hash(d.text)] for d in documents)
    return _hash(json.dumps(parts))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _pairs(directory: Path) -> list[tuple[str, Json, Path]]:
    if not directory.is_dir():
        raise InputError(
            f"no gold directory {str(directory)!r}", remedy="name a directory of NAME.txt and NAME.json pairs"
        )
    pairs = [pair for path in sorted(directory.glob("*.json")) if (pair := _pair(path)) is not None]
    if not pairs:
        raise InputError(
            f"no gold pairs in {str(directory)!r}", remedy="put NAME.json beside NAME.txt, as the guide shows"
        )
    return pairs


def _pair(path: Path) -> tuple[str, Json, Path] | None:
    """The pair of one JSON file; None for a JSON file that marks no text."""
    value = _json_of(path)
    text = path.with_suffix(".txt")
    if "file" in value:
        text = path.with_name(_plain_name(value["file"], path.name))
    if text.is_file():
        return path.stem, value, text
    if "gold" in value or "file" in value:
        raise InputError(
            f"no text {text.name!r} beside the gold file", where=path.name, remedy="put it there"
        )
    return None


def _plain_name(value: object, where: str) -> str:
    if not isinstance(value, str) or not value or value in (".", "..") or Path(value).name != value:
        raise InputError(
            f"not a file name: {value!r}", where=f"{where}, file", remedy="name a file beside it"
        )
    return value


def _json_of(path: Path) -> Json:
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"not readable as JSON: {error}", where=path.name, remedy="mend or remove it"
        ) from error
    return value if isinstance(value, dict) else {}


def _text_of(path: Path) -> str:
    """The text with its own line ends: offsets count every character."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"not readable as UTF-8: {error}", where=path.name, remedy="save it as UTF-8"
        ) from error


def gold_document(value: Json, text: str, name: str, codebook: Codebook) -> GoldDocument:
    """The marked text of a gold file's JSON ``value``; raises InputError with the file and the place."""
    checker = _Checker(name, text, codebook)
    return GoldDocument(
        GoldMeta(name, checker.day(value.get("published")), _words(value, "publisher"), _words(value, "url")),
        text,
        tuple(checker.position(p, f"gold[{n}]") for n, p in enumerate(checker.listed(value, "gold"))),
        _optional(value, "attributions", checker, checker.attribution),
        _optional(value, "claims", checker, checker.claim),
        _optional(value, "boilerplate", checker, checker.span),
        _hash(json.dumps(value, sort_keys=True)),
    )


def _words(value: Json, key: str) -> str | None:
    """Some texts retell several reports: a list of addresses is no address of the text."""
    return words if isinstance(words := value.get(key), str) else None


def _optional(value: Json, key: str, checker: "_Checker", read: Any) -> tuple[Any, ...] | None:
    if key not in value:
        return None
    return tuple(read(item, f"{key}[{n}]") for n, item in enumerate(checker.listed(value, key)))


@dataclass(frozen=True, slots=True)
class _Checker:
    """Reads the parts of one gold file, saying where a bad one stands."""

    name: str
    text: str
    codebook: Codebook

    def position(self, value: Any, place: str) -> GoldPosition:
        item = self._mapping(value, place)
        kind_key = "source_kind" if "source_kind" in item else "source_type"
        return GoldPosition(
            actor=self._actor(item, place),
            on=self._subject(item, place),
            stance=self._one_of(item, "stance", LADDER, place),
            evidence=self.span(item.get("evidence"), f"{place}.evidence"),
            conditions=self._conditions(item.get("conditions"), f"{place}.conditions"),
            quantity=self._quantity(item, place),
            source_kind=self._one_of(item, kind_key, SOURCE_KINDS, place) if kind_key in item else "narrator",
            negated=self._flag(item, "negated", place),
            superseded=self._flag(item, "superseded", place),
            where=self._one_of(item, "where", PLACES, place) if item.get("where") is not None else None,
            optional=self._flag(item, "optional", place),
            aggregate=self._flag(item, "aggregate", place),
            note=str(item.get("note") or ""),
            given=frozenset("source_kind" if key == "source_type" else key for key in item),
        )

    def attribution(self, value: Any, place: str) -> GoldAttribution:
        item = self._mapping(value, place)
        return GoldAttribution(
            *(self.span(item.get(part), f"{place}.{part}") for part in ("source", "cue", "content"))
        )

    def claim(self, value: Any, place: str) -> GoldClaim:
        item = self._mapping(value, place)
        return GoldClaim(
            self._one_of(item, "kind", CLAIM_KINDS, place),
            str(item.get("what") or ""),
            self.span(item.get("evidence"), f"{place}.evidence"),
            self._number(item.get("low"), f"{place}.low"),
            self._number(item.get("high"), f"{place}.high"),
            None if item.get("on") is None else self._subject(item, place),
            self._names(item.get("enablers"), f"{place}.enablers"),
            frozenset(item),
        )

    def span(self, value: Any, place: str) -> Span:
        whole = isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)
        if not whole:
            raise self.refusal(f"not a [start, end] pair: {value!r}", place, "give two whole numbers")
        start, end = value
        if not 0 <= start < end <= len(self.text):
            raise self.refusal(
                f"[{start}, {end}] is outside the text of {len(self.text)} characters or empty",
                place,
                "count characters from 0, end exclusive",
            )
        return Span(start, end)

    def listed(self, value: Json, key: str) -> list[Any]:
        items = value.get(key)
        if not isinstance(items, list):
            raise self.refusal(f"{key!r} is no list" if key in value else f"no {key!r}", key, "give a list")
        return items

    def day(self, value: Any) -> date | None:
        try:
            return None if value is None or value == "" else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.refusal(f"not a day: {value!r}", "published", "write YYYY-MM-DD") from None

    def refusal(self, what: str, place: str, remedy: str) -> InputError:
        return InputError(what, where=f"{self.name}.json, {place}", remedy=remedy)

    def _mapping(self, value: Any, place: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.refusal(f"not an object: {value!r}", place, "give the keys of one record")
        return value

    def _words(self, item: Mapping[str, Any], key: str, place: str) -> str:
        value = item.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(f"no {key}", f"{place}.{key}", "give its id")
        return value

    def _actor(self, item: Mapping[str, Any], place: str) -> str:
        actor = self._words(item, "actor", place)
        known = actor in self.codebook.states or actor in self.codebook.groups
        if not actor.startswith("GROUP:") and not known:
            remedy = "use a state's three letters, a group of the codebook, or GROUP:words"
            raise self.refusal(f"unknown actor {actor!r}", f"{place}.actor", remedy)
        return actor

    def _subject(self, item: Mapping[str, Any], place: str) -> str:
        on = self._words(item, "on", place)
        try:
            self.codebook.subject(on)
        except CodebookError as error:
            raise self.refusal(
                error.what, f"{place}.on", error.remedy or "use an id of the codebook"
            ) from error
        return on

    def _one_of(self, item: Mapping[str, Any], key: str, known: Collection[str], place: str) -> str:
        value = self._words(item, key, place)
        if value not in known:
            remedy = f"use one of {', '.join(known)}"
            raise self.refusal(f"unknown {key} {value!r}", f"{place}.{key}", remedy)
        return value

    def _conditions(self, value: Any, place: str) -> tuple[str, ...]:
        leaves = self._names(value, place)
        for leaf in leaves:
            if not self.codebook.is_condition(leaf):
                raise self.refusal(
                    f"unknown condition {leaf!r}", place, "use a codebook id, joins: or other:"
                )
        return leaves

    def _names(self, value: Any, place: str) -> tuple[str, ...]:
        items = [] if value is None else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.refusal(f"not a list of ids: {value!r}", place, "give a list of ids")
        return tuple(items)

    def _quantity(self, item: Mapping[str, Any], place: str) -> Quantity:
        unit = item.get("unit")
        if unit is not None and not isinstance(unit, str):
            raise self.refusal(f"not a unit: {unit!r}", f"{place}.unit", "give a word")
        low, high = (
            self._number(item.get(f"quantity_{end}"), f"{place}.quantity_{end}") for end in ("low", "high")
        )
        return Quantity(low, high, unit)

    def _number(self, value: Any, place: str) -> Decimal | None:
        if value is None:
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("nan")
        if isinstance(value, bool) or not number.is_finite():
            raise self.refusal(f"not a number: {value!r}", place, "give a number or null")
        return number

    def _flag(self, item: Mapping[str, Any], key: str, place: str) -> bool:
        value = item.get(key, False)
        if value is not None and not isinstance(value, bool):
            raise self.refusal(f"not true or false: {value!r}", f"{place}.{key}", "write true or false")
        return bool(value)
