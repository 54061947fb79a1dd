"""The value of a BibTeX field: braces, quotes, `#` and macros worked out; LaTeX inside left alone.

Source: O. Patashnik, "BibTeXing" §2.1; N. Markey, "Tame the BeaST" §10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from atlas_cite.tables.bibtex import MONTH_MACROS


class Value(NamedTuple):
    """The text of a value, and the macros in it that nobody defined."""

    text: str
    undefined: tuple[str, ...] = ()


def join_parts(parts: Sequence[str], macros: Mapping[str, str]) -> Value:
    """Work out a value from what stands between its `#`; an undefined macro stands for its own name.

    Line ends become LF.  `macros` holds texts by lower-case name; the months are always defined, as their own three
    letters.
    """
    if len(parts) == 1 and parts[0][0] in '{"' and "\r" not in parts[0]:
        return Value(parts[0][1:-1])
    texts: list[str] = []
    undefined: list[str] = []
    for part in parts:
        if part[:1] in {"{", '"'}:
            texts.append(part[1:-1])
        else:
            name = part.lower()
            if name not in macros and not part.isdigit() and name not in MONTH_MACROS:
                undefined.append(part)
            texts.append(macros.get(name, part))
    text = "".join(texts)
    return Value(text.replace("\r\n", "\n") if "\r" in text else text, tuple(undefined))
