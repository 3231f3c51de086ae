"""The whole of an evaluation: load the gold, read each text, fit, count."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from musterbook.codebook import Codebook
from musterbook.desk.evaluate.gold import (
    GoldDocument,
    GoldMeta,
    GoldPosition,
    gold_digest,
    load_gold,
)
from musterbook.desk.evaluate.listing import Finding, findings
from musterbook.desk.evaluate.marking import Marked, mark, stance_table
from musterbook.desk.evaluate.scores import SEED, Score, scores
from musterbook.errors import InputError
from musterbook.model.document import Document
from musterbook.model.reading import Reading

Read = Callable[[str, GoldMeta], Reading]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result over a gold set: the scores, the texts one by one, and every finding.

    ``stances`` counts (marked, read) pairs of stances, with ``missed`` and ``none``; ``phenomena`` holds, per
    trait of the marked position, how many were found and how many of those with the right stance.
    """

    digest: str
    seed: int
    scores: tuple[Score, ...]
    marked: tuple[Marked, ...]
    stances: Counter[tuple[str, str]]
    phenomena: dict[str, tuple[int, int, int]]
    findings: tuple[Finding, ...]

    def score(self, key: str) -> Score:
        """The line of that key (``positions``, ``stance``, ...); KeyError for another."""
        return {score.key: score for score in self.scores}[key]


def evaluate(
    directory: Path | str,
    *,
    read: Read | None = None,
    only: Collection[str] = (),
    seed: int = SEED,
    codebook: Codebook | None = None,
) -> Evaluation:
    """Scores ``read`` (by default Musterbook's own reader) against the gold pairs of ``directory``.

    ``only`` picks texts by name. Raises InputError, with the place, for a directory or file of no use.
    """
    return evaluate_documents(
        load_gold(directory, only=only, codebook=codebook), read=read, seed=seed, codebook=codebook
    )


def evaluate_documents(
    documents: Iterable[GoldDocument],
    *,
    read: Read | None = None,
    seed: int = SEED,
    codebook: Codebook | None = None,
) -> Evaluation:
    """Scores ``read`` against marked texts already loaded; their order does not matter."""
    reader = own_reader(codebook) if read is None else read
    golds = sorted(documents, key=lambda d: (d.name, d.text))
    marked = tuple(mark(gold, _checked(reader(gold.text, gold.meta), gold)) for gold in golds)
    return Evaluation(
        digest=gold_digest(golds),
        seed=seed,
        scores=scores([one.tallies for one in marked], seed),
        marked=marked,
        stances=stance_table(marked),
        phenomena=_phenomena(marked),
        findings=tuple(finding for one in marked for finding in findings(one)),
    )


def own_reader(codebook: Codebook | None = None) -> Read:
    """Musterbook's reader, as it reads a text of which only the day and the outlet are known."""
    from musterbook.reading import read_document

    def read(text: str, meta: GoldMeta) -> Reading:
        document = Document(text, outlet=meta.outlet, url=meta.url, published=meta.published)
        return read_document(document, codebook)

    return read


def _checked(reading: Reading, gold: GoldDocument) -> Reading:
    if reading.document.text != gold.text:
        raise InputError(
            "the reading is of another text", where=gold.name, remedy="read the text exactly as it was given"
        )
    return reading


# Traits of marked positions

_NOTED = {
    "anaphora": ("anaphor", "pronoun", "it =", "they =", "that ="),
    "elided": ("elid", "ellip"),
    "home defence": ("home defence", "home_defence"),
    "third party": ("third-party", "third party"),
    "superseded": ("superseded", "reversed"),
}


def _phenomena(marked: Iterable[Marked]) -> dict[str, tuple[int, int, int]]:
    """Per trait: positions marked, found, and found with the right stance. Optional ones are left out."""
    table: dict[str, list[int]] = {}
    for one in marked:
        stance_right = {g: one.reading.positions[r].stance for g, r in one.positions.pairs}
        for n, gold in enumerate(one.gold.positions):
            if gold.optional or (n in one.gold_excused):
                continue
            for trait in _traits(gold):
                row = table.setdefault(trait, [0, 0, 0])
                row[0] += 1
                row[1] += n in stance_right
                row[2] += stance_right.get(n) == gold.stance
    return {trait: (row[0], row[1], row[2]) for trait, row in sorted(table.items())}


def _traits(gold: GoldPosition) -> Iterator[str]:
    note = gold.note.casefold()
    plain = {
        "negated": gold.negated,
        "conditional": bool(gold.conditions),
        "with a number": gold.quantity.known,
        "counted or described group": gold.actor.startswith("GROUP:"),
        "superseded": gold.superseded,
        f"source {gold.source_kind}": True,
    }
    noted = {trait for trait, words in _NOTED.items() if any(word in note for word in words)}
    yield from sorted({trait for trait, holds in plain.items() if holds} | noted)
