"""Notes that are HTML, as Zotero writes them: their paragraphs and list items as lines of plain text."""

from __future__ import annotations

import html
import re

from atlas_cite.model.text import tidy

_HTML_NOTE = re.compile(r"<(p|div|ul|ol|h[1-6]|blockquote)\b[^<>]*>.*</(?:p|div|ul|ol|h[1-6]|blockquote)>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|div|ul|ol|h[1-6]|blockquote|table|tr|br)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def note_text(note: str) -> str:
    """The lines of a note that is HTML as a whole, `- ` before each item of a list; empty for any other text."""
    note = note.strip()
    if not _HTML_NOTE.fullmatch(note):
        return ""
    lines = _TAG.sub("", _ITEM.sub("\n- ", _BLOCK.sub("\n", tidy(note)))).split("\n")
    return "\n".join(line for line in (tidy(html.unescape(line)) for line in lines) if line)
