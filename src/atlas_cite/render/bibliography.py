"""Bibliography: a library and a style in, a composed document out."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from atlas_cite.document.tree import Block, CrossReference, Document, Heading, Paragraph, ReferenceEntry, Text, plain
from atlas_cite.errors import Problem
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.render.annotation import STATUS_ALONE, AnnotationChoice, annotation_blocks, has_own_note, has_text
from atlas_cite.render.arrangement import Section, arranged, check_arrangement
from atlas_cite.render.labels import label, label_language
from atlas_cite.render.locator import parse_locator
from atlas_cite.render.notices import document_notices, snapshot_citation
from atlas_cite.render.overview import contents, has_limits, study_charts, study_table
from atlas_cite.render.processor import ENGINES, Cite, Processor, RenderedReference, load_processor
from atlas_cite.render.stops import settle_stops
from atlas_cite.render.truncated import settle_others, settle_reference, with_others
from atlas_cite.styles import StyleSource, find_locale


@dataclass(frozen=True, slots=True)
class BibliographyOptions:
    """How a bibliography is made.

    `locale` is that of the references (the style's own when None), `language` that of headings and notices (that of the
    references when None; English where we have no words).  `title` is chosen for you when empty.  `sort` is one of
    SORTS, and `group_by` up to two facts, the second within the first; a grouped list has a table of contents.
    `table` puts a table of the studies before them, `charts` the drawings of how many there are.
    `names_style` puts the style's title behind the document's, for one of several.
    """

    locale: str | None = None
    annotate: AnnotationChoice = field(default_factory=AnnotationChoice)
    title: str = ""
    atlas_citation: bool = False
    sort: str = "style"
    language: str | None = None
    engine: str = ENGINES[0]
    group_by: tuple[str, ...] = ()
    table: bool = False
    charts: bool = False
    names_style: bool = False


def render_bibliography(
    library: Library, style: StyleSource, options: BibliographyOptions | None = None
) -> tuple[Document, list[Problem]]:
    """The annotated bibliography of `library`: every entry, its annotation as blocks of its own behind it.

    Raises StyleFault for a style that cannot be used or has no bibliography, StyleNotFound for an unknown locale and
    InvalidSettings for an unknown sort or group.
    """
    options = options or BibliographyOptions()
    check_arrangement(options.sort, options.group_by)
    locale = find_locale(options.locale) if options.locale else None
    words = label_language(options.language or locale or style.default_locale or "en")
    own, theirs = _languages(style, locale, words)
    sections, references, problems = _arranged_references(library, style, locale, options, words)
    writer = _Entries(options, words, theirs)
    groups = [block for section in sections for block in writer.section(section, references)]
    annotated = [entry.summary for entry in library if entry.summary and has_text(entry, options.annotate)]
    # The table quotes the summaries too, even where no entry has an annotation.
    quoted = [entry.summary for entry in library if entry.summary and has_limits(entry)] if options.table else []
    printed = list({id(summary): summary for summary in (*annotated, *quoted)}.values())
    is_annotated = bool(annotated) or any(has_own_note(entry, options.annotate) for entry in library)
    title = options.title or label("annotated-bibliography" if is_annotated else "references", words)
    title += f" – {style.title}" if options.names_style else ""
    front = (Heading(1, (Text(title),)), *document_notices(printed, words))
    return Document(title, (*front, *_overview(groups, library, options, words), *groups), own), problems


def _arranged_references(
    library: Library, style: StyleSource, locale: str | None, options: BibliographyOptions, words: str
) -> tuple[tuple[Section, ...], Iterator[RenderedReference], list[Problem]]:
    """The sections, and the references of their entries one after the other; numbers follow the printed order."""
    processor = _processor(list(library), style, locale, options.engine)
    by_key = {entry.key: entry for entry in library}
    styled = [by_key[key] for key in processor.order()]
    sections = arranged(library.entries, styled, options.sort, options.group_by, words)
    if options.sort != "style" or options.group_by:
        processor.arrange([[entry.key for entry in section.entries] for section in sections])
    references, problems = processor.bibliography()
    settled = (_settled(reference, by_key[reference.key]) for reference in references)
    return sections, settled, list(dict.fromkeys(problems))


def _overview(blocks: Sequence[Block], library: Library, options: BibliographyOptions, words: str) -> Iterator[Block]:
    """What stands before the entries of `blocks`, and a list of contents where these have headings."""
    shown = {block.anchor: block.label for block in blocks if isinstance(block, ReferenceEntry) and block.anchor}
    entries = {entry.key: entry for entry in library}
    listed = [entries[key] for key in shown]
    parts: dict[str, Sequence[Block]] = {}
    if options.table and listed:
        parts["overview"] = [study_table(listed, shown, words)]
    if options.charts and (charts := tuple(study_charts(listed, words))):
        parts["charts"] = charts
    front = [block for name, inner in parts.items() for block in (_front_heading(name, entries, words), *inner)]
    headings = [block for block in (*front, *blocks) if isinstance(block, Heading)]
    if options.group_by and headings:
        yield contents(headings, words)
    yield from front
    if front and not options.group_by:
        yield Heading(2, (Text(label("references", words)),))


def _front_heading(name: str, taken: Container[str], words: str) -> Heading:
    anchor = name
    while anchor in taken:
        anchor += "-"
    return Heading(2, (Text(label(name, words)),), anchor)


class _Entries:
    """Writes the entries of sections; keeps under which heading each stands with its annotation."""

    def __init__(self, options: BibliographyOptions, words: str, language: str) -> None:
        self._options = options
        self._words = words
        self._language = language
        self._heading: dict[str, Heading] = {}
        self._last = Heading(2, ())

    def section(self, section: Section, references: Iterator[RenderedReference]) -> Iterator[Block]:
        """The section's headings and entries, which take as many of `references`."""
        yield from section.headings
        self._last = (section.headings or (self._last,))[-1]
        for entry in section.entries:
            annotation = self._again(entry) if entry.key in self._heading else self._annotation(entry)
            block = _entry_block(next(references), annotation, self._language)
            yield replace(block, anchor="") if entry.key in self._heading else block
            self._heading.setdefault(entry.key, self._last)

    def _annotation(self, entry: Entry) -> tuple[Block, ...]:
        annotation = annotation_blocks(entry, self._options.annotate, self._words, in_document=True)
        return annotation + (snapshot_citation(entry, self._words) if self._options.atlas_citation else ())

    def _again(self, entry: Entry) -> tuple[Block, ...]:
        """What is said of an entry that stands in an earlier section too: its status, and where its annotation is."""
        status = annotation_blocks(entry, STATUS_ALONE, self._words, in_document=True)
        if self._annotation(entry) == status:
            return status
        heading = self._heading[entry.key]
        leads = CrossReference(heading.anchor, heading.children)
        words = label("annotated-under", self._words)
        return (*status, Paragraph((Text(f"{words} "), leads), "details"))


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
