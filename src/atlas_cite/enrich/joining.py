"""Joining: which entries the records of an atlas speak of, by DOI, else by title, first author and year together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from atlas_cite.enrich.planning import Found
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem, Severity
from atlas_cite.match.comparison import GENERIC_WORDS, TITLE_SAME, TITLE_SIMILAR, YEARS_APART
from atlas_cite.match.decide import Sought
from atlas_cite.match.similarity import (
    any_author_agrees,
    container_agrees,
    content_words,
    first_author_agrees,
    title_similarity,
)
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.reference import Reference


def join_records(
    records: Sequence[Reference], subjects: Sequence[Subject], found: Sequence[Found]
) -> tuple[dict[int, Reference], list[Problem]]:
    """The record of each entry, by the entry's index, and a problem for each record that has no entry of its own.

    A DOI that record and entry share counts only while their titles and authors do not contradict.
    """
    by_doi, by_year = _by_doi(subjects, found), _by_year(subjects)
    joined: dict[int, Reference] = {}
    problems: list[Problem] = []
    for record in records:
        sought = sought_from(record)
        same = [each for each in by_doi.get(record.doi, ()) if not _contradicts(sought, each)] if record.doi else []
        fitting = same or [each for each in _near(by_year, sought.year) if _is_sure(sought, each)]
        if not same and len(fitting) > 1:
            keys = ", ".join(each.key for each in fitting)
            problems.append(
                _unjoined(record, "record-unsure", f"the record fits several entries: {keys}", Severity.ASK)
            )
            continue
        if not fitting:
            problems.append(_unjoined(record, "record-alone", "no entry is the study of this record", Severity.WARNING))
        for each in fitting:
            if each.index in joined:
                message = f"a second record of {each.key!r}; {joined[each.index].origin.where} was used"
                problems.append(_unjoined(record, "record-twice", message, Severity.WARNING))
            joined.setdefault(each.index, record)
    return joined, problems


def _unjoined(record: Reference, code: str, message: str, severity: Severity) -> Problem:
    return Problem(code, record.origin.where, message, "Its annotation was not written.", severity)


def _by_doi(subjects: Sequence[Subject], found: Sequence[Found]) -> Mapping[Doi, list[Subject]]:
    """Entries by every DOI that is theirs: the one they state, unless it is another work's, and the work's own."""
    index: defaultdict[Doi, list[Subject]] = defaultdict(list)
    for subject, each in zip(subjects, found, strict=True):
        stated = None if each.fault else each.stated or subject.reference.doi
        work = each.work if each.is_sure else None
        for doi in dict.fromkeys(doi for doi in (stated, work.doi if work else None) if doi):
            index[doi].append(subject)
    return index


def _by_year(subjects: Sequence[Subject]) -> Mapping[int, list[Subject]]:
    index: defaultdict[int, list[Subject]] = defaultdict(list)
    for subject in subjects:
        if (year := subject.reference.item.year) is not None:
            index[year].append(subject)
    return index


def _near(by_year: Mapping[int, list[Subject]], year: int | None) -> Iterable[Subject]:
    if year is not None:
        for near in range(year - YEARS_APART, year + YEARS_APART + 1):
            yield from by_year.get(near, ())


def _contradicts(sought: Sought, subject: Subject) -> bool:
    there = sought_from(subject.reference)
    unlike = bool(sought.title and there.title) and title_similarity(sought.title, [there.title]) < TITLE_SIMILAR
    return unlike and any_author_agrees(sought.authors, there.authors) is not True


def _is_sure(sought: Sought, subject: Subject) -> bool:
    there = sought_from(subject.reference)
    if first_author_agrees(sought.authors, there.authors) is not True:
        return False
    same_journal = container_agrees(sought.container, [there.container])
    is_telling = content_words(sought.title) >= GENERIC_WORDS or same_journal is True
    return is_telling and same_journal is not False and title_similarity(sought.title, [there.title]) >= TITLE_SAME
