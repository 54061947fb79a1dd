r"""Sealed text: what an author typed beside a key, carried through formatting as it was typed.

Signs that a writer would escape or a style would change (`*`, `[`, `\`, quotation marks) are held as characters of a
private plane, which no style touches, and turned back when everything is written.
"""

from __future__ import annotations

_FIRST = 0xF0000
_SIGNS = "\"#$%&'*/<=>@[\\]^_`{|}~"
_SEALED = {ord(sign): chr(_FIRST + ord(sign)) for sign in _SIGNS}
NOTHING = chr(_FIRST)
"""A character that is written as nothing, and keeps what follows from being a beginning."""
_OPENED: dict[int, str] = {_FIRST + ord(sign): sign for sign in _SIGNS} | {_FIRST: ""}


def seal(text: str) -> str:
    """The text with its signs held back; such characters in it already are lost."""
    return text.translate(dict.fromkeys(_OPENED)).translate(_SEALED)


def unseal(text: str) -> str:
    """The text as it was typed."""
    return text.translate(_OPENED)
