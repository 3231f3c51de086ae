"""The stance ladder: seven rungs from a flat no to a contribution that is there already."""

from musterbook.errors import CodebookError

LADDER: dict[str, int] = {
    "refuses": -2,
    "withholds": -1,
    "not_ruled_out": 0,
    "considers": 1,
    "offers": 2,
    "pledges": 3,
    "deployed": 4,
}


def level(stance: str) -> int:
    """The level of a rung, -2 to 4; raises CodebookError for an unknown stance."""
    try:
        return LADDER[stance]
    except (KeyError, TypeError):
        raise CodebookError(
            f"unknown stance {stance!r}", remedy=f"use one of {', '.join(LADDER)}", names=[str(stance)]
        ) from None
