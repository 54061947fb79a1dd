"""Bibliography: a library and a style in, a composed document out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from atlas_cite.document.tree import Block, Document, Heading, Paragraph, ReferenceEntry, Text, plain
from atlas_cite.errors import InvalidSettings, Problem
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded
from atlas_cite.render.annotation import STATUS_ALONE, AnnotationChoice, annotation_blocks, has_own_note, has_text
from atlas_cite.render.labels import label, label_language
from atlas_cite.render.locator import parse_locator
from atlas_cite.render.notices import document_notices, snapshot_citation
from atlas_cite.render.processor import ENGINES, Cite, Processor, RenderedReference, load_processor
from atlas_cite.render.stops import settle_stops
from atlas_cite.render.truncated import settle_others, settle_reference, with_others
from atlas_cite.styles import StyleSource, find_locale


@dataclass(frozen=True, slots=True)
class BibliographyOptions:
    """How a bibliography is made.

    `locale` is that of the references (the style's own when None), `language` that of headings and notices (that of the
    references when None; English where we have no words).  `title` is chosen for you when empty.  `sort` is `style`
    (the library's order when the style has none), `library`, `year` (newest first) or `title`.
    """

    locale: str | None = None
    annotate: AnnotationChoice = field(default_factory=AnnotationChoice)
    title: str = ""
    atlas_citation: bool = False
    sort: str = "style"
    language: str | None = None
    engine: str = ENGINES[0]


def render_bibliography(
    library: Library, style: StyleSource, options: BibliographyOptions | None = None
) -> tuple[Document, list[Problem]]:
    """The annotated bibliography of `library`: every entry, its annotation as blocks of its own behind it.

    Raises StyleFault for a style that cannot be used or has no bibliography, StyleNotFound for an unknown locale and
    InvalidSettings for an unknown sort.
    """
    options = options or BibliographyOptions()
    locale = find_locale(options.locale) if options.locale else None
    entries = _sorted(library, options.sort)
    references, problems = _processor(entries, style, locale, options.engine).bibliography()
    by_key = {entry.key: entry for entry in entries}
    references = tuple(_settled(reference, by_key[reference.key]) for reference in references)
    if options.sort != "style":
        order = {entry.key: index for index, entry in enumerate(entries)}
        references = tuple(sorted(references, key=lambda reference: order[reference.key]))
    words = label_language(options.language or locale or style.default_locale or "en")
    own, theirs = _languages(style, locale, words)
    blocks = [_reference_entry(reference, by_key[reference.key], options, words, theirs) for reference in references]
    printed = [entry.summary for entry in entries if entry.summary and has_text(entry, options.annotate)]
    is_annotated = bool(printed) or any(has_own_note(entry, options.annotate) for entry in entries)
    title = options.title or label("annotated-bibliography" if is_annotated else "references", words)
    heading = Heading(1, (Text(title),))
    notices = document_notices(printed, words)
    return Document(title, (heading, *notices, *blocks), own), problems


def render_citations(
    library: Library, style: StyleSource, *, locale: str | None = None, locator: str = "", engine: str = ENGINES[0]
) -> tuple[Document, list[Problem]]:
    """For each entry its citation as it stands in a text (in a note style, the note), and its reference.

    `locator` says where in the work: `p. 3`, `chap. 2`, or a bare page.  Raises as `render_bibliography`, save that a
    style without a bibliography gives the citations alone.
    """
    tag = find_locale(locale) if locale else None
    processor = _processor(list(library), style, tag, engine)
    where, place = parse_locator(locator)
    clusters = [[Cite(entry.key, place, where)] for entry in library]
    citations, problems = processor.cite(clusters)
    references: dict[str, RenderedReference] = {}
    if processor.has_bibliography:
        rendered, problems = processor.bibliography()
        by_key = {entry.key: entry for entry in library}
        references = {reference.key: _settled(reference, by_key[reference.key]) for reference in rendered}
    words = label_language(tag or style.default_locale or "en")
    own, theirs = _languages(style, tag, words)
    blocks: list[Block] = []
    for entry, citation in zip(library, citations, strict=True):
        blocks.append(Paragraph(settle_others(citation), "citation", theirs))
        status = annotation_blocks(entry, STATUS_ALONE, words)
        if entry.key in references:
            blocks.append(_entry_block(references[entry.key], status, theirs))
        else:
            blocks += status
    return Document(label("citations", words), tuple(blocks), own), problems


def sample_reference(style: StyleSource) -> str:
    """One reference as `style` prints it, as plain text; the citation for a style that has no bibliography."""
    processor = load_processor(style, None, [("sample", _SAMPLE)])
    if not processor.has_bibliography:
        citations, _ = processor.cite([[Cite("sample")]])
        return plain(citations[0])
    (reference,), _ = processor.bibliography()
    text = " ".join(plain(line) for line in reference.lines)
    return f"{plain(reference.label)} {text}".strip()


def _settled(reference: RenderedReference, entry: Entry) -> RenderedReference:
    """A reference after what the engine cannot know."""
    return settle_stops(settle_reference(reference), entry.item)


def _processor(entries: Sequence[Entry], style: StyleSource, locale: str | None, engine: str) -> Processor:
    return load_processor(style, locale, [(entry.key, with_others(entry)) for entry in entries], engine)


def _sorted(library: Library, sort: str) -> list[Entry]:
    if sort not in _SORTS:
        raise InvalidSettings("no such order", subject=sort, hint=f"Choose one of: {', '.join(_SORTS)}.")
    key = _SORTS[sort]
    return sorted(library, key=key) if key else list(library)


_SORTS: dict[str, Callable[[Entry], tuple[int | str, ...]] | None] = {
    "style": None,
    "library": None,
    "year": lambda entry: (entry.item.year is None, -(entry.item.year or 0)),
    "title": lambda entry: (folded(entry.item.text("title")),),
}
"""The orders there are, with the key of those that are ours."""


def _reference_entry(
    reference: RenderedReference, entry: Entry, options: BibliographyOptions, words: str, language: str
) -> ReferenceEntry:
    """The entry with its annotation, whose headings are in the language `words`."""
    annotation = annotation_blocks(entry, options.annotate, words, in_document=True)
    if options.atlas_citation:
        annotation += snapshot_citation(entry, words)
    return _entry_block(reference, annotation, language)


def _entry_block(reference: RenderedReference, annotation: tuple[Block, ...], language: str) -> ReferenceEntry:
    return ReferenceEntry(
        reference.key,
        reference.lines,
        reference.label,
        reference.hanging_indent,
        annotation,
        language,
        reference.spacing,
    )


def _languages(style: StyleSource, locale: str | None, words: str) -> tuple[str, str]:
    """The document's language, and that of its references when it is another one (else empty)."""
    references = locale or style.default_locale or "en-US"
    is_same = references.partition("-")[0] == words.partition("-")[0]
    return (references, "") if is_same else (words, references)


_SAMPLE = Item(
    "article-journal",
    {
        "author": (Name("Heins", "Marianne J."), Name("Knoop", "Hans"), Name("Bleijenberg", "Gijs")),
        "title": "The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue syndrome",
        "container-title": "Behaviour Research and Therapy",
        "issued": Date((2013, 7)),
        "volume": 51,
        "issue": 7,
        "page": "368-376",
        "DOI": "10.1016/j.brat.2013.02.001",
    },
)
"""A real journal article, which any style has a form for."""
