"""The answer of ``compare`` in words."""

from typing import Any

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.reports import answer_text
from tests.assessment.build import Json, fact, line, offer, scene


def sentence(text: str) -> list[Json]:
    return [{"doc": "d1", "start": 0, "end": 9, "text": text}]


def march(american: str, text: str, **more: Any) -> Json:
    return scene(
        fact("us_backstop", stands_for="USA:air_cover"),
        offer("GBR:troops", "GBR", condition="us_backstop", **more),
        offer("USA:air_cover", "USA", "air_cover", stance=american, evidence=sentence(text)),
        line("force"),
    )


def told(first: Json, asking: str, against: Json, **options: Any) -> list[str]:
    found = ask("compare", first, asking=asking, against=against, **options).to_json()
    return answer_text("compare", found, default_codebook(), 100).splitlines()


def test_the_american_position_moves() -> None:
    lines = told(march("offers", "yes, jets"), "closure", {"situation": march("refuses", "no jets")})
    assert lines == [
        "Asked of both: closure.",
        "",
        "What changed in the answer",
        "- assured: no longer GBR:troops and USA:air_cover",
        "- out: now GBR:troops and USA:air_cover",
        "",
        "offer:USA:air_cover (the United States, air cover): changed",
        "- stance: offers before, refuses now",
        "  before: “yes, jets” (d1, 0-9)",
        "  after: “no jets” (d1, 0-9)",
        "  That alone left GBR:troops and USA:air_cover out.",
        "",
        "What made the whole change",
        "1. offer:USA:air_cover",
        "Needed in any case: offer:USA:air_cover.",
    ]


def test_figures_conditions_and_what_changes_nothing() -> None:
    first = march("offers", "yes", low=5, unit="persons")
    second = march("offers", "yes", low=5, high=9, unit="persons")
    second["offers"][0]["condition"] = None
    lines = told(first, "closure", {"situation": second})
    assert "The answer is the same, with one difference between the two." in lines
    assert "- quantity: 5 persons before, 5 to 9 persons now" in lines
    assert any(row.startswith("- condition: ") and row.endswith(" before, none now") for row in lines)
    assert not any("What made" in row for row in lines)


def test_two_alike() -> None:
    lines = told(march("offers", "yes"), "closure", {})
    assert lines == ["Asked of both: closure.", "The answer is the same, with no difference between the two."]


def test_sets_and_numbers() -> None:
    lines = told(march("offers", "yes"), "unlock", {"suppose": ["us_backstop=false"]}, target="joins:GBR")
    assert "- smallest sets: no longer {}; now {us_backstop}" in lines
    lines = told(march("offers", "yes"), "fill", {"suppose": ["USA:air_cover=refuses"]})
    assert "- line force, filled: yes before, no now" in lines
    assert "  That alone" in lines
    assert "  - changed line force, filled: yes before, no now" in lines


def test_what_cannot_stand_alone_and_what_all_together_moves() -> None:
    first = scene(offer("g", "GBR"), line("force"))
    second = scene(offer("g", "GBR"), line("force", "troops", None, 1, "c"), line("c", "air_cover"))
    lines = told(first, "fill", {"situation": second})
    assert "  It cannot stand without others." in lines
    knot = scene(offer("a", "GBR", condition="joins:FRA"), offer("b", "FRA", condition="joins:GBR"))
    loose = scene(offer("a", "GBR", condition="joins:FRA"), offer("b", "FRA", stance="refuses"))
    lines = told(knot, "closure", {"situation": loose})
    assert any("out, concerted: now a and b" in row for row in lines)


def test_a_cap_and_long_lists() -> None:
    many = scene(*(offer(f"o{i:03}", f"A{i:03}") for i in range(60)))
    lines = told(many, "closure", {"count_from": "pledges"}, budget=1e-9)
    assert any("and 20 more" in row for row in lines)
    assert any(row.startswith("Capped: the time budget") for row in lines)
