"""The best one-to-one assignment of rows to columns, on whole numbers and so without rounding.

The Hungarian method (Kuhn, Naval Research Logistics Quarterly 2, 1955) in the form that grows one shortest
augmenting path per row (Jonker and Volgenant, Computing 38, 1987): cubic time, which is nothing at the
size of one text. Parts that share no possible pair are solved apart.
"""

from collections.abc import Iterator, Sequence

Weights = Sequence[Sequence[int]]


def assign(weights: Weights) -> list[tuple[int, int]]:
    """The pairs (row, column) of greatest total weight; a weight of 0 means that the two cannot be paired."""
    pairs: list[tuple[int, int]] = []
    for rows, columns in _parts(weights):
        part = [[weights[row][column] for column in columns] for row in rows]
        pairs += [(rows[r], columns[c]) for r, c in _assign_part(part)]
    return sorted(pairs)


def _parts(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by possible pairs."""
    left = {row for row, line in enumerate(weights) if any(line)}
    while left:
        rows, columns, fresh = set[int](), set[int](), {min(left)}
        while fresh:
            rows |= fresh
            columns |= {c for row in fresh for c, weight in enumerate(weights[row]) if weight}
            fresh = {row for row in left - rows if any(weights[row][c] for c in columns)}
        left -= rows
        yield sorted(rows), sorted(columns)


def _assign_part(weights: Weights) -> list[tuple[int, int]]:
    if len(weights) > len(weights[0]):
        turned = [list(line) for line in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in _assign_wide(turned))
    return _assign_wide(weights)


def _assign_wide(weights: Weights) -> list[tuple[int, int]]:
    """At most as many rows as columns. Row and column 0 stand for nobody."""
    width = len(weights[0])
    row_price, column_price = [0] * (len(weights) + 1), [0] * (width + 1)
    holder = [0] * (width + 1)
    for row in range(1, len(weights) + 1):
        holder[0] = row
        _give(*_augmenting_path(weights, row_price, column_price, holder), holder)
    return [(r - 1, c - 1) for c, r in enumerate(holder) if c and r and weights[r - 1][c - 1]]


def _augmenting_path(
    weights: Weights, row_price: list[int], column_price: list[int], holder: list[int]
) -> tuple[int, list[int]]:
    """Grows a cheapest path from ``holder[0]`` to a free column, prices with it; cost is minus weight."""
    width = len(column_price)
    slack: list[int | None] = [None] * width
    came, done, column = [0] * width, [False] * width, 0
    while holder[column]:
        done[column] = True
        row = holder[column]
        for other in range(1, width):
            if not done[other]:
                cost = -weights[row - 1][other - 1] - row_price[row] - column_price[other]
                known = slack[other]
                if known is None or cost < known:
                    slack[other], came[other] = cost, column
        step, column = min((s, c) for c, s in enumerate(slack) if s is not None and not done[c])
        for other in range(width):
            if done[other]:
                row_price[holder[other]] += step
                column_price[other] -= step
            elif (known := slack[other]) is not None:
                slack[other] = known - step
    return column, came


def _give(column: int, came: list[int], holder: list[int]) -> None:
    """Hands each column on the path to the row before it."""
    while column:
        holder[column] = holder[came[column]]
        column = came[column]
