"""Shelf: what the cache may still answer, and what goes into it.

The clocks: a record is good for 30 days, an absence and a query for 7; offline, any age is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Answer, Outcome, SearchAnswer
from atlas_cite.sources.cache import Cache, CachedQuery, CachedWork
from atlas_cite.sources.crossref.mapping import read_work
from atlas_cite.sources.crossref.settings import CrossrefSettings

RECORD_DAYS, ABSENCE_DAYS, QUERY_DAYS = 30, 7, 7


class Shelf:
    """The cache under the rules of `settings`, on the day `today`; what this run stored is always fresh."""

    def __init__(self, settings: CrossrefSettings, cache: Cache, today: date) -> None:
        self._settings = settings
        self._cache = cache
        self._today = today
        self._stored: set[Doi | str] = set()

    @property
    def today(self) -> str:
        """The day as ISO text."""
        return self._today.isoformat()

    def find(self, dois: Iterable[Doi]) -> dict[Doi, Answer]:
        """The answers that are fresh enough; only these DOIs need no asking."""
        found: dict[Doi, Answer] = {}
        for row in self._cache.find_works(dois):
            days = RECORD_DAYS if row.status is Outcome.FOUND else ABSENCE_DAYS
            answer = _answer(row) if self._is_fresh(row.asked, row.fetched, days) else None
            if answer:
                found[row.asked] = answer
        return found

    def find_stale(self, doi: Doi) -> Answer | None:
        """The record stored for `doi` whatever its age, or None."""
        rows = list(self._cache.find_works([doi]))
        return _answer(rows[0]) if rows and rows[0].status is Outcome.FOUND else None

    def put_found(self, pairs: Iterable[tuple[Doi, Mapping[str, Any]]]) -> None:
        """Store records by the DOI asked; their reference lists, which nobody cites, are left out."""
        rows = [
            CachedWork(asked, Outcome.FOUND, self.today, {key: record[key] for key in record if key != "reference"})
            for asked, record in pairs
        ]
        self._stored.update(row.asked for row in rows)
        self._cache.put_works(rows)

    def put_absent(self, doi: Doi, agency: str) -> None:
        """Store that Crossref has no record of `doi`, and which agency has."""
        self._stored.add(doi)
        self._cache.put_works([CachedWork(doi, Outcome.ABSENT, self.today, agency=agency)])

    def find_query(self, text: str, rows: int) -> SearchAnswer | None:
        """The works found for `text`, at most `rows`, when the stored answer is fresh and holds as many."""
        row = self._cache.find_query(text)
        if row is None or not self._is_fresh(folded(text), row.fetched, QUERY_DAYS):
            return None
        if row.rows < rows and len(row.records) >= row.rows:
            return None
        return found_works(row.records[:rows], row.fetched)

    def put_query(self, text: str, rows: int, records: Iterable[Mapping[str, Any]]) -> None:
        """Store the records Crossref ranked first for `text`, without their reference lists."""
        kept = tuple({key: record[key] for key in record if key != "reference"} for record in records)
        self._stored.add(folded(text))
        self._cache.put_query(CachedQuery(text, rows, self.today, kept))

    def _is_fresh(self, key: Doi | str, fetched: str, days: float) -> bool:
        if self._settings.offline or key in self._stored:
            return True
        limit = days if self._settings.refresh_days is None else self._settings.refresh_days
        return limit > 0 and (self._today - date.fromisoformat(fetched)).days <= limit


def absent(doi: Doi, agency: str, seen: str) -> Answer:
    """The answer for a DOI that Crossref does not know, naming the agency that does."""
    where = f"it is registered with {agency}" if agency and agency.casefold() != "crossref" else ""
    reason = f"Crossref has no record of it (asked {seen})" + (f"; {where}" if where else "")
    return Answer(doi, Outcome.ABSENT, code="doi-absent", reason=reason)


def found_works(records: Iterable[Any], fetched: str) -> SearchAnswer:
    """The search answer that `records` make; what is no record is left out."""
    works = (read_work(record, fetched) for record in records)
    return SearchAnswer(Outcome.FOUND, tuple(work for work in works if work))


def _answer(row: CachedWork) -> Answer | None:
    """The answer a stored row makes; None for a record that cannot be read, which is then asked anew."""
    if row.status is Outcome.ABSENT:
        return absent(row.asked, row.agency, row.fetched)
    work = read_work(row.record, row.fetched)
    return Answer(row.asked, Outcome.FOUND, work) if work else None
