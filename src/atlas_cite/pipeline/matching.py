"""Matching: references read, looked for, and judged: sure, ask, or no."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from atlas_cite.errors import Problem, Severity
from atlas_cite.match.decide import decide
from atlas_cite.match.reference_text import query_of
from atlas_cite.match.sought import Sought
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.verdict import Candidate, Certainty, Verdict
from atlas_cite.model.work import Outcome, SearchAnswer, Work
from atlas_cite.pipeline.libraries import Lookup, open_registry
from atlas_cite.resolve import Progress, Registry
from atlas_cite.sources.references import Listed, read_references

ROWS = 20
"""Works asked for: in an index without volumes and pages, the right one is among 2 for 95 % of raw references, among 5
for 99.2 %, among 20 for 99.8 %; with them, among 3 for all (`tests/bench/match_references.py --curve`)."""
AT_ONCE = 100
"""References in memory with their candidates."""
DOUBTFUL = 0.5
"""Confidence below which a second query, of other words, is worth a request."""
_MOST_CLAIMS = 3
_UNSETTLED = (
    (Certainty.ASK, "match-unsure", Severity.ASK),
    (Certainty.NO, "match-none", Severity.WARNING),
)


@dataclass(frozen=True, slots=True)
class Matched:
    """A reference, by where it stands and as it was given, and what was found for it."""

    where: str
    given: str
    verdict: Verdict


Choose = Callable[[Matched], Doi | None]
"""A person's choice among the candidates of an *ask*; None for none of them."""


def match_references(
    inputs: Sequence[str], stdin: BinaryIO, lookup: Lookup, *, progress: Progress | None = None
) -> tuple[list[Matched], tuple[Problem, ...]]:
    """A verdict for every reference in `inputs`, in order.

    Problems name what could not be read or asked; such a reference is *ask*, for nobody knows.
    """
    listed, problems = read_references(inputs, stdin)
    told: list[Problem] = []
    matched: list[Matched] = []
    if listed:
        with open_registry(lookup, told.append) as registry:
            for start in range(0, len(listed), AT_ONCE):
                some, faults = match_listed(listed[start : start + AT_ONCE], registry)
                matched += some
                problems += faults
                if progress:
                    progress(len(matched), len(listed))
    return matched, (*problems, *told)


def match_listed(listed: Sequence[Listed], registry: Registry) -> tuple[list[Matched], list[Problem]]:
    """The verdicts for some references: first by the DOIs they name, then by searching, then by searching again."""
    run = _Run(registry, [_sought(each) for each in listed])
    run.ask_for_claims()
    run.search(run.open(), query_of)
    run.search(run.doubtful(), lambda sought: sought.second_query)
    matched = [Matched(each.where, each.given, run.verdict(index)) for index, each in enumerate(listed)]
    problems = [
        Problem(fault.code, listed[index].where, fault.reason, "The reference was not judged; run again later.")
        for index, fault in sorted(run.faults.items())
    ]
    return matched, problems


class _Run:
    """What is known so far of some references: their candidates, and why some could not be searched for."""

    def __init__(self, registry: Registry, sought: Sequence[Sought]) -> None:
        self._registry = registry
        self._sought = sought
        self._works: list[dict[Doi, Work]] = [{} for _ in sought]
        self._verdicts: dict[int, Verdict] = {}
        self.faults: dict[int, SearchAnswer] = {}

    def verdict(self, index: int) -> Verdict:
        """The verdict on one reference with all the candidates found for it."""
        if index in self.faults and not self._works[index]:
            return Verdict(Certainty.ASK, reasons=(f"nobody could be asked: {self.faults[index].reason}",))
        if index not in self._verdicts:
            self._verdicts[index] = decide(self._sought[index], tuple(self._works[index].values()))
        return self._verdicts[index]

    def open(self) -> list[int]:
        """The references that are not sure yet."""
        return [index for index in range(len(self._sought)) if self.verdict(index).certainty is not Certainty.SURE]

    def doubtful(self) -> list[int]:
        """The references for which nothing near was found: a near tie is no reason to search again."""
        return [index for index in self.open() if index not in self.faults and _is_doubtful(self.verdict(index))]

    def ask_for_claims(self) -> None:
        """Fetch the works whose DOIs the references name; they are candidates like any other."""
        claims = {index: _claims(sought) for index, sought in enumerate(self._sought)}
        dois = list(dict.fromkeys(doi for some in claims.values() for doi in some))
        answers = {answer.asked: answer for answer in self._registry.fetch(dois)} if dois else {}
        for index, some in claims.items():
            self._add(index, (work for doi in some if (work := answers[doi].work)))

    def search(self, indices: Sequence[int], query: Callable[[Sought], str]) -> None:
        """Search for some references, each by what `query` makes of it."""
        queries = {index: text for index in indices if (text := query(self._sought[index]).strip())}
        answers = self._registry.search_many(list(queries.values()), rows=ROWS) if queries else []
        for index, answer in zip(queries, answers, strict=True):
            if answer.outcome is Outcome.UNKNOWN:
                self.faults[index] = answer
            self._add(index, answer.works)

    def _add(self, index: int, works: Iterable[Work]) -> None:
        self._works[index] |= {work.doi: work for work in works}
        self._verdicts.pop(index, None)


def chosen(matched: Iterable[Matched], choose: Choose) -> Iterator[Matched]:
    """The same, with every *ask* that a person decides made *sure* or *no*."""
    for each in matched:
        if each.verdict.certainty is not Certainty.ASK or not each.verdict.candidates:
            yield each
            continue
        doi = choose(each)
        certainty, reason = (Certainty.SURE, "chosen by a person") if doi else (Certainty.NO, "refused by a person")
        reasons = (*each.verdict.reasons, reason)
        yield replace(each, verdict=replace(each.verdict, certainty=certainty, doi=doi, reasons=reasons))


def unsettled(matched: Iterable[Matched]) -> tuple[Problem, ...]:
    """A problem for each reference that is not *sure*."""
    return tuple(
        Problem(code, each.where, "; ".join(each.verdict.reasons), severity=severity)
        for each in matched
        for certainty, code, severity in _UNSETTLED
        if each.verdict.certainty is certainty
    )


def matched_json(matched: Iterable[Matched]) -> Iterator[str]:
    """One line of JSON for each reference: input, verdict, DOI, confidence, reasons, candidates."""
    for each in matched:
        verdict = each.verdict
        facts = {
            "input": each.given,
            "verdict": verdict.certainty.value,
            "doi": verdict.doi.text if verdict.doi else None,
            "confidence": verdict.confidence,
            "reasons": list(verdict.reasons),
            "candidates": [_candidate_facts(candidate) for candidate in verdict.candidates],
        }
        yield json.dumps(facts, ensure_ascii=False) + "\n"


def matched_table(matched: Iterable[Matched]) -> Iterator[str]:
    """One line of text for each reference; under an *ask* the candidates, under a *no* the reasons."""
    for each in matched:
        verdict = each.verdict
        doi = verdict.doi.text if verdict.doi else "-"
        yield f"{verdict.certainty.value:4}  {verdict.confidence:4.2f}  {doi}  {_shortened(each.given)}\n"
        if verdict.certainty is Certainty.ASK:
            for one in verdict.candidates:
                yield f"      {one.doi}  {one.confidence:4.2f}  {_shortened(one.title)}\n"
        if verdict.certainty is not Certainty.SURE:
            yield f"      {'; '.join(verdict.reasons)}\n"


def _sought(listed: Listed) -> Sought:
    return sought_from(listed.reference) if listed.reference else Sought(text=listed.text)


def _claims(sought: Sought) -> tuple[Doi, ...]:
    named = Doi.find(sought.text)[:_MOST_CLAIMS] if sought.text else (sought.doi,)
    return tuple(doi for doi in named if doi)


def _is_doubtful(verdict: Verdict) -> bool:
    is_tied = len(verdict.candidates) > 1 and verdict.candidates[1].confidence > DOUBTFUL / 2
    return verdict.confidence < DOUBTFUL and not is_tied


def _candidate_facts(candidate: Candidate) -> Mapping[str, object]:
    return {
        "doi": candidate.doi.text,
        "title": candidate.title,
        "confidence": candidate.confidence,
        "reasons": list(candidate.reasons),
    }


def _shortened(text: str, length: int = 90) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
