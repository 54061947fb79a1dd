"""Names in BibTeX's spelling: `van der Meer, Jos`, `Smith, Jr., John`, `{World Health Organization}`.

Source: O. Patashnik, "BibTeXing" §4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from atlas_cite.latex.encode import encode_plain
from atlas_cite.model.name import Name
from atlas_cite.tables.bibtex import NAME_SUFFIXES

_MISREAD = re.compile(r"[,;]|\band\b", re.IGNORECASE)
_JOINED = ("'", "’", "-")
_NAMES_REMEMBERED = 8192


def render_names(names: Sequence[Name], *, others: bool = False) -> str:
    """Names joined by `and`; with `others`, BibTeX's sign for a cut list stands at the end."""
    written = [text for text in map(_render_name, names) if text]
    return " and ".join([*written, "others"] if others and written else written)


@lru_cache(_NAMES_REMEMBERED)
def _render_name(name: Name) -> str:
    if name.literal:
        return _whole(name.literal)
    particles = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    joint = "" if not particles or particles.endswith(_JOINED) else " "
    last = f"{particles}{joint}{name.family}"
    given, suffix = _apart(name.given, name.suffix)
    if given or suffix:
        parts = (_safe(last), *([_safe(suffix)] if suffix else []), _safe(given) or "{}")
        # A name that begins with its comma brings biber's parser down.
        return ", ".join(parts) if parts[0] else _whole(f"{given} {suffix}".strip())
    # Without a comma BibTeX would take the first of several words for a given name, and pandoc parts them at a dot too.
    is_one_word = not re.search(r"[\s.]", last) and last.lower() != "others"
    return _safe(last) if particles or is_one_word else _whole(last)


def _apart(given: str, suffix: str) -> tuple[str, str]:
    """A suffix that stands behind the given names, where our reader would look for it too."""
    words = given.split()
    if not suffix and len(words) > 1 and words[-1] in NAME_SUFFIXES:
        return " ".join(words[:-1]), words[-1]
    return given, suffix


def _whole(text: str) -> str:
    """A name in braces, which nothing takes apart."""
    encoded = _encoded(text)
    return f"{{{{}}{encoded}}}" if encoded.startswith("\\") else f"{{{encoded}}}" if encoded else ""


def _safe(text: str) -> str:
    return _whole(text) if _MISREAD.search(text) else _encoded(text)


def _encoded(text: str) -> str:
    """`text` as LaTeX; a grave accent that stands alone is a quotation mark, as biber loses braces beside it."""
    return encode_plain(text.replace("`", "‘"))
