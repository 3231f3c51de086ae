"""A choice: names of which any may be taken, and a gate that says whether those taken will do.

The names are members who may support, or leaves that may be brought about; more of them never do less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.lanes import all_lanes, transposed
from musterbook.assessment.kernel.minimal import (
    Borders,
    Sets,
    borders_by_search,
    borders_of_table,
    named_sets,
)
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import EXACT, truth_table


@dataclass(frozen=True)
class Choice:
    """Variable i of the network stands for ``names[i]``; ``gate`` for whether it will do."""

    network: Network
    gate: int
    names: tuple[str, ...]
    deadline: Deadline = NO_DEADLINE

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places of the names on which it may depend."""
        depends = self.network.cone([self.gate])
        used = {s.variable for s in self.network.sources if s.gate in depends and s.variable is not None}
        return tuple(sorted(used))

    @property
    def relevant(self) -> tuple[str, ...]:
        return tuple(self.names[place] for place in self.places)

    @cached_property
    def borders(self) -> Borders:
        """The minimal sets that will do, and those without which all the others will not."""
        if len(self.places) <= EXACT:
            table = truth_table(self.network, self.gate, len(self.names), self.places)
            return borders_of_table(table, len(self.places))
        return borders_by_search(self.holds, len(self.places))

    @property
    def sufficient(self) -> Sets:
        return named_sets(self.borders.reaching, self.relevant)

    @property
    def blocking(self) -> Sets:
        return named_sets(self.borders.blocking, self.relevant)

    def holds(self, ways: Sequence[int]) -> list[bool]:
        """Whether each way will do, given as masks over ``places``."""
        masks = [0] * len(self.names)
        for place, mask in zip(self.places, transposed(ways, len(self.places)), strict=True):
            masks[place] = mask
        held = self.network.least(masks, all_lanes(len(ways)))[self.gate]
        return [bool(held >> lane & 1) for lane in range(len(ways))]

    def needed(self) -> tuple[str, ...]:
        """The names that stand in every set that will do; none where nothing is needed or nothing will do."""
        everyone = all_lanes(len(self.places))
        nothing, everything = self.holds([0, everyone])
        if nothing or not everything:
            return ()
        without = self.holds([everyone ^ (1 << i) for i in range(len(self.places))])
        return tuple(name for name, does in zip(self.relevant, without, strict=True) if not does)
