"""Pages as the first and the last of them, for formats that want them apart."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([^\s,–-]{1,20})\s*[–-]\s*([^\s,–-]{1,20})")


def page_ends(pages: str) -> tuple[str, str]:
    """Both ends of a plain range (`368-376`); all of any other text, and nothing."""
    match = _RANGE.fullmatch(pages)
    return (match[1], match[2]) if match else (pages, "")
