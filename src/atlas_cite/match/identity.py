"""Identity: whether the work a DOI led to is the one a reference describes."""

from __future__ import annotations

from atlas_cite.errors import Problem, Severity
from atlas_cite.match.comparison import TITLE_SAME, TITLE_SIMILAR, Comparison, compare
from atlas_cite.match.sought import Sought
from atlas_cite.model.work import Work

_HINT = "Check that the DOI is the right one; the other value is kept among the entry's conflicts (--report)."


def is_other_work(sought: Sought, work: Work) -> bool:
    """Whether a work is plainly not the one described.

    True only when the description says enough to tell: its title (or, without one, year and journal) contradicts *and*
    none of its authors wrote the work.  A translated or rewritten title alone is no contradiction.
    """
    return contradicts(sought, compare(sought, work))


def contradicts(sought: Sought, compared: Comparison) -> bool:
    """As `is_other_work`, for a work that has been compared already."""
    if not sought.title:
        return compared.any_author is False and (compared.is_far or compared.container is False)
    if compared.title >= TITLE_SIMILAR or compared.any_author:
        return False
    return compared.any_author is False or compared.title < 0.5 or compared.is_far


def contradictions(sought: Sought, work: Work, where: str) -> tuple[Problem, ...]:
    """A warning, about `where`, for each of title, year and authors that contradicts beyond tolerance."""
    compared = compare(sought, work)
    found = []
    if sought.title and compared.title < TITLE_SAME:
        found.append(("title-contradicts", f"the title is {sought.title!r} here and {work.item.text('title')!r} there"))
    if compared.is_far:
        found.append(("year-contradicts", f"the year is {sought.year} here and {work.item.year} there"))
    if compared.any_author is False:
        found.append(("authors-contradict", "none of the authors named here wrote the work there"))
    return tuple(Problem(code, where, f"{text} ({work.doi})", _HINT, Severity.WARNING) for code, text in found)
