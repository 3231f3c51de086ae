"""Trees of explanations against the naive engine: values, rounds, examples, evidence; and sizes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.brute import Brute, carried, leaves
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases

SEEDS = range(60)
QUESTIONS = ("closure", "fill", "unlock", "block", "pivot", "odds", "sweep")


def steps(node: Json) -> Iterator[Json]:
    yield node
    for child in node["children"]:
        yield from steps(child)


def told(situation: Json, **options: Any) -> Json | None:
    """The tree; None where the engine refuses the question."""
    try:
        tree: Json = answer("explain", situation, **options)["tree"]
    except QuestionError:
        return None
    return tree


def with_words(situation: Json) -> Json:
    """The situation with a sentence behind every offer and every position on a measure."""
    for place, given in enumerate(
        [*situation["offers"], *(p for m in situation["measures"] for p in m["positions"])]
    ):
        given["evidence"] = [{"doc": "d", "start": place, "end": place + 1, "text": f"words {place}"}]
    return situation


def three(values: set[bool]) -> bool | None:
    return values.pop() if len(values) == 1 else None


def expected(brute: Brute, worlds: list[tuple[dict[str, bool], frozenset[str]]], node: Json) -> bool | None:
    """The value of an offer, a leaf or a line by its definition, over (world, active offers) pairs."""
    if node["kind"] == "offer":
        return three({node["id"] in active for _, active in worlds})
    if node["kind"] == "line":
        return three({brute.leaf(f"filled:{node['id']}", world, active) for world, active in worlds})
    return three({brute.leaf(node["id"], world, active) for world, active in worlds})


def pairs(brute: Brute, concerted: bool) -> list[tuple[dict[str, bool], frozenset[str]]]:
    return [(world, brute.fixpoint(world, concerted)) for world in brute.worlds()]


@pytest.mark.parametrize("concerted", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_value_is_that_of_the_definition(seed: int, concerted: bool) -> None:
    situation = Cases(seed).situation()
    brute = Brute(situation)
    worlds = pairs(brute, concerted)
    for given in situation["offers"]:
        tree = told(situation, offer=given["id"], concerted=concerted)
        for node in steps(tree) if tree and brute.monotone() else ():
            if node["kind"] in ("offer", "leaf", "line"):
                assert node["holds"] == expected(brute, worlds, node), (given["id"], node["id"])


@pytest.mark.parametrize("concerted", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_in_one_world_every_value_is_that_of_the_definition(seed: int, concerted: bool) -> None:
    situation = Cases(seed).situation()
    brute = Brute(situation)
    world = brute.given_world()
    tree = told(situation, of="fill", concerted=concerted) if brute.monotone() else None
    for node in steps(tree) if tree else ():
        if node["kind"] in ("offer", "leaf", "line"):
            assert node["holds"] == expected(brute, [(world, brute.fixpoint(world, concerted))], node)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_target_has_the_value_of_its_definition_and_its_sets_reach_it(seed: int) -> None:
    cases = Cases(seed, 0.1)
    situation = cases.situation()
    target, brute = cases.formula(2), Brute(situation)
    tree = told(situation, target=target)
    if tree is None or not brute.monotone():
        return
    asked = Brute(
        {**situation, "offers": [*situation["offers"], {**offer("t", "T", "t"), "condition": target}]}
    )
    values = {asked.holds(target, world, brute.fixpoint(world)) for world in asked.worlds()}
    assert tree["holds"] == three(values)
    for node in steps(tree):
        if node["kind"] == "set":
            assert brute.reaches(target, tuple(change["id"] for change in node["children"]))


def rounds(brute: Brute, world: dict[str, bool]) -> dict[str, int]:
    """The stage at which every offer enters the least fixpoint."""
    found: dict[str, int] = {}
    active: frozenset[str] = frozenset()
    while True:
        after = brute.phi(world, active)
        found |= {name: max(found.values(), default=0) + 1 for name in after - active}
        if after == active:
            return found
        active = after


@pytest.mark.parametrize("seed", SEEDS)
def test_rounds_are_the_stages_of_the_fixpoint(seed: int) -> None:
    situation = Cases(seed, offers=9).situation()
    brute = Brute(situation)
    tree = told(situation, of="fill") if brute.monotone() else None
    known = rounds(brute, brute.given_world())
    for node in steps(tree) if tree else ():
        if "round" in node:
            assert node["round"] == known[node["id"]]


def supports(node: Json) -> Iterator[Json]:
    """The offers that a tree gives as reasons of a step that holds: by way of what holds, nearest first."""
    for child in node["children"]:
        if child["holds"] is not True:
            continue
        if child["kind"] == "offer":
            yield child
        else:
            yield from supports(child)


@pytest.mark.parametrize("seed", range(120))
def test_reasons_under_the_least_fixpoint_are_earlier(seed: int) -> None:
    situation = Cases(seed, offers=9).situation()
    if not Brute(situation).monotone():
        return
    for given in situation["offers"]:
        tree = told(situation, offer=given["id"])
        known = {node["id"]: node.get("round") for node in steps(tree) if "see" not in node} if tree else {}
        for node in steps(tree) if tree else ():
            if node["kind"] == "offer" and node["holds"] is True and "see" not in node:
                for reason in supports(node):
                    assert known[reason["id"]] < node["round"], (node["id"], reason["id"])


@pytest.mark.parametrize("seed", range(120))
def test_examples_are_worlds_that_bear_them_out(seed: int) -> None:
    situation = Cases(seed).situation()
    brute = Brute(situation)
    for given in situation["offers"] if brute.monotone() else ():
        tree = told(situation, offer=given["id"])
        for node in steps(tree) if tree else ():
            if node["kind"] == "offer" and "example" in node:
                for wanted in (True, False):
                    world = brute.given_world() | node["example"]["holds" if wanted else "fails"]
                    assert (node["id"] in brute.fixpoint(world)) is wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sentence_of_every_offer_in_an_answer_is_in_its_tree(seed: int) -> None:
    cases = Cases(seed, 0.0 if seed % 2 else 0.1)
    situation = with_words(cases.situation())
    texts = {given["id"]: given["evidence"][0]["text"] for given in situation["offers"]}
    for question in QUESTIONS:
        tree = told(situation, of=question)
        if tree is None:
            continue
        found = json.dumps(answer(question, situation))
        told_words = {passage["text"] for node in steps(tree) for passage in node["evidence"]}
        named = {name for name in texts if f'"{name}"' in found}
        assert {texts[name] for name in named} <= told_words, question


@pytest.mark.parametrize("seed", SEEDS)
def test_a_vote_has_the_value_of_its_definition(seed: int) -> None:
    situation = with_words(Cases(seed).situation())
    for measure in situation["measures"]:
        tree = told(situation, measure=measure["id"])
        assert tree is not None
        found = answer("consent", situation, measure=measure["id"])
        wanted = True if found["carried"] else None if found["possible"] else False
        assert tree["holds"] is wanted
        assert carried(measure["rule"], set(found["supporters"])) is (wanted is True)
        for node in steps(tree):
            if node["kind"] == "member":
                among = {"supporters": True, "against": False, "undecided": None}
                (group,) = [name for name in among if node["id"] in found[name]]
                assert node["holds"] is among[group]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_without_a_sentence_says_what_it_rests_on(seed: int) -> None:
    plainly = {"given", "supposed", "unknown", "silence", "no sentence", "computed"}
    situation = Cases(seed).situation()
    for question in QUESTIONS:
        tree = told(situation, of=question)
        for node in steps(tree) if tree else ():
            if not node["children"] and "see" not in node and "more" not in node:
                assert node["rests_on"] in plainly, node


def test_names_in_a_sentence_are_placed() -> None:
    tree = told(scene(fact("c"), offer("g", "GBR", low=1500, condition="c")), offer="g")
    assert tree is not None
    named = [(tree["why"][start:end], kind) for start, end, kind in tree["about"]]
    assert named == [("GBR", "actor"), ("offers troops", "does"), ("1500", "figure")]


class TestWhole:
    BASE = scene(
        fact("c", probability=0.4),
        line("force", "troops", 10),
        offer("a", "FRA", low=6, condition="c"),
        offer("b", "DNK", low=4, condition="joins:FRA"),
        offer("k", "NOR", condition="joins:SWE"),
        offer("l", "SWE", condition="joins:NOR"),
    )

    def cells(self, of: str, **options: Any) -> dict[str, Json]:
        tree = told(self.BASE, of=of, **options)
        assert tree is not None
        return {node["id"]: node for node in steps(tree)}

    def test_the_way_of_a_set_is_told_round_by_round(self) -> None:
        found = self.cells("unlock")
        assert [child["id"] for child in found["round 1"]["children"]] == ["a"]
        assert [child["id"] for child in found["round 2"]["children"]] == ["b"]
        assert found["derivation"]["holds"] is True

    def test_what_a_loss_does_is_told_in_the_world_without_it(self) -> None:
        assert self.cells("block")["derivation"]["holds"] is False

    def test_the_knot_names_who_holds_whom_up(self) -> None:
        tree = told(self.BASE, of="closure")
        assert tree is not None
        knot = next(node for node in steps(tree) if node["id"] == "knot")
        loop = [node["why"] for node in steps(knot) if "hold each other up" in node["why"]]
        assert loop == ["NOR offers troops: explained elsewhere in this tree: NOR and SWE hold each other up"]

    def test_a_chance_says_whose_it_is(self) -> None:
        assert "the user’s own figure, which rests on no sentence" in self.cells("odds")["c"]["why"]

    @pytest.mark.parametrize("question", ["explain", "nothing", ""])
    def test_what_has_no_answer_to_tell(self, question: str) -> None:
        with pytest.raises(QuestionError, match="no answer of"):
            answer("explain", self.BASE, of=question)

    def test_a_question_without_its_own_telling_is_told_cell_by_cell(self) -> None:
        tree = told(self.BASE, of="timeline")
        assert tree is None or tree["kind"] == "answer"


class TestSizes:
    def test_many_offers_are_cut_and_said_so(self) -> None:
        many = scene(*(offer(f"o{i}", f"A{i}") for i in range(2000)))
        tree = told(many, of="closure")
        assert tree is not None
        assured = next(node for node in steps(tree) if node["id"] == "assured")
        assert (len(assured["children"]), assured["more"]) == (300, 1700)
        assert "and 1700 more" in assured["why"]

    def test_the_steps_have_an_end(self) -> None:
        names = [f"c{i}" for i in range(60)]
        wide = [offer(f"o{i}", f"A{i}", condition={"any": names}) for i in range(300)]
        found = answer("explain", scene(*map(fact, names), *wide), of="closure")
        assert "more than 10000 steps" in found["cap"]
        assert sum(1 for _ in steps(found["tree"])) < 12_000

    def test_a_budget_ends_the_telling(self) -> None:
        many = scene(*(offer(f"o{i}", f"A{i}", condition="c") for i in range(50)), fact("c"))
        found = answer("explain", many, of="closure", budget=1e-9)
        assert found["cap"] == "the time budget of 1e-09 s ran out"

    def test_what_is_told_elsewhere_is_told_somewhere(self) -> None:
        for seed in SEEDS:
            tree = told(Cases(seed, offers=9).situation(), of="closure")
            for branch in tree["children"] if tree else ():
                full = {(node["kind"], node["id"]) for node in steps(branch) if "see" not in node}
                assert {(n["kind"], n["see"]) for n in steps(branch) if "see" in n} <= full


def test_the_leaves_of_a_told_condition_are_all_there() -> None:
    for seed in SEEDS:
        situation = Cases(seed).situation()
        for given in situation["offers"]:
            tree = told(situation, offer=given["id"])
            if tree and tree["children"]:
                there = {node["id"] for node in steps(tree)}
                assert set(leaves(given["condition"])) <= there
