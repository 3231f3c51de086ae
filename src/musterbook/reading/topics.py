"""What a text is about: the topic that travels along, and what a clause without an object of its own means.

The topic is the subject last spoken of; the main contribution and measure are what the whole text speaks
of most.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from musterbook.reading.content import Content, contents, hedged
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import word_set
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import Proposal
from musterbook.reading.tree import Tree

TOPIC_REACH = 4
ANAPHORS = word_set(
    """
    it that this so them these those one which part step likewise same either too anything nothing
    everything himself herself itself themselves
    """
)
SCHEMES = frozenset(
    ("plan", "proposal", "idea", "scheme", "option", "move", "measure", "step", "initiative", "package")
)
GIFTS = frozenset(("funding", "medical"))
ANYBODY = frozenset(("personnel",))  # soldiers, unless the text speaks of others
MISSION = word_set("mission missions operation operations force coalition deployment presence")
SERVING = frozenset(("troops", "police", "medical", "monitoring", "training", "engineering"))
MANNED = SERVING | {"naval", "air"}
MOST = 0.6  # of what a text speaks of in plain words
TAKING_PART = word_set("contribution contributions participation involvement deployment deployments presence")


@dataclass(slots=True)
class Running:
    """What the text was last about: the topic and where it was last explicit, the drafts so far."""

    topic: Content | None = None
    topic_sentence: int = -99
    main: str | None = None
    measure: str | None = None
    service: str | None = None
    mission: str | None = None
    measures: bool = False
    drafts: list[Draft] = field(default_factory=list)


def start(marked: Sequence[Marked]) -> Running:
    """The state before the first sentence: what the whole text is about."""
    return Running(
        main=_mission(marked),
        measure=main_subject(marked, "measure"),
        service=_service(marked),
        mission=_manned(marked),
        measures=about_measures(marked),
    )


def spoken_of(proposal: Proposal, excluded: frozenset[int], running: Running) -> list[Content]:
    """What a proposal is about: its own words, made definite by the text, else the topic."""
    given = [content for content in contents(proposal, excluded) if not _helped(proposal, content)]
    found = [_served(content, proposal.sentence, running) for content in given]
    own = [_named_by_text(content, proposal.sentence.tree, running) for content in found]
    return _branch(proposal, own, running) or _topic_content(proposal, running)


def _helped(proposal: Proposal, content: Content) -> bool:
    """``Will support the national police``: those are helped, not given."""
    hit, tree = proposal.inner.hit, proposal.sentence.tree
    if hit is None or hit.cue.rule != "support" or content.weak or content.on not in ("police", "troops"):
        return False
    objects = tree.children(proposal.inner.head, "obj")
    return content.head in objects and not MISSION & {tree.lower[k] for k in content.indices}


def main_subject(marked: Sequence[Marked], kind: str) -> str | None:
    """The contribution or measure the text mostly speaks of: plain words first, vague ones where there are
    none."""
    return _most(marked, kind, weak=False) or _most(marked, kind, weak=True)


def _mission(marked: Sequence[Marked]) -> str | None:
    """What taking part means: where people are spoken of, money is beside the point."""
    main, service = main_subject(marked, "contribution"), _service(marked)
    counts = _counts(marked, "contribution", weak=False)
    return service if main == "funding" and service is not None and counts[service] >= 2 else main


def _served(content: Content, sentence: Marked, running: Running) -> Content:
    """``personnel``: of the service that its sentence names, else of the one that the text speaks of."""
    if content.head is None or not content.weak or content.on != "troops":
        return content
    head = sentence.tree.lower[content.head]
    if head in MISSION:
        named = running.mission
    else:
        named = (_service([sentence]) or running.service) if head in ANYBODY else None
    return content if named is None else replace(content, on=named)


def _manned(marked: Sequence[Marked]) -> str | None:
    """What the mission is made of, where one thing prevails."""
    counts = _counts(marked, "contribution", weak=False)
    manned = {on: counts[on] for on in MANNED if on in counts}
    best = max(manned, key=lambda on: (manned[on], on), default=None)
    return best if best is not None and manned[best] >= max(2, MOST * sum(manned.values())) else None


def _service(marked: Sequence[Marked]) -> str | None:
    """What the people of the mission are, in plain words: soldiers, policemen, instructors ..."""
    counts = _counts(marked, "contribution", weak=False)
    return max(SERVING & counts.keys(), key=lambda on: (counts[on], on != "troops", on), default=None)


def _most(marked: Sequence[Marked], kind: str, *, weak: bool) -> str | None:
    counts = _counts(marked, kind, weak=weak)
    best = max(counts.values(), default=0)
    return min((on for on, n in counts.items() if n == best), default=None) if best >= 2 else None


def _counts(marked: Sequence[Marked], kind: str, *, weak: bool) -> Counter[str]:
    return Counter(
        mention.on
        for sentence in marked
        for mention in sentence.subjects
        if mention.kind == kind and mention.on != "unspecified" and mention.weak is weak
    )


def about_measures(marked: Sequence[Marked]) -> bool:
    """Whether a text speaks of measures more than of contributions."""
    measures = sum(_counts(marked, "measure", weak=False).values())
    gifts = sum(n for on, n in _counts(marked, "contribution", weak=False).items() if on != "funding")
    return measures > gifts


def note_topic(sentence: Marked, running: Running) -> None:
    for mention in sentence.subjects:
        if mention.kind != "condition" and not mention.weak:
            running.topic = Content(mention.kind, mention.on, (), None, False, f"topic:{mention.on}")
            running.topic_sentence = sentence.tree.number
            return


def _named_by_text(content: Content, tree: Tree, running: Running) -> Content:
    """A vague word made definite: "the ban" is the measure, "a contribution" what the text is about."""
    if content.kind == "measure" and content.weak and running.measure is not None:
        return replace(content, on=running.measure)
    if content.on != "unspecified" or not content.weak or running.main is None:
        return content
    taking_part = content.head is not None and tree.lower[content.head] in TAKING_PART
    return replace(content, on=running.main) if taking_part or running.main in GIFTS else content


def _branch(proposal: Proposal, found: list[Content], running: Running) -> list[Content]:
    """Taking part in an unnamed mission means what the text is about."""
    hit = proposal.inner.hit
    if hit is None or hit.cue.role != "join" or any(c.on != "unspecified" for c in found):
        return found
    led = _subject_content(proposal)
    if led is not None:
        return [led]
    if running.measures and running.measure is not None:
        return [Content("measure", running.measure, (), None, True, "main-subject")]
    if running.main is not None:
        return [Content("contribution", running.main, (), None, True, "main-subject")]
    topic = running.topic
    return [topic] if topic is not None and topic.kind == "contribution" and found else found


def echoed(proposal: Proposal, running: Running) -> str | None:
    """``London followed suit``: an echo in no mood of its own repeats the rung before it.

    An echo with a rung of its own ("are with them") repeats only what its own sentence has said.
    """
    step = proposal.inner
    if step.hit is None or step.hit.cue.role != "echo" or len(proposal.chain) > 1 or not running.drafts:
        return None
    last = running.drafts[-1]
    if step.hit.cue.stance is not None and last.sentence != proposal.sentence.tree.number:
        return None
    plain = step.features.modal is None and not step.features.negated
    return last.stance if plain else None


def _subject_content(proposal: Proposal) -> Content | None:
    """``American troops will not take part``: those who would take part say what it is about."""
    if proposal.subject is None:
        return None
    found = [m for m in proposal.sentence.subjects_at(proposal.subject, "contribution") if not m.weak]
    return (
        Content("contribution", found[0].on, found[0].indices, proposal.subject, False, f"form:{found[0].on}")
        if found
        else None
    )


def _topic_content(proposal: Proposal, running: Running) -> list[Content]:
    """What a clause without an object of its own is about: the topic, if it points back or joins in."""
    tree, hit = proposal.sentence.tree, proposal.inner.hit
    if hit is not None and running.main is not None and _indefinite(proposal):
        return [Content("contribution", running.main, (), None, True, "main-subject")]
    if running.topic is None or tree.number - running.topic_sentence > TOPIC_REACH or hit is None:
        return []
    if hit.cue.role in ("join", "echo") or _points_back(proposal):
        return [running.topic]
    number = _bare_number(proposal)
    if number is not None and running.topic.kind == "contribution":
        on = _counted_thing(running, tree, number)
        return [replace(running.topic, on=on, indices=tuple(tree.subtree(number)), head=number)]
    if hit.cue.role == "act" and running.topic.kind == "measure":
        return [running.topic]
    if hit.cue.role == "come" and running.topic.kind == "contribution" and hedged(proposal):
        return [running.topic]
    if hit.cue.role == "stance" and hit.cue.part == "noun" and running.topic.kind == "measure":
        return [running.topic]
    if _bare_verb(proposal) and (running.topic.kind == "measure" or hit.cue.stance == "refuses"):
        return [running.topic]
    return []


def _bare_verb(proposal: Proposal) -> bool:
    """``Berlin objects``, ``Oslo pulls out``: a verb of stance without anything behind it."""
    tree, hit = proposal.sentence.tree, proposal.inner.hit
    if hit is None or hit.cue.role != "stance" or hit.cue.part != "verb":
        return False
    return set(tree.children(hit.head, "obj", "obl", "xcomp", "ccomp")) <= set(hit.indices)


MILLIONS = frozenset(("million", "billion", "trillion"))


def _counted_thing(running: Running, tree: Tree, number: int) -> str:
    """What a bare number counts: what was just given, else what the text is about; millions are money, or
    doses."""
    assert running.topic is not None
    if _fresh(running, tree.number):
        return running.topic.on
    if MILLIONS & set(tree.lower[number : number + 2]) and running.main not in GIFTS:
        return "funding"
    return running.main if running.main is not None else running.topic.on


def _fresh(running: Running, number: int) -> bool:
    """Whether the topic was given in this very sentence or the one before by a draft."""
    return bool(running.drafts) and number - running.drafts[-1].sentence <= 1


def _bare_number(proposal: Proposal) -> int | None:
    """``would send about 100``: the number that stands where the thing given would."""
    tree = proposal.sentence.tree
    head = proposal.inner.head
    found = [k for k in tree.children(head, "obj", "obl", "obl:unmarked") if tree.upos(k) == "NUM"]
    beside = [k for kid in tree.children(head, "obj", "parataxis", "appos", "dep") for k in tree.subtree(kid)]
    found += [k for k in beside if tree.lower[k] in ("million", "billion", "trillion")]
    return found[0] if found else None


def _indefinite(proposal: Proposal) -> bool:
    """``We rule nothing out``: said of whatever the text is about."""
    tree = proposal.sentence.tree
    objects = tree.children(proposal.inner.head, "obj", "nsubj:pass")
    return any(tree.lower[k] in ("anything", "nothing", "everything") for k in objects)


def _points_back(proposal: Proposal) -> bool:
    tree, head = proposal.sentence.tree, proposal.inner.head
    objects = tree.children(head, "obj", "obl", "nsubj:pass", "advmod", "advcl")
    if proposal.inner.hit is not None and proposal.inner.hit.cue.role == "option":
        objects += tree.children(head, "nsubj")
    return any(
        tree.lower[k] in ANAPHORS or (tree.lower[k] in SCHEMES and _definite(tree, k)) for k in objects
    )


def _definite(tree: Tree, i: int) -> bool:
    return any(tree.lower[k] in ("the", "this", "that", "such") for k in tree.children(i, "det"))
