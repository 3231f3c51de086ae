"""Names as they are printed."""

from decimal import Decimal

import pytest

from musterbook.codebook import LADDER, default_codebook
from musterbook.model.position import Quantity
from musterbook.presenting.names import STANCES, Names, phrases

NAMES = Names(default_codebook())


class TestActors:
    @pytest.mark.parametrize(
        ("id", "name"),
        [
            ("USA", "the United States"),
            ("GBR", "the United Kingdom"),
            ("NLD", "the Netherlands"),
            ("CZE", "the Czech Republic"),
            ("ARE", "the United Arab Emirates"),
            ("PHL", "the Philippines"),
            ("BES", "the Caribbean Netherlands"),
            ("NOR", "Norway"),
            ("NATO", "NATO"),
            ("ASEAN", "ASEAN"),
            ("EU", "the EU"),
            ("G7", "the G7"),
            ("OSCE", "the OSCE"),
            ("WEIMAR", "the Weimar Triangle"),
            ("GROUP:lands by the lake", "“lands by the lake”"),
            ("o1", "o1"),
        ],
    )
    def test_every_actor_has_its_article(self, id: str, name: str) -> None:
        assert NAMES.actor(id) == name

    def test_the_position_of_a_state_takes_its_adjective(self) -> None:
        assert NAMES.position_of("USA") == "the American position"
        assert NAMES.position_of("EU") == "the position of the EU"

    def test_no_actor_of_the_codebook_is_without_a_name(self) -> None:
        codebook = default_codebook()
        assert all(NAMES.actor(id) for id in (*codebook.states, *codebook.groups))


class TestStances:
    def test_every_rung_has_its_words_for_both_kinds(self) -> None:
        assert all(set(words) == set(LADDER) for words in STANCES.values())

    @pytest.mark.parametrize(
        ("stance", "on", "count", "told"),
        [
            ("refuses", "air_cover", 1, "refuses air cover"),
            ("refuses", "sanctions", 2, "oppose sanctions"),
            ("withholds", "troops", 2, "hold back on troops"),
            ("withholds", "asset_seizure", 1, "hesitates over the use of frozen assets"),
            ("not_ruled_out", "troops", 1, "has not ruled out troops"),
            ("offers", "unspecified", 1, "offers support"),
            ("deployed", "training", 3, "already provide training"),
        ],
    )
    def test_the_verb_agrees(self, stance: str, on: str, count: int, told: str) -> None:
        assert NAMES.does(stance, on, count) == told

    def test_an_own_label_of_a_subject(self) -> None:
        assert (NAMES.label("air_cover"), NAMES.label("chairs")) == ("Air cover", "chairs")


class TestQuantities:
    @pytest.mark.parametrize(
        ("quantity", "told"),
        [
            (Quantity(), ""),
            (Quantity(None, Decimal(30000), "persons"), "up to 30,000 persons"),
            (Quantity(Decimal(1), Decimal(1), "persons"), "1 person"),
            (Quantity(Decimal(1), Decimal(1), "ships"), "1 ship"),
            (Quantity(Decimal(2), Decimal(2), "company"), "2 companies"),
            (Quantity(Decimal(2), Decimal(4), "aircraft"), "2 to 4 aircraft"),
            (Quantity(Decimal(2000000000), Decimal(2000000000), "EUR"), "EUR 2 billion"),
            (Quantity(Decimal(5), None, "GBP"), "at least GBP 5"),
            (Quantity(None, None, None, "several  thousand men"), "several thousand men"),
            (Quantity(Decimal(400), Decimal(400), "persons", "400 soldiers"), "400 soldiers"),
        ],
    )
    def test_as_printed_else_as_read(self, quantity: Quantity, told: str) -> None:
        assert NAMES.quantity(quantity) == told


class TestLeaves:
    @pytest.mark.parametrize(
        ("leaf", "told"),
        [
            ("us_backstop", "an American backstop"),
            ("joins:FRA", "France taking part"),
            ("joins:FRA:troops", "France taking part with troops"),
            ("joins:other lands", "“other lands” taking part"),
            ("other:a harbour of its own", "“a harbour of its own”"),
            ("other:joins G7", "the G7 taking part"),
            ("count:troops>=1", "at least one participant with troops"),
            ("count>=3", "at least 3 participants taking part"),
            ("sum:troops>=5000", "troops of at least 5,000"),
            ("filled", "the whole requirement filled"),
            ("filled:air_cover", "the line air cover filled"),
            ("unheard_of", "“unheard_of”"),
            ("count:>=", "“count:>=”"),
        ],
    )
    def test_a_leaf_is_something_that_one_can_have(self, leaf: str, told: str) -> None:
        assert NAMES.leaf(leaf) == told

    def test_every_shipped_circumstance_has_its_phrase(self) -> None:
        assert set(phrases()) == set(default_codebook().conditions)

    @pytest.mark.parametrize(
        ("change", "told"),
        [("ceasefire", "a ceasefire"), ("raise:USA:air_cover", "the United States offering air cover")],
    )
    def test_changes(self, change: str, told: str) -> None:
        assert NAMES.change(change) == told
