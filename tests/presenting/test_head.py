"""The title block: titles, sources, suppositions and addresses."""

from typing import Any

import pytest

from musterbook.desk.briefing import brief as make_brief
from musterbook.model.document import Document
from musterbook.model.span import Span
from musterbook.presenting.head import source_of
from musterbook.presenting.page import Head
from tests.presenting.world import DAY, READY, full_brief, page_of, position, reading


def head(text: str, **details: Any) -> Head:
    return page_of(make_brief(reading(text=text, **details))).head


class TestTitle:
    def test_of_the_document(self) -> None:
        assert head("Some text.", title="  A\n title ").title == "A title"

    def test_a_long_one_is_cut(self) -> None:
        assert len(head("Some text.", title="word " * 100).title) <= 162

    def test_else_the_first_words(self) -> None:
        assert head("Envoys met. They spoke.").title == "“Envoys met. They spoke.”"

    def test_what_is_no_news_at_the_top_is_passed_over(self) -> None:
        text = "Sign up here\nRead more\nEnvoys met."
        assert head(text, boilerplate=(Span(0, 12), Span(13, 22))).title == "“Envoys met.”"

    def test_what_is_no_news_further_down_is_not(self) -> None:
        text = "Envoys met.\nSign up here"
        assert head(text, boilerplate=(Span(12, 24),)).title == "“Envoys met. Sign up here”"

    def test_without_any_document_it_is_the_muster(self) -> None:
        assert page_of(make_brief(readings=[])).head.title == "The muster"


class TestSources:
    @pytest.mark.parametrize(
        ("details", "words"),
        [
            ({"outlet": "The Post", "title": "Ships"}, "The Post, “Ships”, 4 March 2031"),
            ({"title": "Ships"}, "“Ships”, 4 March 2031"),
            ({"outlet": "the Post"}, "The Post, 4 March 2031"),
        ],
    )
    def test_in_words(self, details: dict[str, Any], words: str) -> None:
        assert source_of(Document("text", published=DAY, **details)).words == words

    def test_a_bare_one_is_called_by_its_id(self) -> None:
        document = Document("text")
        assert source_of(document).words == f"Document {document.id}, no day given"

    @pytest.mark.parametrize(
        ("url", "kept"),
        [
            ("https://post.example/a", True),
            ("HTTP://post.example/a", True),
            ("javascript:alert(1)", False),
            ("data:text/html,x", False),
            ("//post.example", False),
            ("file:///etc/hosts", False),
        ],
    )
    def test_only_web_addresses_become_links(self, url: str, kept: bool) -> None:
        assert (source_of(Document("text", url=url)).url is not None) is kept


class TestSupposed:
    @pytest.mark.parametrize(
        ("suppose", "told"),
        [
            ("us_backstop=true", "an American backstop"),
            ("ceasefire=false", "not a ceasefire"),
            ("ceasefire=unknown", "a ceasefire unknown"),
            ("PRT:troops=refuses", "Portugal refuses troops"),
            ("BEL:asset_seizure=offers", "Belgium supports the use of frozen assets"),
            ("other:a harbour=true", "“a harbour”"),
        ],
    )
    def test_in_words(self, suppose: str, told: str) -> None:
        made = page_of(full_brief(suppose=[suppose])).head
        assert [s.text for s in made.supposed] == [told]
        assert dict(made.facts)["Supposed"] == told

    def test_the_threshold_is_named(self) -> None:
        made = page_of(full_brief(count_from="not_ruled_out")).head
        assert dict(made.facts)["Counts from"] == "the rung “not ruled out”"


def test_the_hash_changes_with_what_is_supposed() -> None:
    hashes = {
        page_of(full_brief(suppose=s)).head.hash for s in ([], ["us_backstop=true"], ["ceasefire=true"])
    }
    assert len(hashes) == 3


def test_the_day_is_that_of_the_latest_document() -> None:
    later = "Chile will help."
    second = reading([position("CHL", "troops", "offers", later, text=later)], text=later, day=None)
    made = page_of(make_brief(reading([position("PRT", "troops", "offers", READY)]), readings=[second]))
    assert dict(made.head.facts)["As of"] == "4 March 2031"
