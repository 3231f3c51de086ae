"""The ratchet turns one way."""

import json
from pathlib import Path

import pytest

from musterbook.desk.evaluate import evaluate_documents
from musterbook.desk.evaluate.evaluation import Read
from musterbook.desk.evaluate.ratchet import Floors, falls, figures, load_floors, main, raised, turn
from musterbook.errors import InputError
from tests.desk.evaluating import CHILE, NORWAY, gold, marked, read, reads, write_pair

GOLD = [marked("NOR", "engineering", "pledges", NORWAY), marked("CHL", "naval", "considers", CHILE)]
POOR = reads(read("NOR", "engineering", "offers", NORWAY))
GOOD = reads(read("NOR", "engineering", "pledges", NORWAY), read("CHL", "naval", "considers", CHILE))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_pair(tmp_path / "gold", "a", {"gold": GOLD})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pinned(place: Path) -> Floors:
    return load_floors(place / "floors.json")["gold"]


class TestTurn:
    def test_floors_start_absent_and_rise(self, place: Path) -> None:
        assert load_floors("floors.json") == {}
        turn("gold", "floors.json", read=POOR)
        assert pinned(place).figures["positions"] == 0.6666
        assert pinned(place).figures["stance"] == 0
        turn("gold", "floors.json", read=GOOD)
        assert pinned(place).figures["positions"] == pinned(place).figures["stance"] == 1

    def test_the_same_again_changes_nothing(self, place: Path) -> None:
        turn("gold", "floors.json", read=POOR)
        before = (place / "floors.json").read_bytes()
        turn(place / "gold", "floors.json", read=POOR)
        assert (place / "floors.json").read_bytes() == before

    def test_lowering_is_refused_and_nothing_is_written(self, place: Path) -> None:
        turn("gold", "floors.json", read=GOOD)
        before = (place / "floors.json").read_bytes()
        with pytest.raises(
            InputError, match=r"below the floor: positions 0.6666 < 1.0000; .*stance"
        ) as caught:
            turn("gold", "floors.json", read=POOR)
        assert caught.value.names == ("positions", "positions_stance", "stance")
        assert (place / "floors.json").read_bytes() == before
        with pytest.raises(InputError):
            turn("gold", "floors.json", read=POOR, renew=True)

    @pytest.mark.usefixtures("place")
    def test_a_line_no_longer_scored_has_fallen(self) -> None:
        turn("gold", "floors.json", read=GOOD)
        with pytest.raises(InputError, match=r"stance not scored < 1\.0000"):
            turn("gold", "floors.json", read=reads())

    def test_changed_gold_is_pinned_anew_only_on_demand(self, place: Path) -> None:
        turn("gold", "floors.json", read=GOOD)
        write_pair(place / "gold", "a", {"gold": GOLD[:1]})
        with pytest.raises(InputError, match="--renew"):
            turn("gold", "floors.json", read=POOR)
        turn("gold", "floors.json", read=POOR, renew=True)
        assert pinned(place).figures["stance"] == 0

    def test_sets_stand_side_by_side(self, place: Path) -> None:
        write_pair(place / "more" / "gold", "a", {"gold": GOLD[:1]})
        turn("gold", "floors.json", read=POOR)
        turn(place / "more" / "gold", "floors.json", read=GOOD)
        assert list(load_floors("floors.json")) == ["gold", "more/gold"]


class TestFloors:
    def test_a_floor_never_exceeds_its_score(self) -> None:
        result = evaluate_documents([gold(*GOLD)], read=POOR)
        for key, figure in figures(result).items():
            estimate = result.score(key).headline
            assert estimate is not None
            assert 0 <= estimate.value - figure < 1e-4
        assert falls(result, raised(result, None)) == ()

    def test_diagnostic_lines_have_no_floor(self) -> None:
        result = evaluate_documents([gold(*GOLD)], read=GOOD)
        assert "positions" in figures(result)
        assert "actor_anywhere" not in figures(result)

    @pytest.mark.parametrize(
        "raw",
        ["{", "[]", '{"gold": 3}', '{"gold": {"digest": "x"}}', '{"gold": {"digest": "x", "floors": [1]}}'],
    )
    def test_a_broken_file_is_refused(self, tmp_path: Path, raw: str) -> None:
        (tmp_path / "floors.json").write_text(raw, "utf-8")
        with pytest.raises(InputError, match=r"not a file of floors.*\(floors.json\)"):
            load_floors(tmp_path / "floors.json")

    def test_a_place_that_cannot_be_written(self, place: Path) -> None:
        with pytest.raises(InputError, match="cannot write the floors"):
            turn("gold", place / "nowhere" / "floors.json", read=GOOD)


class TestCommand:
    @pytest.mark.parametrize(("reader", "code"), [(GOOD, 0), (POOR, 2)])
    def test_one_command(
        self, place: Path, capsys: pytest.CaptureFixture[str], reader: Read, code: int
    ) -> None:
        turn("gold", "floors.json", read=reads(read("NOR", "engineering", "pledges", NORWAY)))
        assert main(["gold", "--floors", "floors.json"], read=reader) == code
        printed = capsys.readouterr()
        if code:
            assert printed.err.startswith("error: below the floor: ")
            assert printed.err.count("\n") == 1
        else:
            assert "positions                1.0000" in printed.out
            assert json.loads((place / "floors.json").read_text("utf-8"))["gold"]["floors"]["positions"] == 1
