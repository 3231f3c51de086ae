"""A choice: names of which any may be taken, and a gate that says whether those taken will do.

The names are members who may support, or leaves that may be brought about; more of them never do less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from musterbook.assessment.consenting.alike import border_by_kinds
from musterbook.assessment.consenting.symmetric import border_of_size
from musterbook.assessment.kernel.deadline import deadline_in
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, transposed
from musterbook.assessment.kernel.minimal import (
    ALL_OF_THEM,
    Asked,
    Border,
    Sets,
    Wanted,
    border_of,
)
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import EXACT

MANY = 60
"""With more names than this, all sets are looked for until PATIENCE ends, where no time budget is given."""
PATIENCE = 4.0


@dataclass(frozen=True)
class Choice:
    """Variable i of the network stands for ``names[i]``; ``gate`` for whether it will do.

    ``wanted`` says how many sets to list, how, and until when. ``size`` is known where any so many names
    will do, and no fewer.
    """

    network: Network
    gate: int
    names: tuple[str, ...]
    wanted: Wanted = ALL_OF_THEM
    size: int | None = None

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
    def sufficing(self) -> Border:
        """The minimal sets that will do."""
        return self._border(False, self.size)

    @cached_property
    def preventing(self) -> Border:
        """The minimal sets without which all the others will not do."""
        return self._border(True, None if self.size is None else len(self.places) - self.size + 1)

    def named(self, border: Border) -> Sets:
        """The sets of a border by name, by size and then as lists."""
        names = self.relevant
        found = (tuple(sorted(names[place] for place in lanes_on(way))) for way in border.ways)
        return tuple(sorted(found, key=lambda members: (len(members), members)))

    def _border(self, blocking: bool, size: int | None) -> Border:
        count = len(self.places)
        if size is not None and count > EXACT:
            return border_of_size(size, range(count), self.wanted.limit)
        asked = Asked(self.network, self.gate, self.places, len(self.names))
        if count > EXACT and self.wanted.method is None:
            found = border_by_kinds(asked, blocking, self.wanted.limit)
            if found is not None:
                return found
        is_endless = count > MANY and self.wanted.deadline.until is None
        wanted = replace(self.wanted, deadline=deadline_in(PATIENCE)) if is_endless else self.wanted
        return border_of(asked, blocking, wanted)

    def holds(self, ways: Sequence[int]) -> list[bool]:
        """Whether each way will do, given as masks over ``places``."""
        masks = [0] * len(self.names)
        for place, mask in zip(self.places, transposed(ways, len(self.places)), strict=True):
            masks[place] = mask
        held = self.network.least(masks, all_lanes(len(ways)))[self.gate]
        return [bool(held >> lane & 1) for lane in range(len(ways))]

    def alone(self) -> frozenset[str]:
        """The names of which each will do by itself."""
        masks = [1 << lane for lane in range(len(self.names))]
        held = self.network.least(masks, all_lanes(len(self.names)), [self.gate])[0]
        return frozenset(name for lane, name in enumerate(self.names) if held >> lane & 1)

    def needed(self) -> tuple[str, ...]:
        """The names that stand in every set that will do; none where nothing is needed or nothing will do."""
        if self.size is not None:
            return self.relevant if 0 < self.size == len(self.places) else ()
        nothing, everything = self.holds([0, all_lanes(len(self.places))])
        if nothing or not everything:
            return ()
        lanes = all_lanes(len(self.places))
        masks = [0] * len(self.names)
        for lane, place in enumerate(self.places):
            masks[place] = lanes ^ (1 << lane)
        without = self.network.least(masks, lanes, [self.gate])[0]
        return tuple(name for lane, name in enumerate(self.relevant) if not without >> lane & 1)
