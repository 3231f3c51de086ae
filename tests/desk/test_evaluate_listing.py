"""Every miss, false find and wrong field is listed with its sentence."""

from typing import Any

from musterbook.desk.evaluate.listing import KINDS, Finding, finding_json, finding_text
from musterbook.model.document import Statement
from musterbook.model.position import Because, Claim, Position
from musterbook.model.span import Span
from tests.desk.evaluating import (
    CHILE,
    CROWD,
    NORWAY,
    TEXT,
    at,
    figure,
    gold,
    judged,
    kinds,
    marked,
    read,
    span,
)

MARKED = marked("NOR", "engineering", "pledges", NORWAY)
SENTENCE = "Norway will send 300 engineers if parliament agrees."


def only(mine: dict[str, Any], theirs: Position) -> Finding:
    (finding,) = judged(gold(mine), theirs).findings
    return finding


class TestFindings:
    def test_a_miss_shows_what_was_read_there(self) -> None:
        first, second = judged(gold(MARKED), read("SWE", "engineering", "offers", "will send")).findings
        assert (first.kind, second.kind) == ("false_find", "miss")
        assert second.sentence == SENTENCE
        assert second.words == NORWAY
        assert second.span == span(NORWAY)
        assert second.gold == "NOR engineering pledges (narrator)"
        assert second.nearby == ("SWE engineering offers (narrator)",)
        assert first.nearby == ("NOR engineering pledges (narrator)",)

    def test_a_right_reading_gives_no_finding(self) -> None:
        assert judged(gold(MARKED), read("NOR", "engineering", "pledges", NORWAY)).findings == ()

    def test_a_wrong_stance(self) -> None:
        finding = only(MARKED, read("NOR", "engineering", "offers", NORWAY))
        assert (finding.kind, finding.gold, finding.read) == (
            "stance",
            "NOR engineering: pledges",
            "NOR engineering: offers",
        )

    def test_wrong_conditions(self) -> None:
        finding = only(
            {**MARKED, "conditions": ["parliament_approval"]},
            read("NOR", "engineering", "pledges", NORWAY, conditions=["ceasefire", "other:x"]),
        )
        assert (finding.kind, finding.gold) == ("conditions", "NOR engineering: parliament_approval")
        assert finding.read == "NOR engineering: ceasefire, other:x"

    def test_a_wrong_quantity(self) -> None:
        finding = only(
            {**MARKED, "quantity_low": 300, "quantity_high": None, "unit": "persons"},
            read("NOR", "engineering", "pledges", NORWAY, quantity=figure(None, 300, "persons")),
        )
        assert (finding.gold, finding.read) == (
            "NOR engineering: 300.. persons",
            "NOR engineering: ..300 persons",
        )

    def test_an_invented_quantity(self) -> None:
        finding = only(
            {**MARKED, "quantity_low": None, "quantity_high": None, "unit": None},
            read("NOR", "engineering", "pledges", NORWAY, quantity=figure(3, 3)),
        )
        assert (finding.kind, finding.gold, finding.read) == (
            "quantity",
            "NOR engineering: no number",
            "NOR engineering: 3",
        )

    def test_other_fields_where_they_are_marked(self) -> None:
        found = read(
            "NOR", "engineering", "pledges", NORWAY, source_kind="named", negated=True, where="outside"
        )
        mine = {**MARKED, "source_kind": "anonymous", "negated": False, "where": None}
        assert kinds(judged(gold(mine), found)) == ["source_kind", "negated", "where"]
        assert kinds(judged(gold(MARKED), found)) == []

    def test_the_rules_that_read_it_are_named(self) -> None:
        because = (
            Because("will-send", span("will send"), "pledges"),
            Because("will-send", span(NORWAY), "x"),
        )
        (finding,) = judged(gold(), read("NOR", "air", "pledges", NORWAY, because=because)).findings
        assert finding.read == "NOR air pledges (narrator)  <will-send>"

    def test_an_optional_miss_is_no_finding(self) -> None:
        assert kinds(judged(gold({**MARKED, "optional": True}))) == []

    def test_a_crowd_that_counts_neither_way_is_said(self) -> None:
        crowd = marked("GROUP:>40", "unspecified", "offers", CROWD, aggregate=True)
        aggregate = Claim("c1", "aggregate", "states", (span(CROWD),))
        assert kinds(judged(gold(crowd), claims=(aggregate,))) == ["excused"]

    def test_claims(self) -> None:
        claim = {"kind": "aggregate", "what": "states", "low": 41, "high": None, "evidence": at(CROWD)}
        (missed,) = judged(gold(claims=[claim])).findings
        assert (missed.kind, missed.gold) == ("missed_claim", "aggregate: states")
        rough = Claim("c1", "aggregate", "x", (span(CROWD),), figure(40, None).low)
        (wrong,) = judged(gold(claims=[claim]), claims=(rough,)).findings
        assert (wrong.kind, wrong.gold, wrong.read) == ("claim_figures", "aggregate: 41..", "aggregate: 40..")

    def test_attributions(self) -> None:
        said = {"source": at("the host"), "cue": at("said."), "content": at(CROWD)}
        (missed,) = judged(gold(attributions=[said])).findings
        assert (missed.kind, missed.gold) == ("missed_attribution", f"the host | said. | {CROWD}")
        part = Statement("s1", (), (span("said."),), (span("More"), span("came")))
        (wrong,) = judged(gold(attributions=[said]), statements=(part,)).findings
        assert (wrong.kind, wrong.read) == ("attribution", "- | said. | More ... came")

    def test_a_reading_without_evidence_is_listed_at_the_head(self) -> None:
        found = read("NOR", "air", "offers", NORWAY)
        bare = Position("p", "NOR", "Norway", "contribution", "air", "offers", ())
        for position in (found, bare):
            assert kinds(judged(gold(), position)) == ["false_find"]
        assert judged(gold(), bare).findings[0].span == Span(0, 1)
        assert judged(gold(text=""), bare).findings[0].span == Span(0, 0)

    def test_in_the_order_of_the_text(self) -> None:
        document = gold(marked("CHL", "naval", "considers", CHILE), MARKED)
        assert [finding.span for finding in judged(document).findings] == [span(NORWAY), span(CHILE)]


class TestForms:
    FINDING = Finding(
        "one",
        "miss",
        Span(*at(NORWAY)),
        NORWAY,
        SENTENCE,
        "NOR engineering pledges",
        None,
        ("SWE air offers",),
    )

    def test_for_people(self) -> None:
        assert finding_text(self.FINDING).splitlines() == [
            "[one] missed at 7-30",
            "    gold: NOR engineering pledges",
            "    read there: SWE air offers",
            "    Norway [will send 300 engineers] if parliament agrees.",
        ]

    def test_for_machines(self) -> None:
        value = finding_json(self.FINDING)
        start, end = value["span"]
        assert TEXT[start:end] == value["words"] == NORWAY
        assert (value["document"], value["kind"], value["read"]) == ("one", "miss", None)

    def test_every_kind_has_its_words(self) -> None:
        assert all(words and words == words.strip() for words in KINDS.values())
