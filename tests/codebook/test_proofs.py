"""The checks of ids, texts, references, rules and dates: each finds its fault, says where, and mends."""

from pathlib import Path

import pytest

from musterbook.codebook import Finding, check, check_directory
from musterbook.codebook.checking import CHECKS, MOST_OF_ONE_KIND
from tests.codebook.writing import SMALL, found, small, write


def one(findings: list[Finding], where: str, level: str = "error") -> Finding:
    assert [(finding.where, finding.level) for finding in findings] == [(where, level)]
    assert findings[0].remedy
    return findings[0]


def test_the_small_codebook_has_no_errors(tmp_path: Path) -> None:
    assert [str(finding) for finding in check(small(tmp_path))] == []


def test_a_finding_reads_as_one_line() -> None:
    finding = Finding("ids_unique", "error", "forms.csv:3", "twice", "keep one")
    assert str(finding) == "error: forms.csv:3: twice - keep one"


def test_every_check_says_in_a_sentence_what_it_looks_for() -> None:
    for one_check in CHECKS:
        assert (one_check.__doc__ or "").strip().endswith("."), one_check


# Tables and columns


def test_a_misspelt_table(tmp_path: Path) -> None:
    finding = one(found(tmp_path, "tables_known", contribution="id\nx\n"), "contribution.csv", "warning")
    assert "contributions" in finding.remedy


def test_a_table_of_ones_own_is_nobodys_business(tmp_path: Path) -> None:
    assert found(tmp_path, "tables_known", pools="actor,persons\nSWE,1\n") == []


def test_a_misspelt_column(tmp_path: Path) -> None:
    conditions = "id,label,definition,imples\nrain,Rain,It rains,\nflood,Flood,A flood,\n"
    finding = one(found(tmp_path, "columns_known", conditions=conditions), "conditions.csv:1", "warning")
    assert "implies" in finding.remedy


def test_an_unknown_column_far_from_all(tmp_path: Path) -> None:
    persons = "name,surname,actor,office,zzz\nA B,B,SWE,king,1\n"
    finding = one(found(tmp_path, "columns_known", persons=persons), "persons.csv:1", "warning")
    assert "nothing reads it" in finding.remedy


# Ids


@pytest.mark.parametrize(
    "id",
    ["Rain", "heavy rain", "rain:heavy", "count>=3", "filled", "joins", "at_least", "2rain", "", "regen_ö"],
)
def test_ids_that_a_formula_could_not_carry(tmp_path: Path, id: str) -> None:
    conditions = f"id,label,definition\nrain,Rain,It rains\nflood,Flood,A flood\n{id},Odd,Odd\n"
    finding = one(found(tmp_path, "ids_well_formed", conditions=conditions), "conditions.csv:4")
    assert finding.names == (id,)


@pytest.mark.parametrize("id", ["eu", "GROUP", "A B", "EU:1", ""])
def test_ids_that_no_actor_may_have(tmp_path: Path, id: str) -> None:
    groups = f"id,name,kind,actor\n{id},Club,forum,yes\n"
    one(found(tmp_path, "ids_well_formed", groups_plus=groups), "groups+.csv:2")


def test_an_id_twice(tmp_path: Path) -> None:
    contributions = SMALL["contributions"] + "forest,Wood,Wood given,\n"
    finding = one(found(tmp_path, "ids_unique", contributions=contributions), "contributions.csv:4")
    assert "contributions.csv:2" in finding.what
    assert finding.names == ("forest",)


def test_a_form_twice_under_one_id(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "contribution,forest,trees,\n"
    one(found(tmp_path, "ids_unique", forms=forms), "forms.csv:7")


def test_an_id_as_contribution_and_as_measure(tmp_path: Path) -> None:
    measures = "id,label,definition,rule\nmoney,Money,Money taken,\n"
    finding = one(found(tmp_path, "subjects_told_apart", measures=measures), "measures.csv:2")
    assert "contributions" in finding.what


def test_a_group_with_the_code_of_a_state(tmp_path: Path) -> None:
    groups = "id,name,kind,actor\nSWE,Swedes abroad,named set,no\n"
    one(found(tmp_path, "subjects_told_apart", groups_plus=groups), "groups+.csv:2")


# Texts


@pytest.mark.parametrize("row", ["sun,,It shines,,", "sun,Sun,,,"])
def test_empty_labels_and_definitions(tmp_path: Path, row: str) -> None:
    finding = one(
        found(tmp_path, "texts_filled", conditions=SMALL["conditions"] + row + "\n"), "conditions.csv:4"
    )
    assert finding.names == ("sun",)


def test_a_unit_without_its_unit(tmp_path: Path) -> None:
    one(found(tmp_path, "texts_filled", units_plus="form,unit\nhands,\n"), "units+.csv:2")


@pytest.mark.parametrize("cell", ["RegenwÃ¤lder", "it\u2019s \ufffd", "the forestâ€™s trees"])
def test_text_that_went_through_a_wrong_encoding(tmp_path: Path, cell: str) -> None:
    contributions = SMALL["contributions"].replace("Trees planted", cell)
    findings = found(tmp_path, "cells_clean", contributions=contributions)
    one(findings, "contributions.csv:2", "warning")


@pytest.mark.parametrize("cell", ["Regenwälder", "Türkiye’s", "São Tomé", "Žižkov", "Österreich Ärger"])
def test_honest_letters_are_clean(tmp_path: Path, cell: str) -> None:
    contributions = SMALL["contributions"].replace("Trees planted", cell)
    assert found(tmp_path, "cells_clean", contributions=contributions) == []


# References


@pytest.mark.parametrize(
    ("table", "content", "line", "named", "remedy"),
    [
        ("forms_plus", "kind,id,form\ncontribution,forrest,wood\n", 2, "forrest", "forest"),
        ("units_plus", "form,unit,on\nacres,acres,forrest\n", 2, "forrest", "forest"),
        ("members_plus", "group,actor\nNORDICS,SWE\n", 2, "NORDICS", "NORDIC"),
        ("members_plus", "group,actor\nNORDIC,SWD\n", 2, "SWD", "SWE"),
        ("borders_plus", "a,b\nSWE,NRO\n", 2, "NRO", "NOR"),
        ("persons_plus", "name,surname,actor,office\nA B,B,SWEDEN,king\n", 2, "SWEDEN", "SWE"),
        ("parliaments_plus", "state,name\nQQQ,House\n", 2, "QQQ", "add it to states"),
        ("ambiguous_plus", "form,actors\nSpringfield,USX\n", 2, "USX", "USA"),
    ],
)
def test_unknown_ids(tmp_path: Path, table: str, content: str, line: int, named: str, remedy: str) -> None:
    finding = one(
        found(tmp_path, "references_known", **{table: content}), f"{table.replace('_plus', '+')}.csv:{line}"
    )
    assert finding.names == (named,)
    assert remedy in finding.remedy


def test_a_condition_that_stands_for_or_implies_the_unknown(tmp_path: Path) -> None:
    conditions = "id,label,definition,stands_for,implies\nrain,R,R,SWE:trees,snow\nflood,F,F,,\n"
    findings = found(tmp_path, "references_known", conditions=conditions)
    assert [finding.names for finding in findings] == [("trees",), ("snow",)]


def test_a_rule_that_names_an_unknown_state(tmp_path: Path) -> None:
    measures = 'id,label,definition,rule\nlevy,Levy,A levy,"{""unanimity"": [""SWE"", ""NOO""]}"\n'
    finding = one(found(tmp_path, "references_known", measures=measures), "measures.csv:2")
    assert finding.names == ("NOO",)


# Rules, implications, dates


@pytest.mark.parametrize("rule", ['{""unanimity"": []}', '{""majority"": [""SWE""]}', "[1]", '""EU""'])
def test_a_rule_of_another_form(tmp_path: Path, rule: str) -> None:
    measures = f'id,label,definition,rule\nlevy,Levy,A levy,"{rule}"\n'
    finding = one(found(tmp_path, "rules_readable", measures=measures), "measures.csv:2")
    assert "levy" in finding.what


def test_implications_that_go_round_are_shown_once_with_their_way(tmp_path: Path) -> None:
    conditions = "id,label,definition,implies\nrain,R,R,mud\nmud,M,M,flood\nflood,F,F,rain\nsun,S,S,rain\n"
    finding = one(found(tmp_path, "implications_acyclic", conditions=conditions), "conditions.csv:4")
    assert "flood -> rain -> mud -> flood" in finding.what


def test_a_condition_that_implies_itself(tmp_path: Path) -> None:
    conditions = "id,label,definition,implies\nrain,R,R,rain\nflood,F,F,\n"
    assert one(found(tmp_path, "implications_acyclic", conditions=conditions), "conditions.csv:2").names == (
        "rain",
    )


@pytest.mark.parametrize(
    ("table", "head", "row"),
    [
        ("members_plus", "group,actor,from,to", "NORDIC,EST,2025-01-02,2025-01-01"),
        ("persons_plus", "name,surname,actor,office,from,to", "A B,B,SWE,king,2025-01-02,2025-01-01"),
        ("ambiguous_plus", "form,actors,from,to", "Bonn,DEU,2025-01-02,2025-01-01"),
    ],
)
def test_periods_that_end_before_they_begin(tmp_path: Path, table: str, head: str, row: str) -> None:
    finding = one(
        found(tmp_path, "dates_ordered", **{table: f"{head}\n{row}\n"}),
        f"{table.replace('_plus', '+')}.csv:2",
    )
    assert "2025-01-01" in finding.what


def test_one_day_is_a_period(tmp_path: Path) -> None:
    members = "group,actor,from,to\nNORDIC,EST,2025-01-01,2025-01-01\n"
    assert found(tmp_path, "dates_ordered", members_plus=members) == []


# All of them


def test_a_table_that_cannot_be_read_is_a_finding_too(tmp_path: Path) -> None:
    members = "group,actor,from,to\nNORDIC,EST,soon,\n"
    finding = one(check_directory(write(tmp_path, members_plus=members)), "members+.csv:2")
    assert finding.check == "tables_readable"


def test_no_directory_is_a_finding_too(tmp_path: Path) -> None:
    findings = check_directory(tmp_path / "nowhere")
    assert [finding.check for finding in findings] == ["tables_readable"]


def test_findings_of_one_kind_are_capped(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "".join(f"contribution,q{i},wood {i},\n" for i in range(500))
    assert len(found(tmp_path, "references_known", forms=forms)) == MOST_OF_ONE_KIND


def test_several_faults_are_all_found(tmp_path: Path) -> None:
    forms = SMALL["forms"] + "contribution,forrest,wood,\ncontribution,forest,,\ncontribution,money,trees,\n"
    names = {finding.check for finding in check_directory(write(tmp_path, **{**SMALL, "forms": forms}))}
    assert {"references_known", "forms_plain", "forms_under_one_id"} <= names
