"""Why a position reads as it does: words, places and rules of each field, in plain words."""

from dataclasses import replace
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.document import Document
from musterbook.model.position import Because, Position
from musterbook.model.span import Span
from musterbook.presenting.table import DOUBTFUL
from musterbook.presenting.why import Ground, Places, Why, whys
from musterbook.reading import read_text
from tests.presenting.world import READY, TEXT, at, figures, position, reading

WORDS = default_codebook()


def because(rule: str, words: str, gives: str) -> Because:
    return Because(rule, at(words)[0], gives)


def why(*grounds: Because, stance: str = "offers", **fields: Any) -> Why:
    """The why of Portugal's troops, proved by READY, with these grounds."""
    made = position("PRT", "troops", stance, READY, because=grounds, **fields)
    (found,) = whys(reading([made]), WORDS)
    return found


def told(found: Why, field: str) -> list[str]:
    return [ground.told for ground in found.grounds if ground.field == field]


class TestPlaces:
    def test_lines_and_columns_are_counted_from_one(self) -> None:
        places = Places("ab\ncd\r\nef\rgh")
        assert [places.of(k) for k in (0, 1, 3, 7, 8, 10, 11)] == [
            "1:1",
            "1:2",
            "2:1",
            "3:1",
            "3:2",
            "4:1",
            "4:2",
        ]

    def test_a_line_end_belongs_to_the_line_that_it_ends(self) -> None:
        assert Places("ab\r\nc").of(3) == "1:4"
        assert Places("").of(0) == "1:1"

    def test_every_character_of_a_text_has_its_own_place(self) -> None:
        places = Places(TEXT)
        assert len({places.of(k) for k in range(len(TEXT))}) == len(TEXT)


class TestHead:
    def test_who_what_rung_condition_and_word(self) -> None:
        found = why(conditions="ceasefire", where="neighbouring")
        assert (found.id, found.who) == ("p1", "Portugal (“PRT”)")
        assert found.what == "Troops, in neighbouring states"
        assert (found.rung.level, found.rung.words) == (2, "offers")
        assert found.condition == "only with a ceasefire"
        assert found.word == "as reported, 4 March 2031"

    def test_without_a_condition_there_is_none(self) -> None:
        assert why().condition == ""


class TestClause:
    def test_each_clause_has_its_words_and_place(self) -> None:
        made = position("PER", "troops", "withholds", READY, evidence=(*at(READY), *at("So do the lands")))
        (found,) = whys(reading([made]), WORDS)
        assert found.grounds[:2] == (
            Ground("clause", "3:1", f"“{READY}”"),
            Ground("clause", "6:73", "“So do the lands”"),
        )

    def test_a_page_is_quoted_without_its_markup_and_placed_in_its_source(self) -> None:
        html = "<html><body>\n<p>Chile <b>will</b> send troops.</p></body></html>"
        start = html.index("Chile")
        made = position("CHL", "troops", "pledges", "Chile", text=html)
        read = reading([replace(made, evidence=(Span(start, html.index(".</p>")),))])
        read = replace(read, document=Document(html, media_type="text/html"))
        assert whys(read, WORDS)[0].grounds[0] == Ground("clause", "2:4", "“Chile will send troops”")


class TestStance:
    def test_a_cue_of_the_tables_says_what_it_stands_for(self) -> None:
        found = why(because("ready", "ready", "offers"))
        assert told(found, "stance") == ["“ready”, rule ready: an adjective that stands for “offers”"]
        assert found.grounds[1].place == "3:31"

    def test_a_cue_that_is_turned_by_what_stands_around_it(self) -> None:
        (line,) = told(
            why(because("rule-out", "ruled out", "not_ruled_out"), stance="not_ruled_out"), "stance"
        )
        assert line.startswith("“ruled out”, rule rule-out: a verb that stands for “refuses”; negation")
        assert line.endswith("make it “not ruled out”")

    @pytest.mark.parametrize(
        ("rule", "part"),
        [
            ("send", "a verb of doing; mood"),
            ("open-verb", "a verb that no table knows"),
            ("no-such-rule", "words; mood"),
        ],
    )
    def test_a_deed_has_its_rung_from_mood_and_time(self, rule: str, part: str) -> None:
        (line,) = told(why(because(rule, "send", "offers")), "stance")
        assert line.startswith(f"“send”, rule {rule}: {part}")
        assert line.endswith("make it “offers”")

    @pytest.mark.parametrize(
        ("rule", "part"), [("home-defence", "one’s own defence"), ("time-limit", "for the time being")]
    )
    def test_a_limit_of_a_no(self, rule: str, part: str) -> None:
        found = why(because(rule, "guard its own frontier", "withholds"), stance="withholds")
        (line,) = told(found, "stance")
        assert part in line
        assert line.endswith("read as “holds back”")

    def test_the_network_is_named_as_such(self) -> None:
        (line,) = told(why(because("model:pledges", "ready", "pledges"), stance="pledges"), "stance")
        assert line == "the network reads “ready” as “pledges”"

    def test_what_did_not_decide_is_called_overruled(self) -> None:
        lines = told(
            why(because("send", "send", "pledges"), because("model:offers", "ready", "offers")), "stance"
        )
        assert [line.endswith("(overruled)") for line in lines] == [True, False]

    def test_of_a_measure_the_rung_has_its_own_name(self) -> None:
        made = position("PRT", "asset_seizure", "offers", "is favoured by Lisbon")
        made = replace(made, because=(because("model:offers", "favoured", "offers"),))
        (found,) = whys(reading([made]), WORDS)
        assert told(found, "stance") == ["the network reads “favoured” as “supports”"]

    def test_a_position_without_a_rule_says_so(self) -> None:
        assert told(why(), "stance") == ["no rule is on record"]


class TestConditions:
    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("if", "“Washington stands behind them”, rule if: a condition stated with “if”: a ceasefire"),
            (
                "bare-operation",
                "“Washington stands behind them”, rule bare-operation: named as a condition without "
                "a marker: a ceasefire",
            ),
            ("odd", "“Washington stands behind them”, rule odd: read as a condition: a ceasefire"),
            (
                "model:ceasefire",
                "the network reads “Washington stands behind them” as the condition a ceasefire",
            ),
        ],
    )
    def test_each_has_its_marker_words_and_place(self, rule: str, expected: str) -> None:
        found = why(because(rule, "Washington stands behind them", "ceasefire"), conditions="ceasefire")
        ground = next(ground for ground in found.grounds if ground.field == "condition")
        assert (ground.place, ground.told) == ("3:67", expected)

    def test_every_condition_has_a_line_of_its_own(self) -> None:
        both = {"all": ["ceasefire", "other:clear rules"]}
        grounds = (
            because("if", "Washington", "ceasefire"),
            because("given", "clear rules", "other:clear rules"),
        )
        lines = told(why(*grounds, conditions=both), "condition")
        assert [line.rpartition(": ")[2] for line in lines] == ["a ceasefire", "“clear rules”"]


class TestFurtherFields:
    def test_place_caveat_and_reason_with_their_rules(self) -> None:
        found = why(
            because("place-in", "Valletta", "where"),
            because("not", "from the air", "caveats"),
            because("because", "guard its own frontier", "reason"),
            where="outside",
            caveats=("from the air",),
            reason="guard its own frontier",
        )
        assert told(found, "where") == ["“Valletta”, rule place-in: binds only outside the area"]
        assert told(found, "caveat") == ["“from the air”, rule not: a limit on use"]
        assert told(found, "reason") == ["“guard its own frontier”, rule because: the reason given"]

    def test_without_a_rule_the_words_are_told_and_placed_where_they_stand(self) -> None:
        found = why(caveats=("ground units",), reason="home defence")
        assert found.grounds[2:] == (
            Ground("caveat", "3:45", "“ground units”"),
            Ground("reason", "", "home defence"),
        )

    def test_a_quantity_has_its_words_its_place_and_its_figure(self) -> None:
        assert why(quantity=figures(None, 500, words="ground units")).grounds[-1] == Ground(
            "quantity", "3:45", "“ground units”: up to 500 persons"
        )
        assert told(why(quantity=figures(400, 400)), "quantity") == ["400 persons"]
        (line,) = told(why(quantity=figures(None, None, words="a handful")), "quantity")
        assert line == "“a handful”: kept as words, no figure read"
        assert told(why(), "quantity") == []

    def test_the_fields_come_in_one_order(self) -> None:
        grounds = (because("if", "Washington", "ceasefire"), because("ready", "ready", "offers"))
        fields = [ground.field for ground in why(*grounds, quantity=figures(1, 1)).grounds]
        assert fields == ["clause", "stance", "condition", "quantity"]


class TestConfidence:
    @pytest.mark.parametrize(
        ("confidence", "expected", "low"),
        [
            (1.0, "1", False),
            (0.8049, "0.8", False),
            (DOUBTFUL, "0.5", False),
            (0.4217, "0.42, low: under 0.5, check it first", True),
        ],
    )
    def test_under_the_threshold_it_is_flagged(self, confidence: float, expected: str, low: bool) -> None:
        found = why(confidence=confidence)
        assert (found.confidence, found.low) == (expected, low)


def test_a_real_reading_tells_clause_and_stance_with_places_in_the_text() -> None:
    lines = ("Norway would send 400 soldiers if there is a ceasefire.", "Spain refuses to send troops.")
    found = whys(read_text("\n".join(lines)), WORDS)
    assert {why.who for why in found} == {"Norway (“Norway”)", "Spain (“Spain”)"}
    for why in found:
        assert {"clause", "stance"} <= {ground.field for ground in why.grounds}
        for line, column in (map(int, ground.place.split(":")) for ground in why.grounds):
            assert why.who.split()[0] in lines[line - 1]
            assert column <= len(lines[line - 1])


def test_positions_of_groups_and_odd_words_are_told_too() -> None:
    made: list[Position] = [
        position("GROUP:the lands", "troops", "offers", READY, actor_text="the \u202elands")
    ]
    (found,) = whys(reading(made), WORDS)
    assert found.who.startswith("“the lands” (“the ")
    assert "\u202e" not in found.who
