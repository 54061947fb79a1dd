"""The value of a BibTeX field: braces, quotes, `#` and macros worked out; LaTeX inside left alone.

Source: O. Patashnik, "BibTeXing" §2.1; N. Markey, "Tame the BeaST" §10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas_cite.tables.bibtex import MONTH_MACROS


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a value, and the macros in it that nobody defined."""

    text: str
    undefined: tuple[str, ...] = ()


def read_value(source: str, macros: Mapping[str, str]) -> Value:
    """Work out a value as it stands in the file (`jan # "~1"`); an undefined macro stands for its own name.

    `macros` holds texts by lower-case name; the months are always defined, as their own three letters.
    """
    parts: list[str] = []
    undefined: list[str] = []
    for part in _parts(source):
        if part[:1] in {"{", '"'}:
            parts.append(part[1:-1] if len(part) > 1 and part[-1] == {"{": "}", '"': '"'}[part[0]] else part[1:])
        elif part.isdigit() or part.lower() in MONTH_MACROS or not part:
            parts.append(macros.get(part.lower(), part))
        else:
            if part.lower() not in macros:
                undefined.append(part)
            parts.append(macros.get(part.lower(), part))
    return Value("".join(parts), tuple(undefined))


def _parts(source: str) -> Iterator[str]:
    """What stands between the `#` outside braces and quotes."""
    depth, quoted, start = 0, False, 0
    if "#" not in source:
        yield source.strip()
        return
    for position, character in enumerate(source):
        if character == '"' and depth == 0:
            quoted = not quoted
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif character == "#" and depth == 0 and not quoted:
            yield source[start:position].strip()
            start = position + 1
    yield source[start:].strip()
