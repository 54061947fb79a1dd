"""Shelf: what the cache may still answer, and what goes into it.

The clocks: a record is good for 30 days, what happened to the work since, an absence and a query for 7; offline, any
age is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Answer, Outcome, SearchAnswer, Work
from atlas_cite.sources.cache import Cache, CachedQuery, CachedWork

RECORD_DAYS, STATUS_DAYS, ABSENCE_DAYS, QUERY_DAYS = 30, 7, 7, 7

CROSSREF = "crossref"

Reader = Callable[[object, str], Work | None]
"""Makes a work of a registry's record and the ISO date it was fetched; None for what is no record."""

_NOT_STORED = frozenset({"reference", "xml"})
"""Members of records that nobody cites."""

_DRIFTING = frozenset(
    """is-referenced-by-count references-count reference-count indexed deposited created score viewCount viewsOverTime
    downloadCount downloadsOverTime citationCount citationsOverTime updated""".split()
)
"""Members that change without the work: a fingerprint leaves them out."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old answers may be: None means the clocks above, 0 asks everything anew; offline any age is good.

    A stored record whose fingerprint is that of its DOI in `pinned` is good at any age.
    """

    offline: bool = False
    refresh_days: float | None = None
    pinned: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a shelf holds: answers, and of those whose status alone must be asked for, the DOI and its prime DOI."""

    answers: dict[Doi, Answer] = field(default_factory=dict)
    unchecked: dict[Doi, Doi] = field(default_factory=dict)


class Shelf:
    """The cache under the rules of `freshness`, on the day `today`; what this run stored is always fresh.

    `readers` are by registry; Crossref's also reads the CSL-JSON of content negotiation, which all others' records are.
    """

    def __init__(self, freshness: Freshness, cache: Cache, today: date, readers: Mapping[str, Reader]) -> None:
        self._freshness = freshness
        self._cache = cache
        self._today = today
        self._readers = readers
        self._stored: set[Doi | str] = set()

    @property
    def today(self) -> str:
        """The day as ISO text."""
        return self._today.isoformat()

    @property
    def is_offline(self) -> bool:
        """Whether nothing may be asked."""
        return self._freshness.offline

    def find(self, dois: Iterable[Doi]) -> Found:
        """The answers that are fresh enough; only these DOIs need no asking, except for some their status."""
        found = Found()
        for row in self._cache.find_works(dois):
            answer = self._answer(row)
            if answer is None:
                continue
            is_pinned = answer.work is not None and self._is_pinned(row.asked, answer.work)
            if is_pinned or self.is_fresh(row.asked, row.fetched, _good_for(row)):
                found.answers[row.asked] = answer
                if answer.work and not is_pinned and self._is_unchecked(row):
                    found.unchecked[row.asked] = answer.work.doi
        return found

    def find_elsewhere(self, dois: Iterable[Doi]) -> dict[Doi, str]:
        """Where those of `dois` are registered of which another registry's answer is stored, by now too old."""
        return {
            row.asked: row.agency or row.registry
            for row in self._cache.find_works(dois)
            if row.registry != CROSSREF and not self.is_fresh(row.asked, row.fetched, _good_for(row))
        }

    def find_stale(self, doi: Doi) -> Answer | None:
        """The record stored for `doi` whatever its age, or None."""
        rows = list(self._cache.find_works([doi]))
        return self._answer(rows[0]) if rows and rows[0].status is Outcome.FOUND else None

    def put_found(self, pairs: Iterable[tuple[Doi, Mapping[str, Any]]], registry: str = CROSSREF) -> None:
        """Store a registry's records by the DOI asked, without what nobody cites, such as their reference lists."""
        rows = [
            CachedWork(asked, Outcome.FOUND, self.today, _kept(record), registry=registry, checked=self.today)
            for asked, record in pairs
        ]
        self._stored.update(row.asked for row in rows)
        self._cache.put_works(rows)

    def put_absent(self, doi: Doi, agency: str, registry: str = CROSSREF) -> None:
        """Store that a registry has no record of `doi`, and where it is registered."""
        self._stored.add(doi)
        self._cache.put_works([CachedWork(doi, Outcome.ABSENT, self.today, agency=agency, registry=registry)])

    def put_status(self, news: Mapping[Doi, Mapping[str, Any]]) -> None:
        """Store what happened to works since: members of their records, by the DOI asked."""
        rows = [
            replace(row, record=_without_nothing({**row.record, **news[row.asked]}), checked=self.today)
            for row in self._cache.find_works(news)
            if row.record is not None
        ]
        self._cache.put_works(rows)

    def find_query(self, text: str, rows: int) -> SearchAnswer | None:
        """The works found for `text`, at most `rows`, when the stored answer is fresh and holds as many."""
        row = self._cache.find_query(text)
        if row is None or not self.is_fresh(folded(text), row.fetched, QUERY_DAYS):
            return None
        if row.rows < rows and len(row.records) >= row.rows:
            return None
        return self.found_works(row.records[:rows], row.fetched)

    def put_query(self, text: str, rows: int, records: Iterable[Mapping[str, Any]]) -> None:
        """Store the records Crossref ranked first for `text`, without their reference lists."""
        kept = tuple(_kept(record) for record in records)
        self._stored.add(folded(text))
        self._cache.put_query(CachedQuery(text, rows, self.today, kept))

    def found_works(self, records: Iterable[Any], fetched: str) -> SearchAnswer:
        """The search answer that `records` make; what is no record is left out."""
        works = (self.read(CROSSREF, record, fetched) for record in records)
        return SearchAnswer(Outcome.FOUND, tuple(work for work in works if work))

    def read(self, registry: str, record: object, fetched: str, checked: str = "") -> Work | None:
        """The work a registry's record describes, fingerprinted when somebody pins; None when it is no record."""
        work = self._readers.get(registry, self._readers[CROSSREF])(record, fetched)
        if work is None:
            return None
        print_ = fingerprint(record) if self._freshness.pinned is not None and isinstance(record, Mapping) else ""
        status = replace(work.status, checked=checked) if checked else work.status
        return replace(work, registry=registry, fingerprint=print_, status=status)

    def is_fresh(self, key: Doi | str, fetched: str, days: float) -> bool:
        """Whether an answer of the day `fetched` need not be asked again; such ones are usually good for `days`."""
        if self._freshness.offline or key in self._stored:
            return True
        limit = days if self._freshness.refresh_days is None else self._freshness.refresh_days
        return limit > 0 and (self._today - date.fromisoformat(fetched)).days <= limit

    def keep_fresh(self, key: str) -> None:
        """Count an answer stored elsewhere under `key` as this run's own."""
        self._stored.add(key)

    def _is_unchecked(self, row: CachedWork) -> bool:
        return row.registry == CROSSREF and not self.is_fresh(row.asked, row.checked or row.fetched, STATUS_DAYS)

    def _is_pinned(self, asked: Doi, work: Work) -> bool:
        pinned = self._freshness.pinned or {}
        return pinned.get(asked.text, pinned.get(work.doi.text, "")) == work.fingerprint != ""

    def _answer(self, row: CachedWork) -> Answer | None:
        """The answer a stored row makes; None for a record that cannot be read, which is then asked anew."""
        if row.status is Outcome.ABSENT:
            return absent(row.asked, row.agency, row.fetched, row.registry)
        work = self.read(row.registry, row.record, row.fetched, row.checked)
        return Answer(row.asked, Outcome.FOUND, work) if work else None


def absent(doi: Doi, agency: str, seen: str, registry: str = CROSSREF) -> Answer:
    """The answer for a DOI of which the registry asked has no record, naming where it is registered."""
    is_elsewhere = agency and agency.casefold() != CROSSREF
    if registry == CROSSREF:
        reason = f"Crossref has no record of it (asked {seen})"
        reason += f"; it is registered with {agency}" if is_elsewhere else ""
    else:
        reason = f"it is registered with {agency}, which has no record of it either (asked {seen})"
    open_agency = agency if is_elsewhere and registry == CROSSREF else ""
    return Answer(doi, Outcome.ABSENT, code="doi-absent", reason=reason, agency=open_agency)


def stale_notice(answer: Answer, stored: Answer) -> Problem:
    """What is told when the record of `stored` is used because `answer` brought none."""
    checked = stored.work.status.checked if stored.work else ""
    message = f"not asked anew, so the record of {checked} is used: {answer.reason}"
    return Problem("stale-answer", answer.asked.text, message, severity=Severity.WARNING)


def _good_for(row: CachedWork) -> int:
    """Days for which a stored answer is good."""
    return RECORD_DAYS if row.status is Outcome.FOUND else ABSENCE_DAYS


def fingerprint(record: Mapping[str, Any]) -> str:
    """The SHA-256 of a record's canonical JSON, without the members that drift from day to day."""
    kept = {key: value for key, value in record.items() if key not in _DRIFTING | _NOT_STORED}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _without_nothing(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def _kept(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _NOT_STORED}
