"""The shipped tables of actors: states, dated memberships, borders, regions, offices and their holders."""

import re
from datetime import date
from itertools import combinations

import pytest
from babel import Locale

from musterbook.codebook import Codebook, default_codebook

ON_THE_DAY = date(2025, 3, 17)

# Assigned in ISO 3166-1; the codes that Babel has beside them are reserved, or no territories.
NOT_IN_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


@pytest.fixture(scope="module")
def book() -> Codebook:
    return default_codebook()


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
