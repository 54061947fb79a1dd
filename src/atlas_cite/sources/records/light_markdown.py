"""The little Markdown that record files may hold: paragraphs between blank lines, `- ` items, headings in a body.

A backslash before a mark at the beginning of a line makes it a plain character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas_cite.model.summary import Block, Bullets, Paragraph
from atlas_cite.model.text import tidy
from atlas_cite.sources.atlas.lines import clean

_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+(?=\S)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*$")
_ESCAPED = re.compile(r"^\s*\\(?=[-*+•#\\]|\d{1,2}[.)])")


@dataclass(slots=True)
class BodySection:
    """A heading of a body (empty before the first one), its level and line, and the text under it."""

    heading: str = ""
    level: int = 0
    line: int = 1
    lines: list[str] = field(default_factory=list)


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Read paragraphs and lists; a line that is no item goes on with the paragraph or item before it."""
    units: list[tuple[bool, list[str]]] = []
    goes_on = False
    for raw in text.splitlines():
        line = clean(raw)
        found = _ITEM.match(line)
        if found:
            units.append((True, [line[found.end() :]]))
        elif goes_on and line.strip():
            units[-1][1].append(_ESCAPED.sub("", line))
        elif line.strip():
            units.append((False, [_ESCAPED.sub("", line)]))
        goes_on = bool(line.strip())
    return _blocks(units)


def _blocks(units: list[tuple[bool, list[str]]]) -> tuple[Block, ...]:
    """Items that follow each other as one list."""
    blocks: list[Block] = []
    for is_item, words in units:
        text = tidy(" ".join(words))
        last = blocks[-1] if blocks else None
        if not is_item:
            blocks.append(Paragraph(text))
        elif isinstance(last, Bullets):
            blocks[-1] = Bullets((*last.items, text))
        else:
            blocks.append(Bullets((text,)))
    return tuple(blocks)


def parse_body(text: str, first_line: int) -> list[BodySection]:
    """A body in sections by heading."""
    sections = [BodySection(line=first_line)]
    for number, line in enumerate(text.split("\n"), start=first_line):
        if found := _HEADING.match(line):
            sections.append(BodySection(tidy(clean(found.group(2))), len(found.group(1)), number))
        else:
            sections[-1].lines.append(line)
    return [section for section in sections if section.heading or "".join(section.lines).strip()]
