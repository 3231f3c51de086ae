"""What is said of the whole: how many would join, what is needed, what happens when, what is threatened.

A claim adds nobody to the muster (rule 5). Figures of states, money or soldiers that no single actor gives are read
here, with the words that prove them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.position import Claim
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.dates import DateMention, date_mentions
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.quantities import QuantityMention, quantities

MEMBER_UNITS = frozenset(("countries", "states", "nations", "leaders", "members", "governments", "capitals"))
ENABLING = frozenset(("if", "only", "without", "supported", "backed", "unless", "provided", "sustained", "sustainable"))


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


def find_claims(
    text: str,
    marked: Sequence[Marked],
    drafts: Sequence[Draft],
    reports: Sequence[Report],
    codebook: Codebook,
    published: date | None,
) -> list[tuple[Claim, Report | None]]:
    """Claims in text order with the report each stands in."""
    found: list[tuple[Claim, Report | None]] = []
    for sentence in marked:
        for claim in _claims_of(text, sentence, drafts, codebook, published):
            found.append((claim, report_of(claim.evidence[0], reports)))
    return found


def _claims_of(
    text: str, sentence: Marked, drafts: Sequence[Draft], codebook: Codebook, published: date | None
) -> list[Claim]:
    cues = cues_in(sentence, codebook)
    figures = quantities(text, *sentence.tree.span)
    own = [d for d in drafts if d.sentence == sentence.tree.number]
    claims = [_members(sentence, q) for q in figures if q.unit in MEMBER_UNITS and q.low is not None or q.unit in MEMBER_UNITS and q.high is not None]
    claims += _sized(sentence, figures, cues, own)
    claims += _enabling(sentence, cues, own)
    if not own:
        claims += _event(text, sentence, cues, published)
        claims += _warning(sentence, cues)
    return claims


def cues_in(sentence: Marked, codebook: Codebook) -> list[tuple[ClaimCue, int]]:
    table, words = claim_cues(codebook), sentence.tree.lower
    return [
        (cue, i)
        for i, word in enumerate(words)
        for cue in table.get(word, ())
        if words[i : i + len(cue.words)] == cue.words
    ]


def _members(sentence: Marked, q: QuantityMention) -> Claim:
    """A count of states: "more than 30" means at least 31 (the annotation guide's convention)."""
    low, high = q.low, q.high
    if q.bound in ("more than", "over", "above", "upwards of", "in excess of") and low is not None:
        low = low + 1
    return Claim("", "aggregate", "members", (q.span,), low, high, q.unit)


def _sized(
    sentence: Marked, figures: Sequence[QuantityMention], cues: Sequence[tuple[ClaimCue, int]], own: Sequence[Draft]
) -> list[Claim]:
    """Figures beside a word of need or of totals that are no actor's own contribution."""
    taken = [d.quantity.words for d in own if d.quantity.words]
    kinds = {cue.kind for cue, _ in cues if cue.note != "weak"}
    kind = next((k for k in ("requirement", "aggregate") if k in kinds), None)
    if kind is None:
        return []
    found = []
    for q in figures:
        known = q.low is not None or q.high is not None
        if known and q.unit is not None and q.unit not in MEMBER_UNITS and not any(w in _text(sentence, q.span) for w in taken):
            what = "size of the force" if kind == "requirement" and q.unit == "persons" else f"{q.unit} {kind}"
            found.append(Claim("", kind, what, (_clause_of(sentence, q.span),), q.low, q.high, q.unit, q.on))
    return found[:2]


def _text(sentence: Marked, span: Span) -> str:
    tree = sentence.tree
    return " ".join(tree.tokens[i].text for i in tree.indices_in(span))


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


def _enabling(sentence: Marked, cues: Sequence[tuple[ClaimCue, int]], own: Sequence[Draft]) -> list[Claim]:
    """``sustainable only if supported by American air power``: a contribution that others depend on."""
    tree = sentence.tree
    if own or not ENABLING & set(tree.lower) or "if" not in tree.lower and "without" not in tree.lower:
        return []
    hits = [s for s in sentence.subjects if s.kind == "contribution" and s.on == "air_cover"]
    return [Claim("", "requirement", "enabler", (tree.span_of(list(hits[0].indices)),), on=hits[0].on)] if hits and "only" in tree.lower else []


def _event(
    text: str, sentence: Marked, cues: Sequence[tuple[ClaimCue, int]], published: date | None
) -> list[Claim]:
    hit = next((i for cue, i in cues if cue.kind == "event"), None)
    if hit is None:
        return []
    day = _day_in(date_mentions(text, published), sentence.tree.span)
    if day is None:
        return []
    evidence = _main_clause(sentence, hit)
    return [
        Claim("", "event", _text(sentence, evidence)[:160], (evidence,), from_day=day.from_day, to_day=day.to_day)
    ]


def _day_in(mentions: Sequence[DateMention], span: Span) -> DateMention | None:
    return next((m for m in mentions if span.start <= m.span[0] < span.end), None)


def _main_clause(sentence: Marked, i: int) -> Span:
    tree = sentence.tree
    verb = i if tree.upos(i) == "VERB" else next((u for u in tree.ancestors(i) if tree.upos(u) == "VERB"), i)
    words = [k for k in tree.subtree(verb) if tree.upos(k) != "PUNCT"]
    return tree.span_of(words or [i])


def _warning(sentence: Marked, cues: Sequence[tuple[ClaimCue, int]]) -> list[Claim]:
    hit = next((i for cue, i in cues if cue.kind == "warning" and cue.note != "weak"), None)
    if hit is None:
        return []
    evidence = _main_clause(sentence, hit)
    return [Claim("", "warning", _text(sentence, evidence)[:160], (evidence,))]


def counted(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None or high is not None
