"""Lookup: entries asked of a registry: their own DOIs all at once, then a search for those without a usable one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from atlas_cite.enrich.identity import recognise, verify
from atlas_cite.enrich.planning import Found
from atlas_cite.enrich.preprints import is_published_version, published_doi
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem, Severity
from atlas_cite.match.decide import Sought
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Answer, Outcome, SearchAnswer, Work
from atlas_cite.resolve import Progress, Registry
from atlas_cite.tables.bibtex import NOT_WORKS

_OTHER_WORK = "the DOI there is another work's"
_MAY_BE_OTHER = "the DOI there may be another work's"
_ABSENT = "the DOI there is not registered"
_NAMED = 5
"""So many keys are named where one problem stands for many entries."""


def look_up(
    subjects: Sequence[Subject], registry: Registry, *, search: bool, progress: Progress | None = None
) -> tuple[list[Found], list[Problem]]:
    """What each entry is, in order, and problems for what could not be told.

    Entries whose DOI is doubtful, another work's, or not registered, are searched for too, so that the right DOI can
    be offered.  Without `search` only DOIs are looked up.
    """
    works = [each for each in subjects if each.type not in NOT_WORKS]
    answers = _fetch(works, registry, progress)
    found: dict[int, Found] = {}
    failed: list[tuple[Subject, Answer | SearchAnswer]] = []
    for subject in works:
        if given := [answer for doi in _readings(subject) if (answer := answers.get(doi))]:
            judged = _judged(subject, given)
            if isinstance(judged, Found):
                found[subject.index] = judged
            else:
                failed.append((subject, judged))
    unasked = {subject.index for subject, _ in failed}
    wanted = [each for each in works if each.index not in unasked and _needs_search(found.get(each.index))]
    if search:
        failed += _search(wanted, found, registry, progress)
    problems = [*_failures(failed), *_doubts(works, found)]
    return [found.get(each.index, Found()) for each in subjects], problems


def find_published(found: Sequence[Found], registry: Registry) -> list[Found]:
    """The same, each preprint that is *sure* with its published version when the registry knows one."""
    sure = {each.work.doi: each.work for each in found if each.work and each.verdict.certainty is Certainty.SURE}
    wanted = {doi: published for doi, work in sure.items() if (published := published_doi(work))}
    answers = {each.asked: each.work for each in registry.fetch(list(dict.fromkeys(wanted.values())))} if wanted else {}
    return [replace(each, published=_published(each.work, wanted, answers)) for each in found]


def _published(work: Work | None, wanted: Mapping[Doi, Doi], answers: Mapping[Doi, Work | None]) -> Work | None:
    published = answers.get(wanted[work.doi]) if work and work.doi in wanted else None
    return published if work and published and is_published_version(work, published) else None


def _readings(subject: Subject) -> list[Doi]:
    reference = subject.reference
    return [each for each in (reference.doi, *reference.other_readings) if each]


def _fetch(subjects: Iterable[Subject], registry: Registry, progress: Progress | None) -> dict[Doi, Answer]:
    """Answers by DOI: for every first reading, and for the others of those that are absent."""
    readings = [each for each in map(_readings, subjects) if each]
    first = list(dict.fromkeys(each[0] for each in readings))
    answers = {answer.asked: answer for answer in registry.fetch(first, progress)} if first else {}
    absent = [each for each in readings if answers[each[0]].outcome is Outcome.ABSENT]
    others = list(dict.fromkeys(doi for each in absent for doi in each[1:] if doi not in answers))
    return answers | ({answer.asked: answer for answer in registry.fetch(others)} if others else {})


def _judged(subject: Subject, answers: Sequence[Answer]) -> Found | Answer:
    """What an entry's DOI proves, or the answer that is none."""
    works = [(answer.asked, answer.work) for answer in answers if answer.work]
    if not works:
        unknown = next((each for each in answers if each.outcome is Outcome.UNKNOWN), None)
        return unknown or Found(Verdict(Certainty.NO, reasons=(answers[0].reason,)), None, answers[0].asked, _ABSENT)
    sought, item = sought_from(subject.reference), subject.reference.item
    judged = [Found(verify(sought, item, subject.key, work), work, asked) for asked, work in works]
    best = next((each for each in judged if each.verdict.certainty is Certainty.SURE), judged[0])
    if best.verdict.certainty is Certainty.NO:
        return replace(best, work=None, fault=_OTHER_WORK)
    return best


def _needs_search(found: Found | None) -> bool:
    return found is None or not found.is_sure


def _search(
    wanted: Sequence[Subject], found: dict[int, Found], registry: Registry, progress: Progress | None
) -> list[tuple[Subject, SearchAnswer]]:
    """Search for entries, putting what they are into `found`; the answers that are none come back."""
    # The DOI in the entry, if there is one, has failed; it speaks neither for nor against a work any more.
    sought = [(each, replace(sought_from(each.reference), doi=None)) for each in wanted]
    sought = [(each, words) for each, words in sought if words.title or (words.authors and words.year)]
    if not sought:
        return []
    answers = registry.search_many([words.query for _, words in sought], progress=progress)
    failed = []
    for (subject, words), answer in zip(sought, answers, strict=True):
        if answer.outcome is Outcome.UNKNOWN:
            failed.append((subject, answer))
        else:
            found[subject.index] = _recognised(subject, words, answer, found.get(subject.index))
    return failed


def _recognised(subject: Subject, sought: Sought, answer: SearchAnswer, earlier: Found | None) -> Found:
    verdict = recognise(sought, subject.reference.item, answer.works)
    best = verdict.doi or (verdict.candidates[0].doi if verdict.candidates else None)
    work = next((each for each in answer.works if each.doi == best), None)
    if earlier is None:
        return Found(verdict, work)
    # What the DOI in the entry led to is the verdict; the search only offers a better one.
    if verdict.certainty is not Certainty.SURE or (earlier.work and earlier.work.doi == verdict.doi):
        return earlier
    return replace(earlier, work=work, fault=earlier.fault or _MAY_BE_OTHER)


def _failures(failed: Sequence[tuple[Subject, Answer | SearchAnswer]]) -> list[Problem]:
    """One problem for each way in which asking failed, naming the first entries."""
    groups: defaultdict[tuple[str, str], list[Subject]] = defaultdict(list)
    for subject, answer in failed:
        groups[answer.code, answer.reason if len(failed) <= _NAMED else answer.code].append(subject)
    return [
        Problem(code, _named(subjects), f"{len(subjects)} could not be looked up: {reason}", _LATER)
        for (code, reason), subjects in groups.items()
    ]


_LATER = "Run again later, or without --offline; what was answered is kept in the cache."


def _named(subjects: Sequence[Subject]) -> str:
    more = f" and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return ", ".join(each.reference.origin.where for each in subjects[:_NAMED]) + more


def _doubts(subjects: Sequence[Subject], found: Mapping[int, Found]) -> list[Problem]:
    """A problem for each DOI that is not its entry's, or may not be, for each match to ask about, and for the rest."""
    problems, missed = [], []
    for subject in subjects:
        each = found.get(subject.index)
        if each is None or (each.verdict.certainty is Certainty.NO and not each.fault):
            if each is not None:
                missed.append(subject)
        elif problem := _doubt(subject, each):
            problems.append(problem)
    if missed:
        message = f"{len(missed)} are in no registry that was asked"
        problems.append(Problem("match-none", _named(missed), message, severity=Severity.WARNING))
    return problems


def _doubt(subject: Subject, found: Found) -> Problem | None:
    where, verdict = f"{subject.reference.origin.where}:{subject.column}", found.verdict
    best = verdict.candidates[0] if verdict.candidates else None
    offered = f" (it may be {found.work.doi})" if found.fault and found.work else ""
    if found.fault == _ABSENT:
        message = f"{subject.key}: {'; '.join(verdict.reasons)}{offered}"
        return Problem("doi-absent", where, message, "Correct the DOI; the entry was left alone.", Severity.WARNING)
    if found.fault == _OTHER_WORK and best:
        message = f"{subject.key}: the DOI {found.stated} is another work: {best.title!r}{offered}"
        return Problem("doi-other-work", where, message, "Correct the DOI; the entry was left alone.")
    if verdict.certainty is not Certainty.ASK or best is None:
        return None
    reasons = "; ".join(verdict.reasons)
    if found.stated:
        message = f"{subject.key}: the DOI {found.stated} may be another work's, {best.title!r} ({reasons}){offered}"
        return Problem("doi-doubtful", where, message, _DECIDE, Severity.ASK)
    message = f"{subject.key} may be {best.doi}, {best.title!r} ({reasons})"
    return Problem("match-unsure", where, message, _DECIDE, Severity.ASK)


_DECIDE = "Nothing was written; decide with --interactive, or in a plan (--plan)."
