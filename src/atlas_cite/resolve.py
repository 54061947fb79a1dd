"""Resolve: references looked up, judged, and merged into a library.

The steps, in order: ask PubMed for the DOIs behind its ids; fetch every DOI at once; set aside those whose record is
another work; search for what has no usable DOI; judge the candidates; merge; give keys; say what is doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from atlas_cite.doubts import library_doubts
from atlas_cite.errors import Problem
from atlas_cite.identify import HINTS, Identifier, identified
from atlas_cite.keys.assign import with_keys
from atlas_cite.keys.pattern import DEFAULT_PATTERN, KeyPattern
from atlas_cite.match.decide import Sought, decide
from atlas_cite.match.identity import is_other_work
from atlas_cite.match.telling import not_sure, other_work, replaced_doi, too_little_known
from atlas_cite.merge import DEFAULT_POLICY, MergePolicy, merge, sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.provenance import IDENTIFIERS, Conflict
from atlas_cite.model.reference import Reference
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Answer, Outcome, SearchAnswer, Work

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""

Accept = Callable[[Work], Problem | None]
"""Says why a work that was found may not be used, or nothing."""

LOOKED_UP = frozenset({"record", "input"})
"""Sources whose references are looked up unasked: pages, records and bare DOIs.  Files stand as they are."""


class Registry(Identifier, Protocol):
    """Whatever answers for DOIs and ids and finds works by words; `sources.registries.Registries` does."""

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """One answer for each DOI, in order."""

    def search_many(
        self, queries: Sequence[str], *, rows: int = 20, progress: Progress | None = None
    ) -> list[SearchAnswer]:
        """One answer of at most `rows` works for each query, in order."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What looking a reference up came to: a work, or why there is none."""

    work: Work | None = None
    asked: Doi | None = None
    verdict: Verdict | None = None
    problems: tuple[Problem, ...] = ()
    wrong_doi: bool = False


_LookedUp = tuple[Reference, _Found | None]
"""A reference and what looking it up came to; None when nobody looked."""


def resolve(
    references: Sequence[Reference],
    registry: Registry,
    *,
    everything: bool = True,
    policy: MergePolicy = DEFAULT_POLICY,
    keys: KeyPattern = DEFAULT_PATTERN,
    progress: Progress | None = None,
    accept: Accept = lambda _: None,
) -> tuple[Library, tuple[Problem, ...]]:
    """A library of the references, in order, looked up in `registry`; what `accept` objects to is not used.

    `keys` makes the keys that no input gave.

    Without `everything` only pages, records and bare DOIs are looked up, and bibliography files stand as they are.
    Every reference that says anything of its work gets an entry, found or not; a bare DOI or PubMed id that nobody
    could say anything of gets none.  Problems name each reference that was not found, and each doubt.
    """
    wanted = {index for index, reference in enumerate(references) if wants_lookup(reference, everything=everything)}
    known, unknown = identified({index: references[index] for index in wanted}, registry)
    references = [known.get(index, each) for index, each in enumerate(references)]
    sought = {index: references[index] for index in wanted}
    found = {index: _Found(problems=(problem,)) for index, problem in unknown.items()}
    found |= _by_doi(sought, registry, progress, accept)
    found |= _by_search(sought, found, registry, progress, accept)
    looked_up = [(each, found.get(index)) for index, each in enumerate(references)]
    joined = _joined(looked_up)
    merged = [_entry(each, found_for, policy) for each, found_for in joined]
    problems = [problem for _, some in merged for problem in some]
    kept = [(entry, each) for (entry, _), (each, _) in zip(merged, joined, strict=True) if says_something(entry)]
    library, key_problems = with_keys([entry for entry, _ in kept], keys)
    return library, (*problems, *key_problems, *library_doubts(library, [reference for _, reference in kept]))


def _joined(looked_up: Sequence[_LookedUp]) -> list[_LookedUp]:
    """The same, a page and a bibliography file's entry that are one study made one, at the first's place.

    Two records, or two entries of files, for one study stay apart: which to keep is a person's to say.  A bare DOI of a
    study that another input tells more of goes into that one.
    """
    groups: defaultdict[Doi, list[int]] = defaultdict(list)
    for index, (reference, found) in enumerate(looked_up):
        if identity := _identity(reference, found):
            groups[identity].append(index)
    placed: dict[int, _LookedUp | None] = dict(enumerate(looked_up))
    for indices in groups.values():
        if len(indices) > 1:
            placed |= _joined_group({index: looked_up[index] for index in indices})
    return [each for each in placed.values() if each is not None]


def _identity(reference: Reference, found: _Found | None) -> Doi | None:
    if reference.entry is not None or (found and found.wrong_doi and found.work is None):
        return None
    return found.work.doi if found and found.work else reference.doi


def _joined_group(group: Mapping[int, _LookedUp]) -> dict[int, _LookedUp | None]:
    """What stands at each place of a group; None where nothing is left."""
    records = [index for index, (reference, _) in group.items() if reference.summary]
    files = [
        index for index, (reference, _) in group.items() if not reference.summary and reference.origin.source != "input"
    ]
    telling = {*files, *records} or {min(group)}
    if len(records) != 1 or len(files) != 1:
        return {index: each if index in telling else None for index, each in group.items()}
    file, (record, record_found) = group[files[0]][0], group[records[0]]
    one = replace(file, doi=file.doi or record.doi, summary=record.summary, summary_where=record.origin.where)
    found = next((found for _, found in group.values() if found and found.work), record_found)
    return {**dict.fromkeys(group), min(group): (one, found)}


def says_something(entry: Entry) -> bool:
    """Whether an entry is more than the DOI or PubMed id of a work that nobody could say anything of."""
    return not entry.item.fields.keys() <= IDENTIFIERS or bool(entry.summary or entry.extra)


def wants_lookup(reference: Reference, *, everything: bool) -> bool:
    """Whether a reference is to be looked up: not when it stands in a file, or was looked up before, unless asked."""
    if reference.entry is not None:
        return everything and not any(origin.is_registry for origin in reference.entry.origins.values())
    return everything or reference.origin.source in LOOKED_UP


def _by_doi(
    wanted: Mapping[int, Reference], registry: Registry, progress: Progress | None, accept: Accept
) -> dict[int, _Found]:
    """What each reference's DOI led to; other readings of a DOI are tried when the first is absent."""
    dois = list(dict.fromkeys(doi for reference in wanted.values() if (doi := _doi(reference))))
    answers = {answer.asked: answer for answer in registry.fetch(dois, progress)} if dois else {}
    absent = [each for each in wanted.values() if (doi := _doi(each)) and answers[doi].outcome is Outcome.ABSENT]
    others = list(dict.fromkeys(other for each in absent for other in each.other_readings if other not in answers))
    answers |= {answer.asked: answer for answer in registry.fetch(others)} if others else {}
    return {index: _judged(each, _best_answer(each, answers), accept) for index, each in wanted.items() if _doi(each)}


def _best_answer(reference: Reference, answers: Mapping[Doi, Answer]) -> Answer:
    readings = [answers[doi] for doi in (_doi(reference), *reference.other_readings) if doi and doi in answers]
    return next((answer for answer in readings if answer.outcome is Outcome.FOUND), readings[0])


def _judged(reference: Reference, answer: Answer, accept: Accept) -> _Found:
    """Whether an answer can be used for a reference."""
    where = reference.origin.where
    if answer.work is None:
        subject = where if where == answer.asked.text else f"{where} ({answer.asked})" if where else answer.asked.text
        return _Found(
            asked=answer.asked, problems=(Problem(answer.code, subject, answer.reason, HINTS.get(answer.code, "")),)
        )
    if is_other_work(sought_from(reference), answer.work):
        problem = other_work(where, answer.asked, answer.work, sought_from(reference))
        return _Found(asked=answer.asked, problems=(problem,), wrong_doi=True)
    if objection := accept(answer.work):
        return _Found(asked=answer.asked, problems=(objection,))
    return _Found(answer.work, answer.asked)


def _by_search(
    wanted: Mapping[int, Reference],
    found: Mapping[int, _Found],
    registry: Registry,
    progress: Progress | None,
    accept: Accept,
) -> dict[int, _Found]:
    """Search for what has no DOI, an absent one, or another work's."""
    missing = {index: each for index, each in wanted.items() if _needs_search(found.get(index))}
    # Its DOI was asked already, and is absent or another work's: it is no claim any more.
    sought = {index: replace(sought_from(each), doi=None) for index, each in missing.items()}
    searchable = [index for index in missing if _is_searchable(sought[index])]
    answers = (
        registry.search_many([sought[index].query for index in searchable], progress=progress) if searchable else []
    )
    outcomes = dict(zip(searchable, answers, strict=True))
    return {
        index: _from_search(each, sought[index], outcomes.get(index), found.get(index) or _Found(), accept)
        for index, each in missing.items()
    }


def _needs_search(found: _Found | None) -> bool:
    if found is None or found.asked is None or found.wrong_doi:
        return True
    return any(problem.code == "doi-absent" for problem in found.problems)


def _is_searchable(sought: Sought) -> bool:
    return bool(sought.title or (sought.authors and sought.year))


def _from_search(
    reference: Reference, sought: Sought, answer: SearchAnswer | None, earlier: _Found, accept: Accept
) -> _Found:
    where = reference.origin.where
    if answer is None:
        return replace(earlier, problems=earlier.problems or (too_little_known(where),))
    if answer.outcome is Outcome.UNKNOWN:
        fault = Problem(answer.code, where, answer.reason, HINTS.get(answer.code, ""))
        return replace(earlier, problems=(*earlier.problems, fault))
    verdict = decide(sought, answer.works)
    if verdict.certainty is Certainty.SURE:
        work = next(each for each in answer.works if each.doi == verdict.doi)
        if objection := accept(work):
            return replace(earlier, verdict=verdict, problems=(*earlier.problems, objection))
        problems = () if earlier.asked == work.doi else tuple(replaced_doi(each, work) for each in earlier.problems)
        return _Found(work, work.doi, verdict, problems)
    if verdict.certainty is Certainty.NO and reference.origin.source == "pubmed":
        return earlier  # PubMed's own record is what there is to know of it
    return replace(earlier, verdict=verdict, problems=(*earlier.problems, not_sure(where, sought, verdict)))


def _doi(reference: Reference) -> Doi | None:
    return reference.entry.doi if reference.entry else reference.doi


def _entry(reference: Reference, found: _Found | None, policy: MergePolicy) -> tuple[Entry, tuple[Problem, ...]]:
    if reference.entry is not None and (found is None or found.work is None):
        return reference.entry, found.problems if found else ()
    found = found or _Found()
    entry, problems = merge(_reference_of(reference), found.work, found.verdict, policy, found.asked)
    if reference.entry is not None:
        entry = _with_earlier_origins(entry, reference.entry)
    if found.wrong_doi and found.work is None:
        entry = _without_doi(entry)
    return entry, (*found.problems, *problems)


def _reference_of(reference: Reference) -> Reference:
    """A saved entry as a reference again, so that it can be merged with what was found for it."""
    if reference.entry is None:
        return reference
    entry = reference.entry
    return replace(reference, item=entry.item, doi=entry.doi, key=entry.key, summary=entry.summary, extra=entry.extra)


def _with_earlier_origins(entry: Entry, earlier: Entry) -> Entry:
    kept = {name: earlier.origins[name] for name, origin in entry.origins.items() if origin.source == "library"}
    return replace(entry, origins={**entry.origins, **kept}, conflicts=(*earlier.conflicts, *entry.conflicts))


def _without_doi(entry: Entry) -> Entry:
    """The entry without a DOI known to be another work's; it stays among the conflicts."""
    if "DOI" not in entry.origins:
        return entry
    fields = {name: value for name, value in entry.item.fields.items() if name != "DOI"}
    origins = {name: origin for name, origin in entry.origins.items() if name != "DOI"}
    wrong = Conflict("DOI", entry.item.fields["DOI"], entry.origins["DOI"])
    return replace(entry, item=Item(entry.item.type, fields), origins=origins, conflicts=(*entry.conflicts, wrong))
