"""Changes in an explanation: what each would do, whose conditions name it, and how a set of them reaches the
target, round by round."""

from collections.abc import Iterable, Sequence

from musterbook.assessment.activation.picture import Picture
from musterbook.assessment.activation.rounds import NEVER
from musterbook.assessment.activation.stage import pairs_of, raise_pair
from musterbook.assessment.telling.prose import Part, Prose, Term, listing, say
from musterbook.assessment.telling.reason import SUPPOSED, Reason
from musterbook.assessment.telling.story import MOST_CHILDREN, Limits, Story
from musterbook.model.formula import Formula, Leaf, formula_json, leaves
from musterbook.model.leaf import RAISE
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Offer, Situation
from musterbook.model.strictjson import dump

MOST_SETS = 40
MOST_NAMED = 20


class Changes:
    """Tells every change once. ``story`` tells how things stand: unknown circumstances false."""

    def __init__(self, story: Story) -> None:
        self.story = story
        conditions = story.picture.stage.conditions
        self.told: set[str] = set()
        self.pairs = pairs_of(story.situation)
        self.naming: dict[str, list[Offer]] = {}
        for offer in story.situation.offers:
            for leaf in dict.fromkeys(leaf for leaf, _ in conditions.get(offer.id, ())):
                self.naming.setdefault(leaf, []).append(offer)

    def change(self, change: str, *told: Part) -> Reason:
        """A change with the positions behind it and those whose condition names it; ``told`` comes first."""
        opening = say(*told)
        if change in self.told:
            return Reason("change", change, None, say(opening, "told above"), rests=SUPPOSED, see=change)
        self.told.add(change)
        if change.startswith(RAISE):
            return self._raise(change, opening)
        naming = self.naming.get(change, [])
        why = say(opening, "it comes true; ", self._named_by(naming))
        return self._made(change, self._holds(change), why, naming)

    def sets(self, kind: str, found: Sequence[Sequence[str]], why: str) -> tuple[Reason, ...]:
        """The first of the sets, each with its changes."""
        told = []
        for members in found[:MOST_SETS]:
            below = tuple(self.change(name) for name in members)
            made = (
                say(listing([Term("change", name) for name in members], 6), f": {why}")
                if members
                else say(why)
            )
            told.append(Reason(kind, " + ".join(members) or "nothing", True, made, (), below, SUPPOSED))
        return tuple(told)

    def _raise(self, change: str, opening: Prose) -> Reason:
        actor, on = raise_pair(change, self.pairs)
        behind = [o for o in self.story.situation.offers if (o.actor, o.on) == (actor, on)]
        links = [c.id for c in self.story.situation.circumstances if c.stands_for is not None]
        stand = [n for n in links if self.story.picture.stage.linked.get(n) == (actor, on)]
        leaves_of_it = [f"joins:{actor}", f"joins:{actor}:{on}", *stand]
        naming = list({o.id: o for leaf in leaves_of_it for o in self.naming.get(leaf, [])}.values())
        up = say(opening, Term("actor", actor), " moves up on ", Term("subject", on), "; ")
        return self._made(change, False, say(up, self._named_by(naming)), [*behind, *naming])

    def _made(self, change: str, holds: bool | None, why: Prose, offers: Sequence[Offer]) -> Reason:
        once = list({o.id: o for o in offers}.values())
        below = tuple(self.story.as_it_stands(o) for o in once[:MOST_NAMED])
        left = len(once) - len(below)
        told = say(why, f"; and {left} more, not told here" if left else "")
        return Reason("change", change, holds, told, (), below, SUPPOSED, more=left)

    def _named_by(self, naming: Sequence[Offer]) -> str:
        if not naming:
            return "no condition names it"
        return f"the condition of {len(naming)} offer{'s' if len(naming) > 1 else ''} names it"

    def _holds(self, change: str) -> bool | None:
        if change in self.story.picture.stage.linked or change in self.naming:
            return self.story.picture.formula(Leaf(change))
        return self.story.picture.stage.values.get(change) is True


def way(
    laid: Situation,
    scenario: Scenario,
    target: Formula,
    concerted: bool,
    changes: Sequence[str],
    made: Iterable[str],
    limits: Limits,
) -> Story:
    """The story of the world in which ``made``, among ``changes``, come true."""
    picture = Picture.of_world(
        laid, scenario.threshold, concerted, target, changes=tuple(changes), made=tuple(made)
    )
    return Story(picture, scenario, limits)


def derivation(story: Story, target: Formula) -> Reason:
    """Round by round the active offers on which the target depends, and then the target."""
    picture = story.picture
    cone = picture.wiring.network.cone(picture.wiring.leaf(leaf) for leaf in leaves(target))
    by_round: dict[int, list[Offer]] = {}
    for offer in story.situation.offers:
        if picture.offer(offer.id) and picture.offer_gates[offer.id] in cone:
            by_round.setdefault(picture.round_of_offer(offer.id), []).append(offer)
    below = tuple(_round(story, number, by_round[number]) for number in sorted(by_round))
    holds = picture.formula(target)
    aim = Reason(
        "target",
        target_id(target),
        holds,
        say("reached" if holds else "not reached"),
        (),
        (story.formula(target),),
    )
    count = sum(map(len, by_round.values()))
    verb = "is" if count == 1 else "are"
    told = f"{count} offer{'' if count == 1 else 's'} on which the target depends {verb} then active"
    return Reason("cell", "derivation", holds, say(told, ", in this order"), (), (*below, aim))


def _round(story: Story, number: int, offers: Sequence[Offer]) -> Reason:
    below = tuple(story.offer(offer, 1) for offer in offers[:MOST_CHILDREN])
    left = len(offers) - len(below)
    cut = f"; and {left} more, not told here" if left else ""
    if number == NEVER:
        return Reason(
            "cell", "together", True, say("together: they hold each other up", cut), (), below, more=left
        )
    needs = "needing no other offer" if number == 1 else "once the earlier ones are there"
    return Reason("cell", f"round {number}", True, say(needs, cut), (), below, more=left)


def target_id(target: Formula) -> str:
    """A leaf as it stands, a formula as its JSON text."""
    return target.id if isinstance(target, Leaf) else dump(formula_json(target))
