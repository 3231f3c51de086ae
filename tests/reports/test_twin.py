"""The JSON twin has what the page has, and every sentence its passages with offsets."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from musterbook.cli.common import pretty
from musterbook.codebook import default_codebook
from musterbook.presenting import BriefPage
from musterbook.reports import brief_html, brief_json
from tests.presenting.world import full_brief, full_reading
from tests.reports.test_html import Page, flat


def twin(**options: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(pretty(brief_json(full_brief(**options), default_codebook())))
    return made


def sentences(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) == {"text", "evidence"}:
            yield value
        for item in value.values():
            yield from sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item)


def test_it_has_the_fields_of_the_page() -> None:
    assert set(twin()) == {field.name for field in fields(BriefPage)}


def test_every_sentence_of_it_stands_on_the_page() -> None:
    shown = flat(Page(brief_html(full_brief(), default_codebook())).text)
    told = [
        sentence["text"] for name, part in twin().items() if name != "results" for sentence in sentences(part)
    ]
    assert len(told) > 50
    heads = {"an American backstop"}
    assert [text for text in told if flat(text) not in shown and text not in heads] == []


def test_evidence_prints_back_from_the_text_as_given() -> None:
    """Rule 15."""
    text = full_reading().document.text
    proofs = [proof for sentence in sentences(twin()) for proof in sentence["evidence"]]
    assert len(proofs) > 50
    assert all(" ".join(text[p["start"] : p["end"]].split()) == p["text"] for p in proofs)
    assert {p["doc"] for p in proofs} == {full_reading().document.id}


def test_numbers_of_the_results_are_exact() -> None:
    results = twin(suppose=["us_backstop=true"])["results"]
    assert results["fill"][0]["quantity"] == 12000
    assert results["situation"]["requirement"]["lines"][0]["quantity"] == 12000
    assert results["supposed"] == ["us_backstop=true"]
    assert results["reviewed"] == {"proposed": 15, "accepted": 0}
