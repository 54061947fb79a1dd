"""doi.org: where a DOI leads, what a shortDOI stands for, and records by content negotiation.

Source: DOI content negotiation (crosscite.org), doi.org's proxy as recorded in 2026.  Content negotiation is how the
records of agencies without an interface of their own are had: mEDRA, JaLC, KISTI, ISTIC, OP and others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from atlas_cite.errors import InvalidDoi
from atlas_cite.model.doi import Doi
from atlas_cite.sources.http.answers import HttpAnswer, host_of, read_json
from atlas_cite.sources.http.faults import ONCE, ExchangeFault
from atlas_cite.sources.http.pacing import Clock, Turns
from atlas_cite.sources.http.service import Limit, Service
from atlas_cite.sources.http.transport import Transport

CSL_JSON = "application/vnd.citationstyles.csl+json"
_LANE = "resolver"
_NOTHING = frozenset({204, 406})
"""What an agency answers that has the DOI and no record to give."""


class DoiOrg:
    """The DOI resolver at `url`; every method raises ExchangeFault.  Opens nothing before the first question."""

    def __init__(self, url: str, timeout: float, clock: Clock, turns: Turns | None = None) -> None:
        self._base = url.rstrip("/")
        service = Service("doi.org", self._base, {_LANE: Limit(5)}, timeout, at_once=2, is_resolver=True)
        self._transport = Transport(service, clock, turns=turns)

    def expand(self, short: Doi) -> Doi:
        """The DOI behind a shortDOI, as doi.org redirects it."""
        url = f"{self._base}/{short.text}"
        for _ in range(3):
            url = self._transport.get_location(_LANE, url)
            try:
                doi = Doi.parse(url)
            except InvalidDoi:
                continue
            if not doi.is_short:
                return doi
        raise ExchangeFault("short-doi", f"doi.org leads {short} to no DOI but to {url}")

    def get_record(self, doi: Doi) -> Mapping[str, Any]:
        """The record its agency gives, as CSL-JSON; raises ExchangeFault, code doi-absent when it gives none."""
        url = f"{self._base}/{quote(doi.text, safe='/')}"
        try:
            return self._transport.ask(_LANE, url, {}, {"Accept": CSL_JSON}, _read_record)
        except ExchangeFault as fault:
            if fault.status in _NOTHING:
                raise ExchangeFault("doi-absent", "its agency gives no records", status=fault.status) from fault
            raise

    def stop(self) -> None:
        """Ask nothing more."""
        self._transport.stop()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()


def _read_record(answer: HttpAnswer) -> Mapping[str, Any]:
    if answer.status in _NOTHING:
        raise ExchangeFault("doi-absent", "its agency gives no records", status=answer.status)
    if "html" in answer.kind:
        reason = f"{host_of(answer.url)} answered with a page for readers instead of a record"
        raise ExchangeFault("bad-answer", reason, attempts=ONCE, status=answer.status)
    record = read_json(answer)
    if not isinstance(record, dict):
        raise ExchangeFault("bad-answer", f"{host_of(answer.url)} answered with JSON that is no record")
    return record
