"""Web pages: a library as one page or a site, its references in every style asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas_cite.arrange.facts import get_fact
from atlas_cite.arrange.grouping import group_by
from atlas_cite.document.tree import Block, Document, Paragraph, ReferenceEntry
from atlas_cite.errors import Problem
from atlas_cite.export.coins import context_object
from atlas_cite.export.json_ld import listed_work_node, work_node
from atlas_cite.export.meta_tags import meta_tags
from atlas_cite.formats import EXPORT_FORMATS, load_function
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library
from atlas_cite.model.text import without_markup
from atlas_cite.render.annotation import AnnotationChoice, annotation_blocks, parse_parts
from atlas_cite.render.bibliography import BibliographyOptions, render_bibliography
from atlas_cite.render.fact_words import fact_label, group_title, value_label
from atlas_cite.render.notices import snapshot_citation
from atlas_cite.render.overview import study_charts
from atlas_cite.styles import find_style
from atlas_cite.webpage.json_script import compact_json
from atlas_cite.webpage.model import Facet, Section, Study, WebPage
from atlas_cite.webpage.site import render_site
from atlas_cite.webpage.write import render_web_page

Problems = tuple[Problem, ...]

_FACETS = ("pem", "evidence", "type", "decade", "status", "tag")
"""What a page can be filtered by; a fact with one value for all says nothing and is left out."""
_EXPORTS = {"bib": "bibtex", "ris": "ris", "json": "csl-json"}
"""The ending of each download, and the format in it."""
_MOST_VALUES = 40
"""A longer list of boxes is no help to anybody: the search is."""


@dataclass(frozen=True, slots=True)
class WebPageRequest:
    """What a page is to be: `styles` by any name, the first the one shown; the rest as in BibliographyRequest."""

    styles: tuple[str, ...] = ("apa",)
    annotate: str = "default"
    locale: str | None = None
    title: str = ""
    sort: str = "style"
    group: str | None = None
    charts: bool = False
    language: str = "en"


def web_page(library: Library, request: WebPageRequest) -> tuple[Iterator[str], Problems]:
    """The page as HTML in pieces.  Raises StyleNotFound, StyleFault or InvalidSettings, as `bibliography` does."""
    page, problems = make_web_page(library, request)
    return render_web_page(page), problems


def site(
    library: Library, request: WebPageRequest, site_url: str = ""
) -> tuple[Iterator[tuple[str, Iterable[str]]], Problems]:
    """The files of a site, each as its path in the folder and its text in pieces.  Raises as `web_page`."""
    page, problems = make_web_page(library, request)
    annotate = _annotation(request)
    exports = {f"studies.{ending}": _export(name, library, annotate) for ending, name in _EXPORTS.items()}
    return render_site(page, exports, site_url), problems


def make_web_page(library: Library, request: WebPageRequest) -> tuple[WebPage, Problems]:
    """The page as data: references by style, annotations, facets, charts, exports."""
    documents, problems = _documents(library, request)
    first = documents[0]
    references = [{block.anchor: block for block in _references(document)} for document in documents]
    listed = [entry for block in _references(first) if (entry := library.find(block.anchor))]
    studies = {entry.key: _study(entry, tuple(each[entry.key] for each in references), request) for entry in listed}
    page = WebPage(
        first.title,
        tuple(_sections(listed, studies, request)),
        request.styles,
        first.language,
        tuple(block for block in first.blocks if isinstance(block, Paragraph)),
        tuple(_facets(listed, request.language)),
        tuple(study_charts(listed, request.language)) if request.charts else (),
    )
    return page, problems


def _documents(library: Library, request: WebPageRequest) -> tuple[list[Document], Problems]:
    """The bibliography in each style, annotated in the first alone."""
    documents: list[Document] = []
    problems: dict[Problem, None] = {}
    for name in request.styles:
        annotate = AnnotationChoice((), remainder=False) if documents else parse_parts(request.annotate)
        options = BibliographyOptions(
            request.locale, annotate, request.title, sort=request.sort, language=request.language
        )
        document, faults = render_bibliography(library, find_style(name), options)
        documents.append(document)
        problems |= dict.fromkeys(faults)
    return documents, tuple(problems)


def _references(document: Document) -> Iterator[ReferenceEntry]:
    return (block for block in document.blocks if isinstance(block, ReferenceEntry))


def _study(entry: Entry, references: tuple[ReferenceEntry, ...], request: WebPageRequest) -> Study:
    evidence = get_fact("evidence")
    levels = evidence.values_of(entry)
    return Study(
        entry.key,
        without_markup(entry.item.text("title")),
        references,
        references[0].annotation,
        entry.item.year,
        int(evidence.rank(levels[0])[1]) if levels else None,
        {name: _shown(name, entry, request.language) for name in _FACETS},
        dict(_exports(entry, request)),
        context_object(entry),
        compact_json(listed_work_node(entry)),
        compact_json(work_node(entry, references[0].annotation)),
        meta_tags(entry),
        snapshot=snapshot_citation(entry, request.language),
        updated=_updated(entry),
    )


def _updated(entry: Entry) -> str:
    return (entry.summary.last_updated or entry.summary.snapshot_date) if entry.summary else ""


def _annotation(request: WebPageRequest) -> Callable[[Entry], tuple[Block, ...]]:
    choice = parse_parts(request.annotate)
    return lambda entry: annotation_blocks(entry, choice, request.language)


def _export(name: str, entries: Iterable[Entry], annotate: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    render = load_function(next(each.function for each in EXPORT_FORMATS if each.name == name))
    pieces: Iterator[str] = render(entries, annotate)  # type: ignore[assignment]
    return pieces


def _exports(entry: Entry, request: WebPageRequest) -> Iterator[tuple[str, str]]:
    """The entry's record for each download; a JSON array's brackets are the page's to add."""
    blocks = _annotation(request)(entry)
    for ending, name in _EXPORTS.items():
        text = "".join(_export(name, [entry], lambda _: blocks))
        yield ending, text.strip().removeprefix("[").removesuffix("]").strip() if ending == "json" else text


def _sections(entries: Sequence[Entry], studies: Mapping[str, Study], request: WebPageRequest) -> Iterator[Section]:
    if not request.group:
        yield Section(tuple(studies.values()))
        return
    for number, group in enumerate(group_by(entries, request.group), start=1):
        members = tuple(studies[entry.key] for entry in group.entries)
        yield Section(members, group_title(group, request.language), f"group-{number}")


def _shown(name: str, entry: Entry, language: str) -> tuple[str, ...]:
    values = get_fact(name).values_of(entry)
    return tuple(dict.fromkeys(value_label(name, value, language) for value in values)) or (
        value_label(name, None, language),
    )


def _facets(entries: Sequence[Entry], language: str) -> Iterator[Facet]:
    for name in _FACETS:
        groups = group_by(entries, name)
        values = dict.fromkeys(value_label(name, group.value, language) for group in groups)
        if 1 < len(values) <= _MOST_VALUES:
            yield Facet(name, fact_label(name, language), tuple(values))
