"""Documents: citations and bibliographies for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas_cite.errors import Problem
from atlas_cite.formats import DOCUMENT_FORMATS, Format, load_function
from atlas_cite.model.library import Library
from atlas_cite.styles import find_style

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BibliographyRequest:
    """What a bibliography is to be: a style by any name, which parts annotate it, and how it is written."""

    style: str = "apa"
    annotate: str = "default"
    locale: str | None = None
    title: str = ""
    atlas_citation: bool = False
    sort: str = "style"
    engine: str = "csl"
    format: Format = DOCUMENT_FORMATS[0]


def check_request(styles: Iterable[str] = (), locale: str | None = None, annotate: str = "default") -> None:
    """Find the styles and locale and read the parts, so that a misspelt one is said before anything is looked up.

    Raises StyleNotFound, StyleFault or InvalidSettings.
    """
    from atlas_cite.render.annotation import parse_parts
    from atlas_cite.styles import find_locale

    for style in styles:
        find_style(style)
    if locale is not None:
        find_locale(locale)
    parse_parts(annotate)


def bibliography(library: Library, request: BibliographyRequest) -> tuple[str | bytes, Problems]:
    """The annotated bibliography of `library` in the requested format, as text or bytes.

    Raises StyleNotFound, StyleFault or InvalidSettings for a request that cannot be met.
    """
    from atlas_cite.render.annotation import parse_parts  # rendering loads when something is rendered
    from atlas_cite.render.bibliography import BibliographyOptions, render_bibliography

    options = BibliographyOptions(
        locale=request.locale,
        annotate=parse_parts(request.annotate),
        title=request.title,
        atlas_citation=request.atlas_citation,
        sort=request.sort,
        engine=request.engine,
    )
    document, problems = render_bibliography(library, find_style(request.style), options)
    return _written(document, request.format), tuple(problems)


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
    return _written(document, document_format), tuple(problems)


def _written(document: object, document_format: Format) -> str | bytes:
    written = load_function(document_format.function)(document)
    return bytes(written) if isinstance(written, bytes) else str(written)


def part_names() -> list[str]:
    """What --annotate takes, for completion."""
    from atlas_cite.render.annotation import PARTS

    return ["all", "none", "default", *PARTS]
