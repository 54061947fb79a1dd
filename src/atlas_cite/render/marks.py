"""Marks: the noncharacters in which the citeproc-py engine carries formatting inside plain strings.

Unicode reserves U+FDD0 to U+FDEF for use inside a program, so no text can contain them once `without_marks` has
passed; whatever is left around them is plain characters, and `<script>` stays the eight characters it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    plain,
)
from atlas_cite.render.addresses import doi_address, web_address

ITALIC, ITALIC_END = "\ufdd0", "\ufdd1"
BOLD, BOLD_END = "\ufdd2", "\ufdd3"
SMALL_CAPS, SMALL_CAPS_END = "\ufdd4", "\ufdd5"
UNDERLINE, UNDERLINE_END = "\ufdd6", "\ufdd7"
SUPERSCRIPT, SUPERSCRIPT_END = "\ufdd8", "\ufdd9"
SUBSCRIPT, SUBSCRIPT_END = "\ufdda", "\ufddb"
QUOTE, QUOTE_END = "\ufddc", "\ufddd"
NO_CASE, NO_CASE_END = "\ufdde", "\ufddf"
VALUE, VALUE_END = "\ufde0", "\ufde1"
"""Around the text of a variable: punctuation inside it belongs to the data and is left alone."""
DOI, DOI_END = "\ufde2", "\ufde3"
ADDRESS, ADDRESS_END = "\ufde4", "\ufde5"
LINE = "\ufde6"
"""Where a display block begins or ends."""

ANY = "[\ufdd0-\ufdef]"
_ANY = re.compile(ANY)
_RESOLVER_BEFORE_DOI = re.compile(rf"(https?://(?:dx\.)?doi\.org/)({ANY}*?){DOI}")


class _Run(NamedTuple):
    text: str
    formats: frozenset[str]
    link: str


_INLINE: dict[str, Callable[[Inlines], Inline]] = {
    ITALIC: Emphasis,
    BOLD: Strong,
    SMALL_CAPS: SmallCaps,
    UNDERLINE: Underline,
    SUPERSCRIPT: Superscript,
    SUBSCRIPT: Subscript,
}
"""The inline of each format, the outermost first."""
_END_OF = {chr(ord(mark) + 1): mark for mark in _INLINE}
# Set twice, these return to upright and regular type, as a species name does in an italic title.
_FLIP_FLOP = frozenset({ITALIC, BOLD})


def without_marks(text: str) -> str:
    """`text` on one line, without noncharacters and control characters."""
    return one_line(text)


def visible(marked: str) -> str:
    """The characters of a marked text without the marks."""
    return _ANY.sub("", marked)


@dataclass(frozen=True, slots=True)
class MarkFormatter:
    """What citeproc-py calls to format text; the capitalised names are its own."""

    def preformat(self, text: str) -> str:
        """Nothing needs escaping: formats are escaped by their writers."""
        return text

    def Italic(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Italic text."""
        return f"{ITALIC}{text}{ITALIC_END}"

    Oblique = Italic

    def Bold(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Bold text."""
        return f"{BOLD}{text}{BOLD_END}"

    def Light(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Light text, for which no output format has a form."""
        return text

    def Underline(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Underlined text."""
        return f"{UNDERLINE}{text}{UNDERLINE_END}"

    def Superscript(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Raised text."""
        return f"{SUPERSCRIPT}{text}{SUPERSCRIPT_END}"

    def Subscript(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Lowered text."""
        return f"{SUBSCRIPT}{text}{SUBSCRIPT_END}"

    def SmallCaps(self, text: str) -> str:  # noqa: N802  citeproc-py looks for this name
        """Small capitals."""
        return f"{SMALL_CAPS}{text}{SMALL_CAPS_END}"


def to_inlines(marked: str) -> Inlines:
    """The inlines that a marked text stands for; neighbours of one format are one inline."""
    marked = _RESOLVER_BEFORE_DOI.sub(rf"{DOI}\1\2", marked)
    return _layer(list(_with_plain_edges([run for run in _runs(marked) if run.text])), list(_INLINE))


def to_lines(marked: str) -> tuple[Inlines, ...]:
    """As `to_inlines`, one element for each display block that is not blank."""
    return tuple(to_inlines(line.strip()) for line in marked.split(LINE) if visible(line).strip())


def _runs(marked: str) -> Iterator[_Run]:
    """Stretches of one format, with the address each links to."""
    counts = dict.fromkeys(_INLINE, 0)
    link = ""
    for piece in re.split(f"({ANY})", marked):
        if not _ANY.match(piece):
            active = (mark for mark, count in counts.items() if (count % 2 if mark in _FLIP_FLOP else count))
            yield _Run(piece, frozenset(active), link)
        elif piece in counts:
            counts[piece] += 1
        elif piece in _END_OF:
            counts[_END_OF[piece]] = max(0, counts[_END_OF[piece]] - 1)
        elif piece in {DOI, ADDRESS}:
            link = piece
        elif piece in {DOI_END, ADDRESS_END}:
            link = ""


def _with_plain_edges(runs: list[_Run]) -> Iterator[_Run]:
    """Blanks at the edge of a format stand outside it, as no one sees them and some formats cannot mark them up."""
    nobody = _Run("", frozenset(), "")
    for before, run, after in zip([nobody, *runs], runs, [*runs[1:], nobody], strict=False):
        inner = run.text.strip()
        if not inner:
            yield run._replace(formats=run.formats & before.formats & after.formats)
            continue
        lead, _, trail = run.text.partition(inner)
        yield run._replace(text=lead, formats=run.formats & before.formats)
        yield run._replace(text=inner)
        yield run._replace(text=trail, formats=run.formats & after.formats)


def _layer(runs: list[_Run], formats: list[str]) -> Inlines:
    """Nest `runs`: links outermost, then one format after the other in the order of `_INLINE`."""
    found: list[Inline] = []
    for link, linked in groupby((run for run in runs if run.text), key=lambda run: run.link):
        children = _formatted(list(linked), formats)
        address = _address(link, children)
        found += (Link(address, children),) if address else children
    return tuple(found)


def _formatted(runs: list[_Run], formats: list[str]) -> Inlines:
    if not formats:
        return (Text("".join(run.text for run in runs)),)
    found: list[Inline] = []
    for is_set, group in groupby(runs, key=lambda run: formats[0] in run.formats):
        children = _formatted(list(group), formats[1:])
        found += (_INLINE[formats[0]](children),) if is_set else children
    return tuple(found)


def _address(link: str, children: Inlines) -> str:
    text = plain(children).strip()
    return doi_address(text) if link == DOI else web_address(text) if link == ADDRESS else ""
