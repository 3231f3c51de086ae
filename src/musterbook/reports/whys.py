"""Why a reading reads as it does, as text: each position with the words and rules that gave its fields."""

from musterbook.codebook import Codebook
from musterbook.model.reading import Reading
from musterbook.presenting.grammar import counted, figure, listed, plain, sentence_case
from musterbook.presenting.table import DOUBTFUL
from musterbook.presenting.why import Why, whys
from musterbook.reports.lines import Lines, width_of
from musterbook.reports.terminal import ladder

ROOM = len("confidence")
PLACES = "Places are line and column of the text as given, both counted from 1."


def why_text(reading: Reading, codebook: Codebook, width: int | None = None) -> str:
    """Every position of a document with its grounds, in its order."""
    out, document, found = Lines(width_of(width)), reading.document, whys(reading, codebook)
    out.title(plain(document.title) if document.title else f"Document {document.id}")
    out.para(PLACES)
    out.para(_doubts(found))
    for why in found:
        _position(out, why)
    return out.text()


def _doubts(found: tuple[Why, ...]) -> str:
    """How many positions are to be checked first, and which."""
    told = sentence_case(counted(len(found), "position"))
    low = [why.id for why in found if why.low]
    if not low:
        return f"{told}, none read with low confidence (under {figure(DOUBTFUL)})."
    return f"{told}, {len(low)} read with low confidence (under {figure(DOUBTFUL)}): {listed(low)}."


def _position(out: Lines, why: Why) -> None:
    out.gap()
    out.para(f"{why.id} {why.who}: {why.what}")
    condition = f", {why.condition}" if why.condition else ""
    out.para(f"{ladder(why.rung.level)} {why.rung.words}{condition}", indent=2)
    out.para(why.word, indent=2)
    room = max((len(ground.place) for ground in why.grounds), default=0)
    for ground in why.grounds:
        out.named(f"{ground.field:<{ROOM}}  {ground.place:<{room}}", ground.told, ROOM + 2 + room, indent=2)
    out.named("confidence", why.confidence, ROOM, indent=2)
