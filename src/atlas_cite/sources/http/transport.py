"""Transport: one HTTP client with kept-alive connections, paced, retried, and stopped when a service refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from atlas_cite.sources.http.answers import HttpAnswer, fault_of, host_of, retry_after
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.http.health import Health
from atlas_cite.sources.http.pacing import Clock, Pacer, Turns
from atlas_cite.sources.http.service import Service

if TYPE_CHECKING:
    import tenacity

    from atlas_cite.sources.http.connection import Connection, Outgoing

Result = TypeVar("Result")

_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.5, 20.0
_MOST_REDIRECTS = 5


class Transport:
    """Asks one service, from any thread, until closed.  Opens nothing before the first question.

    `heard` is given the headers of every good answer, for what a service says of the whole run.
    """

    def __init__(
        self,
        service: Service,
        clock: Clock,
        *,
        turns: Turns | None = None,
        heard: Callable[[Mapping[str, str]], None] | None = None,
    ) -> None:
        self._service = service
        self._clock = clock
        self._heard = heard
        self._pacer = Pacer(service.name, service.limits, clock, service.at_once, turns)
        self._health = Health()
        self._opening = threading.Lock()
        self._connection: Connection | None = None

    def ask(
        self,
        lane: str,
        url: str,
        params: Mapping[str, Any],
        headers: Mapping[str, str],
        read: Callable[[HttpAnswer], Result],
    ) -> Result:
        """What `read` makes of a good answer; raises ExchangeFault.

        `read` may raise ExchangeFault too, for an answer that is none: then it is asked for again as often as the fault
        says.
        """
        return self._persist(lambda: read(self._exchange(lane, url, {**params, **self._service.contact}, headers)))

    def get_location(self, lane: str, url: str) -> str:
        """Where the service sends `url`, without following; raises ExchangeFault, code doi-absent for nowhere."""
        return self._persist(partial(self._location_once, lane, url))

    def stop(self) -> None:
        """Ask nothing more: the run was interrupted."""
        self._health.stop(ExchangeFault("network-error", "the run was interrupted"))

    def close(self) -> None:
        """Close all connections."""
        with self._opening:
            connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _persist(self, once: Callable[[], Result]) -> Result:
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
        if fault.status == 403 and not self._service.is_resolver:
            self._health.stop(fault)
        elif 400 <= fault.status < 500 and fault.status != 429:
            self._health.succeeded()
        elif self._health.failed() and (dead := self._probe() if self._service.probe else fault):
            message = f"{dead.message}; it was not asked again in this run"
            self._health.stop(ExchangeFault(dead.code, message, status=dead.status))

    def _probe(self) -> ExchangeFault | None:
        """Why the service seems dead, or None when it answers something, be it that the question was wrong."""
        lane, path, params = self._service.probe or ("", "", {})
        try:
            self._exchange(lane, self._service.url.rstrip("/") + path, {**params, **self._service.contact}, {})
        except ExchangeFault as fault:
            return fault if not 400 <= fault.status < 500 or fault.status in {403, 429} else None
        return None

    def _exchange(self, lane: str, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> HttpAnswer:
        """A good answer, wherever on the same host a redirect led; a resolver may lead to other hosts."""
        asked = self._opened().request(url, params, headers)
        outgoing, redirected = asked, False
        for _ in range(_MOST_REDIRECTS):
            answer, following = self._send(lane, outgoing)
            if following is None:
                if fault := fault_of(answer):
                    raise fault
                return HttpAnswer(answer.url, answer.status, answer.headers, answer.content, redirected)
            redirected = redirected or unquote(following.path).lower() != unquote(outgoing.path).lower()
            outgoing = self._redirected(asked, following)
        raise ExchangeFault("bad-answer", f"{host_of(url)} redirects in circles", status=310)

    def _redirected(self, asked: Outgoing, following: Outgoing) -> Outgoing:
        """The redirect's request: with our contact on the service's own host, and without it anywhere else."""
        if following.is_at_host_of(asked):
            return following.with_params(self._service.contact)
        if self._service.is_resolver and following.is_web:
            return following.without_contact()
        host = host_of(following.url)
        raise ExchangeFault("bad-answer", f"{host_of(asked.url)} redirects to another host, {host}", status=310)

    def _location_once(self, lane: str, url: str) -> str:
        answer, following = self._send(lane, self._opened().request(url, {}, {}))
        if following is not None:
            return following.url
        raise fault_of(answer) or ExchangeFault("bad-answer", f"{host_of(url)} did not redirect")

    def _send(self, lane: str, outgoing: Outgoing) -> tuple[HttpAnswer, Outgoing | None]:
        """One request in its turn; what its answer announces is learnt at once."""
        self._health.check()
        with self._pacer.slot(lane):
            self._health.check()
            answer, following = self._opened().send(outgoing, partial(self._pacer.sent, lane))
            if answer.status == 429:
                self._pacer.hold(lane, retry_after(answer.headers))
            elif answer.status < 500:
                self._pacer.learn(lane, answer.headers)
                if self._heard:
                    self._heard(answer.headers)
        return answer, following

    def _opened(self) -> Connection:
        with self._opening:
            if self._connection is None:
                from atlas_cite.sources.http.connection import Connection

                self._connection = Connection(self._service.timeout)
            return self._connection
