"""Rules of consent: their form, the names in them, and groups expanded to states (rule 14)."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook.consent import expanded, parse_rule, rule_names, rule_problem

GROUPS = {"DUO": ("AUT", "BEL"), "TRIO": ("AUT", "BEL", "CYP"), "NONE": ()}


def expand(name: str) -> tuple[str, ...]:
    return GROUPS.get(name, (name,))


PEOPLE = {"AUT": 9, "BEL": 11, "CYP": 1}


def people(states: Iterable[str]) -> dict[str, int]:
    return {state: PEOPLE[state] for state in states}


GOOD: list[object] = [
    {"unanimity": ["DUO"]},
    {"at_least": [2, ["TRIO", "DEU"]]},
    {"at_least": [0, ["DEU"]]},
    {"custodian": ["BEL"]},
    {"custodian": ["BEL"], "and": {"unanimity": ["DUO"]}},
    {"custodian": ["BEL"], "and": {"custodian": ["LUX"], "and": {"at_least": [1, ["DUO"]]}}},
    {"qualified": {"members": {"AUT": 9, "BEL": 11}, "states": 0.55, "population": 0.65}},
    {"qualified": {"members": {"AUT": 9.1}, "states": 1, "population": 0, "blocking_minority": 4}},
    {"qualified": "DUO"},
    {"qualified": {"group": "DUO"}},
    {"qualified": {"group": "DUO", "states": 0.72, "blocking_minority": None}},
    {"any": [{"unanimity": ["DUO"]}, {"all": [{"qualified": "TRIO"}, {"custodian": ["BEL"]}]}]},
]

BAD: list[object] = [
    [],
    "unanimity",
    None,
    3,
    {},
    {"unanimity": []},
    {"unanimity": "G7"},
    {"unanimity": ["G7", 3]},
    {"unanimity": [""]},
    {"unanimity": ["G7"], "custodian": ["BEL"]},
    {"unanimous": ["G7"]},
    {"at_least": [2]},
    {"at_least": ["2", ["AUT"]]},
    {"at_least": [True, ["AUT"]]},
    {"at_least": [-1, ["AUT"]]},
    {"at_least": [1.5, ["AUT"]]},
    {"at_least": [1, []]},
    {"custodian": ["BEL"], "and": {"unanimity": []}},
    {"custodian": ["BEL"], "and": None},
    {"and": {"unanimity": ["G7"]}},
    {"qualified": ["AUT"]},
    {"qualified": {"members": {}, "states": 0.5, "population": 0.5}},
    {"qualified": {"members": {"AUT": "many"}, "states": 0.5, "population": 0.5}},
    {"qualified": {"members": {"AUT": -9}, "states": 0.5, "population": 0.5}},
    {"qualified": {"members": {"AUT": 9}, "states": 0.5}},
    {"qualified": ""},
    {"qualified": {"group": 3}},
    {"qualified": {"group": "DUO", "states": "most"}},
    {"qualified": {"group": "DUO", "members": {"AUT": 9}}},
    {"all": []},
    {"any": {"unanimity": ["AUT"]}},
    {"any": [{"unanimity": ["AUT"]}, {"unanimity": []}]},
    {"any": [{"unanimity": ["AUT"]}], "all": []},
]


@pytest.mark.parametrize("rule", GOOD, ids=json.dumps)
def test_rules_of_the_engines_form_are_read(rule: object) -> None:
    assert rule_problem(rule) is None
    assert parse_rule(json.dumps(rule)) == rule


@pytest.mark.parametrize("rule", BAD, ids=json.dumps)
def test_anything_else_is_refused_with_words(rule: object) -> None:
    problem = rule_problem(rule)
    assert problem
    with pytest.raises(ValueError, match=r".+") as caught:
        parse_rule(json.dumps(rule))
    assert str(caught.value) == problem


def test_a_rule_nested_without_end_is_refused() -> None:
    rule: dict[str, object] = {"unanimity": ["AUT"]}
    for _ in range(50):
        rule = {"custodian": ["BEL"], "and": rule}
    assert rule_problem(rule)


def test_groups_become_their_states_and_states_stay() -> None:
    rule = {"custodian": ["BEL"], "and": {"unanimity": ["DUO", "DEU"]}}
    assert expanded(rule, expand, people) == {
        "custodian": ["BEL"],
        "and": {"unanimity": ["AUT", "BEL", "DEU"]},
    }


def test_a_state_in_two_groups_is_counted_once() -> None:
    assert expanded({"at_least": [2, ["DUO", "TRIO"]]}, expand, people) == {
        "at_least": [2, ["AUT", "BEL", "CYP"]]
    }


def test_a_qualified_majority_keeps_its_populations() -> None:
    rule = {"qualified": {"members": {"AUT": 9}, "states": 0.55, "population": 0.65}}
    result = expanded(rule, expand, people)
    assert result == rule
    result["qualified"]["members"]["AUT"] = 1
    assert rule["qualified"]["members"] == {"AUT": 9}, "the answer is a copy"


def test_a_qualified_majority_of_a_group_gets_its_people_and_the_shares_of_the_treaty() -> None:
    found = expanded({"any": [{"qualified": "DUO"}]}, expand, people)
    shares = {"states": 0.55, "population": 0.65, "blocking_minority": 4}
    assert found == {"any": [{"qualified": {"members": {"AUT": 9, "BEL": 11}, **shares}}]}
    given = {"group": "DUO", "states": 0.72, "blocking_minority": None}
    found = expanded({"qualified": given}, expand, people)
    members = {"AUT": 9, "BEL": 11}
    assert found["qualified"] | {"group": "DUO"} == given | {"members": members, "population": 0.65}


def test_what_is_no_rule_is_left_for_the_reader_to_refuse() -> None:
    deep: object = {"unanimity": ["DUO"]}
    for _ in range(400):
        deep = {"all": [deep]}
    malformed = [rule for rule in BAD if not (isinstance(rule, dict) and "qualified" in rule)]
    malformed += [{"qualified": {"group": "DUO", "members": {}}}, {"all": [3]}, deep]
    malformed += [{"unanimity": ["DUO", "DUO"]}, {"unanimity": [["DUO"]]}]
    for rule in malformed:
        assert expanded(rule, expand, people) == rule


def test_names_in_the_order_written_each_once() -> None:
    rule = {"custodian": ["BEL", "LUX"], "and": {"at_least": [1, ["G7", "BEL"]]}}
    assert rule_names(rule) == ("BEL", "LUX", "G7")
    qualified = {"qualified": {"members": {"AUT": 1, "BEL": 2}, "states": 1, "population": 1}}
    assert rule_names(qualified) == ("AUT", "BEL")
    several = {"any": [{"unanimity": ["AUT"]}, {"all": [{"qualified": "DUO"}, {"unanimity": ["AUT"]}]}]}
    assert rule_names(several) == ("AUT", "DUO")
    assert rule_names({"qualified": {"group": "DUO", "states": 0.72}}) == ("DUO",)


NAMES = st.lists(st.sampled_from(["AUT", "BEL", "DEU", "DUO", "TRIO"]), min_size=1, max_size=5, unique=True)
RULES = st.recursive(
    st.builds(lambda names: {"unanimity": names}, NAMES)
    | st.builds(lambda k, names: {"at_least": [k, names]}, st.integers(0, 4), NAMES),
    lambda inner: (
        st.builds(lambda names, rule: {"custodian": names, "and": rule}, NAMES, inner)
        | st.builds(
            lambda key, rules: {key: rules}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1)
        )
    ),
    max_leaves=4,
)


@given(RULES)
def test_expanding_keeps_the_form_and_leaves_no_group(rule: dict[str, object]) -> None:
    result = expanded(rule, expand, people)
    assert rule_problem(result) is None
    assert not set(rule_names(result)) & set(GROUPS)
    assert expanded(result, expand, people) == result
