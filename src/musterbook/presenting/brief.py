"""A brief made into its page: every section in its order, worded and with its sources."""

from collections.abc import Mapping
from typing import Any

from musterbook.codebook import Codebook
from musterbook.desk.sheets import Brief
from musterbook.model.formula import formula_json
from musterbook.model.situation import situation_json
from musterbook.presenting import consent, head, missed, needs, outlook, summary, table, tally, texts
from musterbook.presenting.names import Names
from musterbook.presenting.notes import notes_of
from musterbook.presenting.page import BriefPage
from musterbook.presenting.view import View


def brief_page(brief: Brief, codebook: Codebook) -> BriefPage:
    """The page of a brief; the same brief and codebook give the same page."""
    names = Names(codebook)
    view = View(brief, names, notes_of(brief, names))
    return BriefPage(
        head=head.head(view),
        summary=summary.summary(view),
        tables=table.tables(view),
        outlook=outlook.outlook(view),
        needs=needs.needs(view),
        needs_intro=needs.intro(view),
        measures=consent.measures(view),
        tally=tally.tally(view),
        texts=texts.texts(view, missed.missed_spans(view)),
        missed=missed.missed(view),
        set_aside=missed.set_aside(view),
        assumptions=missed.assumptions(view),
        notes=view.notes.all(),
        results=results(brief),
    )


def results(brief: Brief) -> dict[str, Any]:
    """The engine's answers and what they were asked of, as JSON values with the ids of the codebook."""
    going = brief.going
    return {
        "going": {
            "subject": going.subject,
            "assured": list(going.assured),
            "possible": list(going.possible),
            "out": list(going.out),
        },
        "target": None if brief.target is None else formula_json(brief.target),
        "target_reason": brief.target_reason,
        "count_from": brief.count_from,
        "supposed": list(brief.supposed),
        "closure": _plain(brief.closure),
        "stable": _plain(brief.stable),
        "unlock": {"sets": [list(s) for s in brief.unlock.sets], "complete": brief.unlock.complete},
        "block": {"sets": [list(s) for s in brief.block.sets], "complete": brief.block.complete},
        "waiting": [
            {"actor": w.actor, "offer": w.offer, "sets": [list(s) for s in w.sets], "complete": w.complete}
            for w in brief.waiting
        ],
        "fill": [dict(line.fill) for line in brief.lines],
        "consent": {m.id: _plain(m.consent) for m in brief.measures},
        "reviewed": {"proposed": brief.muster.proposed, "accepted": brief.muster.accepted},
        "situation": situation_json(brief.situation),
    }


def _plain(answer: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if answer is None else dict(answer)
