"""Characters: which ones a document can hold."""

from __future__ import annotations

import re

# Controls (line break and tab aside), lone surrogates, noncharacters, and the controls that turn text around:
# the last would let one field change how its neighbours read.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_BLANKS = re.compile("[ \t\n\u2028\u2029]+")


def printable(text: str) -> str:
    """`text` without the characters that no output format can show."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`printable` text with every run of white space one blank; no-break blanks stay."""
    if text.isprintable() and "  " not in text:  # as nearly every text is
        return text
    return _BLANKS.sub(" ", printable(text))


def trimmed_line(text: str) -> str:
    """`one_line` without blanks at its ends: a line as it is read back."""
    return one_line(text).strip()
