"""Api: what we ask Crossref and doi.org, said in habanero's words.

The project's only importer of habanero, which builds the parameters and filters and checks their names.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.sources.crossref import seam
from atlas_cite.sources.crossref.settings import LIST, SINGLE, CrossrefSettings
from atlas_cite.sources.http.answers import HttpAnswer, host_of, read_json
from atlas_cite.sources.http.faults import TWICE, ExchangeFault
from atlas_cite.sources.http.pacing import Clock, Turns
from atlas_cite.sources.http.service import product
from atlas_cite.sources.http.transport import Transport

Result = TypeVar("Result")

LONGEST_URL = 4000
"""Bytes of an address Crossref surely takes (rest-api-doc #251)."""

STATUS_MEMBERS = ("title", "update-to", "updated-by", "relation")
"""Members of a record that tell what happened to the work since it was published."""


@dataclass(frozen=True, slots=True)
class Single:
    """The record for one DOI; `redirected` when Crossref sent us on to another one, as it does for an alias."""

    record: Mapping[str, Any]
    redirected: bool


class Api:
    """The questions; every method raises ExchangeFault when there is no answer.  Opens nothing before the first one."""

    def __init__(
        self, settings: CrossrefSettings, clock: Clock, notify: Callable[[Problem], None], turns: Turns | None = None
    ) -> None:
        self._settings = settings
        self._notify = notify
        self._base = settings.url.rstrip("/")
        self._transport = Transport(settings.service, clock, turns=turns, heard=self._check_pool)
        self._pool_checked = not settings.mailto
        self._importing = threading.Lock()
        self._habanero: Any = None

    def get_single(self, doi: Doi) -> Single:
        """The record that answers for `doi`."""
        redirected = False

        def get(url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> seam.JsonAnswer:
            nonlocal redirected
            answer = self._get(url, params, headers)
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

    def get_status(self, dois: Sequence[Doi]) -> list[Any]:
        """Of those of `dois` that the list route knows, the DOI and what happened since, in any order."""
        chosen, members = {"doi": [doi.text for doi in dois]}, ["DOI", *STATUS_MEMBERS]
        answer = self._ask(lambda crossref: crossref.works(filter=chosen, limit=len(dois), select=members))
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

    def longest_filter(self) -> int:
        """Bytes of an address that are left for the DOIs of a batch."""
        selected = quote(",".join(("DOI", *STATUS_MEMBERS)), safe="")
        fixed = f"{self._base}/works?filter=&rows=1000&select={selected}&mailto={quote(self._settings.mailto, safe='')}"
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
        with seam.routed(get or self._get):
            try:
                return question(crossref)
            except (KeyError, IndexError, TypeError, AttributeError) as error:
                raise ExchangeFault("bad-answer", f"Crossref answered in an unknown shape: {error!r}") from error

    def _get(self, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> seam.JsonAnswer:
        """What habanero's own HTTP call would have brought."""
        lane = LIST if urlsplit(url).path.rstrip("/").endswith("/works") else SINGLE
        return self._transport.ask(lane, url, params, headers, _read_list if lane == LIST else _read_message)

    def _check_pool(self, headers: Mapping[str, str]) -> None:
        """Tell once when the faster pool was asked for and the slower one answered."""
        pool = headers.get("x-api-pool", "")
        if pool and not self._pool_checked:
            self._pool_checked = True
            if pool.startswith("public"):
                host = host_of(self._settings.url)
                message = "a mail address was given, but the slower public pool answered"
                hint = "Check the mail address; the pool needs https and a valid contact."
                self._notify(Problem("polite-pool-lost", host, message, hint, Severity.WARNING))

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


def _read_message(answer: HttpAnswer) -> seam.JsonAnswer:
    """The body as habanero needs it: an object with an object as `message`."""
    value = read_json(answer)
    if not isinstance(value, dict) or not isinstance(value.get("message"), dict):
        raise _other_shape(answer)
    return seam.JsonAnswer(value, redirected=answer.redirected)


def _read_list(answer: HttpAnswer) -> seam.JsonAnswer:
    """The same for a list, with its items and their number."""
    read = _read_message(answer)
    message = read.json()["message"]
    if not isinstance(message.get("items"), list):
        raise _other_shape(answer)
    message.setdefault("total-results", len(message["items"]))
    return read


def _other_shape(answer: HttpAnswer) -> ExchangeFault:
    message = f"{host_of(answer.url)} answered with JSON of another shape than Crossref's"
    return ExchangeFault("bad-answer", message, attempts=TWICE)
