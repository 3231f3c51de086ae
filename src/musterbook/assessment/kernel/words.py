"""Which words settle a program: Python integers always can; compiled blocks where there is enough to do.

Both give the same masks. Blocks need numba (the extra ``fast``) and about a second to load their code, and
are about twice as fast then; so they are taken where they are loaded already or where the job repays it.
"""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Final, Literal

from musterbook.assessment.kernel.integers import Patience, settled
from musterbook.assessment.kernel.program import Program

Words = Literal["integers", "blocks"]
INTEGERS: Final = "integers"
BLOCKS: Final = "blocks"
COMPILED: Final = "musterbook.assessment.kernel.compiled"
WORTH_LOADING = 1 << 37
"""Cells times worlds: some seconds of work on integers."""
WORTH_CALLING = 1 << 24
"""Cells times worlds from which on blocks, once loaded, gain more than the masks take to hand over."""


def words_for(program: Program, worlds: int) -> Words:
    """The words that are likely to be the faster for so many worlds."""
    work = len(program.kinds) * worlds
    loaded = COMPILED in sys.modules
    if work < (WORTH_CALLING if loaded else WORTH_LOADING):
        return INTEGERS
    from musterbook.assessment.kernel.blocks import fits

    return BLOCKS if fits(program) and (loaded or find_spec("numba") is not None) else INTEGERS


def settle(
    program: Program,
    variables: Sequence[int],
    lanes: int,
    greatest: bool = False,
    words: Words | None = None,
    patience: Patience | None = None,
) -> list[int]:
    """The mask of every answer of a program in its least, or greatest, fixpoint; ``words`` None lets the
    size decide. Blocks raise ImportError where numba is missing and OverflowError for sums beyond 2^62;
    integers raise Tired where ``patience`` ends."""
    if (words or words_for(program, lanes.bit_length())) == INTEGERS:
        return settled(program, variables, lanes, greatest, patience)
    from musterbook.assessment.kernel.blocks import settled_in_blocks

    return settled_in_blocks(program, variables, lanes, greatest)
