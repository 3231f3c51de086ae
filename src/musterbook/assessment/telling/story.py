"""The story of offers, leaves and lines: each told once, down to the sentence; where it comes up again it
points back.

What holds under the least fixpoint is told by earlier rounds alone, so that no circle can be told as a
reason; under the greatest fixpoint, where offers hold each other up, the circle is named.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from musterbook.assessment.activation.lines import Service
from musterbook.assessment.activation.picture import Picture
from musterbook.assessment.activation.rounds import NEVER
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.telling.prose import Prose, Term, listing, say
from musterbook.assessment.telling.reason import GIVEN, NOTHING, SILENCE, SUPPOSED, UNKNOWN, Example, Reason
from musterbook.assessment.telling.wording import actors_told, does, figure, kind_of, order_of, sums_told
from musterbook.codebook.ladder import level
from musterbook.model.formula import Formula, Leaf, children
from musterbook.model.leaf import Count, Filled, Joins, Named, Sum
from musterbook.model.scenario import Scenario, SupposedTruth, parse_supposition
from musterbook.model.situation import Line, Offer

DEEPEST = 120
MOST_CHILDREN = 60
MOST_STEPS = 10_000
TRUTH_WORDS = {True: "holds", False: "does not hold", None: "holds in some worlds only"}
ELSEWHERE = ": explained elsewhere in this tree"


class Limits:
    """What one explanation may take, shared by its stories; ``cap`` says what ran out."""

    def __init__(self, deadline: Deadline = NO_DEADLINE, most: int = MOST_STEPS) -> None:
        self.deadline = deadline
        self.most = most
        self.left = most
        self.cap: str | None = None

    def spend(self) -> bool:
        """Whether one more thing may be told in full; ``left`` counts down with every step."""
        if self.cap is None and self.left < 0:
            self.cap = f"more than {self.most} steps: what came later is not told down to its reasons"
        if self.cap is None and self.deadline.passed:
            self.cap = self.deadline.cap
        return self.cap is None


class Story:
    """Tells every offer, line and participation leaf once."""

    def __init__(self, picture: Picture, scenario: Scenario, limits: Limits | None = None) -> None:
        self.picture = picture
        self.scenario = scenario
        self.count_from = scenario.count_from
        self.limits = limits or Limits()
        self.situation = picture.stage.situation
        self.lines = {line.id: line for line in self.situation.lines}
        self.supposed = {_thing(text) for text in scenario.supposes}
        self.told: set[tuple[str, str]] = set()
        self.leaf_words: dict[str, Prose] = {}
        self.open_offers: list[str] = []
        self._service: Service | None = None
        self._by_actor: dict[str, list[Offer]] = {}
        for offer in self.situation.offers:
            self._by_actor.setdefault(offer.actor, []).append(offer)

    def again(self) -> "Story":
        """A story of the same picture that has told nothing yet."""
        return Story(self.picture, self.scenario, self.limits)

    def offer(self, offer: Offer, depth: int = 0) -> Reason:
        self.limits.left -= 1
        holds = self.picture.offer(offer.id)
        raised = self._raised(offer)
        why = say(does(offer), ", raised to the threshold by a change" if raised else "")
        rests = SUPPOSED if raised or self._supposes(offer) else NOTHING
        if rests == SUPPOSED and not raised:
            why = say(why, " (supposed)")
        if offer.level < level(self.count_from) and not raised:
            why = say(why, f": below {self.count_from!r}")
            return Reason("offer", offer.id, False, why, offer.evidence, rests=rests)
        return self._counting(offer, holds, why, rests, depth)

    def _counting(self, offer: Offer, holds: bool | None, why: Prose, rests: str, depth: int) -> Reason:
        """An offer that reaches the threshold."""
        made = Reason("offer", offer.id, holds, why, offer.evidence, rests=rests)
        if not self._first("offer", offer.id, depth):
            return self._pointing(made, self._loop(offer, holds))
        if offer.condition is None:
            return replace(made, why=say(why, ", without a condition"), round=self._round(offer))
        self.open_offers.append(offer.id)
        condition = self.formula(offer.condition, depth + 1, offer)
        self.open_offers.pop()
        return Reason(
            "offer",
            offer.id,
            holds,
            say(why, f"; its condition {self._words(holds)}"),
            offer.evidence,
            (condition,),
            rests,
            round=self._round(offer),
            example=self._example(self.picture.offer_gates[offer.id]),
        )

    def formula(self, formula: Formula, depth: int = 0, asker: Offer | None = None) -> Reason:
        """A formula; what came no earlier than the ``asker`` is no reason for it and not told further."""
        if isinstance(formula, Leaf):
            return self.leaf(formula.id, depth, asker)
        self.limits.left -= 1
        holds = self.picture.formula(formula)
        parts = sorted(children(formula), key=lambda part: order_of(holds, self.picture.formula(part)))
        shown = parts[:MOST_CHILDREN] if depth < DEEPEST and self.limits.cap is None else []
        below = tuple(self.formula(part, depth + 1, asker) for part in shown)
        true = sum(self.picture.formula(part) is True for part in parts)
        where = "" if self.picture.lanes == 1 else " in every world considered"
        why = say(f"{self._words(holds)}: {true} of {len(parts)} hold{where}")
        rests = GIVEN if not parts else "reasons"
        return self._cut(Reason("formula", kind_of(formula), holds, why, (), below, rests), len(parts))

    def leaf(self, leaf: str, depth: int = 0, asker: Offer | None = None) -> Reason:
        self.limits.left -= 1
        holds = self.picture.formula(Leaf(leaf))
        said = self.picture.stage.said(leaf)
        if isinstance(said, Named) and (
            said.id not in self.picture.stage.linked or said.id in self.picture.made
        ):
            return self._circumstance(leaf, holds)
        if asker is not None and holds is not False and self._came_later(leaf, holds, asker):
            return Reason("leaf", leaf, holds, say("holds too, but only later: no reason for this"))
        if leaf in self.leaf_words:
            return self._pointing(Reason("leaf", leaf, holds, self.leaf_words[leaf]), None)
        return self._participation(leaf, holds, said, depth)

    def _participation(self, leaf: str, holds: bool | None, said: object, depth: int) -> Reason:
        match said:
            case Named(id=name):
                actor, on = self.picture.stage.linked[name]
                why = say("stands for ", Term("actor", actor), " on ", Term("subject", on))
                return self._offers(leaf, holds, why, self._of(actor, on), depth)
            case Joins(actor=actor, on=on):
                return self._joins(leaf, holds, actor, on, depth)
            case Count(on=on, k=k):
                offers = [o for o in self.situation.offers if on in (None, o.on)]
                return self._offers(leaf, holds, actors_told(offers, self.picture, k), offers, depth)
            case Sum(on=on, q=q):
                offers = [o for o in self.situation.offers if o.on == on]
                return self._offers(leaf, holds, sums_told(offers, self.picture, Fraction(q)), offers, depth)
            case Filled(line=named):
                return self._lines(
                    leaf, holds, self.situation.lines if named is None else [self.lines[named]], depth
                )
        raise TypeError(leaf)

    def line(self, line: Line, depth: int = 0) -> Reason:
        """A requirement line: who fills it or is missing, and its enablers."""
        holds = self.picture.line(line.id)
        offers = self.serving(line)
        if line.quantity is None:
            subjects = listing([Term("subject", on) for on in line.subjects], word="or")
            why = say("full as soon as one offer on ", subjects, " is active")
        else:
            why = say("needs ", figure(Fraction(line.quantity)), "; ", sums_told(offers, self.picture))
        if not self._first("line", line.id, depth):
            return self._pointing(Reason("line", line.id, holds, why), None)
        below, total = self._tell(offers, self.picture.wiring.full[line.id], depth)
        enablers = [self.lines[name] for name in dict.fromkeys(line.enablers)]
        enablers.sort(key=lambda e: order_of(holds, self.picture.line(e.id)))
        below += tuple(self.line(e, depth + 1) for e in enablers)
        if enablers:
            why = say(why, "; enabled by ", listing([Term("line", e) for e in line.enablers]))
        example = self._example(self.picture.wiring.filled[line.id])
        made = Reason("line", line.id, holds, why, (), below, example=example)
        return self._cut(made, total + len(enablers))

    def serving(self, line: Line) -> list[Offer]:
        """The offers that serve a line: those on its subjects whose place and caveats fit."""
        if self._service is None:
            self._service = Service(self.situation.lines, self.situation.offers)
        kind = self._service.kind_of[line.id]
        offers = zip(self.situation.offers, self._service.classes, strict=True)
        return [offer for offer, kinds in offers if kind in kinds]

    def actor(self, actor: str) -> Reason:
        """What an actor offers, and where it stands on measures."""
        offers = [offer for offer in self.situation.offers if offer.actor == actor]
        below = tuple(self.offer(offer, 1) for offer in offers[:MOST_CHILDREN])
        levers = [(m.id, p) for m in self.situation.measures for p in m.positions if p.actor == actor]
        for name, p in levers[:MOST_CHILDREN]:
            why = say(Term("actor", actor), " ", Term("votes", f"{p.stance} {name}"), " (a measure)")
            supports = p.level >= level("offers")
            below += (
                Reason("measure", name, supports, why, p.evidence, rests=self._of_measure(actor, name)),
            )
        if not offers:
            why = say("no position on a contribution: silence is not refusal")
            made = Reason("actor", actor, None, why, (), below, SILENCE)
        else:
            holds = self.picture.any_of(offers)
            made = Reason("actor", actor, holds, say(f"takes part: {self._words(holds)}"), (), below)
        return self._cut(made, len(offers) + len(levers))

    def as_it_stands(self, offer: Offer) -> Reason:
        """An offer with its sentence and its value, its condition not told."""
        why = say(does(offer), " (supposed)" if self._supposes(offer) else "")
        rests = SUPPOSED if self._supposes(offer) else NOTHING
        return Reason("offer", offer.id, self.picture.offer(offer.id), why, offer.evidence, rests=rests)

    def _joins(self, leaf: str, holds: bool | None, actor: str, on: str | None, depth: int) -> Reason:
        offers = self._of(actor, on)
        if not offers:
            why = say("no position, and silence is not refusal")
            return Reason("leaf", leaf, holds, why, rests=SILENCE)
        sure = sum(self.picture.offer(o.id) is True for o in offers)
        maybe = sum(self.picture.offer(o.id) is None for o in offers)
        more = f", {maybe} more possible" if maybe else ""
        why = say(f"one of its offers is needed: {sure} of {len(offers)} assured{more}")
        return self._offers(leaf, holds, why, offers, depth)

    def _offers(
        self, leaf: str, holds: bool | None, why: Prose, offers: Sequence[Offer], depth: int
    ) -> Reason:
        if not offers:
            return Reason("leaf", leaf, holds, why, rests=SILENCE)
        if not self._first("leaf", leaf, depth):
            return self._pointing(Reason("leaf", leaf, holds, why), None)
        self.leaf_words[leaf] = why
        below, total = self._tell(offers, self.picture.wiring.leaf(leaf), depth)
        return self._cut(Reason("leaf", leaf, holds, why, (), below), total)

    def _lines(self, leaf: str, holds: bool | None, lines: Sequence[Line], depth: int) -> Reason:
        filled = sum(self.picture.line(line.id) is True for line in lines)
        made = Reason("leaf", leaf, holds, say(f"{filled} of {len(lines)} lines filled for sure"))
        if not self._first("leaf", leaf, depth):
            return self._pointing(made, None)
        order = sorted(lines, key=lambda line: order_of(holds, self.picture.line(line.id)))
        below = tuple(self.line(line, depth + 1) for line in order[:MOST_CHILDREN])
        return self._cut(replace(made, children=below), len(lines))

    def _tell(self, offers: Sequence[Offer], gate: int, depth: int) -> tuple[tuple[Reason, ...], int]:
        """The offers that make a gate what it is, and how many there are.

        Of what holds, the active ones that were there when it came about, none where nobody is needed; else
        all, those that fail first: the active ones are in the sum that falls short. Of what may come only
        those in time: what came later is no reason.
        """
        if depth >= DEEPEST:
            return (), len(offers)
        picture = self.picture
        holds = picture.value(picture.gates[gate])
        latest = picture.came(gate, holds)
        if holds and latest == 0:
            return (), 0
        known = [(o, picture.offer(o.id)) for o in offers]
        early = [
            (o, v) for o, v in known if v is False or picture.came(picture.offer_gates[o.id], holds) <= latest
        ]
        wanted = [(o, v) for o, v in early if v is True or holds is not True]
        wanted = wanted or [(o, v) for o, v in known if v is True or holds is not True] or known
        wanted.sort(key=lambda pair: order_of(holds, pair[1]))
        return tuple(self.offer(o, depth + 1) for o, _ in wanted[:MOST_CHILDREN]), len(wanted)

    def _came_later(self, leaf: str, holds: bool | None, asker: Offer) -> bool:
        """Whether a leaf came about no earlier than the offer whose condition it stands in."""
        active = self.picture.offer(asker.id)
        mine = self.picture.came(self.picture.offer_gates[asker.id], active)
        theirs = self.picture.came(self.picture.wiring.leaf(leaf), active)
        if mine == NEVER:
            return False
        return theirs >= mine if theirs != NEVER else self.picture.concerted and holds is True

    def _of(self, actor: str, on: str | None) -> list[Offer]:
        return [o for o in self._by_actor.get(actor, ()) if on in (None, o.on)]

    def _first(self, kind: str, name: str, depth: int) -> bool:
        """Whether this is told here, in full."""
        if (kind, name) in self.told or depth >= DEEPEST or not self.limits.spend():
            return False
        self.told.add((kind, name))
        return True

    def _pointing(self, made: Reason, loop: Prose | None) -> Reason:
        """The step again, pointing to where it is told; or cut off where it is told nowhere."""
        if (made.kind, made.id) not in self.told:
            return replace(made, why=say(made.why, ": not told further here"), more=1)
        return replace(
            made, why=say(made.why, ELSEWHERE, *(() if loop is None else (": ", loop))), see=made.id
        )

    def _loop(self, offer: Offer, holds: bool | None) -> Prose | None:
        """The circle that closes at an offer which is being told: of waiting, or of holding each other up."""
        if offer.id not in self.open_offers:
            return None
        circle = self.open_offers[self.open_offers.index(offer.id) :]
        if holds is True and self.picture.round_of_offer(offer.id) != NEVER:
            return None
        told = [Term("actor", self.picture.offers_by_id[name].actor) for name in circle]
        if len(told) == 1:
            return say("it waits for itself" if holds is False else "it holds itself up")
        return say(listing(told), " wait for each other" if holds is False else " hold each other up")

    def _circumstance(self, name: str, holds: bool | None) -> Reason:
        if name in self.picture.made:
            return Reason("leaf", name, holds, say("taken to come true: a change"), rests=SUPPOSED)
        value = self.picture.stage.values.get(name)
        if value is None:
            why = say("unknown" if name in self.picture.open_names else "unknown, taken as false")
            return Reason("leaf", name, holds, why, rests=UNKNOWN)
        given = f"{'supposed' if name in self.supposed else 'given'} as {'true' if value else 'false'}"
        rests = SUPPOSED if name in self.supposed else GIVEN
        return Reason("leaf", name, holds, say(given), rests=rests)

    def _raised(self, offer: Offer) -> bool:
        change = self.picture.stage.raised.get((offer.actor, offer.on))
        stage = self.picture.stage
        return change in self.picture.made and (offer.level < stage.threshold or offer.id in stage.added)

    def _supposes(self, offer: Offer) -> bool:
        return f"{offer.actor}:{offer.on}" in self.supposed

    def _of_measure(self, actor: str, measure: str) -> str:
        return SUPPOSED if f"{actor}:{measure}" in self.supposed else NOTHING

    def _round(self, offer: Offer) -> int | None:
        found = self.picture.round_of_offer(offer.id)
        return None if found == NEVER or self.picture.stable else found

    def _example(self, gate: int) -> Example | None:
        found = self.picture.example(self.picture.gates[gate])
        return None if found is None else Example(*found)

    def example(self, formula: Formula) -> Example | None:
        """The smallest worlds in which a formula holds and fails; None where it does not depend."""
        found = self.picture.example(self.picture.mask(formula))
        return None if found is None else Example(*found)

    def _cut(self, reason: Reason, total: int) -> Reason:
        left = total - len(reason.children)
        if left <= 0:
            return reason
        return replace(reason, why=say(reason.why, f"; and {left} more, not told here"), more=left)

    def _words(self, holds: bool | None) -> str:
        if self.picture.contradiction:
            return "has no value: the conditions contradict each other"
        if holds is None and self.picture.stable:
            return "holds in some stable models only"
        return TRUTH_WORDS[holds]


def _thing(supposition: str) -> str:
    found = parse_supposition(supposition)
    return found.id if isinstance(found, SupposedTruth) else f"{found.actor}:{found.on}"
