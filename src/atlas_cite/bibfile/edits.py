"""Edits of a .bib file as values: what to change, without a word about where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetField:
    """Give entry `entry` (its index) the field `name` with a value.

    `value` is LaTeX without delimiters, or, when `is_raw`, exactly what stands behind the `=`: a macro, a number, a
    `#` expression.  A field the entry has keeps its name as written, its place and its delimiters.
    """

    entry: int
    name: str
    value: str
    is_raw: bool = False


@dataclass(frozen=True, slots=True)
class RemoveField:
    """Take a field out of an entry; of repeated fields the first."""

    entry: int
    name: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give an entry another key; what refers to it is not changed."""

    entry: int
    key: str


@dataclass(frozen=True, slots=True)
class ChangeType:
    """Give an entry another type, in the case its type is written in."""

    entry: int
    type: str


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add an entry behind the last one, in the style of the file; `fields` are names and values without delimiters."""

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]


Edit = SetField | RemoveField | RenameKey | ChangeType | AddEntry
