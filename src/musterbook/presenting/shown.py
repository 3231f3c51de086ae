"""Documents as they are read: plain text as given, a web page without its markup; spans led along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from musterbook.model.document import Document
from musterbook.model.span import Span, Spans
from musterbook.presenting.grammar import plain, printable

PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """``text`` to print, without control characters; ``place`` leads a span of the source into it."""

    document: Document
    text: str
    place: Callable[[Span], Span]

    def words(self, spans: Spans) -> str:
        """The words of the spans on one line; a gap between two is an ellipsis."""
        return " … ".join(plain(self.place(span).of(self.text)) for span in spans)


def shown(document: Document) -> Shown:
    """The document as shown; spans beyond its end are cut there."""
    if document.media_type not in PAGES:
        return Shown(document, printable(document.text), _within(len(document.text)))
    from musterbook.text.html_text import read_html

    page = read_html(document.text)
    layer = page.layer
    return Shown(document, printable(page.text), lambda span: layer.to_mended(span.start, span.end))


def _within(length: int) -> Callable[[Span], Span]:
    return lambda span: Span(min(max(0, span.start), length), min(max(0, span.end), length))


class Library:
    """The documents of a brief, each prepared once."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self._shown: dict[str, Shown] = {}

    def shown(self, document: Document) -> Shown:
        if document.id not in self._shown:
            self._shown[document.id] = shown(document)
        return self._shown[document.id]
