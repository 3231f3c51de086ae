"""Other names for the same offers: consistent through a text, and nothing else changed."""

import random

from musterbook.text import encoding
from training.swapping import states, surnames, swapped

TEXT = "Kenya and Kenyan ministers in Nairobi ; Kenyans , Chad and Mr Tusk watched the turkey in Poland"
WORDS = TEXT.split()


def spans() -> list[tuple[int, int]]:
    found, at = [], 0
    for word in WORDS:
        found.append((at, at + len(word)))
        at += len(word) + 1
    return found


def words_of(pieces: list[list[int]]) -> list[str]:
    return [str(encoding.tokenizer().decode(one)).replace(" ##", "") for one in pieces]


PLAIN = encoding.pieces(WORDS)


def copies() -> list[list[str]]:
    dice, features = random.Random(1), encoding.features(TEXT, spans())
    return [words_of(swapped(PLAIN, features, dice)) for _ in range(40)]


def test_some_copies_change_and_some_stay() -> None:
    plain = words_of(PLAIN)
    assert 5 < sum(copy == plain for copy in copies()) < 35


def test_a_state_keeps_to_one_name_in_all_its_forms() -> None:
    forms = {tuple(encoding.tokenizer().decode(list(f)).replace(" ##", "") for f in s) for s in states()}
    for copy in copies():
        name, adjective, capital, people = copy[0], copy[2], copy[5], copy[7]
        assert any((name, adjective, people, capital) == (f[0], f[1], f[3], f[4]) for f in forms)


def test_states_stay_apart_and_no_new_one_is_in_the_text_already() -> None:
    for copy in copies():
        assert len({copy[0], copy[9], copy[17]}) == 3


def test_words_that_are_no_names_stay() -> None:
    plain = words_of(PLAIN)
    for copy in copies():
        kept = [k for k, word in enumerate(WORDS) if word.islower() or word in (";", ",", "Mr")]
        assert [copy[k] for k in kept] == [plain[k] for k in kept]


def test_a_surname_becomes_another_one() -> None:
    known = {str(encoding.tokenizer().decode(list(one))).replace(" ##", "") for one in surnames()}
    assert {copy[12] for copy in copies()} <= known
    assert len({copy[12] for copy in copies()}) > 5
