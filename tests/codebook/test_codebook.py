"""What can be asked of a codebook."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook import Codebook, Contribution, Measure, default_codebook
from musterbook.errors import CodebookError
from tests.codebook.writing import small

DAY = date(2025, 3, 17)


@pytest.fixture(scope="module")
def book() -> Codebook:
    return default_codebook()


# Subjects


def test_subjects_by_id(book: Codebook) -> None:
    assert isinstance(book.subject("troops"), Contribution)
    assert isinstance(book.subject("visa"), Measure)
    assert book.kind_of("troops") == "contribution"
    assert book.kind_of("asset_seizure") == "measure"


@pytest.mark.parametrize(
    ("wrong", "right"), [("trops", "troops"), ("air_defense", "air_defence"), ("sanction", "sanctions")]
)
def test_an_unknown_subject_names_its_neighbours(book: Codebook, wrong: str, right: str) -> None:
    for ask in (book.subject, book.kind_of):
        with pytest.raises(CodebookError, match=right) as caught:
            ask(wrong)
        assert caught.value.names == (wrong,)


def test_an_unknown_condition_measure_state_group_table(book: Codebook) -> None:
    for ask, wrong, right in (
        (book.condition, "cease_fire", "ceasefire"),
        (book.contribution, "loggistics", "logistics"),
        (book.measure, "assetseizure", "asset_seizure"),
        (book.state, "FRN", "FRA"),
        (book.group, "NATTO", "NATO"),
        (book.rows, "form", "forms"),
        (book.neighbours, "RUX", "RUS"),
        (book.region_states, "Nordisk", "Nordic"),
    ):
        with pytest.raises(CodebookError, match=f"did you mean .*{right}"):
            ask(wrong)


def test_something_far_from_everything_gets_a_plain_remedy(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="see the codebook's table"):
        book.subject("zzzzzzzzzzz")


def test_a_hostile_id_is_cut_short(book: Codebook) -> None:
    with pytest.raises(CodebookError) as caught:
        book.subject("x" * 5000)
    assert len(caught.value.what) < 200


def test_labels(book: Codebook) -> None:
    assert book.label("air_cover") == "Air cover"
    assert book.label("asset_seizure") == "Use of frozen assets"
    assert book.label("un_mandate") == "UN mandate"
    assert book.label("other:capability") == "capability"
    assert book.label("joins:FRA") == "FRA"
    with pytest.raises(CodebookError, match="ceasefire"):
        book.label("ceasefir")


@pytest.mark.parametrize(
    ("leaf", "known"),
    [
        ("ceasefire", True),
        ("joins:FRA", True),
        ("joins:FRA:troops", True),
        ("other:a vote next week", True),
        ("other:", False),
        ("joins:", False),
        ("troops", False),
        ("", False),
    ],
)
def test_leaves(book: Codebook, leaf: str, known: bool) -> None:
    assert book.is_condition(leaf) is known


def test_free_leaves_stand_for_nothing_and_imply_nothing(book: Codebook) -> None:
    assert book.stands_for("other:something") is None
    assert book.implies("joins:FRA") == ()
    assert book.implied_by("other:something") == ()


def test_implications_run_on(tmp_path: Path) -> None:
    conditions = "id,label,definition,implies\na,A,A,b\nb,B,B,c|d\nc,C,C,\nd,D,D,c\n"
    forms = "kind,id,form\ncondition,a,aa\ncondition,b,bb\ncondition,c,cc\ncondition,d,dd\n"
    chain = small(tmp_path, conditions=conditions, forms=forms)
    assert chain.implies("a") == ("b", "c", "d")
    assert chain.implies("d") == ("c",)
    assert chain.implied_by("c") == ("a", "b", "d")


def test_implications_that_go_round_come_to_an_end(tmp_path: Path) -> None:
    round_about = small(tmp_path, conditions="id,label,definition,implies\na,A,A,b\nb,B,B,a\n")
    assert round_about.implies("a") == ("b",)


# Actors


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("France", "FRA"),
        ("france", "FRA"),
        ("FRA", "FRA"),
        ("fra", "FRA"),
        (" the  Netherlands ", "NLD"),
        ("The Bahamas", "BHS"),
        ("Great Britain", "GBR"),
        ("U.K.", "GBR"),
        ("us", "USA"),
        ("US", "USA"),
        ("Czechia", "CZE"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("TÜRKIYE", "TUR"),
        ("eu", "EU"),
        ("European Commission", "EU"),
        ("nato", "NATO"),
        ("Congo", "COD"),
        ("Georgia", "GEO"),
        ("Korea", "KOR"),
        ("Kosovo", "XKX"),
        ("Baltic states", "BALTIC"),
    ],
)
def test_the_actor_that_a_user_means(book: Codebook, words: str, actor: str) -> None:
    assert book.actor_id(words) == actor


@pytest.mark.parametrize(("words", "near"), [("Germny", "Germany"), ("Irland", "Ireland"), ("NAT", "NATO")])
def test_an_unknown_actor_names_its_neighbours(book: Codebook, words: str, near: str) -> None:
    with pytest.raises(CodebookError, match=near):
        book.actor_id(words)


def test_an_ambiguous_actor_lists_the_choices(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="BEL or EU or NATO") as caught:
        book.actor_id("Brussels")
    assert caught.value.names == ("BEL", "EU", "NATO")


@pytest.mark.parametrize("words", ["", "   ", "the", "Geneva", "Ruritania", "GROUP:26", "🙂"])
def test_what_is_no_actor(book: Codebook, words: str) -> None:
    with pytest.raises(CodebookError):
        book.actor_id(words)


@given(st.text(max_size=30))
def test_any_words_are_an_actor_or_refused(words: str) -> None:
    book = default_codebook()
    try:
        actor: str | None = book.actor_id(words)
    except CodebookError:
        actor = None
    assert actor is None or actor in book.states or actor in book.groups


def test_every_code_and_name_of_a_state_leads_back_to_it(book: Codebook) -> None:
    for id, state in book.states.items():
        assert book.actor_id(id) == id
        assert book.actor_id(state.name) == id
        assert book.actor_name(id) == state.name


def test_names_to_print(book: Codebook) -> None:
    assert book.actor_name("GBR") == "United Kingdom"
    assert book.actor_name("NORDIC") == "Nordic countries"
    assert book.actor_name("GROUP:countries bordering Russia") == "countries bordering Russia"
    with pytest.raises(CodebookError, match="GBR"):
        book.actor_name("GBX")


def test_who_can_hold_a_position(book: Codebook) -> None:
    assert book.is_actor("GBR")
    assert book.is_actor("EU")
    assert not book.is_actor("NORDIC")
    assert not book.is_actor("GROUP:26")
    assert not book.is_actor("")


def test_forms_of_one_role(book: Codebook) -> None:
    roles = {form.role for form in book.actor_forms()}
    assert roles == {"name", "adjective", "people", "capital", "seat", "parliament", "forces"}
    assert {form.role for form in book.actor_forms(("seat", "capital"))} == {"seat", "capital"}
    forms = book.actor_forms()
    assert len(set(forms)) == len(forms)


# Groups, regions, neighbours


def test_members_are_sorted_states_of_the_day(book: Codebook) -> None:
    assert book.members("G7", DAY) == ("CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA")
    assert book.members("BALTIC", DAY) == ("EST", "LTU", "LVA")
    assert book.members("WHO", DAY) == ()


def test_an_unknown_group_has_no_members_but_an_error(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="ECOWAS"):
        book.members("ECOWA", DAY)


def test_the_groups_of_a_state(book: Codebook) -> None:
    groups = book.groups_of("SWE", DAY)
    assert {"EU", "NATO", "NORDIC", "JEF", "UN"} <= set(groups)
    assert "NATO" not in book.groups_of("SWE", date(2024, 1, 1))
    assert book.groups_of("XXX", DAY) == ()


@given(st.dates(date(1950, 1, 1), date(2027, 12, 31)))
def test_members_and_groups_agree_on_every_day(day: date) -> None:
    book = default_codebook()
    for group in ("EU", "NATO", "G8", "BRICS", "ECOWAS"):
        for actor in book.members(group, day):
            assert group in book.groups_of(actor, day)


def test_neighbours_leave_out_territories(book: Codebook) -> None:
    assert book.neighbours("SUR") == ("BRA", "GUY"), "French Guiana is no state"
    assert "FRA" in book.neighbours("MCO")


def test_regions_by_id_and_by_word_in_any_case(book: Codebook) -> None:
    for words in ("NORDIC", "Nordic", "nordic", "the Nordics"):
        assert book.region_states(words) == ("DNK", "FIN", "ISL", "NOR", "SWE")


def test_a_region_may_name_a_territory_outright(tmp_path: Path) -> None:
    arctic = small(tmp_path, regions="id,forms,parts\nARCTIC,Arctic,GRL|NOR\n")
    assert arctic.region_states("Arctic") == ("GRL", "NOR")


# Rules


def test_a_rule_follows_the_membership_of_the_day(book: Codebook) -> None:
    before, after = (book.rule_of("sanctions", day) for day in (date(2020, 1, 31), date(2020, 2, 1)))
    assert before is not None
    assert after is not None
    assert set(before["unanimity"]) - set(after["unanimity"]) == {"GBR"}


def test_a_rule_given_out_may_be_changed_without_harm(book: Codebook) -> None:
    rule = book.rule_of("asset_seizure", DAY)
    assert rule is not None
    rule["custodian"].append("LUX")
    assert book.rule_of("asset_seizure", DAY) != rule


def test_the_rule_of_an_unknown_measure(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="unknown measure"):
        book.rule_of("troops", DAY)


def test_an_own_rule(tmp_path: Path) -> None:
    assert small(tmp_path).rule_of("levy", DAY) == {"unanimity": ["DNK", "FIN", "ISL", "NOR", "SWE"]}


# Persons


def test_who_is_in_office(book: Codebook) -> None:
    assert {"Keir Starmer", "David Lammy"} <= {person.name for person in book.in_office("GBR", DAY)}
    assert "David Lammy" not in {person.name for person in book.in_office("GBR")}
    assert book.in_office("XXX") == ()
