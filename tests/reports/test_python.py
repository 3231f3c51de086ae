"""What the public functions give: values that show themselves and become tables."""

import importlib
from decimal import Decimal
from typing import Any

import pytest

from musterbook.desk.sheets import Brief
from musterbook.errors import InputError
from musterbook.model.reading import Reading
from musterbook.reports.python import BriefResult, ReadingResult, _as, brief, html_table
from tests.presenting.world import READY, figures, full_brief, full_reading, position, reading


def read_result(made: Reading | None = None) -> ReadingResult:
    return _as(ReadingResult, made or full_reading())


class TestReading:
    def test_it_is_the_desks_reading(self) -> None:
        found = read_result()
        assert isinstance(found, Reading)
        assert found.positions == full_reading().positions

    def test_records_are_one_a_position(self) -> None:
        made = position("PRT", "troops", "offers", READY, {"all": ["ceasefire"]}, quantity=figures(None, 400))
        (record,) = read_result(reading([made])).records()
        assert record | {"said": None} == {
            "id": "p1",
            "actor": "PRT",
            "kind": "contribution",
            "on": "troops",
            "stance": "offers",
            "level": 2,
            "low": None,
            "high": 400.0,
            "unit": "persons",
            "conditions": '{"all":["ceasefire"]}',
            "where": None,
            "speaker": None,
            "source_kind": "narrator",
            "third_party": False,
            "said": None,
            "start": 154,
            "end": 210,
            "words": READY,
        }

    def test_frames(self) -> None:
        pandas, polars = read_result().to_pandas(), read_result().to_polars()
        assert list(pandas["actor"]) == list(polars["actor"]) == [p.actor for p in full_reading().positions]
        assert polars.columns == list(pandas.columns)

    def test_it_shows_itself_escaped(self) -> None:
        made = position("GROUP:<b>lands</b>", "troops", "offers", READY)
        html = read_result(reading([made]))._repr_html_()
        assert "&lt;b&gt;lands&lt;/b&gt;" in html
        assert html.count("<tr>") == 2


class TestBrief:
    def test_it_is_the_desks_brief(self) -> None:
        found = brief(full_reading(), suppose=["us_backstop=true"])
        assert isinstance(found, Brief)
        assert found.supposed == ("us_backstop=true",)

    def test_records_are_the_rows_of_the_tables(self) -> None:
        records = _as(BriefResult, full_brief()).records()
        assert len(records) == 15
        kenya = next(r for r in records if r["actor"] == "KEN")
        assert (kenya["state"], kenya["conditions"]) == (
            "out",
            "only with an American backstop and a ceasefire",
        )

    def test_frames(self) -> None:
        found = _as(BriefResult, full_brief())
        assert list(found.to_pandas()["who"]) == list(found.to_polars()["who"])

    def test_its_forms(self) -> None:
        found = _as(BriefResult, full_brief())
        assert found.to_html().startswith("<!doctype html>")
        assert found.to_text(width=80).startswith("A force for the strait")
        assert found.to_json()["head"]["title"] == "A force for the strait"

    def test_in_a_notebook_it_stands_in_a_frame_of_its_own(self) -> None:
        html = _as(BriefResult, full_brief())._repr_html_()
        assert html.startswith("<iframe sandbox ")
        assert html.count("<") == 2


class TestLibraries:
    @pytest.mark.parametrize("name", ["pandas", "polars"])
    def test_where_one_is_missing_the_remedy_is_named(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing(wanted: str) -> Any:
            raise ImportError(wanted)

        monkeypatch.setattr("musterbook.reports.python.import_module", missing)
        with pytest.raises(InputError, match=rf"pip install 'musterbook\[{name}\]'"):
            getattr(read_result(), f"to_{name}")()


def test_the_public_face_gives_them() -> None:
    import musterbook

    assert musterbook.brief is brief
    assert musterbook.read.__module__ == "musterbook.reports.python"


def test_a_table_of_records() -> None:
    assert html_table([{"a": None, "b": Decimal(1)}], ["a", "b"]) == (
        '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td></td><td>1</td></tr></tbody></table>"
    )


def test_every_form_is_named_by_the_package() -> None:
    reports = importlib.import_module("musterbook.reports")
    assert all(callable(getattr(reports, name)) for name in reports.__all__)
    with pytest.raises(AttributeError, match="no attribute 'brief_pdf'"):
        _ = reports.brief_pdf
