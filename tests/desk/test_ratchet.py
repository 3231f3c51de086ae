"""What Musterbook's reader could once do on the gold sets, it still does."""

import os
from pathlib import Path

import pytest

from musterbook.desk.evaluate import evaluate
from musterbook.desk.evaluate.ratchet import Fall, falls, load_floors

ROOT = Path(__file__).parents[2]
FLOORS = load_floors(Path(__file__).with_name("floors.json"))


@pytest.mark.skipif(not FLOORS, reason="no floors are pinned yet")
@pytest.mark.parametrize("directory", list(FLOORS))
def test_no_score_is_below_its_floor(directory: str) -> None:
    place = Path(os.path.normpath(ROOT / directory))
    if not place.is_dir():
        pytest.skip(f"{directory} stands only beside the developers' checkout")
    fallen: tuple[Fall, ...] = falls(evaluate(place), FLOORS[directory])
    assert [str(fall) for fall in fallen] == []
