"""HTML left in LaTeX: tags and entities that came with a title from the web, and the LaTeX that says the same."""

from __future__ import annotations

import html
import re

from atlas_cite.latex.encode import encode_run

_COMMANDS = {
    "i": r"\emph", "em": r"\emph", "b": r"\textbf", "strong": r"\textbf", "sub": r"\textsubscript",
    "sup": r"\textsuperscript", "sc": r"\textsc", "scp": r"\textsc",
    "jats:italic": r"\emph", "jats:bold": r"\textbf", "jats:sub": r"\textsubscript", "jats:sup": r"\textsuperscript",
    "jats:sc": r"\textsc",
}  # fmt: skip
"""What sets the text inside a tag; tags that are not here say nothing that a title can."""
_DROPPED = re.compile(r"</?(?:p|br|span|jats:[a-z-]+)\b[^<>]*>", re.IGNORECASE)
_PAIR = re.compile(rf"<(?P<name>{'|'.join(_COMMANDS)})(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=name)\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"\\?&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ESCAPED_TAG = re.compile(
    rf"\\?&(?:amp;)?lt;(?P<tag>/?(?:{'|'.join(_COMMANDS)}|p|br|span)\s*/?)\\?&(?:amp;)?gt;", re.IGNORECASE
)
"""A tag written in entities, as registries give titles that were escaped once too often."""
_SPECIAL = {"&": r"\&", "<": r"\textless{}", ">": r"\textgreater{}", "\u00a0": "~"}
_ROUNDS = 5
"""How deep tags may stand in one another."""


def without_markup(latex: str) -> str:
    """The text with its tags as LaTeX commands and its entities as characters.

    The text itself when something is left that cannot be read, such as a tag without its partner, or MathML.
    """
    text = _ESCAPED_TAG.sub(r"<\g<tag>>", latex)
    for _ in range(_ROUNDS):
        text = _PAIR.sub(lambda match: f"{_COMMANDS[match['name'].lower()]}{{{match['text']}}}", text)
    text = _DROPPED.sub("", text)
    if re.search(r"</?[a-z][a-z:]*\b[^<>]*>", text, re.IGNORECASE):
        return latex
    for _ in range(2):  # registries escape twice: &amp;lt;
        text = _ENTITY.sub(_character, text)
    return text


def _character(match: re.Match[str]) -> str:
    entity = match[0].removeprefix("\\")
    character = html.unescape(entity)
    if character == entity:
        return match[0]
    return _SPECIAL.get(character) or encode_run(character)
