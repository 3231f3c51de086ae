"""What went wrong, one by one, with the sentence: every miss and false find, every wrong field.

The same findings are printed for people and given as JSON.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from musterbook.desk.evaluate.gold import GoldPosition
from musterbook.desk.evaluate.marking import Marked, linked, same_conditions
from musterbook.desk.evaluate.matching import formula_leaves, overlap, same_quantity
from musterbook.model.exchange import number_json
from musterbook.model.position import Position, Quantity
from musterbook.model.span import Span, hull
from musterbook.text.sentences import sentences

Json = dict[str, Any]

KINDS = {
    "miss": "missed",
    "false_find": "false find",
    "stance": "wrong stance",
    "conditions": "wrong conditions",
    "quantity": "wrong quantity",
    "source_kind": "wrong source kind",
    "negated": "wrong negation",
    "where": "wrong place",
    "missed_claim": "missed claim",
    "claim_figures": "wrong figures of a claim",
    "missed_attribution": "missed attribution",
    "attribution": "attribution only in part",
    "excused": "counts neither way",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as marked: its kind (``KINDS``), the passage, what the gold has and was read."""

    document: str
    kind: str
    span: Span
    words: str
    sentence: str
    gold: str | None = None
    read: str | None = None
    nearby: tuple[str, ...] = ()


def findings(marked: Marked) -> tuple[Finding, ...]:
    """Everything wrong in one text, in the order of the text."""
    page = _Page(marked)
    found = [*page.alone(), *page.fields(), *page.claims(), *page.attributions()]
    return tuple(sorted(found, key=lambda f: (f.span, list(KINDS).index(f.kind), str(f.gold), str(f.read))))


class _Page:
    """One marked text and its sentences."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.text = marked.gold.text
        self.sentences: Sequence[Span] = sentences(self.text)

    def finding(
        self,
        kind: str,
        span: Span,
        gold: str | None = None,
        read: str | None = None,
        nearby: Iterable[str] = (),
    ) -> Finding:
        around = [s for s in self.sentences if s.overlaps(span)] or [span]
        sentence = hull([*around, span]).of(self.text)
        return Finding(
            self.marked.gold.name, kind, span, span.of(self.text), sentence, gold, read, tuple(nearby)
        )

    def alone(self) -> Iterator[Finding]:
        golds, reads = self.marked.gold.positions, self.marked.reading.positions
        free = [reads[n] for n in self.marked.positions.read_alone]
        for n in self.marked.positions.gold_alone:
            gold = golds[n]
            if gold.optional:
                continue
            kind = "excused" if n in self.marked.gold_excused else "miss"
            near = (read_words(r) for r in free if overlap((gold.evidence,), r.evidence))
            yield self.finding(kind, gold.evidence, gold_words(gold), None, near)
        for n in self.marked.positions.read_alone:
            read = reads[n]
            kind = "excused" if n in self.marked.read_excused else "false_find"
            near = (gold_words(g) for g in golds if overlap((g.evidence,), read.evidence))
            yield self.finding(kind, _place(read, self.text), None, read_words(read), near)

    def fields(self) -> Iterator[Finding]:
        for gold, read in self.marked.pairs:
            for kind, mine, theirs in _differences(gold, read):
                who = f"{gold.actor} {gold.on}: "
                yield self.finding(kind, gold.evidence, who + mine, who + theirs, [read_words(read)])

    def claims(self) -> Iterator[Finding]:
        golds, reads = self.marked.gold.claims or (), self.marked.reading.claims
        matching = self.marked.claims
        for n in matching.gold_alone if matching else ():
            yield self.finding("missed_claim", golds[n].evidence, f"{golds[n].kind}: {golds[n].what}")
        for g, r in matching.pairs if matching else ():
            gold, read = golds[g], reads[r]
            mine, theirs = Quantity(gold.low, gold.high), Quantity(read.low, read.high)
            if mine.known and mine != theirs:
                words = f"{gold.kind}: {_figures(mine)}", f"{read.kind}: {_figures(theirs)}"
                yield self.finding("claim_figures", gold.evidence, *words)

    def attributions(self) -> Iterator[Finding]:
        golds, reads = self.marked.gold.attributions or (), self.marked.reading.statements
        matching = self.marked.attributions
        for n in matching.gold_alone if matching else ():
            yield self.finding("missed_attribution", golds[n].content, self._said(golds[n]))
        for g, r in matching.pairs if matching else ():
            if not linked(golds[g], reads[r]):
                yield self.finding(
                    "attribution", golds[g].content, self._said(golds[g]), self._said(reads[r])
                )

    def _said(self, statement: Any) -> str:
        """``source | cue | content`` of a marked attribution or of a read statement."""
        parts = (getattr(statement, part) for part in ("source", "cue", "content"))
        spans = ((part,) if isinstance(part, Span) else part for part in parts)
        return " | ".join(" ... ".join(s.of(self.text) for s in part) or "-" for part in spans)


def _place(read: Position, text: str) -> Span:
    """Where a read position stands; the head of the text for one without evidence."""
    return hull(read.evidence) if read.evidence else Span(0, min(1, len(text)))


def _differences(gold: GoldPosition, read: Position) -> Iterator[tuple[str, str, str]]:
    if gold.stance != read.stance:
        yield "stance", gold.stance, read.stance
    if "conditions" in gold.given and not same_conditions(gold, read):
        yield "conditions", _listed(gold.conditions), _listed(formula_leaves(read.conditions))
    known = gold.quantity.known or read.quantity.known
    if (
        known
        and {"quantity_low", "quantity_high"} & gold.given
        and not same_quantity(gold.quantity, read.quantity)
    ):
        yield "quantity", _figures(gold.quantity), _figures(read.quantity)
    for key in ("source_kind", "negated", "where"):
        mine, theirs = getattr(gold, key), getattr(read, key)
        if key in gold.given and mine != theirs:
            yield key, str(mine), str(theirs)


def gold_words(gold: GoldPosition) -> str:
    """A marked position in one line."""
    return _position_words(gold, gold.conditions)


def read_words(read: Position) -> str:
    """A read position in one line, with the rules that read it."""
    rules = ",".join(dict.fromkeys(b.rule for b in read.because))
    return _position_words(read, formula_leaves(read.conditions)) + (f"  <{rules}>" if rules else "")


def _position_words(position: GoldPosition | Position, conditions: Iterable[str]) -> str:
    words = [position.actor, position.on, position.stance]
    if position.quantity.known:
        words.append(_figures(position.quantity))
    if named := _listed(conditions):
        words.append(f"if {named}")
    return " ".join(words) + f" ({position.source_kind})"


def _listed(leaves: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(leaves))


def _figures(quantity: Quantity) -> str:
    low, high = number_json(quantity.low), number_json(quantity.high)
    if low is None and high is None:
        return "no number"
    span = f"{low}" if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    return f"{span} {quantity.unit}" if quantity.unit else span


def finding_json(finding: Finding) -> Json:
    """The machine form of a finding."""
    return {
        "document": finding.document,
        "kind": finding.kind,
        "span": list(finding.span),
        "words": finding.words,
        "sentence": finding.sentence,
        "gold": finding.gold,
        "read": finding.read,
        "nearby": list(finding.nearby),
    }


def finding_text(finding: Finding) -> str:
    """The form for people: where, what, the sentence with the passage in brackets."""
    start, end = finding.span
    lines = [f"[{finding.document}] {KINDS[finding.kind]} at {start}-{end}"]
    lines += [f"    gold: {finding.gold}"] if finding.gold else []
    lines += [f"    read: {finding.read}"] if finding.read else []
    other = "read there" if finding.kind in ("miss", "excused") and finding.gold else "marked there"
    label = "as read" if finding.gold and finding.read else other
    lines += [f"    {label}: {near}" for near in finding.nearby]
    shown = finding.sentence.replace(finding.words, f"[{finding.words}]", 1)
    return "\n".join([*lines, f"    {' '.join(shown.split())}"])
