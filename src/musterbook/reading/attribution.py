"""Who says what: the model's attributions and the parse's report clauses, joined into statements.

The model knows quotes and flat reports; nested reports come from the parse. A clause belongs to the
statement with the smallest content around it, and its speaker is the innermost one who speaks for a
government.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.span import Span, Spans, hull
from musterbook.reading.clauses import stray_subjects
from musterbook.reading.inflect import irregular_verbs, verb_forms
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import Referent, Referents, span_text
from musterbook.reading.tree import Tree
from musterbook.text.syntax import Analysis, AttributionSpan


@dataclass(frozen=True, slots=True)
class Report:
    """A statement before it gets its id: spans, and the referent of its source (None: the source is
    unknown)."""

    source: Spans
    cue: Spans
    content: Spans
    referent: Referent | None
    verb: str | None
    words: str | None

    def covers(self, span: Span) -> bool:
        return any(part.start <= span.start and span.end <= part.end for part in self.content)

    @property
    def size(self) -> int:
        return sum(part.end - part.start for part in self.content)


@lru_cache(maxsize=4)
def report_verbs(codebook: Codebook) -> dict[str, tuple[str, str]]:
    """Inflected form -> (verb, kind)."""
    irregular = irregular_verbs(codebook)
    found: dict[str, tuple[str, str]] = {}
    for row in codebook.rows("reports"):
        if " " not in row["verb"]:
            for form in verb_forms(row["verb"], irregular):
                found.setdefault(form, (row["verb"], row["kind"]))
    return found


def find_reports(
    analysis: Analysis, marked: Sequence[Marked], referents: Referents, codebook: Codebook
) -> tuple[Report, ...]:
    """Reports in text order; where the parse and the model see the same cue, the model's content stands."""
    verbs = report_verbs(codebook)
    from_model = [_from_model(a, marked, referents, verbs) for a in analysis.attributions if a.content]
    from_model = [r for r in (_in_reach(report, marked) for report in from_model) if r.content]
    cues = [span for report in from_model for span in report.cue]
    from_parse = [
        report
        for sentence in marked
        for report in _from_parse(sentence, referents, verbs)
        if not any(report.cue[0].overlaps(cue) for cue in cues)
    ]
    labelled = _from_labels(marked, referents)
    found = [_told(report, marked) for report in (*from_model, *from_parse, *labelled)]
    return tuple(sorted(found, key=lambda r: (hull(r.content), r.cue)))


def _told(report: Report, marked: Sequence[Marked]) -> Report:
    """``According to the alliance``: a state or body that is cited speaks through its spokespeople."""
    who = report.referent
    if who is None or who.speaker is not None or who.group is not None or len(who.ids) != 1:
        return report
    cue = hull(report.cue)
    cited = next((m.tree.lower[m.tree.indices_in(cue)[0]] for m in marked if m.tree.span.overlaps(cue)), "")
    if cited != "according":
        return report
    return replace(report, referent=replace(who, speaker=report.words, source_kind="spokesperson"))


LABEL = 6
BODIES = ("alliance", "bloc", "organisation", "organization", "union", "commission", "council")


def _from_labels(marked: Sequence[Marked], referents: Referents) -> list[Report]:
    """``Holm: 'We keep every door open'``, and the speakers of an interview, who talk until the next
    label."""
    found: list[Report] = []
    for k, sentence in enumerate(marked):
        colon = next((i for i, w in enumerate(sentence.tree.lower[:LABEL]) if w == ":"), None)
        if colon is None or colon == 0 or any(sentence.tree.upos(i) == "VERB" for i in range(colon)):
            continue
        referent = _label_referent(sentence, colon, referents)
        content = _after_label(marked, k, colon)
        if content is not None:
            tree = sentence.tree
            source, cue = tree.span_of(list(range(colon))), tree.span_of([colon])
            found.append(
                Report((source,), (cue,), (content,), referent, "plain", span_text(tree, range(colon)))
            )
    return found


def _label_referent(sentence: Marked, colon: int, referents: Referents) -> Referent | None:
    for i in range(colon):
        referent = referents.get((sentence.tree.number, i))
        if referent is not None and (referent.person or referent.source_kind != "narrator"):
            return referent
    return None


def _after_label(marked: Sequence[Marked], k: int, colon: int) -> Span | None:
    """The rest of the line; of a label that stands alone, the sentences up to the next such label."""
    tree = marked[k].tree
    if colon + 1 < len(tree.lower):
        return tree.span_of(list(range(colon + 1, len(tree.lower))))
    end = k + 1
    while end < len(marked) and not _lone_label(marked[end]):
        end += 1
    return Span(marked[k + 1].tree.span.start, marked[end - 1].tree.span.end) if end > k + 1 else None


def _lone_label(sentence: Marked) -> bool:
    return sentence.tree.lower[-1:] == (":",) and len(sentence.tree.lower) <= LABEL


def _from_model(
    found: AttributionSpan, marked: Sequence[Marked], referents: Referents, verbs: dict[str, tuple[str, str]]
) -> Report:
    source = tuple(Span(*pair) for pair in found.source)
    cue = tuple(Span(*pair) for pair in found.cue)
    content = tuple(Span(*pair) for pair in found.content)
    own = _subject_of_cue(cue, marked, referents, verbs)
    kind = _cue_verb(cue, marked, verbs)
    if own is not None:
        return Report(own[0], cue, content, own[1], kind, own[2])
    referent, words = _referent_in(source, marked, referents)
    return Report(source, cue, content, referent, kind, words)


def _in_reach(report: Report, marked: Sequence[Marked]) -> Report:
    """Without the parts of the content that stand, unquoted, in other sentences than the cue."""
    home = [m.tree.span for m in marked if any(m.tree.span.overlaps(cue) for cue in report.cue)]
    kept = [
        part for part in report.content if any(part.overlaps(span) for span in home) or _quoted(part, marked)
    ]
    said = [part for part in kept if not _hedge(part, marked)] or kept
    return replace(report, content=tuple(_at_home(part, home, marked) for part in said))


def _hedge(part: Span, marked: Sequence[Marked]) -> bool:
    """``As far as he knew``: how sure a speaker is stands beside what is said."""
    tree = next((m.tree for m in marked if m.tree.span.overlaps(part)), None)
    first = [] if tree is None else tree.indices_in(part)[:3]
    return tree is not None and [tree.lower[i] for i in first] == ["as", "far", "as"]


def _at_home(part: Span, home: Sequence[Span], marked: Sequence[Marked]) -> Span:
    """A part that runs on unquoted into other sentences ends with the cue's own."""
    if _quoted(part, marked) or not home:
        return part
    reach = hull(home)
    return Span(max(part.start, reach.start), min(part.end, reach.end))


def _quoted(part: Span, marked: Sequence[Marked]) -> bool:
    for sentence in marked:
        words = sentence.tree.indices_in(part)
        if words:
            first = sentence.tree.lower[words[0]]
            return first == '"' or (words[0] > 0 and sentence.tree.lower[words[0] - 1] == '"')
    return False


def _subject_of_cue(
    cue: Spans, marked: Sequence[Marked], referents: Referents, verbs: dict[str, tuple[str, str]]
) -> tuple[Spans, Referent, str] | None:
    """The grammatical subject of the cue verb, where it means somebody: it outranks the model's link."""
    for sentence in marked:
        tree = sentence.tree
        for i in (k for span in cue if tree.span.overlaps(span) for k in tree.indices_in(span)):
            subject = tree.child(i, "nsubj") if tree.lower[i] in verbs else None
            referent = None if subject is None else referents.get((tree.number, subject))
            if subject is not None and referent is not None:
                words = tree.subtree(subject)
                return (tree.span_of(words),), referent, span_text(tree, words)
    return None


def _referent_in(
    source: Spans, marked: Sequence[Marked], referents: Referents
) -> tuple[Referent | None, str | None]:
    for span in source:
        for sentence in marked:
            if not sentence.tree.span.overlaps(span):
                continue
            inside = sentence.tree.indices_in(span)
            tops = [i for i in inside if sentence.tree.head(i) not in inside]
            words = span_text(sentence.tree, inside)
            for i in [*tops, *inside]:
                referent = referents.get((sentence.tree.number, i))
                if referent is not None and (i in tops or referent.person) and _speaks(sentence, i, referent):
                    return referent, words
            return None, words
    return None, None


def _speaks(sentence: Marked, i: int, referent: Referent) -> bool:
    """A person, an office, or a name itself; a thing that somebody owns says nothing."""
    named = sentence.tree.upos(i) in ("PROPN", "PRON") or referent.group is not None
    named = named or sentence.tree.lower[i] in BODIES
    return named or referent.person or referent.source_kind != "narrator"


def _cue_verb(cue: Spans, marked: Sequence[Marked], verbs: dict[str, tuple[str, str]]) -> str | None:
    for span in cue:
        for sentence in marked:
            if sentence.tree.span.overlaps(span):
                for i in sentence.tree.indices_in(span):
                    if sentence.tree.lower[i] in verbs:
                        return verbs[sentence.tree.lower[i]][1]
    return None


def _from_parse(sentence: Marked, referents: Referents, verbs: dict[str, tuple[str, str]]) -> list[Report]:
    tree = sentence.tree
    found = []
    for i, word in enumerate(tree.lower):
        if word not in verbs or tree.upos(i) != "VERB":
            continue
        subject, content = _said_after(tree, i) or (_subject(tree, i), _content_clause(tree, i))
        if subject is None or content is None:
            continue
        referent = referents.get((tree.number, subject))
        source = tree.span_of(tree.subtree(subject))
        found.append(
            Report(
                (source,),
                (tree.span_of([i]),),
                (content,),
                referent,
                verbs[word][1],
                span_text(tree, tree.subtree(subject)),
            )
        )
    return found + _according(sentence, referents)


def _subject(tree: Tree, i: int) -> int | None:
    """The subject of a verb of reporting, also where the parse gave it to what is said."""
    own = tree.child(i, "nsubj")
    stray = [k for kid in tree.children(i, "ccomp") for k in stray_subjects(tree, kid)]
    return own if own is not None or not stray else stray[0]


def _said_after(tree: Tree, i: int) -> tuple[int, Span] | None:
    """``"A wrong step," sniffs the minister``: a quotation right before the verb is no subject of it."""
    after = tree.child(i, "obj")
    if i < 3 or tree.lower[i - 1] != '"' or after is None or after < i:
        return None
    start = next((k for k in range(i - 2, -1, -1) if tree.lower[k] == '"'), None)
    return None if start is None else (after, tree.span_of(list(range(start, i))))


def _according(sentence: Marked, referents: Referents) -> list[Report]:
    """``According to the ministry, ...`` and ``..., according to the ministry``: the rest of the clause is
    its word."""
    tree = sentence.tree
    found = []
    for i in range(len(tree.lower) - 2):
        if tree.lower[i : i + 2] != ("according", "to"):
            continue
        source = _source_behind(sentence, i + 2, referents)
        content = None if source is None else _rest(tree, i, max(source[0]))
        if source is not None and content is not None:
            words, referent = source
            cue = tree.span_of([i, i + 1])
            found.append(
                Report((tree.span_of(words),), (cue,), (content,), referent, "plain", span_text(tree, words))
            )
    return found


def _source_behind(sentence: Marked, start: int, referents: Referents) -> tuple[list[int], Referent] | None:
    """The phrase after "according to", up to a comma or a stop, if somebody in it can speak."""
    tree = sentence.tree
    end = next(
        (k for k in range(start, len(tree.lower)) if tree.lower[k] in (",", ";", ".")), len(tree.lower)
    )
    words = list(range(start, end))
    for k in words:
        referent = referents.get((tree.number, k))
        if tree.head(k) not in words and referent is not None and _speaks(sentence, k, referent):
            return words, referent
    return None


def _rest(tree: Tree, cue: int, last: int) -> Span | None:
    """What is said: the clause before the cue, or - at the head of a sentence - the one after the source."""
    start = next((k + 1 for k in range(cue - 1, -1, -1) if tree.lower[k] == ";"), 0)
    said = [k for k in range(start, cue) if tree.upos(k) != "PUNCT"]
    if not said:
        stop = next((k for k in range(last + 1, len(tree.lower)) if tree.lower[k] == ";"), len(tree.lower))
        said = [k for k in range(last + 1, stop) if tree.upos(k) != "PUNCT"]
    return tree.span_of(said) if said else None


def _content_clause(tree: Tree, i: int) -> Span | None:
    for kid in tree.children(i, "ccomp", "parataxis"):
        speaker = {k for stray in stray_subjects(tree, kid) for k in tree.subtree(stray)}
        indices = [k for k in tree.subtree(kid) if k != i and (k < i) == (kid < i) and k not in speaker]
        if indices:
            return tree.span_of(indices)
    if tree.base_rel(i) == "parataxis":
        rest = [
            k for k in range(len(tree.tokens)) if k not in set(tree.subtree(i)) and tree.upos(k) != "PUNCT"
        ]
        return tree.span_of(rest) if rest else None
    return None


def report_of(span: Span, reports: Sequence[Report]) -> Report | None:
    """The innermost report whose content covers a span."""
    around = [report for report in reports if report.covers(span)]
    return min(around, key=lambda report: report.size) if around else None


def told_at(tree: Tree, i: int, reports: Sequence[Report]) -> Report | None:
    """The innermost report around a word, or the one that its clause goes on with."""
    return report_of(tree.span_of([i]), reports) or _going_on(tree, i, reports)


def _going_on(tree: Tree, inner: int, reports: Sequence[Report]) -> Report | None:
    """``No troops will go, the premier said, but the ports are open``: the second clause is his word, too."""
    for node in (inner, *tree.ancestors(inner)):
        if tree.base_rel(node) != "conj":
            continue
        said = report_of(tree.span_of([tree.head(node)]), reports)
        begin, end = tree.span_of([tree.head(node)]).end, tree.span_of([node]).start
        if said is not None and any(begin <= cue.start and cue.end <= end for cue in said.cue):
            return said
    return None
