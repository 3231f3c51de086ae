"""Claims that the network sees: added where no rule read one of the kind, with their figures and days."""

from datetime import date
from decimal import Decimal

from musterbook.model.position import Claim
from musterbook.model.span import Span
from musterbook.reading.claimed import with_learned_claims
from musterbook.text.offering import ClaimSpan

TEXT = (
    "The mission needs at least 4,000 soldiers by spring. Ministers meet in Oslo on 4 May 2026. "
    "It will end badly."
)


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


NEED = place("The mission needs at least 4,000 soldiers")
MEETING = place("Ministers meet in Oslo on 4 May 2026")
THREAT = place("It will end badly")


def seen(kind: str, span: tuple[int, int], likelihood: float = 0.9) -> ClaimSpan:
    return ClaimSpan(kind, span, likelihood)


def added(*spans: ClaimSpan, known: tuple[Claim, ...] = ()) -> list[Claim]:
    told = with_learned_claims([(claim, None) for claim in known], spans, TEXT, [], date(2026, 4, 1))
    return [claim for claim, _ in told]


def test_a_requirement_has_the_figure_of_its_words() -> None:
    (claim,) = added(seen("requirement", NEED))
    assert (claim.kind, claim.low, claim.high, claim.unit) == ("requirement", Decimal(4000), None, "persons")
    assert claim.evidence == (Span(*NEED),)
    assert claim.what == TEXT[slice(*NEED)]


def test_an_event_has_its_day() -> None:
    (claim,) = added(seen("event", MEETING))
    assert (claim.from_day, claim.to_day) == (date(2026, 5, 4), date(2026, 5, 4))


def test_a_warning_is_its_words() -> None:
    (claim,) = added(seen("warning", THREAT))
    assert (claim.kind, claim.what, claim.low) == ("warning", "It will end badly", None)


def test_what_a_rule_read_is_not_told_twice() -> None:
    known = Claim("", "requirement", "size of the force", (Span(18, NEED[1]),))
    assert added(seen("requirement", NEED), known=(known,)) == [known]
    assert len(added(seen("aggregate", NEED), known=(known,))) == 2


def test_the_unlikely_and_the_stray_word_stay_out() -> None:
    assert added(seen("requirement", NEED, 0.4)) == []
    assert added(seen("warning", place("It will"))) == []


def test_claims_stand_in_text_order() -> None:
    found = added(seen("warning", THREAT), seen("requirement", NEED))
    assert [claim.kind for claim in found] == ["requirement", "warning"]
