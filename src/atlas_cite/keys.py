"""Citation keys: readable, unique, plain ASCII, and the same from run to run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.text import folded

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9:._+/-]*[A-Za-z0-9])?")
"""What BibTeX, biber, LaTeX and pandoc all take as a key without quoting."""
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset(
    """a an the of in on for and or to with by at from as is are do does can what which how why when der die das den
    und le la les un une el los las de des du het een""".split()
)


def with_keys(entries: Sequence[Entry]) -> tuple[Library, tuple[Problem, ...]]:
    """A library of `entries` in which every key is unique and safe.

    A key an input gave is kept when it is safe and not yet taken; any other entry gets `<family><year><title word>`,
    and entries that would share one get a, b, … z, aa … in the order of their DOIs, so their order in the input does
    not matter.  Problems (warnings) name each given key that had to change.
    """
    given = _kept_keys(entries)
    taken = {key.lower() for key in given.values()}
    bases = {index: base_key(entry.item) for index, entry in enumerate(entries) if index not in given}
    shared = Counter(bases.values())
    counters = {base: count(1) for base in shared}
    made: dict[int, str] = {}
    for index in sorted(bases, key=lambda number: (bases[number], _tie_break(entries[number]), number)):
        base = bases[index]
        suffixed = (base + _letters(number) for number in counters[base])
        candidates = suffixed if shared[base] > 1 else chain([base], suffixed)
        made[index] = next(key for key in candidates if key not in taken)
        taken.add(made[index])
    keyed = tuple(replace(entry, key=given.get(index) or made[index]) for index, entry in enumerate(entries))
    return Library(keyed), _changed_keys(entries, keyed)


def base_key(item: Item) -> str:
    """The key of an item before suffixes: family name, year (or `nd`), first telling word of the title."""
    people = item.names("author") or item.names("editor")
    family = _ascii(people[0].sort_family).split() if people else []
    if people and people[0].literal:
        family = [word for word in family if word not in _SMALL_WORDS][:1]
    family = family[:3]
    words = [word for word in _ascii(item.text("title")).split() if word not in _SMALL_WORDS] or ["untitled"]
    return "".join([*family, str(item.year or "nd"), *words[: 1 if family else 2]])[:60]


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


def _ascii(text: str) -> str:
    from anyascii import anyascii  # a table of 100,000 letters; start-up stays free of it

    return " ".join(_NOT_IN_KEY.sub(" ", anyascii(folded(text)).lower()).split())


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
