"""A consent rule as gates over its members: those who support decide whether it is carried (rule 14).

Shares are compared as fractions, never as floats.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm

from musterbook.assessment.consenting.choice import Choice
from musterbook.assessment.consenting.symmetric import further_needed
from musterbook.assessment.kernel.minimal import ALL_OF_THEM, Wanted
from musterbook.assessment.kernel.network import Network
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


def ballot(
    rule: ConsentRule,
    sure: Sequence[str],
    open_ones: Sequence[str],
    wanted: Wanted = ALL_OF_THEM,
    network: Network | None = None,
) -> Choice:
    """The choice of further supporters among ``open_ones``; ``sure`` members support, all others do not.

    It is wired into ``network``, which has no variables yet, or into a new one.
    """
    network = Network() if network is None else network
    gates = {name: network.variable(i) for i, name in enumerate(open_ones)}
    yes, no = network.constant(True), network.constant(False)
    gates |= dict.fromkeys(sure, yes)
    gates |= {name: no for name in rule_members(rule) if name not in gates}
    gate = _Rules(network, gates).gate(rule)
    return Choice(network, gate, tuple(open_ones), wanted, further_needed(rule, sure))


def is_carried(rule: ConsentRule, supporters: Sequence[str]) -> bool:
    """Whether exactly these supporters carry the rule."""
    return ballot(rule, supporters, ()).holds([0])[0]


class _Rules:
    """Wires rules over the gates of their members."""

    def __init__(self, network: Network, members: Mapping[str, int]) -> None:
        self.network = network
        self.members = members

    def gate(self, rule: ConsentRule) -> int:
        match rule:
            case Unanimity(members=members):
                return self.network.all(self._of(members))
            case AtLeastOf(k=k, members=members):
                return self.network.at_least(k, self._of(members))
            case Custodian(custodians=custodians, rule=inner):
                return self.network.all([*self._of(custodians), self.gate(inner)])
            case AllRules(rules=rules):
                return self.network.all([self.gate(each) for each in rules])
            case AnyRule(rules=rules):
                return self.network.any([self.gate(each) for each in rules])
            case Qualified():
                return self._qualified(rule)

    def _of(self, members: Sequence[str]) -> list[int]:
        return [self.members[member] for member in members]

    def _qualified(self, rule: Qualified) -> int:
        """Enough states and enough people; or too few outside to block."""
        people = {member: Fraction(count) for member, count in rule.populations}
        states = dict.fromkeys(people, Fraction(1))
        enough = [
            self._weighed(states, Fraction(rule.states) * len(people)),
            self._weighed(people, Fraction(rule.population) * sum(people.values())),
        ]
        ways = [self.network.all(enough)]
        if rule.blocking_minority is not None:
            ways.append(self._weighed(states, Fraction(len(people) - rule.blocking_minority + 1)))
        return self.network.any(ways)

    def _weighed(self, weights: Mapping[str, Fraction], least: Fraction) -> int:
        scale = lcm(*(weight.denominator for weight in weights.values()))
        tally = self.network.tally([(self.members[m], int(w * scale)) for m, w in weights.items()])
        return self.network.threshold(tally, ceil(least * scale))
