"""Which word pieces ship."""

import sys
from pathlib import Path

import pytest

from musterbook.text import encoding
from training.vocabulary import SPECIAL, kept, main


def test_unused_and_foreign_pieces_go_and_special_ones_keep_their_places() -> None:
    special = ["[PAD]", *(f"[unused{k}]" for k in range(SPECIAL - 1))]
    given = [*special, "[unused200]", "the", "café", "##я", "Ω", "語", "##ا", "–", "€"]
    assert kept(given) == [*special, "the", "café", "##я", "Ω", "–", "€"]


def test_the_shipped_vocabulary_is_such_a_one() -> None:
    pieces = encoding.tokenizer().get_vocab()
    listed = sorted(pieces, key=lambda piece: pieces[piece])
    assert kept(listed) == listed
    assert (pieces["[UNK]"], pieces["[CLS]"], pieces["[SEP]"]) == (
        encoding.UNKNOWN,
        encoding.CLS,
        encoding.SEP,
    )


def test_a_file_is_written_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, file = tmp_path / "whole.txt", tmp_path / "kept.txt"
    whole.write_text("\n".join([*(f"p{k}" for k in range(SPECIAL)), "[unused7]", "word"]) + "\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["vocabulary", str(whole), str(file)])
    main()
    assert file.read_text("utf-8").splitlines()[-1] == "word"
    assert len(file.read_text("utf-8").splitlines()) == SPECIAL + 1
