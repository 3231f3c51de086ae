"""What a user lays over a brief: targets and suppositions, first checked against the codebook."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from musterbook.codebook import Codebook, level
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule, rule_members
from musterbook.model.formula import Formula, leaves, parse_formula
from musterbook.model.leaf import OTHER, Count, Filled, Joins, Named, Sum, parse_leaf
from musterbook.model.scenario import SupposedStance, SupposedTruth, lay, parse_supposition
from musterbook.model.situation import Circumstance, Offer, Requirement, Situation


def read_target(value: Any, codebook: Codebook) -> Formula | None:
    """The target of a JSON value, its text or a single leaf.

    Raises QuestionError for what is no formula, CodebookError for an id that the codebook does not know.
    """
    if value is None:
        return None
    if isinstance(value, str) and value.lstrip().startswith(("{", '"')):
        from musterbook.model.strictjson import load

        value = load(value, "target")
    formula = parse_formula(value, "target")
    for leaf in dict.fromkeys(leaves(formula)):
        _check_leaf(leaf, codebook)
    return formula


def _check_leaf(leaf: str, codebook: Codebook) -> None:
    """Refuse ids that the codebook does not know: a slip would pass for a circumstance of its own."""
    match parse_leaf(leaf, "target"):
        case Named(id=name) if not name.startswith(OTHER):
            codebook.condition(name)
        case Joins(actor=actor, on=on):
            codebook.actor_name(actor)
            _check_contribution(on, codebook)
        case Count(on=on) | Sum(on=on):
            _check_contribution(on, codebook)
        case _:
            return


def _check_contribution(on: str | None, codebook: Codebook) -> None:
    if on is not None:
        codebook.contribution(on)


def check_terms(
    requirement: Requirement | None, rules: Mapping[str, ConsentRule] | None, codebook: Codebook
) -> None:
    """Refuse subjects and members that the codebook does not know; raises CodebookError."""
    for line in requirement.lines if requirement is not None else ():
        codebook.contribution(line.on)
    for measure, rule in (rules or {}).items():
        codebook.measure(measure)
        for member in rule_members(rule):
            codebook.actor_name(member)


def check_lines(target: Formula | None, given: Situation) -> None:
    """Refuse a target that asks for a requirement line which is not there; raises QuestionError."""
    known = {line.id for line in given.lines}
    for leaf in leaves(target):
        said = parse_leaf(leaf, "target")
        if isinstance(said, Filled) and (not known or (said.line is not None and said.line not in known)):
            have = f"the lines are {', '.join(sorted(known))}" if known else "there is no requirement"
            raise QuestionError(
                f"the target asks for {leaf!r}",
                remedy=f"{have}; give others with --requirement",
                names=[leaf],
            )


def suppose(given: Situation, supposes: Iterable[str], count_from: str, codebook: Codebook) -> Situation:
    """Suppositions as a brief means them: a linked circumstance moves the position behind it.

    ``us_backstop=true`` lays the threshold rung, unconditional, on the USA's air_cover, so that its line
    fills; ``false`` lays a refusal. A circumstance that no condition names may be supposed, and changes
    nothing. Raises QuestionError for what is no supposition, CodebookError for an unknown id.
    """
    level(count_from)
    moved = given
    for text in supposes:
        supposed = parse_supposition(text)
        if isinstance(supposed, SupposedStance):
            moved = lay(moved, [_checked(supposed, moved, codebook)])
        else:
            moved = _truth(moved, supposed, count_from, codebook)
    return moved


def _checked(supposed: SupposedStance, given: Situation, codebook: Codebook) -> str:
    """The supposition with its actor's code; actors may be named as a user would name them."""
    known = {(o.actor, o.on) for o in given.offers} | {
        (p.actor, m.id) for m in given.measures for p in m.positions
    }
    actor = supposed.actor
    if (actor, supposed.on) not in known:
        actor = codebook.actor_id(actor)
        codebook.subject(supposed.on)
    return f"{actor}:{supposed.on}={supposed.stance}"


def _truth(given: Situation, supposed: SupposedTruth, count_from: str, codebook: Codebook) -> Situation:
    behind = codebook.stands_for(supposed.id)
    if behind is not None and supposed.value is not None:
        held = any((o.actor, o.on) == behind for o in given.offers)
        if held or supposed.value:
            stance = count_from if supposed.value else "refuses"
            return _positioned(given, behind, stance)
    name, value = supposed.id, {True: "true", False: "false", None: "unknown"}[supposed.value]
    if all(c.id != name for c in given.circumstances) and not name.startswith(OTHER):
        codebook.condition(name)
        given = replace(given, circumstances=(*given.circumstances, Circumstance(name)))
    return lay(given, [f"{name}={value}"])


def _positioned(given: Situation, behind: tuple[str, str], stance: str) -> Situation:
    """The actor on that rung, unconditional, on that contribution; an offer is added where it has none."""
    actor, on = behind
    if all((o.actor, o.on) != behind for o in given.offers):
        return lay(given, [f"{actor}:{on}={stance}"])
    return replace(given, offers=tuple(_moved(o, behind, stance) for o in given.offers))


def _moved(offer: Offer, behind: tuple[str, str], stance: str) -> Offer:
    here = (offer.actor, offer.on) == behind
    return replace(offer, stance=stance, condition=None) if here else offer
