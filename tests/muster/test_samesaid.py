"""What was read in two documents, side by side (rule 3)."""

from datetime import timedelta
from typing import Any

import pytest

from musterbook.model.document import Document
from musterbook.model.position import Position
from musterbook.muster.samesaid import agreed, clash, days_apart
from tests.book.world import MARCH, figure, position

ONE, OTHER = Document("one", published=MARCH), Document("other", published=MARCH + timedelta(5))


def named(speaker: str, **fields: Any) -> Position:
    return position(speaker=speaker, source_kind="named", **fields)


def test_positions_agree_in_actor_subject_and_stance() -> None:
    mine = [position(), position("ESP"), position(on="naval")]
    assert agreed(mine, [position(), position("ESP", stance="refuses"), position(on="naval")]) == 2
    assert agreed(mine, [position(), position()]) == 1
    assert agreed(mine, []) == 0


def test_positions_that_differ_in_anything_do_not_agree() -> None:
    given = named("Ana Reis", conditions="ceasefire", quantity=figure("400", "400"))
    assert agreed([given], [named("Reis", conditions={"all": ["ceasefire", "un_mandate"]})]) == 1
    assert agreed([given], [named("Reis", conditions="other:the guns are silent")]) == 1
    assert agreed([given], [named("Reis", conditions="un_mandate")]) == 0
    assert agreed([given], [named("Reis", quantity=figure("600", "600"))]) == 0
    assert agreed([given], [named("Rui Pinto")]) == 0


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (named("Minister Reis"), False),
        (named("Anna Reijs"), False),
        (named("Rui Pinto"), True),
        (position(source_kind="anonymous"), True),
        (position(source_kind="spokesperson", speaker="the defence ministry"), False),
        (position(), False),
        (position("ESP"), False),
    ],
)
def test_another_voice_on_all_that_both_speak_of_is_another_report(other: Position, differs: bool) -> None:
    assert clash([named("Ana Reis")], [other]) is differs
    assert clash([other], [named("Ana Reis")]) is differs


def test_the_narrator_may_tell_what_an_official_said() -> None:
    hidden = position(source_kind="anonymous")
    assert not clash([hidden], [hidden])
    assert not clash([hidden], [position()])


def test_one_word_in_common_is_enough() -> None:
    mine = [named("Ana Reis"), named("Ana Reis", on="naval")]
    assert not clash(mine, [named("Rui Pinto"), named("Ana Reis", on="naval")])
    assert clash(mine, [named("Rui Pinto"), named("Rui Pinto", on="naval")])


@pytest.mark.parametrize(
    ("mine", "theirs", "differs"),
    [
        (figure("400", "400"), figure("600", "600"), True),
        (figure("400", "400"), figure("300", "500"), False),
        (figure(None, "500"), figure("400", None), False),
        (figure(None, "300"), figure("400", None), True),
        (figure("400", "400"), figure("2", "2", "ships"), False),
        (figure("400", "400"), figure(None), False),
    ],
)
def test_another_figure_is_another_report(mine: Any, theirs: Any, differs: bool) -> None:
    assert clash([position(quantity=mine)], [position(quantity=theirs)]) is differs


def test_days_are_those_of_the_latest_word_on_what_both_speak_of() -> None:
    early, late = position(said=MARCH), position(said=MARCH + timedelta(4))
    assert days_apart(ONE, OTHER, [early], [early]) == 0
    assert days_apart(ONE, OTHER, [early], [early, late]) == 4
    assert days_apart(ONE, OTHER, [early], [position("ESP", said=MARCH)]) == 5


def test_without_positions_the_days_of_publication_count() -> None:
    assert days_apart(ONE, OTHER) == 5
    assert days_apart(ONE, OTHER, [position()], [position()]) == 5
    assert days_apart(ONE, Document("undated")) is None
