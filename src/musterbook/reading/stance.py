"""From words to rung: how cues, modality, time and negation compose along a chain of predicates.

A chain runs from the inner predicate (send) to the outer one (ready, refuses). Each step has its own
rung; an outer no over an inner yes is a no, a no over a no is "not ruled out", an outer yes keeps the
weaker of two positives. The idea is that of event factuality (Sauri and Pustejovsky 2012):
source-relative polarity and certainty, computed top down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from musterbook.codebook.ladder import level
from musterbook.reading.clauses import Features
from musterbook.reading.lexicon import CueHit

ACTS = frozenset(("give", "join", "act", "come"))
STANCES = frozenset(("stance", "option", "hedge", "urge"))
DENYING = frozenset(("no", "not", "never", "without", "nothing"))


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate of a chain; ``hit`` is None for a verb that only passes its mood on."""

    head: int
    hit: CueHit | None
    features: Features


def chain_stance(chain: Sequence[Step], *, pledging: bool, own_word: bool) -> str | None:
    """The rung of a chain, inner step first; None where it tells no position (demands, bare purposes).

    ``pledging``: reported after a past verb of announcing or promising, where "would" means "will".
    ``own_word``: the speaker speaks for the actor, so that "we must send" counts.
    """
    inner = chain[0]
    embedded = len(chain) > 1
    if _unsettled(chain):
        return "withholds"
    stance = _step_stance(inner, embedded=embedded, pledging=pledging, own_word=own_word)
    if stance is None:
        return None
    for step in chain[1:]:
        stance = _over(step, stance, pledging=pledging, own_word=own_word)
        if stance is None:
            return None
    return stance


def _unsettled(chain: Sequence[Step]) -> bool:
    """``Will decide``, ``would take its decision``: what is still to be decided is not."""
    settling = next((k for k, s in enumerate(chain) if s.hit and s.hit.cue.note == "settles"), len(chain))
    outer = [step.hit.cue.stance for step in chain[settling + 1 :] if step.hit is not None]
    if any(stance is not None and level(stance) < 0 for stance in outer):
        return False  # "will veto any decision"
    return any(step.features.modal in ("future", "would") for step in chain[settling:])


def _step_stance(step: Step, *, embedded: bool, pledging: bool, own_word: bool) -> str | None:
    if step.hit is not None and step.hit.cue.role == "echo" and step.hit.cue.stance is not None:
        return cue_stance(step, pledging=pledging)
    if step.hit is None or step.hit.cue.role in ACTS or step.hit.cue.role in ("event", "echo"):
        return act_stance(step.features, embedded=embedded, pledging=pledging, own_word=own_word)
    return cue_stance(step, pledging=pledging)


def act_stance(features: Features, *, embedded: bool, pledging: bool, own_word: bool) -> str | None:
    """The rung of a deed by its mood and time: will send, would send, could send, has sent, does not send."""
    if embedded and features.modal is None and features.time in ("present", "base", "participle", "passive"):
        return "refuses" if features.negated else "pledges"
    if features.modal == "demand":
        return ("refuses" if features.negated else "offers") if own_word else None
    if features.negated:
        return _denied(features)
    if features.modal == "would":
        return "pledges" if pledging else "offers"
    if features.modal is not None:
        return {"future": "pledges", "possible": "considers"}[features.modal]
    if features.time in ("past", "perfect", "passive"):
        return "deployed"
    return "pledges"


def _denied(features: Features) -> str:
    if features.modal is None and features.time in ("past", "perfect"):
        return "withholds"
    return "refuses"


def cue_stance(step: Step, *, pledging: bool) -> str | None:
    """The rung of a stance cue, affirmed or denied, lowered by could/may/might."""
    assert step.hit is not None
    cue, features = step.hit.cue, step.features
    if cue.role == "urge" and features.passive:
        return None
    denied = features.negated and not DENYING & set(cue.words)  # "has no objection" says its own no
    stance = cue.negated if denied else cue.stance
    if features.without and stance is not None and level(cue.stance or "refuses") > 0:
        return "not_ruled_out"
    if stance is None:
        return None
    if features.modal == "possible" and level(stance) > 1:
        return "considers"
    if cue.note == "gives" and features.modal == "future" and level(stance) > 0:
        return "pledges"
    if features.modal == "would" and level(stance) > 2 and not pledging:
        return "offers"
    return stance


def _over(step: Step, inner: str, *, pledging: bool, own_word: bool) -> str | None:
    if step.hit is not None and step.hit.cue.note == "ends" and level(inner) > 0:
        return None
    if step.hit is None or step.hit.cue.role in ACTS or step.hit.cue.role == "event":
        return _transparent(step, inner, pledging=pledging, own_word=own_word)
    outer = cue_stance(step, pledging=pledging)
    return None if outer is None else combine(outer, inner)


def _transparent(step: Step, inner: str, *, pledging: bool, own_word: bool) -> str | None:
    """A verb without a rung of its own ("help to", "begin to"): its mood decides over a positive inner
    rung."""
    mood = act_stance(step.features, embedded=False, pledging=pledging, own_word=own_word)
    if mood is None or level(inner) <= 0:
        return mood if mood is None else (combine(mood, inner) if step.features.negated else inner)
    return combine(mood, inner) if step.features.negated or step.features.modal else inner


def combine(outer: str, inner: str) -> str:
    """The rung of ``outer`` said over ``inner``."""
    high, low = level(outer), level(inner)
    if high < 0:
        return "not_ruled_out" if low < 0 else outer
    if high == 0:
        return "not_ruled_out"
    if low <= 0:
        return inner
    return outer if high <= low or inner == "deployed" else inner
