"""The shipped tables against what is known of the world and of the design: complete, dated, told apart."""

import csv
import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from babel import Locale

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

# Assigned in ISO 3166-1; the codes that Babel has beside them are reserved, or no territories.
NOT_IN_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


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


# The states


def test_every_iso_code_is_there_and_named_as_babel_names_it(book: Codebook) -> None:
    territories = {str(code): name for code, name in Locale("en").territories.items()}
    codes = {code for code in territories if len(code) == 2 and code.isalpha()} - NOT_IN_ISO
    by_code = {state.alpha2: state for state in book.states.values()}
    assert set(by_code) == codes
    for code, state in by_code.items():
        assert territories[code] in (state.name, *state.names), state.alpha3


def test_there_are_249_iso_states_and_kosovo(book: Codebook) -> None:
    assert len(book.states) == 250
    assert book.state("XKX").name == "Kosovo"
    assert book.state("TWN").name == "Taiwan"
    assert book.state("PSE").name == "Palestine"


def test_namibias_code_is_the_text_na(book: Codebook) -> None:
    assert book.state("NAM").alpha2 == "NA"


def test_alpha_codes_are_well_formed_and_unique(book: Codebook) -> None:
    assert all(re.fullmatch("[A-Z]{3}", id) for id in book.states)
    assert all(re.fullmatch("[A-Z]{2}", state.alpha2) for state in book.states.values())
    assert len({state.alpha2 for state in book.states.values()}) == 250


def test_every_member_of_the_un_has_an_adjective_and_a_capital(book: Codebook) -> None:
    without = {id for id, state in book.states.items() if state.status == "member" and not state.adjectives}
    # Congolese and Dominican are settled as ambiguous names; Solomon Islands is its own adjective.
    assert without == {"COG", "DMA", "SLB"}
    no_capital = {id for id, s in book.states.items() if s.status == "member" and not s.capitals}
    assert no_capital == {"MCO", "SGP", "SMR", "STP"}, "named like the state itself"


@pytest.mark.parametrize(
    ("printed", "actor", "role"),
    [
        ("Great Britain", "GBR", "name"),
        ("U.K.", "GBR", "name"),
        ("Downing Street", "GBR", "seat"),
        ("Britons", "GBR", "people"),
        ("Türkiye", "TUR", "name"),
        ("Turkiye", "TUR", "name"),
        ("Czechia", "CZE", "name"),
        ("Holland", "NLD", "name"),
        ("Ivory Coast", "CIV", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("Dane", "DNK", "people"),
        ("Finns", "FIN", "people"),
        ("Elysée", "FRA", "seat"),
        ("Kremlin", "RUS", "seat"),
        ("Canberra", "AUS", "capital"),
        ("Kyiv", "UKR", "capital"),
        ("Kiev", "UKR", "capital"),
        ("Bundestag", "DEU", "parliament"),
        ("Riksdag", "SWE", "parliament"),
        ("Saeima", "LVA", "parliament"),
        ("Bundeswehr", "DEU", "forces"),
        ("Nigerien", "NER", "adjective"),
        ("Nigerian", "NGA", "adjective"),
        ("North Korean", "PRK", "adjective"),
        ("European Union", "EU", "name"),
        ("E.U.", "EU", "name"),
        ("North Atlantic Alliance", "NATO", "name"),
        ("Security Council", "UNSC", "name"),
    ],
)
def test_names_as_printed(book: Codebook, printed: str, actor: str, role: str) -> None:
    found = [form for form in book.actor_forms() if form.form == printed]
    assert {form.actor for form in found} == {actor}
    assert role in {form.role for form in found}


def test_the_pronoun_us_is_no_name(book: Codebook) -> None:
    assert "us" not in {form.form for form in book.actor_forms()}
    assert "US" in {form.form for form in book.actor_forms()}


def test_shared_names_are_settled_in_the_table_of_ambiguous_names(book: Codebook) -> None:
    bearers: dict[str, set[str]] = {}
    for form in book.actor_forms():
        bearers.setdefault(form.form, set()).add(form.actor)
    shared = {name for name, actors in bearers.items() if len(actors) > 1}
    assert shared <= set(book.ambiguous)
    for name in ("Georgia", "Jordan", "Chad", "Turkey", "Washington", "Brussels", "Congo", "Korea", "Polish"):
        assert name in book.ambiguous


def test_brussels_is_left_to_the_context(book: Codebook) -> None:
    assert set(book.ambiguous["Brussels"].actors) == {"BEL", "EU", "NATO"}
    assert book.ambiguous["Brussels"].default is None


def test_no_name_begins_or_ends_with_a_space_and_none_is_doubled(book: Codebook) -> None:
    for state in book.states.values():
        for names in (state.names, state.adjectives, state.people, state.capitals, state.seats):
            assert len(set(names)) == len(names), state.alpha3
            assert all(name == name.strip() and "  " not in name for name in names), state.alpha3


# Borders and regions


def test_borders_are_symmetric_and_of_sovereign_states(book: Codebook) -> None:
    for one, others in book.borders.items():
        for other in others:
            assert book.state(other).sovereign
            if book.state(one).sovereign:
                assert one in book.neighbours(other)


def test_each_border_stands_once_in_the_table(book: Codebook) -> None:
    pairs = [(row["a"], row["b"]) for row in book.rows("borders")]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    assert all(a < b for a, b in pairs)
    assert len(pairs) == 325


def test_russias_neighbours_with_kaliningrad(book: Codebook) -> None:
    expected = "AZE BLR CHN EST FIN GEO KAZ LTU LVA MNG NOR POL PRK UKR"
    assert book.neighbours("RUS") == tuple(expected.split())


@pytest.mark.parametrize("island", ["AUS", "ISL", "JPN", "CUB", "NZL", "MLT", "CYP", "LKA", "PHL"])
def test_islands_have_no_neighbours(book: Codebook, island: str) -> None:
    assert book.neighbours(island) == ()


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Nordic", "DNK FIN ISL NOR SWE"),
        ("Baltic", "EST LVA LTU"),
        ("Scandinavian", "DNK NOR SWE"),
        ("Gulf", "ARE BHR KWT OMN QAT SAU"),
        ("Iberian", "ESP PRT"),
    ],
)
def test_regions_by_their_adjective(book: Codebook, words: str, states: str) -> None:
    assert book.region_states(words) == tuple(sorted(states.split()))


def test_african_states_are_those_of_the_union_without_the_territories(book: Codebook) -> None:
    assert set(book.region_states("African")) == set(book.members("AU", ON_THE_DAY))


def test_europe_holds_the_union_and_no_territory(book: Codebook) -> None:
    europe = set(book.region_states("European"))
    assert set(book.members("EU", ON_THE_DAY)) <= europe
    assert {"GBR", "CHE", "NOR", "UKR", "XKX"} <= europe
    assert not {"TUR", "GIB", "FRO", "USA"} & europe


def test_every_state_of_the_un_lies_in_one_continent(book: Codebook) -> None:
    continents = ("AFRICA", "ASIA", "EUROPE", "PACIFIC")
    lists = [set(book.region_states(id)) for id in continents]
    for one, other in combinations(lists, 2):
        assert one & other <= {"CYP"}
    rest = set(book.members("UN", ON_THE_DAY)) - set().union(*lists)
    assert {book.state(id).region for id in rest} == {
        "Caribbean",
        "Central America",
        "Northern America",
        "South America",
    }


# Groups


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("EU", date(2025, 3, 17), 27),
        ("EU", date(2019, 1, 1), 28),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("EU", date(2004, 4, 30), 15),
        ("EU", date(2004, 5, 1), 25),
        ("EU", date(1990, 1, 1), 12),
        ("NATO", date(2025, 3, 17), 32),
        ("NATO", date(2023, 4, 3), 30),
        ("NATO", date(2023, 4, 4), 31),
        ("NATO", date(1999, 6, 10), 19),
        ("G7", date(2025, 3, 17), 7),
        ("G8", date(2010, 1, 1), 8),
        ("G8", date(2025, 1, 1), 0),
        ("G20", date(2025, 1, 1), 19),
        ("E3", date(2025, 1, 1), 3),
        ("JEF", date(2025, 1, 1), 10),
        ("NORDIC_BALTIC", date(2025, 1, 1), 8),
        ("BUCHAREST_NINE", date(2025, 1, 1), 9),
        ("VISEGRAD", date(2025, 1, 1), 4),
        ("BENELUX", date(2025, 1, 1), 3),
        ("OSCE", date(2025, 1, 1), 57),
        ("COE", date(2022, 1, 1), 47),
        ("COE", date(2025, 1, 1), 46),
        ("UN", date(2025, 1, 1), 193),
        ("UNSC", date(2025, 3, 17), 15),
        ("UNSC", date(2024, 3, 17), 15),
        ("UNSC", date(2022, 3, 17), 15),
        ("UNSC", date(2026, 3, 17), 15),
        ("P5", date(2025, 1, 1), 5),
        ("AU", date(2025, 1, 1), 55),
        ("AU", date(2016, 1, 1), 54),
        ("ECOWAS", date(2024, 1, 1), 15),
        ("ECOWAS", date(2025, 3, 1), 12),
        ("ASEAN", date(2025, 1, 1), 10),
        ("ASEAN", date(2025, 11, 1), 11),
        ("GCC", date(2025, 1, 1), 6),
        ("ARAB_LEAGUE", date(2025, 1, 1), 22),
        ("OIC", date(2025, 1, 1), 57),
        ("CARICOM", date(2025, 1, 1), 15),
        ("BRICS", date(2023, 12, 31), 5),
        ("BRICS", date(2025, 2, 1), 10),
        ("SADC", date(2025, 1, 1), 16),
        ("EAC", date(2025, 1, 1), 8),
        ("SCHENGEN", date(2025, 2, 1), 29),
        ("EURO_AREA", date(2025, 1, 1), 20),
        ("EURO_AREA", date(2026, 1, 1), 21),
        ("OPEC", date(2025, 1, 1), 12),
        ("FIVE_EYES", date(2025, 1, 1), 5),
    ],
)
def test_members_on_a_day(book: Codebook, group: str, day: date, size: int) -> None:
    assert len(book.members(group, day)) == size


def test_finland_and_sweden_join_nato_on_their_days(book: Codebook) -> None:
    assert "FIN" not in book.members("NATO", date(2023, 4, 3))
    assert "FIN" in book.members("NATO", date(2023, 4, 4))
    assert "SWE" not in book.members("NATO", date(2024, 3, 6))
    assert "SWE" in book.members("NATO", date(2024, 3, 7))


@pytest.mark.parametrize("id", ["EU", "NATO", "UN", "G7", "AU", "ECOWAS", "OSCE", "ASEAN", "CARICOM"])
def test_organisations_are_actors(book: Codebook, id: str) -> None:
    assert book.is_actor(id)


@pytest.mark.parametrize("id", ["NORDIC", "BALTIC", "BENELUX", "VISEGRAD", "E3", "WEIMAR", "P5", "SCHENGEN"])
def test_named_sets_are_no_actors(book: Codebook, id: str) -> None:
    assert not book.is_actor(id)
    assert book.members(id, ON_THE_DAY)


# Offices and persons


@pytest.mark.parametrize(
    ("title", "kind", "person"),
    [
        ("prime minister", "head_of_government", True),
        ("taoiseach", "head_of_government", True),
        ("defence minister", "defence", True),
        ("defense minister", "defence", True),
        ("foreign secretary", "foreign", True),
        ("spokesperson", "spokesperson", False),
        ("foreign ministry", "spokesperson", False),
        ("chief of staff", "military", True),
        ("secretary-general", "group_office", True),
        ("opposition leader", "not_government", True),
        ("senator", "not_government", True),
        ("former", "not_government", False),
        ("columnist", "not_government", True),
    ],
)
def test_offices(book: Codebook, title: str, kind: str, person: bool) -> None:
    office = next(office for office in book.offices if office.title == title)
    assert (office.kind, office.person, office.government) == (kind, person, kind != "not_government")


@pytest.mark.parametrize(
    ("actor", "day", "surname"),
    [
        ("GBR", date(2025, 3, 17), "Starmer"),
        ("GBR", date(2024, 7, 4), "Sunak"),
        ("DEU", date(2025, 3, 17), "Scholz"),
        ("DEU", date(2025, 6, 1), "Merz"),
        ("USA", date(2025, 3, 17), "Trump"),
        ("USA", date(2024, 3, 17), "Biden"),
        ("EU", date(2025, 3, 17), "Kallas"),
        ("EU", date(2022, 3, 17), "Borrell"),
        ("EST", date(2022, 8, 18), "Kallas"),
        ("NATO", date(2025, 3, 17), "Rutte"),
        ("NLD", date(2023, 3, 17), "Rutte"),
    ],
)
def test_who_was_in_office(book: Codebook, actor: str, day: date, surname: str) -> None:
    assert surname in {person.surname for person in book.in_office(actor, day)}


def test_nobody_holds_two_offices_of_one_kind_of_one_actor_for_years(book: Codebook) -> None:
    heads = {office.title for office in book.offices if office.kind == "head_of_government"}
    for one, other in combinations(book.persons, 2):
        if one.actor == other.actor and one.office == other.office and one.office in heads:
            start = max(one.start or date.min, other.start or date.min)
            end = min(one.end or date.max, other.end or date.max)
            assert start >= end, (one.name, other.name)


def test_surnames_end_the_names(book: Codebook) -> None:
    for person in book.persons:
        assert person.surname in person.name


def test_every_g20_and_nato_state_has_a_leader_in_office(book: Codebook) -> None:
    leading = {"head_of_government", "head_of_state"}
    heads = {office.title for office in book.offices if office.kind in leading}
    for id in sorted({*book.members("G20", ON_THE_DAY), *book.members("NATO", ON_THE_DAY)}):
        assert any(person.office in heads for person in book.in_office(id, ON_THE_DAY)), id


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
