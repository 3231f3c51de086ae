"""Drafts made by hand, for the steps that only see drafts."""

from dataclasses import replace
from typing import Any

from musterbook.model.formula import Leaf
from musterbook.model.span import Span
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.content import Content
from musterbook.reading.drafts import Draft
from musterbook.reading.proposals import proposals
from tests.reading.trees import one

SENDING = "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2"
TROOPS = Content("contribution", "troops", (3,), 3, False, "form:troops")
SANCTIONS = Content("measure", "sanctions", (3,), 3, False, "form:sanctions")


def draft(**changes: Any) -> Draft:
    """Denmark pledges troops, told by the narrator, at [0, 24] - but for ``changes``."""
    made = Draft(
        sentence=0,
        proposal=proposals(one(SENDING))[0],
        actor="DNK",
        actor_span=Span(0, 7),
        content=TROOPS,
        stance="pledges",
        evidence=Span(0, 24),
        negated=False,
        report=None,
        speaker=None,
        source_kind="narrator",
        third_party=False,
        because=(),
    )
    return replace(made, **changes)


def condition(leaf: str, start: int = 0) -> FoundCondition:
    return FoundCondition(Leaf(leaf), ((leaf, Span(start, start + 4)),), "if")
