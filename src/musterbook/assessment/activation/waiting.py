"""The knot as a whole: every offer that waits in some world, with a world in which it does (rule 6).

An offer waits in a world where it is in the greatest and not in the least fixpoint. Only offers at or behind
a circle of gates can. The best and the worst world and a few thousand drawn ones find nearly all that do;
for those still open all worlds of the circumstances on which these hang are gone through, up to EXACT.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.integers import Patience, Tired, settled_both
from musterbook.assessment.kernel.program import Program
from musterbook.assessment.kernel.worlds import EXACT, Block, all_worlds, random_worlds

PLAIN: Final = 1
NEGATED: Final = 2
BOTH: Final = 3
FEW_DRAWN, DRAWN = 6, 12
"""2^6, then 2^12 worlds are drawn; as many as that are gone through without drawing."""
SEED = 20250317
MOST_WORLDS = 64
MOST_KNOTTED = 1 << 18
"""Separate knots are looked for in so many worlds, and in so many worlds times gates."""
ONE_BY_ONE = 8
LOOKS_DRAWN = 1 << 20
LOOKS = 1 << 27
"""Looks at gates for the drawn worlds, and for going through all: no common situation comes near."""


class WaitingSearch:
    """``found`` are the waiting offers with the masks of a world each; ``settled`` ones cannot wait."""

    def __init__(self, wiring: Wiring, signs: Sequence[int], settled: set[str], deadline: Deadline) -> None:
        self.wiring = wiring
        self.signs = signs
        self.deadline = deadline
        ids = (offer.id for offer in wiring.stage.situation.offers)
        self.left = [
            (name, gate) for name, gate in zip(ids, wiring.offers, strict=True) if name not in settled
        ]
        self.found: dict[str, int] = {}
        self.complete = True
        self.cap: str | None = None

    def run(self) -> None:
        program = self._narrow()
        for best in (True, False):
            if self.left:
                masks = [int((sign == NEGATED) != best) for sign in self.signs]
                self._take(program, (masks, 1), self._everywhere, Patience(LOOKS))
                program = self._narrow()
        try:
            for bits in (FEW_DRAWN, DRAWN):
                if self.left and len(program.variables) > DRAWN:
                    self._draw(program, bits)
                    program = self._narrow()
            if self.left:
                self._go_through(program, Patience(LOOKS, self.deadline))
        except Tired:
            ended = self.deadline.cap if self.deadline.passed else "the search took too many looks at gates"
            self._stop(f"{ended}: the knot is a lower bound")

    def _draw(self, program: Program, bits: int) -> None:
        """Drawn worlds all at once; where even a few are too many at once, some one by one, and no more."""
        masks, lanes = random_worlds(len(self.signs), 1 << bits, SEED)
        try:
            self._take(program, (masks, lanes), self._everywhere, Patience(LOOKS_DRAWN, self.deadline))
        except Tired:
            if bits > FEW_DRAWN:
                return
            for lane in range(2, 2 + ONE_BY_ONE):
                if self.left and not self.deadline.passed:
                    one = [mask >> lane & 1 for mask in masks]
                    self._take(program, (one, 1), self._everywhere, Patience(LOOKS, self.deadline))
                    program = self._narrow()
            if self.left:
                raise

    def worlds(self) -> Iterator[tuple[list[int], dict[str, bool]]]:
        """The best world, then one for every offer found, as masks of one lane and by name."""
        best = sum(1 << i for i, sign in enumerate(self.signs) if sign != NEGATED)
        worlds = dict.fromkeys([best, *(self.found[name] for name in sorted(self.found))])
        most = min(MOST_WORLDS, 1 + MOST_KNOTTED // len(self.wiring.network))
        for world in list(worlds)[: most if self.found else 0]:
            masks = [world >> i & 1 for i in range(len(self.signs))]
            yield masks, dict(zip(self.wiring.stage.variables, map(bool, masks), strict=True))

    @property
    def _everywhere(self) -> Sequence[int]:
        return range(len(self.signs))

    def _narrow(self) -> Program:
        """The program of those left that stand at or behind a circle; the others cannot wait."""
        network = self.wiring.network
        program = network.program([gate for _, gate in self.left])
        unsure = program.unsure
        kept = [pair for pair, cell in zip(self.left, program.answers, strict=True) if cell in unsure]
        if len(kept) < len(self.left):
            self.left = kept
            program = network.program([gate for _, gate in kept])
        return program

    def _go_through(self, program: Program, patience: Patience) -> None:
        open_ones = program.variables
        if len(open_ones) > EXACT:
            self._stop(
                f"{len(open_ones)} unknown circumstances, {EXACT} can be gone through: the knot is a "
                f"lower bound from {1 << DRAWN} worlds (seed {SEED})"
            )
            return
        for block in all_worlds(self.wiring.network, len(self.signs), open_ones):
            if self.deadline.passed:
                raise Tired
            self._take(program, block, open_ones, patience)
            if not self.left:
                return
            program = self.wiring.network.program([gate for _, gate in self.left])

    def _stop(self, cap: str) -> None:
        self.complete, self.cap = False, cap

    def _take(self, program: Program, block: Block, open_ones: Sequence[int], patience: Patience) -> None:
        """Those left that wait in some world of a block go over, with the first such world."""
        masks, lanes = block
        least, greatest = settled_both(program, masks, lanes, patience)
        left = []
        for (name, gate), low, high in zip(self.left, least, greatest, strict=True):
            waits = low ^ high
            if not waits:
                left.append((name, gate))
                continue
            lane = (waits & -waits).bit_length() - 1
            self.found[name] = sum(1 << i for i in open_ones if masks[i] >> lane & 1)
        self.left = left
