"""The strips of the pools: what goes round stands on the ground, what is bound hangs from the top."""

from musterbook.codebook import default_codebook
from musterbook.presenting.names import Names
from musterbook.reports.pools import HIGH, MOST_POOLS, STATES, pool_strips
from tests.assessment.build import answer, line, offer, scene
from tests.reports.figured import Json, rotation

NAMES = Names(default_codebook())


def strips(found: Json) -> str:
    return "\n".join(pool_strips(found, NAMES, 0)[0])


def test_every_known_pool_has_a_strip() -> None:
    made = strips(rotation())
    for told in ("France, troops: a pool of 9,000", "Germany, engineering: a pool of 600"):
        assert told in made
    assert "USA" not in made


def test_the_states_fill_the_strip() -> None:
    """Month by month the heights of all states add up to the strip."""
    for row in rotation()["actors"]:
        if row["pool"]:
            for month in row["by_month"]:
                assert abs(sum(month[key] for key, _, _ in STATES) - row["pool"]) < 1e-3


def test_reserve_and_duties_hang_from_the_top() -> None:
    keys = [key for key, _, _ in STATES]
    assert keys.index("free") > keys.index("resting")
    assert keys[-2:] == ["duties", "reserve"]
    made = strips(rotation())
    top = next(one for one in made.splitlines() if "url(#s-reserve)" in one and "<path" in one)
    first = float(top.split('d="M')[1].split("H")[0].split()[1])
    assert first < 62 + 34 + 2 * (HIGH + 34)


def test_many_pools_are_cut_and_said() -> None:
    actors = [f"A{n:02}" for n in range(MOST_POOLS + 2)]
    made = scene(line("force", "troops", 1000), *(offer(a.lower(), a, low=100) for a in actors))
    plan = {
        "from": "2026-01",
        "months": 6,
        "defaults": {"tour": 6, "rest": 0},
        "actors": {actor: {"pool": {"troops": 100}} for actor in actors},
    }
    assert "two more pools in the answer" in strips(answer("sustain", made, plan=plan))


def test_without_a_pool_there_is_nothing_to_draw() -> None:
    made = scene(line("force", "troops", 10), offer("g", "GBR", low=10))
    found = answer("sustain", made, plan={"from": "2026-01", "months": 3, "defaults": {"tour": 3}})
    assert pool_strips(found, NAMES, 100) == ([], 80)
