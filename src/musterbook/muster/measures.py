"""Measures of a situation: the rule of consent of each, and one position per actor (rule 14)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from musterbook.codebook import Codebook
from musterbook.model.consentrule import ConsentRule, parse_rule, rule_members
from musterbook.model.situation import Measure, MeasurePosition
from musterbook.muster.conditions import Ground, in_words
from musterbook.muster.laid import Assumption, SetAside
from musterbook.muster.offers import condition_of, evidence_of
from musterbook.muster.roll import Muster, Standing

Rules = Mapping[str, ConsentRule]


def measures_of(
    standings: Sequence[Standing], given: Rules, shipped: Rules, ground: Ground
) -> tuple[Measure, ...]:
    """Every measure spoken of or named by a given rule; a given rule replaces the shipped one.

    What only these conditions name is not listed among the circumstances, as no offer hangs on it, unless
    it stands for somebody's position.
    """
    spoken = one_each(standings)
    apart = replace(ground, circumstances={}, silent={})
    names = sorted({measure for measure, _ in spoken} | set(given))
    measures = tuple(
        Measure(
            name,
            given.get(name, shipped.get(name)),
            tuple(
                MeasurePosition(
                    actor,
                    standing.stance,
                    evidence_of(standing.alternatives),
                    condition_of(standing, apart),
                )
                for (measure, actor), standing in spoken.items()
                if measure == name
            ),
        )
        for name in names
    )
    for circumstance in apart.circumstances.values():
        if circumstance.stands_for is not None:
            ground.circumstances.setdefault(circumstance.id, circumstance)
    return measures


def shipped_rules(muster: Muster, codebook: Codebook) -> dict[str, ConsentRule]:
    """The codebook's rules for the measures spoken of, with the members of the muster's day."""
    day = muster.as_of or muster.latest or date.max
    measures = sorted({standing.on for standing in muster.measures} & set(codebook.measures))
    written = {measure: codebook.rule_of(measure, day) for measure in measures}
    return {
        measure: parse_rule(rule, f"codebook, measure {measure}")
        for measure, rule in written.items()
        if rule is not None
    }


def one_each(standings: Iterable[Standing]) -> dict[tuple[str, str], Standing]:
    """The standing of each actor on each measure; of several (by place) the lower rung, as in a conflict."""
    lowest: dict[tuple[str, str], Standing] = {}
    for standing in standings:
        key = standing.on, standing.actor
        if key not in lowest or standing.level < lowest[key].level:
            lowest[key] = standing
    return dict(sorted(lowest.items()))


def rules_told(measures: Iterable[Measure], given: Rules) -> Iterator[Assumption]:
    """The rule taken for each measure, as an assumption that a file can replace."""
    for measure in measures:
        if measure.rule is None:
            yield Assumption("rule", measure.id, "no rule of consent is known: no verdict")
            continue
        whose = "as given" if measure.id in given else "by the codebook"
        members = ", ".join(rule_members(measure.rule))
        yield Assumption("rule", measure.id, f"rule of consent {whose}; members: {members}")


def conditions_set_aside(standings: Iterable[Standing]) -> Iterator[SetAside]:
    """Conditions on a measure: consent does not ask for them, but they are shown."""
    for standing in standings:
        for entry in standing.alternatives:
            conditions = entry.position.conditions
            if conditions is not None:
                text = f"on condition of {in_words(conditions)}"
                about = f"{standing.actor} on {standing.on}"
                yield SetAside("condition", about, text, entry.evidence_text, entry)
