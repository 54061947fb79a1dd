"""Letters and signs as LaTeX commands, for files that cannot hold them, or do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import cache

from atlas_cite.tables.latex import ACCENTS, LETTER_COMMANDS, SIGNS, UNDECLARED

_COMMANDS = {accent: command for command, accent in reversed(ACCENTS.items())}
_GRAPHEME = re.compile(r"[^\x00-\x7f][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")


def escape_characters(text: str, characters: Container[str] | None = None) -> tuple[str, str]:
    r"""LaTeX `text` with characters beyond ASCII as commands (`{\"u}`, `{\ss}`, `--`), and those that have none.

    With `characters`, only these are replaced.  The commands are in braces, as BibTeX wants accented letters.
    """
    if text.isascii():
        return text, ""
    left: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        if characters is not None and not any(each in characters for each in match[0]):
            return match[0]
        command = _command(match[0])
        if command is None:
            left.update(dict.fromkeys(each for each in match[0] if not each.isascii()))
        return match[0] if command is None else command

    return _GRAPHEME.sub(replaced, text), "".join(left)


@cache
def _command(grapheme: str) -> str | None:
    """What sets one letter with its accents, or one sign; None when nothing does."""
    base, *accents = list(unicodedata.normalize("NFD", grapheme))
    if not accents:
        if base in LETTER_COMMANDS:
            return f"{{\\{LETTER_COMMANDS[base]}}}"
        return SIGNS.get(base) or UNDECLARED.get(base)
    letter = base if base.isascii() else f"\\{LETTER_COMMANDS[base]}" if base in LETTER_COMMANDS else ""
    if not letter or len(accents) > 1 or accents[0] not in _COMMANDS:
        return None
    command = _COMMANDS[accents[0]]
    needs_braces = command.isalpha() or letter.startswith("\\")
    return f"{{\\{command}{{{letter}}}}}" if needs_braces else f"{{\\{command}{letter}}}"
