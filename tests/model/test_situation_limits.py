"""Place, caveats, window and notice of offers; what serves a line and when: read, written, refused."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from musterbook.errors import QuestionError
from musterbook.model.scenario import lay
from musterbook.model.situation import (
    Line,
    Offer,
    Situation,
    parse_situation,
    situation_hash,
    situation_json,
    situation_text,
)

PLAIN: dict[str, Any] = {
    "offers": [{"id": "o", "actor": "GBR", "on": "troops", "stance": "offers"}],
    "requirement": {"lines": [{"id": "l", "on": "troops", "quantity": 5}]},
}
OFFER: dict[str, Any] = {
    "where": "neighbouring",
    "caveats": ["no_combat", "within its laws"],
    "from": "2025-04-01",
    "until": "2026-04-01",
    "notice": 30,
}
LINE: dict[str, Any] = {
    "where": ["in_theatre", "neighbouring"],
    "excludes": ["no_combat"],
    "or_on": ["police"],
    "from": "2025-05-01",
    "until": "2025-12-01",
}


def limited(offer: dict[str, Any] | None = None, line: dict[str, Any] | None = None) -> dict[str, Any]:
    body = deepcopy(PLAIN)
    body["offers"][0] |= OFFER if offer is None else offer
    body["requirement"]["lines"][0] |= LINE if line is None else line
    return body


def test_they_are_read() -> None:
    situation = parse_situation(limited())
    offer, line = situation.offers[0], situation.lines[0]
    assert (offer.where, offer.caveats) == ("neighbouring", ("no_combat", "within its laws"))
    assert (offer.from_day, offer.until, offer.notice) == (date(2025, 4, 1), date(2026, 4, 1), 30)
    assert (line.where, line.excludes, line.or_on) == (
        ("in_theatre", "neighbouring"),
        ("no_combat",),
        ("police",),
    )
    assert (line.from_day, line.until) == (date(2025, 5, 1), date(2025, 12, 1))
    assert line.subjects == ("troops", "police")


def test_they_are_written_as_read() -> None:
    situation = parse_situation(limited())
    body = situation_json(situation)
    assert {key: body["offers"][0][key] for key in OFFER} == OFFER
    assert {key: body["requirement"]["lines"][0][key] for key in LINE} == LINE
    assert parse_situation(json.loads(situation_text(situation))) == situation


def test_a_situation_without_them_keeps_its_text_and_hash() -> None:
    empty: dict[str, Any] = {"where": None, "caveats": [], "from": None, "until": None, "notice": 0}
    idle: dict[str, Any] = {"where": [], "excludes": None, "or_on": [], "from": None, "until": None}
    plain = parse_situation(PLAIN)
    assert situation_text(parse_situation(limited(empty, idle))) == situation_text(plain)
    assert "where" not in situation_text(plain)
    assert situation_hash(plain) == "67b2e90fb8a58701e8cd4d187ee1fe64477f0e177050b21d395e891ac68cc92b"


def test_they_change_the_hash() -> None:
    assert situation_hash(parse_situation(limited())) != situation_hash(parse_situation(PLAIN))


def test_a_supposed_stance_keeps_them() -> None:
    (offer,) = lay(parse_situation(limited()), ["GBR:troops=pledges"]).offers
    assert (offer.stance, offer.where, offer.notice) == ("pledges", "neighbouring", 30)


def test_values_without_limits_are_those_of_before() -> None:
    assert Offer("o", "GBR", "troops", "offers") == parse_situation(PLAIN).offers[0]
    assert Line("l", "troops").subjects == ("troops",)
    assert Situation().lines == ()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"where": "mars"}, ("mars",)),
        ({"where": ["in_theatre"]}, None),
        ({"where": ""}, None),
        ({"caveats": "no_combat"}, None),
        ({"caveats": [3]}, None),
        ({"from": "April"}, None),
        ({"from": 20250401}, None),
        ({"until": "2025-02-30"}, None),
        ({"from": "2025-04-01", "until": "2025-04-01"}, ("o",)),
        ({"from": "2025-04-01", "until": "2025-03-01"}, ("o",)),
        ({"notice": -1}, ("o",)),
        ({"notice": 40_000}, ("o",)),
        ({"notice": 1.5}, None),
        ({"notice": True}, None),
        ({"notice": 10**400}, None),
        ({"excludes": ["no_combat"]}, ("excludes",)),
    ],
)
def test_offers_that_make_no_sense_are_refused(change: dict[str, Any], names: tuple[str, ...] | None) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_situation(limited(change, {}))
    assert names in (None, caught.value.names)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"where": ["in_theatre", "mars"]}, ("mars",)),
        ({"where": "in_theatre"}, None),
        ({"excludes": "no_combat"}, None),
        ({"or_on": [""]}, None),
        ({"from": "2025-04-01", "until": "2025-03-01"}, ("l",)),
        ({"caveats": ["no_combat"]}, ("caveats",)),
        ({"notice": 3}, ("notice",)),
    ],
)
def test_lines_that_make_no_sense_are_refused(change: dict[str, Any], names: tuple[str, ...] | None) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_situation(limited({}, change))
    assert names in (None, caught.value.names)


def test_subjects_that_stand_in_for_each_other_have_one_unit() -> None:
    body = limited({"quantity": {"low": 5, "unit": "persons"}}, {"or_on": ["naval"]})
    ship = {"id": "s", "actor": "NOR", "on": "naval", "stance": "offers"}
    body["offers"].append(ship | {"quantity": {"low": 1, "unit": "ships"}})
    with pytest.raises(QuestionError, match="troops in persons, naval in ships") as caught:
        parse_situation(body)
    assert caught.value.names == ("l", "troops", "naval")
    body["offers"][1]["quantity"]["unit"] = "persons"
    assert parse_situation(body).lines[0].or_on == ("naval",)


def test_a_figure_without_a_unit_fits_any() -> None:
    body = limited({"quantity": {"low": 5, "unit": "persons"}}, {"or_on": ["naval"]})
    ship = {"id": "s", "actor": "NOR", "on": "naval", "stance": "offers", "quantity": {"low": 1}}
    body["offers"].append(ship)
    assert len(parse_situation(body).offers) == 2
