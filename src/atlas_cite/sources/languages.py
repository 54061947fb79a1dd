"""Languages as files name them: tags, codes of three letters, names in English."""

from __future__ import annotations

from atlas_cite.tables.bibtex import LANGUAGES
from atlas_cite.tables.languages import TAGS


def read_language(text: str) -> str:
    """The BCP 47 tag of a language given by its code or name (`eng`, `English`); any other text as it is."""
    name = text.strip().lower()
    return TAGS.get(name) or LANGUAGES.get(name) or text
