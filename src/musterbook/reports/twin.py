"""The JSON twin of the brief's page: every section as data, every sentence with its passages."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from musterbook.codebook import Codebook
from musterbook.desk.sheets import Brief
from musterbook.presenting import brief_page
from musterbook.presenting.page import BriefPage, Note, Passage, Sentence


def brief_json(brief: Brief, codebook: Codebook) -> dict[str, Any]:
    """The page of the brief as JSON values: the fields of BriefPage, sentences with text and evidence."""
    return page_json(brief_page(brief, codebook))


def page_json(page: BriefPage) -> dict[str, Any]:
    notes = {note.number: note for note in page.notes}
    made: dict[str, Any] = twin(page, notes)
    return made


def twin(value: Any, notes: Mapping[int, Note]) -> Any:
    """A value of the page as JSON."""
    if isinstance(value, Sentence):
        return {"text": value.text, "evidence": [p for number in value.notes for p in proof(notes[number])]}
    if isinstance(value, Passage):
        return passage(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: twin(getattr(value, field.name), notes) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): twin(item, notes) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [twin(item, notes) for item in value]
    return value


def proof(note: Note) -> list[dict[str, Any]]:
    """The passages of a note, each with the note's number."""
    return [{"note": note.number, **passage(each)} for each in note.passages]


def passage(each: Passage) -> dict[str, Any]:
    return {"doc": each.document, "start": each.start, "end": each.end, "text": each.words}
