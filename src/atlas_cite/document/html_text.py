"""Text in HTML: escaped, and as an id that no other place of the page has."""

from __future__ import annotations

from html import escape

from atlas_cite.document.characters import one_line


def escaped(text: str) -> str:
    """Text of an element."""
    return escape(one_line(text), quote=False)


def attribute(text: str) -> str:
    """Value of an attribute."""
    return escape(one_line(text), quote=True)


def html_identity(anchor: str) -> str:
    """An anchor as the `id` of the first place that has it: without blanks, which HTML forbids."""
    return "-".join(one_line(anchor).split()) or "entry"


class Identities:
    """Ids for a page, each used once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def new(self, anchor: str) -> str:
        """The id of a place called `anchor`, with a number behind it when it was used before."""
        base = html_identity(anchor)
        found, number = base, 2
        while found in self._used:
            found, number = f"{base}-{number}", number + 1
        self._used.add(found)
        return found
