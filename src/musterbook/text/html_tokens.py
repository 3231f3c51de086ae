"""Cutting a page's source into tags and text with their offsets, in one pass whatever the markup is like.

The standard library's parser takes quadratic time over unclosed tags and quotes, and knows lines and columns
only; pages come from anywhere, so this one never looks twice at the same stretch.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_PLAIN = re.compile(r"""[^>"']*""")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/][^\s=>/]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")


class Token(NamedTuple):
    """A piece of the source: ``kind`` is open, close, text or raw; ``name`` of the tag, in lower case."""

    kind: str
    name: str
    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts in order; comments, declarations and instructions are left out."""
    return _Cutter(source).run()


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of an opening tag, names in lower case, values unescaped; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source, token.start + 1 + len(token.name), token.end - 1):
        plain = value[1:-1] if value[:1] in ('"', "'") and value[-1:] == value[:1] else value
        found.setdefault(name.lower(), unescape(plain))
    return found


def words(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """A text as parts ``(said, start, end)``: entities stand for what they mean, the rest for itself."""
    at = start
    for found in _ENTITY.finditer(source, start, end):
        meant = unescape(found.group())
        if meant == found.group():
            continue
        if found.start() > at:
            yield source[at : found.start()], at, found.start()
        yield meant, found.start(), found.end()
        at = found.end()
    if at < end:
        yield source[at:end], at, end


class _Cutter:
    """Walks the source once; remembers which ends do not come any more, so as not to look for them again."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.missing: set[str] = set()
        self.quotes_broken = False

    def run(self) -> Iterator[Token]:
        at = text = 0
        while (at := self.source.find("<", at)) >= 0:
            end, token = self._markup(at)
            if end is None:
                at += 1
                continue
            if at > text:
                yield Token("text", "", text, at)
            if token is not None:
                yield token
                if token.kind == "open" and token.name in RAW:
                    raw_end = self._raw_end(token.name, end)
                    yield Token("raw", token.name, end, raw_end)
                    end = raw_end
            at = text = end
        if text < len(self.source):
            yield Token("text", "", text, len(self.source))

    def _markup(self, at: int) -> tuple[int | None, Token | None]:
        """The end of the markup at ``at`` and its token if it is a tag; no end where it is only a sign."""
        if self.source.startswith(("<!", "<?"), at):
            return self._aside(at), None
        named = _NAME.match(self.source, at, at + 80)
        if named is None:
            return None, None
        end = self._tag_end(named.end())
        if end is None:
            return None, None
        kind = "close" if self.source[at + 1] == "/" else "open"
        return end, Token(kind, named.group(1).lower(), at, end)

    def _aside(self, at: int) -> int | None:
        """The end of a comment, a declaration or an instruction."""
        for head, tail in (("<!--", "-->"), ("<![CDATA[", "]]>")):
            if self.source.startswith(head, at):
                end = self._behind(tail, at + len(head) - 2 * (tail == "-->"))
                return end if end is not None else at + len(head)
        return self._behind(">", at)

    def _tag_end(self, at: int) -> int | None:
        """Behind the ``>`` of a tag, quoted ones not counting; where a quote never ends, the first counts."""
        first = at
        while not self.quotes_broken:
            at = _PLAIN.match(self.source, at).end()  # type: ignore[union-attr]
            if at >= len(self.source):
                self.quotes_broken = True
            elif self.source[at] == ">":
                return at + 1
            else:
                closing = self._behind(self.source[at], at + 1)
                self.quotes_broken = closing is None
                at = closing or at
        return self._behind(">", first)

    def _raw_end(self, name: str, at: int) -> int:
        """Where the closing tag of a raw text begins; the text is empty where there is none."""
        if name in self.missing:
            return at
        found = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self.source, at)
        if found is None:
            self.missing.add(name)
            return len(self.source) if name in ("script", "style") else at
        return found.start()

    def _behind(self, tail: str, at: int) -> int | None:
        if tail in self.missing:
            return None
        end = self.source.find(tail, at)
        if end < 0:
            self.missing.add(tail)
            return None
        return end + len(tail)
