"""Anchors: names for places in a file, unique whatever their case."""

from __future__ import annotations

import re


class Anchors:
    """Hands out a name for each anchor, of letters, figures and underscores, as word processors demand.

    A name begins with a letter, has at most 40 characters, and no other place has it.
    """

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._placed: set[str] = set()
        self._names: dict[str, str] = {}

    def bookmark(self, anchor: str) -> str:
        """The name for a place called `anchor`; a second place called so gets another."""
        name = self._new(anchor) if anchor in self._placed else self.target(anchor)
        self._placed.add(anchor)
        return name

    def target(self, anchor: str) -> str:
        """The name that the first place called `anchor` has, or will have."""
        if anchor not in self._names:
            self._names[anchor] = self._new(anchor)
        return self._names[anchor]

    def _new(self, anchor: str) -> str:
        base = re.sub(r"\W", "_", anchor, flags=re.ASCII)[:34] or "entry"
        base = base if base[0].isalpha() else f"e{base}"
        name, number = base, 2
        while name.lower() in self._used:
            name, number = f"{base}_{number}", number + 1
        self._used.add(name.lower())
        return name
