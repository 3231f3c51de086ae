"""Gold files are checked on the way in; a bad one is refused with the file, the place and the remedy."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook import default_codebook, load_codebook
from musterbook.desk.evaluate import GoldDocument, gold_digest, load_gold
from musterbook.desk.evaluate.gold import gold_document, picked
from musterbook.errors import InputError
from tests.desk.evaluating import NORWAY, TEXT, at, gold, marked, write_pair

POSITION = marked("NOR", "engineering", "pledges", NORWAY)


def refused(tmp_path: Path, value: Any, text: str = TEXT) -> str:
    write_pair(tmp_path, "07", value, text)
    with pytest.raises(InputError) as caught:
        load_gold(tmp_path)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.remedy
    return message


class TestPairs:
    def test_pairs_come_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        for name in ("b", "a", "10"):
            write_pair(tmp_path, name, {"gold": []})
        assert [document.name for document in load_gold(tmp_path)] == ["10", "a", "b"]

    def test_a_text_alone_and_a_table_alone_are_no_pairs(self, tmp_path: Path) -> None:
        write_pair(tmp_path, "a", {"gold": []})
        (tmp_path / "unmarked.txt").write_text("Nothing marked here.", "utf-8")
        (tmp_path / "notes.json").write_text('{"by": "two people"}', "utf-8")
        assert [document.name for document in load_gold(tmp_path)] == ["a"]

    def test_the_file_key_names_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(TEXT, "utf-8")
        (tmp_path / "a.json").write_text(json.dumps({"file": "other.txt", "gold": [POSITION]}), "utf-8")
        (document,) = load_gold(tmp_path)
        assert document.text == TEXT

    @pytest.mark.parametrize("name", ["../other.txt", "", ".", "..", 3, None, "a/b.txt"])
    def test_the_file_key_stays_in_the_directory(self, tmp_path: Path, name: object) -> None:
        assert "07.json, file" in refused(tmp_path, {"file": name, "gold": []})

    def test_marks_without_their_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{"gold": []}', "utf-8")
        with pytest.raises(InputError, match=r"no text 'a.txt' beside the gold file \(a.json\)"):
            load_gold(tmp_path)

    def test_line_ends_count_as_they_are(self, tmp_path: Path) -> None:
        write_pair(tmp_path, "a", {"gold": []})
        (tmp_path / "a.txt").write_bytes(b"One.\r\nTwo.\r\n")
        assert load_gold(tmp_path)[0].text == "One.\r\nTwo.\r\n"

    def test_a_missing_directory(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no gold directory"):
            load_gold(tmp_path / "nowhere")

    def test_a_directory_without_pairs(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no gold pairs"):
            load_gold(tmp_path)

    def test_only_picks_by_name(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            write_pair(tmp_path, name, {"gold": []})
        assert [document.name for document in load_gold(tmp_path, only=["b"])] == ["b"]
        with pytest.raises(InputError, match="no gold file named z") as caught:
            load_gold(tmp_path, only=["z", "a"])
        assert caught.value.names == ("z",)

    def test_picking_none_keeps_all(self) -> None:
        documents = (gold(name="a"), gold(name="b"))
        assert picked(documents) == documents


class TestValues:
    def test_both_names_of_the_source_kind(self) -> None:
        older = gold({**POSITION, "source_type": "anonymous"}).positions[0]
        newer = gold({**POSITION, "source_kind": "anonymous"}).positions[0]
        assert older == newer
        assert "source_kind" in newer.given

    def test_absent_keys_are_not_given(self) -> None:
        position = gold(POSITION).positions[0]
        assert {"conditions", "source_kind", "superseded", "quantity_low"} & position.given == set()

    def test_absent_lists_are_none_and_empty_ones_are_not(self) -> None:
        assert (gold().claims, gold().attributions, gold().boilerplate) == (None, None, None)
        assert gold(claims=[]).claims == ()

    def test_an_address_that_is_a_list_is_no_single_address(self) -> None:
        assert gold(url=["https://one.example", "https://two.example"], publisher="Gazette").meta.url is None
        assert gold(url="https://one.example").meta.url == "https://one.example"

    def test_null_is_as_good_as_nothing(self) -> None:
        position = gold({**POSITION, "conditions": None, "optional": None, "note": None, "where": None})
        assert position.positions[0].conditions == ()

    def test_a_whole_float_equals_the_number(self) -> None:
        position = gold({**POSITION, "quantity_low": 300.0, "quantity_high": None, "unit": "persons"})
        assert position.positions[0].quantity.low == 300


BAD_POSITIONS: dict[str, dict[str, Any]] = {
    "gold[0].actor": {"actor": " "},
    "gold[0].stance": {"stance": "hopes"},
    "gold[0].evidence": {"evidence": [5, 5]},
    "gold[0].source_type": {"source_type": "gossip"},
    "gold[0].where": {"where": "moon"},
    "gold[0].quantity_low": {"quantity_low": "many"},
    "gold[0].quantity_high": {"quantity_high": True},
    "gold[0].unit": {"unit": 3},
    "gold[0].negated": {"negated": "yes"},
    "gold[0].conditions": {"conditions": "ceasefire"},
}


class TestRefusals:
    @pytest.mark.parametrize("place", BAD_POSITIONS)
    def test_a_bad_field_is_named(self, tmp_path: Path, place: str) -> None:
        message = refused(tmp_path, {"gold": [{**POSITION, **BAD_POSITIONS[place]}]})
        assert f"(07.json, {place})" in message

    @pytest.mark.parametrize(
        "evidence",
        [
            None,
            [],
            [1],
            [1, 2, 3],
            [-1, 4],
            [0, 10**9],
            [4, 2],
            ["0", "4"],
            [0.0, 4.0],
            [True, 4],
            {"start": 0},
        ],
    )
    def test_offsets_must_lie_in_the_text(self, tmp_path: Path, evidence: object) -> None:
        assert "gold[1].evidence" in refused(
            tmp_path, {"gold": [POSITION, {**POSITION, "evidence": evidence}]}
        )

    @pytest.mark.parametrize("number", [float("nan"), float("inf")])
    def test_no_number_is_no_number(self, tmp_path: Path, number: float) -> None:
        assert "not a number" in refused(tmp_path, {"gold": [{**POSITION, "quantity_low": number}]})

    @pytest.mark.parametrize(
        ("key", "value", "what"),
        [
            ("on", "balloons", "'balloons'"),
            ("actor", "XQQ", "unknown actor 'XQQ'"),
            ("actor", "Norway", "unknown actor 'Norway'"),
            ("conditions", ["ceasefire", "full_moon"], "unknown condition 'full_moon'"),
            ("conditions", ["joins:"], "unknown condition 'joins:'"),
        ],
    )
    def test_ids_must_be_in_the_codebook(self, tmp_path: Path, key: str, value: object, what: str) -> None:
        message = refused(tmp_path, {"gold": [{**POSITION, key: value}]})
        assert what in message
        assert f"(07.json, gold[0].{key})" in message

    @pytest.mark.parametrize("actor", ["NOR", "EU", "BALTIC"])
    def test_states_and_registered_groups_are_actors(self, actor: str) -> None:
        assert gold({**POSITION, "actor": actor}).positions[0].actor == actor

    def test_free_leaves_and_described_groups_pass(self, tmp_path: Path) -> None:
        leaves = ["ceasefire", "joins:FRA", "other:a full moon"]
        free = {**POSITION, "actor": "GROUP:states on the coast", "conditions": leaves}
        write_pair(tmp_path, "07", {"gold": [free]})
        assert load_gold(tmp_path)[0].positions[0].conditions == tuple(leaves)

    def test_a_codebook_of_the_users_own(self, tmp_path: Path) -> None:
        tables = tmp_path / "tables"
        tables.mkdir()
        header = default_codebook().rows("conditions")[0]
        first = dict.fromkeys(header, "") | {
            "id": "full_moon",
            "label": "full moon",
            "definition": "no clouds",
        }
        rows = [",".join(first), ",".join(first.values())]
        (tables / "conditions+.csv").write_text("\n".join(rows) + "\n", "utf-8")
        write_pair(tmp_path, "07", {"gold": [{**POSITION, "conditions": ["full_moon"]}]})
        assert len(load_gold(tmp_path, codebook=load_codebook(tables))) == 1

    @pytest.mark.parametrize(
        ("value", "place"),
        [
            ({"gold": {}}, "07.json, gold"),
            ({"title": "no gold"}, "07.json, gold"),
            ({"gold": [3]}, "07.json, gold[0]"),
            ({"gold": [], "claims": [{"kind": "rumour", "evidence": [0, 4]}]}, "claims[0].kind"),
            ({"gold": [], "claims": [{"kind": "event"}]}, "claims[0].evidence"),
            ({"gold": [], "attributions": [{"source": [0, 4], "cue": [5, 8]}]}, "attributions[0].content"),
            ({"gold": [], "boilerplate": [[0, 99999]]}, "boilerplate[0]"),
            ({"gold": [], "boilerplate": None}, "07.json, boilerplate"),
            ({"gold": [], "published": "yesterday"}, "07.json, published"),
            ({"gold": [], "published": 20250317}, "07.json, published"),
        ],
    )
    def test_other_parts(self, tmp_path: Path, value: object, place: str) -> None:
        assert place in refused(tmp_path, value)

    @pytest.mark.parametrize("raw", ["{", "", "[" * 100_000, "\x00"])
    def test_unreadable_json(self, tmp_path: Path, raw: str) -> None:
        assert "not readable as JSON" in refused(tmp_path, raw)

    def test_json_that_is_no_object(self, tmp_path: Path) -> None:
        assert "(07.json, gold)" in refused(tmp_path, "[1, 2]")

    def test_text_that_is_no_utf8(self, tmp_path: Path) -> None:
        write_pair(tmp_path, "07", {"gold": []})
        (tmp_path / "07.txt").write_bytes(b"caf\xe9")
        with pytest.raises(InputError, match=r"not readable as UTF-8.*07.txt"):
            load_gold(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 500) | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=6,
)
FREE_KEYS = ("conditions", "quantity_low", "unit", "source_type", "negated", "where", "note", "optional")
PARTS = ("gold", "claims", "attributions", "boilerplate", "published", "publisher", "url")


def loaded(value: dict[str, Any]) -> GoldDocument | InputError:
    try:
        return gold_document(value, TEXT, "one", default_codebook())
    except InputError as error:
        return error


class TestHostile:
    @given(st.dictionaries(st.sampled_from([*POSITION, *FREE_KEYS]), JSON, min_size=1, max_size=3))
    def test_a_position_with_anything_in_it(self, strange: dict[str, Any]) -> None:
        result = loaded({"gold": [{**POSITION, **strange}]})
        if isinstance(result, InputError):
            assert str(result.where).startswith("one.json, gold[0]")
            assert "\n" not in str(result)
        else:
            assert len(result.positions[0].given) == len(POSITION | strange)

    @given(st.dictionaries(st.sampled_from(PARTS), JSON))
    def test_a_file_with_anything_in_it(self, value: dict[str, Any]) -> None:
        result = loaded(value)
        if isinstance(result, InputError):
            assert str(result.where).startswith("one.json, ")
            assert "\n" not in str(result)
        else:
            assert result.positions == ()
            assert {type(result.meta.outlet), type(result.meta.url)} <= {str, type(None)}


class TestDigest:
    def test_order_does_not_matter(self) -> None:
        one, other = gold(POSITION, name="a"), gold(name="b")
        assert gold_digest([one, other]) == gold_digest([other, one])

    def test_every_mark_and_every_letter_counts(self) -> None:
        plain = gold(POSITION)
        variants = [
            gold({**POSITION, "stance": "offers"}),
            gold(POSITION, name="two"),
            gold(POSITION, text=TEXT + " "),
            gold(POSITION, claims=[]),
            gold({**POSITION, "evidence": at("will send")}),
        ]
        assert len({gold_digest([document]) for document in [plain, *variants]}) == 6
