"""What the tests of the figures share: a rotation that breaks, and a figure taken apart."""

from typing import Any
from xml.etree import ElementTree

from tests.assessment.build import answer, line, offer, scene

Json = dict[str, Any]
SVG = "{http://www.w3.org/2000/svg}"
PLAN = {
    "from": "2026-01",
    "months": 24,
    "defaults": {"tour": 6, "preparation": 2, "rest": 10},
    "actors": {
        "GBR": {"pool": {"troops": 4000}, "reserve": {"troops": 500}},
        "FRA": {"pool": {"troops": 9000}},
        "DEU": {"pool": {"engineering": 600}},
    },
    "duties": [{"id": "guard", "actor": "FRA", "on": "troops", "figure": 1000}],
}
SITUATION = scene(
    line("force", "troops", 3000, 1, "works", "cover"),
    line("works", "engineering", 200, 2),
    line("cover", "air_cover", None, 3),
    offer("g", "GBR", low=1000),
    offer("f", "FRA", low=2000, high=2500),
    offer("d", "DEU", "engineering", low=200, until="2027-03-01"),
    offer("u", "USA", "air_cover", until="2027-07-01"),
)


def rotation(**more: Any) -> Json:
    return answer("sustain", SITUATION, plan={**PLAN, **more})


def taken(figure: str) -> ElementTree.Element:
    return ElementTree.fromstring(figure)


def words(figure: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in figure.iter(f"{SVG}text")]


def told(figure: ElementTree.Element) -> str:
    found = figure.find(f"{SVG}desc")
    assert found is not None
    return found.text or ""


def filled(figure: ElementTree.Element, fill: str) -> list[tuple[float, float, float, float]]:
    """The rectangles of one fill: x, y, width, height."""
    return [
        (
            float(one.get("x", 0)),
            float(one.get("y", 0)),
            float(one.get("width", 0)),
            float(one.get("height", 0)),
        )
        for one in figure.iter(f"{SVG}rect")
        if one.get("fill") == fill and one.get("width") != "100%"
    ]


def inside(figure: ElementTree.Element) -> bool:
    """Whether no rectangle and no text begins or, as far as it is known, ends beyond the sheet."""
    _, _, width, height = map(float, figure.get("viewBox", "").split())
    drawn = [one for one in figure.iter() if one.tag in (f"{SVG}rect", f"{SVG}text") and one.get("x")]
    return all(
        min(corner) >= 0 and corner[0] <= width and corner[1] <= height
        for one in drawn
        for corner in _corners(one)
    )


def _corners(one: ElementTree.Element) -> tuple[tuple[float, float], tuple[float, float]]:
    x, y, width, height = (float(one.get(key, 0)) for key in ("x", "y", "width", "height"))
    return (x, y), (x + width, y + height)
