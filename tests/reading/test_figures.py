"""Whose figure is it: numbers in the phrase of what is given; elided givers get theirs."""

from decimal import Decimal

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.span import Span
from musterbook.reading.clauses import Features
from musterbook.reading.content import Content
from musterbook.reading.figures import last_currency, usual_unit, with_figures
from musterbook.reading.lexicon import Cue, CueHit
from musterbook.reading.proposals import Proposal
from musterbook.reading.stance import Step
from tests.reading.making import draft
from tests.reading.trees import one, positions, reading


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("400 soldiers", "400..400 persons"),
        ("up to 500 soldiers", "..500 persons"),
        ("more than 500 soldiers", "500.. persons"),
        ("between 300 and 500 soldiers", "300..500 persons"),
        ("several thousand soldiers", "-"),
        ("a thousand soldiers", "1000..1000 persons"),
        ("soldiers", "-"),
    ],
)
def test_a_figure_keeps_its_bounds(said: str, figure: str) -> None:
    assert positions(f"Denmark will send {said}.", "quantity") == [f"DNK troops pledges {figure}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway will provide two frigates and six fighter jets.",
            ["NOR air pledges 6..6 aircraft", "NOR naval pledges 2..2 ships"],
        ),
        (
            "Germany will give 20 million euros and Italy 15 million.",
            ["DEU funding pledges 20000000..20000000 EUR", "ITA funding pledges 15000000..15000000 EUR"],
        ),
        (
            "Germany will give 20 million euros and Italy will give 15 million euros.",
            ["DEU funding pledges 20000000..20000000 EUR", "ITA funding pledges 15000000..15000000 EUR"],
        ),
        (
            "Estonia adds 100 soldiers to the 200 it already has there.",
            ["EST troops pledges 100..100 persons"],
        ),
        ("Portugal pledged 20 million euros.", ["PRT funding pledges 20000000..20000000 EUR"]),
        ("A thousand British soldiers will be sent.", ["GBR troops pledges 1000..1000 persons"]),
        ("Denmark will send 400 soldiers within 30 days.", ["DNK troops pledges 400..400 persons"]),
        ("Denmark will send soldiers in 2026.", ["DNK troops pledges -"]),
    ],
)
def test_each_giver_has_its_own_figure(text: str, expected: list[str]) -> None:
    assert positions(text, "quantity") == expected


def test_a_refusal_has_no_figure() -> None:
    assert positions("Denmark will not send 400 soldiers.", "quantity") == ["DNK troops refuses -"]


def test_a_counted_group_counts_itself() -> None:
    (position,) = reading("26 countries are ready to send troops.").positions
    assert position.is_group
    assert (position.quantity.low, position.quantity.unit) == (Decimal(26), "countries")


def test_an_elided_giver_stands_on_its_own_words() -> None:
    text = "Germany will give 20 million euros and Italy 15 million."
    found = {p.actor: p.evidence[0].of(text) for p in reading(text).positions}
    assert found["ITA"] == "Italy 15 million"


def test_bare_sums_are_in_the_currency_last_printed() -> None:
    printed = [(10, "EUR"), (50, "USD")]
    assert last_currency(60, printed) == "USD"
    assert last_currency(20, printed) == "EUR"
    assert last_currency(5, printed) == "EUR"
    assert last_currency(5, []) is None


def test_the_usual_unit_is_that_of_the_codebook() -> None:
    book = default_codebook()
    assert usual_unit("troops", book) == "persons"
    assert usual_unit("no-such-thing", book) is None


def test_figures_are_exact() -> None:
    (position,) = reading("Denmark will give 1.1 billion euros.").positions
    assert position.quantity.low == Decimal("1100000000")


SHARES = "Britain will provide 900 soldiers and France another 400 , with Spain 's two planes to follow"


def seen_by_the_network(who: str, what: str, *, on: str = "troops", proof: str = SHARES) -> str:
    """The figure of a position without a cue of the codebook, given its words."""
    words = SHARES.split()
    notation = " ".join(f"{w}/{TAGS.get(w, 'X')}/{'root' if w == 'provide' else 'dep>2'}" for w in words)
    sentence = one(notation)
    at = words.index(who)
    cue = CueHit(Cue("model:pledges", (), "verb", "stance", "pledges", "pledges", "model"), 2, (2,), "base")
    step = Step(2, cue, Features(False, None, "present", False, None))
    start = SHARES.index(proof)
    made = draft(
        proposal=Proposal(sentence, (step,), at, False),
        actor_span=sentence.tree.span_of([at]),
        content=Content("contribution", on, (words.index(what),), words.index(what), False, f"model:{on}"),
        evidence=Span(start, start + len(proof)),
    )
    found = with_figures([made], SHARES, [sentence], default_codebook())[0]
    quantity = found.quantity
    return f"{quantity.low} {quantity.unit}" if quantity.known else "-"


TAGS = {"Britain": "PROPN", "France": "PROPN", "Spain": "PROPN", "soldiers": "NOUN", "planes": "NOUN"}


def test_the_share_behind_an_actor_is_its_own() -> None:
    assert seen_by_the_network("France", "soldiers", proof="France another 400") == "400 persons"


def test_a_figure_of_what_is_given_stands_beside_it() -> None:
    assert seen_by_the_network("Britain", "soldiers") == "900 persons"
    assert seen_by_the_network("Spain", "planes", on="air") == "2 aircraft"


def test_a_figure_outside_the_proof_is_not_its() -> None:
    assert seen_by_the_network("Spain", "soldiers", proof="with Spain 's two planes") == "-"
