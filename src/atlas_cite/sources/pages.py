"""Pages as files write them."""

from __future__ import annotations

import re

_DASH = re.compile(r"-*\s*[–—][\s–—-]*|--+")
_HYPHEN_INSIDE = re.compile(r"[^-]-[^-]")


def read_pages(text: str) -> str:
    """Pages with a hyphen for every dash; where hyphens belong to the pages themselves (`A-1–A-4`) dashes stay."""
    return text if _HYPHEN_INSIDE.search(text) else _DASH.sub("-", text)
