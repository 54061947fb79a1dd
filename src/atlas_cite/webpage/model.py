"""What a web page shows: studies with their references in several styles, annotation, facets to filter by, exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.document.tree import Block, Chart, ReferenceEntry


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by: its name, its label, and its values as shown, in their order."""

    name: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A study: `references` has its reference in each of the page's styles, in their order.

    `facets` has the values it gives, by the facet's name; `evidence` its place from the strongest, None when unknown;
    `exports` its record by the ending of the file (`bib`, `ris`, `json`).  A list of studies takes `coins`, the title
    of its COinS span, and `listed`, the work as a short node of JSON-LD; a page of its own takes `meta` (names and
    contents of its meta tags), `json_ld` (the whole node), and `snapshot` (how to cite the atlas's summary).
    `updated` is the ISO date of its last change.  Texts are empty where there is nothing to say.
    """

    anchor: str
    title: str
    references: tuple[ReferenceEntry, ...]
    annotation: tuple[Block, ...] = ()
    year: int | None = None
    evidence: int | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exports: Mapping[str, str] = field(default_factory=dict)
    coins: str = ""
    listed: str = ""
    json_ld: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    snapshot: tuple[Block, ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Studies under a heading, or all of them under none."""

    studies: tuple[Study, ...]
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A whole page: `styles` are the names of the citation styles its references are in, the first the one shown.

    `language` is a BCP 47 tag, for the page's own words too.
    """

    title: str
    sections: tuple[Section, ...]
    styles: tuple[str, ...] = ("",)
    language: str = "en"
    introduction: tuple[Block, ...] = ()
    facets: tuple[Facet, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def studies(self) -> tuple[Study, ...]:
        """Every study in the order of the page; one that stands in several sections comes several times."""
        return tuple(study for section in self.sections for study in section.studies)
