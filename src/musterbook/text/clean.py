"""Mending what feeds, copiers and translators do to a text, without losing where its words stood.

Quotation marks are brought to ``"`` and ``'``, odd spaces to a blank, line ends to a newline; text that was
decoded wrongly is decoded again (ftfy); invisible characters are dropped. Every mend is local, so that each
span of the clean text leads back to a span of the text exactly as given.
"""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model.position import Problem
from musterbook.model.span import Span
from musterbook.text.alignment import Alignment, aligned

_DOUBLE = '"“”„‟«»″〝〞＂'
_SINGLE = "'’‘‚‛′`´‹›＇"
_HIDDEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f"
)
_BLANK = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAK = "\x0b\x0c\x85\u2028\u2029"

_MEND = re.compile(
    rf"""(?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,9}});)
    |(?P<mojibake>[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122][\u0080-\u00ff\u0152-\u2122]*)
    |(?P<dropped>\u00ad\r?\n|[{_HIDDEN}]|[\x00-\x08\x0e-\x1f\x7f])
    |(?P<windows>[\x80-\x84\x86-\x9f])
    |(?P<surrogate>[\ud800-\udfff])
    |(?P<newline>\r\n?|[{_BREAK}])
    |(?P<opening>(?<!\S)«[ \u00a0\u202f])
    |(?P<closing>[ \u00a0\u202f]»+(?!\w))
    |(?P<double>``|''|(?P<same>[{_DOUBLE}])(?P=same)*)
    |(?P<single>[{_SINGLE}])
    |(?P<blank>[{_BLANK}])
    |(?P<hyphen>[\u2010\u2011\u2212])
    |(?P<composed>[a-zA-Z][\u0300-\u036f]+)
    |(?P<ligature>[\ufb00-\ufb06])""",
    re.VERBOSE,
)
_LOST = re.compile("[\ufffd\ud800-\udfff]")
_PATH = 300
_OPENED = re.compile("[«‹]")
_NO_QUOTE = re.compile(r"(?:\d|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|s\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanText:
    """``text`` is what is read, ``original`` the text exactly as given; ``layers`` lead from each to each."""

    text: str
    original: str
    layers: tuple[Alignment, ...]
    problems: tuple[Problem, ...] = ()

    def to_original(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the original."""
        span = Span(start, end)
        for layer in reversed(self.layers):
            span = layer.to_source(*span)
        return span

    def to_clean(self, start: int, end: int) -> Span:
        """Where ``original[start:end]`` stands in the clean text; empty where all of it was dropped."""
        span = Span(start, end)
        for layer in self.layers:
            span = layer.to_mended(*span)
        return span


def clean(text: str) -> CleanText:
    """The mended text over the one given; what was mended for good is told in ``problems``."""
    mends = _Mends(text)
    mended, layer = aligned(mends.parts(), len(text))
    return CleanText(mended, text, (layer,), tuple(mends.problems))


class _Mends:
    """One pass over a text, which collects what is worth telling: the first case of each kind."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.outer = _outer_single_quotes(text)
        self.problems: list[Problem] = []
        lost = _LOST.search(text)
        if lost:
            self._tell(
                "encoding", "characters that could not be decoded stand in the text", Span(*lost.span())
            )

    def parts(self) -> Iterator[tuple[str, int, int]]:
        at = 0
        for found in _MEND.finditer(self.text):
            start, end = found.span()
            if start > at:
                yield self.text[at:start], at, start
            if found.lastgroup == "mojibake":
                yield from self._mojibake(start, end)
            else:
                yield self._mend(str(found.lastgroup), found.group(), start), start, end
            at = end
        if at < len(self.text):
            yield self.text[at:], at, len(self.text)

    def _mend(self, kind: str, said: str, start: int) -> str:
        if said[-1] in "»›" and self._is_arrow(start, said):
            return " ›" if said[0].isspace() else "›"
        match kind:
            case "entity":
                return canonical(html.unescape(said))
            case "dropped":
                if said < " ":
                    self._tell("control", "control characters were left out", Span(start, start + 1))
                return ""
            case "windows":
                return _windows(said)
            case "single":
                return '"' if start in self.outer else "'"
            case "composed" | "ligature":
                return unicodedata.normalize("NFKC", said)
        return _KINDS[kind]

    def _is_arrow(self, start: int, said: str) -> bool:
        """A ``»`` between blanks that no ``«`` opened parts a path of sections: ``Home » Economy``."""
        end = start + len(said)
        apart = said[0].isspace() or self.text[max(0, start - 1) : start].isspace()
        followed = self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isalnum()
        return apart and followed and not _OPENED.search(self.text, max(0, start - _PATH), start)

    def _mojibake(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Wrongly decoded characters decoded again; characters that are in order pass one by one."""
        said = self.text[start:end]
        fixed = _decoded_again(self.text, start, end)
        if fixed != said:
            self._tell("encoding", "wrongly decoded characters were mended", Span(start, end))
            yield canonical(fixed), start, end
            return
        for at in range(start, end):
            yield ('"' if at in self.outer else canonical(self.text[at])), at, at + 1

    def _tell(self, kind: str, message: str, span: Span) -> None:
        if all(problem.message != message for problem in self.problems):
            self.problems.append(Problem(kind, message, span))


_KINDS = {
    "surrogate": "\ufffd",
    "newline": "\n",
    "opening": '"',
    "closing": '"',
    "double": '"',
    "blank": " ",
    "hyphen": "-",
}


def canonical(said: str) -> str:
    """A few characters with their quotation marks, blanks and line ends in the canonical form."""
    return "".join(_canonical_letter(letter) for letter in said)


def _canonical_letter(letter: str) -> str:
    found = _MEND.match(letter)
    if found is None or found.lastgroup == "entity":
        return letter
    if found.lastgroup == "single":
        return "'"
    if found.lastgroup == "windows":
        return _windows(letter)
    if found.lastgroup == "ligature":
        return unicodedata.normalize("NFKC", letter)
    return _KINDS.get(str(found.lastgroup), "")


def _windows(letter: str) -> str:
    """What a Windows code page meant by a character that Latin-1 leaves to control codes."""
    meant = letter.encode("latin-1").decode("cp1252", "ignore")
    return canonical(meant) if meant != letter else ""


def _decoded_again(text: str, start: int, end: int) -> str:
    """``text[start:end]`` decoded once more, if the letters around it speak for that too."""
    import ftfy  # a costly import that most texts never need

    head = _ASCII_END.search(text, max(0, start - 3), start)
    tail = _ASCII.match(text, end, end + 3)
    before = head.group() if head else ""
    after = tail.group() if tail else ""
    fixed = ftfy.fix_encoding(before + text[start:end] + after)
    return fixed.removeprefix(before).removesuffix(after).replace("â€", '"')


_ASCII = re.compile("[a-zA-Z]*")
_ASCII_END = re.compile("[a-zA-Z]*$")
_OPEN_SINGLE = re.compile(r"(?<![^\s\"“„(\[{—–-])['‘‚](?=[^\W_])")
_CLOSE_SINGLE = re.compile(r"(?<=[^\s])['’‘](?=$|[^\w'’])", re.MULTILINE)
_LINE = re.compile(r"[^\n\r]+")
_TRIES = 12


def _outer_single_quotes(text: str) -> frozenset[int]:
    """Offsets of the single marks that quote: paired in a line, not inside double quotes, no apostrophes."""
    found: set[int] = set()
    for line in _LINE.finditer(text):
        if _OPEN_SINGLE.search(text, *line.span()):
            found.update(_quoting(text, *line.span()))
    return frozenset(found)


def _quoting(text: str, start: int, stop: int) -> Iterator[int]:
    """Pairs within one line, left to right; a mark that is taken as an end opens nothing."""
    closers = [m.start() for m in _CLOSE_SINGLE.finditer(text, start, stop)]
    doubles = [start + m.start() for m in re.finditer(f"[{_DOUBLE}]", text[start:stop])]
    behind = start
    for opener in _OPEN_SINGLE.finditer(text, start, stop):
        at = opener.start()
        if at < behind or _NO_QUOTE.match(text, at + 1) or bisect_left(doubles, at) % 2:
            continue
        first = bisect_right(closers, at)
        end = _closer(text, at, closers[first : first + _TRIES])
        if end is not None:
            yield from (at, end)
            behind = end + 1


def _closer(text: str, opener: int, later: list[int]) -> int | None:
    """The mark that ends the quotation: one beside punctuation; of curly quotes failing that the first."""
    for k in later:
        if text[k - 1] in ".,!?;:…" or text[k + 1 : k + 2] in (
            "",
            "\n",
            "\r",
            ".",
            ",",
            ";",
            ":",
            "!",
            "?",
            ")",
        ):
            return k
    return later[0] if later and text[opener] == "‘" else None
