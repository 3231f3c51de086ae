"""``where`` is filled only if a position's own clause binds it to one side of the theatre's border."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from musterbook.codebook import Codebook, default_codebook, load_codebook
from musterbook.errors import CodebookError
from musterbook.reading import places
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.places import governed, governing, played, theatre_of
from tests.codebook.writing import write
from tests.reading.drafted import by_hand, drafted
from tests.reading.making import SANCTIONS

BOOK = default_codebook()
UKRAINE = "Fighting in Ukraine goes on. Ukraine has asked its partners for help. "
WAR = "The/DET/det>1 war/NOUN/nsubj>4 in/ADP/case>3 Ukraine/PROPN/nmod>1 continues/VERB/root"
SENDING = "Denmark/PROPN/nsubj>2 will/AUX/aux>2 station/VERB/root troops/NOUN/obj>2"
HERE = f"{SENDING} in/ADP/case>5 Ukraine/PROPN/obl>2"
NOT_HERE = f"{SENDING} not/ADV/advmod>6 in/ADP/case>6 Ukraine/PROPN/obl>2"
BEFORE = (
    "In/ADP/case>1 Poland/PROPN/obl>4 Denmark/PROPN/nsubj>4 will/AUX/aux>4 station/VERB/root "
    "troops/NOUN/obj>4"
)
AFTER_WAR = (
    f"{SENDING} once/SCONJ/mark>9 the/DET/det>6 war/NOUN/nsubj>9 in/ADP/case>8 Ukraine/PROPN/nmod>6 "
    "ends/VERB/advcl>2"
)


def with_places(drafts: Sequence[Draft], marked: Sequence[Marked], book: Codebook) -> list[Draft]:
    at = places.places_of(marked, book)
    return places.with_places(drafts, at, theatre_of(drafts, marked, at, book), book)


def wheres(text: str) -> list[str]:
    """The positions of a text on Ukraine as short lines, with their place."""
    drafts, marked = drafted(UKRAINE + text)
    return sorted({f"{d.actor} {d.on} {d.where}" for d in with_places(drafts, marked, BOOK)})


def where(*notations: str) -> list[str | None]:
    drafts, marked = by_hand(*notations)
    return [d.where for d in with_places(drafts, marked, BOOK)]


def theatre(text: str) -> str | None:
    drafts, marked = drafted(text)
    return theatre_of(drafts, marked, places.places_of(marked, BOOK), BOOK)


class TestTheClauseItself:
    def test_a_place_under_the_verb_binds(self) -> None:
        assert where(WAR, HERE) == ["in_theatre"]

    def test_a_denied_place_does_not(self) -> None:
        assert where(WAR, NOT_HERE) == [None]

    def test_a_place_before_the_verb_says_where_it_was_said(self) -> None:
        assert where(WAR, WAR, BEFORE) == [None]

    def test_a_place_in_a_condition_does_not_bind(self) -> None:
        assert where(WAR, AFTER_WAR) == [None]

    def test_two_sides_of_the_border_bind_to_neither(self) -> None:
        both = f"{HERE} and/CCONJ/cc>8 in/ADP/case>8 Poland/PROPN/conj>5"
        assert where(WAR, both) == [None]

    def test_a_measure_has_no_place(self) -> None:
        drafts, marked = by_hand(WAR, HERE)
        measures = [replace(d, content=SANCTIONS) for d in drafts]
        assert [d.where for d in with_places(measures, marked, BOOK)] == [None]

    def test_the_finding_is_proved(self) -> None:
        drafts, marked = by_hand(WAR, HERE)
        (found,) = with_places(drafts, marked, BOOK)
        tree = marked[1].tree
        assert [(b.rule, b.gives) for b in found.because[-1:]] == [("place-at", "where")]
        assert tree.words(tree.indices_in(found.because[-1].span)) == "in ukraine"

    def test_nothing_else_changes(self) -> None:
        drafts, marked = by_hand(WAR, HERE)
        (found,) = with_places(drafts, marked, BOOK)
        assert replace(found, where=None, because=drafts[0].because) == drafts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark would deploy 300 soldiers in Ukraine.", ["DNK troops in_theatre"]),
        ("Denmark will not deploy soldiers on Ukrainian soil.", ["DNK troops in_theatre"]),
        ("Denmark will not deploy troops inside the country.", ["DNK troops in_theatre"]),
        ("Danish soldiers will not set foot on Ukrainian soil.", ["DNK troops in_theatre"]),
        ("Denmark could imagine boots on the ground in Ukraine.", ["DNK troops in_theatre"]),
        ("Denmark is ready to join a mission inside Ukraine.", ["DNK troops in_theatre"]),
        ("Denmark would deploy troops in the west of Ukraine.", ["DNK troops in_theatre"]),
        ("Denmark would station soldiers near Lviv.", ["DNK troops in_theatre"]),
    ],
)
def test_in_the_theatre(text: str, expected: list[str]) -> None:
    assert wheres(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark will base four jets in Poland and Romania.", ["DNK air neighbouring"]),
        ("Denmark will station engineers in neighbouring Poland.", ["DNK engineering neighbouring"]),
        ("Denmark would station engineers on NATO soil next to Ukraine.", ["DNK engineering neighbouring"]),
        ("Denmark would send 300 soldiers to states bordering Ukraine.", ["DNK troops neighbouring"]),
        ("Denmark will train Ukrainian soldiers in neighbouring countries.", ["DNK training neighbouring"]),
        ("Denmark would not send soldiers to Poland.", ["DNK troops neighbouring"]),
        ("A summit in Poland ended. Denmark will station troops there.", ["DNK troops neighbouring"]),
    ],
)
def test_beside_it(text: str, expected: list[str]) -> None:
    assert wheres(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark is ready to train Ukrainian soldiers in Germany.", ["DNK training outside"]),
        ("Denmark is ready to train Ukrainian soldiers at home.", ["DNK training outside"]),
        ("Denmark would train recruits on its own soil.", ["DNK training outside"]),
        ("Denmark would train recruits on Danish soil.", ["DNK training outside"]),
        ("Denmark would train police outside the country.", ["DNK training outside"]),
        ("Denmark will support the force from abroad.", ["DNK troops outside"]),
    ],
)
def test_outside_of_it(text: str, expected: list[str]) -> None:
    assert wheres(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Denmark would send troops to Ukraine.",
        "Denmark will send troops once the war in Ukraine is over.",
        "Denmark will send troops if there is a ceasefire in Ukraine.",
        "Denmark is ready to send troops because peace in Ukraine matters.",
        "In Kyiv on Thursday, Denmark offered 300 troops.",
        "Denmark promised 300 troops in Kyiv on Thursday.",
        "Denmark said in Poland that it would send troops.",
        "Denmark would station troops in Germany and in Poland.",
        "Denmark will send troops, but not in the country.",
        "Denmark will not keep its soldiers outside the country.",
    ],
)
def test_what_says_nothing_of_the_place(text: str) -> None:
    assert {line.split()[-1] for line in wheres(text)} <= {"None"}


@pytest.mark.parametrize("text", ["give 40 million euros to schools in Ukraine", "send tanks to Poland"])
def test_money_and_hardware_go_to_somebody_and_stand_nowhere(text: str) -> None:
    assert {line.split()[-1] for line in wheres(f"Denmark will {text}.")} == {"None"}


def test_each_of_two_clauses_has_its_own_place() -> None:
    text = "Denmark will train police in Poland and send engineers into Ukraine."
    assert wheres(text) == ["DNK engineering in_theatre", "DNK training neighbouring"]


def test_two_verbs_share_the_place_behind_them() -> None:
    text = "Denmark would monitor and train outside that country."
    assert wheres(text) == ["DNK monitoring outside", "DNK training outside"]


class TestWhatGoverns:
    """``governing`` and ``governed``: which words are a position's own."""

    READY = (
        "Denmark/PROPN/nsubj>2 is/AUX/cop>2 ready/ADJ/root to/PART/mark>4 send/VERB/xcomp>2 "
        "troops/NOUN/obj>4 who/PRON/nsubj>7 train/VERB/acl:relcl>5 in/ADP/case>9 Ukraine/PROPN/obl>7"
    )

    def test_the_verbs_between_an_act_of_will_and_the_thing_given_govern(self) -> None:
        drafts, _ = by_hand(self.READY)
        (draft,) = [d for d in drafts if d.on == "troops"]
        assert governing(draft) == {2, 4}
        outer = replace(draft.proposal, chain=draft.proposal.chain[-1:])
        assert governing(replace(draft, proposal=outer)) == {2, 4}

    def test_a_token_is_governed_by_the_nearest_verb_above_it(self) -> None:
        drafts, _ = by_hand(self.READY)
        (draft,) = [d for d in drafts if d.on == "troops"]
        assert governed(draft, 5)
        assert not governed(draft, 9)

    def test_a_topic_taken_over_has_no_words_of_its_own(self) -> None:
        drafts, marked = by_hand(WAR, HERE)
        bare = replace(drafts[0].content, indices=(), head=None)
        assert governing(replace(drafts[0], content=bare)) == {2}
        assert [d.where for d in with_places([replace(drafts[0], content=bare)], marked, BOOK)] == [
            "in_theatre"
        ]


class TestTheTheatre:
    def test_it_is_the_host_most_often_named(self) -> None:
        assert theatre(UKRAINE + "Denmark will train soldiers in Poland.") == "UKR"

    def test_a_town_counts_for_its_state(self) -> None:
        assert theatre("A force for Gaza is being formed. Denmark will serve in Gaza.") == "PSE"

    def test_a_place_that_is_no_known_host_must_be_named_twice(self) -> None:
        once = "Denmark will station troops in Chile."
        assert theatre(once) is None
        assert theatre(once + " Spain will send engineers to Chile.") == "CHL"

    def test_who_gives_is_no_theatre(self) -> None:
        text = (
            "Chile will send troops. Chile will send ships. Ministers met in Chile. Talks in Chile went on."
        )
        assert theatre(text) is None

    def test_two_that_are_named_alike_are_none(self) -> None:
        text = "Denmark serves in Mali and Spain in Haiti. Peru serves in Mali and Chile in Haiti."
        assert theatre(text) is None

    def test_an_adversary_is_none(self) -> None:
        assert theatre("Denmark trades in Russia. Spain trades in Russia.") is None

    def test_a_text_without_one_gives_no_places(self) -> None:
        drafts, marked = drafted("Denmark would train recruits at home.")
        assert [d.where for d in with_places(drafts, marked, BOOK)] == [None]

    def test_the_roles_are_those_of_the_table(self) -> None:
        assert {"UKR", "HTI", "PSE", "XKX"} <= played(BOOK, "host")
        assert "RUS" in played(BOOK, "adversary")
        assert not played(BOOK, "nobody")


def test_a_users_own_town_lies_in_its_state(tmp_path: Path) -> None:
    own = load_codebook(write(tmp_path, places_plus="pattern,kind,note\nhillock,part,UKR\n"))
    drafts, marked = by_hand(WAR, WAR, HERE.replace("Ukraine", "Hillock"))
    assert [d.where for d in with_places(drafts, marked, own)] == ["in_theatre"]
    assert [d.where for d in with_places(drafts, marked, BOOK)] == [None]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="'kind' is missing"):
        load_codebook(write(tmp_path, places="pattern,note\nin,\n"))
