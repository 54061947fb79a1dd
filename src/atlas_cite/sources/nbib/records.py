"""A MEDLINE text as records: which tag holds which lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas_cite.errors import Problem, Severity

_TAG = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


@dataclass(slots=True)
class Tagged:
    """One tag, its text without the wrapping of lines, and its line."""

    tag: str
    text: str
    line: int


@dataclass(slots=True)
class Record:
    """One record: its tags in order, and its first line."""

    line: int
    tags: list[Tagged] = field(default_factory=list)


def split_records(text: str, where: str) -> tuple[list[Record], list[Problem]]:
    """Cut a MEDLINE text into records; lines that are neither tags nor their continuation are reported."""
    records: list[Record] = []
    problems: list[Problem] = []
    current: Record | None = None
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = _CONTROL.sub("", raw).rstrip()
        tag = _TAG.match(line)
        if not line:
            current = None
        elif tag:
            if current is None or (tag[1] == "PMID" and _has(current, "PMID")):
                current = Record(number)
                records.append(current)
            current.tags.append(Tagged(tag[1], tag[2].strip(), number))
        elif current and line[0] in " \t":
            current.tags[-1].text += f" {line.strip()}"
        else:
            message = f"this line belongs to no record: {line[:60]!r}"
            problems.append(Problem("nbib-text-outside", f"{where}:{number}", message, "", Severity.WARNING))
    return records, problems


def _has(record: Record, tag: str) -> bool:
    return any(each.tag == tag for each in record.tags)
