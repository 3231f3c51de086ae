"""The codebook as text and JSON: what can be read, under which names."""

from collections.abc import Mapping
from typing import Any

from musterbook.codebook import LADDER, Codebook
from musterbook.reports.lines import Lines, width_of


def codebook_text(codebook: Codebook, width: int | None = None) -> str:
    """The ladder, contributions, measures and conditions with their definitions."""
    out = Lines(width_of(width))
    out.title(f"Codebook {codebook.digest[:12]}")
    out.para(
        f"{len(codebook.states)} states and territories, {len(codebook.groups)} groups, "
        f"{len(codebook.forms)} forms, {len(codebook.units)} units, {len(codebook.offices)} offices."
    )
    out.head("The ladder")
    for stance, level in LADDER.items():
        out.named(f"{level:>2}", stance, 2)
    _table(
        out,
        "Contributions",
        {id: (e.label, e.definition, ", ".join(e.units)) for id, e in codebook.contributions.items()},
    )
    _table(
        out, "Measures", {id: (e.label, e.definition, e.rule or "") for id, e in codebook.measures.items()}
    )
    _table(
        out, "Conditions", {id: (e.label, e.definition, _links(e)) for id, e in codebook.conditions.items()}
    )
    return out.text()


def _links(entry: Any) -> str:
    behind = f"stands for {':'.join(entry.stands_for)}" if entry.stands_for else ""
    brings = f"brings {', '.join(entry.implies)}" if entry.implies else ""
    return "; ".join(part for part in (behind, brings) if part)


def _table(out: Lines, title: str, rows: Mapping[str, tuple[str, str, str]]) -> None:
    out.head(title)
    room = max((len(id) for id in rows), default=0)
    for id, (label, definition, more) in rows.items():
        out.named(id, f"{label}. {definition}." + (f" [{more}]" if more else ""), room)


def codebook_json(codebook: Codebook) -> dict[str, Any]:
    """The vocabulary as JSON values, in the order of the tables; ``actors`` maps ids to names."""
    return {
        "digest": codebook.digest,
        "ladder": dict(LADDER),
        "contributions": [
            {
                "id": e.id,
                "label": e.label,
                "definition": e.definition,
                "units": list(e.units),
                "cameo": e.cameo,
            }
            for e in codebook.contributions.values()
        ],
        "measures": [
            {
                "id": e.id,
                "label": e.label,
                "definition": e.definition,
                "rule": _rule(e.rule),
                "cameo": e.cameo,
            }
            for e in codebook.measures.values()
        ],
        "conditions": [
            {
                "id": e.id,
                "label": e.label,
                "definition": e.definition,
                "stands_for": None
                if e.stands_for is None
                else {"actor": e.stands_for[0], "on": e.stands_for[1]},
                "implies": list(e.implies),
            }
            for e in codebook.conditions.values()
        ],
        "actors": {
            **{id: state.name for id, state in codebook.states.items()},
            **{id: group.name for id, group in codebook.groups.items() if group.actor},
        },
    }


def _rule(text: str | None) -> Any:
    from musterbook.model.strictjson import load

    return None if text is None else load(text)
