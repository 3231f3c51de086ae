"""The marked texts: the notation is read to the letter, every mark stands, and no test text is among them."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from musterbook.codebook import default_codebook
from training.marked import CLAIMS, STANCES, MarkError, marked_texts, parse

ROOT = Path(__file__).parents[2]
RUN = 10  # words: shorter runs occur by chance
TEXT = """### t-1 | 2026-03-01 | wire | A mission
Kenya will send 400 officers. Chad may follow if the Council agrees, or if Kenya asks.

Togo will not. Chad will not lead.
---
KEN police pledges | who=Kenya | cue=will send | what=officers | in=Kenya will send 400 officers@
TCD police considers | who=Chad | cue=may follow | what=officers | in=Chad may follow~
TGO police refuses | who=Togo | cue=will not | what=officers | in=Togo will not | optional
claim requirement | in=Chad will not lead
""".replace("@", " | q=400..400 persons").replace(
    "~", " | or=un_mandate: the Council agrees | or=joins:KEN: if Kenya asks"
)


def one(raw: str = TEXT) -> list[str]:
    (text,) = parse(raw)
    return [text.text[slice(*span)] for p in text.positions for span in (p.who, p.cue, p.what)]


def test_a_text_and_its_marks() -> None:
    (text,) = parse(TEXT)
    assert (text.name, text.published, text.genre, text.mission) == ("t-1", "2026-03-01", "wire", "A mission")
    assert [(p.actor, p.on, p.stance) for p in text.positions] == [
        ("KEN", "police", "pledges"),
        ("TCD", "police", "considers"),
        ("TGO", "police", "refuses"),
    ]
    assert one()[:3] == ["Kenya", "will send", "officers"]


def test_figures_conditions_and_flags() -> None:
    (text,) = parse(TEXT)
    kenya, chad, togo = text.positions
    assert kenya.quantity == (400.0, 400.0, "persons")
    assert [(c.id, c.either) for c in chad.conditions] == [("un_mandate", True), ("joins:KEN", True)]
    assert (togo.optional, kenya.optional) == (True, False)
    assert [(kind, text.text[slice(*span)]) for kind, span in text.claims] == [
        ("requirement", "Chad will not lead")
    ]


def test_words_that_stand_twice_are_those_of_the_evidence() -> None:
    (text,) = parse(TEXT)
    assert text.positions[2].cue[0] > text.text.index("Togo")
    assert text.positions[2].cue[0] < text.text.index("Chad will")


def test_several_actors_of_one_clause() -> None:
    raw = TEXT.replace("KEN police", "KEN,TCD police").replace("who=Kenya ", "who=Kenya;Chad ")
    (text,) = parse(raw)
    assert [p.actor for p in text.positions][:2] == ["KEN", "TCD"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("in=Togo will not", "in=Togo won't", "the evidence is not in the text"),
        ("cue=will send", "cue=will fly", "'will fly' is not in the text"),
        ("KEN police pledges", "KEN,TCD police pledges", "as many `who`"),
        ("or=un_mandate: the", "or=the", "wants `if=id: words`"),
        ("| wire |", "|", "wants `### id"),
    ],
)
def test_a_mark_that_does_not_fit_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(MarkError, match=re.escape(said)):
        list(parse(TEXT.replace(old, new)))


def test_every_shipped_mark_is_of_the_codebook() -> None:
    book = default_codebook()
    ids = {row["id"] for table in ("contributions", "measures") for row in book.rows(table)}
    conditions = {row["id"] for row in book.rows("conditions")} | {"other", "joins"}
    texts = marked_texts(ROOT / "training" / "marked")
    assert len(texts) == 2190
    assert max(Counter(text.name for text in texts).values()) == 1
    for text in texts:
        assert {kind for kind, _ in text.claims} <= set(CLAIMS)
        for position in text.positions:
            assert position.on in ids, text.name
            assert position.stance in STANCES, text.name
            assert {c.id.split(":")[0] for c in position.conditions} <= conditions, text.name


def runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.casefold())
    return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def test_no_text_to_measure_on_is_among_those_to_learn_from() -> None:
    measured = {
        run for path in (ROOT / "tests" / "gold").glob("*/*.txt") for run in runs(path.read_text("utf-8"))
    }
    assert len(measured) > 10_000
    learned = {run for text in marked_texts(ROOT / "training" / "marked") for run in runs(text.text)}
    assert measured & learned == set()
