"""Api: what we ask Crossref and doi.org, said in habanero's words.

The project's only importer of habanero, which builds the parameters and filters and checks their names.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from atlas_cite.errors import InvalidDoi, Problem
from atlas_cite.model.doi import Doi
from atlas_cite.sources.crossref import seam
from atlas_cite.sources.crossref.faults import ExchangeFault
from atlas_cite.sources.crossref.pacing import Clock
from atlas_cite.sources.crossref.settings import CrossrefSettings, product
from atlas_cite.sources.crossref.transport import Transport

Result = TypeVar("Result")

LONGEST_URL = 4000
"""Bytes of an address Crossref surely takes (rest-api-doc #251)."""


@dataclass(frozen=True, slots=True)
class Single:
    """The record for one DOI; `redirected` when Crossref sent us on to another one, as it does for an alias."""

    record: Mapping[str, Any]
    redirected: bool


class Api:
    """The questions; every method raises ExchangeFault when there is no answer.  Opens nothing before the first one."""

    def __init__(self, settings: CrossrefSettings, clock: Clock, notify: Callable[[Problem], None]) -> None:
        self._settings = settings
        self._base = settings.url.rstrip("/")
        self._transport = Transport(settings, clock, notify)
        self._importing = threading.Lock()
        self._habanero: Any = None

    def get_single(self, doi: Doi) -> Single:
        """The record that answers for `doi`."""
        redirected = False

        def get(url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> seam.JsonAnswer:
            nonlocal redirected
            answer = self._transport.get_json(url, params, headers)
            redirected = answer.redirected
            return answer

        # Always a list, quoted by us: habanero would split a text at blanks and cut it at `#` and `?`.
        answer = self._ask(lambda crossref: crossref.works(ids=[doi.quoted]), get)
        return Single(answer["message"], redirected)

    def get_batch(self, dois: Sequence[Doi]) -> list[Any]:
        """The records of those of `dois` that the list route knows, in any order."""
        chosen = {"doi": [doi.text for doi in dois]}
        answer = self._ask(lambda crossref: crossref.works(filter=chosen, limit=len(dois)))
        return list(answer["message"]["items"])

    def search(self, bibliographic: str, rows: int) -> list[Any]:
        """The records Crossref ranks first for a bibliographic text, which is cut where an address must end."""
        text = self._shortened(bibliographic)
        answer = self._ask(lambda crossref: crossref.works(query_bibliographic=text, limit=rows))
        return list(answer["message"]["items"])

    def get_agency(self, doi: Doi) -> str:
        """The name of the agency where `doi` is registered."""
        labels = self._ask(lambda crossref: crossref.registration_agency(ids=[doi.quoted]))
        return str(labels[0])

    def expand(self, short: Doi) -> Doi:
        """The DOI behind a shortDOI, as doi.org redirects it."""
        url = f"{self._settings.doi_url.rstrip('/')}/{short.text}"
        for _ in range(3):
            url = self._transport.get_location(url)
            try:
                doi = Doi.parse(url)
            except InvalidDoi:
                continue
            if not doi.is_short:
                return doi
        raise ExchangeFault("short-doi", f"doi.org leads {short} to no DOI but to {url}")

    def longest_filter(self) -> int:
        """Bytes of an address that are left for the DOIs of a batch."""
        fixed = f"{self._base}/works?filter=&rows=1000&mailto={quote(self._settings.mailto, safe='')}"
        return LONGEST_URL - len(fixed)

    def stop(self) -> None:
        """Ask nothing more."""
        self._transport.stop()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _shortened(self, text: str) -> str:
        room = (
            LONGEST_URL
            - len(f"{self._base}/works?query.bibliographic=&rows=1000&mailto=")
            - 3 * len(self._settings.mailto)
        )
        words = text.split()
        while words and len(quote(" ".join(words), safe="")) > room:
            words = words[: len(words) * 9 // 10]
        return " ".join(words) or text[: room // 12]

    def _ask(self, question: Callable[[Any], Result], get: seam.Get | None = None) -> Result:
        """Have habanero say `question` through our transport."""
        crossref = self._opened()
        with seam.routed(get or self._transport.get_json):
            try:
                return question(crossref)
            except (KeyError, IndexError, TypeError, AttributeError) as error:
                raise ExchangeFault("bad-answer", f"Crossref answered in an unknown shape: {error!r}") from error

    def _opened(self) -> Any:
        with self._importing:
            if self._habanero is None:
                from habanero import Crossref

                seam.install()
                self._habanero = Crossref(
                    base_url=self._base,
                    mailto=self._settings.mailto or None,
                    ua_string=product(),
                    timeout=int(self._settings.timeout),
                )
            return self._habanero
