"""Whose words a whole text is: the one who is interviewed, or who issues a statement.

There "we" and "the government" are theirs, sentences away from where they were introduced; so is "you" in
what an interviewer asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from musterbook.model.span import Span
from musterbook.reading.attribution import Report
from musterbook.reading.mentions import Marked
from musterbook.reading.phrases import Referent, is_subject
from musterbook.reading.referents import SPEAKING_FIRST, Referents
from musterbook.text.wordlist import word_set

INTRODUCED = 4  # sentences in which the speaker must be presented
ASKED = 3  # questions that make an interview
ADDRESSED = word_set("you your yours")
AT_HOME = word_set("government cabinet country nation ministry embassy chancellery presidency")
OWN = word_set("the this my our federal")
ISSUED = word_set("statement communique communiqué declaration remarks readout read-out note release")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, the words that present them, and the sentences that are theirs."""

    referent: Referent
    words: Span
    said: str
    sentences: frozenset[int]
    issued: bool = False


def voice_of(marked: Sequence[Marked], referents: Referents) -> Voice | None:
    """The one voice of a text, where it has one."""
    return _interviewee(marked, referents) or _issuer(marked, referents)


def _interviewee(marked: Sequence[Marked], referents: Referents) -> Voice | None:
    asked = [m.tree.number for m in marked if m.tree.lower[-1:] == ("?",)]
    answers = [m for m in marked if m.tree.lower[-1:] != ("?",)]
    first = sum(bool(SPEAKING_FIRST & set(m.tree.lower)) for m in answers)
    if len(asked) < ASKED or first < ASKED or _labelled(marked):
        return None
    for (number, i), referent in sorted(referents.items(), key=lambda item: item[0]):
        if number >= min(INTRODUCED, asked[-1]):
            return None
        if referent.person and not referent.blocked and len(referent.ids) == 1 and referent.speaker:
            own = frozenset(m.tree.number for m in answers if m.tree.number > max(number, asked[0]))
            return Voice(referent, marked[number].tree.span_of([i]), referent.speaker, own)
    return None


def _labelled(marked: Sequence[Marked]) -> bool:
    """``Holm: We keep every door open``: a text with labels says itself who speaks."""
    return sum(":" in m.tree.lower[:4] for m in marked) >= ASKED


def _issuer(marked: Sequence[Marked], referents: Referents) -> Voice | None:
    """``Statement by the Embassy of Korea`` in a heading, which is no sentence."""
    if not marked or marked[0].tree.lower[-1:] == (".",) or not ISSUED & set(marked[0].tree.lower):
        return None
    heading = marked[0].tree
    found = [r for (n, _), r in sorted(referents.items(), key=lambda item: item[0]) if n == 0 and r.actors]
    actors = tuple({actor: span for r in found for actor, span in r.actors if actor in r.ids}.items())
    if not actors or any(actor.startswith("GROUP:") for actor, _ in actors):
        return None
    words = heading.span_of([heading.indices_in(span)[0] for _, span in actors])
    said = " ".join(token.text for token in heading.tokens)
    own = frozenset(m.tree.number for m in marked[1:])
    return Voice(Referent(actors, said, "spokesperson", person=True), words, said, own, issued=True)


def with_voice(referents: Referents, marked: Sequence[Marked], voice: Voice | None) -> Referents:
    """The referents, with what stands for the voice in its own sentences and in the questions to it."""
    if voice is None:
        return referents
    mine = {place: _at(voice, marked, place) for place in _places(marked, voice)}
    return {**referents, **mine}


def _at(voice: Voice, marked: Sequence[Marked], place: tuple[int, int]) -> Referent:
    span = marked[place[0]].tree.span_of([place[1]])
    return replace(voice.referent, actors=tuple((actor, span) for actor in voice.referent.ids))


def _places(marked: Sequence[Marked], voice: Voice) -> Iterator[tuple[int, int]]:
    for sentence in marked:
        tree = sentence.tree
        own = tree.number in voice.sentences
        for i, word in enumerate(tree.lower):
            addressed = word in ADDRESSED and tree.lower[-1:] == ("?",)
            meant = word in AT_HOME and _own(sentence, i)
            meant = meant or (voice.issued and word == "it" and is_subject(tree, i))
            if addressed or (own and meant):
                yield tree.number, i


def _own(sentence: Marked, i: int) -> bool:
    """``the government``, ``my country``: nobody else's, as far as the phrase says."""
    tree = sentence.tree
    kids = tree.kids[i]
    of_others = any(tree.base_rel(k) == "nmod" and tree.lower[k] not in OWN for k in kids)
    named = any(sentence.actor_at(k) is not None for k in kids)
    return bool(OWN & {tree.lower[k] for k in kids}) and not of_others and not named


def voiced(marked: Sequence[Marked], voice: Voice | None) -> list[Report]:
    """A report for each run of sentences that are the voice's own words."""
    if voice is None:
        return []
    runs = [
        [m.tree.span for m in run]
        for own, run in groupby(marked, key=lambda m: m.tree.number in voice.sentences)
        if own
    ]
    return [
        Report((voice.words,), (), (Span(run[0].start, run[-1].end),), voice.referent, "plain", voice.said)
        for run in runs
    ]
