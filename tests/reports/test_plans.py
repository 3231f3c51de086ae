"""The rotation as text: the break first, months that are alike together, every assumption printed."""

from typing import Any

from musterbook.codebook import default_codebook
from musterbook.reports import answer_text
from musterbook.reports.plans import runs
from tests.assessment.build import Json, fact, line, offer, scene
from tests.assessment.rotating.rotating import sustained

WANTED = scene(
    fact("threat", True),
    line("force", "troops", 1000, 1, "cover"),
    line("cover", "air_cover", None, 2),
    offer("f", "FRA", low=1000, unit="persons"),
    offer("e", "EST"),
    offer("g", "GBR", "air_cover"),
)
PLAN: Json = {
    "months": 12,
    "defaults": {"tour": 3, "preparation": 1, "rest": 2},
    "actors": {
        "FRA": {
            "pool": {"troops": 3000},
            "reserve": 500,
            "reserve_if": {"circumstance": "threat", "reserve": 2000, "from": "2025-10"},
        },
        "POL": {"pool": {"troops": 400}},
    },
    "duties": [{"id": "guard", "actor": "FRA", "on": "troops", "figure": 300}],
    "backfill": [{"by": "POL", "duty": "guard", "figure": 300}],
}


def told(situation: Json, plan: Json, **options: Any) -> list[str]:
    answer = sustained(situation, plan, **options)
    return answer_text("sustain", answer, default_codebook(), 100).splitlines()


def test_the_break_comes_first_with_its_reasons() -> None:
    lines = told(WANTED, PLAN)
    assert lines[0].startswith("The requirement fails first in 2025-")
    assert lines[0].endswith(", on line force:")
    assert lines[1].startswith("- force has ")
    text = " ".join(" ".join(lines).split())
    assert "raised by threat" in text
    assert "e is without a figure, and none is invented" in text


def test_lines_and_actors_are_told_in_stretches_of_months() -> None:
    lines = told(WANTED, PLAN)
    assert "cover: full throughout" in lines
    assert "2025-04 to 2026-03  there, without a figure, no quantity asked" in lines
    assert "FRA (France), troops: pool 3,000" in lines
    assert not any(row.startswith("EST (Estonia), troops") for row in lines)
    assert "- POL (Poland) for FRA (France), guard: 300 (2025-10 to 2026-03)" in lines


def test_mends_and_assumptions_are_told() -> None:
    text = " ".join("\n".join(told(WANTED, PLAN)).split())
    assert "What would mend it" in text
    assert "- defaults: tour 3, preparation 1, rest 2" in text
    assert "reserve 500 troops, reserve 2,000 troops while threat holds from 2025-10" in text
    assert "- duty guard: 300 of FRA (France)" in text
    assert "Without a figure, so not deployed: e and g." in text


def test_what_holds_is_said_to_hold() -> None:
    lines = told(WANTED, {**PLAN, "months": 2})
    assert lines[0] == "The requirement holds in every month from 2025-04 to 2025-05."
    assert not any("line-months" in row for row in lines)
    assert lines[1].endswith("the solution is optimal.")


def test_what_clashes_is_told() -> None:
    plan = {**PLAN, "must": ["force"], "months": 12}
    text = "\n".join(told(WANTED, plan))
    assert "What clashes: not all of these can hold" in text
    assert "- line force must have 1,000 on troops in every month it asks" in text


def test_a_circle_is_told() -> None:
    plan = {**PLAN, "duties": [*PLAN["duties"], {"id": "post", "actor": "POL", "on": "troops", "figure": 9}]}
    plan["backfill"] = [*PLAN["backfill"], {"by": "FRA", "duty": "post", "figure": 9}]
    assert any("a circle of duties, FRA>post and POL>guard" in row for row in told(WANTED, plan))


def test_what_a_user_names_cannot_break_the_lines() -> None:
    odd = scene(line("a\nb", "troops", 5), offer("x\u202ey", "Q\tR", low=1))
    text = "\n".join(told(odd, {"months": 1, "defaults": {"tour": 1}}))
    assert "a b" in text
    assert "\u202e" not in text


def test_runs_put_equal_rows_together() -> None:
    rows = [{"month": str(n), "x": x} for n, x in enumerate((1, 1, 2, 1))]
    assert [(a, b, row["x"]) for a, b, row in runs(rows, ("x",))] == [
        ("0", "1", 1),
        ("2", "2", 2),
        ("3", "3", 1),
    ]
    assert runs([], ("x",)) == []
