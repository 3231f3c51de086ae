"""Broken, shuffled and spliced texts: each is read within its bounds, or refused in words, never a crash.

Each input is made from our own texts by a seeded change, so the same number gives the same input for ever.
``python -m tests.reading.test_hostile --inputs 10000`` runs more than the suite does and counts the outcomes.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from musterbook.errors import InputError
from musterbook.model.reading import Reading
from musterbook.reading import read_loaded
from musterbook.text.document import Loaded, load_document
from tests.reading.test_pipeline import check
from tests.reading.trees import SAID

TEXTS = Path(__file__).parents[1] / "gold/dev"
EACH, AGAIN = 20, 5  # inputs a change in the suite; every fifth is read twice
LONGEST = 40  # lines are cut to so many words before they are changed: many short inputs find more
MEGABYTE = 1_000_000
TRIES = 400  # readings spent on cutting one failing input down

TOLD = "Denmark will send troops. "
FILLINGS = ("9", "&", " ", "é", "' ", "(", "\u200b", "\u0301", "<", "\t", "- ", "\x85", "国", "A. ", TOLD)
FINE = frozenset(("read", "refused"))

Source = bytes | str
Text = TypeVar("Text", bytes, str)
Change = Callable[[Random, str], Source]
ARABIC = "قالت الحكومة إنها سترسل قوات إلى أوكرانيا إذا كان هناك وقف لإطلاق النار"
CHINESE = "如果停火，丹麦将派遣八百名士兵。法国拒绝出兵。"
MARKS = "\u0301\u0308\u0323\u20dd\u034f\u0489\ufe0f"
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u00ad\ufeff\u180e"
CONTROLS = "\x01\x07\x08\x0b\x0c\x1b\x1c\x1e\x7f\x80\x85\x9d\u2028\u2029"
WIDE = "ﬁ ½ Ⅻ ㎏ １２ ﷺ İ ß ǆ 𝟙 🇩🇰 👩‍🚒"
BULLETS = "•◦▪–*-·►1."
FRAGMENTS = (
    *("<p>", "</div>", "<br/>", "<b", "&nbsp;", "&#x110000;", "&#0;", "&lt;&amp;amp;", "<!--", "-->"),
    *("<![CDATA[", "<script>if (a<b)", "</script>", "<style>", "<table><td>", "<a href='", '">', "<?xml?>"),
    *("<title>", "<time datetime='2025-13-40'>", "</article>", "<p hidden>", "<svg>", "&" * 9, "<" * 9),
)


@cache
def texts() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt")))


def passage(rng: Random) -> str:
    """A few lines of one of our texts, in their order, the first ones more often."""
    lines = [" ".join(line.split()[:LONGEST]) for line in rng.choice(texts()).splitlines() if line.strip()]
    first = rng.randrange(len(lines)) if rng.random() < 0.5 else 0
    return "\n\n".join(lines[first : first + rng.randint(1, 2)])


def splice(rng: Random, text: str, pieces: str | tuple[str, ...], times: int = 8) -> str:
    """Some of the pieces at any places, in the middle of words too."""
    for _ in range(rng.randint(1, times)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(pieces) * rng.randint(1, 3) + text[at:]
    return text


def truncate(rng: Random, text: str) -> Source:
    data = text.encode()
    first = rng.randrange(len(data))
    return data[first : rng.randint(first, len(data))]


def shuffle_bytes(rng: Random, text: str) -> Source:
    data = list(text.encode())
    first = rng.randrange(len(data))
    part = data[first : first + rng.randint(2, 60)]
    rng.shuffle(part)
    return bytes(data[:first] + part + data[first + len(part) :])


def flip_bytes(rng: Random, text: str) -> Source:
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 12)):
        data[rng.randrange(len(data))] = rng.randrange(1, 256)
    return bytes(data)


def decode_wrongly(rng: Random, text: str) -> Source:
    told, meant = rng.choice((("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-16", "utf-16")))
    quoted = text.replace('"', "“", 1).replace('"', "”").replace("'", "’")
    return quoted.encode(told).decode(meant, "ignore")


def write_otherwise(rng: Random, text: str) -> Source:
    codec = rng.choice(("utf-16", "utf-32", "utf-16-le", "utf-8-sig", "cp1252", "cp1251", "utf-7"))
    return text.encode(codec, "replace")


def shuffle_words(rng: Random, text: str) -> Source:
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


def shuffle_letters(rng: Random, text: str) -> Source:
    return "".join(rng.sample(text, len(text)))


def drop_words(rng: Random, text: str) -> Source:
    return " ".join(word for word in text.split() if rng.random() < 0.7)


def drop_blanks(rng: Random, text: str) -> Source:
    return "".join(letter for letter in text if not letter.isspace() or rng.random() < 0.6)


def join_two(rng: Random, text: str) -> Source:
    other = passage(rng)
    return text[: rng.randint(0, len(text))] + other[rng.randint(0, len(other)) :]


def script(letters: str) -> Change:
    """Words of another script, whole or in pieces, between and inside our own."""

    def spliced(rng: Random, text: str) -> Source:
        first = rng.randrange(len(letters))
        return splice(rng, text, (letters, letters[first : first + 5], f" {letters} "), 3)

    return spliced


def characters(letters: str) -> Change:
    return lambda rng, text: splice(rng, text, letters, 24)


def lone_surrogates(rng: Random, text: str) -> Source:
    return splice(rng, text, "\ud800\udbff\udc00\udfff\U0010ffff", 6)


def long_line(rng: Random, text: str) -> Source:
    return " ".join(text.split()) + rng.choice((" ", ", ", "; ", "-", "")) + rng.choice("a9(.…") * 5000


def unbalanced_quotes(rng: Random, text: str) -> Source:
    return splice(rng, text, "\"'“”‘’«»„", 30) + rng.choice(('"', "'", "“", "”", ' "', "' ")) * 1500


def brackets(rng: Random, text: str) -> Source:
    deep = rng.randint(1, 1500)
    return rng.choice("([{<") * deep + text + rng.choice(")]}>") * rng.randint(0, deep)


def bullets(rng: Random, text: str) -> Source:
    return "\n".join(f"{rng.choice(BULLETS)} {part}" for part in text.split(rng.choice((" ", ".", ","))))


def only_digits(rng: Random, text: str) -> Source:
    return "".join(str(rng.randrange(10)) if letter.isalpha() else letter for letter in text)


def big_figures(rng: Random, text: str) -> Source:
    figures = (
        "9" * 400,
        "1,2,3,4",
        "1e999",
        "-0",
        "0.0.0",
        "½",
        "٣٤",
        "10^9",
        "infinity",
        "NaN",
        "1/0 million",
    )
    return " ".join(rng.choice(figures) if rng.random() < 0.15 else word for word in text.split())


def days(rng: Random, text: str) -> Source:
    odd = ("30 February", "31 March 0000", "2025-99-99", "Monday Tuesday", "32 May 99999", "the 0th of June")
    return " ".join(f"{rng.choice(odd)} {word}" if rng.random() < 0.1 else word for word in text.split())


def only_capitals(rng: Random, text: str) -> Source:
    return text.upper() if rng.random() < 0.7 else text.title()


def headlines(rng: Random, text: str) -> Source:
    first, *rest = text.splitlines()
    return "\n".join([first] * rng.randint(2, 12) + rest)


def repeated_words(rng: Random, text: str) -> Source:
    words = text.split()
    at = rng.randrange(len(words))
    return " ".join(words[:at] + words[at : at + rng.randint(1, 3)] * rng.randint(20, 120) + words[at:])


def fragments(rng: Random, text: str) -> Source:
    return splice(rng, text, FRAGMENTS, 12)


def page(rng: Random, text: str) -> Source:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    made = f"<!doctype html><html lang=en><title>A</title><body>{body}</body></html>"
    broken = splice(rng, made, FRAGMENTS, 8)
    return f"<!doctype html>{broken}"[: rng.randint(200, 20_000)]


def line_ends(rng: Random, text: str) -> Source:
    ends = ("\r", "\r\n", "\n\r", "\x0b", "\x0c", "\x85", "\u2028", "\n" * 50, " \n \t ")
    return "".join(rng.choice(ends) if letter in " \n" and rng.random() < 0.3 else letter for letter in text)


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        *(truncate, shuffle_bytes, flip_bytes, decode_wrongly, write_otherwise, shuffle_words, drop_words),
        *(shuffle_letters, drop_blanks, join_two, lone_surrogates, long_line, unbalanced_quotes, brackets),
        *(bullets, only_digits, big_figures, days, only_capitals, headlines, repeated_words, fragments, page),
        line_ends,
    )
} | {
    "arabic": script(ARABIC),
    "chinese": script(CHINESE),
    "combining": characters(MARKS),
    "unseen": characters(UNSEEN),
    "controls": characters(CONTROLS),
    "compatibility": characters(WIDE),
}
NAMES = tuple(CHANGES)


def hostile(number: int, name: str) -> Source:
    """The input of this number: one change, and in every third a second one on top."""
    rng = Random(f"hostile {number}")
    made = CHANGES[name](rng, passage(rng))
    if number % 3 or not made:
        return made
    told = made if isinstance(made, str) else made.decode("utf-8", "replace")
    return CHANGES[rng.choice(NAMES)](rng, told) if told.split() else made


def megabyte(filling: str) -> str:
    """A sentence of ours and a million characters more in the same line."""
    return TOLD + filling * (MEGABYTE // len(filling))


def read(source: Source) -> Reading | None:
    """The reading, checked; None where the input is refused in words with a remedy."""
    try:
        loaded = load_document(source, name="hostile", published=SAID)
        made = read_loaded(loaded)
    except InputError as error:
        refusal = error
    else:
        _check(made, loaded)
        return made
    assert refusal.what
    assert refusal.remedy
    return None


def _check(made: Reading, loaded: Loaded) -> None:
    check(made, loaded.document.text)
    for position in made.positions:
        assert position.actor_text.strip()
        assert position.actor_text in loaded.clean.text
        assert 0 <= position.confidence <= 1
    assert all(problem.message for problem in made.problems)


@pytest.mark.parametrize("name", NAMES)
def test_changed_texts_are_read_within_bounds_or_refused(name: str) -> None:
    for number in range(EACH):
        source = hostile(number, name)
        made = read(source)
        if number % AGAIN == 0:
            assert read(source) == made


@pytest.mark.parametrize("filling", ["a", "“", "1,"])
def test_a_line_of_a_megabyte(filling: str) -> None:
    made = read(megabyte(filling))
    assert made is not None
    assert {position.actor for position in made.positions} <= {"DNK"}


def test_the_same_number_is_the_same_input() -> None:
    assert [hostile(5, name) for name in NAMES] == [hostile(5, name) for name in NAMES]
    assert len({hostile(k, "shuffle_words") for k in range(EACH)}) == EACH


def test_a_failing_input_is_cut_down() -> None:
    assert smallest("one two bad three", lambda source: "bad" in source) == "bad"
    assert smallest(b"one two bad three", lambda source: b"bad" in source) == b"bad"


def smallest(source: Text, fails: Callable[[Text], bool]) -> Text:
    """A short part of the input that still fails, found by leaving out ever smaller stretches."""
    size, tries = len(source), TRIES
    while tries and (size := size // 2):
        at = 0
        while at < len(source) and tries:
            tries -= 1
            shorter = source[:at] + source[at + size :]
            if shorter and fails(shorter):
                source = shorter
            else:
                at += size
    return source


def outcome(source: Source) -> str:
    """``read``, ``refused``, or the kind of an error that should not be."""
    try:
        return "refused" if read(source) is None else "read"
    except Exception as error:
        return type(error).__name__


def inputs(first: int, last: int, megabytes: bool) -> Iterator[tuple[str, Source]]:
    """Every change in turn; then the long lines, where they are asked for."""
    for number in range(first, last):
        name = NAMES[number % len(NAMES)]
        yield f"input {number} ({name})", hostile(number, name)
    for filling in FILLINGS if megabytes else ():
        yield f"a megabyte of {filling!r}", megabyte(filling)


def cut_down(source: Source, found: str) -> Source:
    if isinstance(source, str):
        return smallest(source, lambda part: outcome(part) == found)
    return smallest(source, lambda part: outcome(part) == found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--inputs", type=int, default=1000, help="how many")
    parser.add_argument("--megabytes", action="store_true", help="and lines of a megabyte, some minutes")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.process_time()
    last = options.first + options.inputs
    for name, source in inputs(options.first, last, options.megabytes):
        found = outcome(source)
        counts[found] += 1
        if found not in FINE:
            print(f"{name}: {found} at {cut_down(source, found)!r}", flush=True)
        if counts.total() % 1000 == 0:
            print(f"{counts.total()} so far: {dict(counts)}", flush=True)
    print(f"{counts.total()} inputs, {time.process_time() - began:.0f} s of processor: {dict(counts)}")
    return int(not FINE.issuperset(counts))


if __name__ == "__main__":
    raise SystemExit(main())
