"""Locators: where in a work, as people write it and as CSL names it.

Source: CSL 1.0.2 specification, "Locators".
"""

from __future__ import annotations

import re

from atlas_cite.document.characters import one_line

_LOCATOR = re.compile(r"(?:(?P<word>[A-Za-z]+)(?:\.?\s+|\.|(?=\d))|(?P<sign>§+|¶+)\s*)(?P<place>\S.*)")
LOCATOR_WORDS = {
    "page": {"p", "pp", "page", "pages"},
    "chapter": {"chap", "chaps", "ch", "chapter", "chapters"},
    "section": {"sec", "secs", "section", "sections", "§", "§§"},
    "paragraph": {"para", "paras", "paragraph", "paragraphs", "¶", "¶¶"},
    "figure": {"fig", "figs", "figure", "figures"},
    "volume": {"vol", "vols", "volume", "volumes"},
    "part": {"pt", "pts", "part", "parts"},
    "verse": {"v", "vv", "verse", "verses"},
    "line": {"l", "ll", "line", "lines"},
    "note": {"n", "nn", "note", "notes"},
    "folio": {"fol", "fols", "folio", "folios"},
    "column": {"col", "cols", "column", "columns"},
    "book": {"bk", "bks", "book", "books"},
    "issue": {"no", "nos", "issue", "issues"},
    "sub-verbo": {"s.v", "sv"},
}
"""CSL's locators and the words people write for them."""


def parse_locator(text: str) -> tuple[str, str]:
    """The CSL locator label and the place of `p. 3`, `chapter 2`, `§4` or a bare `3–5` (a page)."""
    plain = one_line(text).strip()
    match = _LOCATOR.fullmatch(plain)
    if match is None:
        return "page", plain
    word = (match["word"] or match["sign"]).lower()
    found = next((name for name, words in LOCATOR_WORDS.items() if word in words), None)
    return (found, match["place"]) if found else ("page", plain)
