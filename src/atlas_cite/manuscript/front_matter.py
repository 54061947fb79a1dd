"""Front matter: what a Markdown manuscript's `nocite` lists without citing it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.manuscript.prose import AT_KEY

EVERYTHING = "*"
_NOCITE = re.compile(r"^nocite:(?P<value>[^\n]*(?:\n(?:[ \t-][^\n]*)?)*)", re.MULTILINE)
_LISTED = re.compile(rf"(?<!\w)(?:{AT_KEY.pattern}|@\*)")


def listed_keys(front_matter: str) -> Iterator[tuple[int, str]]:
    """The keys of `nocite` with their places in the front matter; `*` is every entry there is."""
    for value in _NOCITE.finditer(front_matter):
        for match in _LISTED.finditer(front_matter, *value.span("value")):
            is_braced = match[0].startswith("@{")
            yield match.start() + 1 + is_braced, match[0][2:-1] if is_braced else match[0][1:]
