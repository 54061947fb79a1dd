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
from atlas_cite.sources.crossref import jobs
from atlas_cite.sources.crossref.api import Api
from atlas_cite.sources.crossref.faults import ExchangeFault
from atlas_cite.sources.crossref.fetching import Fetching, Progress
from atlas_cite.sources.crossref.pacing import Clock
from atlas_cite.sources.crossref.settings import CrossrefSettings
from atlas_cite.sources.crossref.shelf import Shelf, found_works

_MOST_ROWS = 1000


def _ignore(_: Problem) -> None:
    """Nobody asked to be told."""


class Crossref:
    """Answers for DOIs and bibliographic texts, through a cache, at the pace Crossref allows.

    `today` dates what is fetched; `notify` is told of what concerns the whole run, such as the loss of the polite pool.
    Nothing is opened before the first question that the cache cannot answer.
    """

    def __init__(
        self,
        settings: CrossrefSettings,
        cache: Cache,
        *,
        today: date,
        notify: Callable[[Problem], None] = _ignore,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._notify = notify
        self._shelf = Shelf(settings, cache, today)
        self._api = Api(settings, clock or Clock(), notify)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the cache stays open, as it was given to us open."""
        self._api.close()

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """One answer per DOI, in input order; `progress` hears how many are done and how many there are."""
        run = Fetching(self._api, self._shelf, self._notify, progress)
        return run.answers(dois, offline=self._settings.offline)

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
        wanted: dict[str, str] = {}
        for query in queries:
            wanted.setdefault(folded(query), query)
        answers = {key: self._known(key, query, rows) for key, query in wanted.items()}
        answered = {key: answer for key, answer in answers.items() if answer}

        def take(result: tuple[str, SearchAnswer, list[Any]]) -> Iterable[Callable[[], Any]]:
            key, answer, records = result
            if answer.outcome is Outcome.FOUND:
                self._shelf.put_query(wanted[key], rows, [record for record in records if isinstance(record, dict)])
            answered[key] = answer
            return ()

        def report() -> None:
            if progress:
                progress(len(answered), len(wanted))

        missing = [partial(self._ask, key, wanted[key], rows) for key in wanted if key not in answered]
        report()
        jobs.run(missing, take, report, self._api.stop)
        return [answered[folded(query)] for query in queries]

    def _known(self, key: str, query: str, rows: int) -> SearchAnswer | None:
        """The answer that needs no asking: an empty query's, a cached one, or that we are offline."""
        if not key:
            return SearchAnswer(Outcome.FOUND)
        if known := self._shelf.find_query(query, rows):
            return known
        if self._settings.offline:
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
        return key, found_works(records, self._shelf.today), records
