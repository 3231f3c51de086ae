"""What was not understood, what was set aside and what is taken for granted: shown, never hidden."""

from collections.abc import Sequence

from musterbook.book.entries import Entry
from musterbook.model.position import Problem
from musterbook.model.span import Span
from musterbook.muster import Assumption, SetAside
from musterbook.presenting.grammar import listed, plain, quoted, sentence_case
from musterbook.presenting.page import MissedView, Sentence
from musterbook.presenting.view import View

PROBLEMS = {
    "date": "Date",
    "language": "Language",
    "encoding": "Encoding",
}


def missed(view: View) -> tuple[MissedView, ...]:
    """The passages of the read text that were not understood, then its other oddities."""
    problems = view.brief.reading.problems if view.brief.reading is not None else ()
    dark = [p for p in problems if p.kind == "not_understood"]
    odd = [p for p in problems if p.kind != "not_understood"]
    return (
        *(_passage(view, problem, number) for number, problem in enumerate(dark, 1)),
        *(MissedView(p.kind, Sentence(_oddity(p))) for p in odd),
    )


def missed_spans(view: View) -> list[tuple[str, Span]]:
    """The anchors and spans of what was not understood, for the text."""
    problems = view.brief.reading.problems if view.brief.reading is not None else ()
    dark = [p for p in problems if p.kind == "not_understood"]
    return [(f"u{number}", p.span) for number, p in enumerate(dark, 1) if p.span is not None]


def _passage(view: View, problem: Problem, number: int) -> MissedView:
    reading = view.brief.reading
    if reading is None or problem.span is None:
        return MissedView(problem.kind, Sentence(quoted(problem.message)))
    words = view.notes.library.shown(reading.document).words((problem.span,))
    return MissedView(problem.kind, Sentence(quoted(words or problem.message, 400)), f"u{number}")


def _oddity(problem: Problem) -> str:
    head = PROBLEMS.get(problem.kind, sentence_case(problem.kind.replace("_", " ")))
    return f"{head}: {plain(problem.message)}."


def set_aside(view: View) -> tuple[MissedView, ...]:
    """What was said but could not enter the situation, with its words; groups stand in their own table."""
    kept = [found for found in view.brief.set_aside if found.kind not in ("group", "overruled", "condition")]
    beside = [found for found in view.brief.set_aside if found.kind == "condition"]
    told = [MissedView(found.kind, _aside(view, found)) for found in kept]
    return (*told, *([_beside(view, beside)] if beside else []))


def _beside(view: View, found: Sequence[SetAside]) -> MissedView:
    """Conditions on measures, which consent does not ask for: all in one sentence."""
    about = listed(dict.fromkeys(_about(view, each.about) for each in found))
    told = f"Conditions on measures stand in the table, but consent does not ask for them: {about}."
    return MissedView("condition", view.say(told, [each.source for each in found]))


def _aside(view: View, found: SetAside) -> Sentence:
    about = _about(view, found.about)
    words = quoted(_words(view, found))
    told = {
        "figure": f"{about}: the figure {words} is kept as words only ({found.text}).",
        "requirement": f"{about}: {found.text}: {words}.",
    }.get(found.kind, f"{about}: {found.text}: {words}.")
    return view.say(told, [found.source])


def _words(view: View, found: SetAside) -> str:
    """The words set aside; a figure as it is printed everywhere."""
    if found.kind == "figure" and isinstance(found.source, Entry):
        return view.names.quantity(found.source.position.quantity)
    return found.words


def _about(view: View, about: str) -> str:
    """An offer id, ``A on B`` or free words, by name."""
    actor, colon, on = about.partition(":")
    if colon and view.names.codebook.is_actor(actor):
        return sentence_case(f"{view.names.actor(actor)}, {view.names.subject(on.partition('@')[0])}")
    actor, joined, on = about.rpartition(" on ")
    if joined and view.names.codebook.is_actor(actor):
        return f"{view.names.actor(actor)} on {view.names.subject(on)}"
    return sentence_case(view.names.subject(about))


def assumptions(view: View) -> tuple[Sentence, ...]:
    """What the situation takes for granted. Rules of consent, conflicts and places stand with their rows."""
    told = (_assumption(view, found) for found in view.brief.assumptions)
    return tuple(Sentence(text) for text in dict.fromkeys(text for text in told if text))


def _assumption(view: View, found: Assumption) -> str:
    names = view.names
    match found.kind:
        case "stands_for":
            return _stands_for(view, found)
        case "implies":
            brings = listed(names.leaf(leaf) for leaf in names.codebook.implies(found.about))
            return sentence_case(f"{names.leaf(found.about)} brings {brings} with it.")
        case "silence":
            who = names.actor(found.about.removeprefix("joins:").partition(":")[0])
            return sentence_case(f"{who} has no such position: silence is not refusal, so it is open.")
        case "requirement" if found.text != "no figure is given":
            return sentence_case(f"{names.line(found.about)}: {found.text}.")
        case _:
            return ""


def _stands_for(view: View, found: Assumption) -> str:
    circumstance = next((c for c in view.brief.given.circumstances if c.id == found.about), None)
    link = circumstance.stands_for if circumstance is not None else None
    if link is None:
        return ""
    position = f"{view.names.position_of(link.actor)} on {view.names.subject(link.on)}"
    return sentence_case(f"{view.names.leaf(found.about)} is taken to be {position}.")
