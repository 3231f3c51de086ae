"""Documents as they are read: text as given, pages without markup, spans led along."""

from hypothesis import given
from hypothesis import strategies as st

from musterbook.model.document import Document
from musterbook.model.span import Span
from musterbook.presenting.shown import Library, shown

HTML = "<!doctype html><html><body><p>One &amp; <i>two</i></p>\n<!-- three --><p>four</p></body></html>"


class TestPlain:
    def test_the_text_is_as_given(self) -> None:
        page = shown(Document("One\ntwo"))
        assert page.text == "One\ntwo"
        assert page.place(Span(1, 5)) == Span(1, 5)

    def test_a_span_beyond_the_end_is_cut(self) -> None:
        page = shown(Document("One"))
        assert page.place(Span(1, 99)) == Span(1, 3)
        assert page.place(Span(50, 99)) == Span(3, 3)
        assert page.place(Span(-5, 2)) == Span(0, 2)

    def test_words_are_on_one_line(self) -> None:
        assert shown(Document("One\n  two three")).words((Span(0, 9), Span(10, 15))) == "One two … three"

    @given(st.text(max_size=40), st.integers(-5, 50), st.integers(-5, 50))
    def test_offsets_keep_their_place_whatever_the_text(self, text: str, start: int, end: int) -> None:
        page = shown(Document(text))
        placed = page.place(Span(start, end))
        assert len(page.text) == len(text)
        assert 0 <= placed.start <= len(text)
        assert 0 <= placed.end <= len(text)


class TestPages:
    def test_markup_and_comments_are_gone(self) -> None:
        page = shown(Document(HTML, media_type="text/html"))
        assert "One & two" in page.text
        assert "<" not in page.text
        assert "three" not in page.text

    def test_a_span_of_the_source_leads_to_its_words(self) -> None:
        page = shown(Document(HTML, media_type="text/html"))
        for words, told in (("One &amp; <i>two", "One & two"), ("two", "two"), ("four", "four")):
            start = HTML.index(words)
            assert page.words((Span(start, start + len(words)),)) == told

    def test_a_span_of_markup_alone_has_no_words(self) -> None:
        start = HTML.index("<!-- three")
        assert shown(Document(HTML, media_type="text/html")).words((Span(start, start + 8),)) == ""


def test_the_library_prepares_each_document_once() -> None:
    document = Document("One")
    library = Library([document])
    assert library.shown(document) is library.shown(Document("One"))
    assert list(library.documents) == [document.id]
