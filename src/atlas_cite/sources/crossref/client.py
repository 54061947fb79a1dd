"""Crossref: the registry as the rest of the project sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any, Self

from atlas_cite.errors import Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Answer, Outcome, SearchAnswer
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref.api import Api
from atlas_cite.sources.crossref.fetching import Fetching, Progress
from atlas_cite.sources.crossref.mapping import read_work
from atlas_cite.sources.crossref.questions import Questions
from atlas_cite.sources.crossref.settings import CrossrefSettings
from atlas_cite.sources.doi_org import DoiOrg
from atlas_cite.sources.http import jobs
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.http.pacing import Clock
from atlas_cite.sources.sharing import Sharing
from atlas_cite.sources.shelf import CROSSREF, Shelf

_MOST_ROWS = 1000


def _ignore(_: Problem) -> None:
    """Nobody asked to be told."""


class Crossref:
    """Answers for DOIs and bibliographic texts, through a cache, at the pace Crossref allows.

    `today` dates what is fetched; `notify` is told of what concerns the whole run, such as the loss of the polite pool.
    `shelf` and `doi_org` are given by a caller that shares them with other registries.  Nothing is opened before the
    first question that the cache cannot answer.
    """

    def __init__(
        self,
        settings: CrossrefSettings,
        cache: Cache,
        *,
        today: date,
        notify: Callable[[Problem], None] = _ignore,
        clock: Clock | None = None,
        shelf: Shelf | None = None,
        doi_org: DoiOrg | None = None,
    ) -> None:
        clock = clock or Clock()
        turns = cache if cache.path else None  # a cache in memory has nobody to take turns with
        self._notify = notify
        self._shelf = shelf or Shelf(settings.freshness, cache, today, {CROSSREF: read_work})
        self._sharing = Sharing(cache.claims(), clock)
        self._api = Api(settings, clock, notify, turns)
        self._doi_org = doi_org or DoiOrg(settings.doi_url, settings.timeout, clock, turns)
        self._questions = Questions(self._api, self._doi_org, self._shelf)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the cache stays open, as it was given to us open."""
        self._api.close()
        self._doi_org.close()

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """One answer per DOI, in input order; `progress` hears how many are done and how many there are."""
        return Fetching(self._questions, self._shelf, self._sharing, self._notify, progress).answers(dois)

    def search(self, bibliographic: str, *, rows: int = 20) -> SearchAnswer:
        """The works Crossref ranks first for a text of title, authors, year and the like."""
        return self.search_many([bibliographic], rows=rows)[0]

    def search_many(
        self, queries: Sequence[str], *, rows: int = 20, progress: Progress | None = None
    ) -> list[SearchAnswer]:
        """One search answer per query, in input order; queries that fold to the same words are asked once.

        Raises ValueError for `rows` outside 1 to 1000.
        """
        if not 1 <= rows <= _MOST_ROWS:
            raise ValueError(f"rows must be from 1 to {_MOST_ROWS}, not {rows}")
        wanted = {folded(query): query for query in reversed(queries)}
        answered = {key: answer for key in wanted if (answer := self._known(key, wanted[key], rows))}

        def look(keys: list[str]) -> set[str]:
            answered.update({key: known for key in keys if (known := self._shelf.find_query(wanted[key], rows))})
            return {key for key in keys if key in answered}

        def take(result: tuple[str, SearchAnswer, list[Any]]) -> Iterable[Callable[[], Any]]:
            key, answer, records = result
            if answer.outcome is Outcome.FOUND:
                self._shelf.put_query(wanted[key], rows, [record for record in records if isinstance(record, dict)])
            answered[key] = answer
            self._sharing.renew()
            return ()

        def report() -> None:
            if progress:
                progress(len(answered), len(wanted))

        def ask(keys: list[str]) -> None:
            questions = [partial(self._ask, key, wanted[key], rows) for key in keys]
            jobs.run(questions, take, report, self._questions.stop, self._sharing.renew)

        report()
        if missing := [key for key in dict.fromkeys(map(folded, queries)) if key not in answered]:
            self._sharing.run({f"query:{rows}:{key}": key for key in missing}, look, ask)
        return [answered[folded(query)] for query in queries]

    def _known(self, key: str, query: str, rows: int) -> SearchAnswer | None:
        """The answer that needs no asking: an empty query's, a cached one, or that we are offline."""
        if not key:
            return SearchAnswer(Outcome.FOUND)
        if known := self._shelf.find_query(query, rows):
            return known
        if self._shelf.is_offline:
            return SearchAnswer(
                Outcome.UNKNOWN, (), "offline", "the query is not in the cache, and this run is offline"
            )
        return None

    def _ask(self, key: str, query: str, rows: int) -> tuple[str, SearchAnswer, list[Any]]:
        try:
            records = self._api.search(query, rows)
        except ExchangeFault as fault:
            code = "bad-answer" if fault.code == "doi-absent" else fault.code
            return key, SearchAnswer(Outcome.UNKNOWN, (), code, fault.message), []
        return key, self._shelf.found_works(records, self._shelf.today), records
