"""The entries of a .bib file as the readers of fields want them: names in lower case, repeated fields apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibEntry


@dataclass(frozen=True, slots=True)
class RawField:
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
        raw = RawField(each.name.lower(), each.text, each.line)
        if raw.name in fields:
            repeated.append(raw)
        else:
            fields[raw.name] = raw
    return RawEntry(entry.type.lower(), entry.key, entry.line, fields, tuple(repeated))
