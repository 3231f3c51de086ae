"""The checks of forms and names, borders, regions and offices."""

from pathlib import Path

import pytest

from tests.codebook.writing import SMALL, found


def test_an_empty_form(tmp_path: Path) -> None:
    findings = found(tmp_path, "forms_plain", forms=SMALL["forms"] + "contribution,forest,,weak\n")
    assert [(finding.level, finding.where) for finding in findings] == [("error", "forms.csv:7")]


@pytest.mark.parametrize(
    ("form", "word"), [("a b c d e f g h i j k l m", "sentence"), ("Black Forest", "capitals")]
)
def test_forms_that_would_not_be_found(tmp_path: Path, form: str, word: str) -> None:
    findings = found(tmp_path, "forms_plain", forms=SMALL["forms"] + f"contribution,forest,{form},\n")
    assert [(finding.level, finding.where) for finding in findings] == [("warning", "forms.csv:7")]
    assert word in findings[0].what


def test_a_form_under_two_ids(tmp_path: Path) -> None:
    findings = found(tmp_path, "forms_under_one_id", forms=SMALL["forms"] + "contribution,money,Trees,\n")
    assert [finding.where for finding in findings] == ["forms.csv:7"]
    assert "'forest' in forms.csv:2" in findings[0].what
    assert findings[0].level == "error"


def test_a_form_as_contribution_and_as_measure(tmp_path: Path) -> None:
    findings = found(tmp_path, "forms_under_one_id", forms=SMALL["forms"] + "measure,levy,trees,\n")
    assert [finding.names for finding in findings] == [("trees",)]


def test_a_condition_may_share_its_words_with_a_contribution(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "condition,flood,trees,\n"
    assert found(tmp_path, "forms_under_one_id", forms=forms) == []


def test_two_conditions_may_not_share_theirs(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "condition,flood,rain,\n"
    findings = found(tmp_path, "forms_under_one_id", forms=forms)
    assert [finding.where for finding in findings] == ["forms.csv:7"]


def test_a_form_moved_by_an_extending_table_is_no_conflict(tmp_path: Path) -> None:
    assert found(tmp_path, "forms_under_one_id", forms_plus="kind,id,form\ncontribution,money,trees\n") == []


def test_a_subject_without_a_form(tmp_path: Path) -> None:
    conditions = SMALL["conditions"] + "sun,Sun,It shines,,\n"
    findings = found(tmp_path, "subjects_have_forms", conditions=conditions)
    assert [(finding.level, finding.where) for finding in findings] == [("warning", "conditions.csv:4")]
    assert "condition,sun," in findings[0].remedy


def test_a_name_of_two_actors(tmp_path: Path) -> None:
    groups = "id,name,names,kind,actor\nCLUB,Club,Sweden,forum,yes\n"
    findings = found(tmp_path, "names_told_apart", groups_plus=groups)
    assert [finding.names for finding in findings] == [("CLUB", "SWE")]
    assert "ambiguous+.csv" in findings[0].remedy


def test_a_name_of_two_actors_that_is_settled(tmp_path: Path) -> None:
    groups = "id,name,names,kind,actor\nCLUB,Club,Sweden,forum,yes\n"
    ambiguous = "form,actors,default\nSweden,SWE|CLUB,SWE\n"
    assert found(tmp_path, "names_told_apart", groups_plus=groups, ambiguous_plus=ambiguous) == []


def test_a_border_with_oneself(tmp_path: Path) -> None:
    findings = found(tmp_path, "borders_sound", borders_plus="a,b\nSWE,SWE\n")
    assert [(finding.level, finding.where) for finding in findings] == [("error", "borders+.csv:2")]


def test_a_border_from_both_sides(tmp_path: Path) -> None:
    findings = found(tmp_path, "borders_sound", borders_plus="a,b\nSWE,NOR\n")
    assert [finding.level for finding in findings] == ["warning"]
    assert "borders.csv" in findings[0].what


def test_a_region_of_unknown_parts(tmp_path: Path) -> None:
    regions = "id,forms,parts\nALPS,Alpine,AUT|CHE|SWZL\n"
    findings = found(tmp_path, "parts_known", regions_plus=regions)
    assert [(finding.where, finding.names) for finding in findings] == [("regions+.csv:2", ("SWZL",))]
    assert "SWZ" in findings[0].remedy


def test_a_region_of_states_and_subregions(tmp_path: Path) -> None:
    regions = "id,forms,parts\nODD,odd,Western Europe|JPN\n"
    assert found(tmp_path, "parts_known", regions_plus=regions) == []


def test_an_office_that_is_not_listed(tmp_path: Path) -> None:
    persons = "name,surname,actor,office\nAda Example,Example,SWE,prime minster\n"
    findings = found(tmp_path, "offices_listed", persons_plus=persons)
    assert [(finding.level, finding.where) for finding in findings] == [("warning", "persons+.csv:2")]
    assert "prime minister" in findings[0].remedy


@pytest.mark.parametrize(
    "form", ["{owner} agrees", "{adversary} and {host} agree", "{} agrees", "adversary} agrees"]
)
def test_a_role_that_nobody_plays(tmp_path: Path, form: str) -> None:
    findings = found(tmp_path, "roles_played", forms=SMALL["forms"] + f"condition,rain,{form},\n")
    assert [(finding.level, finding.where) for finding in findings] == [("error", "forms.csv:7")]
    assert "{adversary}, {host}" in findings[0].remedy


def test_a_role_of_the_parties(tmp_path: Path) -> None:
    assert found(tmp_path, "roles_played", forms=SMALL["forms"] + "condition,rain,{host's} rain,\n") == []
