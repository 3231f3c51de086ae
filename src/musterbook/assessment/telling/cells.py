"""Any answer cell by cell: what names an offer, a line, an actor or a circumstance leads to its reasons."""

from collections.abc import Mapping
from typing import Any

from musterbook.assessment.telling.changes import Changes
from musterbook.assessment.telling.prose import Term, say
from musterbook.assessment.telling.reason import COMPUTED, REASONS, Reason
from musterbook.assessment.telling.story import MOST_CHILDREN, Story

DEEPEST = 12
ALONE = "; worked out from the situation, it rests on no sentence of its own"


def told_cells(answer: Any, story: Story) -> tuple[tuple[Reason, ...], int]:
    """The cells of a JSON value, and how many are left off."""
    return _Cells(story).below(answer, 0)


class _Cells:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.changes = Changes(story)
        self.actors = {o.actor for o in story.situation.offers}
        self.circumstances = {c.id for c in story.situation.circumstances}
        self.told_actors: set[str] = set()

    def below(self, value: Any, depth: int) -> tuple[tuple[Reason, ...], int]:
        """The parts of an object or a list."""
        if isinstance(value, Mapping):
            parts = [(str(key), part) for key, part in value.items()]
        else:
            parts = [(str(place), part) for place, part in enumerate(value, 1)]
        shown = parts[:MOST_CHILDREN] if depth < DEEPEST else []
        return tuple(self.cell(name, part, depth) for name, part in shown), len(parts) - len(shown)

    def cell(self, name: str, value: Any, depth: int) -> Reason:
        """One cell: a known thing with its reasons, a part with its own cells, or a value."""
        if isinstance(value, str):
            named = self.thing(value)
            if named is not None:
                return (
                    named
                    if name.isdigit()
                    else Reason("cell", name, None, say(Term("id", value)), (), (named,))
                )
        keyed = self.thing(name)
        if isinstance(value, Mapping | list | tuple):
            told, left = self.below(value, depth + 1)
            told = told if keyed is None else (keyed, *told)
            cut = f"; and {left} more, not told here" if left else ""
            return Reason("cell", name, None, say(_size(value), cut), (), told, more=left)
        return self._value(name, value, keyed)

    def _value(self, name: str, value: Any, keyed: Reason | None) -> Reason:
        truth = value if isinstance(value, bool) else None
        if value is None:
            why = say("no value: it is unknown or does not apply")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            why = say(Term("figure", str(value)), ALONE)
        else:
            why = say(str(value).lower() if isinstance(value, bool) else str(value), ALONE)
        below = () if keyed is None else (keyed,)
        return Reason("cell", name, truth, why, (), below, REASONS if below else COMPUTED)

    def thing(self, name: str) -> Reason | None:
        """What an id stands for in the situation, told; None for another text."""
        picture = self.story.picture
        if name in picture.offers_by_id:
            return self.story.offer(picture.offers_by_id[name], 1)
        if name in self.story.lines:
            return self.story.line(self.story.lines[name], 1)
        if name in self.circumstances or (name.startswith("raise:") and ":" in name[6:]):
            return self.changes.change(name)
        if name in self.actors:
            return self._actor(name)
        return None

    def _actor(self, actor: str) -> Reason:
        if actor in self.told_actors:
            return Reason("actor", actor, None, say("told above"), see=actor)
        self.told_actors.add(actor)
        return self.story.actor(actor)


def _size(value: Any) -> str:
    if not value:
        return "nothing"
    return f"{len(value)} {'parts' if isinstance(value, Mapping) else 'entries'}"
