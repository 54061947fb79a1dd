"""Documents: citations and bibliographies for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlas_cite.arrange.where import parse_where
from atlas_cite.errors import InvalidSettings, Problem, Severity
from atlas_cite.formats import DOCUMENT_FORMATS, Format, load_function
from atlas_cite.model.library import Library
from atlas_cite.pipeline.selection import select
from atlas_cite.styles import find_style

if TYPE_CHECKING:
    from atlas_cite.document.tree import Document
    from atlas_cite.render.annotation import AnnotationChoice  # rendering loads when something is rendered

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AnnotationRequest:
    """What annotations are to be, in a user's words: parts by name, headings by part, a template's file."""

    parts: str = "default"
    labels: tuple[tuple[str, str], ...] = ()
    headings: str = "block"
    most_words: int = 0
    shown: str = ""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class BibliographyRequest:
    """What a bibliography is to be: a style by any name, how it is annotated, arranged and written.

    `language` is that of headings and notices; None is the references' own.  `where` is a filter, as in `select`.
    `names_style` puts the style's title behind the document's.
    """

    style: str = "apa"
    annotation: AnnotationRequest = field(default_factory=AnnotationRequest)
    locale: str | None = None
    language: str | None = None
    title: str = ""
    atlas_citation: bool = False
    sort: str = "style"
    group_by: tuple[str, ...] = ()
    where: str = ""
    table: bool = False
    charts: bool = False
    names_style: bool = False
    engine: str = "csl"
    format: Format = DOCUMENT_FORMATS[0]


def check_request(
    styles: Iterable[str] = (), locale: str | None = None, annotation: AnnotationRequest | None = None
) -> None:
    """Find the styles and locale and read the parts, so that a misspelt one is said before anything is looked up.

    Raises StyleNotFound, StyleFault or InvalidSettings.
    """
    from atlas_cite.styles import find_locale

    for style in styles:
        find_style(style)
    if locale is not None:
        find_locale(locale)
    annotation_choice(annotation or AnnotationRequest())


def check_bibliography(styles: Iterable[str], request: BibliographyRequest) -> None:
    """Read all that a bibliography is asked to be, before anything is looked up; `styles` are those to write it in.

    Raises as `check_request`, and InvalidSettings for groups and filters that cannot be.
    """
    from atlas_cite.render.arrangement import check_arrangement

    check_request(styles, request.locale, request.annotation)
    check_arrangement(request.sort, request.group_by)
    if request.where.strip():
        parse_where(request.where)


def annotation_choice(request: AnnotationRequest) -> AnnotationChoice:
    """What the request asks for.  Raises InvalidSettings for names that mean nothing and a template that is none."""
    from atlas_cite.render.annotation import parse_labels, parse_parts, parse_shown
    from atlas_cite.render.template import check_template

    template = _template(request.template)
    if template:
        check_template(template)
    return replace(
        parse_parts(request.parts),
        labels=parse_labels(request.labels),
        headings=request.headings,
        most_words=request.most_words,
        shown=parse_shown(request.shown),
        template=template,
    )


def _template(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fault = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InvalidSettings(f"the template cannot be read: {fault}", subject=str(path)) from error


def bibliography(library: Library, request: BibliographyRequest) -> tuple[str | bytes, Problems]:
    """The annotated bibliography of `library` in the requested format, as text or bytes.

    Raises StyleNotFound, StyleFault or InvalidSettings for a request that cannot be met.
    """
    document, problems = compose(library, request)
    written, doubts = write_document(document, request.format)
    return written, (*problems, *doubts)


def compose(library: Library, request: BibliographyRequest) -> tuple[Document, Problems]:
    """The annotated bibliography of `library` before it is written in a format.  Raises as `bibliography`."""
    from atlas_cite.render.bibliography import BibliographyOptions, render_bibliography

    options = BibliographyOptions(
        locale=request.locale,
        annotate=annotation_choice(request.annotation),
        title=request.title,
        atlas_citation=request.atlas_citation,
        sort=request.sort,
        language=request.language,
        engine=request.engine,
        group_by=request.group_by,
        table=request.table,
        charts=request.charts,
        names_style=request.names_style,
    )
    chosen, doubts = select(library, request.where)
    document, problems = render_bibliography(chosen, find_style(request.style), options)
    return document, (*doubts, *problems)


def cite(
    library: Library,
    style: str,
    document_format: Format,
    *,
    locale: str | None = None,
    locator: str = "",
    engine: str = "csl",
) -> tuple[str | bytes, Problems]:
    """For each entry its citation in the text, with `locator` (`p. 3`), and its reference, as text or bytes."""
    from atlas_cite.render.bibliography import render_citations

    document, problems = render_citations(library, find_style(style), locale=locale, locator=locator, engine=engine)
    written, doubts = write_document(document, document_format)
    return written, (*problems, *doubts)


def write_document(document: Document, document_format: Format) -> tuple[str | bytes, Problems]:
    """A document in a format, as text or bytes, and a warning about characters that it may not print here.

    Raises InvalidSettings when the format needs what is not there.
    """
    written = load_function(document_format.function)(document)
    return bytes(written) if isinstance(written, bytes) else str(written), _doubts(document, document_format)


def _doubts(document: Document, document_format: Format) -> Problems:
    characters = str(load_function(document_format.doubtful)(document)) if document_format.doubtful else ""
    if not characters:
        return ()
    message = f"the PDF's own fonts lack some characters: {' '.join(characters[:20])}{' …' * (len(characters) > 20)}"
    hint = "Look at it: without a font for them on this machine they are boxes. Word and HTML keep them."
    return (Problem("pdf-fonts", document.title, message, hint, Severity.WARNING),)


def part_names() -> list[str]:
    """What --annotate takes, for completion."""
    from atlas_cite.render.annotation import PARTS

    return ["all", "none", "default", *PARTS]


def label_languages() -> list[str]:
    """What --language takes."""
    from atlas_cite.render.labels import LANGUAGES

    return list(LANGUAGES)
