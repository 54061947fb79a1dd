"""Pacing: how fast and how many at once a service may be asked, per lane, as its answers announce.

Source: Crossref REST API, rate limits of December 2025 and July 2026 (`x-rate-limit-*`, `x-concurrency-limit`).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.http.service import Limit

MARGIN = 1.08
"""Requests go out this much further apart than the limit says: arrival times jitter, and one too many costs a 429."""

PATIENCE = 60.0
"""Seconds we are ready to wait because a service asks us to."""

MOST_AT_ONCE = 3
"""What Crossref's polite pool allows; no other service needs more."""

_INTERVAL = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h)?", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as an argument, in seconds: `now` from anywhere, `wall` since 1970 for all processes, `sleep` for some."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    wall: Callable[[], float] = time.time


class Turns(Protocol):
    """What processes that share a cache share besides: the next start of each lane, in seconds since 1970."""

    def take_turn(self, lane: str, now: float, apart: float) -> float:
        """Take the next start, and 0; or how many seconds it is off.  The one after it is `apart` seconds later."""

    def put_off_turn(self, lane: str, until: float) -> None:
        """Let nothing start in `lane` before `until`."""


@dataclass(slots=True)
class _Lane:
    """One class of routes: its limit, when the next request may start, and how much slower than the limit it goes."""

    limit: Limit
    next_start: float = 0.0
    held_until: float = 0.0
    slowdown: float = 1.0

    @property
    def spacing(self) -> float:
        return self.limit.seconds / self.limit.requests * MARGIN * self.slowdown


class Pacer:
    """Lets requests start no faster than their lane's limit, and no more at once than allowed.

    `turns` keeps several processes to one limit, which services count by client, not by process.
    """

    def __init__(
        self, service: str, limits: Mapping[str, Limit], clock: Clock, at_once: int = 1, turns: Turns | None = None
    ) -> None:
        self._service = service
        self._lanes = {name: _Lane(limit) for name, limit in limits.items()}
        self._clock = clock
        self._turns = turns
        self._changed = threading.Condition()
        self._in_flight = 0
        self._at_once = at_once

    @contextmanager
    def slot(self, lane: str) -> Iterator[None]:
        """Wait for a turn in `lane`; raises ExchangeFault when that is further off than PATIENCE."""
        with self._changed:
            self._changed.wait_for(lambda: self._in_flight < self._at_once)
            self._in_flight += 1
        try:
            while (wait := self._claim(lane)) > 0:
                self._clock.sleep(wait)
            yield
        finally:
            with self._changed:
                self._in_flight -= 1
                self._changed.notify_all()

    def _claim(self, name: str) -> float:
        """Take the next start, or say how long to wait for it."""
        lane = self._lanes[name]
        with self._changed:
            now = self._clock.now()
            if lane.held_until - now > PATIENCE:
                raise ExchangeFault("rate-limited", f"the service asks to wait {lane.held_until - now:.0f} seconds")
            wait = max(lane.next_start, lane.held_until) - now
            if wait <= 0 and self._turns:
                wait = self._turns.take_turn(self._shared(name), self._clock.wall(), lane.spacing)
            if wait <= 0:
                lane.next_start = now + lane.spacing
            return wait

    def sent(self, lane: str) -> None:
        """Count the last start of `lane` from now: opening a connection took its time."""
        with self._changed:
            paced = self._lanes[lane]
            paced.next_start = max(paced.next_start, self._clock.now() + paced.spacing)
            if self._turns:
                self._turns.put_off_turn(self._shared(lane), self._clock.wall() + paced.spacing)

    def learn(self, lane: str, headers: Mapping[str, str]) -> None:
        """Take over the limits that the headers of a good answer announce."""
        with self._changed:
            paced = self._lanes[lane]
            requests, seconds = _integer(headers.get("x-rate-limit-limit")), _seconds(headers)
            if requests and seconds:
                paced.limit = Limit(requests, seconds)
            paced.slowdown = max(1.0, paced.slowdown * 0.9)
            self._at_once = min(_integer(headers.get("x-concurrency-limit")) or self._at_once, MOST_AT_ONCE)
            self._changed.notify_all()

    def hold(self, lane: str, seconds: float | None) -> None:
        """Nothing starts in `lane` for a while, at least one interval, and then more slowly: we were told 429."""
        with self._changed:
            paced = self._lanes[lane]
            wait = max(seconds or 0.0, paced.limit.seconds if paced.limit.seconds <= PATIENCE else 1.0)
            paced.held_until = max(paced.held_until, self._clock.now() + wait)
            paced.slowdown = min(paced.slowdown * 2, 8.0)
            if self._turns and wait <= PATIENCE:
                self._turns.put_off_turn(self._shared(lane), self._clock.wall() + wait)

    def _shared(self, lane: str) -> str:
        return f"{self._service} {lane}"


def _integer(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.strip().isdecimal() else 0


def _seconds(headers: Mapping[str, str]) -> float:
    interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "1s").strip())
    return float(interval[1]) * _SECONDS[interval[2]] if interval else 0.0
