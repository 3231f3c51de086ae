"""The evaluation as a whole: gold against itself, order, emptiness, and the two forms of the result."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import musterbook
from musterbook.codebook.ladder import LADDER
from musterbook.desk.evaluate import (
    Evaluation,
    GoldDocument,
    GoldMeta,
    evaluate,
    evaluate_documents,
    evaluation_json,
    evaluation_text,
    load_gold,
)
from musterbook.desk.evaluate.__main__ import main
from musterbook.desk.evaluate.scores import LINES
from musterbook.errors import InputError
from musterbook.model.document import Document
from musterbook.model.position import Position
from musterbook.model.reading import Reading
from tests.desk.evaluating import (
    CHILE,
    CROWD,
    NORWAY,
    REFUSALS,
    TEXT,
    as_read,
    at,
    gold,
    judged,
    marked,
    read,
    read_as_marked,
    reads,
    write_pair,
)

ACTORS = ("NOR", "CHL", "GROUP:40", "GROUP:states on the coast")
LEAVES = ("ceasefire", "legal_basis", "joins:FRA", "joins:others", "other:calm seas")


@st.composite
def marks(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.integers(0, len(TEXT) - 2))
    low = draw(st.none() | st.integers(0, 400))
    return {
        "actor": draw(st.sampled_from(ACTORS)),
        "on": draw(st.sampled_from(("troops", "naval"))),
        "stance": draw(st.sampled_from(list(LADDER))),
        "evidence": [start, draw(st.integers(start + 1, len(TEXT)))],
        "conditions": draw(st.lists(st.sampled_from(LEAVES), max_size=3, unique=True)),
        "quantity_low": low,
        "quantity_high": low,
        "unit": None if low is None else "persons",
        "source_kind": draw(st.sampled_from(("named", "narrator"))),
        "negated": draw(st.booleans()),
        "superseded": draw(st.booleans()),
        "optional": draw(st.booleans()),
        "where": draw(st.sampled_from((None, "outside"))),
    }


MARKS = st.lists(marks(), max_size=6)


def itself(documents: list[GoldDocument]) -> Evaluation:
    by_name = {document.name: document for document in documents}
    return evaluate_documents(documents, read=lambda _, meta: as_read(by_name[meta.name]))


def against(marked_ones: list[dict[str, Any]], found: list[dict[str, Any]]) -> Evaluation:
    positions = [read_as_marked(n, p) for n, p in enumerate(gold(*found).positions)]
    return judged(gold(*marked_ones), *positions)


class TestLaws:
    @given(MARKS)
    def test_gold_against_itself_is_perfect(self, positions: list[dict[str, Any]]) -> None:
        said = {"source": at("the host"), "cue": at("said."), "content": at(CROWD)}
        claim = {"kind": "aggregate", "what": "states", "low": 41, "high": None, "evidence": at(CROWD)}
        document = gold(*positions, claims=[claim], attributions=[said], boilerplate=[at(CHILE)])
        result = itself([document])
        known = {s.key: s.headline.value for s in result.scores if s.headline is not None}
        assert {key: value for key, value in known.items() if value != 1} == {}
        assert {"claims", "claim_figures", "attributions", "boilerplate"} <= set(known)
        assert result.findings == ()

    @given(MARKS, MARKS, st.randoms(use_true_random=False))
    def test_the_order_of_records_does_not_matter(
        self, mine: list[dict[str, Any]], theirs: list[dict[str, Any]], dice: Any
    ) -> None:
        mixed_mine, mixed_theirs = dice.sample(mine, len(mine)), dice.sample(theirs, len(theirs))
        plain, mixed = against(mine, theirs), against(mixed_mine, mixed_theirs)
        assert plain.scores == mixed.scores
        assert plain.stances == mixed.stances

    @given(MARKS, MARKS)
    def test_precision_and_recall_keep_within_bounds(
        self, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]
    ) -> None:
        result = against(mine, theirs)
        for score in result.scores:
            tally = score.tally
            assert 0 <= tally.hits <= min(tally.read, tally.gold)
        required = sum(not position["optional"] for position in mine)
        assert result.score("positions").tally.gold == required
        assert result.score("positions").tally.read <= len(theirs)
        assert result.score("positions_stance").tally.hits <= result.score("positions").tally.hits

    @given(MARKS)
    def test_an_empty_reading_finds_nothing(self, positions: list[dict[str, Any]]) -> None:
        result = judged(gold(*positions))
        score = result.score("positions")
        assert (score.tally.hits, score.precision) == (0, None)
        assert score.recall is None or score.recall.value == 0
        evaluation_text(result)

    @given(MARKS, MARKS)
    def test_looser_rules_never_find_less(
        self, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]
    ) -> None:
        result = against(mine, theirs)
        right = {score.key: score.tally.hits for score in result.scores}
        for narrow, wide in (
            ("positions_stance", "positions"),
            ("positions", "actor"),
            ("positions", "subject"),
            ("actor", "evidence"),
            ("positions", "actor_subject_anywhere"),
            ("actor_subject_anywhere", "actor_anywhere"),
        ):
            assert right[narrow] <= right[wide]

    def test_the_order_of_texts_does_not_matter(self) -> None:
        documents = [
            gold(marked("NOR", "engineering", "pledges", NORWAY), name="a"),
            gold(marked("CHL", "naval", "considers", CHILE), name="b"),
        ]
        reader = reads(read("NOR", "engineering", "offers", NORWAY))
        assert evaluate_documents(documents, read=reader) == evaluate_documents(documents[::-1], read=reader)

    def test_a_gold_set_of_nothing(self) -> None:
        result = evaluate_documents([], read=reads())
        assert [score.headline for score in result.scores] == [None] * len(LINES)
        assert evaluation_text(result).startswith("0 texts")


class TestReader:
    def test_the_reader_knows_the_day_and_the_outlet(self) -> None:
        seen = []

        def reader(text: str, meta: GoldMeta) -> Reading:
            seen.append(meta)
            return Reading(Document(text))

        evaluate_documents([gold(published="2025-03-17", publisher="The Gazette")], read=reader)
        assert (seen[0].published, seen[0].outlet) == (date(2025, 3, 17), "The Gazette")

    def test_a_reading_of_another_text_is_refused(self) -> None:
        with pytest.raises(InputError, match=r"another text \(one\)"):
            evaluate_documents([gold()], read=lambda text, _: Reading(Document(text.upper())))


OWN = sorted({path.parent for path in Path(__file__).parents[1].joinpath("gold").glob("*/*.json")})


class TestOwnGold:
    @pytest.mark.parametrize("directory", OWN, ids=lambda path: path.name)
    def test_it_is_sound_and_agrees_with_itself(self, directory: Path) -> None:
        documents = list(load_gold(directory))
        result = itself(documents)
        assert result.findings == ()
        assert result.score("positions").tally.gold > len(documents)

    @pytest.mark.parametrize("directory", OWN, ids=lambda path: path.name)
    def test_an_empty_reading_misses_all_of_it(self, directory: Path) -> None:
        result = evaluate(directory, read=reads())
        assert result.score("positions").tally.hits == 0
        required = sum(not p.optional for one in result.marked for p in one.gold.positions)
        assert [finding.kind for finding in result.findings].count("miss") == required


def test_the_public_name_is_the_function_and_not_the_package() -> None:
    assert musterbook.evaluate is evaluate


class TestDirectory:
    def test_from_files(self, tmp_path: Path) -> None:
        write_pair(tmp_path, "a", {"gold": [marked("NOR", "engineering", "pledges", NORWAY)]})
        write_pair(tmp_path, "b", {"gold": [marked("CHL", "naval", "considers", CHILE)]})
        reader = reads(read("NOR", "engineering", "pledges", NORWAY))
        result = evaluate(tmp_path, read=reader)
        assert result.score("positions").tally.hits == 1
        assert [one.gold.name for one in result.marked] == ["a", "b"]
        assert len(evaluate(tmp_path, read=reader, only=["b"]).marked) == 1


def one_of_each() -> Evaluation:
    document = gold(
        marked(
            "NOR", "engineering", "pledges", NORWAY, conditions=["parliament_approval"], note="pronoun chain"
        ),
        marked("CHL", "naval", "considers", CHILE),
        marked("KEN", "troops", "refuses", REFUSALS, negated=True),
    )
    found: tuple[Position, ...] = (
        read("NOR", "engineering", "offers", NORWAY),
        read("KEN", "troops", "refuses", REFUSALS, negated=True),
        read("PER", "naval", "offers", CHILE),
    )
    return judged(document, *found)


class TestForms:
    def test_json_is_json_and_complete(self) -> None:
        value = json.loads(json.dumps(evaluation_json(one_of_each())))
        assert [score["key"] for score in value["scores"]] == [line.key for line in LINES]
        first = value["scores"][0]
        assert (first["hits"], first["read"], first["gold"]) == (2, 3, 3)
        assert first["f1"]["value"] == pytest.approx(2 / 3, abs=1e-4)
        assert set(first["recall"]) == {"value", "low", "high"}
        assert {"gold": "pledges", "read": "offers", "count": 1} in value["stances"]
        assert value["texts"][0]["counts"]["positions"] == {"hits": 2, "read": 3, "gold": 3}
        assert {finding["kind"] for finding in value["findings"]} >= {"miss", "false_find", "stance"}

    def test_phenomena_count_found_and_stance(self) -> None:
        phenomena = one_of_each().phenomena
        assert phenomena["anaphora"] == phenomena["conditional"] == (1, 1, 0)
        assert phenomena["negated"] == (1, 1, 1)
        assert phenomena["source narrator"] == (3, 2, 1)

    def test_text_has_tables_and_findings(self) -> None:
        text = evaluation_text(one_of_each())
        assert "1 text, gold " in text
        assert "false find" in text
        assert "[one] missed at" in text
        assert "[one]" not in evaluation_text(one_of_each(), brief=True)

    def test_a_line_without_a_case_is_left_out_of_the_text(self) -> None:
        assert "boilerplate" not in evaluation_text(one_of_each())


class TestTool:
    def test_bad_input_is_one_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([str(tmp_path / "nowhere")]) == 2
        message = capsys.readouterr().err
        assert message.startswith("error: no gold directory")
        assert message.count("\n") == 1

    def test_names_are_looked_for_in_all_directories(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("musterbook.desk.evaluate.evaluation.own_reader", lambda _: reads())
        write_pair(tmp_path / "x", "a", {"gold": []})
        write_pair(tmp_path / "y", "b", {"gold": []})
        folders = [str(tmp_path / "x"), str(tmp_path / "y")]
        assert main([*folders, "--only", "b", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["gold"]["texts"] == ["b"]
        assert main([*folders, "--brief"]) == 0
        assert capsys.readouterr().out.startswith("2 texts")
        assert main([*folders, "--only", "c"]) == 2

    def test_what_changed_since(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_pair(tmp_path, "a", {"gold": [marked("NOR", "engineering", "pledges", NORWAY)]})
        before = tmp_path / "before.json.kept"
        monkeypatch.setattr("musterbook.desk.evaluate.evaluation.own_reader", lambda _: reads())
        assert main([str(tmp_path), "--json"]) == 0
        before.write_text(capsys.readouterr().out, "utf-8")
        wrong = read("NOR", "engineering", "offers", NORWAY)
        monkeypatch.setattr("musterbook.desk.evaluate.evaluation.own_reader", lambda _: reads(wrong))
        assert main([str(tmp_path), "--since", str(before)]) == 0
        printed = capsys.readouterr().out
        assert "mended since: 1\n[a] miss: NOR engineering pledges (narrator)\n" in printed
        assert "broken since: 1\n[a] wrong stance at 7-30" in printed

    @pytest.mark.parametrize("raw", ["", "[]", "{}", '{"findings": [3]}', '{"findings": [{}]}'])
    def test_no_earlier_result(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: str) -> None:
        (tmp_path / "before").write_text(raw, "utf-8")
        assert main([str(tmp_path), "--since", str(tmp_path / "before")]) == 2
        assert capsys.readouterr().err.startswith("error: no earlier result")
