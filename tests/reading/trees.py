"""Hand-made trees and short notations, so that a rule is tested on a parse that nobody can retrain away."""

from datetime import date
from typing import Any

from musterbook.codebook import default_codebook
from musterbook.model.formula import All, AnyOf, Formula, Leaf, Not
from musterbook.model.position import Position, Quantity
from musterbook.model.reading import Reading
from musterbook.reading import read_text
from musterbook.reading.mentions import Marked, mark
from musterbook.reading.tree import Tree, make_tree
from musterbook.text.syntax import ParsedSentence, Token

SAID = date(2025, 3, 17)


def tree(notation: str, number: int = 0, start: int = 0) -> Tree:
    """``Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root``: word/tag/relation>head, heads counted from 0.

    The words stand one space apart in a text that begins at ``start``.
    """
    tokens, at = [], start
    for index, piece in enumerate(notation.split()):
        word, upos, link = piece.rsplit("/", 2)
        relation, _, head = link.partition(">")
        tokens.append(Token(index, at, at + len(word), word, upos, int(head or -1), relation))
        at += len(word) + 1
    return make_tree(number, ParsedSentence(start, at - 1, tuple(tokens)))


def printed(one: Tree) -> str:
    """The text a hand-made tree stands for, from its own start."""
    return " ".join(token.text for token in one.tokens)


def trees(*notations: str) -> list[Tree]:
    """The sentences of one text, in order, one space apart."""
    made: list[Tree] = []
    for number, notation in enumerate(notations):
        made.append(tree(notation, number, made[-1].span.end + 1 if made else 0))
    return made


def marked(*notations: str, published: date | None = SAID) -> tuple[Marked, ...]:
    """The sentences of one text with the marks of the shipped codebook."""
    return mark(trees(*notations), default_codebook(), published)


def one(notation: str) -> Marked:
    return marked(notation)[0]


def reading(text: str) -> Reading:
    """A text read by the rules alone, as of the day all examples were said."""
    return read_text(text, SAID, rules_alone=True)


def positions(text: str, *fields: str) -> list[str]:
    """The positions as short lines: ``GBR troops offers``, then what ``fields`` ask for, sorted."""
    return sorted(line(position, *fields) for position in reading(text).positions)


def line(position: Position, *fields: str) -> str:
    words = [position.actor, position.on, position.stance]
    return " ".join((*words, *(_shown(position, name) for name in fields)))


def _shown(position: Position, name: str) -> str:
    value: Any = getattr(position, name)
    if name == "conditions":
        return formula(value)
    return figure(value) if isinstance(value, Quantity) else str(value)


def formula(value: Formula | None) -> str:
    """``-``, ``ceasefire``, ``ceasefire & us_backstop``, ``un_mandate | eu_mandate``."""
    match value:
        case None:
            return "-"
        case Leaf(id=name):
            return name
        case All(parts=parts):
            return " & ".join(formula(part) for part in parts)
        case AnyOf(parts=parts):
            return " | ".join(formula(part) for part in parts)
        case Not(part=part):
            return f"not {formula(part)}"
        case _:
            return str(value)


def figure(value: Quantity) -> str:
    """``400..400 persons``, ``..500 persons``, ``-`` for none."""
    if not value.known:
        return "-"
    low = "" if value.low is None else f"{value.low:f}"
    high = "" if value.high is None else f"{value.high:f}"
    return f"{low}..{high} {value.unit}"
