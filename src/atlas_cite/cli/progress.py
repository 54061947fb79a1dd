"""Progress: how far a look-up is, how fast it goes and how long it will take, in one line on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

_LEAST_BETWEEN_LINES, _LEAST_BETWEEN_UPDATES = 5.0, 0.1
"""Seconds: a terminal's line is rewritten often, a log gets a line now and then."""


@dataclass(slots=True)
class Progress:
    """Told how many of how many are done, it says so; `stream` is standard error, `now` gives seconds.

    What was known before the first answer, from the cache, does not count towards the rate.
    """

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    now: Callable[[], float] = time.monotonic
    _began: float = 0.0
    _known: int = 0
    _total: int = -1
    _told: float = -1e9
    _width: int = 0

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` are done; another total is the beginning of another look-up."""
        now = self.now()
        if total != self._total or done < self._known:
            self._began, self._known, self._total, self._told = now, done, total, -1e9
        least = _LEAST_BETWEEN_UPDATES if self.stream.isatty() else _LEAST_BETWEEN_LINES
        if total and (now - self._told >= least or done == total):
            self._told = now
            self._say(line(done, total, done - self._known, now - self._began))

    def close(self) -> None:
        """Leave the line, so that what comes next begins its own."""
        if self._width:
            self.stream.write("\n")
            self._width = 0

    def _say(self, text: str) -> None:
        if self.stream.isatty():
            self.stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self.stream.write(text + "\n")
        self.stream.flush()


def line(done: int, total: int, answered: int, seconds: float) -> str:
    """What is said when `answered` answers came within `seconds`: `looking up 350 of 10,000 · 148/s · 1:05 left`."""
    said = f"looking up {done:,} of {total:,}"
    if not answered or seconds <= 0:
        return said
    rate = answered / seconds
    speed = f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    minutes, rest = divmod(round((total - done) / rate), 60)
    left = f" · {minutes}:{rest:02} left" if done < total else ""
    return f"{said} · {speed}{left}"
