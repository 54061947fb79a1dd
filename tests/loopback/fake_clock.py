"""A clock for tests: sleeping costs no time and is remembered."""

from __future__ import annotations

import threading


class FakeClock:
    """Stands in for `sources.crossref.pacing.Clock`."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        with self._lock:
            return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.time += seconds
            self.slept.append(seconds)
