"""The shipped vocabularies against the design and the annotation guide: complete, linked, told apart."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import musterbook.codebook
from musterbook.codebook import Codebook, check, default_codebook

DATA = Path(musterbook.codebook.__file__).parent / "data"
ON_THE_DAY = date(2025, 3, 17)

CONTRIBUTIONS = """troops air air_cover air_defence naval mine_clearance engineering logistics airlift medical
intelligence satellites monitoring training police command basing funding equipment backfill unspecified"""
MEASURES = """asset_seizure sanctions energy_sanctions defence_sanctions oil_price_cap trade visa
aid_suspension intelligence_suspension"""
CONDITIONS = """ceasefire peace_agreement us_backstop legal_basis un_mandate eu_mandate nato_framework
osce_framework rules_of_engagement security_guarantee parliament_approval cabinet_decision host_consent
adversary_consent adversary_refusal own_defence_assured operation_agreed multilateral risk_shared"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return default_codebook()


def test_the_ids_are_those_of_the_design(book: Codebook) -> None:
    assert list(book.contributions) == CONTRIBUTIONS.split()
    assert list(book.measures) == MEASURES.split()
    assert list(book.conditions) == CONDITIONS.split()


def test_the_shipped_codebook_passes_its_own_checks(book: Codebook) -> None:
    assert [str(finding) for finding in check(book)] == []


def test_every_subject_has_at_least_ten_forms(book: Codebook) -> None:
    for id in (*book.contributions, *book.measures, *book.conditions):
        assert sum(form.id == id for form in book.forms) >= 10, id


def test_forms_are_lower_case_short_and_listed_once(book: Codebook) -> None:
    for form in book.forms:
        assert form.form == form.form.lower()
        assert 1 <= len(form.form.split()) <= 8, form
    assert len({(form.kind, form.form) for form in book.forms}) == len(book.forms)


@pytest.mark.parametrize(
    ("form", "kinds", "id"),
    [
        ("boots on the ground", ("contribution",), "troops"),
        ("field hospital", ("contribution",), "medical"),
        ("minehunter", ("contribution",), "mine_clearance"),
        ("gendarmes", ("contribution",), "police"),
        ("reparations loan", ("contribution", "measure"), "funding"),
        ("security net", ("contribution", "measure"), "air_cover"),
        ("safety net", ("condition",), "us_backstop"),
        ("freezing reserves", ("measure",), "sanctions"),
        ("frozen assets", ("measure",), "asset_seizure"),
        ("oil embargo", ("measure",), "energy_sanctions"),
        ("shipping services", ("measure",), "energy_sanctions"),
        ("arms embargo", ("measure",), "defence_sanctions"),
        ("tourist visas", ("measure",), "visa"),
        ("truce", ("condition",), "ceasefire"),
        ("lasting peace", ("condition",), "peace_agreement"),
        ("clear mandate", ("condition",), "legal_basis"),
        ("clear rules for the force", ("condition",), "rules_of_engagement"),
        ("security council resolution", ("condition",), "un_mandate"),
    ],
)
def test_forms_follow_the_annotation_guide(
    book: Codebook, form: str, kinds: tuple[str, ...], id: str
) -> None:
    assert [entry.id for entry in book.forms_of(*kinds) if entry.form == form] == [id]


def test_bare_words_of_help_are_weak(book: Codebook) -> None:
    weak = {form.form for form in book.forms if form.weak}
    assert {"support", "help", "role", "part", "contribution", "forces", "presence"} <= weak
    assert not {"troops", "soldiers", "ceasefire", "sanctions"} & weak


def test_us_backstop_is_the_american_position_on_air_cover(book: Codebook) -> None:
    linked = {id: book.stands_for(id) for id in book.conditions if book.stands_for(id)}
    assert linked == {"us_backstop": ("USA", "air_cover")}


def test_peace_brings_the_ceasefire_with_it_and_nothing_else_brings_anything(book: Codebook) -> None:
    assert {id: book.implies(id) for id in book.conditions if book.implies(id)} == {
        "peace_agreement": ("ceasefire",)
    }
    assert book.implied_by("ceasefire") == ("peace_agreement",)


def test_the_rule_of_the_frozen_assets(book: Codebook) -> None:
    assert book.rule_of("asset_seizure", ON_THE_DAY) == {
        "custodian": ["BEL"],
        "and": {"unanimity": ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"]},
    }


@pytest.mark.parametrize("measure", ["sanctions", "energy_sanctions", "defence_sanctions", "oil_price_cap"])
def test_eu_sanctions_need_all_twenty_seven(book: Codebook, measure: str) -> None:
    rule = book.rule_of(measure, ON_THE_DAY)
    assert rule is not None
    assert len(rule["unanimity"]) == 27
    assert "GBR" not in rule["unanimity"]


@pytest.mark.parametrize("measure", ["trade", "visa", "aid_suspension", "intelligence_suspension"])
def test_other_measures_have_no_rule_and_so_no_verdict(book: Codebook, measure: str) -> None:
    assert book.rule_of(measure, ON_THE_DAY) is None


def test_no_cameo_code_is_invented(book: Codebook) -> None:
    codes = {entry.cameo for entry in book.contributions.values() if entry.cameo}
    codes |= {entry.cameo for entry in book.measures.values() if entry.cameo}
    assert all(re.fullmatch(r"(06|07|16|17)\d{1,2}", code) for code in codes)
    assert book.contributions["troops"].cameo == "074"
    assert book.contributions["unspecified"].cameo is None


def test_figures_are_kept_in_the_units_of_their_subject(book: Codebook) -> None:
    assert book.contributions["troops"].unit == "persons"
    assert book.fits("troops", "persons")
    assert not book.fits("troops", "battalion")
    assert not book.fits("troops", None)
    assert book.fits("funding", "USD")
    assert book.fits("medical", "doses")
    assert not book.fits("sanctions", "EUR")


@pytest.mark.parametrize(
    ("form", "unit", "on"),
    [
        ("soldiers", "persons", "troops"),
        ("battalion", "battalion", "troops"),
        ("company", "company", "troops"),
        ("doses", "doses", "medical"),
        ("euros", "EUR", "funding"),
        ("£", "GBP", "funding"),
        ("frigates", "ships", "naval"),
        ("minehunter", "ships", "mine_clearance"),
        ("countries", "countries", None),
        ("leaders", "leaders", None),
    ],
)
def test_units(book: Codebook, form: str, unit: str, on: str | None) -> None:
    found = [entry for entry in book.units if entry.form == form]
    assert [(entry.unit, entry.on, int(entry.factor)) for entry in found] == [(unit, on, 1)]


def test_percent_is_no_unit(book: Codebook) -> None:
    assert not [unit for unit in book.units if "percent" in unit.form or "%" in unit.form]


def test_every_unit_of_a_subject_has_a_word(book: Codebook) -> None:
    known = {unit.unit for unit in book.units}
    for entry in book.contributions.values():
        assert set(entry.units) <= known, entry.id


# The files


def test_files_are_utf8_with_unix_lines_and_a_header() -> None:
    for path in DATA.glob("*.csv"):
        raw = path.read_bytes()
        assert b"\r" not in raw, path.name
        assert not raw.startswith(b"\xef\xbb\xbf"), path.name
        header = next(csv.reader([raw.decode().splitlines()[0]]))
        assert all(column and column == column.strip() for column in header), path.name


def test_no_shared_text_travels_in_the_forms(book: Codebook, shared: Path) -> None:
    """Forms are phrases of the language: none is a long run of words from the read-only texts."""
    texts = [
        " ".join(path.read_text(encoding="utf-8").lower().split())
        for folder in ("articles", "gold")
        for path in (shared / folder).glob("*.txt")
    ]
    long_forms = [form.form for form in book.forms if len(form.form.split()) >= 6]
    assert long_forms
    assert not [form for form in long_forms if any(form in text for text in texts)]
