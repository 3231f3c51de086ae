"""The one kernel: a network of monotone gates, and its least and greatest fixpoint in all lanes at once.

A gate is *all*, *any* or a *threshold* over a weighted tally; cycles are allowed. A network only holds the
gates; ``program`` puts those that are asked for in order, and the program is settled on plain integers
(``integers``) or, where there is enough to do, on compiled blocks of words (``blocks``).
"""

from collections.abc import Iterable, Sequence

from musterbook.assessment.kernel.gates import ALL, ANY, SOURCE, TALLY, THRESHOLD, WIDE, Source, Weighed
from musterbook.assessment.kernel.program import Program, program_of
from musterbook.assessment.kernel.words import Words, settle


class Network:
    """Gates under construction; ``least`` and ``greatest`` give the mask of every gate."""

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.inputs: list[tuple[int, ...]] = []
        self.sources: list[Source] = []
        self.tallies: list[Weighed] = []
        self._programs: dict[tuple[int, ...], Program] = {}

    def __len__(self) -> int:
        return len(self.kinds)

    def constant(self, value: bool) -> int:
        gate = self._gate(SOURCE, ())
        self.sources.append(Source(gate, constant=value))
        return gate

    def variable(self, variable: int, negated: bool = False) -> int:
        gate = self._gate(SOURCE, ())
        self.sources.append(Source(gate, variable=variable, negated=negated))
        return gate

    def all(self, inputs: Sequence[int]) -> int:
        if len(inputs) >= WIDE:
            return self.at_least(len(inputs), inputs)
        return inputs[0] if len(inputs) == 1 else self._gate(ALL, inputs)

    def any(self, inputs: Sequence[int]) -> int:
        if len(inputs) >= WIDE:
            return self.at_least(1, inputs)
        return inputs[0] if len(inputs) == 1 else self._gate(ANY, inputs)

    def at_least(self, k: int, inputs: Sequence[int]) -> int:
        return self.threshold(self.tally([(gate, 1) for gate in inputs]), k)

    def tally(self, inputs: Iterable[tuple[int, int]]) -> int:
        """The place of a new tally of (gate, weight) pairs, for ``threshold`` to ask."""
        pairs = tuple(inputs)
        gate = self._gate(TALLY, list(dict.fromkeys(gate for gate, _ in pairs)))
        self.tallies.append(Weighed(gate, pairs))
        return len(self.tallies) - 1

    def threshold(self, tally: int, least: int) -> int:
        """The gate that asks whether the tally reaches ``least``."""
        weighed = self.tallies[tally]
        gate = self._gate(THRESHOLD, [weighed.gate])
        weighed.asked.append((least, gate))
        return gate

    def open_all(self) -> int:
        """An *all* gate whose inputs come later, by ``close``: what makes cycles possible."""
        return self._gate(ALL, ())

    def close(self, gate: int, inputs: Sequence[int]) -> None:
        self.inputs[gate] = tuple(inputs)
        self._programs.clear()

    def cone(self, gates: Iterable[int]) -> set[int]:
        """The gates on which ``gates`` depend, themselves included."""
        found = set(gates)
        open_ones = list(found)
        while open_ones:
            for gate in self.inputs[open_ones.pop()]:
                if gate not in found:
                    found.add(gate)
                    open_ones.append(gate)
        return found

    def program(self, asked: Iterable[int] | None = None) -> Program:
        """The program that settles the gates asked for (all of them by default), made once."""
        key = tuple(range(len(self)) if asked is None else asked)
        if key not in self._programs:
            self._programs[key] = program_of(self, key)
        return self._programs[key]

    def least(
        self,
        variables: Sequence[int],
        lanes: int,
        asked: Iterable[int] | None = None,
        words: Words | None = None,
    ) -> list[int]:
        """The mask of every gate asked for (all by default) in the least fixpoint, given the mask of every
        variable; ``words`` None lets the size decide on what they are settled."""
        return settle(self.program(asked), variables, lanes, False, words)

    def greatest(
        self,
        variables: Sequence[int],
        lanes: int,
        asked: Iterable[int] | None = None,
        words: Words | None = None,
    ) -> list[int]:
        """The mask of every gate asked for in the greatest fixpoint."""
        return settle(self.program(asked), variables, lanes, True, words)

    def _gate(self, kind: int, inputs: Sequence[int]) -> int:
        self.kinds.append(kind)
        self.inputs.append(tuple(inputs))
        self._programs.clear()
        return len(self.kinds) - 1
