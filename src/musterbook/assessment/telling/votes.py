"""Why a measure is carried or not: its rule part by part, and every member with its rung and its sentence.

Three values here, too: it holds as things stand; it would if the undecided joined (None); not even then.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from musterbook.assessment.consenting.consent import SUPPORT, is_carried, measure_with_rule
from musterbook.assessment.telling.prose import Prose, Term, say
from musterbook.assessment.telling.reason import GIVEN, NOTHING, REASONS, SILENCE, SUPPOSED, Reason
from musterbook.assessment.telling.story import MOST_CHILDREN
from musterbook.assessment.telling.wording import figure, order_of
from musterbook.model.consentrule import (
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
    rule_members,
)
from musterbook.model.situation import Measure, Situation

WORDS = {
    True: "carried as things stand",
    None: "not carried as things stand; it would be if the undecided joined",
    False: "not carried, and not even if all the undecided joined",
}


def vote(laid: Situation, measure_id: str, supposed: frozenset[str] | set[str] = frozenset()) -> Reason:
    """The measure and its rule down to every member; raises QuestionError."""
    measure, rule = measure_with_rule(laid, measure_id)
    return _Vote(measure, rule, supposed).told()


class _Vote:
    def __init__(self, measure: Measure, rule: ConsentRule, supposed: frozenset[str] | set[str]) -> None:
        self.measure = measure
        self.top = rule
        self.supposed = supposed
        self.positions = {position.actor: position for position in measure.positions}
        members = rule_members(rule)
        self.states = {member: self._state(member) for member in members}
        self.sure = tuple(m for m in members if self.states[m])
        self.hoped = tuple(m for m in members if self.states[m] is not False)
        self.told_members: set[str] = set()

    def told(self) -> Reason:
        holds = self.carried(self.top)
        why = say(WORDS[holds], self._why_not(holds))
        return Reason("measure", self.measure.id, holds, why, (), (self.rule(self.top),))

    def carried(self, rule: ConsentRule) -> bool | None:
        members = set(rule_members(rule))
        return self._between(lambda yes: is_carried(rule, [m for m in yes if m in members]))

    def rule(self, rule: ConsentRule) -> Reason:
        """A rule and what it is made of."""
        holds = self.carried(rule)
        match rule:
            case Unanimity(members=members):
                return self._of_members("unanimity", holds, say("every member must support"), members)
            case AtLeastOf(k=k, members=members):
                why = say("at least ", Term("figure", str(k)), f" of {len(members)} must support")
                return self._of_members(f"at_least {k}", holds, why, members)
            case Custodian(custodians=custodians, rule=inner):
                return self._custody(holds, custodians, inner)
            case Qualified():
                return self._qualified(holds, rule)
            case AllRules(rules=rules):
                return self._of_rules("all", holds, say("all of these rules must be carried"), rules)
            case AnyRule(rules=rules):
                return self._of_rules("any", holds, say("one of these rules must be carried"), rules)

    def _of_rules(self, name: str, holds: bool | None, why: Prose, rules: Sequence[ConsentRule]) -> Reason:
        below = tuple(
            self.rule(rule) for rule in sorted(rules, key=lambda r: order_of(holds, self.carried(r)))
        )
        return Reason("rule", name, holds, why, (), below, REASONS if below else GIVEN)

    def _custody(self, holds: bool | None, custodians: Sequence[str], inner: ConsentRule) -> Reason:
        all_of_them = self._between(lambda yes: set(custodians) <= set(yes))
        why = say("every custodian must support")
        below = self._of_members("custodian", all_of_them, why, custodians)
        why = say("the custodians must support, and a further rule be carried")
        return Reason("rule", "custodian and rule", holds, why, (), (below, self.rule(inner)))

    def _qualified(self, holds: bool | None, rule: Qualified) -> Reason:
        people = {member: Fraction(count) for member, count in rule.populations}
        parts = [
            self._share("states", dict.fromkeys(people, Fraction(1)), rule.states),
            self._share("population", people, rule.population),
        ]
        if rule.blocking_minority is not None:
            parts.append(self._minority(rule.members, rule.blocking_minority))
        why = say("enough states and enough people" + (", or too few outside to block" if parts[2:] else ""))
        made = self._of_members("qualified", holds, why, rule.members)
        below = (*parts, *made.children)
        return Reason("rule", "qualified", holds, made.why, (), below, more=made.more)

    def _share(self, name: str, weights: dict[str, Fraction], wanted: Decimal) -> Reason:
        total = sum(weights.values(), Fraction(0))
        least = Fraction(wanted) * total
        yes = sum((weights[m] for m in self.sure if m in weights), Fraction(0))
        most = sum((weights[m] for m in self.hoped if m in weights), Fraction(0))
        holds = True if yes >= least else None if most >= least else False
        need, have = (figure(least), figure(total)), (figure(yes), figure(most))
        why = say(name, ": needs ", need[0], " of ", need[1], ", has ", have[0], ", at best ", have[1])
        return Reason("rule", name, holds, why, rests=GIVEN)

    def _minority(self, members: Sequence[str], blocking: int) -> Reason:
        outside = sum(self.states[m] is not True for m in members)
        least = sum(self.states[m] is False for m in members)
        holds = True if outside < blocking else None if least < blocking else False
        why = say(f"{outside} do not support; fewer than ", Term("figure", str(blocking)), " carry it, too")
        return Reason("rule", "blocking_minority", holds, why, rests=GIVEN)

    def _of_members(self, name: str, holds: bool | None, why: Prose, members: Sequence[str]) -> Reason:
        ordered = sorted(members, key=lambda member: order_of(holds, self.states[member]))
        shown = tuple(self.member(member) for member in ordered[:MOST_CHILDREN])
        left = len(ordered) - len(shown)
        cut = (f"; and {left} more members, not told here",) if left else ()
        yes = sum(self.states[m] is True for m in members)
        why = say(why, f": {yes} do", *cut)
        return Reason("rule", name, holds, why, (), shown, GIVEN if not members else REASONS, more=left)

    def member(self, actor: str) -> Reason:
        """A member on its rung; None where it is undecided."""
        position, holds = self.positions.get(actor), self.states[actor]
        if position is None:
            why = say("no position on it: undecided, for silence is not refusal")
            return Reason("member", actor, holds, why, rests=SILENCE)
        word = {True: "supports", None: "undecided", False: "against"}[holds]
        why = say(
            Term("actor", actor), " ", Term("votes", f"{position.stance} {self.measure.id}"), f": {word}"
        )
        if actor in self.told_members:
            return Reason("member", actor, holds, why, rests=NOTHING, see=actor)
        self.told_members.add(actor)
        rests = SUPPOSED if f"{actor}:{self.measure.id}" in self.supposed else NOTHING
        return Reason("member", actor, holds, why, position.evidence, rests=rests)

    def _state(self, member: str) -> bool | None:
        position = self.positions.get(member)
        if position is None or 0 <= position.level < SUPPORT:
            return None
        return position.level >= SUPPORT

    def _between(self, carried: Callable[[Sequence[str]], bool]) -> bool | None:
        if carried(self.sure):
            return True
        return None if carried(self.hoped) else False

    def _why_not(self, holds: bool | None) -> str:
        against = sum(state is False for state in self.states.values())
        undecided = sum(state is None for state in self.states.values())
        return "" if holds else f" ({against} against, {undecided} undecided)"
