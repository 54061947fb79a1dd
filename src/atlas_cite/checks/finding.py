"""Findings: what a rule found, where, how bad it is, and what to change where that is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_PLACE = re.compile(r"(?:(?<=:)\d+|(?<=\bline )\d+)")
"""Lines and columns in a message, and in the key of an entry that has none."""


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """A reader would be misled: a retracted work, a DOI of another work."""
    WARNING = "warning"
    """A reader would see that something is wrong."""
    NOTE = "note"
    """Worth knowing; nothing is wrong."""


LEVELS = (Level.ERROR, Level.WARNING, Level.NOTE)
"""The levels, the gravest first."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; line and column from 1, 0 where they are not known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        known = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *known])


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that loses nothing: the field of an entry and its new text, LaTeX kept; None takes the field out.

    With `is_macro` the text stands without delimiters.  With `asks` a person may prefer the field as it is: such a fix
    is offered and never made unasked.
    """

    field: str
    value: str | None
    is_macro: bool = False
    asks: bool = False

    @property
    def written(self) -> str:
        """The field as it stands after the fix, in one line; of a field that is to go its name."""
        if self.value is None:
            return self.field
        text = " ".join(self.value.split())
        return f"{self.field} = {text if self.is_macro else f'{{{text}}}'}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `rule` is its rule's name, `key` the entry's, empty for a file as a whole."""

    rule: str
    level: Level
    place: Place
    message: str
    hint: str = ""
    key: str = ""
    field: str = ""
    fix: Fix | None = None

    @property
    def fingerprint(self) -> str:
        """What makes it the same finding when lines have moved: its rule, entry, field and words without places."""
        key, message = (_PLACE.sub("", text) for text in (self.key, self.message))
        return f"{self.rule}|{key}|{self.field}|{message}"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says of an entry; its name, level and place are added by whoever runs it.

    `field` is the field of the entry it is about, by which its place is found; `place` overrules that.
    """

    message: str
    hint: str = ""
    field: str = ""
    fix: Fix | None = None
    place: Place | None = None
    key: str = ""
