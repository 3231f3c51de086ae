"""The title block: which text, which day, what is supposed, what the brief rests on."""

from collections.abc import Iterator

from musterbook.model.document import Document
from musterbook.model.scenario import SupposedTruth, parse_supposition
from musterbook.model.situation import situation_hash
from musterbook.model.span import Span
from musterbook.presenting.grammar import counted, day, moment, plain, quoted, sentence_case, shortened
from musterbook.presenting.page import Head, Sentence, Source
from musterbook.presenting.view import View
from musterbook.text.sentences import dateline

LONGEST_TITLE = 160


def head(view: View) -> Head:
    """The title block of a brief."""
    documents = list(view.notes.library.documents.values())
    return Head(
        _title(view, documents),
        tuple(_facts(view, documents)),
        tuple(source_of(document) for document in documents),
        tuple(_supposed(view, text) for text in view.brief.supposed),
        situation_hash(view.brief.situation),
    )


def _title(view: View, documents: list[Document]) -> str:
    if view.brief.reading is not None and view.brief.reading.document.title:
        return shortened(plain(view.brief.reading.document.title), LONGEST_TITLE)
    if len(documents) > 1:
        return f"The muster as of {day(view.brief.as_of)}" if view.brief.as_of else "The muster"
    if not documents:
        return "The muster"
    return _first_words(view, documents[0])


def _first_words(view: View, document: Document) -> str:
    """How an untitled text begins, leaving out what is no news and the dateline."""
    page = view.notes.library.shown(document)
    start = max((page.place(span).end for span in _leading(document)), default=0)
    start += len(page.text[start:]) - len(page.text[start:].lstrip())
    place = dateline(page.text, Span(start, len(page.text)))
    start = start if place is None else place.end
    return quoted(page.text[start : start + 4 * LONGEST_TITLE], LONGEST_TITLE // 2)


def _leading(document: Document) -> Iterator[Span]:
    """The boilerplate that stands before any news."""
    reached = 0
    for span in sorted(document.boilerplate):
        if document.text[reached : span.start].strip():
            return
        yield span
        reached = max(reached, span.end)


def _facts(view: View, documents: list[Document]) -> Iterator[tuple[str, str]]:
    brief = view.brief
    if len(documents) == 1:
        yield "Published", day(documents[0].published)
        if documents[0].outlet:
            yield "Outlet", plain(documents[0].outlet)
    else:
        yield "Rests on", counted(len(documents), "document")
    yield "As of", day(brief.as_of)
    yield "Known by", moment(brief.known_by) or "all that is known now"
    yield "Review", f"{brief.muster.proposed} proposed, {brief.muster.accepted} accepted"
    yield "Counts from", f"the rung “{view.names.rung(brief.count_from, '')}”"
    yield "Supposed", "; ".join(_supposed(view, text).text for text in brief.supposed) or "nothing"


def _supposed(view: View, text: str) -> Sentence:
    supposed = parse_supposition(text)
    if isinstance(supposed, SupposedTruth):
        what = view.names.leaf(supposed.id)
        told = {True: what, False: f"not {what}", None: f"{what} unknown"}[supposed.value]
        return Sentence(told)
    return Sentence(f"{view.names.actor(supposed.actor)} {view.names.does(supposed.stance, supposed.on)}")


def source_of(document: Document) -> Source:
    """A document as it is cited."""
    title = plain(document.title) if document.title else None
    outlet = plain(document.outlet) if document.outlet else None
    published = None if document.published is None else document.published.isoformat()
    named = [part for part in (outlet, f"“{shortened(title, 90)}”" if title else None) if part]
    words = ", ".join([*(named or [f"document {document.id}"]), day(document.published)])
    return Source(document.id, title, outlet, published, _web(document.url), sentence_case(words))


def _web(url: str | None) -> str | None:
    """Only an address of the web is made a link; anything else could be a script."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    return plain(url)
