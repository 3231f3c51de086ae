"""Every command from end to end with files of its own, kind and unkind."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musterbook.cli.app import run

ARTICLE = (
    "Norway is ready to send 400 soldiers to the strait, but only if a ceasefire holds, the foreign minister "
    "said on Monday.\nSpain ruled out sending troops.\n"
)
LATER = "Norway will send 500 soldiers to the strait, the foreign minister said on Friday.\n"
Run = Callable[..., str]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


@pytest.fixture
def book(tmp_path: Path, article: str, done: Run) -> str:
    path = str(tmp_path / "m.book")
    done("add", article, "--book", path, "--published", "2025-03-10")
    return path


@pytest.fixture
def done(capsys: Capture) -> Run:
    """Run a command that must succeed; its output."""

    def running(*arguments: str) -> str:
        assert run(list(arguments)) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return running


@pytest.fixture
def refused(capsys: Capture) -> Run:
    """Run a command that must refuse; its one line."""

    def running(*arguments: str) -> str:
        assert run(list(arguments)) == 2
        told = capsys.readouterr()
        assert told.out == "" or told.out.startswith("{")
        assert told.err.count("\n") <= 1
        return told.err.strip()

    return running


class TestBrief:
    def test_terminal_page_and_json(self, article: str, tmp_path: Path, done: Run) -> None:
        out = tmp_path / "brief.html"
        text = done("brief", article, "--published", "2025-03-10", "-o", str(out))
        assert "1 AS THINGS STAND" in text
        assert out.read_text("utf-8").startswith("<!doctype html>")
        assert not out.with_name("brief.html.part").exists()
        value = json.loads(done("brief", article, "--published", "2025-03-10", "--json"))
        assert value["head"]["facts"][0] == ["Published", "10 March 2025"]
        assert value["summary"][0]["text"] in " ".join(text.split())

    def test_suppositions_threshold_requirement_rules_and_target(
        self, article: str, tmp_path: Path, done: Run
    ) -> None:
        need, rules = tmp_path / "need.json", tmp_path / "rules.json"
        need.write_text('{"lines": [{"id": "men", "on": "troops", "quantity": 300, "priority": 1}]}')
        rules.write_text('{"visa": {"unanimity": ["NOR", "ESP"]}}')
        options = ["--requirement", str(need), "--rules", str(rules), "--target", "filled:men"]
        value = json.loads(
            done(
                "brief",
                article,
                *options,
                "--suppose",
                "ceasefire=true",
                "--count-from",
                "considers",
                "--json",
            )
        )
        assert value["results"]["target"] == "filled:men"
        assert value["results"]["count_from"] == "considers"
        assert value["results"]["supposed"] == ["ceasefire=true"]
        assert value["results"]["fill"][0]["quantity"] == 300
        assert value["results"]["consent"]["visa"]["carried"] is False

    def test_over_a_book(self, book: str, tmp_path: Path, done: Run) -> None:
        later = tmp_path / "later.txt"
        later.write_text(LATER)
        before = Path(book).read_bytes()
        value = json.loads(done("brief", str(later), "--published", "2025-03-14", "--book", book, "--json"))
        assert len(value["head"]["sources"]) == 2
        assert Path(book).read_bytes() == before

    def test_of_a_book_alone(self, book: str, done: Run, refused: Run) -> None:
        text = done("brief", "--book", book, "--as-of", "2025-03-12", "--known-by", "2099-01-01")
        assert "As of        12 March 2025" in text
        assert "0 proposed, 0 accepted" in done("brief", "--book", book, "--accepted-only")
        assert "nothing to brief" in refused("brief")
        assert "ask a book" in refused("brief", "x.txt", "--as-of", "2025-03-12")

    def test_standard_input(self, done: Run, monkeypatch: pytest.MonkeyPatch, article: str) -> None:
        with open(article) as stream:
            monkeypatch.setattr("sys.stdin", stream)
            assert "Norway" in done("brief", "-")

    def test_a_device_is_written_to_and_not_replaced(self, article: str, done: Run) -> None:
        done("brief", article, "-o", os.devnull)
        assert not Path(os.devnull).is_file()


class TestBriefRefused:
    @pytest.mark.parametrize(
        ("option", "told"),
        [
            (["--published", "2025-02-30"], "'2025-02-30' is no date - write it as YYYY-MM-DD"),
            (["--target", "joins:NOR:cavalry"], "unknown contribution 'cavalry'"),
            (["--target", "cesefire"], "unknown condition 'cesefire' - did you mean ceasefire?"),
            (["--target", "count:troops>=x"], "malformed leaf"),
            (["--target", "{"], "not JSON"),
            (["--target", "filled"], "there is no requirement"),
            (["--suppose", "snow=true"], "unknown condition 'snow'"),
            (["--suppose", "ceasefire"], "not a supposition"),
            (["--suppose", "Atlantis:troops=offers"], "unknown actor 'Atlantis'"),
            (["--suppose", "Norway:cavalry=offers"], "unknown contribution or measure 'cavalry'"),
            (["--suppose", "ceasefire=maybe"], "unknown stance 'maybe'"),
            (["--count-from", "hopes"], "unknown stance 'hopes'"),
            (["--book", "no.book"], "no.book"),
            (["--codebook", "no-directory"], "no-directory"),
            (["--requirement", "no.json"], "there is no file no.json"),
            (["-o", "/no/such/place/x.html"], "/no/such/place/x.html cannot be written"),
        ],
    )
    def test_options(self, article: str, refused: Run, option: list[str], told: str) -> None:
        assert told in refused("brief", article, *option)

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "empty"),
            (b"   \n", ""),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
            (b"Norway is ready. " * 1_300_000, "MB"),
            (b"Norway\x00is ready", ""),
        ],
        ids=["empty", "blank", "binary", "20 MB", "NUL"],
    )
    def test_files_that_are_no_text(self, tmp_path: Path, refused: Run, content: bytes, told: str) -> None:
        path = tmp_path / "bad.txt"
        path.write_bytes(content)
        line = refused("brief", str(path), "-o", str(tmp_path / "out.html"))
        assert told in line
        assert " - " in line
        assert not (tmp_path / "out.html").exists()

    def test_a_directory(self, tmp_path: Path, refused: Run) -> None:
        assert "is a directory" in refused("brief", str(tmp_path))

    @pytest.mark.parametrize(
        ("need", "told"),
        [
            ('{"lines": [{"id": "a", "on": "troops", "enablers": ["a"]}]}', "a"),
            ('{"lines": [{"id": "a", "on": "cavalry"}]}', "cavalry"),
            ('{"lines": 3}', "lines"),
            ("[", "not JSON"),
        ],
        ids=["circle", "unknown subject", "no list", "no JSON"],
    )
    def test_requirements(self, article: str, tmp_path: Path, refused: Run, need: str, told: str) -> None:
        path = tmp_path / "need.json"
        path.write_text(need)
        assert told in refused("brief", article, "--requirement", str(path))

    def test_a_book_that_is_another_database(self, article: str, tmp_path: Path, refused: Run) -> None:
        path = tmp_path / "other.db"
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE t (x)")
        database.close()
        before = path.read_bytes()
        assert "other.db" in refused("brief", article, "--book", str(path))
        assert "other.db" in refused("add", article, "--book", str(path))
        assert path.read_bytes() == before


class TestOddButRead:
    def test_another_encoding_is_read_and_told(self, tmp_path: Path, done: Run) -> None:
        path = tmp_path / "latin.txt"
        path.write_bytes(
            "Norway is ready to send troops, said the minister of Łódź – “yes”.".encode("cp1250")
        )
        value = json.loads(done("brief", str(path), "--json"))
        assert any(m["kind"] == "encoding" for m in value["missed"])

    def test_quotes_that_do_not_close(self, tmp_path: Path, done: Run) -> None:
        path = tmp_path / "quotes.txt"
        path.write_text("“Norway is ready to send troops, the minister said. ‘And “so is Spain.\n" * 3)
        assert "8 WHAT WAS NOT UNDERSTOOD" in done("brief", str(path))

    def test_a_web_page(self, tmp_path: Path, done: Run) -> None:
        path = tmp_path / "page.html"
        path.write_text(f"<html><head><title>T</title></head><body><p>{ARTICLE}</p></body></html>")
        text = done("brief", str(path))
        assert text.startswith("T\n")
        assert "<p>" not in text


class TestRead:
    def test_text_and_exchange_form(self, article: str, done: Run) -> None:
        assert "POSITIONS" in done("read", article, "--published", "2025-03-10")
        value = json.loads(done("read", article, "--published", "2025-03-10", "--json"))
        assert set(value) == {"document", "statements", "positions", "claims", "problems"}
        for p in value["positions"]:
            assert all(ARTICLE[start:end] for start, end in p["evidence"])

    def test_why_names_words_places_and_rules(self, article: str, done: Run, refused: Run) -> None:
        text = " ".join(done("read", article, "--published", "2025-03-10", "--why").split())
        assert "Norway (“Norway”): Troops" in text
        assert "stance 1:11 “ready”, rule ready: an adjective that stands for “offers”" in text
        assert "quantity 1:25 “400 soldiers”: 400 persons" in text
        assert "confidence" in text
        assert "leave out --why" in refused("read", article, "--why", "--json")


class TestBook:
    def test_the_same_text_twice_is_one(self, book: str, article: str, done: Run) -> None:
        assert "is in the book already" in done("add", article, "--book", book)

    def test_show_and_changes(self, book: str, tmp_path: Path, done: Run) -> None:
        later = tmp_path / "later.txt"
        later.write_text(LATER)
        done("add", str(later), "--book", book, "--published", "2025-03-14")
        assert "Norway: Troops" in done("show", "--book", book)
        value = json.loads(
            done("show", "--book", book, "--actor", "norway", "--as-of", "2025-03-12", "--json")
        )
        assert {s["actor"] for s in value["standings"]} == {"NOR"}
        assert "Nothing stands." in done("show", "--book", book, "--known-by", "2025-01-01")
        assert "Nothing stands." in done("show", "--book", book, "--accepted-only")
        made = json.loads(
            done("changes", "--book", book, "--from", "2025-03-11", "--to", "2025-03-15", "--json")
        )
        assert [c["actor"] for c in made] == ["NOR"]
        assert "Norway" in done("changes", "--book", book, "--from", "2025-03-11", "--to", "2025-03-15")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["show", "--actor", "Atlantis"], "unknown actor 'Atlantis'"),
            (["show", "--as-of", "soon"], "'soon' is no date"),
            (["show", "--known-by", "later"], "'later' is no time"),
            (["changes", "--from", "2025-03-15", "--to", "2025-03-11"], "comes before"),
            (["changes", "--from", "x", "--to", "2025-03-11"], "'x' is no date"),
        ],
    )
    def test_refusals(self, book: str, refused: Run, arguments: list[str], told: str) -> None:
        assert told in refused(*arguments, "--book", book)

    def test_a_bad_file_among_good_ones_changes_nothing(
        self, book: str, tmp_path: Path, refused: Run
    ) -> None:
        """Rule 17."""
        good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
        good.write_text(LATER)
        bad.write_bytes(b"")
        before = Path(book).read_bytes()
        assert "empty" in refused("add", str(good), str(bad), "--book", book)
        assert Path(book).read_bytes() == before

    def test_one_address_for_several_files_is_refused(
        self, article: str, tmp_path: Path, refused: Run
    ) -> None:
        line = refused(
            "add", article, article, "--url", "https://x.example", "--book", str(tmp_path / "n.book")
        )
        assert "one --url for several files" in line

    def test_a_book_that_is_not_there(self, refused: Run, tmp_path: Path) -> None:
        assert "no.book" in refused("show", "--book", str(tmp_path / "no.book"))


SITUATION: dict[str, Any] = {
    "circumstances": [{"id": "ceasefire"}],
    "offers": [{"id": "o1", "actor": "NOR", "on": "naval", "stance": "offers", "condition": "ceasefire"}],
}


class TestAsk:
    @pytest.fixture
    def situation(self, tmp_path: Path) -> str:
        path = tmp_path / "s.json"
        path.write_text(json.dumps(SITUATION))
        return str(path)

    def test_of_a_file(self, situation: str, done: Run) -> None:
        assert "possible  o1" in done("ask", "closure", "--situation", situation)
        value = json.loads(done("ask", "unlock", "--situation", situation, "--target", "joins:NOR", "--json"))
        assert (value["sets"], value["complete"]) == ([["ceasefire"]], True)

    def test_of_a_book(self, book: str, done: Run) -> None:
        value = json.loads(done("ask", "closure", "--book", book, "--as-of", "2025-03-12", "--json"))
        assert set(value["unprompted"]) == {"assured", "possible", "out"}

    def test_a_refusal_in_json_names_what_is_to_blame(self, situation: str, capsys: Capture) -> None:
        assert run(["ask", "closure", "--situation", situation, "--suppose", "snow=true", "--json"]) == 2
        told = capsys.readouterr()
        assert json.loads(told.out)["error"]["names"] == ["snow"]
        assert told.err == ""

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ([], "no question"),
            (["closure"], "one situation is needed"),
            (["closure", "--situation", "no.json"], "there is no file no.json"),
            (["sing", "--situation", "SITUATION"], "sing"),
            (["unlock", "--situation", "SITUATION", "--target", "joins:NOR:cavalry"], "cavalry"),
            (["odds", "--situation", "SITUATION", "--target", "joins:NOR"], "ceasefire"),
        ],
    )
    def test_refusals(self, situation: str, refused: Run, arguments: list[str], told: str) -> None:
        assert told in refused("ask", *(situation if a == "SITUATION" else a for a in arguments))

    def test_a_batch_answers_every_line_in_order(self, tmp_path: Path, done: Run) -> None:
        lines = [
            {"question": "closure", "situation": SITUATION},
            {"question": "sing", "situation": SITUATION},
            {"question": "unlock", "situation": SITUATION, "options": {"target": "joins:NOR"}},
        ]
        path = tmp_path / "batch.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
        answers = [json.loads(line) for line in done("ask", "--batch", str(path), "--json").splitlines()]
        kinds = ("unprompted", "error", "sets")
        assert [kind in answer for answer, kind in zip(answers, kinds, strict=True)] == [True] * 3

    def test_a_batch_that_is_not_there(self, refused: Run) -> None:
        assert "no.jsonl cannot be read" in refused("ask", "--batch", "no.jsonl")


class TestEvaluate:
    def test_a_text_of_our_own(self, tmp_path: Path, done: Run) -> None:
        (tmp_path / "01.txt").write_text(ARTICLE)
        gold = {
            "published": "2025-03-10",
            "gold": [
                {
                    "actor": "NOR",
                    "on": "troops",
                    "stance": "offers",
                    "conditions": ["ceasefire"],
                    "evidence": [0, 52],
                }
            ],
        }
        (tmp_path / "01.json").write_text(json.dumps(gold))
        assert done("evaluate", str(tmp_path))
        assert json.loads(done("evaluate", str(tmp_path), "--json"))

    def test_an_empty_directory_is_refused(self, tmp_path: Path, refused: Run) -> None:
        assert " - " in refused("evaluate", str(tmp_path))


class TestCodebook:
    def test_printed_and_as_json(self, done: Run) -> None:
        assert "us_backstop" in done("codebook")
        assert json.loads(done("codebook", "--json"))["actors"]["NOR"] == "Norway"

    def test_a_users_own_is_checked(self, tmp_path: Path, done: Run, refused: Run) -> None:
        (tmp_path / "conditions+.csv").write_text(
            "id,label,definition,stands_for,implies\nharbour_open,Harbour open,The harbour is open,,\n"
        )
        assert done("codebook", "--check", str(tmp_path)).endswith("no errors\n")
        (tmp_path / "conditions+.csv").write_text(
            "id,label,definition,stands_for,implies\nx,X,Y,,no_such_condition\n"
        )
        assert "conditions+.csv" in refused("codebook", "--check", str(tmp_path))
