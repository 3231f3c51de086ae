"""The reading, step by step. Spans are found in the cleaned text and mapped back to the text as given at
the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from musterbook.codebook import Codebook, default_codebook
from musterbook.model.document import Document, Statement
from musterbook.model.position import Claim, Problem
from musterbook.model.reading import Reading
from musterbook.reading import caveats, figures, home, later, limits, places, positions, reasons
from musterbook.reading.attribution import Report, find_reports, report_verbs
from musterbook.reading.claimed import with_learned_claims
from musterbook.reading.claims import find_claims
from musterbook.reading.consenting import with_consent
from musterbook.reading.drafting import draft_all
from musterbook.reading.fusing import together, with_seen_conditions
from musterbook.reading.learned import Sight, learned_drafts
from musterbook.reading.mapping import to_original
from musterbook.reading.mentions import mark
from musterbook.reading.missed import not_understood
from musterbook.reading.referents import resolve_all
from musterbook.reading.rollcall import with_members
from musterbook.reading.tree import make_tree
from musterbook.reading.voice import voice_of, voiced, with_voice
from musterbook.text.boilerplate import cues_from
from musterbook.text.document import Loaded, load_document
from musterbook.text.sentences import sentences
from musterbook.text.syntax import analyse


def read_text(text: str, published: date | None = None, *, rules_alone: bool = False) -> Reading:
    """Read a plain text: the short way for examples and tests."""
    return read_document(Document(text, published=published), rules_alone=rules_alone)


def read_document(
    document: Document, codebook: Codebook | None = None, *, rules_alone: bool = False
) -> Reading:
    """Read a document made elsewhere; raises InputError for what is no text.

    ``rules_alone`` takes sentences and syntax from the network but no positions: those of the rules stand.
    """
    loaded = load_document(
        document.text,
        name=document.title or "text",
        media_type=document.media_type,
        published=document.published,
        outlet=document.outlet,
        url=document.url,
        cues=None if codebook is None else cues_from(codebook.rows("boilerplate")),
    )
    return read_loaded(loaded, codebook, rules_alone=rules_alone)


def read_loaded(loaded: Loaded, codebook: Codebook | None = None, *, rules_alone: bool = False) -> Reading:
    """Statements, positions and claims of one document; every span indexes ``document.text``."""
    book = codebook or default_codebook()
    text, said = loaded.clean.text, loaded.document.published
    analysis = analyse(text, sentences(text, loaded.skip))
    if rules_alone:
        analysis = replace(analysis, offers=None, claims=())
    trees = [make_tree(k, sentence) for k, sentence in enumerate(analysis.sentences)]
    marked = mark(trees, book, said)
    referents = resolve_all(marked, book)
    voice = voice_of(marked, referents)
    referents = with_voice(referents, marked, voice)
    reports = (*find_reports(analysis, marked, referents, book), *voiced(marked, voice))
    saying = frozenset(report_verbs(book))
    conditional = positions.excluded_words(marked, book)
    drafts = draft_all(marked, referents, reports, conditional, saying)
    drafts = with_members(drafts, marked, reports)
    if analysis.offers is not None:
        sight = Sight(marked, referents, reports, book, conditional)
        drafts = together(drafts, with_members(learned_drafts(analysis.offers, sight), marked, reports))
    drafts = figures.with_figures(drafts, text, marked, book)
    drafts = limits.with_limits(drafts, marked, book, said)
    at = places.places_of(marked, book)
    theatre = places.theatre_of(drafts, marked, at, book)
    drafts = places.with_places(drafts, at, theatre, book)
    drafts = caveats.with_caveats(drafts, marked, book)
    drafts = reasons.with_reasons(drafts, marked, book)
    drafts = home.with_home(drafts, marked, referents, reports, book)
    drafts = positions.with_conditions(drafts, marked, referents, book)
    drafts = with_consent(drafts, theatre)
    drafts = later.with_later_sentences(drafts, marked, referents, book)
    drafts = with_seen_conditions(drafts)
    read = drafts
    drafts = positions.merge(positions.without_headline(drafts, loaded.headline))
    drafts = limits.with_past(drafts, book)
    claims = find_claims(text, marked, drafts, reports, book, said)
    claims = with_learned_claims(claims, analysis.claims, text, reports, said)
    statements, ids = _statements(reports, said)
    missed = not_understood(text, marked, read, claims)
    made = Reading(
        loaded.document,
        statements,
        positions.finish(drafts, ids, text, said),
        _numbered(claims, ids),
        (*loaded.problems, *missed),
    )
    return to_original(made, loaded.clean)


def _statements(reports: Sequence[Report], said: date | None) -> tuple[tuple[Statement, ...], dict[int, str]]:
    made, ids = [], {}
    for k, report in enumerate(reports, 1):
        ids[id(report)] = f"s{k}"
        made.append(_statement(f"s{k}", report, said))
    return tuple(made), ids


def _statement(name: str, report: Report, said: date | None) -> Statement:
    referent = report.referent
    if referent is None:
        return Statement(name, report.source, report.cue, report.content, report.words, said=said)
    return Statement(
        name,
        report.source,
        report.cue,
        report.content,
        referent.speaker or report.words,
        referent.ids[0] if len(referent.ids) == 1 else None,
        referent.source_kind,
        said,
    )


def _numbered(claims: Sequence[tuple[Claim, Report | None]], ids: dict[int, str]) -> tuple[Claim, ...]:
    return tuple(
        replace(claim, id=f"c{k}", statement=None if report is None else ids.get(id(report)))
        for k, (claim, report) in enumerate(claims, 1)
    )


__all__ = ["Problem", "read_document", "read_loaded", "read_text"]
