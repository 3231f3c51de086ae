"""The tables for people, in full, and that they say what the machine form says."""

import json
import re
from collections.abc import Callable

import pytest

from musterbook.codebook import LADDER
from musterbook.desk.evaluate import Evaluation, evaluate_documents, evaluation_json, evaluation_text
from musterbook.desk.evaluate.scores import LINES
from tests.desk.evaluating import (
    CHILE,
    CROWD,
    NORWAY,
    REFUSALS,
    as_read,
    at,
    figure,
    gold,
    judged,
    marked,
    read,
)

NORWAY_MARKED = marked(
    "NOR",
    "engineering",
    "pledges",
    NORWAY,
    conditions=["parliament_approval"],
    quantity_low=300,
    quantity_high=300,
    unit="persons",
    source_kind="narrator",
)
MARKED = gold(
    NORWAY_MARKED,
    marked("CHL", "naval", "considers", CHILE),
    marked("KEN", "troops", "refuses", REFUSALS),
    marked("GHA", "troops", "refuses", REFUSALS),
    name="a rather long name of a gold file",
    claims=[{"kind": "aggregate", "what": "states", "low": 41, "high": None, "evidence": at(CROWD)}],
)
READ = (
    read(
        "NOR",
        "engineering",
        "offers",
        NORWAY,
        conditions=["parliament_approval", "ceasefire"],
        quantity=figure(300, 300, "persons"),
    ),
    read("KEN", "troops", "refuses", REFUSALS),
    read("GHA", "air", "refuses", REFUSALS),
)


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return judged(MARKED, *READ)


@pytest.fixture(scope="module")
def text(result: Evaluation) -> str:
    return evaluation_text(result)


def line_of(text: str, start: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line


class TestScores:
    def test_counts_and_figures_in_one_line(self, text: str) -> None:
        line = line_of(text, "positions (actor")
        assert re.findall(r" (\d+)(?= )", line)[:3] == ["2", "3", "4"]
        assert re.findall(r"(\d\.\d\d) \[", line) == ["0.67", "0.50", "0.57"]

    def test_a_share_has_one_figure(self, text: str) -> None:
        assert re.findall(r"(\d\.\d\d) \[", line_of(text, "stance of those found")) == ["0.50"]

    def test_recall_has_one_figure_and_no_count_of_what_was_read(self, text: str) -> None:
        line = line_of(text, "claims ")
        assert re.findall(r"(\d\.\d\d) \[", line) == ["0.00"]
        assert line.split()[1:3] == ["0", "1"]

    def test_figures_stand_under_their_heads(self, text: str) -> None:
        head = text.splitlines()[1]
        for name, figure_text in (("precision", "0.67 ["), ("recall", "0.50 ["), ("F1 or share", "0.57 [")):
            assert head.index(name) == line_of(text, "positions (actor").index(figure_text)

    def test_diagnosis_comes_last_and_apart(self, text: str) -> None:
        labels = {line.label: line.diagnostic for line in LINES}
        before, after = text.split("-- for diagnosis")
        for label, diagnostic in labels.items():
            inside = after.split("In brackets")[0] if diagnostic else after
            assert (f"\n{label} " in before) is False or not diagnostic
            assert diagnostic or f"\n{label} " not in inside

    def test_the_intervals_are_explained(self, text: str) -> None:
        assert "95 % interval" in text
        assert "Wilson" in text
        assert "seed 20250317" in text


class TestTables:
    def test_a_long_name_is_cut(self, text: str) -> None:
        line = line_of(text, "a rather long name of a ")
        assert line.split()[-6:] == ["2", "3", "4", "0.57", "1/2", "0.67"]

    def test_stances_as_marked_and_as_read(self, text: str) -> None:
        cells = {
            "pledges ": "....1...",
            "refuses ": "1......1",
            "considers ": ".......1",
            "false find ": "1.......",
        }
        for name, row in cells.items():
            assert line_of(text, name).removeprefix(name).split() == list(row)
        assert line_of(text, "F1 ").split() == ["F1", "0.50", "-", "-", "0.00", "0.00", "0.00", "-"]

    def test_every_cell_of_the_stance_table_adds_up(self, result: Evaluation) -> None:
        tally = result.score("positions").tally
        cells = result.stances.items()
        assert sum(n for (mine, _), n in cells if mine in LADDER) == tally.gold
        assert sum(n for (_, theirs), n in cells if theirs in LADDER) == tally.read
        assert sum(n for (mine, theirs), n in cells if {mine, theirs} <= set(LADDER)) == tally.hits

    def test_traits(self, text: str) -> None:
        assert line_of(text, "conditional ").split() == ["conditional", "1", "1", "0"]
        assert line_of(text, "with a number ").split() == ["with", "a", "number", "1", "1", "0"]


class TestBothForms:
    def test_brief_is_the_text_without_the_findings(self, result: Evaluation, text: str) -> None:
        brief = evaluation_text(result, brief=True)
        assert text.startswith(brief.rstrip("\n"))
        assert len(text) > len(brief)

    def test_as_many_findings_in_both(self, result: Evaluation, text: str) -> None:
        findings = evaluation_json(result)["findings"]
        assert len(findings) == len(re.findall(r"^\[a rather", text, re.M)) > 0

    def test_counts_agree(self, result: Evaluation) -> None:
        value = evaluation_json(result)
        kinds = [finding["kind"] for finding in value["findings"]]
        first = value["scores"][0]
        assert kinds.count("miss") == first["gold"] - first["hits"]
        assert kinds.count("false_find") == first["read"] - first["hits"]

    def test_no_figure_is_given_for_nothing(self, result: Evaluation) -> None:
        boilerplate = next(s for s in evaluation_json(result)["scores"] if s["key"] == "boilerplate")
        assert {"precision", "recall", "f1", "share"} & set(boilerplate) == set()

    @pytest.mark.parametrize("form", [evaluation_json, evaluation_text])
    def test_the_same_input_gives_the_same_bytes(self, form: Callable[[Evaluation], object]) -> None:
        one, other = (json.dumps(form(judged(MARKED, *READ))) for _ in range(2))
        assert one == other

    def test_a_perfect_reading_says_so(self) -> None:
        perfect = evaluate_documents([MARKED], read=lambda *_: as_read(MARKED))
        assert "1.00 [1.00, 1.00]" in line_of(evaluation_text(perfect), "positions (actor")
        assert evaluation_text(perfect) == evaluation_text(perfect, brief=True)
