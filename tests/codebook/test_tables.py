"""Tables from files: what is read, what is refused and how the refusal helps."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook.tables import (
    SHAPES,
    Row,
    Table,
    merged,
    read_table,
    shipped_tables,
    user_tables,
)
from musterbook.errors import CodebookError


def table(tmp_path: Path, content: str | bytes, name: str = "parliaments.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path)


def refusal(tmp_path: Path, content: str | bytes, name: str = "parliaments.csv") -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        table(tmp_path, content, name)
    assert caught.value.where is not None
    assert caught.value.where.startswith(name)
    assert caught.value.remedy
    return caught.value


# What is read


def test_rows_know_their_file_and_line(tmp_path: Path) -> None:
    read = table(tmp_path, "state,name\nDEU,Bundestag\n\nSWE,Riksdag\n")
    assert read.name == "parliaments"
    assert [(row["name"], row.where) for row in read.rows] == [
        ("Bundestag", "parliaments.csv:2"),
        ("Riksdag", "parliaments.csv:4"),
    ]


def test_the_line_of_a_row_is_its_first_when_a_cell_runs_over_several(tmp_path: Path) -> None:
    read = table(tmp_path, 'state,name\nDEU,"Bundes\ntag"\nSWE,Riksdag\n')
    assert [row.line for row in read.rows] == [2, 4]


def test_cells_are_stripped_and_several_values_split(tmp_path: Path) -> None:
    read = table(tmp_path, "state,name\n DEU , Bundestag | Bundesrat ||\n")
    assert read.rows[0]["state"] == "DEU"
    assert read.rows[0].many("name") == ("Bundestag", "Bundesrat")
    assert read.rows[0].many("state") == ("DEU",)


def test_an_absent_column_is_empty() -> None:
    row = Row({"id": "x"}, "t.csv", 2)
    assert row["note"] == ""
    assert row.many("note") == ()


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_ends_are_read(tmp_path: Path, prefix: bytes, newline: str) -> None:
    content = prefix + newline.join(["state,name", "LVA,Saeima", ""]).encode()
    assert table(tmp_path, content).rows[0].cells == {"state": "LVA", "name": "Saeima"}


def test_the_text_na_stays_a_text(tmp_path: Path) -> None:
    read = table(tmp_path, "alpha3,alpha2,name\nNAM,NA,Namibia\n", "states.csv")
    assert read.rows[0]["alpha2"] == "NA"


def test_a_table_may_be_empty_but_for_its_header(tmp_path: Path) -> None:
    assert table(tmp_path, "state,name\n").rows == ()


def test_columns_may_stand_in_any_order_and_more_may_follow(tmp_path: Path) -> None:
    read = table(tmp_path, "name,source,state\nSejm,own list,POL\n")
    assert read.rows[0]["state"] == "POL"
    assert read.columns == ("name", "source", "state")


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"S{i},House {i}\n" for i in range(10_000))
    read = table(tmp_path, "state,name\n" + rows)
    assert len(read.rows) == 10_000
    assert read.rows[-1].where == "parliaments.csv:10001"


def test_a_table_without_a_shape_is_read_as_it_is(tmp_path: Path) -> None:
    read = table(tmp_path, "rule,pattern\nready,ready\n", "cues.csv")
    assert read.rows[0].cells == {"rule": "ready", "pattern": "ready"}


# What is refused


def test_an_empty_file(tmp_path: Path) -> None:
    error = refusal(tmp_path, "")
    assert error.what == "empty table"
    assert "state,name" in str(error)


@pytest.mark.parametrize("blank", ["\n\n\n", "   \n", ",,\n,,\n", b"\xef\xbb\xbf"])
def test_a_file_of_blanks(tmp_path: Path, blank: str | bytes) -> None:
    assert refusal(tmp_path, blank).what == "empty table"


def test_a_workbook_or_other_binary(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"PK\x03\x04\x00\x00\xff\xfe")
    assert "not a text file" in error.what


def test_another_encoding_names_the_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, "state,name\nISL,Althing\nSVN,Državni zbor\n".encode("cp1250"))
    assert error.where == "parliaments.csv:3"
    assert "UTF-8" in error.what


def test_utf16(tmp_path: Path) -> None:
    assert refusal(tmp_path, "state,name\n".encode("utf-16")).what == "not a text file"


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator(tmp_path: Path, mark: str, word: str) -> None:
    error = refusal(tmp_path, f"state{mark}name\nDEU{mark}Bundestag\n")
    assert error.what == f"separated by {word}"
    assert "commas" in str(error)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, "state,title\nDEU,Bundestag\n")
    assert error.names == ("name",)
    assert error.where == "parliaments.csv:1"


def test_a_column_twice(tmp_path: Path) -> None:
    error = refusal(tmp_path, "state,name,name\nDEU,Bundestag,Bundesrat\n")
    assert "'name' twice" in error.what


def test_a_column_without_a_name(tmp_path: Path) -> None:
    assert "without a name" in refusal(tmp_path, "state,,name\nDEU,,Bundestag\n").what


@pytest.mark.parametrize("row", ["DEU", "DEU,Bundestag,Berlin", "DEU,House, of the people"])
def test_a_row_of_another_length(tmp_path: Path, row: str) -> None:
    error = refusal(tmp_path, f"state,name\nSWE,Riksdag\n{row}\n")
    assert error.where == "parliaments.csv:3"
    assert "header has 2" in error.what


def test_an_unclosed_quote(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'state,name\nDEU,"Bundestag\n')
    assert error.what.startswith("not CSV")
    assert error.where == "parliaments.csv:2"


def test_a_cell_beyond_all_measure(tmp_path: Path) -> None:
    error = refusal(tmp_path, "state,name\nDEU," + "x" * 200_000 + "\n")
    assert error.what.startswith("not CSV")


def test_a_file_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musterbook.codebook.tables.MAX_BYTES", 20)
    error = refusal(tmp_path, b"state,name\n" + b"x" * 20)
    assert "larger than" in error.what


def test_a_directory_in_place_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "forms.csv").mkdir()
    with pytest.raises(CodebookError, match="cannot be read") as caught:
        read_table(tmp_path / "forms.csv")
    assert caught.value.where == "forms.csv"


def test_no_such_directory(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no codebook directory"):
        user_tables(tmp_path / "nowhere")


def test_a_file_in_place_of_a_directory(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("x", encoding="utf-8")
    with pytest.raises(CodebookError, match="no codebook directory"):
        user_tables(tmp_path / "book")


def test_a_directory_without_tables_lists_what_it_may_hold(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"contributions\.csv"):
        user_tables(tmp_path)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "offices.csv"
    path.write_bytes(raw)
    refused: CodebookError | None = None
    try:
        columns = read_table(path).columns
    except CodebookError as error:
        refused = error
    if refused is None:
        assert {"title", "kind"} <= set(columns)
    else:
        assert (refused.where or "").startswith("offices.csv")
        assert refused.remedy


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20).map(str.strip)


@given(st.lists(st.tuples(CELL, CELL).filter(any), max_size=20))
def test_what_is_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("back") / "forces.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("state", "name"), *rows])
    assert [(row["state"], row["name"]) for row in read_table(path).rows] == rows


# Laying tables over one another


def test_every_known_table_is_shipped() -> None:
    shipped = shipped_tables()
    assert set(SHAPES) <= set(shipped)
    for name, shape in SHAPES.items():
        assert set(shape.columns) <= set(shipped[name].columns)
        assert set(shape.key) <= {*shape.columns, *shape.optional}
        assert set(shipped[name].columns) <= {*shape.columns, *shape.optional}
        assert all(row.shipped for row in shipped[name].rows)


def test_a_table_replaces_the_shipped_one(tmp_path: Path) -> None:
    base = {"forces": table(tmp_path, "state,name\nDEU,Bundeswehr\nGBR,RAF\n", "forces.csv")}
    own = table(tmp_path, "state,name\nLTU,Riflemen\n", "forces.csv")
    assert [row["name"] for row in merged(base, [(own, False)])["forces"].rows] == ["Riflemen"]


def test_an_extending_table_adds_and_takes_the_place_of_rows_with_its_key(tmp_path: Path) -> None:
    base = {"offices": table(tmp_path, "title,kind\nking,head_of_state\nduke,minister\n", "offices.csv")}
    own = table(tmp_path, "title,kind,note\nduke,head_of_state,own\nabbot,minister,\n", "offices+.csv")
    rows = merged(base, [(own, True)])["offices"].rows
    assert [(row["title"], row["kind"]) for row in rows] == [
        ("king", "head_of_state"),
        ("duke", "head_of_state"),
        ("abbot", "minister"),
    ]
    assert merged(base, [(own, True)])["offices"].columns == ("title", "kind", "note")


def test_replacing_comes_before_extending_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    one = table(tmp_path, "state,name\nDEU,Bundeswehr\n", "forces.csv")
    more = table(tmp_path, "state,name\nGBR,RAF\n", "forces+.csv")
    for own in ([(one, False), (more, True)], [(more, True), (one, False)]):
        assert [row["name"] for row in merged({}, own)["forces"].rows] == ["Bundeswehr", "RAF"]


def test_extending_a_table_without_a_shape_appends(tmp_path: Path) -> None:
    base = {"cues": table(tmp_path, "rule,pattern\na,ready\n", "cues.csv")}
    own = table(tmp_path, "rule,pattern\na,steady\n", "cues+.csv")
    assert [row["pattern"] for row in merged(base, [(own, True)])["cues"].rows] == ["ready", "steady"]


def test_extending_nothing_is_a_table_of_its_own(tmp_path: Path) -> None:
    own = table(tmp_path, "word,mark\na,b\n", "extra+.csv")
    assert merged({}, [(own, True)])["extra"].rows == own.rows


def test_merging_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    base = {"forces": table(tmp_path, "state,name\nDEU,Bundeswehr\n", "forces.csv")}
    merged(base, [(table(tmp_path, "state,name\nGBR,RAF\n", "forces+.csv"), True)])
    assert len(base["forces"].rows) == 1
