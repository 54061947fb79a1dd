"""Assigning keys: unique, safe, pinned once given, and the same from run to run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
    claims = {index: Claim.of(entry, pattern) for index, entry in enumerate(entries) if index not in given}
    made = keys_for(claims, {key.lower() for key in given.values()})
    keys = given | made
    problems = tuple(changed_key(entries[index].key, key) for index, key in sorted(made.items()) if entries[index].key)
    return Library(tuple(keyed(entry, keys[index]) for index, entry in enumerate(entries))), problems


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry without a usable key is given one by: the pattern's key, and what decides between equal ones."""

    base: str
    tie_break: tuple[str, str]

    @classmethod
    def of(cls, entry: Entry, pattern: KeyPattern) -> Claim:
        """The claim of an entry."""
        return cls(pattern.key(entry), (entry.item.text("DOI"), folded(entry.item.text("title"))))


def keys_for(claims: Mapping[int, Claim], taken: Collection[str]) -> dict[int, str]:
    """A key for each claim, by its place in the library, that is not among `taken`, which are in small letters."""
    shared = Counter(claim.base.lower() for claim in claims.values())
    counters = {base: count(1) for base in shared}
    made: dict[int, str] = {}
    fresh: set[str] = set()
    for index in sorted(claims, key=lambda place: (claims[place].base.lower(), claims[place].tie_break, place)):
        base = claims[index].base
        suffixed = (base + _letters(number) for number in counters[base.lower()])
        candidates = suffixed if shared[base.lower()] > 1 else chain([base], suffixed)
        made[index] = next(key for key in candidates if key.lower() not in taken and key.lower() not in fresh)
        fresh.add(made[index].lower())
    return made


def is_safe(key: str) -> bool:
    """Whether BibTeX, biber, LaTeX and pandoc all take `key` without quoting."""
    return _SAFE.fullmatch(key) is not None


def rekeyed(library: Library, pattern: KeyPattern) -> Library:
    """The library with every key made anew; each entry remembers the one it had."""
    fresh, _ = with_keys([replace(entry, key="") for entry in library], pattern)
    return Library(
        tuple(
            keyed(replace(new, key=old.key, extra=old.extra), new.key) for old, new in zip(library, fresh, strict=True)
        )
    )


def key_map(library: Collection[Entry]) -> dict[str, str]:
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


def keyed(entry: Entry, key: str) -> Entry:
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
        if is_safe(entry.key) and entry.key.lower() not in taken:
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


def changed_key(old: str, new: str) -> Problem:
    """The warning that a given key could not stay."""
    message = f"this key is used twice or is unsafe in LaTeX; the entry is now {new!r}"
    hint = "Change the key in your manuscript, or give the entry a key of its own."
    return Problem("key-changed", old, message, hint, Severity.WARNING)
