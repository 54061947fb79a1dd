"""Connection: httpx2 as the transport uses it: bounded in bytes and in time, and silent about who asks.

The project's only importer of httpx2.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2

from atlas_cite.sources.http.answers import MOST_BYTES, HttpAnswer, host_of
from atlas_cite.sources.http.faults import OFTEN, ONCE, TWICE, ExchangeFault
from atlas_cite.sources.http.service import product

_CONNECT_TIMEOUT = 10.0
_WHOLE = 4
"""A whole answer may take this many time-outs, each of which is how long a server may be silent."""
_KEEP_ALIVE = 60.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NEVER_PROXIED = ("all://127.0.0.1", "all://localhost", "all://[::1]")
_HEADERS_GO_OUT = "http11.send_request_headers.started"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request that is ready to go out."""

    request: httpx2.Request

    @property
    def url(self) -> str:
        """Where it goes."""
        return str(self.request.url)

    @property
    def path(self) -> str:
        """The path it asks for."""
        return self.request.url.path

    @property
    def is_web(self) -> bool:
        """Whether it is plain HTTP or HTTPS."""
        return self.request.url.scheme in {"http", "https"}

    def is_at_host_of(self, other: Outgoing) -> bool:
        """Whether both go to one host, which is not left for a less protected scheme."""
        ours, theirs = self.request.url, other.request.url
        same = ours.host == theirs.host or {ours.host, theirs.host} <= _LOOPBACK
        return same and self.is_web and ours.scheme in {theirs.scheme, "https"}

    def with_params(self, params: Mapping[str, str]) -> Outgoing:
        """The same request with these parameters as well."""
        if params:
            self.request.url = self.request.url.copy_merge_params(params)
        return self

    def without_contact(self) -> Outgoing:
        """The same request, telling only the program's name."""
        self.request.headers["User-Agent"] = product()
        self.request.headers.pop("X-USER-AGENT", None)
        return self


class Connection:
    """One HTTP client, usable from any thread; `timeout` is in seconds."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._backend = _Watched(timeout * _WHOLE)
        self._client = httpx2.Client(
            headers={"User-Agent": product(), "Accept": "application/json, */*;q=0.5"},
            timeout=httpx2.Timeout(timeout, connect=min(_CONNECT_TIMEOUT, timeout)),
            limits=httpx2.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=_KEEP_ALIVE),
            mounts=dict.fromkeys(_NEVER_PROXIED),  # a proxy cannot reach this machine's own loopback
        )
        self._backend.install(self._client)
        _keep_contacts_out_of_logs()

    def request(self, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> Outgoing:
        """A GET request for `url`."""
        try:
            return Outgoing(self._client.build_request("GET", url, params=params, headers=headers))
        except (httpx2.InvalidURL, ValueError) as error:
            raise ExchangeFault("bad-answer", f"this address cannot be asked for: {error}") from error

    def send(self, outgoing: Outgoing, sent: Callable[[], None]) -> tuple[HttpAnswer, Outgoing | None]:
        """The answer, and where it redirects to; `sent` is called when the request goes out.  Raises ExchangeFault."""
        outgoing.request.extensions["trace"] = lambda event, _: sent() if event == _HEADERS_GO_OUT else None
        host = host_of(outgoing.url)
        self._backend.start()
        try:
            response = self._client.send(outgoing.request, stream=True)
            try:
                answer = HttpAnswer(outgoing.url, response.status_code, response.headers, self._body(response))
                return answer, _following(response)
            finally:
                response.close()
        except httpx2.TimeoutException as error:
            reason = f"{host} did not answer within {self._timeout:g} seconds"
            raise ExchangeFault("network-error", reason, attempts=TWICE) from error
        except httpx2.DecodingError as error:
            raise ExchangeFault("bad-answer", f"{host} sent a damaged answer: {error}", attempts=OFTEN) from error
        except httpx2.HTTPError as error:
            raise ExchangeFault("network-error", f"{host} cannot be reached: {error}", attempts=OFTEN) from error

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _body(self, response: httpx2.Response) -> bytes:
        """The body, unpacked piece by piece and given up when it grows beyond all sense."""
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > MOST_BYTES:
                reason = f"{host_of(str(response.url))} sent more than {MOST_BYTES // 1024 // 1024} MiB"
                raise ExchangeFault("bad-answer", reason, attempts=ONCE)
            pieces.append(piece)
        return b"".join(pieces)


def _following(response: httpx2.Response) -> Outgoing | None:
    """Where a redirect leads, or None."""
    return Outgoing(response.next_request) if response.next_request is not None else None


class _Watched(httpcore2.NetworkBackend):
    """A network that gives each exchange `seconds` in all: httpx2's own time-outs begin anew with every byte."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._inner = httpcore2.SyncBackend()
        self._running = threading.local()

    def install(self, client: httpx2.Client) -> None:
        """Put this network under every transport of `client`; httpx2 offers no public place for one."""
        for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
            if isinstance(transport, httpx2.HTTPTransport):
                transport._pool._network_backend = self  # noqa: SLF001

    def start(self) -> None:
        """An exchange begins in this thread."""
        self._running.until = time.monotonic() + self._seconds

    def left(self, timeout: float | None) -> float:
        """Seconds the next read may take; raises ReadTimeout when the exchange has had its time."""
        until: float = getattr(self._running, "until", time.monotonic() + self._seconds)
        left = until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """As httpcore2's own, watched."""
        return _WatchedStream(self._inner.connect_tcp(host, port, timeout, local_address, socket_options), self)


class _WatchedStream(httpcore2.NetworkStream):
    """A stream whose reads end with the exchange's time."""

    def __init__(self, inner: httpcore2.NetworkStream, watch: _Watched) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As the inner stream's, while time is left."""
        return self._inner.read(max_bytes, self._watch.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As the inner stream's."""
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        """As the inner stream's."""
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The encrypted stream, watched as well."""
        return _WatchedStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._watch)

    def get_extra_info(self, info: str) -> Any:
        """As the inner stream's."""
        return self._inner.get_extra_info(info)


class _WithoutContact(logging.Filter):
    """Takes mail addresses out of the addresses httpx2 logs."""

    _contact = re.compile(r"((?:mailto|email)=)[^&\s]+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, with its addresses hidden."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                self._contact.sub(r"\1…", str(each)) if isinstance(each, httpx2.URL) else each for each in record.args
            )
        return True


_HIDING = _WithoutContact()


def _keep_contacts_out_of_logs() -> None:
    """Logging libraries are the application's to configure, and the user's address is nobody's to see there."""
    logging.getLogger("httpx2").addFilter(_HIDING)  # adding it again changes nothing
