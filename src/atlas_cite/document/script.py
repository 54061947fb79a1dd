"""JSON inside HTML: text that cannot leave the script element it stands in."""

from __future__ import annotations


def in_script(text: str) -> str:
    """A JSON text that cannot end the script element it stands in (HTML, "Restrictions for contents of script")."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
