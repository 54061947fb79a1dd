"""Library: entries in order, each with a key of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas_cite.model.entry import Entry


@dataclass(frozen=True, slots=True)
class Library:
    """An immutable list of entries with unique keys.  Raises ValueError for a key used twice."""

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.key in seen:
                raise ValueError(f"two entries with the key {entry.key!r}")
            seen.add(entry.key)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, key: str) -> Entry | None:
        """The entry with this key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)
