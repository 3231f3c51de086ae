"""Loading: the shipped codebook, and another subject laid over it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from musterbook.codebook import default_codebook, load_codebook
from musterbook.codebook.loading import build, read_codebook
from musterbook.codebook.tables import shipped_tables
from musterbook.errors import CodebookError, MusterbookError
from tests.codebook.writing import SMALL, small, write


def test_the_shipped_codebook_is_read_once() -> None:
    assert default_codebook() is default_codebook()


def test_it_can_key_a_cache_and_shows_itself_in_a_word() -> None:
    book = default_codebook()
    assert {book: 1}[book] == 1
    assert len(repr(book)) < 40


def test_its_mappings_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        default_codebook().states["ABC"] = None  # type: ignore[index]


def test_a_row_given_out_may_be_changed_without_harm() -> None:
    book = default_codebook()
    book.rows("forces")[0]["name"] = "changed"
    assert book.rows("forces")[0]["name"] != "changed"


def test_reading_is_quick() -> None:
    """Well under a second on any machine; about 30 ms on the one where it was measured."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        build(shipped_tables())
        taken.append(time.perf_counter() - start)
    assert min(taken) < 1.0


def test_importing_pulls_in_nothing_heavy() -> None:
    heavy = "{'babel', 'numpy', 'onnxruntime', 'sqlalchemy', 'rich', 'jinja2', 'pandas'}"
    code = (
        "import sys, musterbook.codebook as c; c.default_codebook();"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert done.stdout.strip() == "[]"


# Digest


def test_the_digest_is_the_same_for_the_same_cells(tmp_path: Path) -> None:
    one, two = small(tmp_path / "one"), small(tmp_path / "two")
    assert one.digest == two.digest
    assert one is not two


def test_the_digest_changes_with_any_cell(tmp_path: Path) -> None:
    changed = SMALL["forms"].replace("flood,flood", "flood,floods")
    assert small(tmp_path / "one").digest != small(tmp_path / "two", forms=changed).digest


def test_the_digest_is_that_of_the_tables_whatever_their_order() -> None:
    tables = default_codebook().tables
    assert build(dict(sorted(tables.items(), reverse=True))).digest == default_codebook().digest


# Another subject


def test_another_subject_replaces_the_vocabularies_and_keeps_the_names(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, **SMALL))
    assert list(book.contributions) == ["forest", "money"]
    assert list(book.measures) == ["levy"]
    assert list(book.conditions) == ["rain", "flood"]
    assert book.states.keys() == default_codebook().states.keys()
    assert book.actor_id("Norway") == "NOR"
    assert book.implied_by("rain") == ("flood",)


def test_replacing_one_vocabulary_takes_its_shipped_forms_with_it(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, contributions=SMALL["contributions"]))
    assert {form.id for form in book.forms_of("contribution")} == set()
    assert {form.id for form in book.forms_of("measure")} == set(default_codebook().measures)
    assert "us_backstop" not in book.conditions, "it stood for air_cover, which is gone"
    assert all(unit.on in (None, "forest", "money") for unit in book.units)


def test_replacing_the_states_takes_everything_that_named_the_others(tmp_path: Path) -> None:
    states = "alpha3,name,region\nAAA,Alphaland,North\nBBB,Betaland,North\n"
    book = load_codebook(write(tmp_path, states=states, regions="id,forms,parts\nNORTH,northern,North|AAA\n"))
    assert list(book.states) == ["AAA", "BBB"]
    assert not book.borders
    assert not book.memberships
    assert not book.parliaments
    assert all(person.actor in book.groups for person in book.persons)
    assert book.region_states("northern") == ("AAA", "BBB")


def test_extending_adds_a_contribution_with_its_forms(tmp_path: Path) -> None:
    book = load_codebook(
        write(
            tmp_path,
            contributions_plus="id,label,definition,unit\nhorses,Horses,Horses lent,horses\n",
            forms_plus="kind,id,form\ncontribution,horses,cavalry\n",
        )
    )
    assert list(book.contributions)[-1] == "horses"
    assert [form.form for form in book.forms_of("contribution") if form.id == "horses"] == ["cavalry"]
    assert len(book.contributions) == len(default_codebook().contributions) + 1


def test_a_row_with_the_key_of_a_shipped_one_takes_its_place(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, forms_plus="kind,id,form,note\ncontribution,equipment,jets,\n"))
    assert [form.id for form in book.forms_of("contribution") if form.form == "jets"] == ["equipment"]


def test_an_own_office_holder(tmp_path: Path) -> None:
    persons = "name,surname,actor,office,from,to\nAda Example,Example,ISL,prime minister,2030-01-01,\n"
    book = load_codebook(write(tmp_path, persons_plus=persons))
    assert "Ada Example" in {person.name for person in book.in_office("ISL")}


def test_tables_of_any_name_can_be_asked_for(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, pools="actor,persons\nSWE,100\n"))
    assert book.rows("pools") == ({"actor": "SWE", "persons": "100"},)


def test_the_default_codebook_is_untouched_by_a_users_own(tmp_path: Path) -> None:
    before = default_codebook().digest
    small(tmp_path)
    assert default_codebook().digest == before
    assert "forest" not in default_codebook().contributions


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    assert load_codebook(str(write(tmp_path, **SMALL))).contribution("forest").label == "Forest"


# Refusals


def test_a_broken_codebook_is_refused_with_its_first_error_and_their_number(
    tmp_path: Path,
) -> None:
    forms = SMALL["forms"] + "contribution,forrest,wood,\ncontribution,silver,silver,\n"
    with pytest.raises(CodebookError, match=r"'forrest'.*and 1 more") as caught:
        load_codebook(write(tmp_path, **{**SMALL, "forms": forms}))
    assert caught.value.where == "forms.csv:7"
    assert caught.value.names == ("forrest",)
    assert "forest" in (caught.value.remedy or "")


def test_warnings_do_not_keep_a_codebook_from_being_loaded(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, **{**SMALL, "forms": "kind,id,form\ncontribution,forest,Trees\n"}))
    assert book.forms[0].form == "trees"


@pytest.mark.parametrize("path", ["nowhere", ""])
def test_no_such_directory(tmp_path: Path, path: str) -> None:
    with pytest.raises(CodebookError):
        load_codebook(tmp_path / path if path else tmp_path)


def test_a_refusal_is_a_value_error_and_of_the_house(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="empty table") as caught:
        read_codebook(write(tmp_path, forms=""))
    assert isinstance(caught.value, MusterbookError)


def test_ten_thousand_bad_rows_are_refused_without_a_long_wait(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "".join(f"contribution,forest{i},wood {i},\n" for i in range(10_000))
    start = time.perf_counter()
    with pytest.raises(CodebookError, match="and 99 more"):
        load_codebook(write(tmp_path, **{**SMALL, "forms": forms}))
    assert time.perf_counter() - start < 10


def test_ten_thousand_good_rows_are_loaded(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "".join(f"contribution,forest,wood number {i},\n" for i in range(10_000))
    assert len(load_codebook(write(tmp_path, **{**SMALL, "forms": forms})).forms) == 10_005


# Parties


def test_a_form_with_a_role_stands_for_every_party(tmp_path: Path) -> None:
    parties = "role,name\nowner,the crown\nowner,Jones\n"
    forms = (
        SMALL["forms"] + "condition,rain,{owner} agrees,weak\ncondition,flood,consent of {owner's} heirs,\n"
    )
    book = load_codebook(write(tmp_path, **{**SMALL, "parties": parties, "forms": forms}))
    assert [(form.id, form.form, form.weak) for form in book.forms][-4:] == [
        ("rain", "crown agrees", True),
        ("rain", "jones agrees", True),
        ("flood", "consent of the crown's heirs", False),
        ("flood", "consent of jones' heirs", False),
    ]


def test_the_shipped_parties_fill_the_consent_of_host_and_adversary() -> None:
    forms = {(form.id, form.form) for form in default_codebook().forms_of("condition")}
    assert ("adversary_consent", "moscow's consent") in forms
    assert ("adversary_refusal", "russia rejects") in forms
    assert ("host_consent", "invited by the host government") in forms
    assert not [form for _, form in forms if "{" in form]


def test_other_parties_for_another_conflict(tmp_path: Path) -> None:
    parties = "role,name\nadversary,the northern alliance\nhost,sarnia\n"
    forms = {form.form for form in load_codebook(write(tmp_path, parties=parties)).forms}
    assert {"northern alliance agrees", "sarnia's request"} <= forms
    assert "moscow's consent" not in forms
