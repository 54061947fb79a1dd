"""CrossrefSettings: where and how Crossref is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas_cite.errors import InvalidSettings
from atlas_cite.version import VERSION

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_MAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")


@dataclass(frozen=True, slots=True)
class CrossrefSettings:
    """Where and how Crossref is asked; raises InvalidSettings for what cannot work.

    `mailto` is sent with every request and buys the faster pool.  Cached answers older than `refresh_days` are asked
    again: None means the clocks of `shelf.py`, 0 asks everything anew.  `timeout` is in seconds; `doi_url` expands
    shortDOIs.  `offline` never opens a connection.
    """

    url: str = "https://api.crossref.org"
    mailto: str = ""
    offline: bool = False
    refresh_days: float | None = None
    timeout: float = 30.0
    doi_url: str = "https://doi.org"

    def __post_init__(self) -> None:
        for name, address in (("Crossref", self.url), ("DOI resolver", self.doi_url)):
            if not _ADDRESS.fullmatch(address):
                raise InvalidSettings(
                    f"the address of the {name} is no web address: {address!r}",
                    subject=address,
                    hint="It starts with https:// or http://, such as https://api.crossref.org.",
                )
        if self.mailto and not _MAIL.fullmatch(self.mailto):
            raise InvalidSettings(
                f"not a mail address: {self.mailto!r}",
                subject=self.mailto,
                hint="Give your own address, such as name@university.org; Crossref blocks clients with invalid ones.",
            )
        if self.timeout <= 0 or (self.refresh_days is not None and self.refresh_days < 0):
            raise InvalidSettings("the time-out must be above 0 and the refresh age not below 0")


def product() -> str:
    """Who asks, as User-Agent headers name it."""
    return f"atlas-cite/{VERSION}"
