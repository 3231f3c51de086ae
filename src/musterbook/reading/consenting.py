"""The consent of the state on whose soil a mission stands: "if Bamako agrees" is no joining."""

from collections.abc import Sequence
from dataclasses import replace

from musterbook.model.formula import Leaf
from musterbook.model.span import Span
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.text.wordlist import word_set

HOST = "host_consent"
CONSENT = word_set(
    """
    agree agrees agreed accept accepts accepted consent consents consented invite invites invited
    ask asks asked request requests requested allow allows allowed permit permits permitted
    approve approves approved want wants wanted wish wishes wished
    approval permission agreement invitation blessing
    """
)


def with_consent(drafts: Sequence[Draft], host: str | None) -> list[Draft]:
    """Drafts in which a condition that the host must fulfil by saying yes is called the host's consent."""
    if host is None:
        return list(drafts)
    return [
        replace(
            draft, conditions=tuple(_named(one, draft.proposal.sentence, host) for one in draft.conditions)
        )
        for draft in drafts
    ]


def _named(condition: FoundCondition, sentence: Marked, host: str) -> FoundCondition:
    if len(condition.spans) != 1:
        return condition
    ((leaf, span),) = condition.spans
    asked = leaf == f"joins:{host}" or (leaf.startswith("other:") and _says_yes(sentence, span, host))
    return replace(condition, formula=Leaf(HOST), spans=((HOST, span),)) if asked else condition


def _says_yes(sentence: Marked, span: Span, host: str) -> bool:
    """Whether the words begin with the host and speak of its consent."""
    inside = sentence.tree.indices_in(span)
    named = [m for m in sentence.actors if m.actor == host and set(m.indices) & set(inside[:3])]
    return bool(named) and bool(CONSENT & {sentence.tree.lower[k] for k in inside})
