"""How many of what: bounds, units, ranges, and the numbers that are no quantities."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.reading.quantities import QuantityMention, quantities, with_units


def only(text: str) -> QuantityMention:
    (mention,) = quantities(text)
    return mention


def told(mention: QuantityMention) -> tuple[str | None, str | None, str | None]:
    low, high = (None if value is None else str(value) for value in (mention.low, mention.high))
    return low, high, mention.unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It sends 30,000 soldiers.", "30000", "30000", "persons"),
        ("It sends 30.000 soldiers.", "30000", "30000", "persons"),
        ("13 thousand extra Danish troops", "13000", "13000", "persons"),
        ("half a billion Acme doses", "500000000", "500000000", "doses"),
        ("It gives €20m.", "20000000", "20000000", "EUR"),
        ("It gives $1.2bn.", "1200000000", "1200000000", "USD"),
        ("It gives US$ 5 billion.", "5000000000", "5000000000", "USD"),
        ("It gives EUR 3 million.", "3000000", "3000000", "EUR"),
        ("It gives 20 million euros.", "20000000", "20000000", "EUR"),
        ("two dozen tanks", "24", "24", "tanks"),
        ("two battalions", "2", "2", "battalion"),
        ("one battalion", "1", "1", "battalion"),
        ("20 F-16s", "20", "20", "aircraft"),
        ("12 Leopard 2 tanks", "12", "12", "tanks"),
        ("six mine hunters", "6", "6", "ships"),
        ("100 police vehicles", "100", "100", "vehicles"),
        ("100 police", "100", "100", "persons"),
        ("35 leaders", "35", "35", "leaders"),
        ("26 nations", "26", "26", "countries"),
        ("the other 26 members", "26", "26", "countries"),
        ("92 poorer states", "92", "92", "countries"),
        ("2000 soldiers", "2000", "2000", "persons"),
        ("a $275 billion plan", "275000000000", "275000000000", "USD"),
        ("A$5 million", "5000000", "5000000", "AUD"),
        ("two companies of infantry", "2", "2", "company"),
        ("the 27-member bloc", "27", "27", "countries"),
        ("at least twenty", "20", None, None),
        ("another three", "3", "3", None),
        ("a couple of frigates", "2", "2", "ships"),
    ],
)
def test_numbers_and_units(text: str, low: str, high: str | None, unit: str | None) -> None:
    assert told(only(text)) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("up to 10,000 men", None, "10000", "up to"),
        ("as many as 100 men", None, "100", "as many as"),
        ("fewer than 7,500 men", None, "7500", "fewer than"),
        ("less than 50 men", None, "50", "less than"),
        ("no more than 20 men", None, "20", "no more than"),
        ("at most 20 men", None, "20", "at most"),
        ("a maximum of 500 men", None, "500", "a maximum of"),
        ("more than 130 men", "130", None, "more than"),
        ("over 30 men", "30", None, "over"),
        ("just over 30 men", "30", None, "just over"),
        ("at least 100 men", "100", None, "at least"),
        ("no fewer than 100 men", "100", None, "no fewer than"),
        ("not less than 100 men", "100", None, "not less than"),
        ("a minimum of 100 men", "100", None, "a minimum of"),
        ("20,000 or more men", "20000", None, "or more"),
        ("30+ countries", "30", None, "+"),
        ("30-plus countries", "30", None, "-plus"),
        ("“more than 30” countries", "30", None, "more than"),
    ],
)
def test_bounds_keep_the_printed_number(text: str, low: str | None, high: str | None, bound: str) -> None:
    mention = only(text)
    assert told(mention)[:2] == (low, high)
    assert mention.bound == bound
    assert mention.span.of(text).strip("“") == text.strip("“")


@pytest.mark.parametrize(
    "text",
    [
        "about 800 men",
        "some 800 men",
        "roughly 800 men",
        "nearly 800 men",
        "an estimated 800 men",
        "800-odd men",
    ],
)
def test_approximate_numbers_stay_what_they_are(text: str) -> None:
    mention = only(text)
    assert told(mention) == ("800", "800", "persons")
    assert mention.approx


def test_a_bound_may_itself_be_blurred() -> None:
    mention = only("up to about 500 men")
    assert (told(mention)[:2], mention.approx, mention.bound) == ((None, "500"), True, "up to")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5,000 and 10,000 troops", "5000", "10000"),
        ("from 5,000 to 10,000 troops", "5000", "10000"),
        ("5,000 to 10,000 troops", "5000", "10000"),
        ("5,000-10,000 troops", "5000", "10000"),
        ("5,000–10,000 troops", "5000", "10000"),
        ("5 to 10 million doses", "5000000", "10000000"),
        ("between 20 and 30 thousand troops", "20000", "30000"),
        ("two or three battalions", "2", "3"),
        ("€5 to €10 million", "5000000", "10000000"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    mention = only(text)
    assert told(mention)[:2] == (low, high)
    assert mention.span.of(text) == text


def test_falling_figures_are_no_range() -> None:
    assert [told(m)[:2] for m in quantities("It adds 2,500 men to the 6,000 men there.")] == [
        ("2500", "2500"),
        ("6000", "6000"),
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("several thousand soldiers", "persons"),
        ("tens of thousands of men", "persons"),
        ("“hundreds” of volunteers", "persons"),
        ("dozens of countries", "countries"),
        ("a few hundred troops", "persons"),
    ],
)
def test_crowds_have_words_and_no_number(text: str, unit: str) -> None:
    mention = only(text)
    assert mention.vague
    assert told(mention) == (None, None, unit)
    assert mention.quantity(text).words == mention.span.of(text)


@pytest.mark.parametrize(
    ("text", "unit", "more"),
    [
        ("It sends a battalion.", "battalion", False),
        ("It could spare a transport company.", "company", False),
        ("A further reserve battalion is ready.", "battalion", True),
        ("Another frigate sails.", "ships", True),
        ("It sends a field hospital.", "field_hospital", False),
    ],
)
def test_an_article_counts_one_formation(text: str, unit: str, more: bool) -> None:
    mention = only(text)
    assert told(mention) == ("1", "1", unit)
    assert mention.more is more


@pytest.mark.parametrize(
    "text",
    [
        "A soldier said so.",
        "a country of farmers",
        "an oil company",
        "a battalion commander",
        "a ship owner",
        "one diplomat",
        "one country",
        "no one",
        "a state visit",
    ],
)
def test_an_article_counts_nothing_else(text: str) -> None:
    assert quantities(text) == []


def test_a_battalion_of_men_is_one_quantity() -> None:
    mention = only("Riga will send a battalion of about 800, he said.")
    assert told(mention) == ("800", "800", "persons")
    assert (mention.formation, mention.approx, mention.bare) == ("battalion", True, False)


def test_two_brigades_of_men_are_two() -> None:
    brigades, men = quantities("two brigades of 4,000 soldiers each")
    assert told(brigades) == ("2", "2", "brigade")
    assert (told(men)[0], men.each, men.formation) == ("4000", True, "brigade")


@pytest.mark.parametrize("text", ["a force of up to 30,000", "an army of 30,000", "a mission of 30,000"])
def test_a_force_of_so_many_counts_persons(text: str) -> None:
    assert only(text).unit == "persons"


@pytest.mark.parametrize(
    ("text", "unit"),
    [("the 26-nation plan", "countries"), ("a 5,000-strong force", "persons"), ("a 12-ship fleet", "ships")],
)
def test_compounds_are_typed(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "another 7,000",
        "a further 7,000",
        "an additional 7,000",
        "7,000 more",
        "7,000 extra soldiers",
        "7,000 more men",
    ],
)
def test_more_of_the_same_is_marked(text: str) -> None:
    assert only(text).more


def test_each_and_rates() -> None:
    assert only("30 million doses each").each
    assert only("30 million apiece").each
    assert only("44.10 dollars a barrel").per == "barrel"
    assert only("5 million euros a year").per == "year"
    assert only("€5m annually").per == "year"
    assert only("200 men per country").per == "country"


@pytest.mark.parametrize("text", ["27 members of parliament", "50 members of the French senate"])
def test_members_of_a_parliament_are_no_countries(text: str) -> None:
    assert only(text).unit is None


def test_members_in_their_thousands_are_no_countries() -> None:
    assert only("433 million registered members").unit is None


def test_bare_numbers_take_the_unit_before_them() -> None:
    text = (
        "Oslo sends 13,000 soldiers, Riga another 7,000, Rome 40 advisers; 26 nations agree, Bonn gives 900."
    )
    units = [mention.unit for mention in with_units(quantities(text))]
    assert units == ["persons", "persons", "persons", "countries", "persons"]
    assert [mention.bare for mention in quantities(text)] == [False, True, False, False, True]


def test_a_number_before_a_foreign_noun_is_not_bare() -> None:
    text = "Oslo sends 13,000 soldiers and bans 40 Belarusian officials."
    assert [mention.unit for mention in with_units(quantities(text))] == ["persons", None]


def test_what_is_implied_comes_from_the_codebook() -> None:
    assert only("20 police officers").on == "police"
    assert only("six minehunters").on == "mine_clearance"
    assert only("30 men").weak
    assert not only("30 soldiers").weak


def test_a_stretch_of_text_keeps_the_offsets_of_the_whole() -> None:
    text = "First 20 ships sail. Then 30 ships follow."
    (mention,) = quantities(text, 20, len(text))
    assert mention.span.of(text) == "30 ships"


def test_the_words_of_a_quantity_are_those_printed() -> None:
    text = "It has promised up to 10,000 men."
    quantity = only(text).quantity(text)
    assert (quantity.low, quantity.high, quantity.unit) == (None, Decimal(10000), "persons")
    assert quantity.words == "up to 10,000 men"


WORDS = """30,000|5|-|to|and|between|up to|about|soldiers|countries|each|a|battalion|of|€|million|several
|thousand|2024|on|May|another|more|than|"|F|%"""
words = st.sampled_from(WORDS.split("|"))


@given(
    st.one_of(st.text(max_size=120), st.lists(words, max_size=24).map(" ".join), st.lists(words).map("".join))
)
def test_any_text_gives_sound_quantities(text: str) -> None:
    found = quantities(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        assert mention.span.covers(mention.number)
        assert mention.low is None or mention.high is None or mention.low <= mention.high
    assert len(with_units(found)) == len(found)


@pytest.mark.parametrize(
    "piece", ["30,000 ", "one ", "5-", "a battalion of ", "€", "20 million ", "on May 5 ", "several "]
)
def test_long_texts_take_seconds(piece: str) -> None:
    start = time.process_time()
    quantities(piece * (60_000 // len(piece)))
    assert time.process_time() - start < 20


def test_the_quantities_of_the_gold_are_read(shared: Path) -> None:
    """Of the figures that annotators gave to positions, nearly all stand in their evidence as annotated."""
    seen = right = 0
    for path in sorted((shared / "gold").glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        found = with_units(quantities(text))
        for position in json.loads(path.read_text(encoding="utf-8"))["gold"]:
            start, end = position["evidence"]
            figures = [position.get("quantity_low"), position.get("quantity_high")]
            if any(figures):
                seen += 1
                inside = [m for m in found if m.span.start >= start and m.span.end <= end]
                right += any([m.low, m.high] == figures and m.unit == position["unit"] for m in inside)
    assert seen > 20
    assert right / seen > 0.95
