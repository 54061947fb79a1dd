"""Identity: whether the work a DOI led to is the one a reference describes."""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.errors import Problem, Severity
from atlas_cite.match.similarity import any_author_agrees, container_agrees, title_similarity, year_distance
from atlas_cite.match.sought import Sought
from atlas_cite.model.work import Work

TITLE_SAME = 0.92
"""Title likeness from which two titles are one (CROSSREF.md §3, "Sound rules")."""
TITLE_SIMILAR = 0.80
"""Title likeness from which two titles may be one."""
YEARS_APART = 1
"""Print and online years of one work differ in 92 of 7,939 records, by one year almost always."""

_HINT = "Check that the DOI is the right one; the other value is kept among the entry's conflicts (--report)."


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How a work compares with a description: None where one side does not say."""

    title: float
    any_author: bool | None
    years_apart: int | None
    container: bool | None


def is_other_work(sought: Sought, work: Work) -> bool:
    """Whether a work is plainly not the one described.

    True only when the description says enough to tell: its title (or, without one, year and journal) contradicts *and*
    none of its authors wrote the work.  A translated or rewritten title alone is no contradiction.
    """
    compared = _compare(sought, work)
    if not sought.title:
        return compared.any_author is False and (_far(compared) or compared.container is False)
    if compared.title >= TITLE_SIMILAR or compared.any_author:
        return False
    return compared.any_author is False or compared.title < 0.5 or _far(compared)


def contradictions(sought: Sought, work: Work, where: str) -> tuple[Problem, ...]:
    """A warning, about `where`, for each of title, year and authors that contradicts beyond tolerance."""
    compared = _compare(sought, work)
    found = []
    if sought.title and compared.title < TITLE_SAME:
        found.append(("title-contradicts", f"the title is {sought.title!r} here and {work.item.text('title')!r} there"))
    if _far(compared):
        found.append(("year-contradicts", f"the year is {sought.year} here and {work.item.year} there"))
    if compared.any_author is False:
        found.append(("authors-contradict", "none of the authors named here wrote the work there"))
    return tuple(Problem(code, where, f"{text} ({work.doi})", _HINT, Severity.WARNING) for code, text in found)


def _compare(sought: Sought, work: Work) -> _Comparison:
    item = work.item
    available = item.date("available-date")
    titles = (item.text("title"), item.text("original-title"), *work.alternative_titles)
    return _Comparison(
        title_similarity(sought.title, titles) if sought.title else 0.0,
        any_author_agrees(sought.authors, item.names("author") or item.names("editor")),
        year_distance(sought.year, (item.year, available.year if available else None)),
        container_agrees(sought.container, (item.text("container-title"), item.text("container-title-short"))),
    )


def _far(compared: _Comparison) -> bool:
    return compared.years_apart is not None and compared.years_apart > YEARS_APART
