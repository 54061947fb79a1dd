"""Headings: what a line opens, a table of contents, and metadata whose heading was lost.

Source: ../shared/ATLAS.md §2 (headings) and §5.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from atlas_cite.model.summary import Part
from atlas_cite.sources.atlas.lines import Line, key_of
from atlas_cite.tables.atlas import METADATA_LABELS, PART_HEADINGS, SIDE_HEADINGS

_LABEL = re.compile(r"(?:\*\*|__)?([^:*_.?!]{3,45}?)(?:\s*:(?:\*\*|__)?|(?:\*\*|__):?|\s+[–—])\s+(?=\S)")
_REMARK = re.compile(r"(?<=\w)\s*\([^()]*\)[\s:]*$")
SHORTEST_PROSE = 70
"""A line with fewer characters may be a heading or a label."""


class Kind(StrEnum):
    """What a section is."""

    PREAMBLE = "preamble"
    OPENING = "opening"
    """What follows the header without a heading."""
    PART = "part"
    FOREIGN = "foreign"
    """Under a heading that names no part."""
    RELATED = "related"
    TOPICS = "topics"
    TAGS = "tags"
    METADATA = "metadata"
    NOTE = "note"
    """The closing explanation of the PEM badge."""
    CITATION = "citation"
    BIBTEX = "bibtex"
    SNAPSHOT = "snapshot"
    TAIL = "tail"
    ANOTHER = "another"
    """Everything from a second study's header on."""


def heading_of(line: Line) -> tuple[Kind, Part | None, Line | None] | None:
    """Kind and part of the section that `line` opens, and the text behind a label on the same line; else None."""
    if len(line.text) <= SHORTEST_PROSE:
        key = key_of(_REMARK.sub("", line.text))
        if part := PART_HEADINGS.get(key):
            if not line.mark or line.mark[0].isdigit() or len(key.split()) > 1:
                return Kind.PART, part, None
        elif key in SIDE_HEADINGS and not (line.mark and key != "metadata"):
            return Kind(SIDE_HEADINGS[key]), None, None
    if label := _LABEL.match(line.text):
        key = key_of(label.group(1))
        rest = line.without_label(line.text[label.end() :])
        if key in PART_HEADINGS and (len(key.split()) > 1 or not line.mark):
            return Kind.PART, PART_HEADINGS[key], rest
        if key in SIDE_HEADINGS and not line.mark:
            return Kind(SIDE_HEADINGS[key]), None, rest
    return None


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Places of headings in a table of contents: two or more in a row that all stand elsewhere, too."""
    found: list[tuple[int, object]] = [
        (place, heading[1] or heading[0]) for place, line in enumerate(lines) if (heading := _bare_heading(line))
    ]
    places = Counter(name for _, name in found)
    contents: set[int] = set()
    run: list[tuple[int, object]] = []
    for place, name in [*found, (-1, None)]:
        if run and place != run[-1][0] + 1:
            if len(run) > 1 and all(places[each] > 1 for _, each in run):
                contents |= {at for at, _ in run}
            run = []
        run.append((place, name))
    return contents


def first_labels(lines: Sequence[Line]) -> int | None:
    """Where labels of the metadata begin to alternate with values, heading or not."""
    is_label = [len(line.text) < SHORTEST_PROSE and key_of(line.text) in METADATA_LABELS for line in lines]
    return next((place for place in range(len(lines) - 2) if is_label[place] and is_label[place + 2]), None)


def _bare_heading(line: Line) -> tuple[Kind, Part | None, Line | None] | None:
    found = heading_of(line)
    return found if found and found[2] is None else None
