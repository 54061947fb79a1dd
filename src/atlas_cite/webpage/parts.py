"""Parts that every page of ours is made of: escaping, ids used once, compact JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape

from atlas_cite.document.characters import one_line
from atlas_cite.document.script import in_script


class Identities:
    """Ids for a page, each used once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def new(self, wanted: str) -> str:
        """`wanted` without blanks, with a number behind it when it was used before."""
        base = "-".join(one_line(wanted).split()) or "entry"
        found, number = base, 2
        while found in self._used:
            found, number = f"{base}-{number}", number + 1
        self._used.add(found)
        return found


def compact_json(value: object) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_ld_script(nodes: Iterable[str]) -> Iterator[str]:
    """The script element with a graph of JSON-LD nodes, in pieces; nothing when there is no node."""
    before = '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
    for node in nodes:
        yield f"{before}\n{in_script(node)}"
        before = ","
    if before == ",":
        yield "\n]}</script>\n"


def escaped(text: str) -> str:
    """Text of an element."""
    return escape(one_line(text), quote=False)


def attribute(text: str) -> str:
    """Value of an attribute."""
    return escape(one_line(text), quote=True)
