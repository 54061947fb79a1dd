"""Fetching: one run over many DOIs, from the cache, in batches, and singly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.sources.crossref import batches, jobs
from atlas_cite.sources.crossref.api import Api
from atlas_cite.sources.crossref.faults import ExchangeFault
from atlas_cite.sources.crossref.mapping import read_work, record_doi
from atlas_cite.sources.crossref.shelf import Shelf, absent

Progress = Callable[[int, int], None]
"""Called with how many DOIs are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the record it was read from, or the agency that has the DOI; for the cache."""

    answer: Answer
    record: Mapping[str, Any] | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What one job came to: replies, and the DOIs that are still to be asked singly."""

    replies: tuple[Reply, ...]
    unanswered: tuple[Doi, ...] = ()


class Fetching:
    """One run; `answers` does it."""

    def __init__(self, api: Api, shelf: Shelf, notify: Callable[[Problem], None], progress: Progress | None) -> None:
        self._api = api
        self._shelf = shelf
        self._notify = notify
        self._progress = progress
        self._answers: dict[Doi, Answer] = {}

    def answers(self, dois: Sequence[Doi], *, offline: bool) -> list[Answer]:
        """One answer per DOI, in order; every DOI is asked at most once."""
        wanted = list(dict.fromkeys(dois))
        self._answers = self._shelf.find(wanted)
        missing = [doi for doi in wanted if doi not in self._answers]
        self._report(len(wanted))
        if offline:
            self._answers |= {doi: _offline(doi) for doi in missing}
        elif missing:
            self._ask(missing, len(wanted))
        return [self._answers[doi] for doi in dois]

    def _ask(self, missing: list[Doi], total: int) -> None:
        together, singly = batches.cut(missing, self._api.longest_filter())
        first = [partial(self._ask_batch, batch) for batch in together]
        rest = [partial(self._ask_single, doi) for doi in singly]

        def take(result: Round) -> Iterable[Callable[[], Round]]:
            self._keep(result.replies)
            return [partial(self._ask_single, doi) for doi in result.unanswered]

        jobs.run([*first, *rest], take, partial(self._report, total), self._api.stop)

    def _ask_batch(self, batch: tuple[Doi, ...]) -> Round:
        """Ask for many at once; what the answer omits, or all when there is none, is left to be asked singly."""
        try:
            records = self._api.get_batch(batch)
        except ExchangeFault as fault:
            if fault.status == 404:
                message = f"the list of works was not found, so nothing is known ({fault.message})"
                return Round(tuple(Reply(Answer(doi, Outcome.UNKNOWN, None, "bad-answer", message)) for doi in batch))
            return Round((), batch)
        given = {record_doi(record): record for record in records}
        replies = [self._read(doi, given[doi], redirected=False) for doi in batch if doi in given]
        return Round(tuple(replies), tuple(doi for doi in batch if doi not in given))

    def _ask_single(self, doi: Doi) -> Round:
        if doi.is_short:
            return Round((self._ask_short(doi),))
        try:
            single = self._api.get_single(doi)
        except ExchangeFault as fault:
            return Round((self._without_answer(doi, fault),))
        return Round((self._read(doi, single.record, redirected=single.redirected),))

    def _ask_short(self, short: Doi) -> Reply:
        """Expand a shortDOI and ask for what it stands for; the answer is for the shortDOI."""
        try:
            doi = self._api.expand(short)
        except ExchangeFault as fault:
            outcome = Outcome.ABSENT if fault.code == "doi-absent" else Outcome.UNKNOWN
            reason = f"the short DOI could not be expanded: {fault.message}"
            return Reply(Answer(short, outcome, None, "short-doi", reason))
        reply = self._ask_single(doi).replies[0]
        reason = f"{short} stands for {doi}: {reply.answer.reason}" if reply.answer.reason else ""
        return replace(reply, answer=replace(reply.answer, asked=short, reason=reason))

    def _read(self, doi: Doi, record: Mapping[str, Any], *, redirected: bool) -> Reply:
        """Check that a record answers for `doi`: it bears the same DOI, or Crossref redirected us to it."""
        work = read_work(record, self._shelf.today)
        if work is None:
            return Reply(
                Answer(doi, Outcome.UNKNOWN, None, "bad-answer", "Crossref answered with a record without a DOI")
            )
        if work.doi != doi and not redirected:
            reason = f"Crossref answered with {work.doi} when asked for {doi}"
            return Reply(Answer(doi, Outcome.UNKNOWN, None, "doi-mismatch", reason))
        return Reply(Answer(doi, Outcome.FOUND, work), record)

    def _without_answer(self, doi: Doi, fault: ExchangeFault) -> Reply:
        if fault.code != "doi-absent":
            return Reply(Answer(doi, Outcome.UNKNOWN, None, fault.code, fault.message))
        try:
            agency = self._api.get_agency(doi)
        except ExchangeFault:
            agency = ""  # nobody needs the agency: the DOI is absent from Crossref all the same
        return Reply(absent(doi, agency, self._shelf.today), agency=agency)

    def _keep(self, replies: Iterable[Reply]) -> None:
        """Store what is known for sure, and answer with a stored record where nothing came back."""
        found: list[tuple[Doi, Mapping[str, Any]]] = []
        for reply in replies:
            answer = reply.answer
            if answer.work and reply.record is not None:
                found += [(doi, reply.record) for doi in {answer.asked, answer.work.doi}]
            elif answer.outcome is Outcome.ABSENT and not answer.asked.is_short:
                self._shelf.put_absent(answer.asked, reply.agency)
            self._answers[answer.asked] = self._stale(answer) if answer.outcome is Outcome.UNKNOWN else answer
        self._shelf.put_found(found)

    def _stale(self, answer: Answer) -> Answer:
        stored = None if answer.code == "doi-mismatch" else self._shelf.find_stale(answer.asked)
        if stored is None or stored.work is None:
            return answer
        message = f"not asked anew, so the record of {stored.work.fetched} is used: {answer.reason}"
        self._notify(Problem("stale-answer", answer.asked.text, message, severity=Severity.WARNING))
        return stored

    def _report(self, total: int) -> None:
        if self._progress:
            self._progress(len(self._answers), total)


def _offline(doi: Doi) -> Answer:
    if doi.is_short:
        return Answer(
            doi, Outcome.UNKNOWN, None, "short-doi", "a short DOI is expanded by doi.org, and this run is offline"
        )
    return Answer(doi, Outcome.UNKNOWN, None, "offline", "it is not in the cache, and this run is offline")
