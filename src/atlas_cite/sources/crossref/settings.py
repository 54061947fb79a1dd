"""CrossrefSettings: where and how Crossref is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.errors import InvalidSettings
from atlas_cite.sources.http.service import Limit, Service, check_address, check_contact
from atlas_cite.sources.shelf import Freshness

SINGLE, LIST = "single", "list"
"""Lanes: `/works/{doi}` and the like, and `/works?…`."""

PUBLIC_LIMITS = {SINGLE: Limit(5), LIST: Limit(1)}
POLITE_LIMITS = {SINGLE: Limit(10), LIST: Limit(3)}
"""What holds until an answer announces its own: the documented limits without and with a contact."""


@dataclass(frozen=True, slots=True)
class CrossrefSettings:
    """Where and how Crossref is asked; raises InvalidSettings for what cannot work.

    `mailto` is sent with every request and buys the faster pool.  Cached answers older than `refresh_days` are asked
    again: None means the clocks of `shelf.py`, 0 asks everything anew.  `timeout` is in seconds; `doi_url` expands
    shortDOIs.  `offline` never opens a connection.  `pinned` are fingerprints by DOI: stored records that have theirs
    are good at any age, and works come with their fingerprints.
    """

    url: str = "https://api.crossref.org"
    mailto: str = ""
    offline: bool = False
    refresh_days: float | None = None
    timeout: float = 30.0
    doi_url: str = "https://doi.org"
    pinned: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        check_address("Crossref", self.url)
        check_address("the DOI resolver", self.doi_url)
        check_contact(self.mailto, self.timeout)
        if self.refresh_days is not None and self.refresh_days < 0:
            raise InvalidSettings("the refresh age must not be below 0")

    @property
    def freshness(self) -> Freshness:
        """How old cached answers may be."""
        return Freshness(self.offline, self.refresh_days, self.pinned)

    @property
    def service(self) -> Service:
        """Crossref as the transport sees it."""
        return Service(
            name="Crossref",
            url=self.url,
            limits=POLITE_LIMITS if self.mailto else PUBLIC_LIMITS,
            timeout=self.timeout,
            contact={"mailto": self.mailto} if self.mailto else {},
            probe=(LIST, "/works", {"rows": "0"}),
        )
