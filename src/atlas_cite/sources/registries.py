"""Registries: all behind one cache: Crossref first, then the agency a DOI is registered with; PubMed for its ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from atlas_cite.errors import Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer, SearchAnswer
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from atlas_cite.sources.crossref.fetching import Progress
from atlas_cite.sources.crossref.mapping import read_work
from atlas_cite.sources.datacite.api import DataCite
from atlas_cite.sources.datacite.mapping import read_datacite
from atlas_cite.sources.doi_org import DoiOrg
from atlas_cite.sources.http import jobs
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.http.pacing import Clock
from atlas_cite.sources.http.service import check_address
from atlas_cite.sources.pubmed.api import Ncbi
from atlas_cite.sources.pubmed.client import Pubmed
from atlas_cite.sources.sharing import Sharing
from atlas_cite.sources.shelf import CROSSREF, Shelf, absent, stale_notice

DATACITE = "datacite"

READERS = {CROSSREF: read_work, DATACITE: read_datacite}
"""Registry -> what makes a work of its record; all others' are the CSL-JSON of content negotiation."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the services besides Crossref and doi.org are; raises InvalidSettings for what is no web address."""

    datacite: str = "https://api.datacite.org"
    ncbi: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    idconv: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles"

    def __post_init__(self) -> None:
        for name, address in (("DataCite", self.datacite), ("NCBI", self.ncbi), ("the id converter", self.idconv)):
            check_address(name, address)


class Registries:
    """Answers for DOIs wherever they are registered, for bibliographic texts, and for PubMed's ids.

    The arguments are as in `Crossref`; nothing is opened before the first question that the cache cannot answer.
    """

    def __init__(
        self,
        settings: CrossrefSettings,
        addresses: Addresses,
        cache: Cache,
        *,
        today: date,
        notify: Callable[[Problem], None],
        clock: Clock | None = None,
    ) -> None:
        clock = clock or Clock()
        turns = cache if cache.path else None
        mailto, timeout = settings.mailto, settings.timeout
        self._notify = notify
        self._shelf = Shelf(settings.freshness, cache, today, READERS)
        self._sharing = Sharing(cache.claims(), clock)
        self._doi_org = DoiOrg(settings.doi_url, timeout, clock, turns)
        self._crossref = Crossref(
            settings, cache, today=today, notify=notify, clock=clock, shelf=self._shelf, doi_org=self._doi_org
        )
        self._datacite = DataCite(addresses.datacite, mailto, timeout, clock, turns)
        self._ncbi = Ncbi(addresses.ncbi, addresses.idconv, mailto, timeout, clock, turns)
        self._pubmed = Pubmed(self._ncbi, cache, self._shelf, self._sharing)

    def close(self) -> None:
        """Close all connections; the cache stays open, as it was given to us open."""
        for service in (self._crossref, self._datacite, self._ncbi):
            service.close()

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """One answer per DOI, in input order; what Crossref does not have is asked of the agency that has it."""
        elsewhere = self._shelf.find_elsewhere(dois)
        at_crossref = [doi for doi in dois if doi not in elsewhere]
        answers = {answer.asked: answer for answer in self._crossref.fetch(at_crossref, progress)}
        elsewhere |= {answer.asked: answer.agency for answer in answers.values() if answer.agency}
        if elsewhere and not self._shelf.is_offline:
            questions = {f"doi:{doi}": doi for doi in elsewhere}
            self._sharing.run(questions, partial(self._look, answers), partial(self._ask, answers, elsewhere))
        return [answers[doi] for doi in dois]

    def search_many(
        self, queries: Sequence[str], *, rows: int = 20, progress: Progress | None = None
    ) -> list[SearchAnswer]:
        """One search answer per query, in input order: Crossref's."""
        return self._crossref.search_many(queries, rows=rows, progress=progress)

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        """One answer for each PubMed id (`pmid:1`) or PubMed Central id (`pmcid:PMC1`), in order."""
        return self._pubmed.identify(names)

    def _look(self, answers: dict[Doi, Answer], dois: list[Doi]) -> set[Doi]:
        """Take what another process has found out meanwhile; an absence that names an agency is no answer here."""
        found = {doi: answer for doi, answer in self._shelf.find(dois).answers.items() if not answer.agency}
        answers.update(found)
        return set(found)

    def _ask(self, answers: dict[Doi, Answer], agencies: Mapping[Doi, str], dois: list[Doi]) -> None:
        def take(answer: Answer) -> Iterable[Callable[[], Answer]]:
            answers[answer.asked] = answer
            self._sharing.renew()
            return ()

        work = [partial(self._ask_agency, doi, agencies[doi]) for doi in dois]
        jobs.run(work, take, lambda: None, self._stop, self._sharing.renew)

    def _ask_agency(self, doi: Doi, agency: str) -> Answer:
        """What an agency other than Crossref has for a DOI: DataCite by its own interface, all others by doi.org."""
        registry = agency.casefold()
        service = self._datacite if registry == DATACITE else self._doi_org
        asked = doi
        try:
            doi = self._doi_org.expand(doi) if doi.is_short else doi
            record = service.get_record(doi)
        except ExchangeFault as fault:
            return self._without_record(asked, agency, fault)
        work = self._shelf.read(registry, _with_doi(record, doi), self._shelf.today)
        if work is None or work.doi != doi:
            named = work.doi if work else "no DOI"
            reason = f"{agency}, where it is registered, answered with {named} when asked for {doi}"
            return Answer(asked, Outcome.UNKNOWN, None, "doi-mismatch", reason)
        self._shelf.put_found([(each, _with_doi(record, doi)) for each in {asked, doi}], registry)
        return Answer(asked, Outcome.FOUND, work)

    def _without_record(self, doi: Doi, agency: str, fault: ExchangeFault) -> Answer:
        if fault.code == "doi-absent":
            self._shelf.put_absent(doi, agency, agency.casefold())
            return absent(doi, agency, self._shelf.today, agency.casefold())
        reason = f"Crossref has no record of it; it is registered with {agency}: {fault.message}"
        answer = Answer(doi, Outcome.UNKNOWN, None, fault.code, reason)
        stored = self._shelf.find_stale(doi)
        if stored:
            self._notify(stale_notice(answer, stored))
        return stored or answer

    def _stop(self) -> None:
        self._datacite.stop()
        self._doi_org.stop()


def _with_doi(record: Mapping[str, Any], doi: Doi) -> Mapping[str, Any]:
    """The record; an agency that leaves its own DOI out has answered for the one in the address."""
    return record if record.get("DOI") else {**record, "DOI": doi.text}
