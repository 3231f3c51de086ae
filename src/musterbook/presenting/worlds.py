"""Rule 8 in words: conditions with a ``not`` may leave several stable outcomes, or none."""

from collections.abc import Iterator, Sequence

from musterbook.presenting.grammar import counted, listed, sentence_case
from musterbook.presenting.page import Sentence
from musterbook.presenting.view import View

MOST = 12


def stable_sentences(view: View) -> tuple[Sentence, ...]:
    """The stable outcomes one by one, or the contradiction with its cycle."""
    answer = view.brief.stable or {}
    models = answer.get("stable", [])
    if not models and answer.get("cycle"):
        return (_contradiction(view, answer["cycle"]),)
    return tuple(_outcomes(view, models, bool(answer.get("complete", True))))


def _outcomes(view: View, models: Sequence[Sequence[str]], complete: bool) -> Iterator[Sentence]:
    count = counted(len(models), "stable outcome")
    yield Sentence(
        f"Some condition asks that somebody stay away, so there is no single answer but {count}, "
        "with every open circumstance taken as false."
        if models
        else "Some condition asks that somebody stay away, and no stable outcome was found."
    )
    for number, model in enumerate(models[:MOST], 1):
        yield Sentence(f"Outcome {number}: {_comers(view, model)}.", _notes(view, model))
    if len(models) > MOST:
        yield Sentence(f"{sentence_case(counted(len(models) - MOST, 'more outcome'))} not listed here.")
    if not complete:
        yield Sentence("The search was cut short: there may be further outcomes.")


def _comers(view: View, model: Sequence[str]) -> str:
    return f"{offers(view, model)} come about" if model else "nothing comes about"


def _contradiction(view: View, cycle: Sequence[str]) -> Sentence:
    names = [offer_words(view, id) for id in cycle]
    chain = ", which depends on ".join(f"that of {name}" for name in [*names[1:], names[0]])
    told = f"The offer of {names[0]} depends on {chain if len(names) > 1 else 'itself'}"
    start = "The conditions contradict each other: no outcome is stable."
    return Sentence(f"{start} {told}, with an odd number of “not” on the way.", _notes(view, cycle))


def offers(view: View, ids: Sequence[str]) -> str:
    return listed(offer_words(view, id) for id in ids)


def offer_words(view: View, id: str) -> str:
    """``troops from France``."""
    offer = next((o for o in view.brief.situation.offers if o.id == id), None)
    if offer is None:
        return f"“{id}”"
    return f"{view.names.subject(offer.on)} from {view.names.actor(offer.actor)}"


def _notes(view: View, ids: Sequence[str]) -> tuple[int, ...]:
    found = [view.brief.trail.offers[id] for id in ids if id in view.brief.trail.offers]
    return view.notes.of(entry for standing in found for entry in standing.alternatives)
