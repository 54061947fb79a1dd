"""The ISSNs and ISBNs of an RIS record's `SN` lines."""

from __future__ import annotations

import re

from atlas_cite.model.check_digits import is_isbn, is_issn
from atlas_cite.model.text import tidy

_LABEL = re.compile(r"\bIS[BS]N(?:-1[03])?:?\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[;,]\s*")
_BLANK = re.compile(r"(?<=[\dXx])\s+(?=\d)")
_NO_FIGURE = re.compile(r"[^\dXx]")
_FEWEST_FIGURES = 8
"""An ISSN has eight; what has fewer is a part of one."""


def are_checked(text: str) -> bool:
    """Whether every number in `text` is an ISSN or ISBN whose check digit says so."""
    return all(is_issn(number) or is_isbn(number) for number in split_numbers(text))


def split_numbers(text: str) -> list[str]:
    """The ISSNs and ISBNs of a line; blanks part whole numbers, and may stand inside one (`978 3 16 148410 0`)."""
    found: list[str] = []
    for part in _SEPARATOR.split(_LABEL.sub("", tidy(text))):
        numbers = _BLANK.split(part)
        are_whole = all(len(_NO_FIGURE.sub("", number)) >= _FEWEST_FIGURES for number in numbers)
        found += numbers if are_whole else [part]
    return found
