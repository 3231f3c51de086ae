"""What would change it: the target, what it hangs on, smallest sets, knot, waiting (rules 6 and 12)."""

from collections.abc import Iterable, Iterator, Sequence

from musterbook.book.entries import Entry
from musterbook.desk.sheets import Sets, Waiting
from musterbook.model.formula import All, Formula, Leaf
from musterbook.model.leaf import Count, Filled, parse_leaf
from musterbook.presenting.formulas import words
from musterbook.presenting.grammar import counted, either, listed, sentence_case, verb
from musterbook.presenting.page import Outlook, Sentence, SetList
from musterbook.presenting.view import View
from musterbook.presenting.worlds import stable_sentences

MOST = 12
REASONS = {
    "given": "It is the target as given.",
    "first": "It is the fullest target, and all changes together reach it.",
    "reached": "It is the fullest target that all changes together reach.",
    "none": "No change considered here reaches any of the usual targets; this is the last of them.",
    "refused": "No sets of changes are worked out for it: a condition asks that something not be so, "
    "and then more changes may mean less.",
    "nothing": "Nothing is offered, so there is no target.",
}


def outlook(view: View) -> Outlook:
    """The third section."""
    stable = view.brief.stable is not None
    untold = stable or view.brief.unlock.refused is not None
    return Outlook(
        target_sentence(view),
        Sentence(f"{_why(view)}{_figures_missing(view)}"),
        () if stable else tuple(_hangs(view)),
        None if untold else _unlocking(view),
        None if untold else _blocking(view),
        () if stable else tuple(_knot(view)),
        () if stable else tuple(_waiting(view)),
        stable_sentences(view) if stable else (),
    )


def target_sentence(view: View) -> Sentence:
    target = view.brief.target
    if target is None:
        return Sentence("No target is set.")
    return Sentence(f"The target is {target_words(target, view)}.")


def target_words(target: Formula, view: View) -> str:
    """``a first contingent with troops, sustained by air cover``: the brief's own targets read so."""
    parts = target.parts if isinstance(target, All) else (target,)
    said = [parse_leaf(part.id) if isinstance(part, Leaf) else None for part in parts]
    first = said[0] if said else None
    if isinstance(first, Count) and first.k == 1 and first.on is not None:
        lines = [part.line for part in said[1:] if isinstance(part, Filled) and part.line is not None]
        if len(lines) == len(said) - 1:
            sustained = f", sustained by {listed(view.line(line) for line in lines)}" if lines else ""
            return f"a first {_body(first.on, view)} {view.names.subject(first.on)}{sustained}"
    return words(target, view.names)


def _body(on: str, view: View) -> str:
    """People come as a contingent; money and hardware are a contribution."""
    entry = view.names.codebook.contributions.get(on)
    return "contingent with" if entry is not None and entry.unit == "persons" else "contribution of"


def _why(view: View) -> str:
    return REASONS.get(view.brief.target_reason, view.brief.target_reason)


def _figures_missing(view: View) -> str:
    """Rule 9: the whole requirement is out of reach of figures that nobody gave."""
    if view.brief.target_reason not in ("reached", "none"):
        return ""
    silent = [line for line in view.brief.situation.lines if line.quantity and not _known(view, line.on)]
    if not silent:
        return ""
    lines = listed(view.line(line.id) for line in silent)
    return (
        f" The figures for {lines} are missing, so that the whole requirement cannot be shown to be filled."
    )


def _known(view: View, on: str) -> bool:
    return any(
        o.quantity.known for o in view.brief.situation.offers if o.on == on and o.level >= view.threshold
    )


def proofs_of(view: View, changes: Iterable[str]) -> list[Entry]:
    """The sentences behind changes: the position to be raised, or the positions whose conditions name it."""
    found: list[Entry] = []
    for name in changes:
        change = view.brief.changes.get(name)
        if change is not None and change.standing is not None:
            found += change.standing.alternatives
            continue
        for offer in view.brief.trail.circumstances.get(name, ()):
            standing = view.brief.trail.offers.get(offer)
            found += [] if standing is None else _naming(standing.alternatives, name)
    return found


def _naming(entries: Sequence[Entry], leaf: str) -> list[Entry]:
    from musterbook.model.formula import leaves

    plain = leaf.removeprefix("other:joins ")
    named = [e for e in entries if {leaf, f"joins:{plain}"} & set(leaves(e.position.conditions))]
    return named or list(entries)


def _hangs(view: View) -> Iterator[Sentence]:
    block, unlock = view.brief.block, view.brief.unlock
    if not unlock.sets or unlock.sets == ((),):
        return
    single = [found[0] for found in block.sets if len(found) == 1]
    if len(single) == 1:
        yield _the_one_thing(view, single[0])
    elif single:
        each = listed(_hanging(view, change) for change in single)
        told = f"It hangs on each of these: {each}. Without any one of them the target is missed."
        yield view.say(told, proofs_of(view, single))
    elif block.complete:
        yield Sentence(
            "It hangs on no single thing: whatever one change fails, the others can still reach the target."
        )
    yield from _then_enough(view, single)


def _the_one_thing(view: View, change: str) -> Sentence:
    told = f"The one thing everything hangs on is {_hanging(view, change)}"
    standing = view.brief.changes[change].standing if change in view.brief.changes else None
    if standing is not None:
        stance = view.names.does(standing.stance, standing.on)
        told += f": {view.names.actor(standing.actor)} {stance}"
    return view.say(f"{told}.", proofs_of(view, [change]))


def _hanging(view: View, change: str) -> str:
    if not change.startswith("raise:"):
        return view.names.change(change)
    actor, _, on = change.removeprefix("raise:").partition(":")
    return f"{view.names.position_of(actor)} on {view.names.subject(on)}"


def _then_enough(view: View, single: Sequence[str]) -> Iterator[Sentence]:
    """Once the indispensable changes are made, what else is enough."""
    sets = view.brief.unlock.sets
    rest = [tuple(c for c in found if c not in single) for found in sets]
    if not single or not view.brief.unlock.complete or rest == [()] or any(len(r) != 1 for r in rest):
        return
    others = [r[0] for r in rest]
    told = either(view.names.change(change) for change in others)
    with_it = "With it" if len(single) == 1 else "With them"
    goal = target_words(view.brief.target, view) if view.brief.target is not None else "the target"
    yield view.say(f"{with_it}, {told} unlocks {goal}.", proofs_of(view, others))


def _unlocking(view: View) -> SetList:
    unlock = view.brief.unlock
    if unlock.sets == ((),):
        start = "with what is supposed" if view.brief.supposed else "as things stand"
        told = f"The target is reached {start}; nothing more need change."
        return SetList(Sentence(told), (), 0, unlock.complete)
    if not unlock.sets:
        told = "No change considered here reaches the target, not even all of them together."
        return SetList(Sentence(told), (), 0, unlock.complete)
    told = "The smallest sets of changes that reach the target, smallest first; within a set, all are needed:"
    return _set_list(view, Sentence(told), unlock, "")


def _blocking(view: View) -> SetList | None:
    block = view.brief.block
    if not view.brief.unlock.sets or view.brief.target is None:
        return None
    if not block.sets:
        told = "No failure of any change prevents the target: it needs none of them."
        return SetList(Sentence(told), (), 0, block.complete)
    told = "The smallest sets of changes whose absence alone prevents it:"
    return _set_list(view, Sentence(told), block, "")


def _set_list(view: View, intro: Sentence, sets: Sets, ending: str) -> SetList:
    made = tuple(_set_sentence(view, found, ending) for found in sets.sets[:MOST])
    return SetList(intro, made, max(0, len(sets.sets) - MOST), sets.complete)


def _set_sentence(view: View, found: Sequence[str], ending: str) -> Sentence:
    told = sentence_case(listed(view.names.change(change) for change in found))
    return view.say(f"{told}{ending}.", proofs_of(view, found))


def _knot(view: View) -> Iterator[Sentence]:
    """Those who wait for each other: the difference between unprompted and concerted (rule 6)."""
    knot = view.brief.knot
    offers = [o for o in view.brief.situation.offers if o.id in set(knot)]
    actors = list(dict.fromkeys(o.actor for o in offers))
    if not actors:
        return
    entries = [e for o in offers for e in _entries(view, o.id)]
    who = sentence_case(view.actors(actors))
    waits = "waits for itself" if len(actors) == 1 else "wait for each other"
    yield view.say(
        f"{who} {waits}: nobody of them moves first, and all of them move where they move together.", entries
    )
    if not (view.brief.closure or {}).get("knot_complete", True):
        yield Sentence("Too much is unknown to go through every case: there may be more who wait.")


def _entries(view: View, offer: str) -> tuple[Entry, ...]:
    standing = view.brief.trail.offers.get(offer)
    return () if standing is None else standing.alternatives


def _waiting(view: View) -> Iterator[Sentence]:
    """What would bring those that are ready, one sentence for all who wait for the same."""
    alike: dict[tuple[object, ...], list[Waiting]] = {}
    for each in view.brief.waiting:
        alike.setdefault((each.sets, each.complete, _number(view, each)), []).append(each)
    for found in alike.values():
        changes = [change for ways in found[0].sets for change in ways]
        entries = [e for each in found for e in _entries(view, each.offer)]
        who = sentence_case(view.actors(each.actor for each in found))
        many = len({each.actor for each in found})
        told = f"{who} {_coming(view, found[0], many)}{_numbers(view, found)}."
        yield view.say(told, [*entries, *proofs_of(view, changes)])


def _coming(view: View, waiting: Waiting, many: int) -> str:
    if not waiting.sets:
        cut = "" if waiting.complete else ", as far as was searched"
        are, them = verb(many, "is", "are"), verb(many, "it", "them")
        return f"{are} ready, but no change considered here brings {them}{cut}"
    comes = verb(many, "comes", "come")
    if waiting.sets == ((),):
        return f"{comes} {'with what is supposed' if view.brief.supposed else 'as things stand'}"
    shown = [f"with {listed(view.names.change(c) for c in found)}" for found in waiting.sets[:MOST]]
    left = len(waiting.sets) - len(shown)
    more = f", or in {counted(left, 'more way')}" if left else ""
    cut = "" if waiting.complete else "; the search was cut short"
    joined = either(shown) if all(len(s) == 1 for s in waiting.sets) else ", or ".join(shown)
    return f"{comes} {joined}{more}{cut}"


def _numbers(view: View, found: Sequence[Waiting]) -> str:
    told = _number(view, found[0])
    if told:
        return f" ({told}{' each' if len(found) > 1 else ''})"
    return f" ({'figure' if len(found) == 1 else 'figures'} not given)"


def _number(view: View, waiting: Waiting) -> str:
    offer = next((o for o in view.brief.situation.offers if o.id == waiting.offer), None)
    return "" if offer is None else view.names.quantity(offer.quantity)
