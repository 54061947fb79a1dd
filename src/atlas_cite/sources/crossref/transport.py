"""Transport: one HTTP client with kept-alive connections, paced, retried, and stopped when a service refuses.

The project's only importer of httpx2 and tenacity.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from atlas_cite.errors import Problem, Severity
from atlas_cite.sources.crossref.faults import ExchangeFault
from atlas_cite.sources.crossref.health import Health
from atlas_cite.sources.crossref.pacing import (
    LIST,
    PATIENCE,
    POLITE_LIMITS,
    PUBLIC_LIMITS,
    RESOLVER,
    SINGLE,
    Clock,
    Pacer,
)
from atlas_cite.sources.crossref.seam import JsonAnswer
from atlas_cite.sources.crossref.settings import CrossrefSettings, product

if TYPE_CHECKING:
    import httpx2
    import tenacity

Answer = TypeVar("Answer")

_OFTEN, _TWICE, _ONCE = 4, 2, 1
_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.5, 20.0
_MOST_REDIRECTS = 5
_CONNECT_TIMEOUT = 10.0
_NEVER_PROXIED = ("all://127.0.0.1", "all://localhost", "all://[::1]")
_KEEP_ALIVE = 60.0
_HEADERS_GO_OUT = "http11.send_request_headers.started"
_FAULTS = {
    403: ("service-refused", _ONCE, "it blocked this client (403)"),
    404: ("doi-absent", _ONCE, "it has no such record (404)"),
    410: ("doi-absent", _ONCE, "the record is gone (410)"),
    429: ("rate-limited", _OFTEN, "it was asked too often (429)"),
}
"""HTTP status -> problem code, how often to try, what it means; 5xx and the rest are in `_fault_of`."""


class Transport:
    """Asks one Crossref and one DOI resolver, from any thread, until closed."""

    def __init__(self, settings: CrossrefSettings, clock: Clock, notify: Callable[[Problem], None]) -> None:
        self._settings = settings
        self._clock = clock
        self._notify = notify
        self._pacer = Pacer(POLITE_LIMITS if settings.mailto else PUBLIC_LIMITS, clock)
        self._health = Health()
        self._opening = threading.Lock()
        self._client: httpx2.Client | None = None
        self._pool_checked = not settings.mailto

    def get_json(self, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> JsonAnswer:
        """The JSON answer of a Crossref route; raises ExchangeFault.  This is where habanero is routed to."""
        lane = LIST if urlsplit(url).path.rstrip("/").endswith("/works") else SINGLE
        return self._persist(partial(self._json_once, lane, url, params, headers))

    def get_location(self, url: str) -> str:
        """Where the DOI resolver sends `url`, without following; raises ExchangeFault, code doi-absent for nowhere."""
        return self._persist(partial(self._location_once, url))

    def stop(self) -> None:
        """Ask nothing more: the run was interrupted."""
        self._health.stop(ExchangeFault("network-error", "the run was interrupted"))

    def close(self) -> None:
        """Close all connections."""
        with self._opening:
            client, self._client = self._client, None
        if client:
            client.close()

    def _persist(self, once: Callable[[], Answer]) -> Answer:
        """Try until there is an answer or no sense in trying on, and watch the service's health."""
        try:
            answer = self._retrying()(once)
        except ExchangeFault as fault:
            self._judge(fault)
            raise
        self._health.succeeded()
        return answer

    def _retrying(self) -> tenacity.Retrying:
        import tenacity

        jitter = tenacity.wait_random_exponential(multiplier=_FIRST_BACKOFF, max=_LONGEST_BACKOFF)

        def fault(state: tenacity.RetryCallState) -> ExchangeFault | None:
            error = state.outcome.exception() if state.outcome else None
            return error if isinstance(error, ExchangeFault) else None

        def spent(state: tenacity.RetryCallState) -> bool:
            reason = fault(state)
            return reason is None or state.attempt_number >= min(reason.attempts, self._health.tries)

        def backoff(state: tenacity.RetryCallState) -> float:
            reason = fault(state)
            return reason.retry_after if reason and reason.retry_after is not None else jitter(state)

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(ExchangeFault),
            stop=spent,
            wait=backoff,
            sleep=self._clock.sleep,
            reraise=True,
        )

    def _judge(self, fault: ExchangeFault) -> None:
        """Stop for good after a refusal, or when neither requests nor a probe are answered any more."""
        if fault.status == 403:
            self._health.stop(fault)
        elif 400 <= fault.status < 500 and fault.status != 429:
            self._health.succeeded()
        elif self._health.failed():
            try:
                self._exchange(LIST, f"{self._settings.url.rstrip('/')}/works", {"rows": "0"}, {})
            except ExchangeFault as dead:
                if not 400 <= dead.status < 500 or dead.status in {403, 429}:
                    message = f"{dead.message}; it was not asked again in this run"
                    self._health.stop(ExchangeFault(dead.code, message, status=dead.status))

    def _json_once(self, lane: str, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> JsonAnswer:
        response, redirected = self._exchange(lane, url, params, headers)
        return JsonAnswer(_json_object(response, lane), redirected=redirected)

    def _exchange(
        self, lane: str, url: str, params: Mapping[str, Any], headers: Mapping[str, str]
    ) -> tuple[httpx2.Response, bool]:
        """A good answer, and whether a redirect to another record led to it."""
        contact = {"mailto": self._settings.mailto} if self._settings.mailto else {}
        request = self._request(lane, url, {**params, **contact}, headers)
        redirected = False
        for _ in range(_MOST_REDIRECTS):
            response = self._send(lane, request)
            following = response.next_request
            if following is None:
                if fault := _fault_of(response):
                    raise fault
                return response, redirected
            redirected = redirected or unquote(following.url.path).lower() != unquote(request.url.path).lower()
            if following.url.host == request.url.host:
                following.url = following.url.copy_merge_params(contact)
            request = following
        raise ExchangeFault("bad-answer", f"{_host(url)} redirects in circles", status=310)

    def _location_once(self, url: str) -> str:
        response = self._send(RESOLVER, self._request(RESOLVER, url, {}, {}))
        if location := response.headers.get("location"):
            return str(response.url.join(location))
        raise _fault_of(response) or ExchangeFault("bad-answer", f"{_host(url)} did not redirect the short DOI")

    def _request(self, lane: str, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> httpx2.Request:
        def trace(event: str, _: Mapping[str, Any]) -> None:
            if event == _HEADERS_GO_OUT:
                self._pacer.sent(lane)

        return self._opened().build_request("GET", url, params=params, headers=headers, extensions={"trace": trace})

    def _send(self, lane: str, request: httpx2.Request) -> httpx2.Response:
        """One request in its turn; what its answer announces is learnt at once."""
        import httpx2

        host = _host(str(request.url))
        self._health.check()
        with self._pacer.slot(lane):
            self._health.check()
            try:
                response = self._opened().send(request)
            except httpx2.TimeoutException as error:
                seconds = f"{self._settings.timeout:g} seconds"
                raise ExchangeFault(
                    "network-error", f"{host} did not answer within {seconds}", attempts=_TWICE
                ) from error
            except httpx2.DecodingError as error:
                raise ExchangeFault("bad-answer", f"{host} sent a damaged answer: {error}", attempts=_OFTEN) from error
            except httpx2.HTTPError as error:
                raise ExchangeFault("network-error", f"{host} cannot be reached: {error}", attempts=_OFTEN) from error
            self._learn(lane, response)
        return response

    def _learn(self, lane: str, response: httpx2.Response) -> None:
        if response.status_code == 429:
            self._pacer.hold(lane, _retry_after(response))
        elif response.status_code < 500:
            self._pacer.learn(lane, response.headers)
            pool = response.headers.get("x-api-pool", "")
            if pool and lane != RESOLVER and not self._pool_checked:
                self._pool_checked = True
                self._check_pool(pool)

    def _check_pool(self, pool: str) -> None:
        if pool.startswith("public"):
            self._notify(
                Problem(
                    "polite-pool-lost",
                    _host(self._settings.url),
                    f"a contact was given ({self._settings.mailto}), but the slower public pool answered",
                    "Check the mail address; the pool needs https and a valid contact.",
                    Severity.WARNING,
                )
            )

    def _opened(self) -> httpx2.Client:
        with self._opening:
            if self._client is None:
                import httpx2

                self._client = httpx2.Client(
                    headers={"User-Agent": product(), "Accept": "application/json, */*;q=0.5"},
                    timeout=httpx2.Timeout(
                        self._settings.timeout, connect=min(_CONNECT_TIMEOUT, self._settings.timeout)
                    ),
                    limits=httpx2.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=_KEEP_ALIVE),
                    mounts=dict.fromkeys(_NEVER_PROXIED),  # a proxy cannot reach this machine's own loopback
                )
            return self._client


def _fault_of(response: httpx2.Response) -> ExchangeFault | None:
    """Why an answer is none, or None for a good one."""
    status = response.status_code
    if response.is_success:
        return None
    host = _host(str(response.url))
    if status in _FAULTS:
        problem, attempts, meaning = _FAULTS[status]
        wait = _retry_after(response)
        attempts = _ONCE if wait is not None and wait > PATIENCE else attempts
        return ExchangeFault(problem, f"{host}: {meaning}", attempts=attempts, retry_after=wait, status=status)
    detail = _detail(response)
    message = f"{host} answered {status}" + (f": {detail}" if detail else "")
    return ExchangeFault("service-error", message, attempts=_OFTEN if status >= 500 else _ONCE, status=status)


def _json_object(response: httpx2.Response, lane: str) -> dict[str, Any]:
    """The body as habanero needs it: an object with an object as `message`, a list's with items and their number."""
    try:
        value: dict[str, Any] = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        kind = response.headers.get("content-type", "no content type")
        reason = f"{_host(str(response.url))} answered with what is no JSON ({kind}, {len(response.content)} bytes)"
        raise ExchangeFault("bad-answer", reason, attempts=_OFTEN) from error
    message = value.get("message") if isinstance(value, dict) else None
    if not isinstance(message, dict) or (lane == LIST and not isinstance(message.get("items"), list)):
        host = _host(str(response.url))
        raise ExchangeFault(
            "bad-answer", f"{host} answered with JSON of another shape than Crossref's", attempts=_TWICE
        )
    if lane == LIST:
        message.setdefault("total-results", len(message["items"]))
    return value


def _detail(response: httpx2.Response) -> str:
    """What a Crossref error body says, shortened; its `message` is a list (400) or an object (500)."""
    try:
        message = json.loads(response.content).get("message")
    except (ValueError, RecursionError, AttributeError):
        return ""
    first = message[0] if isinstance(message, list) and message else message
    text = first.get("message") if isinstance(first, dict) else first
    return " ".join(text.split())[:200] if isinstance(text, str) else ""


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds to wait, from a number or a date; a date is measured against the answer's own."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(response.headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
