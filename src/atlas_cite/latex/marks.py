"""Protecting braces, kept as marks while a title is decoded, and turned into `nocase` spans at its end."""

from __future__ import annotations

import re

from atlas_cite.latex.rich_text import CLOSING, OPENING, TAG

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters; they are taken out of every source before it is decoded."""

_MARKS = str.maketrans("", "", OPEN + CLOSE)
_MARK = re.compile(f"([{OPEN}{CLOSE}])")
_MARKED = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
_LETTER = re.compile(r"[^\W\d_]")
_BEFORE = re.compile(r"\w+$")
_AFTER = re.compile(r"\w+")


def without_marks(text: str) -> str:
    """`text` without its marks."""
    return text.translate(_MARKS) if OPEN in text or CLOSE in text else text


def marked_braces(text: str) -> str:
    """`text` with its braces as marks."""
    return text.replace("{", OPEN).replace("}", CLOSE)


def nocase_spans(text: str) -> str:
    """`text` with marked words as `nocase` spans; a mark inside a word holds for the whole word.

    Marks round the whole text, inside other marks, or round no letter say nothing and are dropped.
    """
    text = text.strip()
    if OPEN not in text:
        return without_marks(text)
    marked = _outermost(text)
    parts = _MARKED.split(marked)
    if sum(bool(part) for part in parts) == 1:
        return without_marks(marked)
    _widen(parts)
    return "".join(_span(part) if part.startswith(OPEN) else part for part in parts)


def _outermost(text: str) -> str:
    """Only the outermost marks, neighbours joined; marks that cross a tag's ends cannot occur, as braces nest."""
    kept: list[str] = []
    depth = 0
    for part in _MARK.split(text):
        depth += (part == OPEN) - (part == CLOSE)
        if part not in {OPEN, CLOSE} or (part == OPEN and depth == 1) or (part == CLOSE and depth == 0):
            kept.append(part)
    return "".join(kept).replace(CLOSE + OPEN, "")


def _widen(parts: list[str]) -> None:
    """Move letters that stand directly at a mark inside it; `parts` alternates unmarked and marked text."""
    for index in range(1, len(parts), 2):
        if not _LETTER.search(_without_tags(parts[index])):
            parts[index] = without_marks(parts[index])
            continue
        inside = parts[index][1:-1]
        if _ends_in_word(parts[index - 1]) and (before := _BEFORE.search(parts[index - 1])) and _starts_in_word(inside):
            parts[index - 1] = parts[index - 1][: before.start()]
            inside = before[0] + inside
        if (after := _AFTER.match(parts[index + 1])) and _ends_in_word(inside):
            parts[index + 1] = parts[index + 1][after.end() :]
            inside += after[0]
        parts[index] = f"{OPEN}{inside}{CLOSE}"


def _span(marked: str) -> str:
    inside = marked[1:-1]
    blank_before, blank_after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{blank_before}{OPENING['nocase']}{inside.strip()}{CLOSING['nocase']}{blank_after}"


def _without_tags(text: str) -> str:
    return TAG.sub("", without_marks(text)) if "<" in text else without_marks(text)


def _starts_in_word(inside: str) -> bool:
    return bool(_AFTER.match(_without_tags(inside)))


def _ends_in_word(inside: str) -> bool:
    return bool(_AFTER.match(_without_tags(inside)[-1:]))
