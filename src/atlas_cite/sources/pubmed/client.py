"""Pubmed: identifiers looked up through the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from atlas_cite.model.work import Outcome, PubmedAnswer
from atlas_cite.sources.cache import Cache, CachedIdentifier
from atlas_cite.sources.crossref.updates import read_doi
from atlas_cite.sources.http import jobs
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.pubmed.api import MOST_AT_A_TIME, Ids, Ncbi
from atlas_cite.sources.pubmed.mapping import read_summary
from atlas_cite.sources.sharing import Sharing, in_portions
from atlas_cite.sources.shelf import ABSENCE_DAYS, STATUS_DAYS, Shelf

Records = dict[str, Mapping[str, Any] | None]
"""By identifier, what NCBI gave for it; None for one it does not have."""


class Pubmed:
    """Answers for PubMed ids (`pmid:1`) and PubMed Central ids (`pmcid:PMC1`), through the cache."""

    def __init__(self, ncbi: Ncbi, cache: Cache, shelf: Shelf, sharing: Sharing) -> None:
        self._ncbi = ncbi
        self._cache = cache
        self._shelf = shelf
        self._sharing = sharing

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        """One answer for each identifier, in order."""
        answers: dict[str, PubmedAnswer] = {}

        def look(wanted: list[str]) -> set[str]:
            found = {each.asked: _answer(each) for each in self._cache.find_identifiers(wanted) if self._is_fresh(each)}
            answers.update(found)
            return set(found)

        wanted = list(dict.fromkeys(names))
        known = look(wanted)
        missing = [name for name in wanted if name not in known]
        if self._shelf.is_offline:
            reason = "it is not in the cache, and this run is offline"
            answers |= {name: PubmedAnswer(name, Outcome.UNKNOWN, code="offline", reason=reason) for name in missing}
        elif missing:
            self._sharing.run({name: name for name in missing}, look, partial(self._ask, answers))
        return [answers[name] for name in names]

    def _ask(self, answers: dict[str, PubmedAnswer], names: list[str]) -> None:
        def take(result: Records | list[PubmedAnswer]) -> Iterable[Callable[[], Any]]:
            if isinstance(result, dict):
                answers.update(self._keep(result))
            else:
                answers.update({answer.asked: answer for answer in result})
            self._sharing.renew()
            return ()

        work = [partial(self._ask_portion, portion) for portion in in_portions(names, MOST_AT_A_TIME)]
        jobs.run(work, take, lambda: None, self._ncbi.stop, self._sharing.renew)

    def _ask_portion(self, names: Sequence[str]) -> Records | list[PubmedAnswer]:
        """Ask for at most 200 identifiers: first what PubMed Central ids stand for, then the summaries of all."""
        pmcids = [name.removeprefix("pmcid:") for name in names if name.startswith("pmcid:")]
        try:
            ids = self._ncbi.convert(pmcids) if pmcids else {}
            pmids = {name: _pmid(name, ids) for name in names}
            wanted = [pmid for pmid in dict.fromkeys(pmids.values()) if pmid]
            summaries = self._ncbi.get_summaries(wanted) if wanted else {}
        except ExchangeFault as fault:
            code = "bad-answer" if fault.code == "doi-absent" else fault.code  # a whole route that is missing
            return [PubmedAnswer(name, Outcome.UNKNOWN, code=code, reason=fault.message) for name in names]
        records: Records = {}
        for name in names:
            summary, doi = summaries.get(pmids[name]), ids.get(name.removeprefix("pmcid:"), Ids()).doi
            records[name] = {**(summary or {}), "requested-doi": doi} if summary or doi else None
        return records

    def _keep(self, records: Records) -> dict[str, PubmedAnswer]:
        rows = [
            CachedIdentifier(name, Outcome.FOUND if record else Outcome.ABSENT, self._shelf.today, record)
            for name, record in records.items()
        ]
        self._cache.put_identifiers(rows)
        for row in rows:
            self._shelf.keep_fresh(row.asked)
        return {row.asked: _answer(row) for row in rows}

    def _is_fresh(self, row: CachedIdentifier) -> bool:
        days = STATUS_DAYS if row.status is Outcome.FOUND else ABSENCE_DAYS
        return self._shelf.is_fresh(row.asked, row.fetched, days)


def _pmid(name: str, ids: Mapping[str, Ids]) -> str:
    kind, _, number = name.partition(":")
    return number if kind == "pmid" else ids.get(number, Ids()).pmid


def _answer(row: CachedIdentifier) -> PubmedAnswer:
    if row.record is None:
        reason = f"PubMed has no record of it (asked {row.fetched})"
        return PubmedAnswer(row.asked, Outcome.ABSENT, row.fetched, code="pmid-absent", reason=reason)
    answer = read_summary(row.asked, row.record, row.fetched)
    if answer.doi is None and (doi := read_doi(row.record.get("requested-doi"))):
        return replace(answer, doi=doi)
    return answer
