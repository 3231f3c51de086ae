"""Whose figure is it: numbers in the phrase of what is given become that draft's quantity; elided givers
get theirs.

``Peru and Chile will give 40 million each and Spain 10 million``: the second half has no verb of its own; a
state followed by a figure takes over the position before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.position import Quantity
from musterbook.model.span import Span
from musterbook.reading.claims import MEMBER_UNITS
from musterbook.reading.drafts import Draft, by_sentence
from musterbook.reading.mentions import Marked
from musterbook.reading.quantities import QuantityMention, quantities
from musterbook.reading.tree import Tree

ELIDED_GAP = 4
SHARE_OPENERS = frozenset((",", "and", ";", "then", "while", "plus", "(", "but", ":", "as"))


def with_figures(
    drafts: Sequence[Draft], text: str, marked: Sequence[Marked], codebook: Codebook
) -> list[Draft]:
    """Drafts with their quantities, and the drafts of elided givers after them."""
    found: list[Draft] = []
    places = by_sentence(drafts)
    for sentence in marked:
        own = [drafts[k] for k in places.get(sentence.tree.number, ())]
        if not own:
            continue
        everything = quantities(text, *sentence.tree.span)
        mentions = [q for q in everything if q.unit not in MEMBER_UNITS]
        linked = [_counted(_link(d, mentions, codebook, text), everything) for d in own]
        found.extend(linked)
        found.extend(_elided(sentence, linked, mentions))
    return found


@lru_cache(maxsize=4)
def _currencies(text: str) -> list[tuple[int, str]]:
    """Where which currency is printed, in text order."""
    return [(q.span.start, q.unit) for q in quantities(text) if q.unit is not None and q.on == "funding"]


def last_currency(at: int, currency: Sequence[tuple[int, str]]) -> str | None:
    """The currency last printed before a place, else the first of the text: bare sums of money are in it."""
    before = [unit for start, unit in currency if start <= at]
    return before[-1] if before else (currency[0][1] if currency else None)


def _link(draft: Draft, mentions: Sequence[QuantityMention], codebook: Codebook, text: str) -> Draft:
    if draft.content.kind == "measure" or draft.stance in ("refuses", "withholds"):
        return draft
    tree = draft.proposal.sentence.tree
    phrase = tree.span_of(list(draft.content.indices) or [draft.proposal.inner.head])
    if draft.seen_only:
        fitting = _beside(draft, mentions, codebook)
    else:
        inside = [q for q in mentions if q.span.overlaps(phrase) and _own_part(draft, q)]
        fitting = [q for q in inside if _fits(q, draft, codebook)] or _right_after(draft, mentions)
        fitting = fitting or _antecedent(draft, mentions)
    if not fitting:
        return draft
    return replace(draft, quantity=_quantity(fitting[0], draft, codebook, text))


def _beside(draft: Draft, mentions: Sequence[QuantityMention], codebook: Codebook) -> list[QuantityMention]:
    """The figures of a position that only the network sees, the likeliest first: the share right behind its
    actor ("and France another 7,000"), then those in the proof that stand nearest to what is given."""
    tree, content = draft.proposal.sentence.tree, draft.content
    inside = [q for q in mentions if q.span.overlaps(draft.evidence) and _fits(q, draft, codebook)]
    actor = tree.indices_in(draft.actor_span)
    share = _figure_after(tree, actor[-1], inside) if actor else None
    if tree.lower[(content.head or 0) + 1 :][:2] == ("among", "them"):  # a part of what was counted
        return []
    if content.head is None:
        return [share] if share is not None else inside[:1]
    if share is not None and (not actor or content.head < actor[0]):
        return [share]
    if actor and _others(draft, range(content.head + 1, actor[0])):  # named with somebody before
        fitting = [q for q in mentions if q.span.start >= draft.actor_span.end and _fits(q, draft, codebook)]
        return [q for q in fitting if not _others(draft, range(actor[-1] + 1, tree.indices_in(q.span)[0]))]
    spot = tree.tokens[content.head].start
    near = [q for q in inside if not actor or not _other_between(draft, q)]
    return sorted(near, key=lambda q: min(abs(q.span.start - spot), abs(q.span.end - spot)))


def _other_between(draft: Draft, mention: QuantityMention) -> bool:
    """Whether another actor is named between what is given and a figure: then it is that one's."""
    sentence, head = draft.proposal.sentence, draft.content.head or 0
    words = sentence.tree.indices_in(mention.span) or [head]
    return _others(draft, range(min(words[-1], head) + 1, max(words[0], head)))


def _others(draft: Draft, between: range) -> bool:
    """Whether another actor is named in some stretch of the sentence."""
    return any(m.actor != draft.actor and m.indices[0] in between for m in draft.proposal.sentence.actors)


def _fits(mention: QuantityMention, draft: Draft, codebook: Codebook) -> bool:
    """The subject's unit, no unit, or the very noun that is given ("a bridging platoon")."""
    if mention.unit is None or codebook.fits(draft.on, mention.unit) or mention.on == draft.on:
        return True
    tree, head = draft.proposal.sentence.tree, draft.content.head
    return head is not None and head in tree.indices_in(mention.span)


def _right_after(draft: Draft, mentions: Sequence[QuantityMention]) -> list[QuantityMention]:
    """A bare number right behind the verb: "has earmarked 900 of its own"."""
    tree, head = draft.proposal.sentence.tree, draft.proposal.inner.head
    return [q for q in mentions if q.unit is None and 0 < (tree.indices_in(q.span) or [0])[0] - head <= 3]


def _antecedent(draft: Draft, mentions: Sequence[QuantityMention]) -> list[QuantityMention]:
    """``the 20,000 that Peru has promised``: the number itself is what the clause is about."""
    tree, head = draft.proposal.sentence.tree, draft.proposal.inner.head
    if tree.rel(head) != "acl:relcl":
        return []
    return [q for q in mentions if tree.head(head) in tree.indices_in(q.span)]


def _counted(draft: Draft, mentions: Sequence[QuantityMention]) -> Draft:
    """A counted group's own number: 26 countries."""
    if not draft.actor.startswith("GROUP:") or draft.quantity.known:
        return draft
    count = next((q for q in mentions if q.unit in MEMBER_UNITS and q.span.overlaps(draft.actor_span)), None)
    return draft if count is None else replace(draft, quantity=Quantity(count.low, count.high, count.unit))


def _own_part(draft: Draft, mention: QuantityMention) -> bool:
    """Not what comes after a preposition of comparison: "adds 300 to the 1,200 it already has"."""
    tree = draft.proposal.sentence.tree
    words = tree.indices_in(mention.span)
    for i in words:
        node = i
        while node not in (draft.content.head, -1):
            cases = [k for k in tree.children(node, "case") if k not in words]
            if any(tree.lower[k] in ("to", "than", "from", "out") for k in cases):
                return False
            if tree.rel(node).startswith("acl") or tree.base_rel(node) in ("advcl", "parataxis"):
                return False
            node = tree.head(node)
    return True


def _quantity(mention: QuantityMention, draft: Draft, codebook: Codebook, text: str) -> Quantity:
    unit = mention.unit
    if unit is None and (mention.low is not None or mention.high is not None):
        unit = _money(mention, text) if draft.on == "funding" else usual_unit(draft.on, codebook)
    return Quantity(mention.low, mention.high, unit, mention.span.of(text))


def _money(sum_: QuantityMention, text: str) -> str | None:
    """The currency of a bare sum."""
    return last_currency(sum_.span.start, _currencies(text))


def usual_unit(on: str, codebook: Codebook) -> str | None:
    if on not in codebook.contributions:
        return None
    return codebook.contribution(on).unit


def _elided(sentence: Marked, own: Sequence[Draft], mentions: Sequence[QuantityMention]) -> list[Draft]:
    """Givers without a verb: a state right before a figure that nobody has taken."""
    tree = sentence.tree
    givers = [d for d in own if d.quantity.known]
    if not givers:
        return []
    taken = {d.actor for d in own}
    found = []
    for mention in sentence.actors:
        if mention.actor in taken or mention.kind not in ("name", "capital", "group", "people"):
            continue
        if not _opens_a_share(tree, mention.indices[0]):
            continue
        figure = _figure_after(tree, mention.indices[-1], mentions)
        model = _last_before(givers, mention.indices[0])
        if figure is not None and model is not None:
            taken.add(mention.actor)
            found.append(_copy(model, mention.actor, tree, mention.indices, figure))
    return found


def _opens_a_share(tree: Tree, first: int) -> bool:
    """An elided giver follows a comma, "and", "then": not a verb, whose object it would be."""
    before = first - 1
    while before >= 0 and tree.lower[before] in ("the", "also"):
        before -= 1
    return before < 0 or tree.lower[before] in SHARE_OPENERS


def _figure_after(tree: Tree, last: int, mentions: Sequence[QuantityMention]) -> QuantityMention | None:
    for mention in mentions:
        words = tree.indices_in(mention.span)
        if words and 0 < words[0] - last <= ELIDED_GAP and not _verb_between(tree, last, words[0]):
            return mention
    return None


def _verb_between(tree: Tree, start: int, end: int) -> bool:
    return any(tree.upos(k) in ("VERB", "AUX") or tree.lower[k] in (";", ".") for k in range(start + 1, end))


def _last_before(givers: Sequence[Draft], index: int) -> Draft | None:
    before = [d for d in givers if d.proposal.inner.head < index]
    return before[-1] if before else None


def _copy(model: Draft, actor: str, tree: Tree, words: Sequence[int], figure: QuantityMention) -> Draft:
    span = tree.span_of(list(words))
    unit = figure.unit or model.quantity.unit
    quantity = Quantity(figure.low, figure.high, unit, None)
    end = max(span.end, figure.span.end)
    return replace(
        model, actor=actor, actor_span=span, quantity=quantity, evidence=Span(span.start, end), conditions=()
    )
