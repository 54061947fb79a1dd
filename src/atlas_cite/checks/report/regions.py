"""Regions: where the value of a .bib field begins and ends, for programs that replace it themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas_cite.checks.finding import Place


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file from a line and column up to, and not with, another; both from 1.  `delimiter` begins it."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int
    delimiter: str


def value_region(lines: Sequence[str], name: Place) -> Region | None:
    """The value, delimiters included, of the field whose name stands at `name`.

    None unless the value begins with a brace or a quotation mark.
    """
    signs = _signs(lines, name)
    if not any(sign == "=" for _, _, sign in signs):
        return None
    first = next((each for each in signs if not each[2].isspace()), None)
    if first is None or first[2] not in {"{", '"'}:
        return None
    depth = int(first[2] == "{")
    for line, column, sign in signs:
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == ("}" if first[2] == "{" else '"'):
            return Region(first[0], first[1], line, column + 1, first[2])
    return None


def _signs(lines: Sequence[str], place: Place) -> Iterator[tuple[int, int, str]]:
    """Each character from a place on, with its line and column; one iterator, which its readers share."""
    for number in range(max(place.line, 1), len(lines) + 1):
        start = place.column - 1 if number == place.line else 0
        for column, sign in enumerate(lines[number - 1][start:], start + 1):
            yield number, column, sign
