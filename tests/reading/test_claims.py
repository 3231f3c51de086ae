"""What is said of the whole: how many would join, what is needed, what happens when, what is threatened."""

from datetime import date
from decimal import Decimal

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.position import CLAIM_KINDS, Claim
from musterbook.reading.claims import claim_cues, cues_in
from tests.reading.trees import one, reading


def claims(text: str) -> list[Claim]:
    return list(reading(text).claims)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("More than 30 countries took part in the meeting.", 31, None),
        ("26 countries took part in the meeting.", 26, 26),
        ("Up to 20 nations took part in the meeting.", None, 20),
    ],
)
def test_a_count_of_states(text: str, low: int | None, high: int | None) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.what) == ("aggregate", "members")
    assert (claim.low, claim.high) == (_exact(low), _exact(high))


def _exact(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The force would need up to 30,000 soldiers.", None, 30_000),
        ("The force needs 30,000 soldiers.", 30_000, 30_000),
        ("The mission could number 10,000 soldiers.", 10_000, 10_000),
    ],
)
def test_what_the_force_needs(text: str, low: int | None, high: int | None) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.on, claim.unit) == ("requirement", "troops", "persons")
    assert (claim.low, claim.high) == (_exact(low), _exact(high))


def test_a_sum_is_an_aggregate() -> None:
    (claim,) = claims("Altogether 500 million euros were collected.")
    assert (claim.kind, claim.low, claim.unit) == ("aggregate", Decimal(500_000_000), "EUR")


def test_support_that_a_force_depends_on_enables_it() -> None:
    found = claims("A force of 10,000 soldiers would be sustainable only if supported by American air power.")
    assert {c.what for c in found} >= {"size of the force", "enabler"}
    assert {c.on for c in found} >= {"troops", "air_cover"}
    (size,) = (c for c in found if c.what == "size of the force")
    assert size.enablers == ("air_cover",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Defence ministers will meet in London on 20 March.", date(2025, 3, 20)),
        ("A summit takes place in Paris on 27 March.", date(2025, 3, 27)),
    ],
)
def test_an_event_has_its_day(text: str, day: date) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.from_day, claim.to_day) == ("event", day, day)


def test_a_meeting_without_a_day_is_no_event() -> None:
    assert claims("Defence ministers will meet in London.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin warned that foreign troops would be legitimate targets.",
        "Russia threatened to retaliate.",
        "The foreign minister warned of a catastrophe.",
    ],
)
def test_a_threat_is_a_warning(text: str) -> None:
    (claim,) = claims(text)
    assert claim.kind == "warning"
    assert claim.evidence[0].of(text).rstrip(".") in text


def test_what_an_actor_gives_is_no_claim() -> None:
    assert claims("Denmark will send 400 soldiers.") == []


def test_weather_is_no_claim() -> None:
    assert claims("It rained in London all day.") == []


def test_a_counted_group_is_a_claim_and_a_position() -> None:
    read = reading("26 countries are ready to send troops.")
    assert [p.actor for p in read.positions] == ["GROUP:26 countries"]
    assert [c.what for c in read.claims] == ["members"]


def test_claims_are_numbered_in_text_order_and_stand_in_their_text() -> None:
    text = "More than 30 countries met. The force needs 30,000 soldiers. Russia threatened to retaliate."
    found = claims(text)
    assert [c.id for c in found] == [f"c{k}" for k in range(1, len(found) + 1)]
    starts = [c.evidence[0].start for c in found]
    assert starts == sorted(starts)
    assert len(found) == 3


def test_a_claim_in_a_report_knows_its_statement() -> None:
    read = reading("Danish foreign minister Ada Lund said the force needed 30,000 soldiers.")
    (claim,) = read.claims
    assert claim.statement in {s.id for s in read.statements}


def test_the_cues_of_the_table() -> None:
    table = claim_cues(default_codebook())
    assert {cue.kind for cues in table.values() for cue in cues} <= set(CLAIM_KINDS)
    assert all(cue.words[0] == first for first, cues in table.items() for cue in cues)


def test_cues_are_found_with_their_place() -> None:
    sentence = one("The/DET/det>1 force/NOUN/nsubj>2 needs/VERB/root soldiers/NOUN/obj>2")
    assert ("requirement", 2) in [(cue.kind, i) for cue, i in cues_in(sentence, default_codebook())]
