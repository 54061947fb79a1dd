"""The entries of a .bib file as the readers of fields want them: names in lower case, repeated fields apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from atlas_cite.bibfile.file import BibEntry


class RawField(NamedTuple):  # made in half the time of a dataclass, fifty thousand times for a file
    """A field: its name in lower case, its text with macros put in and LaTeX as it is, its line."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry: its type in lower case, its key as written, its line, its fields by name.

    Of fields that an entry gives twice, BibTeX takes the first; the others are in `repeated`.
    """

    type: str
    key: str
    line: int
    fields: Mapping[str, RawField]
    repeated: tuple[RawField, ...] = ()


def raw_entry(entry: BibEntry) -> RawEntry:
    """An entry of a file as the readers of fields want it."""
    fields: dict[str, RawField] = {}
    repeated: list[RawField] = []
    for each in entry.fields:
        name = each.name.lower()
        raw = RawField(name, each.text, each.line)
        if fields.setdefault(name, raw) is not raw:
            repeated.append(raw)
    return RawEntry(entry.type.lower(), entry.key, entry.line, fields, tuple(repeated))
