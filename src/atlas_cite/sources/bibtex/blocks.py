"""The entries of a .bib file as the readers of fields want them: fields by name, repeated ones apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibEntry, BibField


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry: its type in lower case, its key as written, its line, its fields by name in lower case.

    Of fields that an entry gives twice, BibTeX takes the first; the others are in `repeated`.
    """

    type: str
    key: str
    line: int
    fields: Mapping[str, BibField]
    repeated: tuple[BibField, ...] = ()


def raw_entry(entry: BibEntry) -> RawEntry:
    """An entry of a file as the readers of fields want it."""
    fields: dict[str, BibField] = {}
    for each in entry.fields:
        fields.setdefault(each.name.lower(), each)
    has_all = len(fields) == len(entry.fields)
    repeated = () if has_all else tuple(each for each in entry.fields if fields[each.name.lower()] is not each)
    return RawEntry(entry.type.lower(), entry.key, entry.line, fields, repeated)
