"""Pivot, odds and sweep as text: every figure has its words, caps and draws are said."""

from typing import Any

from musterbook.codebook import default_codebook
from musterbook.reports import answer_text
from tests.assessment.build import answer, fact, offer, scene

BASE = scene(
    fact("ceasefire", probability=0.4),
    fact("legal_basis", probability=0.5),
    offer("o", "GBR", condition={"all": ["ceasefire", "legal_basis"]}),
)


def told(question: str, width: int = 100, **options: Any) -> str:
    found = answer(question, BASE, target="joins:GBR", **options)
    return answer_text(question, found, default_codebook(), width)


class TestPivot:
    def test_indices_and_importance(self) -> None:
        text = told("pivot")
        assert "0.500    0.500    0.500   ceasefire (a ceasefire)" in text
        assert text.index("(Birnbaum)") < text.index("0.500  ceasefire (a ceasefire)\n0.400")

    def test_fractions(self) -> None:
        assert "1/2      1/2      1/2     ceasefire" in told("pivot", exact=True)

    def test_draws_are_said(self) -> None:
        text = told("pivot", method="sampled", samples=50, seed=9)
        assert "Drawn in 50 orders and worlds from seed 9" in text


class TestOdds:
    def test_a_range(self) -> None:
        text = told("odds", probability="ceasefire=0.2..0.6")
        assert text.startswith("Probability of the target: 0.2 (exact).")
        assert "lies between 0.1 and 0.3" in text

    def test_doubted_readings(self) -> None:
        assert "One offer may have been misread" in told("odds", confidence={"o": 0.9})
        assert "misread" not in told("odds")

    def test_draws_and_time(self) -> None:
        text = told("odds", method="sampled", samples=1 << 22, budget=1e-6)
        assert "95 % interval" in text
        assert "worlds were drawn" in text
        assert "Capped: the time budget of 1e-06 s ran out." in text

    def test_fractions(self) -> None:
        assert told("odds", exact=True).startswith("Probability of the target: 1/5 (exact).")


class TestSweep:
    def test_the_tornado_and_the_flips(self) -> None:
        text = told("sweep")
        assert "holds in 1 of 4 combinations of the changes (0.25)" in text
        assert "0.000  0.500  ceasefire (a ceasefire)" in text
        assert "As things stand the target does not hold. No single change, made, reaches it." in text
        assert "With every change made the target holds. Each of these alone, undone, ends that: " in text

    def test_the_heat(self) -> None:
        text = told("sweep", over="ceasefire,legal_basis")
        assert "1.000  with ceasefire (a ceasefire) and legal_basis (a legal basis)" in text
        assert "0.000  with neither" in text
        assert "0.5   0.00  0.05  0.10" in text

    def test_many_changes_are_cut_and_said(self) -> None:
        names = [f"other:{i:02}" for i in range(50)]
        found = answer("sweep", scene(), target={"any": names})
        assert "and 10 more; --json lists them all" in answer_text("sweep", found, default_codebook(), 100)
