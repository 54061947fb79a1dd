"""Assigning keys: unique, safe, pinned once given, and the same from run to run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

from atlas_cite.errors import Problem, Severity
from atlas_cite.keys.pattern import DEFAULT_PATTERN, KeyPattern
from atlas_cite.model.entry import GIVEN_KEY, Entry
from atlas_cite.model.library import Library
from atlas_cite.model.text import folded

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9:._+/-]*[A-Za-z0-9])?")
"""What BibTeX, biber, LaTeX and pandoc all take as a key without quoting."""


def with_keys(entries: Sequence[Entry], pattern: KeyPattern = DEFAULT_PATTERN) -> tuple[Library, tuple[Problem, ...]]:
    """A library of `entries` in which every key is unique, whatever its case, and safe.

    A key an input gave is kept when it is safe and not yet taken; any other entry gets one by `pattern`, and entries
    that would share one get a, b, … z, aa … in the order of their DOIs, so their order in the input does not matter.
    Problems (warnings) name each given key that had to change; the entry remembers it.
    """
    given = _kept_keys(entries)
    taken = {key.lower() for key in given.values()}
    bases = {index: pattern.key(entry) for index, entry in enumerate(entries) if index not in given}
    shared = Counter(base.lower() for base in bases.values())
    counters = {base: count(1) for base in shared}
    made: dict[int, str] = {}
    for index in sorted(bases, key=lambda number: (bases[number].lower(), _tie_break(entries[number]), number)):
        base = bases[index]
        suffixed = (base + _letters(number) for number in counters[base.lower()])
        candidates = suffixed if shared[base.lower()] > 1 else chain([base], suffixed)
        made[index] = next(key for key in candidates if key.lower() not in taken)
        taken.add(made[index].lower())
    keyed = tuple(_keyed(entry, given.get(index) or made[index]) for index, entry in enumerate(entries))
    return Library(keyed), _changed_keys(entries, keyed)


def rekeyed(library: Library, pattern: KeyPattern) -> Library:
    """The library with every key made anew; each entry remembers the one it had."""
    fresh, _ = with_keys([replace(entry, key="") for entry in library], pattern)
    return Library(
        tuple(
            _keyed(replace(new, key=old.key, extra=old.extra), new.key) for old, new in zip(library, fresh, strict=True)
        )
    )


def key_map(library: Library) -> dict[str, str]:
    """Old key -> new key, of every entry whose key changed.

    A key that another entry still has, or that two entries had, is left out: nobody knows which of them was meant.
    """
    given = Counter(entry.extra.get(GIVEN_KEY, "") for entry in library)
    keys = {entry.key for entry in library if entry.extra.get(GIVEN_KEY, entry.key) == entry.key}
    return {
        old: entry.key
        for entry in library
        if (old := entry.extra.get(GIVEN_KEY)) and old != entry.key and old not in keys and given[old] == 1
    }


def _keyed(entry: Entry, key: str) -> Entry:
    """The entry under `key`; the key an input gave, the first if it changed twice, stays beside it."""
    if entry.key == key:
        return entry
    if not entry.key:
        return replace(entry, key=key)
    extra: Mapping[str, str] = {GIVEN_KEY: entry.key, **entry.extra}
    return replace(entry, key=key, extra=extra)


def _kept_keys(entries: Sequence[Entry]) -> dict[int, str]:
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for index, entry in enumerate(entries):
        if _SAFE.fullmatch(entry.key) and entry.key.lower() not in taken:
            kept[index] = entry.key
            taken.add(entry.key.lower())
    return kept


def _letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa: CSL's own way of counting year suffixes."""
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters


def _tie_break(entry: Entry) -> tuple[str, str]:
    return entry.item.text("DOI"), folded(entry.item.text("title"))


def _changed_keys(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "key-changed",
            old.key,
            f"this key is used twice or is unsafe in LaTeX; the entry is now {new.key!r}",
            "Change the key in your manuscript, or give the entry a key of its own.",
            Severity.WARNING,
        )
        for old, new in zip(before, after, strict=True)
        if old.key and old.key != new.key
    )
