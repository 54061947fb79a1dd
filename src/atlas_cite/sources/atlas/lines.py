"""A page's text as lines: cleaned, numbered, with list marks, heading marks and links set apart from the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas_cite.model.text import folded, tidy

DOTS = "·•‧∙⋅・"
"""The characters that stand for the middle dot between a header's fields."""

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad\u200e\u200f"))
_QUOTING = re.compile(r"^\s*(?:>\s?)+(?=\S)")
_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)([^*_].{0,298}?)(?:\*\*|__)\s*(:?)\s*$")
_MARK = re.compile(rf"^\s*(?:([-*+‣◦▪●○–—{DOTS}]|\d{{1,2}}[.)])\s+|([•‣◦▪●○]))(?=\S)")
_RULE = re.compile(r"^[\s\-=*_~—–|:+]{3,}$")
_TABLE_ROW = re.compile(r"^\s*\|(.*\S.*)\|\s*$")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
BOLD_LEVEL = 7
_KEY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a line: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    `text` is its words without marks or link addresses; `linked` the same with links as `[words](address)`; `mark` the
    list mark before them; `level` its heading level (1 to 6, 7 for a line in bold), 0 when nothing marks it as one.
    """

    number: int
    text: str
    linked: str
    mark: str = ""
    level: int = 0
    blank_before: bool = False
    indented: bool = False
    links: tuple[Link, ...] = ()

    def without_label(self, words: str) -> Line:
        """This line reduced to `words`, with which it ends; unmarked, in the same place."""
        cut = len(self.text) - len(words)
        linked = self.linked[cut:] if self.linked[:cut] == self.text[:cut] else words
        return replace(self, text=words, linked=linked, mark="", level=0)


def clean(text: str) -> str:
    """`text` without control and invisible characters; a half of a surrogate pair becomes U+FFFD."""
    text = text.translate(_INVISIBLE)
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if (kind := unicodedata.category(character)) == "Cs" else " " if kind == "Cc" else character
        for character in text
    )


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """The beginning of a line, folded for comparison with the tables; lines are asked for it by many rules."""
    return folded(text[:_KEY_LENGTH])


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold words, numbered from one; rules (`---`) and blank lines only leave their mark."""
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(_BREAK.split(text), start=1):
        line = make_line(number, clean(raw.expandtabs(4)), blank_before=blank and bool(lines))
        if line is None:
            blank = True
            continue
        lines.append(line)
        blank = False
    return lines


def make_line(number: int, raw: str, *, blank_before: bool) -> Line | None:
    """The line that `raw` (cleaned, without line break) is; None when it holds no words."""
    if not raw.strip() or _RULE.match(raw):
        return None
    raw = _QUOTING.sub("", raw)
    indented = raw.startswith("  ")
    level, mark, words = _marks(raw)
    linked = tidy(words)
    links = tuple(Link(tidy(words), address) for words, address in _LINK.findall(linked))
    text = _LINK.sub(r"\1", linked) if links else linked
    return Line(number, text, linked, mark, level, blank_before, indented, links)


def _marks(raw: str) -> tuple[int, str, str]:
    """Heading level, list mark, and the words behind both."""
    mark = ""
    if row := _TABLE_ROW.match(raw):
        return 0, "", row.group(1)
    if found := _MARK.match(raw):
        mark, raw = found.group(1) or found.group(2), raw[found.end() :]
    if hashes := _HASHES.match(raw):
        level, words = len(hashes.group(1)), hashes.group(2)
        bold = _BOLD_LINE.match(words)
        return level, mark, bold.group(1) if bold else words
    if (bold := _BOLD_LINE.match(raw)) and "**" not in bold.group(1):
        return BOLD_LEVEL, mark, bold.group(1) + bold.group(2)
    return 0, mark, raw


def without_links(text: str) -> str:
    """`text` with each `[words](address)` reduced to its words."""
    return _LINK.sub(r"\1", text)


def joined(lines: Iterable[Line]) -> str:
    """The words of `lines` as one text, one line a line, with links."""
    return "\n".join(line.linked for line in lines)
