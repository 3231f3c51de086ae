"""Who says what, and how each sentence is built: the language model's answer as plain values.

The text is read in windows of whole sentences. Every sentence becomes a dependency tree (Universal
Dependencies) with exactly one root; every attribution keeps the spans of its source, cue and content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.text import attributing, encoding, network, offering, parsing, words
from musterbook.text.offering import ClaimSpan, OfferSpan

Span = tuple[int, int]
_BLOCK = 64  # windows read before their spans are joined: bounds the memory a long text takes


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word; `head` is the index of its governor in the sentence, -1 for the root."""

    index: int
    start: int
    end: int
    text: str
    upos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence and its words, in order."""

    start: int
    end: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """Somebody (source) says (cue) something (content); each a tuple of spans, the source may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model found in a text; `offers` is None where the network has no heads for them."""

    sentences: tuple[ParsedSentence, ...]
    attributions: tuple[AttributionSpan, ...]
    offers: tuple[OfferSpan, ...] | None = None
    claims: tuple[ClaimSpan, ...] = ()


def analyse(text: str, sentences: Sequence[Span], *, threads: int = 0) -> Analysis:
    """Parses the given sentences of `text` and finds its attributions; `threads` = 0 uses all cores."""
    cut = [words.words(text, start, end) for start, end in sentences]
    return analyse_words(text, sentences, cut, network.load(threads) if any(cut) else None)


def analyse_words(
    text: str, sentences: Sequence[Span], cut: Sequence[Sequence[Span]], net: network.Network | None
) -> Analysis:
    """The same for sentences whose words are known already."""
    parses = [parsing.Parse.blank(len(spans)) for spans in cut]
    found: list[AttributionSpan] = []
    offers: list[OfferSpan] = []
    claims: list[ClaimSpan] = []
    if net is not None:
        for block in blocks(text, cut, net):
            _keep_parses(block, net, parses)
            found += _attributions(block, net)
            offers += [offer for read in block for offer in offering.offers(read, net)]
            claims += [claim for read in block for claim in offering.claims(read, net)]
    trees = tuple(_sentence(text, *item) for item in zip(sentences, cut, parses, strict=True))
    known = net is not None and bool(net.stances)
    return Analysis(trees, tuple(found), tuple(offers) if known else None, tuple(claims))


def blocks(
    text: str, cut: Sequence[Sequence[Span]], net: network.Network
) -> Iterator[list[attributing.Read]]:
    """Runs the network over all windows and hands them out in bounded blocks."""
    flat = [span for spans in cut for span in spans]
    pieces = encoding.pieces([text[start:end] for start, end in flat])
    features = encoding.features(text, flat)
    bases = _bases(cut)
    counts = [
        [len(p) for p in pieces[base : base + len(spans)]] for base, spans in zip(bases, cut, strict=True)
    ]
    block: list[attributing.Read] = []
    for parts in encoding.windows(counts, net.window):
        first, last = bases[parts[0][0]] + parts[0][1], bases[parts[-1][0]] + parts[-1][2]
        scores = net.run(pieces[first:last], features[first:last])
        block.append(attributing.Read(parts, flat[first:last], scores))
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def _bases(cut: Sequence[Sequence[Span]]) -> list[int]:
    """The number of words before each sentence."""
    bases = [0]
    for spans in cut:
        bases.append(bases[-1] + len(spans))
    return bases[:-1]


def _keep_parses(block: list[attributing.Read], net: network.Network, parses: list[parsing.Parse]) -> None:
    for read in block:
        place = 0
        for sentence, first, last in read.parts:
            rows = slice(place, place + last - first)
            parsing.fill(parses[sentence], first, parsing.parse(read.scores, rows, net))
            place += last - first


def _attributions(block: list[attributing.Read], net: network.Network) -> list[AttributionSpan]:
    if not net.tags:
        return []
    return [AttributionSpan(*parts) for parts in attributing.attributions(block, net)]


def _sentence(text: str, span: Span, spans: Sequence[Span], parse: parsing.Parse) -> ParsedSentence:
    tokens = tuple(
        Token(
            index, start, end, text[start:end], parse.upos[index], parse.heads[index], parse.relations[index]
        )
        for index, (start, end) in enumerate(spans)
    )
    return ParsedSentence(*span, tokens)
