"""A parsed sentence as a tree that rules can walk: children, subtrees, clause features.

Indices are token indices within the sentence; spans are offsets into the text that was parsed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model.span import Span
from musterbook.reading.folding import folded
from musterbook.text.syntax import ParsedSentence, Token


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence. ``number`` is its place in the document; ``lower`` the lower-cased words, ``bases`` the
    relations without their subtypes."""

    number: int
    sentence: ParsedSentence
    kids: tuple[tuple[int, ...], ...]
    lower: tuple[str, ...]
    bases: tuple[str, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    @property
    def span(self) -> Span:
        return Span(self.sentence.start, self.sentence.end)

    def rel(self, i: int) -> str:
        return self.tokens[i].deprel

    def base_rel(self, i: int) -> str:
        return self.bases[i]

    def head(self, i: int) -> int:
        return self.tokens[i].head

    def upos(self, i: int) -> str:
        return self.tokens[i].upos

    def children(self, i: int, *rels: str) -> list[int]:
        """Children whose relation (without subtype, or in full) is one of ``rels`` (all if none given)."""
        if not rels:
            return list(self.kids[i])
        bases, tokens = self.bases, self.sentence.tokens
        return [k for k in self.kids[i] if bases[k] in rels or tokens[k].deprel in rels]

    def child(self, i: int, *rels: str) -> int | None:
        found = self.children(i, *rels)
        return found[0] if found else None

    def subtree(self, i: int) -> list[int]:
        """All tokens under ``i``, itself included, in text order."""
        found, stack = [], [i]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(self.kids[node])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above ``i``, nearest first."""
        node = self.head(i)
        while node >= 0:
            yield node
            node = self.head(node)

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and everything coordinated with it below."""
        found = [i]
        for kid in self.children(i, "conj"):
            found.extend(self.conjuncts(kid))
        return found

    def span_of(self, indices: list[int]) -> Span:
        """The hull of some tokens."""
        return Span(self.tokens[min(indices)].start, self.tokens[max(indices)].end)

    def indices_in(self, span: Span) -> list[int]:
        return [t.index for t in self.tokens if t.start < span.end and span.start < t.end]

    def words(self, indices: list[int]) -> str:
        return " ".join(self.lower[i] for i in indices)


def make_tree(number: int, sentence: ParsedSentence) -> Tree:
    kids: list[list[int]] = [[] for _ in sentence.tokens]
    for token in sentence.tokens:
        if token.head >= 0:
            kids[token.head].append(token.index)
    lower = tuple(folded(token.text) for token in sentence.tokens)
    bases = tuple(token.deprel.split(":", 1)[0] for token in sentence.tokens)
    return Tree(number, sentence, tuple(tuple(k) for k in kids), lower, bases)
