"""The force as numbers: what is free, what is bound, what a figure is divided by, when a line asks."""

from tests.assessment.rotating.forces import asks, binds, force, pool, sends, takes

MADE = force(
    [pool("FRA", 1000, reserve=(100, 100, 300, 300, 100, 100)), pool("POL", 400), pool("EST", None)],
    [sends(500), sends(50, 2, name="e")],
    [asks(600, (0, 1)), asks(None, (1,), name="cover", first=2, last=3)],
    [binds(200, 0, 1, 3), binds(50, 0, 3, name="post"), binds(30, 1, name="own")],
    [takes(1, 0, 100), takes(0, 2, 10)],
)


def test_duties_bind_in_their_months() -> None:
    assert [MADE.bound(0, month) for month in range(6)] == [0, 200, 200, 250, 50, 50]
    assert MADE.bound(1, 0) == 30
    assert MADE.bound(2, 0) == 0


def test_what_is_free_is_the_pool_less_reserve_and_duties() -> None:
    assert [MADE.free(0, month) for month in range(6)] == [900, 700, 500, 450, 850, 850]


def test_what_is_free_may_be_negative_and_is_none_of_a_pool_without_a_figure() -> None:
    assert force([pool("FRA", 10, reserve=30)], [], []).free(0, 0) == -20
    assert MADE.free(2, 0) == 0


def test_a_backfill_takes_over_the_owners_duty() -> None:
    assert [MADE.owner(edge) for edge in MADE.edges] == [0, 1]


def test_figures_are_shares_of_what_is_asked_on_the_subject() -> None:
    assert MADE.scale_of(0) == 100
    assert force([pool(on="naval")], [], [], scale={"troops": 5.0}).scale_of(0) == 1


def test_a_line_asks_within_its_months() -> None:
    assert [MADE.demands[1].asked(month) for month in range(6)] == [False, False, True, True, False, False]


def test_a_pool_is_named_by_actor_and_subject() -> None:
    assert [one.name for one in MADE.pools] == ["FRA:troops", "POL:troops", "EST:troops"]
