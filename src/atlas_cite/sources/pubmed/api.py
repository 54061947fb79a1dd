"""NCBI's services: summaries of PubMed records, and the ids behind PubMed Central ids.

Sources: NCBI E-utilities (ESummary, `retmode=json`; 3 requests a second), PMC ID Converter API (200 ids at most).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas_cite.sources.http.answers import HttpAnswer, host_of, read_json
from atlas_cite.sources.http.faults import TWICE, ExchangeFault
from atlas_cite.sources.http.pacing import Clock, Turns
from atlas_cite.sources.http.service import Limit, Service
from atlas_cite.sources.http.transport import Transport

MOST_AT_A_TIME = 200
_LANE = "ids"
_TOOL = "atlas-cite"


@dataclass(frozen=True, slots=True)
class Ids:
    """What a PubMed Central id stands for: a PubMed id or a DOI, where there are any."""

    pmid: str = ""
    doi: str = ""


class Ncbi:
    """NCBI's E-utilities at `url` and its id converter at `idconv_url`; every method raises ExchangeFault."""

    def __init__(
        self, url: str, idconv_url: str, mailto: str, timeout: float, clock: Clock, turns: Turns | None = None
    ) -> None:
        self._url, self._idconv_url = url.rstrip("/"), idconv_url.rstrip("/") + "/"
        contact = {"tool": _TOOL} | ({"email": mailto} if mailto else {})
        self._transports = [
            Transport(Service(name, base, {_LANE: Limit(3)}, timeout, contact=contact), clock, turns=turns)
            for name, base in (("NCBI", self._url), ("PMC", self._idconv_url))
        ]

    def get_summaries(self, pmids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """The summaries of those of at most 200 PubMed ids that PubMed has, by id."""
        params = {"db": "pubmed", "retmode": "json", "id": ",".join(pmids)}
        return self._transports[0].ask(_LANE, f"{self._url}/esummary.fcgi", params, {}, _read_summaries)

    def convert(self, pmcids: Sequence[str]) -> dict[str, Ids]:
        """What those of at most 200 PubMed Central ids (`PMC1`) stand for that PubMed Central has, by id."""
        params = {"format": "json", "ids": ",".join(pmcids)}
        return self._transports[1].ask(_LANE, self._idconv_url, params, {}, _read_ids)

    def stop(self) -> None:
        """Ask nothing more."""
        for transport in self._transports:
            transport.stop()

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports:
            transport.close()


def _read_summaries(answer: HttpAnswer) -> dict[str, Mapping[str, Any]]:
    value = read_json(answer)
    if isinstance(value, dict) and isinstance(value.get("esummaryresult"), list):
        return {}  # how it says that none of the ids is one
    result = value.get("result") if isinstance(value, dict) else None
    if not isinstance(result, dict):
        raise _other_shape(answer)
    return {
        uid: summary
        for uid, summary in result.items()
        if isinstance(summary, dict) and "error" not in summary and str(summary.get("uid")) == uid
    }


def _read_ids(answer: HttpAnswer) -> dict[str, Ids]:
    value = read_json(answer)
    records = value.get("records") if isinstance(value, dict) else None
    if not isinstance(records, list):
        raise _other_shape(answer)
    found: dict[str, Ids] = {}
    for record in records:
        if isinstance(record, dict) and record.get("status") != "error":
            ids = Ids(str(record.get("pmid") or ""), str(record.get("doi") or ""))
            names = (record.get("requested-id"), record.get("pmcid"))
            found |= {str(name).upper(): ids for name in names if name}
    return found


def _other_shape(answer: HttpAnswer) -> ExchangeFault:
    return ExchangeFault("bad-answer", f"{host_of(answer.url)} answered with JSON of another shape", attempts=TWICE)
