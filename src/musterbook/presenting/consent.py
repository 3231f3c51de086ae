"""Measures: who consents, who hesitates, who is silent, and by which rule (rule 14)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musterbook.desk.sheets import MeasureSheet, Row
from musterbook.model.consentrule import (
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
)
from musterbook.presenting.formulas import words
from musterbook.presenting.grammar import counted, figure, in_words, listed, sentence_case, verb
from musterbook.presenting.page import MeasureView, Sentence, Table
from musterbook.presenting.table import table_row
from musterbook.presenting.view import View, by_name, conditions_of

MOST_SETS = 6
MOST_NAMES = 12


def measures(view: View) -> tuple[MeasureView, ...]:
    """One entry per measure, in the order of the situation."""
    return tuple(_measure(view, sheet, n) for n, sheet in enumerate(view.brief.measures, 1))


def _measure(view: View, sheet: MeasureSheet, number: int) -> MeasureView:
    title = view.names.label(sheet.id)
    rows = tuple(table_row(view, row, f"m{number}-{place}") for place, row in enumerate(sheet.rows, 1))
    return MeasureView(
        f"measure-{number}",
        title,
        tuple(_told(view, sheet)),
        _rule(view, sheet),
        Table(f"measure-{number}-who", f"Who stands where: {title}", (), rows, True),
    )


def _told(view: View, sheet: MeasureSheet) -> Iterator[Sentence]:
    if sheet.consent is not None:
        yield _verdict(view, sheet, sheet.consent)
    for told, least, most in (
        ("Backed by", 2, 4),
        ("Considered by", 0, 1),
        ("Hesitant", -1, -1),
        ("Resisted by", -2, -2),
    ):
        yield from _camp(view, sheet, told, least, most)
    yield from _silent(view, sheet)
    if sheet.consent is not None:
        yield from _lifted(view, sheet, sheet.consent)
        yield from _ways(view, sheet.consent)


def _level(view: View, sheet: MeasureSheet, row: Row) -> int:
    """The rung in the scenario: the situation has the suppositions laid on."""
    measure = next(m for m in view.brief.situation.measures if m.id == sheet.id)
    return next((p.level for p in measure.positions if p.actor == row.standing.actor), row.standing.level)


def _camp(view: View, sheet: MeasureSheet, told: str, least: int, most: int) -> Iterator[Sentence]:
    rows = [row for row in sheet.rows if least <= _level(view, sheet, row) <= most]
    if not rows:
        return
    names = [_with_condition(view, row) for row in rows]
    colon = ":" if told == "Hesitant" else ""
    yield view.say(f"{told}{colon} {listed(names)}.", [e for row in rows for e in row.standing.alternatives])


def _with_condition(view: View, row: Row) -> str:
    condition = conditions_of(row.standing)
    name = view.names.actor(row.standing.actor)
    return name if condition is None else f"{name} (on condition of {words(condition, view.names)})"


def _verdict(view: View, sheet: MeasureSheet, consent: Mapping[str, Any]) -> Sentence:
    subject = sentence_case(view.names.subject(sheet.id))
    if consent["carried"]:
        return Sentence(f"{subject}: carried under this rule as things stand.")
    against = consent["against"]
    told = f"{subject}: not carried under this rule as things stand"
    if consent["possible"]:
        return Sentence(f"{told}; it would be if all the undecided joined.")
    stand = verb(len(against), "stands", "stand")
    who = f", not even if all the undecided joined: {view.actors(against)} {stand} against it"
    return view.say(f"{told}{who if against else ''}.", _against(sheet, against))


def _against(sheet: MeasureSheet, actors: Sequence[str]) -> list[Any]:
    return [e for row in sheet.rows if row.standing.actor in actors for e in row.standing.alternatives]


def _silent(view: View, sheet: MeasureSheet) -> Iterator[Sentence]:
    if not sheet.silent:
        return
    silent = sorted((view.names.actor(a) for a in sheet.silent), key=by_name)
    left = max(0, len(silent) - MOST_NAMES)
    names = silent[:MOST_NAMES] + ([f"{in_words(left)} more"] if left else [])
    are = verb(len(sheet.silent), "is", "are")
    yield Sentence(f"{sentence_case(listed(names))} {are} silent, which is not refusal.")


def _lifted(view: View, sheet: MeasureSheet, consent: Mapping[str, Any]) -> Iterator[Sentence]:
    """Whose conditions, once met, would carry it."""
    ways = [found for found in consent["lifts_together"] if found]
    if not ways or consent["carried"]:
        return
    told = "; or of ".join(view.actors(found) for found in ways[:MOST_SETS])
    asking = {actor for found in ways[:MOST_SETS] for actor in found}
    condition = verb(sum(map(len, ways[:MOST_SETS])), "condition", "conditions")
    text = f"It would carry once the {condition} of {told} {verb(len(asking), 'is', 'are')} met."
    yield view.say(text, _against(sheet, sorted(asking)))


def _ways(view: View, consent: Mapping[str, Any]) -> Iterator[Sentence]:
    if not consent["carried"]:
        sets = consent["carry"]
        if sets:
            cut = "" if consent["complete"] else " (the search was cut short)"
            yield Sentence(f"It would carry with the further support of {_some(view, sets)}{cut}.")
    single = [found[0] for found in consent["block"] if len(found) == 1]
    if single and len(single) == len(consent["block"]) and len(single) > 1:
        yield Sentence("Any one of the members can stop it.")
    elif single:
        yield Sentence(f"{sentence_case(view.actors(single))} can stop it alone.")


def _some(view: View, sets: Sequence[Sequence[str]]) -> str:
    told = [_members(view, found) for found in sets[:MOST_SETS]]
    left = len(sets) - len(told)
    return "; or of ".join(told) + (f"; or in {counted(left, 'other way')}" if left else "")


def _members(view: View, found: Sequence[str]) -> str:
    if len(found) <= MOST_NAMES:
        return view.actors(found)
    return f"all {figure(len(found))} further members"


def _rule(view: View, sheet: MeasureSheet) -> Sentence:
    """The rule as an assumption: whose it is, and what it asks."""
    measure = next(m for m in view.brief.situation.measures if m.id == sheet.id)
    if measure.rule is None:
        return Sentence("No rule of consent is known for it, so no verdict is given.")
    about = next((a.text for a in view.brief.assumptions if a.kind == "rule" and a.about == sheet.id), "")
    whose = "as given" if "as given" in about else "by the codebook, and replaceable"
    return Sentence(f"Assumed rule of consent ({whose}): {rule_words(measure.rule, view)}.")


def rule_words(rule: ConsentRule, view: View) -> str:
    """``the consent of Belgium, which holds the matter, and of all of Canada, France ...``."""
    match rule:
        case Unanimity(members=members):
            return f"all of {view.actors(members)}"
        case AtLeastOf(k=k, members=members):
            return f"at least {in_words(k)} of {view.actors(members)}"
        case Custodian(custodians=custodians, rule=inner):
            what = verb(len(custodians), "the custodian", "the custodians")
            return f"{view.actors(custodians)} as {what}, and {rule_words(inner, view)}"
        case AllRules(rules=rules):
            return "; and ".join(rule_words(each, view) for each in rules) or "nothing"
        case AnyRule(rules=rules):
            return "; or ".join(rule_words(each, view) for each in rules) or "what cannot be"
        case Qualified():
            return _qualified_words(rule)


def _qualified_words(rule: Qualified) -> str:
    told = (
        f"{figure(rule.states * 100)} % of {in_words(len(rule.members))} states "
        f"with {figure(rule.population * 100)} % of their population"
    )
    if rule.blocking_minority is not None:
        told += f", or fewer than {in_words(rule.blocking_minority)} who do not support it"
    return told
