"""A Crossref on loopback: routes, pools, limits, aliases and error bodies as Crossref's, faults by script, a full log.

Facts: Crossref REST API as of November 2026.  Nothing here is imported by the package.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from loopback.serving import Serving

JSON = "application/json;charset=utf-8"
FILTERS = {"doi", "issn", "type", "from-pub-date", "until-pub-date", "has-abstract", "updates", "is-update"}
DOI_IN_VALUE = re.compile(r"10\.[0-9]{4,}/[^\s]+")
NOT_SELECTABLE = {"language", "subtype", "institution", "journal-issue", "edition-number", "review", "version"}
SINGLE_PARAMETERS = {"mailto"}


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer for a DOI, `times` times (None: always), also in batches when `in_batches`."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False
    times: int | None = None
    in_batches: bool = False


HTML_504 = Fault(
    504,
    b"<html>\n<head><title>504 Gateway Time-out</title></head>\n<body>...</body>\n</html>\n",
    {"Content-Type": "text/html", "Server": "awselb/2.0", "x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"},
)
HTML_200 = Fault(200, b"<!DOCTYPE html><html><body>Please log in</body></html>", {"Content-Type": "text/html"})
EMPTY_200 = Fault(200, b"", {"Content-Type": JSON})
BROKEN_JSON = Fault(200, b'{"status":"ok","message":{"DOI":"10.', {"Content-Type": JSON})
CUT_BODY = Fault(200, b'{"status":"ok","message":{', {"Content-Type": JSON}, cut=True)
TOO_MANY = Fault(429)
FORBIDDEN = Fault(403, b"Forbidden", {"Content-Type": "text/plain"})
GONE = Fault(410, b"Gone", {"Content-Type": "text/plain"})
EXCEPTION_500 = Fault(
    500,
    json.dumps(
        {"status": "error", "message-type": "exception", "message": {"name": "x", "message": "Response Exception"}}
    ).encode(),
    {"Content-Type": JSON},
)


@dataclass(frozen=True)
class Logged:
    """One request: when, how and from which connection; and the status it got."""

    at: float
    path: str
    lane: str
    parameters: Mapping[str, list[str]]
    user_agent: str
    connection: int
    status: int


@dataclass(frozen=True)
class Policy:
    """Limits of one pool: requests per second for each route class, and how many at once."""

    name: str
    single: int
    list: int
    at_once: int

    def limit(self, lane: str) -> int:
        return self.single if lane == "single" else self.list


PUBLIC, POLITE = Policy("public", 5, 1, 1), Policy("polite", 10, 3, 3)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: Mapping[str, str]


class CrossrefServer(Serving):
    """A Crossref that knows `records`; use as a context manager.

    `aliases` maps a DOI to the prime DOI it redirects to; `agencies` a foreign DOI to its agency's label; `short_dois`
    a short DOI to what it stands for; `imposters` a DOI to the record that wrongly answers for it.  `faults` are by
    DOI.  With `enforce` the limits of the pools hold, over any second, and breaking them is answered with a bare 429.
    """

    def __init__(
        self,
        records: Iterable[Mapping[str, Any]] = (),
        *,
        aliases: Mapping[str, str] | None = None,
        agencies: Mapping[str, str] | None = None,
        short_dois: Mapping[str, str] | None = None,
        imposters: Mapping[str, Mapping[str, Any]] | None = None,
        faults: Mapping[str, Fault] | None = None,
        enforce: bool = False,
        polite: Policy = POLITE,
        public: Policy = PUBLIC,
        loses_contact: bool = False,
        latency: float = 0.0,
    ) -> None:
        self.records = {str(record["DOI"]).lower(): dict(record) for record in records}
        self.aliases = {alias.lower(): prime.lower() for alias, prime in (aliases or {}).items()}
        self.agencies = {doi.lower(): label for doi, label in (agencies or {}).items()}
        self.short_dois = dict(short_dois or {})
        self.imposters = {doi.lower(): record for doi, record in (imposters or {}).items()}
        self.faults = {doi.lower(): fault for doi, fault in (faults or {}).items()}
        self.enforce, self.polite, self.public = enforce, polite, public
        self.loses_contact, self.latency = loses_contact, latency
        self.log: list[Logged] = []
        self.most_at_once = 0
        self._fired: dict[str, int] = {}
        self._recent: dict[tuple[str, str], deque[float]] = {}
        self._in_flight = 0
        self._lock = threading.Lock()
        self._words = {doi: _words(json.dumps(record, ensure_ascii=False)) for doi, record in self.records.items()}

    @property
    def doi_url(self) -> str:
        return self.url + "/doi.org"

    def handler(self) -> type[BaseHTTPRequestHandler]:
        return _handler_for(self)

    def requests(self, lane: str = "", status: int = 0) -> list[Logged]:
        """What was logged, of one route class or status if given."""
        return [each for each in self.log if lane in {"", each.lane} and status in {0, each.status}]

    def asked_for(self, doi: str) -> list[Logged]:
        """The requests on the single route for one DOI."""
        return [each for each in self.log if each.path == f"/works/{doi.lower()}"]

    def answer(self, target: str, user_agent: str, connection: int) -> tuple[Reply, Fault | None]:
        """The reply to one request, and the fault that was scripted for it."""
        parts = urlsplit(target)
        parameters = parse_qs(parts.query, keep_blank_values=True)
        lane = _lane(parts.path)
        policy = self._policy(parameters, user_agent)
        with self._lock:
            self._in_flight += 1
            self.most_at_once = max(self.most_at_once, self._in_flight)
            refused = self.enforce and lane != "resolver" and self._is_over(policy, lane, parameters)
        try:
            time.sleep(self.latency)
            fault = None
            reply = Reply(429, b"", {}) if refused else None
            if reply is None:
                fault = self._fault(parts.path, parameters, lane)
                reply = Reply(fault.status, fault.body, fault.headers) if fault else None
            reply = reply or self._reply(parts.path, parameters, lane)
            if not refused and not fault and lane != "resolver":
                reply = Reply(reply.status, reply.body, {**_rates(policy, lane), **reply.headers})
        finally:
            with self._lock:
                self._in_flight -= 1
        path = unquote(parts.path).lower()
        logged = Logged(time.monotonic(), path, lane, parameters, user_agent, connection, reply.status)
        with self._lock:
            self.log.append(logged)
        return reply, fault

    def _policy(self, parameters: Mapping[str, list[str]], user_agent: str) -> Policy:
        contact = "mailto" in parameters or "mailto:" in user_agent
        return self.polite if contact and not self.loses_contact else self.public

    def _is_over(self, policy: Policy, lane: str, parameters: Mapping[str, list[str]]) -> bool:
        now = time.monotonic()
        recent = self._recent.setdefault((parameters.get("mailto", [""])[0], lane), deque())
        while recent and now - recent[0] >= 1.0:
            recent.popleft()
        recent.append(now)
        return len(recent) > policy.limit(lane) or self._in_flight > policy.at_once

    def _fault(self, path: str, parameters: Mapping[str, list[str]], lane: str) -> Fault | None:
        names = _filtered(parameters) if lane == "list" else [unquote(path).lower().removeprefix("/works/")]
        for name in names:
            fault = self.faults.get(name)
            if fault is None or (lane == "list" and not fault.in_batches):
                continue
            with self._lock:
                self._fired[name] = self._fired.get(name, 0) + 1
                if fault.times is None or self._fired[name] <= fault.times:
                    return fault
        return None

    def _reply(self, path: str, parameters: Mapping[str, list[str]], lane: str) -> Reply:
        if lane == "resolver":
            return self._resolve(unquote(path).removeprefix("/doi.org/"))
        if lane == "list":
            return self._list(parameters)
        if not path.startswith("/works/"):
            return Reply(404, b"Resource not found.", {"Content-Type": JSON})
        rest = path.removeprefix("/works/")
        if rest.endswith("/agency"):
            return self._agency(unquote(rest.removesuffix("/agency")).lower())
        return self._single(unquote(rest).lower(), parameters)

    def _single(self, doi: str, parameters: Mapping[str, list[str]]) -> Reply:
        if surplus := parameters.keys() - SINGLE_PARAMETERS:
            return _invalid("parameter-not-allowed", min(surplus), "This route does not support this parameter")
        if doi in self.imposters:
            return _work(self.imposters[doi])
        if prime := self.aliases.get(doi):
            return Reply(301, b"", {"Location": f"{self.url}/works/{prime.replace('/', '%2F')}"})
        if doi in self.records:
            return _work(self.records[doi])
        return Reply(404, b"Resource not found.", {"Content-Type": "text/plain"})

    def _agency(self, doi: str) -> Reply:
        label = "Crossref" if doi in self.records or doi in self.aliases else self.agencies.get(doi)
        if label is None:
            return Reply(404, b"Resource not found.", {"Content-Type": JSON})
        message = {"DOI": doi, "agency": {"id": label.lower(), "label": label}}
        return _json({"status": "ok", "message-type": "work-agency", "message": message})

    def _resolve(self, name: str) -> Reply:
        target = self.short_dois.get(name)
        return Reply(301, b"", {"Location": f"https://doi.org/{target}"}) if target else Reply(404, b"", {})

    def _list(self, parameters: Mapping[str, list[str]]) -> Reply:
        rows = parameters.get("rows", ["20"])[0]
        if not rows.isdecimal() or int(rows) > 1000:
            return _invalid("integer-not-valid", rows, f"Integer specified as {rows} but must be at most 1000")
        chosen = list(self.records)
        for piece in _pieces(parameters):
            name, colon, value = piece.partition(":")
            if not colon or name not in FILTERS:
                return _invalid("filter-not-available", name, f"Filter '{name}' specified but there is no such filter")
            if name == "doi" and not DOI_IN_VALUE.search(value):
                return _invalid("doi-not-valid", value, f"DOI specified as {value} is not valid")
        if wanted := _filtered(parameters):
            chosen = [doi for doi in chosen if doi in wanted]
        ranked = self._ranked(chosen, parameters)
        items = [{**self.records[doi], "score": score} for score, doi in ranked[: int(rows)]]
        if names := [name for name in parameters.get("select", [""])[0].split(",") if name]:
            if unknown := sorted(NOT_SELECTABLE.intersection(names)):
                return _invalid("select-not-available", unknown[0], f"Select '{unknown[0]}' is not available")
            items = [{name: item[name] for name in names if name in item} for item in items]
        message = {"facets": {}, "total-results": len(ranked), "items": items, "items-per-page": int(rows)}
        return _json({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})

    def _ranked(self, dois: list[str], parameters: Mapping[str, list[str]]) -> list[tuple[float, str]]:
        query = parameters.get("query.bibliographic") or parameters.get("query")
        if not query:
            return [(0.0, doi) for doi in sorted(dois)]
        words = _words(query[0])
        scored = [(round(len(words & self._words[doi]) * 7.3, 2), doi) for doi in dois]
        return sorted((each for each in scored if each[0]), key=lambda each: (-each[0], each[1]))


def _lane(path: str) -> str:
    if path.startswith("/doi.org/"):
        return "resolver"
    return "list" if path.rstrip("/") == "/works" else "single"


def _pieces(parameters: Mapping[str, list[str]]) -> list[str]:
    """The filters, split at commas as Crossref does: a piece without a colon belongs to the one before."""
    pieces: list[str] = []
    for text in parameters.get("filter", [""])[0].split(","):
        if pieces and ":" not in text:
            pieces[-1] += "," + text
        elif text:
            pieces.append(text)
    return pieces


def _filtered(parameters: Mapping[str, list[str]]) -> list[str]:
    found = (DOI_IN_VALUE.search(piece.removeprefix("doi:")) for piece in _pieces(parameters) if piece[:4] == "doi:")
    return [match.group().lower() for match in found if match]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}


def _rates(policy: Policy, lane: str) -> dict[str, str]:
    return {
        "x-rate-limit-limit": str(policy.limit(lane)),
        "x-rate-limit-interval": "1s",
        "x-concurrency-limit": str(policy.at_once),
        "x-api-pool": f"{policy.name}-{'single' if lane == 'single' else 'array'}",
    }


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).replace("/", "\\/").encode(), {"Content-Type": JSON})


def _work(record: Mapping[str, Any]) -> Reply:
    return _json(
        {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": {**record, "score": 1}}
    )


def _invalid(kind: str, value: str, message: str) -> Reply:
    detail = [{"type": kind, "value": value, "message": message}]
    return _json({"status": "failed", "message-type": "validation-failure", "message": detail}, 400)


def _handler_for(server: CrossrefServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without these two every kept-alive answer waits 40 ms for a delayed acknowledgement.
        wbufsize = 65536
        disable_nagle_algorithm = True
        log_message: ClassVar[Callable[..., None]] = lambda *_: None  # type: ignore[assignment]

        def do_GET(self) -> None:
            agent = self.headers.get("User-Agent", "")
            reply, fault = server.answer(self.path, agent, self.client_address[1])
            if fault and fault.delay:
                time.sleep(fault.delay)
            length = len(reply.body) + (1000 if fault and fault.cut else 0)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(reply.body)
                self.wfile.flush()
            except OSError:
                self.close_connection = True  # the client gave up waiting, as tests of time-outs do
            if fault and fault.cut:
                self.close_connection = True

    return Handler
