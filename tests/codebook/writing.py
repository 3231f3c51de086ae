"""Small codebooks on disk for the tests."""

from pathlib import Path

from musterbook.codebook import Codebook, Finding, check_directory
from musterbook.codebook.loading import read_codebook

SMALL = {
    "contributions": (
        "id,label,definition,unit\nforest,Forest,Trees planted,hectares\nmoney,Money,Money paid,EUR|USD\n"
    ),
    "measures": 'id,label,definition,rule\nlevy,Levy,A levy on carbon,"{""unanimity"": [""NORDIC""]}"\n',
    "conditions": "id,label,definition,stands_for,implies\nrain,Rain,It rains,,\nflood,Flood,A flood,,rain\n",
    "forms": (
        "kind,id,form,note\ncontribution,forest,trees,\ncontribution,money,money,weak\n"
        "measure,levy,carbon levy,\ncondition,rain,rain,\ncondition,flood,flood,\n"
    ),
}


def write(folder: Path, **tables: str | bytes) -> Path:
    """The given tables as files; ``plus`` in a name stands for ``+``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / f"{name.replace('_plus', '+')}.csv").write_bytes(raw)
    return folder


def small(folder: Path, **tables: str | bytes) -> Codebook:
    """The small codebook of another subject, with some tables given otherwise."""
    return read_codebook(write(folder, **{**SMALL, **tables}))


def found(folder: Path, name: str, **tables: str | bytes) -> list[Finding]:
    """What one check finds in the small codebook with some tables given otherwise."""
    write(folder, **{**SMALL, **tables})
    return [finding for finding in check_directory(folder) if finding.check == name]
