"""Numbers in the text of a variable: whether it is numeric, and whether it speaks of several."""

from __future__ import annotations

import re

# "And" in the languages records come in, as it stands between two numbers.
_AND = r"(?<=\s)(?:and|et|und|y|e|en|og|och|ja|i|a|és|ve)(?=\s)"
_NUMERIC = re.compile(r"\s*[^\W\d_]*\d+[^\W\d_]*(?:\s*(?:[-–—,&]|--)\s*[^\W\d_]*\d+[^\W\d_]*)*\s*")
_BETWEEN = re.compile(rf"(?<!\\)(?:[-–—,&]|{_AND})")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3}){2,}(?!\d)")
_ROMAN = re.compile(r"(?=[ivxlcdm])m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def is_numeric(text: str) -> bool:
    """Whether the content is numeric as CSL 1.0.2 has it: numbers with at most a prefix or suffix of letters each.

    Numbers may be joined by a hyphen, comma or ampersand; "2nd", "D2" and "1, 2 & 4-6" are numeric, "2nd ed." is not.
    """
    return _NUMERIC.fullmatch(text) is not None


def is_roman(text: str) -> bool:
    """Whether the letters can be read as a Roman numeral."""
    return bool(text) and _ROMAN.fullmatch(text) is not None


def is_plural(text: str) -> bool:
    """Whether the content speaks of several (a range or a list of numbers), so that its label is a plural.

    A hyphen after a backslash is part of one number, and so are the commas of 7,654,321.
    """
    pieces = (piece.strip() for piece in _BETWEEN.split(_GROUPED.sub("1", text)))
    return sum(1 for piece in pieces if _DIGIT.search(piece) or is_roman(piece)) > 1
