"""A published text and the attributions in it."""

import hashlib
from dataclasses import dataclass
from datetime import date

from musterbook.model.span import Spans


@dataclass(frozen=True, slots=True)
class Document:
    """One published text. ``text`` is exactly as given; ``id`` is derived from its content hash."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "en"
    boilerplate: Spans = ()
    media_type: str = "text/plain"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        return f"d{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: who (source) says (cue) what (content). ``source_kind`` is one of SOURCE_KINDS."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None = None
    speaks_for: str | None = None
    source_kind: str = "narrator"
    said: date | None = None


SOURCE_KINDS = ("named", "spokesperson", "anonymous", "narrator")
