"""Caveats: limits on the use of what is offered that are no condition of coming, in the words printed.

``not in a combat role``, ``only behind the lines``, ``for six months at most``, ``within its laws``. A
limit counts for a draft whose predicates govern it, from "not ruled out" upwards; who refuses has none. The
words stand in the table ``caveats``, the names and areas that a limit may speak of in ``places``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.codebook.ladder import level
from musterbook.model.position import Because
from musterbook.reading.cuewords import Pattern, as_words, matches, patterns_of, stands_at, top_of
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.phrases import span_text
from musterbook.reading.places import INSTEAD, governed
from musterbook.reading.tree import Tree
from musterbook.reading.whereabouts import place_words

NEAR = 6
STATES = ("name", "capital", "people")
OPENERS = ("case", "det", "amod", "compound", "nummod", "nmod:poss", "advmod")


@dataclass(frozen=True, slots=True)
class CaveatWords:
    """The table ``caveats``: kind -> patterns, note -> patterns that have it."""

    by_kind: dict[str, tuple[Pattern, ...]]
    by_note: dict[str, frozenset[Pattern]]

    def of(self, kind: str) -> tuple[Pattern, ...]:
        return self.by_kind.get(kind, ())

    def noted(self, pattern: Pattern, note: str) -> bool:
        return pattern in self.by_note.get(note, ())


@dataclass(frozen=True, slots=True)
class Caveat:
    """A limit as printed, from ``first`` to ``last``; ``head`` is the token that ties it to its clause."""

    rule: str
    first: int
    last: int
    head: int

    @property
    def stretch(self) -> tuple[int, int]:
        return self.first, self.last

    def inside(self, other: "Caveat") -> bool:
        return self.stretch != other.stretch and other.first <= self.first and self.last <= other.last


@lru_cache(maxsize=4)
def caveat_words(codebook: Codebook) -> CaveatWords:
    rows = codebook.rows("caveats")
    notes = {row["note"] for row in rows}
    return CaveatWords(
        patterns_of(rows),
        {note: frozenset(as_words(r["pattern"]) for r in rows if r["note"] == note) for note in notes},
    )


def with_caveats(drafts: Sequence[Draft], marked: Sequence[Marked], codebook: Codebook) -> list[Draft]:
    """The drafts with the limits that their own clauses put on use."""
    found = {sentence.tree.number: caveats_in(sentence, codebook) for sentence in marked}
    return [_limited(draft, found[draft.sentence]) for draft in drafts]


def _limited(draft: Draft, found: Sequence[Caveat]) -> Draft:
    if level(draft.stance) < 0 or draft.content.kind == "measure":
        return draft
    tree = draft.proposal.sentence.tree
    own = [caveat for caveat in found if governed(draft, caveat.head)]
    if not own:
        return draft
    printed = (span_text(tree, range(c.first, c.last + 1)) for c in own)
    because = tuple(Because(c.rule, tree.span_of([c.first, c.last]), "caveats") for c in own)
    caveats = tuple(dict.fromkeys((*draft.caveats, *printed)))
    return replace(draft, caveats=caveats, because=(*draft.because, *because))


def caveats_in(sentence: Marked, codebook: Codebook) -> list[Caveat]:
    """The limits of a sentence in text order, none inside a longer one."""
    words = caveat_words(codebook)
    marks = _marks(sentence, codebook)
    tree = sentence.tree
    found = [
        *_guarded(tree, "denial", words, marks),
        *_guarded(tree, "only", words, marks),
        *_phrases(tree, words),
        *_ceilings(tree, words),
    ]
    kept = {c.stretch: c for c in reversed(found) if not any(c.inside(other) for other in found)}
    return [kept[stretch] for stretch in sorted(kept)]


def _marks(sentence: Marked, codebook: Codebook) -> set[int]:
    """The words that make a phrase one of use or place: roles, states, their parts, areas."""
    tree, places = sentence.tree, place_words(codebook)
    marks = {i for m in sentence.actors if m.kind in STATES for i in m.indices}
    kinds = (caveat_words(codebook).of("role"), places.of("part"), places.of("back"), places.of("area"))
    for patterns in kinds:
        marks |= {k for i, pattern in matches(tree, patterns) for k in range(i, i + len(pattern))}
    return marks


# Not in, only in


def _guarded(tree: Tree, kind: str, words: CaveatWords, marks: set[int]) -> Iterator[Caveat]:
    """A denial or an "only" over a phrase of use or place."""
    for i, pattern in matches(tree, words.of(kind)):
        start = i + len(pattern)
        opener = _opener(tree, start, words)
        if opener is None and words.noted(pattern, "alone"):
            opener = start - 1
        last = None if opener is None else _object_end(tree, opener)
        if last is not None and marks & set(range(start, last + 1)):
            yield Caveat(f"caveat-{kind}", i, last, top_of(tree, start, last))
        elif kind == "only":
            yield from _postposed(tree, i, words, marks)


def _opener(tree: Tree, start: int, words: CaveatWords) -> int | None:
    """The last token of the preposition that stands at a place."""
    for pattern in words.of("use"):
        if stands_at(tree, start, pattern):
            return start + len(pattern) - 1
    return None


def _object_end(tree: Tree, opener: int) -> int | None:
    """Where the phrase of a preposition ends: with its noun and what follows of it, before a stop."""
    noun = tree.head(opener)
    if not opener < noun <= opener + NEAR:
        near = range(opener + 1, min(opener + NEAR, len(tree.lower)))
        noun = next((k for k in near if tree.upos(k) in ("NOUN", "PROPN")), -1)
    return None if noun < 0 else run_on(tree, opener + 1, tree.subtree(noun))


def run_on(tree: Tree, start: int, inside: Sequence[int]) -> int:
    """The last token of an unbroken run of some words from a place, before a comma or stop."""
    last, own = start, set(inside)
    while last + 1 in own and (tree.upos(last + 1) != "PUNCT" or tree.lower[last + 1] == "-"):
        last += 1
    return last


def _postposed(tree: Tree, only: int, words: CaveatWords, marks: set[int]) -> Iterator[Caveat]:
    """``for training only``."""
    for start in range(max(only - NEAR, 0), only):
        opener = _opener(tree, start, words)
        if opener is not None and marks & set(range(opener + 1, only)) and _noun_ends(tree, opener, only):
            yield Caveat("caveat-only", start, only, top_of(tree, start, only - 1))
            return


def _noun_ends(tree: Tree, opener: int, end: int) -> bool:
    """Whether the words between a preposition and an "only" are its noun phrase and no more."""
    between = range(opener + 1, end)
    return tree.upos(end - 1) in ("NOUN", "PROPN") and not any(
        tree.upos(k) in ("VERB", "AUX", "PUNCT", "ADP") for k in between
    )


# Fixed phrases


def _phrases(tree: Tree, words: CaveatWords) -> Iterator[Caveat]:
    """``in a supporting role``, ``away from the front``, ``within its laws``: none that is itself denied."""
    for i, pattern in matches(tree, words.of("phrase")):
        end = i + len(pattern) - 1
        top = top_of(tree, i, end)
        first = _phrase_start(tree, top, i)
        if first > 0 and tree.lower[first - 1] in INSTEAD:
            continue
        if words.noted(pattern, "runs on"):
            end = run_on(tree, end, tree.subtree(top))
        elif tree.upos(top) == "NOUN" or tree.head(end) > end:
            end = max(end, _noun(tree, end))
        yield Caveat("caveat-phrase", first, end, top)


def _noun(tree: Tree, i: int) -> int:
    """The noun that an adjective or compound at the end of a pattern belongs to."""
    while tree.base_rel(i) in ("amod", "compound") and i < tree.head(i) <= i + 3:
        i = tree.head(i)
    return i


def _phrase_start(tree: Tree, top: int, first: int) -> int:
    """Where a phrase opens, its preposition and the adverb right before it included."""
    before = first - 1
    while before >= 0 and tree.head(before) in (top, first, tree.head(first)) and _opens(tree, before):
        before -= 1
    return before + 1


def _opens(tree: Tree, i: int) -> bool:
    return tree.base_rel(i) in OPENERS and tree.upos(i) in ("ADP", "DET", "ADV", "ADJ", "PRON")


# Ceilings


def _ceilings(tree: Tree, words: CaveatWords) -> Iterator[Caveat]:
    """``no more than 800``, ``for six months at most``; some words put a ceiling on time alone."""
    times = {pattern[0] for pattern in words.of("time")}
    for i, pattern in matches(tree, words.of("limit")):
        number = _numeral(tree, range(i + len(pattern), i + len(pattern) + 3))
        if number is None:
            continue
        last = _counted(tree, number)
        if tree.lower[last] in times or not words.noted(pattern, "time"):
            yield Caveat("caveat-ceiling", _with_for(tree, i), last, number)
    for i, pattern in matches(tree, words.of("most")):
        end = i - 2 if tree.lower[i - 1] == "," else i - 1
        number = _numeral(tree, range(end, end - 3, -1))
        if number is not None and _counted(tree, number) >= end:
            yield Caveat("caveat-ceiling", _with_for(tree, number), i + len(pattern) - 1, number)


def _numeral(tree: Tree, near: Sequence[int]) -> int | None:
    return next((k for k in near if 0 <= k < len(tree.lower) and tree.upos(k) == "NUM"), None)


def _counted(tree: Tree, number: int) -> int:
    """The last token of a figure with what it counts: ``800 soldiers``."""
    noun = tree.head(number)
    while noun >= 0 and tree.upos(noun) == "NUM" and noun > number:
        number, noun = noun, tree.head(noun)
    return noun if tree.base_rel(number) == "nummod" and number < noun <= number + 3 else number


def _with_for(tree: Tree, i: int) -> int:
    """A ceiling of time takes its "for" along."""
    return i - 1 if i > 0 and tree.lower[i - 1] == "for" else i
