"""DataCite, doi.org with its agencies, and NCBI on loopback: routes and answers as theirs, a full log.

Facts: DataCite REST API (JSON:API), DOI content negotiation, NCBI E-utilities and PMC ID Converter, as of 2026.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from loopback.crossref_server import Reply
from loopback.serving import Serving

CSL_JSON = "application/vnd.citationstyles.csl+json"


@dataclass(frozen=True)
class Asked:
    """One request: its path, parameters and headers, and the status it got."""

    path: str
    parameters: Mapping[str, list[str]]
    headers: Mapping[str, str]
    status: int


@dataclass
class RegistriesServer(Serving):
    """Services that know what they are given; use as a context manager.

    `datacite` are attributes by DOI; `negotiated` CSL-JSON by DOI, to which doi.org redirects; `summaries` PubMed's by
    id; `converted` the id converter's records by PubMed Central id; `faults` replies by path instead of an answer.
    `agency_url` is where doi.org redirects to, this server's own `/agency/` by default.
    """

    datacite: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    negotiated: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    summaries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    converted: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: dict[str, Reply] = field(default_factory=dict)
    agency_url: str = ""
    log: list[Asked] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        return _handler_for(self)

    @property
    def addresses(self) -> dict[str, str]:
        """The settings that lead here, by the names of `pipeline.libraries.Lookup`."""
        return {
            "datacite_url": self.url,
            "doi_url": self.url + "/doi.org",
            "ncbi_url": self.url + "/eutils",
            "idconv_url": self.url + "/idconv",
        }

    def asked(self, start: str) -> list[Asked]:
        """The requests whose path begins with `start`."""
        return [each for each in self.log if each.path.startswith(start)]

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        """The reply to one request."""
        parts = urlsplit(target)
        path, parameters = unquote(parts.path), parse_qs(parts.query)
        reply = self.faults.get(path) or self._reply(path, parameters, headers)
        self.log.append(Asked(path, parameters, headers, reply.status))
        return reply

    def _reply(self, path: str, parameters: Mapping[str, list[str]], headers: Mapping[str, str]) -> Reply:
        for start, service in (
            ("/dois/", self._datacite),
            ("/doi.org/", self._doi_org),
            ("/agency/", self._agency),
        ):
            if path.startswith(start):
                return service(path.removeprefix(start).lower(), headers)
        if path == "/eutils/esummary.fcgi":
            return self._summaries(parameters["id"][0].split(","))
        if path == "/idconv/":
            return self._converted(parameters["ids"][0].split(","))
        return Reply(404, b"", {})

    def _datacite(self, doi: str, _: Mapping[str, str]) -> Reply:
        if doi not in self.datacite:
            return _json(
                {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404
            )
        return _json({"data": {"id": doi, "type": "dois", "attributes": dict(self.datacite[doi])}})

    def _doi_org(self, doi: str, headers: Mapping[str, str]) -> Reply:
        if doi not in self.negotiated:
            return Reply(404, b"<html>DOI not found</html>", {"Content-Type": "text/html"})
        return Reply(302, b"", {"Location": f"{self.agency_url or self.url}/agency/{doi}"})

    def _agency(self, doi: str, headers: Mapping[str, str]) -> Reply:
        if headers.get("Accept") != CSL_JSON:
            return Reply(200, b"<html>A page for readers</html>", {"Content-Type": "text/html"})
        return _json(self.negotiated[doi], kind=CSL_JSON)

    def _summaries(self, ids: list[str]) -> Reply:
        known = {each: {"uid": each, **self.summaries[each]} for each in ids if each in self.summaries}
        unknown = {each: {"uid": each, "error": "cannot get document summary"} for each in ids if each not in known}
        return _json({"header": {"type": "esummary"}, "result": {"uids": ids, **known, **unknown}})

    def _converted(self, ids: list[str]) -> Reply:
        records = [
            {"requested-id": each, **self.converted[each]}
            if each in self.converted
            else {"requested-id": each, "status": "error", "errmsg": "Identifier not found in PMC"}
            for each in ids
        ]
        return _json({"status": "ok", "records": records})


def _json(value: object, status: int = 200, kind: str = "application/json") -> Reply:
    return Reply(status, json.dumps(value).encode(), {"Content-Type": kind})


def _handler_for(server: RegistriesServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536
        disable_nagle_algorithm = True
        log_message: ClassVar[Callable[..., None]] = lambda *_: None  # type: ignore[assignment]

        def do_GET(self) -> None:
            reply = server.answer(self.path, dict(self.headers.items()))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            self.wfile.flush()

    return Handler
