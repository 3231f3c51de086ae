"""Conditions that wait for somebody: "if France takes part", "provided that others pay"."""

from collections.abc import Sequence

from musterbook.codebook import default_codebook
from musterbook.model.span import Span
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import span_text
from musterbook.reading.tree import Tree

JOINING = frozenset(("give", "join", "come", "echo"))
DOING = frozenset(("does", "do", "did"))


def participation(
    sentence: Marked, indices: Sequence[int], others: dict[int, tuple[str, ...]]
) -> list[tuple[str, Span]]:
    """``if France takes part``, ``provided that others pay``, ``if Japan does``: joins leaves."""
    tree = sentence.tree
    inside = set(indices)
    joining = [hit.head for hit in sentence.cues if hit.cue.role in JOINING and not _goes_on(tree, hit.head)]
    joining += [
        i for i in indices if tree.lower[i] in DOING and not tree.children(i, "obj", "xcomp", "ccomp")
    ]
    for head in (head for head in joining if head in inside):
        subject = tree.child(head, "nsubj")
        if subject is None:
            continue
        span = tree.span_of(tree.subtree(subject))
        if _the_others(tree, subject):
            return [(f"joins:{span_text(tree, tree.subtree(subject))}", span)]
        actors = others.get(subject, ())
        given = [s.on for s in sentence.subjects if s.kind == "contribution" and set(s.indices) <= inside]
        if actors:
            return [(_participation_leaf(actor, given), span) for actor in actors]
    return []


def _the_others(tree: Tree, subject: int) -> bool:
    """``others``, ``its partners``, ``other countries``: those beside the one who speaks."""
    alone = tree.lower[subject] in ("others", "other", "partners", "allies", "everyone", "all")
    return alone or "other" in {tree.lower[k] for k in tree.children(subject, "amod")}


def _goes_on(tree: Tree, i: int) -> bool:
    """``should they go on drilling``: nobody comes along."""
    return tree.lower[i + 1 : i + 2] == ("on",) and "".join(tree.lower[i + 2 : i + 3]).endswith("ing")


def _participation_leaf(actor: str, given: Sequence[str]) -> str:
    """What the codebook calls an actor's part (USA on air_cover is ``us_backstop``), else its joining."""
    codebook = default_codebook()
    if actor in ("UN", "UNSC") and not given:
        return "un_mandate"  # "once the United Nations has given its blessing"
    for name in codebook.conditions:
        behind = codebook.stands_for(name)
        if behind is not None and behind[0] == actor and (not given or behind[1] in given):
            return name
    return f"joins:{actor}"
