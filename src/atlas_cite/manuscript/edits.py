"""Edits: stretches of a text replaced, everything else left as it is; where a note's mark stands among marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BLANKS = re.compile(r"(?:(?<=[^\s>])|\A)(?:[ \t\u00a0]*\r?\n?[ \t\u00a0]*|~)\Z")
_MARKS = re.compile(r"[.,;:!?…]+(?![\w.,;:!?…])")
_CLOSING = re.compile(r"(?:[\"”»’']|'')+\Z")
_CONTEXT = 80


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the place of a stretch of text, in characters from 0."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which come in order; one that reaches back into the one before begins after it."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += [text[position : max(edit.start, position)], edit.text]
        position = max(edit.end, position)
    return "".join([*parts, text[position:]])


def note_edit(
    text: str, start: int, end: int, mark: str, *, floor: int = 0, after_marks: bool = True, into_quotes: bool = False
) -> Edit:
    """The edit that puts a note's mark in the place of a citation: no blank before it, and punctuation before it.

    `after_marks` says that the mark stands behind the punctuation that follows, `into_quotes` that a full stop or comma
    goes inside the quotation marks before it.  A mark that stands there already is not doubled.  What stands before
    `floor` has been edited already.
    """
    before = text[max(floor, start - _CONTEXT) : start]
    blanks = _BLANKS.search(before) if before.strip() or floor else None
    start -= len(blanks[0]) if blanks else 0
    marks = _MARKS.match(text, end) if after_marks else None
    if marks is None:
        return Edit(start, end, mark)
    before = text[max(floor, start - _CONTEXT) : start]
    closing = _CLOSING.search(before)
    inside = before[: closing.start()] if closing else before
    moved = "" if inside.endswith(marks[0]) else marks[0]
    if closing and into_quotes and marks[0][0] in ".,":
        return Edit(start - len(closing[0]), marks.end(), f"{moved}{closing[0]}{mark}")
    return Edit(start, marks.end(), f"{moved}{mark}")


def closed_up(printed: str, after: str, *, into_quotes: bool) -> tuple[str, int]:
    """What is printed before `after`, and how many characters of that it takes in.

    A full stop is not doubled, and with `into_quotes` one stands inside closing quotation marks.
    """
    if printed.endswith(".") and after[:1] == ".":
        return printed, 1
    if into_quotes and printed.endswith("”") and after[:1] in {".", ","}:
        return f"{printed[:-1]}{after[0]}”", 1
    return printed, 0
