"""Front matter: the keys that a Markdown manuscript names before its text, above all those that `nocite` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.manuscript.prose import AT_KEY

EVERYTHING = "*"
_NOCITE = re.compile(r"^nocite:(?P<value>[^\n]*(?:\n(?:[ \t-][^\n]*)?)*)", re.MULTILINE)
_LISTED = re.compile(rf"{AT_KEY.pattern}|@\*")


def listed_keys(front_matter: str) -> Iterator[tuple[int, str]]:
    """The keys of `nocite` with their places in the front matter; `*` is every entry there is."""
    for value in _NOCITE.finditer(front_matter):
        yield from _keys(front_matter, *value.span("value"))


def front_matter_keys(front_matter: str) -> Iterator[tuple[int, str]]:
    """Every key in the front matter with its place, wherever it stands."""
    return _keys(front_matter, 0, len(front_matter))


def _keys(front_matter: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in _LISTED.finditer(front_matter, start, end):
        is_braced = match[0].startswith("@{")
        yield match.start() + 1 + is_braced, match[0][2:-1] if is_braced else match[0][1:]
