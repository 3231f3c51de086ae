"""The readable text of a web page, every character of it tied to its place in the page's source.

Markup that is hidden or no text (scripts, menus, forms) is dropped. Captions, teasers and whatever stands
outside the page's main article are kept but marked as boilerplate: an oddly laid out page still reads.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from musterbook.model.span import Span
from musterbook.text.alignment import Alignment, aligned
from musterbook.text.html_meta import Head
from musterbook.text.html_tokens import Token, attributes, tokens, words
from musterbook.text.wordlist import word_set

_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_DROPPED = word_set(
    """script style noscript template svg math iframe object video audio canvas form button select textarea
    nav footer aside dialog menu title map"""
)
_INLINE = word_set(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark output q ruby rp rt s
    samp small span strike strong sub sup time tt u var wbr td th"""
)
_CAPTIONS = word_set("figcaption caption")
_SHUT_BY = {"p": {"p"}, "li": {"li", "p"}, "tr": {"tr", "td", "th"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:newsletter|subscri(?:be|ption)|sign-?up|related|recirc\w*|share|sharing|social|cookies?|consent"
    r"|comments?|breadcrumbs?|promo\w*|advert\w*|paywall|byline|caption|teaser|most-?read|read-?more|read-?also"
    r"|tags|author-?bio|outbrain|taboola|sidebar|toolbar|skip-?link|copyright|disclaimer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BODY_AT_LEAST = 140


@dataclass(frozen=True, slots=True)
class HtmlText:
    """``text`` has one block a line; ``layer`` leads to the source; ``boilerplate`` is in its offsets."""

    text: str
    layer: Alignment
    boilerplate: tuple[Span, ...] = ()
    title: str | None = None
    published: date | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None


def read_html(source: str) -> HtmlText:
    """The text and the metadata of a page; broken markup never raises, it only reads less."""
    page = _Page(source)
    page.read()
    kept = [block for block in page.blocks if block.parts]
    text, layer = aligned(_joined(kept), len(source))
    return HtmlText(
        text,
        layer,
        tuple(_furniture(kept, page.parents)),
        page.head.title,
        page.head.published,
        page.head.url,
        page.head.site,
        page.head.language,
    )


@dataclass(slots=True)
class _Block:
    """A run of text between two block tags: its parts, and where in the page it stands."""

    parts: list[tuple[str, int, int]]
    article: int
    furniture: bool
    heading: bool

    @property
    def length(self) -> int:
        return sum(len(said) for said, _, _ in self.parts)


@dataclass(slots=True)
class _Open:
    """An open element with what it hands down: dropped, furniture, and the number of its main part."""

    name: str
    dropped: bool
    furniture: bool
    article: int


class _Page:
    """Goes over the tokens once and collects blocks and what the head says."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.stack: list[_Open] = []
        self.open: Counter[str] = Counter()
        self.blocks: list[_Block] = []
        self.parts: list[tuple[str, int, int]] = []
        self.space: int | None = None
        self.parents: list[int] = [0]
        self.head = Head()

    def read(self) -> None:
        for token in tokens(self.source):
            if token.kind == "open":
                self._opening(token, attributes(self.source, token))
            elif token.kind == "close":
                self._closing(token)
            elif token.kind == "text" and not self._dropped():
                self._add_text(token)
            elif token.kind == "raw":
                self.head.raw(token.name, self.source[token.start : token.end])
        self._end_block(len(self.source))

    def _opening(self, token: Token, given: dict[str, str]) -> None:
        tag = token.name
        self.head.tag(tag, given)
        if tag not in _INLINE:
            self._end_block(token.start)
            self._shut(_SHUT_BY.get(tag, set()))
        elif tag in ("td", "th"):
            self.space = token.start
        if tag in _VOID or (self.source[token.end - 2] == "/" and tag not in _INLINE):
            return
        self._push(tag, given)
        if tag == "q":
            self._add('"', token.start, token.start + 1)

    def _closing(self, token: Token) -> None:
        tag = token.name
        if tag == "q" and self.open[tag]:
            self._add('"', token.start, token.start + 1)
        if tag not in _INLINE:
            self._end_block(token.start)
        if self.open[tag]:
            while self._pop() != tag:
                pass

    def _add_text(self, token: Token) -> None:
        for said, start, end in words(self.source, token.start, token.end):
            if self.source.startswith("&", start) and said != self.source[start:end]:
                self._add(said, start, end)
            else:
                self._add_words(said, start)

    def _add_words(self, data: str, start: int) -> None:
        at = 0
        for gap in _SPACE.finditer(data):
            if gap.start() > at:
                self._add(data[at : gap.start()], start + at, start + gap.start())
            self.space = start + gap.start()
            at = gap.end()
        if at < len(data):
            self._add(data[at:], start + at, start + len(data))

    def _add(self, said: str, start: int, end: int) -> None:
        if self._dropped():
            return
        if self.space is not None and self.parts:
            self.parts.append((" ", self.space, self.space + 1))
        self.space = None
        self.parts.append((said, start, end))

    def _end_block(self, at: int) -> None:
        """Closes the block before ``at``: where a block tag stands, a line ends."""
        if self.parts:
            top = self.stack[-1] if self.stack else _Open("", False, False, 0)
            heading = self.open["h1"] > 0
            self.parts.append(("\n", at, min(at + 1, len(self.source))))
            self.blocks.append(_Block(self.parts, top.article, top.furniture, heading))
        self.parts = []
        self.space = None

    def _dropped(self) -> bool:
        return bool(self.stack) and self.stack[-1].dropped

    def _push(self, tag: str, given: dict[str, str]) -> None:
        top = self.stack[-1] if self.stack else _Open("", False, False, 0)
        article = top.article
        if tag in ("article", "main") or "articlebody" in given.get("itemprop", "").lower():
            self.parents.append(article)
            article = len(self.parents) - 1
        named = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"[:400]
        structural = tag in ("body", "html", "main", "article")
        self.stack.append(
            _Open(
                tag,
                top.dropped or tag in _DROPPED or (_unseen(given) and not structural),
                top.furniture or tag in _CAPTIONS or (bool(_FURNITURE.search(named)) and not structural),
                article,
            )
        )
        self.open[tag] += 1

    def _pop(self) -> str:
        name = self.stack.pop().name
        self.open[name] -= 1
        return name

    def _shut(self, names: set[str]) -> None:
        """A new paragraph or list item ends the open one, which much markup leaves unsaid."""
        while self.stack and self.stack[-1].name in names:
            self._pop()


def _unseen(given: dict[str, str]) -> bool:
    hidden = "hidden" in given or given.get("aria-hidden", "").lower() == "true"
    return hidden or bool(_UNSEEN.search(given.get("style", "")))


def _joined(blocks: list[_Block]) -> Iterator[tuple[str, int, int]]:
    for block in blocks:
        yield from block.parts


def _furniture(blocks: list[_Block], parents: list[int]) -> Iterator[Span]:
    """The blocks that are marked as furniture or stand outside the main parts of the page."""
    main = _main_parts(blocks, parents)
    at = 0
    for block in blocks:
        end = at + block.length
        outside = bool(main) and block.article not in main and not block.heading
        if block.furniture or outside:
            yield Span(at, end - 1)
        at = end


def _main_parts(blocks: list[_Block], parents: list[int]) -> frozenset[int]:
    """The article that holds most text and what it stands in, or all its sisters where none stands out.

    Sisters of much the same length are the posts of a live page. Empty where nothing holds enough text.
    """
    held: Counter[int] = Counter()
    for block in blocks:
        if block.article and not block.furniture:
            held[block.article] += block.length
    if not held or max(held.values()) < _BODY_AT_LEAST:
        return frozenset()
    largest, length = held.most_common(1)[0]
    sisters = [k for k in held if parents[k] == parents[largest]]
    stands_out = 2 * length >= sum(held[k] for k in sisters)
    return frozenset([*([largest] if stands_out else sisters), *_line_of(largest, parents)])


def _line_of(article: int, parents: list[int]) -> Iterator[int]:
    while parents[article]:
        article = parents[article]
        yield article
