"""One text marked: which read records answer which gold ones, and what is counted from that.

Every figure is first a Tally per text - how many were right, how many were read, how many there were -
so that texts can be added up, and drawn again for the intervals.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.desk.evaluate.gold import GoldAttribution, GoldDocument, GoldPosition
from musterbook.desk.evaluate.matching import (
    GROUP,
    PERMILLE,
    Matching,
    Rule,
    count_of,
    formula_leaves,
    leaf_kinds,
    match_attributions,
    match_claims,
    match_positions,
    near_stance,
    overlap,
    same_actor,
    same_figures,
    same_place,
    same_position,
    same_quantity,
    same_subject,
    same_words,
)
from musterbook.model.document import Statement
from musterbook.model.position import Position
from musterbook.model.reading import Reading
from musterbook.model.span import Spans

HALF = PERMILLE // 2
Pair = tuple[GoldPosition, Position]


@dataclass(frozen=True, slots=True)
class Tally:
    """``hits`` of what was ``read`` and of what is in the ``gold``; a share has both alike."""

    hits: int = 0
    read: int = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.read + other.read, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its reading and how the two fit.

    ``excused`` are unmatched records that count neither way: marked positions that an annotator might leave
    out, and counted groups that the other side keeps as an aggregate claim.
    """

    gold: GoldDocument
    reading: Reading
    positions: Matching
    claims: Matching | None
    attributions: Matching | None
    gold_excused: frozenset[int]
    read_excused: frozenset[int]
    tallies: dict[str, Tally]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that count."""
        return tuple(
            (self.gold.positions[g], self.reading.positions[r])
            for g, r in self.positions.pairs
            if not self.gold.positions[g].optional
        )

    @property
    def missed(self) -> tuple[int, ...]:
        return tuple(n for n in self.positions.gold_alone if n not in self.gold_excused)

    @property
    def false_finds(self) -> tuple[int, ...]:
        return tuple(n for n in self.positions.read_alone if n not in self.read_excused)


RULES: dict[str, Rule] = {
    "positions_stance": lambda g, r: same_position(g, r) and g.stance == r.stance,
    "actor": lambda g, r: same_actor(g, r) and same_place(g, r),
    "subject": lambda g, r: same_subject(g, r) and same_place(g, r),
    "evidence": same_place,
    "actor_subject_anywhere": lambda g, r: same_actor(g, r) and same_subject(g, r),
    "actor_anywhere": same_actor,
}


def mark(gold: GoldDocument, reading: Reading) -> Marked:
    """Fits a reading to its gold and counts."""
    positions = match_positions(gold.positions, reading.positions)
    claims = None if gold.claims is None else match_claims(gold.claims, reading.claims)
    said = gold.attributions
    attributions = None if said is None else match_attributions(said, reading.statements, gold.text)
    gold_excused = frozenset(n for n in positions.gold_alone if _gold_excused(gold.positions[n], reading))
    read_excused = frozenset(n for n in positions.read_alone if _read_excused(reading.positions[n], gold))
    marked = Marked(gold, reading, positions, claims, attributions, gold_excused, read_excused, {})
    return replace(marked, tallies=dict(_tallies(marked)))


def _gold_excused(position: GoldPosition, reading: Reading) -> bool:
    """Optional, or a crowd marked as one that may also stand in the claims, and does."""
    if position.optional:
        return True
    aggregates = ((c.evidence, c.low) for c in reading.claims if c.kind == "aggregate")
    return position.aggregate and _stands_among(position.actor, (position.evidence,), aggregates)


def _read_excused(position: Position, gold: GoldDocument) -> bool:
    """A counted group that the gold keeps as an aggregate claim."""
    aggregates = (((c.evidence,), c.low) for c in gold.claims or () if c.kind == "aggregate")
    return position.is_group and _stands_among(position.actor, position.evidence, aggregates)


def _stands_among(actor: str, evidence: Spans, aggregates: Iterable[tuple[Spans, object]]) -> bool:
    """``over 30`` may be kept as low 30 or, counted among members, as 31."""
    count = count_of(actor)
    return actor.startswith(GROUP) and any(
        overlap(evidence, where) and (count is None or low is None or low in (count, count + 1))
        for where, low in aggregates
    )


def _tallies(marked: Marked) -> Iterator[tuple[str, Tally]]:
    yield "positions", _found(marked, marked.positions)
    for key, rule in RULES.items():
        yield key, _found(marked, match_positions(marked.gold.positions, marked.reading.positions, rule))
    yield from _field_tallies(marked.pairs)
    yield from _claim_tallies(marked)
    yield from _attribution_tallies(marked)
    if marked.gold.boilerplate is not None:
        yield (
            "boilerplate",
            _shared_letters(marked.gold.text, marked.gold.boilerplate, marked.reading.document.boilerplate),
        )


def _found(marked: Marked, matching: Matching) -> Tally:
    """Optional positions count neither as found nor as missed, nor do the excused."""
    hits = sum(not marked.gold.positions[g].optional for g, _ in matching.pairs)
    missed = sum(
        n not in marked.gold_excused and not marked.gold.positions[n].optional for n in matching.gold_alone
    )
    false = sum(n not in marked.read_excused for n in matching.read_alone)
    return Tally(hits, hits + false, hits + missed)


def _field_tallies(pairs: Sequence[Pair]) -> Iterator[tuple[str, Tally]]:
    """What was read of the positions that were found; only fields that the gold gives."""
    yield "stance", _share(pairs, "stance", lambda g, r: g.stance == r.stance)
    yield "stance_near", _share(pairs, "stance", near_stance)
    yield "conditions", _sum(_condition_tally(g, r) for g, r in pairs if "conditions" in g.given)
    yield "conditions_exact", _share(pairs, "conditions", same_conditions)
    yield "quantity", _sum(_quantity_tally(pair, same_quantity) for pair in pairs)
    yield "figures", _sum(_quantity_tally(pair, same_figures) for pair in pairs)
    yield "source_kind", _share(pairs, "source_kind", lambda g, r: g.source_kind == r.source_kind)
    yield "evidence_half", _share(pairs, "evidence", lambda g, r: overlap((g.evidence,), r.evidence) >= HALF)
    yield "negated", _share(pairs, "negated", lambda g, r: g.negated == r.negated)
    yield "where", _share(pairs, "where", lambda g, r: g.where == r.where)
    flagged = [(g.superseded, r.superseded) for g, r in pairs if "superseded" in g.given]
    yield "superseded", _sum(Tally(g and r, r, g) for g, r in flagged)


def same_conditions(gold: GoldPosition, read: Position) -> bool:
    return leaf_kinds(gold.conditions) == leaf_kinds(formula_leaves(read.conditions))


def _condition_tally(gold: GoldPosition, read: Position) -> Tally:
    mine, theirs = leaf_kinds(gold.conditions), leaf_kinds(formula_leaves(read.conditions))
    return Tally((mine & theirs).total(), theirs.total(), mine.total())


def _quantity_tally(pair: Pair, same: Callable[..., bool]) -> Tally:
    gold, read = pair
    if not {"quantity_low", "quantity_high"} & gold.given:
        return Tally()
    hit = gold.quantity.known and same(gold.quantity, read.quantity)
    return Tally(hit, read.quantity.known, gold.quantity.known)


def _share(pairs: Sequence[Pair], key: str, right: Callable[[GoldPosition, Position], bool]) -> Tally:
    known = [right(g, r) for g, r in pairs if key in g.given]
    return Tally(sum(known), len(known), len(known))


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _claim_tallies(marked: Marked) -> Iterator[tuple[str, Tally]]:
    if marked.claims is None or marked.gold.claims is None:
        return
    gold, pairs = marked.gold.claims, marked.claims.pairs
    yield "claims", Tally(len(pairs), len(gold), len(gold))
    both = [(gold[g], marked.reading.claims[r]) for g, r in pairs]
    figured = [(g, r) for g, r in both if g.low is not None or g.high is not None]
    right = sum((g.low, g.high) == (r.low, r.high) for g, r in figured)
    yield "claim_figures", Tally(right, len(figured), len(figured))


def _attribution_tallies(marked: Marked) -> Iterator[tuple[str, Tally]]:
    gold, matching = marked.gold.attributions, marked.attributions
    if gold is None or matching is None:
        return
    both = [(gold[g], marked.reading.statements[r]) for g, r in matching.pairs]
    total = len(gold)
    yield "attributions", Tally(sum(linked(g, r) for g, r in both), total, total)
    for part in ("source", "cue", "content"):
        spans = [(getattr(g, part), getattr(r, part)) for g, r in both]
        yield f"{part}_overlap", Tally(sum(overlap((g,), r) > 0 for g, r in spans), total, total)
        yield f"{part}_exact", Tally(sum(same_words(g, r, marked.gold.text) for g, r in spans), total, total)


def linked(gold: GoldAttribution, read: Statement) -> bool:
    """Source and cue touch, and the contents share at least half of their characters."""
    return (
        overlap((gold.source,), read.source) > 0
        and overlap((gold.cue,), read.cue) > 0
        and overlap((gold.content,), read.content) >= HALF
    )


def _shared_letters(text: str, gold: Spans, read: Spans) -> Tally:
    """Counted in characters that are not blank."""
    mine, theirs = (
        {n for span in spans for n in range(span.start, min(span.end, len(text))) if not text[n].isspace()}
        for spans in (gold, read)
    )
    return Tally(len(mine & theirs), len(theirs), len(mine))


def stance_table(marked: Iterable[Marked]) -> Counter[tuple[str, str]]:
    """(marked stance, read stance) of the pairs; ``missed`` and ``none`` where a side has no record."""
    table: Counter[tuple[str, str]] = Counter()
    for one in marked:
        table.update((g.stance, r.stance) for g, r in one.pairs)
        table.update((one.gold.positions[n].stance, "missed") for n in one.missed)
        table.update(("none", one.reading.positions[n].stance) for n in one.false_finds)
    return table
