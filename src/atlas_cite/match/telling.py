"""Telling: what is said of a reference whose DOI or search led to nothing that is sure."""

from __future__ import annotations

from dataclasses import replace

from atlas_cite.errors import Problem, Severity
from atlas_cite.match.sought import Sought
from atlas_cite.model.doi import Doi
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Work

_ADD_DOI = "Add a DOI to the record, or check its title, first author and year."


def other_work(where: str, asked: Doi, work: Work, sought: Sought) -> Problem:
    """The DOI `asked` led to a work that is not the one `sought`."""
    message = f"the DOI {asked} is another work: {work.item.text('title')!r}, not {_name_of(sought)}"
    return Problem("doi-other-work", where, message, "Correct the DOI in the record; it was not used.")


def replaced_doi(problem: Problem, work: Work) -> Problem:
    """An earlier problem with the record's DOI, now that a search found the work: told, but no longer in the way."""
    message = f"{problem.message}; title, first author and year lead to {work.doi} instead, which was used"
    return replace(problem, message=message, hint="Correct it in the record.", severity=Severity.WARNING)


def too_little_known(where: str) -> Problem:
    """There is nothing to search for."""
    message = "there is too little to search for: no title, and no authors with a year"
    return Problem("too-little-known", where, message, _ADD_DOI)


def not_sure(where: str, sought: Sought, verdict: Verdict) -> Problem:
    """A search found nothing, or nothing that may be taken unasked."""
    if verdict.certainty is Certainty.ASK:
        best = verdict.candidates[0]
        message = f"{_name_of(sought)} may be {best.doi}, {best.title!r} ({'; '.join(verdict.reasons)})"
        return Problem("match-unsure", where, message, "If it is, put that DOI into the record.", Severity.ASK)
    return Problem("match-none", where, f"no registered work was found for {_name_of(sought)}", _ADD_DOI)


def _name_of(sought: Sought) -> str:
    if sought.title:
        return repr(sought.title)
    first_author = sought.authors[0].sort_family if sought.authors else ""
    return " ".join(part for part in (first_author, str(sought.year or "")) if part) or "this reference"
