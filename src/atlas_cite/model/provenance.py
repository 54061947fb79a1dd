"""Provenance: who said a value, and what lost against it."""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.model.item import Value

REGISTRIES = frozenset("crossref datacite pubmed medra jalc kisti istic airiti cnki op public".split())
"""Sources that are registries: Crossref, the other DOI registration agencies, and PubMed."""

IDENTIFIERS = frozenset({"DOI", "PMID", "PMCID"})
"""Fields that name a work and say nothing of it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said something: `source` in one word, `where` exactly, `when` as an ISO date (empty when unknown).

    `source` is one of REGISTRIES, "record" (an atlas page or record), "bibtex", "ris", "csl-json", "library", "input"
    (a DOI as typed) or "derived"; `where` is a DOI, `file:line`, or what the value was derived from.
    """

    source: str
    where: str = ""
    when: str = ""

    @property
    def is_registry(self) -> bool:
        """Whether a registry said it."""
        return self.source in REGISTRIES

    def __str__(self) -> str:
        return " ".join(part for part in (self.source, self.where, self.when and f"({self.when})") if part)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that lost a merge: `field` is a CSL variable, or `type`."""

    field: str
    value: Value
    origin: Origin
