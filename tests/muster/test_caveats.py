"""Place and limits of use of a standing position, as its offer carries them into the fill."""

from decimal import Decimal
from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.model.situation import Offer, situation_json
from musterbook.muster import Laid, fold_readings, requirement_from_json, situation
from tests.book.world import claim, figure, reading, word

CODEBOOK = default_codebook()
NOT_IN_COMBAT = "not in a combat role"


def lay(*readings: object, **options: Any) -> Laid:
    return situation(fold_readings(readings), CODEBOOK, **options)  # type: ignore[arg-type]


def offer(*readings: object) -> Offer:
    (only,) = lay(*readings).situation.offers
    return only


def told(laid: Laid) -> list[str]:
    return [a.about for a in laid.assumptions if a.kind == "caveat"]


def test_an_offer_is_bound_to_the_place_of_its_position() -> None:
    assert offer(word("PRT", "offers", where="neighbouring")).where == "neighbouring"
    assert offer(word("PRT", "offers")).where is None


@pytest.mark.parametrize(
    "printed",
    [
        NOT_IN_COMBAT,
        "without a COMBAT role",
        "non-combat",
        "only as trainers",
        "solely for training",
        "behind the lines",
        "not at the front line",
        "far from the fighting",
    ],
)
def test_a_limit_to_what_is_no_combat_has_a_name_beside_its_words(printed: str) -> None:
    assert offer(word("PRT", "offers", caveats=(printed,))).caveats == ("no_combat", printed)


@pytest.mark.parametrize(
    "printed",
    [
        "for six months at most",
        "within its laws",
        "only for combat",
        "in a combat role",
        "under national command",
    ],
)
def test_another_limit_keeps_its_words_alone(printed: str) -> None:
    assert offer(word("PRT", "offers", caveats=(printed,))).caveats == (printed,)


def test_without_a_limit_there_is_no_key() -> None:
    (found,) = situation_json(lay(word("PRT", "offers")).situation)["offers"]
    assert not {"where", "caveats", "from", "until", "notice"} & set(found)


class TestAlternatives:
    """Two reports of one day with the same stance."""

    def test_what_one_does_not_say_it_does_not_take_away(self) -> None:
        laid = lay(
            word("PRT", "offers", caveats=(NOT_IN_COMBAT,)), word("PRT", "offers", text="Lisbon offers.")
        )
        assert laid.situation.offers[0].caveats == ("no_combat", NOT_IN_COMBAT)
        assert told(laid) == []

    def test_of_two_that_differ_only_what_is_common_is_kept_and_it_is_told(self) -> None:
        laid = lay(
            word("PRT", "offers", caveats=(NOT_IN_COMBAT, "within its laws")),
            word("PRT", "offers", caveats=("only as trainers",), text="Lisbon offers."),
        )
        assert laid.situation.offers[0].caveats == ("no_combat",)
        assert told(laid) == ["PRT:troops"]

    def test_of_two_that_share_nothing_neither_is_kept(self) -> None:
        laid = lay(
            word("PRT", "offers", caveats=(NOT_IN_COMBAT,)),
            word("PRT", "offers", caveats=("within its laws",), text="Lisbon offers."),
        )
        assert laid.situation.offers[0].caveats == ()
        assert told(laid) == ["PRT:troops"]

    def test_the_order_of_adding_does_not_matter(self) -> None:
        one = word("PRT", "offers", caveats=(NOT_IN_COMBAT, "within its laws"))
        two = word("PRT", "offers", caveats=("within its laws", NOT_IN_COMBAT), text="Lisbon offers.")
        assert offer(one, two) == offer(two, one)


class TestFill:
    readings = (
        word("PRT", "offers", quantity=figure("400"), caveats=(NOT_IN_COMBAT,)),
        word("ESP", "offers", quantity=figure("300"), where="neighbouring"),
        word("ITA", "offers", quantity=figure("200"), where="in_theatre"),
    )

    def rows(self, **line: Any) -> dict[str, Any]:
        asked = requirement_from_json({"lines": [{"id": "force", "on": "troops", "quantity": 1000} | line]})
        (row,) = ask("fill", lay(*self.readings, requirement=asked).situation).to_json()["lines"]
        return dict(row)

    def test_a_line_that_asks_no_place_and_excludes_nothing_takes_all(self) -> None:
        assert self.rows()["present"] == [900, 900]

    def test_a_requirement_file_may_name_place_and_caveats(self) -> None:
        found = self.rows(where=["in_theatre"], excludes=["no_combat"])
        assert found["present"] == [200, 200]
        assert [one["offer"] for one in found["set_aside"]] == ["ESP:troops@neighbouring", "PRT:troops"]
        assert all(one["evidence"] for one in found["set_aside"])

    def test_a_claimed_requirement_limits_nobody(self) -> None:
        asked = claim("requirement", "troops", on="troops", unit="persons", high=Decimal(1000))
        laid = lay(*self.readings, reading(claims=[asked], text="The force needs up to 1,000 soldiers."))
        (row,) = ask("fill", laid.situation).to_json()["lines"]
        assert (row["quantity"], row["present"], row["set_aside"]) == (1000, [900, 900], [])
