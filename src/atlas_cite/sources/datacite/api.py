"""DataCite's interface: one DOI, one record.

Source: DataCite REST API, `GET /dois/{doi}` (JSON:API); limits as of June 2026, in requests per five minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.sources.http.answers import HttpAnswer, host_of, read_json
from atlas_cite.sources.http.faults import TWICE, ExchangeFault
from atlas_cite.sources.http.pacing import Clock, Turns
from atlas_cite.sources.http.service import Limit, Service, product
from atlas_cite.sources.http.transport import Transport

_LANE = "single"
_FIVE_MINUTES = 300.0
_WITH_CONTACT, _WITHOUT = 1000, 500


class DataCite:
    """DataCite at `url`; opens nothing before the first question."""

    def __init__(self, url: str, mailto: str, timeout: float, clock: Clock, turns: Turns | None = None) -> None:
        self._base = url.rstrip("/")
        self._headers = {"User-Agent": product(mailto), "Accept": "application/vnd.api+json"}
        limits = {_LANE: Limit(_WITH_CONTACT if mailto else _WITHOUT, _FIVE_MINUTES)}
        self._transport = Transport(Service("DataCite", self._base, limits, timeout, at_once=3), clock, turns=turns)

    def get_record(self, doi: Doi) -> Mapping[str, Any]:
        """The attributes of a DOI, with the DOI under `DOI` as well, as other registries' records have it.

        Raises ExchangeFault, code doi-absent when DataCite has none.
        """
        return self._transport.ask(_LANE, f"{self._base}/dois/{doi.quoted}", {}, self._headers, _read_attributes)

    def stop(self) -> None:
        """Ask nothing more."""
        self._transport.stop()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()


def _read_attributes(answer: HttpAnswer) -> Mapping[str, Any]:
    value = read_json(answer)
    data = value.get("data") if isinstance(value, dict) else None
    attributes = data.get("attributes") if isinstance(data, dict) else None
    if not isinstance(attributes, dict):
        message = f"{host_of(answer.url)} answered with JSON of another shape than DataCite's"
        raise ExchangeFault("bad-answer", message, attempts=TWICE)
    return {"DOI": attributes.get("doi"), **attributes}
