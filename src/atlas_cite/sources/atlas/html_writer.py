"""Collects the running text of an HTML page into lines, with headings, list items and links marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urljoin

from atlas_cite.sources.atlas.lines import BOLD_LEVEL, Line, clean, make_line

_SPACES = re.compile(r"\s+")
_ANCHOR_MARKS = " #¶§🔗"


@dataclass(slots=True)
class Writer:
    """Collects the pieces of a line until the next block begins."""

    base: str
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    number: int = 1
    level: int = 0
    items: list[bool] = field(default_factory=list)
    """For each open list item, whether its mark is still to come."""
    bold_depth: int = 0
    raw_depth: int = 0
    anchors: list[tuple[int, str]] = field(default_factory=list)
    """For each open link, where its words begin in `pieces`, and its address."""

    def write(self, text: str | None, number: int | None) -> None:
        """Add running text."""
        if not text:
            return
        if self.raw_depth and "\n" in text:
            for row in text.split("\n"):
                self._add(row, number)
                self.end_line()
            return
        self._add(_SPACES.sub(" ", text), number)

    def _add(self, text: str, number: int | None) -> None:
        if not self.pieces:
            self.number = number or self.number
        self.pieces.append(text)
        if self.bold_depth:
            self.bold.append(text)

    def end_line(self) -> None:
        """Make a line of what was collected."""
        bold = "".join(self.bold)
        if self.anchors and "".join(self.pieces[self.anchors[-1][0] :]).strip():
            # A link round several blocks belongs to the first of them: a study's title in a list.
            self.end_link()
            self.anchors.append((0, ""))
        raw = "".join(self.pieces)
        self.pieces, self.bold = [], []
        self.anchors = [(0, address) for _, address in self.anchors]
        line = make_line(self.number, clean(raw.strip()), blank_before=bool(self.lines))
        if line is None:
            return
        is_bold = bold.strip() == raw.strip() and len(raw) <= 100 and not self.items
        level = self.level or (BOLD_LEVEL if is_bold else 0)
        words = line.text.rstrip(_ANCHOR_MARKS) if level else line.text
        line = replace(line, level=level, text=words or line.text)
        if self.items and self.items[-1]:
            # A number inside an item is text or a mark of its own: the page's reader tells, by the other items.
            mark = line.mark if line.mark[:1].isdigit() else "-"
            line, self.items[-1] = replace(line, mark=mark), False
        elif self.items and not level:
            line = replace(line, blank_before=False, indented=True)
        self.lines.append(line)

    def end_link(self) -> None:
        """Turn the words since the link's beginning into `[words](address)`."""
        start, address = self.anchors.pop()
        words = _SPACES.sub(" ", "".join(self.pieces[start:]))
        target = self._target(address) if address else ""
        if target and words.strip() and not set("[]") & set(words):
            lead = " " if words[0] == " " else ""
            trail = " " if words[-1] == " " else ""
            self.pieces[start:] = [f"{lead}[{words.strip()}]({target}){trail}"]

    def _target(self, address: str) -> str:
        try:
            target = urljoin(self.base, address.strip())
        except ValueError:
            return ""
        in_page = address.startswith("#")
        is_web = target.lower().startswith(("http://", "https://"))
        return quote(target, safe="/:?#@!$&'*+,;=~%-._") if is_web and not in_page else ""
