"""What the head of a web page says about it: title, day of publication, address, site, language."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parsedate
from html import unescape
from typing import Any

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PACKED = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:\d{4,6})?\s*$")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
)
_DEEPEST = 12


def day_of(said: str | None) -> date | None:
    """The day that an ISO, packed or RFC 2822 time names, as printed there; None for anything else."""
    if not said:
        return None
    found = _ISO.match(said) or _PACKED.match(said)
    parts = tuple(int(part) for part in found.groups()) if found else (parsedate(said) or (0, 0, 0))[:3]
    try:
        return date(*parts)
    except (ValueError, OverflowError):
        return None


class Head:
    """Gathers what tags and raw texts say about the page; the first to say a thing counts."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []
        self.times: list[str] = []
        self.titles: list[str] = []
        self.canonical: str | None = None
        self.language: str | None = None
        self._is_linked = False

    def tag(self, name: str, given: Mapping[str, str]) -> None:
        """An opening tag and its attributes."""
        if name == "meta":
            said = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.meta.setdefault(said.lower(), given.get("content", "").strip())
        elif name == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href")
        elif name == "time" and given.get("datetime"):
            self.times.append(given["datetime"])
        elif name == "html":
            self.language = self.language or given.get("lang") or None
        elif name == "script":
            self._is_linked = given.get("type", "").lower().startswith("application/ld+json")

    def raw(self, name: str, said: str) -> None:
        """The insides of a raw element: the title, or JSON-LD."""
        if name == "title":
            self.titles.append(_line(unescape(said)))
        elif name == "script" and self._is_linked:
            self.linked.append(said)

    @property
    def title(self) -> str | None:
        return _line(self.meta.get("og:title", "")) or next(filter(None, self.titles), None)

    @property
    def published(self) -> date | None:
        """The first usable day of: meta tags, JSON-LD, the page's first <time>."""
        said = [self.meta.get(name) for name in _PUBLISHED]
        said += [*_values(self.linked, "datePublished"), *self.times[:1]]
        return next((day for day in map(day_of, said) if day), None)

    @property
    def url(self) -> str | None:
        return self.canonical or self.meta.get("og:url") or None

    @property
    def site(self) -> str | None:
        named = self.meta.get("og:site_name") or self.meta.get("application-name")
        return _line(named or next(_values(self.linked, "publisher"), "")) or None


def _line(said: str) -> str:
    return " ".join(said.split())


def _values(linked: list[str], key: str) -> Iterator[str]:
    """The strings under ``key`` in JSON-LD blocks; a block that is no JSON says nothing."""
    for block in linked:
        try:
            parsed = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _under(parsed, key, 0)


def _under(value: Any, key: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _under(part, key, depth + 1)
    elif isinstance(value, dict):
        found = value.get(key)
        named = found.get("name") if isinstance(found, dict) else found
        if isinstance(named, str):
            yield named
        for part in value.values():
            yield from _under(part, key, depth + 1)
