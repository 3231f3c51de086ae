"""Whatever a brief holds, its page can be told: no raw id, no broken link, no sentence beyond the result."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.cli.common import pretty
from musterbook.codebook import LADDER, default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.desk.sheets import Brief
from musterbook.model.position import Claim, Position, Quantity
from musterbook.presenting.page import BriefPage, Sentence
from musterbook.reports import brief_html, brief_json, brief_text
from tests.presenting.world import TEXT, at, claim, page_of, position, reading

ACTORS = ("PRT", "CHL", "USA", "GBR", "NLD", "EU", "GROUP:the lands along the gulf")
SUBJECTS = ("troops", "air_cover", "logistics", "funding", "unspecified", "asset_seizure", "visa")
LEAVES = (
    "us_backstop",
    "ceasefire",
    "un_mandate",
    "joins:CHL",
    "joins:GBR:troops",
    "other:a harbour",
    "joins:others",
)
LINES = [line for line in TEXT.splitlines() if line]
RAW = re.compile(
    r"us_backstop|un_mandate|peace_agreement|not_ruled_out|joins:|other:\S|raise:|air_cover|asset_s|None|\{|\}"
)


def conditions() -> st.SearchStrategy[Any]:
    leaf = st.sampled_from(LEAVES)
    parts = st.lists(leaf, min_size=1, max_size=3)
    return st.one_of(
        st.none(),
        leaf,
        parts.map(lambda p: {"all": p}),
        parts.map(lambda p: {"any": p}),
        leaf.map(lambda p: {"not": p}),
        st.tuples(parts, parts).map(lambda p: {"any": [{"all": p[0]}, {"at_least": [1, p[1]]}]}),
    )


def quantities() -> st.SearchStrategy[Quantity]:
    number = st.integers(1, 20_000).map(Decimal)
    return st.one_of(
        st.just(Quantity()),
        number.map(lambda n: Quantity(n, n, "persons")),
        number.map(lambda n: Quantity(None, n, "persons")),
        number.map(lambda n: Quantity(n * 1000, None, "EUR")),
        st.just(Quantity(None, None, None, "several thousand")),
    )


@st.composite
def positions(draw: st.DrawFn) -> Position:
    on = draw(st.sampled_from(SUBJECTS))
    made = {
        "quantity": draw(quantities()) if on in ("troops", "funding") else Quantity(),
        "third_party": draw(st.booleans()),
        "superseded": draw(st.integers(0, 9)) == 0,
        "where": draw(st.sampled_from((None, None, "neighbouring"))),
        "reason": draw(st.sampled_from((None, None, "home defence"))),
        "source_kind": draw(st.sampled_from(("named", "spokesperson", "anonymous", "narrator"))),
    }
    words = draw(st.sampled_from(LINES))
    stance = draw(st.sampled_from(tuple(LADDER)))
    return position(
        draw(st.sampled_from(ACTORS)), on, stance, words, draw(conditions()), evidence=at(words), **made
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    words = draw(st.sampled_from(LINES))
    kind = draw(st.sampled_from(("aggregate", "requirement", "event", "warning")))
    if kind == "requirement":
        enablers = draw(st.sampled_from(((), ("air_cover",))))
        high = Decimal(draw(st.integers(0, 30_000)))
        return claim(kind, words, on="troops", high=high, unit="persons", enablers=enablers)
    if kind == "aggregate":
        return claim(kind, words, what="members", low=Decimal(draw(st.integers(1, 40))))
    return claim(kind, words)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    made = reading(draw(st.lists(positions(), max_size=7)), draw(st.lists(claims(), max_size=3)))
    suppose = draw(
        st.lists(st.sampled_from(("us_backstop=true", "ceasefire=false", "FRA:troops=offers")), max_size=2)
    )
    return make_brief(made, suppose=suppose, count_from=draw(st.sampled_from(("offers", "considers"))))


def sentences(value: Any) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sentences(item)


def without_quotations(text: str) -> str:
    return re.sub(r"“[^”]*”", "", text)


@settings(max_examples=60)
@given(briefs())
def test_every_sentence_is_english_and_proved(brief: Brief) -> None:
    page = page_of(brief)
    numbers = {note.number for note in page.notes}
    for sentence in sentences(page):
        assert set(sentence.notes) <= numbers
        assert "  " not in sentence.text
        assert not RAW.search(without_quotations(sentence.text)), sentence.text
    for sentence in (*page.summary, *page.outlook.hangs, *page.outlook.waiting):
        assert sentence.text[0].isupper() or sentence.text[0] == "“"
        assert sentence.text.endswith(".")


@settings(max_examples=60)
@given(briefs())
def test_the_headline_says_no_more_than_the_closure(brief: Brief) -> None:
    """Rule 7: those whom the first sentence calls assured are those of the engine."""
    if brief.closure is None or brief.going.subject is None:
        return
    page, headline = page_of(brief), page_of(brief).summary[0].text
    names = {actor: page_name(page, brief, actor) for actor in brief.going.assured}
    assert all(name in headline for name in names.values())
    if not brief.going.assured:
        assert "nobody is assured" in headline


def page_name(page: BriefPage, brief: Brief, actor: str) -> str:
    from musterbook.presenting.names import Names

    assert page.results["going"]["assured"] == list(brief.going.assured)
    return Names(default_codebook()).actor(actor)


@settings(max_examples=25)
@given(briefs())
def test_every_form_can_be_made(brief: Brief) -> None:
    html = brief_html(brief, default_codebook())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    text = brief_text(brief, default_codebook(), 80)
    assert max(len(line) for line in text.splitlines()) <= 80
    value = json.loads(pretty(brief_json(brief, default_codebook())))
    assert value["head"]["hash"] in json.dumps(value)
