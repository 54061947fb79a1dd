"""Sharing: several processes on one cache ask each question once, and the others take its answer as it arrives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from atlas_cite.sources.cache.claims import LASTS, Claims
from atlas_cite.sources.http.pacing import Clock

Key = TypeVar("Key")

_LOOK_AGAIN = 0.25
"""Seconds between two looks for what another process may have answered meanwhile."""


class Sharing:
    """One run's part in asking: its claims, held while it asks."""

    def __init__(self, claims: Claims, clock: Clock) -> None:
        self._claims = claims
        self._clock = clock
        self._renewed = time.monotonic()

    def run(
        self, questions: Mapping[str, Key], look: Callable[[list[Key]], set[Key]], ask: Callable[[list[Key]], None]
    ) -> None:
        """Have each of `questions` (by its name for all processes) answered once.

        `look` takes the answers the cache has by now and says which these are; `ask` asks for the rest of what is ours
        to ask.  What another process asks is waited for; when it gives up or dies, it becomes ours.
        """
        names = {key: name for name, key in questions.items()}
        left = list(names)
        with self._held():
            while left:
                ours = self._claims.take([names[key] for key in left], self._clock.wall())
                known = look(left)  # after the claim: what another process answered before it gave its own up
                mine = [key for key in left if names[key] in ours and key not in known]
                if mine:
                    ask(mine)
                self._claims.release(ours)
                left = [key for key in left if key not in known and names[key] not in ours]
                if left and not mine:
                    self._clock.sleep(_LOOK_AGAIN)

    def renew(self) -> None:
        """Say that we are still at it; cheap when called often."""
        if time.monotonic() - self._renewed > LASTS / 6:
            self._renewed = time.monotonic()
            self._claims.renew(self._clock.wall())

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._claims.release()


def in_portions(keys: Sequence[Key], size: int) -> Iterator[Sequence[Key]]:
    """`keys` in portions of at most `size`: a small run need not wait for all of a large one."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
