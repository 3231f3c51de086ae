"""The figure of a shock: what is left and what is taken, the months it lasts, what falls in words."""

from typing import Any

from musterbook.codebook import default_codebook
from musterbook.reports import shock_svg
from musterbook.reports.shocked import KEPT, LEFT, MOST_LINES, PLOT, SHADE
from tests.assessment.build import answer, line, offer, scene
from tests.reports.figured import SVG, filled, inside, taken, told, words

BASE = scene(
    line("force", "troops", 1000, 1, "cover"),
    line("cover", "air_cover", None, 2),
    line("medics", "medical", 50, 3),
    offer("GBR:troops", "GBR", low=600, condition="joins:USA"),
    offer("FRA:troops", "FRA", low=400, condition="joins:USA"),
    offer("USA:air_cover", "USA", "air_cover"),
    offer("NOR:medical", "NOR", "medical", low=50),
    offer("JPN:troops", "JPN", stance="considers", low=50),
)
SHOCK = {"id": "pause", "kind": "suspended", "actor": "USA", "from": "2026-03", "until": "2026-05"}
MONTH = PLOT / 6


def drawn(*shocks: Any) -> Any:
    options = {"from": "2026-01", "until": "2026-07"}
    found = answer("shock", BASE, shocks=[*(shocks or (SHOCK,))], **options)
    return taken(shock_svg(found, default_codebook()))


def test_what_falls_is_named_once_for_all_that_fall_alike() -> None:
    figure = drawn()
    assert "pause (suspended), March to April 2026: the United States, all that it offers." in words(figure)
    assert "France (troops) and the United Kingdom (troops) fall: they hang on" in told(figure)


def test_the_months_it_lasts_are_shaded() -> None:
    figure = drawn()
    bars = [one for one in filled(figure, SHADE) if one[2] != 22]
    assert [(round(x, 1), round(width, 1)) for x, _, width, _ in bars] == [
        (round(LEFT + 2 * MONTH, 1), round(2 * MONTH, 1))
    ]
    tints = [one for one in figure.iter(f"{SVG}rect") if one.get("fill-opacity")]
    assert len(tints) == 3


def test_what_is_left_and_what_is_taken() -> None:
    figure = drawn()
    bands = [one.get("fill") for one in figure.iter(f"{SVG}path") if one.get("fill") not in (None, "none")]
    assert bands.count("url(#lost)") == 1
    assert bands.count(KEPT) == 2
    assert len([one for one in filled(figure, "url(#lost)") if one[2] != 22]) == 1


def test_each_line_says_what_it_loses() -> None:
    found = words(drawn())
    assert "loses France (troops) and the United Kingdom (troops); held back by cover" in found
    assert "loses the United States (air cover)" in found
    assert found.count("loses nothing") == 1
    assert found.count("no longer filled") == 2


def test_a_shock_that_takes_nothing() -> None:
    figure = drawn({**SHOCK, "actor": "JPN"})
    assert "Nothing that would come in these months falls." in words(figure)
    assert inside(figure)


def test_a_threat_takes_a_part() -> None:
    threat = {**SHOCK, "kind": "threat", "actor": "GBR", "calls_home": {"share": 0.5}}
    assert any("brings 300 instead of 600" in text for text in words(drawn(threat)))


def test_many_lines_and_strange_names() -> None:
    made = scene(
        *(line(f"<l{n}>", "troops", 1, n) for n in range(MOST_LINES + 2)), offer("<o>", "<a>", low=100)
    )
    shock = {**SHOCK, "id": "<s>", "actor": "<a>"}
    found = answer("shock", made, shocks=[shock], **{"from": "2026-01", "until": "2026-07"})
    figure = shock_svg(found, default_codebook())
    assert "two more lines in the answer" in words(taken(figure))
    assert "<s>" not in figure
