"""Questions: one exchange with Crossref each, and what it came to for the DOIs asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.sources.crossref.api import STATUS_MEMBERS, Api
from atlas_cite.sources.crossref.mapping import record_doi
from atlas_cite.sources.doi_org import DoiOrg
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.shelf import CROSSREF, Shelf, absent


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the record it was read from, or the agency that has the DOI; for the cache."""

    answer: Answer
    record: Mapping[str, Any] | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What one exchange came to: replies, what happened to works since, and the DOIs still to be asked singly."""

    replies: tuple[Reply, ...] = ()
    unanswered: tuple[Doi, ...] = ()
    news: Mapping[Doi, Mapping[str, Any]] = field(default_factory=dict)


class Questions:
    """The questions of one run, from any thread; nothing is raised for a DOI that has no answer."""

    def __init__(self, api: Api, doi_org: DoiOrg, shelf: Shelf) -> None:
        self._api = api
        self._doi_org = doi_org
        self._shelf = shelf
        self._agencies: dict[str, str] = {}
        self.longest_filter = api.longest_filter()

    def stop(self) -> None:
        """Ask nothing more."""
        self._api.stop()
        self._doi_org.stop()

    def ask_batch(self, batch: tuple[Doi, ...]) -> Round:
        """Ask for many at once; what the answer omits, or all when there is none, is left to be asked singly."""
        try:
            records = self._api.get_batch(batch)
        except ExchangeFault as fault:
            return _all_singly(batch, fault)
        given = {record_doi(record): record for record in records}
        replies = [self._read(doi, given[doi], redirected=False) for doi in batch if doi in given]
        return Round(tuple(replies), tuple(doi for doi in batch if doi not in given))

    def ask_status(self, batch: tuple[Doi, ...], asked_for: Mapping[Doi, Doi]) -> Round:
        """Ask what happened to many works since; `asked_for` are the prime DOIs, by the DOI once asked."""
        asked = tuple(doi for doi, prime in asked_for.items() if prime in batch)
        try:
            records = self._api.get_status(batch)
        except ExchangeFault as fault:
            return self.ask_batch(asked) if fault.status == 400 else _all_singly(asked, fault)
        given = {record_doi(record): record for record in records}
        news = {doi: _news(given[prime]) for doi, prime in asked_for.items() if prime in batch and prime in given}
        return Round(unanswered=tuple(doi for doi in asked if doi not in news), news=news)

    def ask_single(self, doi: Doi) -> Round:
        """Ask for one DOI; an agency other than Crossref is believed for its whole prefix, once it is known."""
        if doi.is_short:
            return Round((self._ask_short(doi),))
        if agency := self._agencies.get(doi.prefix):
            return Round((Reply(absent(doi, agency, self._shelf.today), agency=agency),))
        try:
            single = self._api.get_single(doi)
        except ExchangeFault as fault:
            return Round((self._without_answer(doi, fault),))
        return Round((self._read(doi, single.record, redirected=single.redirected),))

    def _ask_short(self, short: Doi) -> Reply:
        """Expand a shortDOI and ask for what it stands for; the answer is for the shortDOI."""
        try:
            doi = self._doi_org.expand(short)
        except ExchangeFault as fault:
            outcome = Outcome.ABSENT if fault.code == "doi-absent" else Outcome.UNKNOWN
            reason = f"the short DOI could not be expanded: {fault.message}"
            return Reply(Answer(short, outcome, None, "short-doi", reason))
        reply = self.ask_single(doi).replies[0]
        reason = f"{short} stands for {doi}: {reply.answer.reason}" if reply.answer.reason else ""
        return replace(reply, answer=replace(reply.answer, asked=short, reason=reason))

    def _read(self, doi: Doi, record: Mapping[str, Any], *, redirected: bool) -> Reply:
        """Check that a record answers for `doi`: it bears the same DOI, or Crossref redirected us to it."""
        work = self._shelf.read(CROSSREF, record, self._shelf.today)
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
        if agency and agency.casefold() != CROSSREF:
            self._agencies[doi.prefix] = agency
        return Reply(absent(doi, agency, self._shelf.today), agency=agency)


def _news(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record tells of the time since; a missing member is one the work no longer has, except a title."""
    told = {name: record.get(name) for name in STATUS_MEMBERS}
    return told if told["title"] else {name: value for name, value in told.items() if name != "title"}


def _all_singly(batch: tuple[Doi, ...], fault: ExchangeFault) -> Round:
    """Leave a batch that had no answer to be asked singly, unless the list itself was not found."""
    if fault.status != 404:
        return Round((), batch)
    message = f"the list of works was not found, so nothing is known ({fault.message})"
    return Round(tuple(Reply(Answer(doi, Outcome.UNKNOWN, None, "bad-answer", message)) for doi in batch))
