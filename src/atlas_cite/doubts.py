"""Doubts: what a reader should know of the entries of a library, said as warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.entry import DOUBTS, TRUNCATED_NAMES, Entry
from atlas_cite.model.library import Library
from atlas_cite.model.reference import Reference

_MOST_NAMED = 5


def library_doubts(library: Library, references: Sequence[Reference]) -> Iterator[Problem]:
    """Warnings about the entries made of `references`: grave status, notices cited, one work twice, and the like."""
    doubts = Doubts()
    for entry, reference in zip(library, references, strict=True):
        doubts.see(entry, reference)
    return doubts.found()


class Doubts:
    """The same warnings for entries that are seen one by one and not kept."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._first: dict[int, str] = {}
        self._sharing: dict[str, list[str]] = {}
        self._unchecked: list[str] = []
        self._unchecked_count = self._count = 0

    def see(self, entry: Entry, reference: Reference) -> None:
        """Take note of an entry and the reference it was made of."""
        where = reference.origin.where or entry.key
        self._count += 1
        self._see_doi(entry.item.text("DOI"), where)
        if entry.status.updates or entry.status.notice_for:
            self._found += _status_doubts(entry, where)
        if entry.relations:
            self._found += _preprint_doubts(entry, where)
        if entry.extra:
            self._found += _saved_doubts(entry, reference, where)
        if reference.entry is not None and not entry.status.checked:
            self._unchecked_count += 1
            self._unchecked += [entry.key] if len(self._unchecked) < _MOST_NAMED else []

    def _see_doi(self, doi: str, where: str) -> None:
        """Remember where a DOI stands; by its hash, as a hundred thousand DOIs would need twice the memory."""
        number = hash(doi)
        if doi and number in self._first:
            self._sharing.setdefault(doi, [self._first[number]]).append(where)
        elif doi:
            self._first[number] = where

    def found(self) -> Iterator[Problem]:
        """Every warning about what was seen."""
        yield from self._found
        for doi, places in self._sharing.items():
            message = f"{len(places)} inputs are one work ({doi}): {', '.join(places)}"
            hint = "All are kept; remove what you do not want."
            yield Problem("doi-twice", places[1], message, hint, Severity.WARNING)
        if self._unchecked:
            message = f"never checked for retractions: {self._unchecked_count} of {self._count} entries"
            named = ", ".join(self._unchecked)
            yield Problem("status-unchecked", named, message, "Run resolve on them.", Severity.WARNING)


def _saved_doubts(entry: Entry, reference: Reference, where: str) -> Iterable[Problem]:
    if TRUNCATED_NAMES in entry.extra:
        message = f"{entry.key}: the list of authors ends in “et al.” and nobody could complete it"
        yield Problem("authors-truncated", where, message, "It is printed and exported so.", Severity.WARNING)
    if reference.entry is not None and DOUBTS in entry.extra:
        message = f"{entry.key}: {'; '.join(entry.extra[DOUBTS].splitlines())}"
        yield Problem("doi-doubtful", where, message, "Check that the DOI is the right one.", Severity.WARNING)


def _preprint_doubts(entry: Entry, where: str) -> Iterable[Problem]:
    """A preprint whose article is out; which of the two is meant is a person's to say."""
    articles = ", ".join(relation.doi.text for relation in entry.relations if relation.kind == "is-preprint-of")
    if articles:
        message = f"{entry.key} is a preprint, published as {articles}"
        yield Problem("preprint-published", where, message, "Cite the article if you mean it.", Severity.WARNING)


def _status_doubts(entry: Entry, where: str) -> Iterable[Problem]:
    update = entry.status.gravest
    if update and entry.status.is_grave:
        notice = f", notice {update.notice}" if update.notice else ""
        since = f" of {update.date}" if update.date else ""
        message = f"{entry.key}: {update.kind.replace('_', ' ')}{since} (says {update.source}{notice})"
        yield Problem("work-retracted", where, message, "Do not cite it as sound.", Severity.WARNING)
    if entry.status.notice_for:
        about = ", ".join(doi.text for doi in entry.status.notice_for)
        yield Problem(
            "notice-cited",
            where,
            f"{entry.key} is itself a notice about {about}",
            "Cite the work if you mean the work.",
            Severity.WARNING,
        )
