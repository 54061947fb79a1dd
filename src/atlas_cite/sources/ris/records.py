"""An RIS text as records: which tag holds which lines, whatever stands between and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from atlas_cite.errors import Problem, Severity
from atlas_cite.tables.ris import KNOWN_TAGS, PREAMBLES

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|$)")
_LOOSE_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])[ \t]{0,4}-(?:[ \t]+(.*)|$)")
_COUNTER = re.compile(r"\[?\d+[.\])]?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Tagged:
    """One tag, its text without the wrapping of lines, and its line; a blank line inside parts paragraphs."""

    tag: str
    text: str
    line: int


@dataclass(slots=True)
class Record:
    """One record: its tags in order, and its first line."""

    line: int
    tags: list[Tagged] = field(default_factory=list)
    is_ended: bool = False


@dataclass(slots=True)
class _Splitting:
    where: str
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_open: bool = False
    has_blank: bool = False

    def report(self, code: str, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, Severity.WARNING))


def split_records(text: str, where: str) -> tuple[list[Record], list[Problem]]:
    """Cut an RIS text into records; lines that are neither tags nor their continuation are reported."""
    splitting = _Splitting(where)
    for number, line in _lines(text):
        _read_line(line, number, splitting)
    for record in splitting.records:
        if not record.is_ended:
            splitting.report(
                "ris-end-missing", record.line, "the record that begins here has no ER line", "It was read."
            )
    return splitting.records, splitting.problems


def _lines(text: str) -> Iterator[tuple[int, str]]:
    unix = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(unix.split("\n"), start=1):
        yield number, _CONTROL.sub("", line).rstrip().lstrip("\ufeff")


def _read_line(line: str, number: int, splitting: _Splitting) -> None:
    if not line:
        splitting.has_blank = True
        return
    tag, text = _tag(line, number, splitting)
    if tag == "ER":
        if splitting.is_open:
            splitting.records[-1].is_ended = True
        splitting.is_open = False
    elif tag:
        if tag == "TY" or not splitting.is_open:
            splitting.records.append(Record(number))
            splitting.is_open = True
        splitting.records[-1].tags.append(Tagged(tag, text, number))
    elif splitting.is_open:
        last = splitting.records[-1].tags[-1]
        last.text += ("\n" if splitting.has_blank else " ") + line.strip()
    elif not (_COUNTER.fullmatch(line.strip()) or line.strip().lower().startswith(PREAMBLES)):
        splitting.report("ris-text-outside", number, f"this line belongs to no record: {line[:60]!r}")
    splitting.has_blank = False


def _tag(line: str, number: int, splitting: _Splitting) -> tuple[str, str]:
    if match := _TAG.match(line):
        return match[1], (match[2] or "").strip()
    loose = _LOOSE_TAG.match(line)
    if loose and loose[1] in KNOWN_TAGS:
        message = f"the tag {loose[1]} is not followed by two blanks, a hyphen and a blank"
        splitting.report("ris-tag-spelling", number, message, "It was read as a tag all the same.")
        return loose[1], (loose[2] or "").strip()
    return "", ""
