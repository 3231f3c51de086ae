"""How the numbers of an answer are written."""

from fractions import Fraction


def json_number(value: Fraction, exact: bool = False) -> int | float | str:
    """A JSON number: whole where whole, else the nearest float; ``exact``: the fraction as text, "1/3"."""
    if value.denominator == 1:
        return value.numerator
    return str(value) if exact else float(value)
