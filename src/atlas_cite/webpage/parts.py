"""Parts that every page of ours is made of: escaping, ids used once, JSON that cannot leave its script element."""

from __future__ import annotations

import json
from html import escape

from atlas_cite.document.characters import one_line


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


def in_script(text: str) -> str:
    """A JSON text that cannot end the script element it stands in (HTML, "Restrictions for contents of script")."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def escaped(text: str) -> str:
    """Text of an element."""
    return escape(one_line(text), quote=False)


def attribute(text: str) -> str:
    """Value of an attribute."""
    return escape(one_line(text), quote=True)
