"""Prose: what of a Markdown text is words, and what is code, comment, address, formula or front matter.

Sources: pandoc's user's guide; CommonMark 0.31.2, "Code spans", "Fenced code blocks", "Raw HTML".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

BLANK = "\0"
"""What stands for a character that is no prose: neither a letter nor a blank, so that words do not run together."""

KEY = r"\w+(?:(?:[:/](?=/))*[:.#$%&\-+?<>~/]\w+)*"
BRACED_KEY = r"\{(?:[^{}\s]|\{[^{}\s]*\})+\}"
NOT_IN_WORD = r"(?<![^\W_])(?<!\.)"
AT_KEY = re.compile(rf"{NOT_IN_WORD}@(?:{BRACED_KEY}|{KEY})")
"""A key as pandoc reads it: letters, digits and underscores, with single signs between; anything else in braces."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_CONTAINER = r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*"
_FENCE = re.compile(rf"{_CONTAINER}(?P<mark>`{{3,}}(?=[^`\n]*$)|~{{3,}})")
_MARKER = re.compile(r"(?P<indent> {0,20})(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]{1,4}|#|@\w*)[.)]|\[\^[^\]\s]+\]:|[:~])[ \t]+")
_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
_TARGET = re.compile(r" {0,3}\[[^\]\[^@][^\]\[]*\]:[ \t]*(?=\S)")
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")
_SIGN = re.compile(rf"\\.|`+|\$\$?|<!--|<|\]\(|\bhttps?://[^\s)\]<>]+|{AT_KEY.pattern}", re.DOTALL)
_TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+|/?[A-Za-z][^<>]*)>")
_DESTINATION = re.compile(
    r"\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*\)"
)


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A footnote's definition: its label, where the definition starts, and its words' start and end."""

    label: str
    start: int
    inside: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with everything that is no prose blanked out, every other character in its place."""

    text: str
    front_matter: str
    notes: tuple[NoteBlock, ...]
    front_matter_start: int = 0


def read_prose(text: str) -> Prose:
    """The prose of a Markdown text, its front matter's YAML, and its footnotes."""
    reader = _Lines(text)
    front = _FRONT_MATTER.match(text)
    if front:
        reader.blank(0, front.end())
    reader.read(front.end() if front else 0)
    prose = _joined(text, reader.spans)
    spans: list[tuple[int, int]] = []
    last = prose.rfind("-->")
    for start, end in _paragraphs(prose):
        done = spans[-1][1] if spans else 0
        if done < end:
            spans += _Inline(prose, max(start, done), end, last_comment_end=last).spans()
    yaml, start = (front["yaml"], front.start("yaml")) if front else ("", 0)
    return Prose(_joined(prose, spans), yaml, tuple(reader.notes), start)


def _joined(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans, which stand in order and apart, blanked out but for line ends."""
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts += [text[position:start], re.sub(r"[^\n]", BLANK, text[start:end])]
        position = end
    return "".join([*parts, text[position:]])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield start, match.start()
        start = match.end() - 1
    yield start, len(text)


@dataclass(slots=True)
class _Lines:
    """Reads a text line by line for its blocks: fenced and indented code, comments, footnotes, link targets."""

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    notes: list[NoteBlock] = field(default_factory=list)
    fence: str = ""
    content: int = 0
    after_blank: bool = True
    in_code: bool = False
    note: tuple[str, int, int] | None = None

    def blank(self, start: int, end: int) -> None:
        """Mark a stretch as no prose."""
        self.spans.append((start, end))

    def read(self, position: int) -> None:
        """Read from `position` to the end."""
        while position < len(self.text):
            end = self.text.find("\n", position) + 1 or len(self.text)
            position = self._line(position, end)
        self._close_note(len(self.text))

    def _line(self, start: int, end: int) -> int:
        """Read one line; returns where the next begins."""
        line = self.text[start:end]
        if self.fence:
            self.blank(start, end)
            if _closes(line, self.fence):
                self.fence = ""
            return end
        if not line.strip(" \t\r\n>"):
            self.after_blank = True
            return end
        indent = _indent(line)
        if self._is_code(indent):
            self.in_code, self.after_blank = True, False
            self.blank(start, end)
            return end
        self.in_code = False
        self._containers(line, start, indent)
        self.after_blank = False
        if opened := _FENCE.match(line.rstrip("\r\n")):
            self.fence = opened["mark"]
            self.blank(start, end)
            return end
        if target := _TARGET.match(line):
            self.blank(start + target.end(), end)
            return end
        return end

    def _is_code(self, indent: int) -> bool:
        return indent >= self.content + 4 and (self.after_blank or self.in_code)

    def _containers(self, line: str, start: int, indent: int) -> None:
        """What list item or footnote the line opens, goes on with, or ends."""
        marker = _MARKER.match(line)
        note = _NOTE.match(line)
        if note or (self.after_blank and indent < 4):
            self._close_note(start)
        if note:
            self.note = (note["label"], start, start + note.end())
            self.content = 4
        elif marker:
            self.content = min(marker.end(), len(marker["indent"]) + 5)
        elif self.after_blank and indent < self.content:
            self.content = 0 if indent == 0 else indent

    def _close_note(self, end: int) -> None:
        if self.note:
            self.notes.append(NoteBlock(*self.note, end))
            self.note = None


def _indent(line: str) -> int:
    """How far a line is indented; a tab goes on to the next of every four columns."""
    columns = 0
    for character in line:
        if character == "\t":
            columns += 4 - columns % 4
        elif character == " ":
            columns += 1
        else:
            break
    return columns


def _closes(line: str, fence: str) -> bool:
    bare = line.strip(" \t\r\n>")
    return len(bare) >= len(fence) and not bare.strip(fence[0])


@dataclass(slots=True)
class _Inline:
    """Reads one paragraph for what stands in its lines: code, formulas, tags, addresses, escaped characters."""

    text: str
    start: int
    end: int
    ticks: dict[int, list[int]] | None = None
    formula_ends: dict[str, bool] = field(default_factory=dict)
    last_comment_end: int = -1

    def spans(self) -> Iterator[tuple[int, int]]:
        """The stretches that are no prose, in order."""
        position = self.start
        while match := _SIGN.search(self.text, position, self.end):
            span = self._span(match)
            if span:
                yield span
            position = max(span[1] if span else match.end(), position + 1)

    def _span(self, match: re.Match[str]) -> tuple[int, int] | None:
        sign, start = match[0], match.start()
        find: Callable[[str, int], int] | None = {"`": self._code, "$": self._formula, "<": self._tag}.get(sign[0])
        if find:
            end = find(sign, start)
            return (start, end) if end > start else None
        if sign == "](":
            destination = _DESTINATION.match(self.text, start, self.end)
            return (start + 2, destination.end() - 1) if destination else None
        return None if sign[0] == "@" else match.span()

    def _code(self, sign: str, start: int) -> int:
        """The end of a code span: the next run of as many backticks."""
        if self.ticks is None:
            self.ticks = {}
            for run in re.compile("`+").finditer(self.text, self.start, self.end):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        runs = self.ticks.get(len(sign), [])
        at = bisect_left(runs, start + len(sign))
        return runs[at] + len(sign) if at < len(runs) else -1

    def _formula(self, sign: str, start: int) -> int:
        """The end of `$…$`: it begins and ends with no blank, and no figure follows (pandoc, `tex_math_dollars`)."""
        inside = start + len(sign)
        if (sign == "$" and self.text[inside : inside + 1].isspace()) or not self.formula_ends.get(sign, True):
            return -1
        closing = r"\$\$" if sign == "$$" else r"(?<=[^\s\\])\$(?!\d)"
        found = re.compile(closing).search(self.text, inside + 1, self.end)
        if found is None:
            self.formula_ends[sign] = False
        return found.end() if found else -1

    def _tag(self, sign: str, start: int) -> int:
        """The end of an HTML tag or an address in pointed brackets."""
        if sign == "<!--":
            return self._comment(start)
        found = _TAG.match(self.text, start, self.end)
        return found.end() if found else -1

    def _comment(self, start: int) -> int:
        """The end of a comment, which can be paragraphs further on."""
        closed = self.text.find("-->", start + 2) if self.last_comment_end > start else -1
        return closed + 3 if closed >= 0 else -1
