"""Anchors: names for places in a file, unique whatever their case."""

from __future__ import annotations

import re


class Anchors:
    """Hands out a name for each anchor, of letters, figures and underscores, as word processors demand."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def bookmark(self, anchor: str) -> str:
        """A name made from `anchor`: it begins with a letter, has at most 40 characters, and no other place has it."""
        base = re.sub(r"\W", "_", anchor, flags=re.ASCII)[:34] or "entry"
        base = base if base[0].isalpha() else f"e{base}"
        name, number = base, 2
        while name.lower() in self._used:
            name, number = f"{base}_{number}", number + 1
        self._used.add(name.lower())
        return name
