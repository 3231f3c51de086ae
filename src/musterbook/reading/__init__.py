"""From a document to statements, positions and claims: a list of small steps, each testable alone."""

from musterbook.reading.pipeline import read_document, read_loaded, read_text

__all__ = ["read_document", "read_loaded", "read_text"]
