"""Measures the exported model through the run-time code.

`python -m training.evaluate --corpora ../shared/corpora` prints the scores of the shipped weights.

Attribution is measured as it is used, with the shipped sentence splitter and word tokeniser: exact spans
per part, and links (cue and source overlap, content Jaccard of at least a half). The parse is measured on
the treebank's own words, as is usual, and end to end over the shipped tokeniser.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from musterbook.text import network, syntax
from musterbook.text.decoding import spans
from musterbook.text.offering import OfferSpan
from musterbook.text.sentences import sentences
from musterbook.text.words import words
from training import corpora
from training.corpora import PARTS, Document, Span
from training.marked import MarkedText


@dataclass(slots=True)
class Count:
    """Right, given and wanted answers."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, given: Iterable[object], wanted: Iterable[object]) -> None:
        mine, gold = Counter(given), Counter(wanted)
        self.right += (mine & gold).total()
        self.given += mine.total()
        self.wanted += gold.total()

    def f1(self) -> float:
        return round(200 * self.right / max(1, self.given + self.wanted), 1)


@dataclass(slots=True)
class Counts:
    """One count per question."""

    of: dict[str, Count] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Count:
        return self.of.setdefault(name, Count())

    def scores(self) -> dict[str, float]:
        return {name: count.f1() for name, count in self.of.items()}


def attribution_scores(documents: Sequence[Document], net: network.Network) -> dict[str, float]:
    counts = Counts()
    for document in documents:
        bounds = [(document.words[a][0], document.words[b - 1][1]) for a, b in document.sentences]
        cut = [document.words[a:b] for a, b in document.sentences]
        found = syntax.analyse_words(document.text, bounds, cut, net).attributions
        count_spans(counts, document, found)
        count_links(counts["linked"], document, found)
    linked = counts["linked"]
    return counts.scores() | {
        "linked P": round(100 * linked.right / max(1, linked.given), 1),
        "linked R": round(100 * linked.right / max(1, linked.wanted), 1),
    }


def count_spans(counts: Counts, document: Document, found: Sequence[syntax.AttributionSpan]) -> None:
    gold = _gold_spans(document)
    for part in PARTS:
        given = {span for one in found for span in getattr(one, part)}
        counts[f"{part} exact"].add(given, gold[part])
        hits = {g for g in gold[part] if any(_overlap(g, f) for f in given)}
        counts[f"{part} overlap"].right += len(hits)
        counts[f"{part} overlap"].given += len(given)
        counts[f"{part} overlap"].wanted += len(gold[part])


def _gold_spans(document: Document) -> dict[str, set[Span]]:
    """The flat gold spans, snapped to whole words."""
    out: dict[str, set[Span]] = {part: set() for part in PARTS}
    for label, first, last in spans([corpora.TAGS[tag] for tag in document.labels.tags]):
        out[label].add((document.words[first][0], document.words[last - 1][1]))
    return out


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def count_links(count: Count, document: Document, found: Sequence[syntax.AttributionSpan]) -> None:
    free = list(document.attributions)
    count.given += len(found)
    count.wanted += len(free)
    for one in found:
        match = next((gold for gold in free if _same(one, gold)), None)
        if match is not None:
            free.remove(match)
            count.right += 1


def _same(one: syntax.AttributionSpan, gold: dict[str, list[Span]]) -> bool:
    source = _touch(one.source, gold["source"]) or not (one.source or gold["source"])
    return source and _touch(one.cue, gold["cue"]) and _jaccard(one.content, gold["content"]) >= 0.5


def _touch(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(_overlap(a, b) for a in one for b in other)


def _jaccard(one: Sequence[Span], other: Sequence[Span]) -> float:
    mine, gold = ({place for span in spans for place in range(*span)} for spans in (one, other))
    return len(mine & gold) / max(1, len(mine | gold))


def offer_scores(texts: Sequence[MarkedText], net: network.Network, sure: float = 0.5) -> dict[str, float]:
    """Positions whose actor's words overlap and whose subject agrees; then their stances and conditions."""
    counts = Counts()
    for text in texts:
        bounds = sentences(text.text)
        found = syntax.analyse_words(text.text, bounds, [words(text.text, *b) for b in bounds], net)
        given = [offer for offer in found.offers or () if offer.likelihood >= sure]
        _count_offers(counts, text, given)
        counts["claim"].add(
            [c.kind for c in found.claims if any(_overlap(c.span, g) for k, g in text.claims if k == c.kind)],
            [kind for kind, _ in text.claims],
        )
    return counts.scores()


def _count_offers(counts: Counts, text: MarkedText, given: Sequence[OfferSpan]) -> None:
    free, pairs = list(text.positions), []
    for offer in given:
        fits = [g for g in free if _touch(offer.who, [g.who]) and g.on == offer.subject]
        if fits:
            best = max(fits, key=lambda g: (g.stance == offer.stance, _touch(offer.what, [g.what])))
            free.remove(best)
            pairs.append((offer, best))
    counts["position"].right += len(pairs)
    counts["position"].given += len(given)
    counts["position"].wanted += sum(not g.optional for g in text.positions)
    counts["position and stance"].right += sum(o.stance == g.stance for o, g in pairs)
    counts["position and stance"].given += len(given)
    counts["position and stance"].wanted += sum(not g.optional for g in text.positions)
    for offer, gold in pairs:
        wanted = {"joins" if c.id.startswith("joins") else c.id for c in gold.conditions}
        counts["condition"].add({c.id for c in offer.conditions}, wanted)
        counts["cue overlap"].add([True] if offer.cue and _overlap(offer.cue, gold.cue) else [], [True])


def syntax_scores(documents: Sequence[Document], net: network.Network) -> dict[str, float]:
    counts = Counts()
    for document in documents:
        bounds = [(document.words[a][0], document.words[b - 1][1]) for a, b in document.sentences]
        gold_words = [document.words[a:b] for a, b in document.sentences]
        own_words = [words(document.text, *bound) for bound in bounds]
        for name, cut in (("", gold_words), (" own words", own_words)):
            analysis = syntax.analyse_words(document.text, bounds, cut, net)
            _count_trees(counts, document, analysis, name)
    return counts.scores()


def _count_trees(counts: Counts, document: Document, analysis: syntax.Analysis, name: str) -> None:
    labels, gold = document.labels, document.words
    heads = [gold[head] if head >= 0 else (-1, -1) for head in labels.heads]
    mine = [_arc(sentence, token) for sentence in analysis.sentences for token in sentence.tokens]
    counts["UPOS" + name].add(((s, upos) for s, upos, _, _ in mine), zip(gold, labels.upos, strict=True))
    counts["UAS" + name].add(((s, head) for s, _, head, _ in mine), zip(gold, heads, strict=True))
    counts["LAS" + name].add(
        ((s, head, relation) for s, _, head, relation in mine),
        zip(gold, heads, labels.relations, strict=True),
    )


def _arc(sentence: syntax.ParsedSentence, token: syntax.Token) -> tuple[Span, str, Span, str]:
    head = sentence.tokens[token.head] if token.head >= 0 else None
    return (token.start, token.end), token.upos, (head.start, head.end) if head else (-1, -1), token.deprel


def speed(documents: Sequence[Document], folder: Path | None) -> float:
    """Words a second on one thread."""
    net = network.load(1, folder)
    started, seen = time.perf_counter(), 0
    for document in documents:
        bounds = [(document.words[a][0], document.words[b - 1][1]) for a, b in document.sentences]
        syntax.analyse_words(document.text, bounds, [words(document.text, *bound) for bound in bounds], net)
        seen += len(document.words)
    return round(seen / (time.perf_counter() - started))


def measure(folder: Path | None, given: Path, split: str = "dev") -> dict[str, float]:
    net = network.load(0, folder)
    trees = corpora.treebank(given / f"ewt_{split}.conllu.gz")
    scores = syntax_scores(trees, net)
    if net.tags:
        quotes = corpora.polnear(given / f"polnear_{split}.jsonl.gz")
        scores |= attribution_scores(quotes, net) | {"words/s, one thread": speed(quotes[:20], folder)}
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--weights", type=Path, help="folder of exported weights; without it the shipped ones"
    )
    args = parser.parse_args()
    print(json.dumps(measure(args.weights, args.corpora), indent=1))


if __name__ == "__main__":
    main()
