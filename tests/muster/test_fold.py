"""The fold as a whole: what it counts, what it keeps, and how long it takes."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from musterbook.book import Book, entries_of
from musterbook.codebook import LADDER, default_codebook
from musterbook.errors import InputError
from musterbook.model.reading import Reading
from musterbook.muster import fold, fold_entries, fold_readings, situation
from tests.book.world import MARCH, NOON, claim, position, reading, word


def test_nothing_folds_to_nothing() -> None:
    muster = fold_readings([])
    assert (muster.standings, muster.claims, muster.documents, muster.latest) == ((), (), (), None)
    assert (muster.proposed, muster.accepted, muster.reconciliations) == (0, 0, ())


def test_an_empty_book_folds_to_nothing(tmp_path: Path) -> None:
    with Book.open(tmp_path / "muster.book", create=True) as book:
        assert fold(book).standings == ()


def test_readings_and_a_book_of_them_fold_alike(tmp_path: Path) -> None:
    said = [word("PRT", "offers", conditions="ceasefire"), word("ESP", "refuses"), word("PRT", "considers")]
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add_all(said, recorded=NOON)
        one, other = fold(book), fold_readings(said)
    codebook = default_codebook()
    assert situation(one, codebook).situation == situation(other, codebook).situation
    assert [(s.key, s.stance, s.corroboration) for s in one.standings] == [
        (s.key, s.stance, s.corroboration) for s in other.standings
    ]


def test_contributions_measures_and_groups_are_told_apart() -> None:
    muster = fold_readings(
        [
            word("PRT", "offers"),
            word("BEL", "refuses", on="asset_seizure", kind="measure"),
            word("GROUP:six states", "offers"),
        ]
    )
    assert [s.actor for s in muster.contributions] == ["PRT"]
    assert [s.actor for s in muster.measures] == ["BEL"]
    assert [s.actor for s in muster.groups] == ["GROUP:six states"]


def test_the_latest_day_is_that_of_the_last_word_or_claim() -> None:
    said = [word("PRT", "offers"), word("PRT", "refuses", MARCH - timedelta(3)), word("ESP", "offers", None)]
    assert fold_readings(said).latest == MARCH
    later = reading(text="Needed.", day=MARCH + timedelta(5), claims=[claim()])
    assert fold_readings([*said, later]).latest == MARCH + timedelta(5)


def test_rejected_and_merged_entries_are_no_use_even_when_handed_in() -> None:
    (entry,), _ = entries_of(word("PRT", "offers"))
    assert fold_entries([replace(entry, state="rejected")]).standings == ()
    assert fold_entries([replace(entry, state="merged")]).standings == ()
    assert fold_entries([replace(entry, state="accepted")]).accepted == 1


def test_claims_come_in_the_order_of_their_days() -> None:
    late = reading(text="Late.", day=MARCH + timedelta(2), claims=[claim(what="b"), claim(what="c")])
    early = reading(text="Early.", claims=[claim(what="a")])
    assert [c.claim.what for c in fold_readings([late, early]).claims] == ["a", "b", "c"]
    assert [c.claim.what for c in fold_readings([late, early], as_of=MARCH).claims] == ["a"]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="time zone"):
        fold_entries([], known_by=datetime(2031, 3, 1))


def test_documents_are_those_behind_what_is_used() -> None:
    said = [word("PRT", "offers"), word("ESP", "offers", MARCH + timedelta(9))]
    assert len(fold_readings(said).documents) == 2
    assert len(fold_readings(said, as_of=MARCH).documents) == 1


def many(count: int) -> list[Reading]:
    """A thousand documents of five positions each, on 60 actors and 8 subjects, over two years."""
    codes = sorted(default_codebook().states)[:60]
    subjects = list(default_codebook().contributions)[:8]
    stances = list(LADDER)
    readings = []
    for n in range(count // 5):
        made = [
            position(
                codes[(7 * n + 11 * i) % 60],
                subjects[(n + i) % 8],
                stances[(n * i + n) % 7],
                conditions="ceasefire",
            )
            for i in range(5)
        ]
        text = f"Report {n}: " + " ".join(f"word{(n * 31 + k) % 997}" for k in range(300))
        readings.append(reading(*made, text=text, day=MARCH + timedelta(days=n % 730)))
    return readings


def test_five_thousand_positions_fold_in_seconds(tmp_path: Path) -> None:
    said = many(5000)
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add_all(said, recorded=NOON)
        started = time.process_time()
        muster = fold(book)
        laid = situation(muster, default_codebook())
        taken = time.process_time() - started
    assert muster.proposed == 5000
    assert len(laid.situation.offers) == len(muster.contributions)
    assert taken < 6


def test_many_reports_of_one_word_fold_in_seconds() -> None:
    texts = [
        f"Edition {n}. " + " ".join(f"w{(n * 13 + k * k) % 499}" for k in range(200)) for n in range(200)
    ]
    started = time.process_time()
    found = fold_readings([word("PRT", "offers", text=text) for text in texts]).of("PRT", "troops")
    assert found is not None
    assert 1 <= found.corroboration <= 200
    assert time.process_time() - started < 10
