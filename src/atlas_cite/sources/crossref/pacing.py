"""Pacing: how fast and how many at once a service may be asked, per route class, as its answers announce.

Source: Crossref REST API, rate limits of December 2025 and July 2026 (`x-rate-limit-*`, `x-concurrency-limit`).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from atlas_cite.sources.crossref.faults import ExchangeFault

SINGLE, LIST, RESOLVER = "single", "list", "resolver"
"""Route classes: `/works/{doi}` and the like, `/works?…`, and doi.org."""

MARGIN = 1.08
"""Requests go out this much further apart than the limit says: arrival times jitter, and one too many costs a 429."""

PATIENCE = 60.0
"""Seconds we are ready to wait because a service asks us to."""

_INTERVAL = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}
_MOST_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as an argument: `now` in seconds from anywhere, `sleep` for seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `requests` in any `seconds`."""

    requests: int
    seconds: float = 1.0


PUBLIC_LIMITS = {SINGLE: Limit(5), LIST: Limit(1), RESOLVER: Limit(5)}
POLITE_LIMITS = {SINGLE: Limit(10), LIST: Limit(3), RESOLVER: Limit(5)}
"""What holds until an answer announces its own: the documented limits without and with a contact."""


@dataclass(slots=True)
class _Lane:
    """One route class: its limit, when the next request may start, and how much slower than the limit it goes."""

    limit: Limit
    next_start: float = 0.0
    held_until: float = 0.0
    slowdown: float = 1.0

    @property
    def spacing(self) -> float:
        return self.limit.seconds / self.limit.requests * MARGIN * self.slowdown


class Pacer:
    """Lets requests start no faster than their lane's limit, and no more at once than allowed.

    Until the first answer only one request is on its way, so that the limits are known before they matter.
    """

    def __init__(self, limits: Mapping[str, Limit], clock: Clock) -> None:
        self._lanes = {name: _Lane(limit) for name, limit in limits.items()}
        self._clock = clock
        self._changed = threading.Condition()
        self._in_flight = 0
        self._at_once = 1

    @contextmanager
    def slot(self, lane: str) -> Iterator[None]:
        """Wait for a turn in `lane`; raises ExchangeFault when that is further off than PATIENCE."""
        with self._changed:
            self._changed.wait_for(lambda: self._in_flight < self._at_once)
            self._in_flight += 1
        try:
            while (wait := self._claim(self._lanes[lane])) > 0:
                self._clock.sleep(wait)
            yield
        finally:
            with self._changed:
                self._in_flight -= 1
                self._changed.notify_all()

    def _claim(self, lane: _Lane) -> float:
        """Take the next start, or say how long to wait for it."""
        with self._changed:
            now = self._clock.now()
            if lane.held_until - now > PATIENCE:
                raise ExchangeFault("rate-limited", f"the service asks to wait {lane.held_until - now:.0f} seconds")
            wait = max(lane.next_start, lane.held_until) - now
            if wait <= 0:
                lane.next_start = now + lane.spacing
            return wait

    def sent(self, lane: str) -> None:
        """Count the last start of `lane` from now: opening a connection took its time."""
        with self._changed:
            paced = self._lanes[lane]
            paced.next_start = max(paced.next_start, self._clock.now() + paced.spacing)

    def learn(self, lane: str, headers: Mapping[str, str]) -> None:
        """Take over the limits that the headers of a good answer announce."""
        with self._changed:
            paced = self._lanes[lane]
            requests, seconds = _integer(headers.get("x-rate-limit-limit")), _seconds(headers)
            if requests and seconds:
                paced.limit = Limit(requests, seconds)
            paced.slowdown = max(1.0, paced.slowdown * 0.9)
            self._at_once = min(_integer(headers.get("x-concurrency-limit")) or self._at_once, _MOST_AT_ONCE)
            self._changed.notify_all()

    def hold(self, lane: str, seconds: float | None) -> None:
        """Nothing starts in `lane` for a while, at least one interval, and then more slowly: we were told 429."""
        with self._changed:
            paced = self._lanes[lane]
            paced.held_until = max(paced.held_until, self._clock.now() + max(seconds or 0.0, paced.limit.seconds))
            paced.slowdown = min(paced.slowdown * 2, 8.0)


def _integer(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


def _seconds(headers: Mapping[str, str]) -> float:
    interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "1s").strip())
    return float(interval[1]) * _SECONDS[interval[2]] if interval else 0.0
