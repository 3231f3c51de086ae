"""Rule 2: the latest position per (actor, on, where) stands; the book keeps all, and both times."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.book import Book, Entry, entries_of
from musterbook.codebook import LADDER, default_codebook
from musterbook.model.formula import AnyOf, parse_formula
from musterbook.model.situation import situation_hash
from musterbook.muster import Muster, Standing, fold, fold_entries, fold_readings, situation
from tests.book.world import MARCH, NOON, figure, position, reading, word


def standing(muster: Muster, actor: str = "PRT", on: str = "troops", where: str | None = None) -> Standing:
    found = muster.of(actor, on, where)
    assert found is not None
    return found


def test_the_latest_stands_and_the_earlier_ones_are_history() -> None:
    days = [MARCH + timedelta(days=n) for n in range(3)]
    said = [word("PRT", s, d) for s, d in zip(("refuses", "offers", "considers"), days, strict=True)]
    found = standing(fold_readings(said))
    assert (found.stance, found.day) == ("considers", days[2])
    assert [e.position.stance for e in found.history] == ["refuses", "offers"]
    assert found.conflict is None


def test_as_of_turns_the_clock_of_what_was_said() -> None:
    said = [word("PRT", "refuses", MARCH), word("PRT", "offers", MARCH + timedelta(7))]
    assert standing(fold_readings(said, as_of=MARCH + timedelta(6))).stance == "refuses"
    assert standing(fold_readings(said, as_of=MARCH + timedelta(7))).stance == "offers"
    assert fold_readings(said, as_of=MARCH - timedelta(1)).standings == ()


def test_known_by_turns_the_clock_of_what_was_learned(tmp_path: Path) -> None:
    """Learned late, said early: it never displaces the later word, and was not known before."""
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(word("PRT", "offers", MARCH + timedelta(7)), recorded=NOON)
        book.add(word("PRT", "refuses", MARCH), recorded=NOON + timedelta(30))
        assert standing(fold(book)).stance == "offers"
        assert standing(fold(book, as_of=MARCH)).stance == "refuses"
        assert fold(book, as_of=MARCH, known_by=NOON).standings == ()


def test_subjects_and_places_stand_apart() -> None:
    said = reading(
        position(stance="refuses", where="in_theatre"),
        position(stance="offers", where="neighbouring"),
        position(on="naval", stance="considers"),
        position(stance="withholds"),
    )
    muster = fold_readings([said])
    assert len(muster.standings) == 4
    assert standing(muster, where="neighbouring").stance == "offers"
    assert standing(muster, where="in_theatre").stance == "refuses"
    assert standing(muster).stance == "withholds"


def test_one_day_one_stance_and_different_conditions_all_stand() -> None:
    said = reading(
        position(conditions="us_backstop"), position(conditions={"all": ["un_mandate", "ceasefire"]})
    )
    found = standing(fold_readings([said]))
    assert len(found.alternatives) == 2
    assert found.conflict is None
    assert found.history == ()


def test_alternatives_become_one_offer_on_any_of_their_conditions() -> None:
    said = reading(
        position(conditions="us_backstop", quantity=figure("200", "300")),
        position(conditions="un_mandate", quantity=figure("250", "900")),
    )
    (offer,) = situation(fold_readings([said]), default_codebook()).situation.offers
    assert offer.condition == parse_formula({"any": ["us_backstop", "un_mandate"]})
    assert offer.quantity == figure("200", "900")


def test_the_same_condition_told_twice_is_one() -> None:
    said = [
        word("PRT", "offers", conditions="us_backstop", text="Lisbon needs the Americans behind it."),
        word(
            "PRT", "offers", conditions="us_backstop", text="Without Washington no Portuguese, it was told."
        ),
    ]
    (offer,) = situation(fold_readings(said), default_codebook()).situation.offers
    assert not isinstance(offer.condition, AnyOf)
    assert len(offer.evidence) == 2


def test_a_report_that_tells_no_condition_takes_none_away() -> None:
    """Two reports of one word, one of them shorter: the condition was not withdrawn by leaving it out."""
    said = reading(position(), position(conditions="us_backstop"))
    laid = situation(fold_readings([said]), default_codebook())
    assert laid.situation.offers[0].condition == parse_formula("us_backstop")
    assert [a.about for a in laid.assumptions if a.kind == "condition"] == ["PRT:troops"]


def test_conditions_of_an_earlier_day_are_gone() -> None:
    said = [
        word("PRT", "offers", MARCH, conditions="us_backstop"),
        word("PRT", "offers", MARCH + timedelta(1), conditions="un_mandate"),
    ]
    (offer,) = situation(fold_readings(said), default_codebook()).situation.offers
    assert offer.condition == parse_formula("un_mandate")


def test_what_a_text_itself_overturns_never_stands() -> None:
    said = reading(position(stance="offers", superseded=True), position(stance="refuses"))
    found = standing(fold_readings([said]))
    assert (found.stance, found.conflict) == ("refuses", None)
    assert [e.position.stance for e in found.history] == ["offers"]
    assert fold_readings([reading(position(superseded=True))]).standings == ()


def test_a_dated_word_goes_before_one_without_a_day() -> None:
    said = [word("PRT", "pledges", None), word("PRT", "refuses", date(1990, 1, 1))]
    muster = fold_readings(said)
    assert standing(muster).stance == "refuses"
    assert muster.undated == ()
    alone = fold_readings(said[:1], as_of=date(1980, 1, 1))
    assert standing(alone).stance == "pledges"
    assert [e.position.stance for e in alone.undated] == ["pledges"]


def test_the_day_of_the_statement_goes_before_the_day_of_the_paper() -> None:
    late_report = word("PRT", "refuses", MARCH + timedelta(9), said=MARCH)
    said = [late_report, word("PRT", "offers", MARCH + timedelta(2))]
    assert standing(fold_readings(said)).stance == "offers"


ACTORS = st.sampled_from(["PRT", "ESP", "GROUP:12 states"])
ENTRY: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    actor=ACTORS,
    on=st.sampled_from(["troops", "naval"]),
    stance=st.sampled_from(sorted(LADDER)),
    day=st.none() | st.integers(0, 4).map(lambda n: MARCH + timedelta(days=n)),
    recorded=st.integers(0, 4).map(lambda n: NOON + timedelta(days=n)),
    conditions=st.sampled_from([None, "ceasefire", "us_backstop", {"any": ["joins:ESP", "un_mandate"]}]),
    where=st.sampled_from([None, "neighbouring"]),
    source_kind=st.sampled_from(["named", "narrator", "anonymous"]),
    third_party=st.booleans(),
    superseded=st.booleans(),
    low=st.none() | st.sampled_from(["100", "250"]),
)
ENTRIES = st.lists(ENTRY, max_size=10)


def entry(number: int, fields: dict[str, object]) -> Entry:
    given = dict(fields)
    recorded, day, low = given.pop("recorded"), given.pop("day"), given.pop("low")
    made = position(**given, quantity=figure(low if isinstance(low, str) else None))  # type: ignore[arg-type]
    text = f"Paper {number} wrote of {made.actor}, which {made.stance}, in its edition number {number}."
    said = reading(made, text=text, day=day)  # type: ignore[arg-type]
    return entries_of(said, recorded)[0][0]  # type: ignore[arg-type]


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_adding_is_no_matter(drawn: list[dict[str, object]], chance: Random) -> None:
    entries = [entry(n, fields) for n, fields in enumerate(drawn)]
    shuffled = chance.sample(entries, len(entries))
    one, other = fold_entries(entries), fold_entries(shuffled)
    assert one == other
    codebook = default_codebook()
    assert situation(one, codebook) == situation(other, codebook)


@given(ENTRIES, st.integers(0, 4), st.none() | st.integers(0, 4))
def test_what_is_recorded_later_never_matters(
    drawn: list[dict[str, object]], known: int, as_of: int | None
) -> None:
    entries = [entry(n, fields) for n, fields in enumerate(drawn)]
    known_by = NOON + timedelta(days=known)
    day = None if as_of is None else MARCH + timedelta(days=as_of)
    before = [e for e in entries if e.recorded is not None and e.recorded <= known_by]
    assert fold_entries(entries, as_of=day, known_by=known_by) == fold_entries(
        before, as_of=day, known_by=known_by
    )


@given(ENTRIES, st.integers(0, 4))
def test_what_is_said_later_never_matters(drawn: list[dict[str, object]], as_of: int) -> None:
    entries = [entry(n, fields) for n, fields in enumerate(drawn)]
    day = MARCH + timedelta(days=as_of)
    before = [e for e in entries if e.day is None or e.day <= day]
    assert fold_entries(entries, as_of=day) == fold_entries(before, as_of=day)


@given(ENTRIES)
def test_every_entry_is_kept_in_exactly_one_place(drawn: list[dict[str, object]]) -> None:
    entries = [entry(n, fields) for n, fields in enumerate(drawn)]
    muster = fold_entries(entries)
    kept = [e.id for s in muster.standings for e in s.entries]
    assert len(kept) == len(set(kept))
    gone = {e.id for e in entries} - set(kept)
    standing_keys = {s.key for s in muster.standings}
    assert all(e.position.superseded for e in entries if e.id in gone)
    assert (
        not {(e.position.actor, e.position.on, e.position.where) for e in entries if e.id in gone}
        & standing_keys
    )


@settings(max_examples=15)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_a_book_and_its_entries_fold_alike(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[dict[str, object]], chance: Random
) -> None:
    entries = [entry(n, fields) for n, fields in enumerate(drawn)]
    with Book.open(tmp_path_factory.mktemp("book") / "muster.book", create=True) as book:
        for made in chance.sample(entries, len(entries)):
            book.add(
                reading(made.position, text=made.document.text, day=made.document.published),
                recorded=made.recorded,
            )
        codebook = default_codebook()
        one, other = situation(fold(book), codebook), situation(fold_entries(entries), codebook)
        assert situation_hash(one.situation) == situation_hash(other.situation)
        assert one == other
