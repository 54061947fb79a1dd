"""Lookup: entries asked of a registry: their own DOIs all at once, then, without a usable one, their ids and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from atlas_cite.enrich.by_identifier import Identified, identify_subjects
from atlas_cite.enrich.identity import recognise, verify
from atlas_cite.enrich.planning import Found
from atlas_cite.enrich.preprints import is_published_version, published_doi
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem, Severity
from atlas_cite.match.decide import Sought
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import without_markup
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer, SearchAnswer, Work
from atlas_cite.resolve import Accept, Progress, Registry
from atlas_cite.tables.bibtex import NOT_WORKS

_OTHER_WORK = "the DOI there is another work's"
_MAY_BE_OTHER = "the DOI there may be another work's"
_ABSENT = "the DOI there is not registered"
_FoundBy = dict[int, Found]
"""What entries are, by their index."""
_Failed = list[tuple[Subject, Answer | SearchAnswer | PubmedAnswer]]
"""Entries nobody could be asked about, and the answer that is none."""
_NAMED = 5
"""So many keys are named where one problem stands for many entries."""


def look_up(
    subjects: Sequence[Subject], registry: Registry, *, search: bool, progress: Progress | None = None
) -> tuple[list[Found], list[Problem]]:
    """What each entry is, in order, and problems for what could not be told.

    Entries whose DOI is doubtful, another work's, or not registered, are searched for too, so that the right DOI can
    be offered.  Without `search` only DOIs and ids are looked up.
    """
    works = [each for each in subjects if each.type not in NOT_WORKS and not each.is_damaged]
    found, failed = _by_doi(works, registry, progress)
    unasked = {subject.index for subject, _ in failed}
    wanted = [each for each in works if each.index not in unasked and _needs_search(found.get(each.index))]
    identified = identify_subjects(wanted, registry)
    found |= {index: _taken(found.get(index), each) for index, each in identified.items() if each.is_sure}
    if search:
        searched = [each for each in wanted if each.index not in identified or not identified[each.index].is_sure]
        failed += _search(searched, found, registry, progress)
    unsure = {index: each for index, each in identified.items() if not each.is_sure}
    found |= {index: now for index, each in unsure.items() if (now := _weighed(found.get(index), each))}
    told = {subject.index for subject, _ in failed} | {index for index, each in found.items() if each.is_sure}
    unanswered = {each.index: _unknown(identified.get(each.index)) for each in wanted if each.index not in told}
    failed += [(each, answer) for each in wanted if (answer := unanswered.get(each.index))]
    problems = [*_failures(failed), *_identifier_faults(wanted, identified), *_doubts(works, found)]
    return [found.get(each.index, Found()) for each in subjects], problems


def _by_doi(subjects: Sequence[Subject], registry: Registry, progress: Progress | None) -> tuple[_FoundBy, _Failed]:
    """What the DOI of each entry that gives one leads to, by the entry's index, and the answers that are none."""
    answers = _fetch(subjects, registry, progress)
    found: _FoundBy = {}
    failed: _Failed = []
    for subject in subjects:
        if given := [answer for doi in _readings(subject) if (answer := answers.get(doi))]:
            judged = _judged(subject, given)
            if isinstance(judged, Found):
                found[subject.index] = judged
            else:
                failed.append((subject, judged))
    return found, failed


def find_published(found: Sequence[Found], registry: Registry) -> list[Found]:
    """The same, each preprint that is *sure* with its published version when the registry knows one."""
    sure = {each.work.doi: each.work for each in found if each.work and each.verdict.certainty is Certainty.SURE}
    wanted = {doi: published for doi, work in sure.items() if (published := published_doi(work))}
    answers = {each.asked: each.work for each in registry.fetch(list(dict.fromkeys(wanted.values())))} if wanted else {}
    return [replace(each, published=_published(each.work, wanted, answers)) for each in found]


def accepted(found: Sequence[Found], accept: Accept) -> tuple[list[Found], list[Problem]]:
    """The same without the works that `accept` objects to, each named once: nothing is written from them."""
    works = {work.doi: work for each in found for work in (each.work, each.published) if work}
    objections = {doi: objection for doi, work in works.items() if (objection := accept(work))}
    return [_without(each, objections) for each in found], list(objections.values())


def _without(found: Found, objections: Mapping[Doi, Problem]) -> Found:
    if found.work and found.work.doi in objections:
        return Found(Verdict(Certainty.NO, reasons=(objections[found.work.doi].message,)), None, found.stated)
    return replace(found, published=None) if found.published and found.published.doi in objections else found


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


def _taken(earlier: Found | None, identified: Identified) -> Found:
    """What an entry is whose id is *sure*; where something is wrong with its DOI, the id only offers a better one."""
    if earlier is None:
        return Found(identified.verdict, identified.work)
    return replace(earlier, work=identified.work, fault=earlier.fault or _MAY_BE_OTHER)


def _weighed(found: Found | None, identified: Identified) -> Found | None:
    """What an entry is whose id is not *sure*: an id that leads elsewhere speaks against what a search found.

    So does a preprint's that nobody has: what was found may be the article, and the entry means the preprint.
    """
    work = identified.work
    is_claim = work is not None or identified.is_preprint
    is_met = found is not None and found.work is not None and work is not None and found.work.doi == work.doi
    if not is_claim or is_met or (found is not None and found.stated):
        return found
    if found and found.is_sure:
        objection = f"is {work.doi}, another work" if work else "could not be looked up, and is a preprint"
        reasons = (*found.verdict.reasons, f"{identified.name} {objection}")
        return replace(found, verdict=replace(found.verdict, certainty=Certainty.ASK, doi=None, reasons=reasons))
    is_better = (found is None or found.work is None) and identified.verdict.certainty is Certainty.ASK
    return Found(identified.verdict, work) if is_better else found


def _unknown(identified: Identified | None) -> Answer | PubmedAnswer | None:
    """The answer for an entry's id that is none, because nobody could be asked."""
    answer = identified.answer if identified else None
    return answer if answer and answer.outcome is Outcome.UNKNOWN else None


def _identifier_faults(subjects: Sequence[Subject], identified: Mapping[int, Identified]) -> list[Problem]:
    """A problem for each id that nobody has, or that is another work's."""
    problems = []
    for subject in subjects:
        each = identified.get(subject.index)
        where = f"{subject.reference.origin.where}:{subject.column}"
        if each and each.answer and each.answer.outcome is Outcome.ABSENT:
            message = f"{subject.key}: {each.name} is no work's: {each.answer.reason}"
            problems.append(Problem("identifier-absent", where, message, _CORRECT_ID, Severity.WARNING))
        elif each and each.work and each.verdict.certainty is Certainty.NO:
            message = f"{subject.key}: {each.name} is another work: {without_markup(each.work.item.text('title'))!r}"
            problems.append(Problem("identifier-other-work", where, message, _CORRECT_ID))
    return problems


_CORRECT_ID = "Correct the id; nothing was written from it."


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


def _failures(failed: _Failed) -> list[Problem]:
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
    title = repr(without_markup(best.title)) if best else ""
    offered = f" (it may be {found.work.doi})" if found.fault and found.work else ""
    if found.fault == _ABSENT:
        message = f"{subject.key}: {'; '.join(verdict.reasons)}{offered}"
        return Problem("doi-absent", where, message, "Correct the DOI; the entry was left alone.", Severity.WARNING)
    if found.fault == _OTHER_WORK and best:
        message = f"{subject.key}: the DOI {found.stated} is another work: {title}{offered}"
        return Problem("doi-other-work", where, message, "Correct the DOI; the entry was left alone.")
    if verdict.certainty is not Certainty.ASK or best is None:
        return None
    reasons = "; ".join(verdict.reasons)
    if found.stated:
        message = f"{subject.key}: the DOI {found.stated} may be another work's, {title} ({reasons}){offered}"
        return Problem("doi-doubtful", where, message, _DECIDE, Severity.ASK)
    message = f"{subject.key} may be {best.doi}, {title} ({reasons})"
    return Problem("match-unsure", where, message, _DECIDE, Severity.ASK)


_DECIDE = "Nothing was written; decide with --interactive, or in a plan (--plan)."
