"""Marked text on a terminal: ``[3: the words]``, also where marks overlap."""

from collections.abc import Iterable, Sequence

from musterbook.presenting.page import Segment

Group = tuple[int, ...]


def paragraph(segments: Sequence[Segment]) -> tuple[str, bool]:
    """A paragraph with brackets around its notes' words, and whether it is news at all."""
    told: list[str] = []
    open_ones: list[Group] = []
    for place, segment in enumerate(segments):
        if segment.missed:
            told.append("[?] ")
        groups = _groups(segment.opens, segments[place:])
        told += [f"[{', '.join(map(str, group))}: " for group in groups]
        open_ones += groups
        told.append(" ".join(segment.text.splitlines()))
        told.append(_closed(open_ones, set(segment.closes)))
    news = any("boilerplate" not in segment.kinds for segment in segments if segment.text.strip())
    return "".join(told), news


def _groups(opens: Iterable[int], ahead: Sequence[Segment]) -> list[Group]:
    """The notes that open here, those that end together as one, the longest first."""
    ends: dict[int, list[int]] = {}
    for number in opens:
        end = next((place for place, s in enumerate(ahead) if number in s.closes), len(ahead))
        ends.setdefault(end, []).append(number)
    return [tuple(ends[end]) for end in sorted(ends, reverse=True)]


def _closed(open_ones: list[Group], closes: set[int]) -> str:
    """The brackets that end here; one that is not the last opened says whose it is."""
    told = ""
    for group in reversed(list(open_ones)):
        if closes & set(group):
            last = open_ones[-1] == group
            open_ones.remove(group)
            told += "]" if last else f" {group[0]}]"
    return told
