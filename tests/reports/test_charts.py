"""The figures of a sweep: well-formed, told in words, the shares where they belong."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from musterbook.codebook import default_codebook
from musterbook.reports import sweep_svg
from musterbook.reports.charts import BARS, LABEL, MOST_BARS
from tests.assessment.build import answer, fact, offer, scene

SVG = "{http://www.w3.org/2000/svg}"
BASE = scene(
    fact("ceasefire", probability=0.4),
    fact("legal_basis", probability=0.5),
    offer("o", "GBR", condition={"all": ["ceasefire", "legal_basis"]}),
)


def drawn(**options: Any) -> ElementTree.Element:
    found = answer("sweep", BASE, target="joins:GBR", **options)
    return ElementTree.fromstring(sweep_svg(found, default_codebook()))


def words(figure: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in figure.iter(f"{SVG}text")]


def fills(figure: ElementTree.Element) -> list[str]:
    return [rect.get("fill", "") for rect in figure.iter(f"{SVG}rect")]


class TestTornado:
    def test_bars_run_from_the_share_without_to_the_share_with(self) -> None:
        bars = [r for r in drawn().iter(f"{SVG}rect") if (r.get("x") or "").startswith(f"{LABEL}")]
        assert [float(bar.get("width", 0)) for bar in bars] == [BARS / 2, BARS / 2]

    def test_it_is_told_in_words(self) -> None:
        figure = drawn()
        assert figure.get("role") == "img"
        title, description = figure.find(f"{SVG}title"), figure.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert "25 % of all combinations reach it. a ceasefire 0 % without, 50 % with" in str(
            description.text
        )
        assert "+50 points" in words(figure)

    def test_many_bars_are_cut_and_said(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(MOST_BARS + 5)]
        found = answer("sweep", scene(*facts), target={"any": [one["id"] for one in facts]})
        assert "5 more with a smaller swing" in sweep_svg(found, default_codebook())

    def test_names_are_escaped(self) -> None:
        odd = "other:<b>&\"'</b>"
        found = answer("sweep", scene(), target=odd)
        figure = ElementTree.fromstring(sweep_svg(found, default_codebook()))
        assert any("<b>" in text for text in words(figure))

    def test_fractions_are_read(self) -> None:
        assert words(drawn(exact=True)) == words(drawn())


class TestHeat:
    def test_four_cells_from_pale_to_dark(self) -> None:
        figure = drawn(over=["ceasefire", "legal_basis"], probability={})
        assert words(figure).count("0 %") == 3
        assert words(figure).count("100 %") == 1
        assert "#8a2432" in fills(figure)
        assert "a ceasefire × a legal basis" in words(figure)

    def test_odds_stand_beside_it(self) -> None:
        figure = drawn(over=["ceasefire", "legal_basis"])
        assert len(fills(figure)) == 1 + 4 + 121
        assert "probability: a legal basis" in words(figure)

    def test_without_probabilities_there_is_no_grid(self) -> None:
        base = scene(fact("a"), fact("b"), fact("c"))
        found = answer("sweep", base, target={"all": ["a", "b", "c"]}, over="a,b")
        figure = ElementTree.fromstring(sweep_svg(found, default_codebook()))
        assert len(fills(figure)) == 1 + 4

    def test_it_is_told_in_words(self) -> None:
        description = drawn(over=["ceasefire", "legal_basis"]).find(f"{SVG}desc")
        assert description is not None
        assert "with a ceasefire, without a legal basis: 0 %" in str(description.text)


@pytest.mark.parametrize("options", [{}, {"over": "ceasefire,legal_basis"}])
def test_figures_on_a_cell_can_be_read(options: dict[str, Any]) -> None:
    """Dark ink on light ground, light ink on dark: at least 3.5 to 1."""
    svg = sweep_svg(answer("sweep", BASE, target="joins:GBR", **options), default_codebook())
    pairs = re.findall(r'fill="(#\w{6})" stroke="[^"]*"/>\n<text[^>]*fill="(#\w{6})"', svg)
    assert bool(pairs) == bool(options)
    assert all(contrast(ground, ink) >= 3.5 for ground, ink in pairs)


def contrast(first: str, second: str) -> float:
    low, high = sorted((brightness(first), brightness(second)))
    return (high + 0.05) / (low + 0.05)


def brightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
