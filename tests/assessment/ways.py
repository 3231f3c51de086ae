"""The same question answered by independent ways: Python integers, compiled blocks, diagrams, answer sets.

Each function takes a network (or a lever made of one) and one of WAYS; what comes back is put into one form,
so that the ways can be set against each other and against the naive second engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from musterbook.assessment.activation.stage import set_stage, unknown_circumstances
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.answersets import Rules
from musterbook.assessment.kernel.diagram import Diagram, diagram_of
from musterbook.assessment.kernel.lanes import lanes_on
from musterbook.assessment.kernel.minimal import Asked, Wanted, border_of, borders_of_table
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.orders import wires_of
from musterbook.assessment.kernel.words import BLOCKS, INTEGERS, Words, settle
from musterbook.assessment.kernel.worlds import all_worlds, truth_table
from musterbook.model.scenario import lay
from musterbook.model.situation import parse_situation

Json = dict[str, Any]
TABLES: tuple[Words, ...] = (INTEGERS, BLOCKS) if find_spec("numba") else (INTEGERS,)
WAYS = (*TABLES, "diagram", "answer sets")


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate over all the variables of its network, 0 to ``count`` - 1."""

    network: Network
    gate: int
    count: int
    greatest: bool = False

    def table(self, way: str) -> int:
        """Its truth table."""
        if way == "diagram":
            return _table_of_diagram(self.diagram(), self.count)
        if way == "answer sets":
            return sum(1 << world for world in self.worlds())
        words: Words = BLOCKS if way == BLOCKS else INTEGERS
        return truth_table(self.network, self.gate, self.count, range(self.count), self.greatest, words)

    def diagram(self) -> Diagram:
        found = diagram_of(self.network, self.gate, range(self.count), self.greatest)
        assert found is not None
        return found

    def worlds(self) -> list[int]:
        """The worlds in which it holds, each an answer set."""
        from clingo import Control, Function, Number

        control = Control(["0"], message_limit=0)
        with control.backend() as backend:
            rules = Rules(backend)
            atoms = [rules.atom(Function("made", [Number(i)])) for i in range(self.count)]
            rules.free(atoms)
            marks = rules.gates(wires_of(self.network, self.gate), dict(enumerate(atoms)).get, self.greatest)
            rules.never([marks[self.gate] if self.greatest else -marks[self.gate]])
        found: list[int] = []
        control.solve(
            on_model=lambda model: found.append(
                sum(1 << symbol.arguments[0].number for symbol in model.symbols(atoms=True))
            )
        )
        assert len(found) == len(set(found))
        return found


def _table_of_diagram(diagram: Diagram, count: int) -> int:
    return sum(
        1 << world
        for world in range(1 << count)
        if diagram.evaluate({i for i in range(count) if world >> i & 1})
    )


def closure(situation: Json, threshold: int, supposes: Sequence[str], way: str) -> Json:
    """The closure of a monotone situation, every world gone through."""
    laid = lay(parse_situation(situation), supposes)
    unknown = unknown_circumstances(set_stage(laid, threshold))
    stage = set_stage(laid, threshold, unknown)
    wiring = Wiring(stage)
    count, ids = len(unknown), [offer.id for offer in laid.offers]
    masks = {
        greatest: [Gate(wiring.network, gate, count, greatest).table(way) for gate in wiring.offers]
        for greatest in (False, True)
    }
    every = (1 << (1 << count)) - 1
    return {
        "unprompted": _three(ids, masks[False], every),
        "concerted": _three(ids, masks[True], every),
        "knot": sorted(i for i, a, b in zip(ids, masks[False], masks[True], strict=True) if a != b),
    }


def together(situation: Json, threshold: int, supposes: Sequence[str], words: Words) -> Json:
    """As ``closure``, with all offers settled at once."""
    laid = lay(parse_situation(situation), supposes)
    unknown = unknown_circumstances(set_stage(laid, threshold))
    wiring = Wiring(set_stage(laid, threshold, unknown))
    program = wiring.network.program(wiring.offers)
    (masks, lanes), *more = all_worlds(wiring.network, len(unknown), range(len(unknown)))
    assert not more
    ids = [offer.id for offer in laid.offers]
    least, greatest = (settle(program, masks, lanes, top, words) for top in (False, True))
    return {
        "unprompted": _three(ids, least, lanes),
        "concerted": _three(ids, greatest, lanes),
        "knot": sorted(i for i, a, b in zip(ids, least, greatest, strict=True) if a != b),
    }


def _three(ids: Sequence[str], masks: Sequence[int], every: int) -> Json:
    pairs = list(zip(ids, masks, strict=True))
    return {
        "assured": sorted(i for i, mask in pairs if mask == every),
        "possible": sorted(i for i, mask in pairs if mask not in (0, every)),
        "out": sorted(i for i, mask in pairs if mask == 0),
    }


def winning(lever: Lever, way: str) -> set[tuple[str, ...]]:
    """All ways to make the changes that reach the target; what pivot, odds and sweep count."""
    gate = Gate(lever.wiring.network, lever.gate, len(lever.names), lever.concerted)
    return {
        tuple(name for i, name in enumerate(lever.names) if world >> i & 1)
        for world in lanes_on(gate.table(way))
    }


def borders(lever: Lever, blocking: bool, way: str) -> list[list[str]]:
    """The minimal sets, in the order of the answer."""
    names = lever.relevant_names
    asked = Asked(lever.wiring.network, lever.gate, lever.relevant, len(lever.names), lever.concerted)
    if way in TABLES:
        words: Words = BLOCKS if way == BLOCKS else INTEGERS
        table = truth_table(asked.network, asked.gate, asked.count, asked.places, asked.greatest, words)
        found = borders_of_table(table, len(names))
        masks: Sequence[int] = found.blocking if blocking else found.reaching
    else:
        border = border_of(asked, blocking, Wanted(method=way))
        assert border.complete
        masks = border.ways
    sets = [[name for i, name in enumerate(names) if mask >> i & 1] for mask in masks]
    return sorted(sets, key=lambda members: (len(members), members))


def share(won: set[tuple[str, ...]], count: int) -> Fraction:
    return Fraction(len(won), 1 << count)
