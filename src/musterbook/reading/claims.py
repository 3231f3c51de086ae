"""What is said of the whole: how many would join, what is needed, what happens when, what is threatened.

A claim adds nobody to the muster (rule 5). Figures of states, money or soldiers that no single actor
gives are read here, with the words that prove them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.position import Claim
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.conditions import segments
from musterbook.reading.dates import DateMention, date_mentions
from musterbook.reading.drafts import Draft, by_sentence
from musterbook.reading.mentions import Marked
from musterbook.reading.quantities import QuantityMention, quantities

MEMBER_UNITS = frozenset(("countries", "states", "nations", "leaders", "members", "governments", "capitals"))
ENABLER = "enabler"
ENABLER_REACH = 2
WIDTH = 160


@dataclass(frozen=True, slots=True)
class ClaimCue:
    words: tuple[str, ...]
    kind: str
    note: str


@lru_cache(maxsize=4)
def claim_cues(codebook: Codebook) -> dict[str, tuple[ClaimCue, ...]]:
    found: dict[str, list[ClaimCue]] = {}
    for row in codebook.rows("claim_cues"):
        cue = ClaimCue(tuple(row["pattern"].split()), row["kind"], row["note"])
        found.setdefault(cue.words[0], []).append(cue)
    return {first: tuple(sorted(cues, key=lambda c: -len(c.words))) for first, cues in found.items()}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every rule about claims may look at: the text, its dates, the sentence's cues, figures and
    drafts."""

    text: str
    days: tuple[DateMention, ...]
    sentence: Marked
    cues: tuple[tuple[ClaimCue, int], ...]
    figures: tuple[QuantityMention, ...]
    own: tuple[Draft, ...]
    closed: frozenset[int]


def find_claims(
    text: str,
    marked: Sequence[Marked],
    drafts: Sequence[Draft],
    reports: Sequence[Report],
    codebook: Codebook,
    published: date | None,
) -> list[tuple[Claim, Report | None]]:
    """Claims in text order with the report each stands in."""
    days = tuple(date_mentions(text, published))
    found: list[tuple[int, Claim]] = []
    places = by_sentence(drafts)
    for sentence in marked:
        number = sentence.tree.number
        ground = _Ground(
            text,
            days,
            sentence,
            tuple(cues_in(sentence, codebook)),
            tuple(quantities(text, *sentence.tree.span)),
            tuple(drafts[k] for k in places.get(number, ())),
            frozenset(i for s in segments(sentence, codebook) for i in s.indices),
        )
        found.extend((number, claim) for rule in RULES for claim in rule(ground))
    return [(claim, report_of(claim.evidence[0], reports)) for claim in _with_enablers(found)]


def _with_enablers(found: Sequence[tuple[int, Claim]]) -> list[Claim]:
    """A force that "can be sustained only with ..." has that support as an enabler (rule 10)."""
    needs = [
        (n, c.on) for n, c in found if c.kind == "requirement" and c.what == ENABLER and c.on is not None
    ]
    return [replace(c, enablers=_near(n, needs)) if _is_size(c) else c for n, c in found]


def _is_size(claim: Claim) -> bool:
    return claim.kind == "requirement" and claim.on is not None and claim.what != ENABLER


def _near(number: int, needs: Sequence[tuple[int, str | None]]) -> tuple[str, ...]:
    return tuple(sorted({on for n, on in needs if on is not None and abs(n - number) <= ENABLER_REACH}))


def cues_in(sentence: Marked, codebook: Codebook) -> list[tuple[ClaimCue, int]]:
    table, words = claim_cues(codebook), sentence.tree.lower
    return [
        (cue, i)
        for i, word in enumerate(words)
        for cue in table.get(word, ())
        if words[i : i + len(cue.words)] == cue.words
    ]


def _members(ground: _Ground) -> list[Claim]:
    """A count of states: "more than 30" means at least 31 (the annotation guide's convention)."""
    counts = [
        q for q in ground.figures if q.unit in MEMBER_UNITS and (q.low is not None or q.high is not None)
    ]
    return [Claim("", "aggregate", "members", (q.span,), _above(q), q.high, q.unit) for q in counts]


def _above(q: QuantityMention) -> Decimal | None:
    over = q.bound in ("more than", "over", "above", "upwards of", "in excess of")
    return q.low + 1 if over and q.low is not None else q.low


def _sized(ground: _Ground) -> list[Claim]:
    """Figures beside a word of need or of totals that are no actor's own contribution."""
    kinds = {cue.kind for cue, _ in ground.cues if cue.note != "weak"}
    kind = next((k for k in ("requirement", "aggregate") if k in kinds), None)
    if kind is None:
        return []
    taken = {(d.quantity.low, d.quantity.high) for d in ground.own}
    free = [
        q
        for q in ground.figures
        if q.unit is not None and q.unit not in MEMBER_UNITS and _known(q) and (q.low, q.high) not in taken
    ]
    return [_size(ground, kind, q) for q in free[:2]]


def _known(q: QuantityMention) -> bool:
    return q.low is not None or q.high is not None


def _size(ground: _Ground, kind: str, q: QuantityMention) -> Claim:
    what = "size of the force" if kind == "requirement" and q.unit == "persons" else f"{q.unit} {kind}"
    return Claim("", kind, what, (_clause_of(ground.sentence, q.span),), q.low, q.high, q.unit, q.on)


def _clause_of(sentence: Marked, span: Span) -> Span:
    """From the nearest verb above the figure to the figure's end."""
    tree = sentence.tree
    inside = tree.indices_in(span)
    if not inside:
        return span
    verb = next((up for up in tree.ancestors(inside[-1]) if tree.upos(up) in ("VERB", "AUX")), None)
    if verb is None:
        return span
    return Span(min(tree.tokens[verb].start, span.start), max(span.end, tree.tokens[verb].end))


def _enabling(ground: _Ground) -> list[Claim]:
    """``the force can last only with Chilean helicopters``: a contribution that the whole depends on."""
    tree = ground.sentence.tree
    if ground.own or "only" not in tree.lower:
        return []
    hits = [
        s
        for s in ground.sentence.subjects
        if s.kind == "contribution"
        and not s.weak
        and set(s.indices) <= ground.closed
        and s.on != "unspecified"
    ]
    return (
        [Claim("", "requirement", ENABLER, (tree.span_of(list(hits[0].indices)),), on=hits[0].on)]
        if hits
        else []
    )


def _event(ground: _Ground) -> list[Claim]:
    """A dated fact that is no position: a meeting, a vote, a suspension."""
    hit = next((i for cue, i in ground.cues if cue.kind == "event"), None)
    if ground.own or hit is None:
        return []
    evidence = _main_clause(ground.sentence, hit)
    day = _day_of(ground, evidence)
    if day is None:
        return []
    what = printed(ground.text, evidence)
    return [Claim("", "event", what, (evidence,), from_day=day.from_day, to_day=day.to_day)]


def _day_of(ground: _Ground, clause: Span) -> DateMention | None:
    """The day told in the clause itself, else the first one of its sentence."""
    span = ground.sentence.tree.span
    near = [m for m in ground.days if span.start <= m.span[0] < span.end]
    inside = [m for m in near if clause.start <= m.span[0] < clause.end]
    return next(iter(inside or near), None)


def _warning(ground: _Ground) -> list[Claim]:
    """A threat or a prediction of harm, without a measure."""
    hit = next((i for cue, i in ground.cues if cue.kind == "warning" and cue.note != "weak"), None)
    if ground.own or hit is None:
        return []
    evidence = _main_clause(ground.sentence, hit)
    return [Claim("", "warning", printed(ground.text, evidence), (evidence,))]


def printed(text: str, span: Span) -> str:
    """The words of a span on one line, cut where they are many."""
    words = " ".join(span.of(text).split())
    return words if len(words) <= WIDTH else words[: WIDTH - 1].rsplit(" ", 1)[0] + "…"


def _main_clause(sentence: Marked, i: int) -> Span:
    tree = sentence.tree
    verb = i if tree.upos(i) == "VERB" else next((u for u in tree.ancestors(i) if tree.upos(u) == "VERB"), i)
    words = [k for k in tree.subtree(verb) if tree.upos(k) != "PUNCT" and tree.lower[k] != "that"]
    return tree.span_of(words or [i])


RULES = (_members, _sized, _enabling, _event, _warning)
