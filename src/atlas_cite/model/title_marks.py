"""Title marks: what publishers write before or after the title of a work that was retracted, withdrawn or removed."""

from __future__ import annotations

import re

_MARK = r"(?:(?:article|paper|chapter)\s+)?(retracted|withdrawn|removed)(?:[\s:-]*(?:article|paper|chapter|study))?"
_BEFORE = re.compile(rf"[\[(*\s]*{_MARK}\s*(?:[\])*:]+|[-–—]\s|\.\s|$)[\])*:\s]*", re.IGNORECASE)
_IN_CAPITALS = re.compile(r"(RETRACTED|WITHDRAWN)\s+(?=.*[a-z])", re.DOTALL)
_AFTER = re.compile(rf"\s*[\[(]\s*{_MARK}\s*[\])]\s*$", re.IGNORECASE)
_KINDS = {"retracted": "retraction", "withdrawn": "withdrawal", "removed": "removal"}


def marked_kind(title: str) -> str:
    """The kind of update a title's mark tells ("retraction", "withdrawal", "removal"), or ""."""
    if not title:
        return ""
    mark = _BEFORE.match(title) or _IN_CAPITALS.match(title) or _mark_after(title)
    return _KINDS[mark[1].casefold()] if mark else ""


def without_mark(title: str) -> str:
    """The title as it was before the mark was put on it; a title that is nothing else stays."""
    for pattern in (_BEFORE, _IN_CAPITALS):
        if mark := pattern.match(title):
            return title[mark.end() :] or title
    mark = _mark_after(title)
    return title[: mark.start()] or title if mark else title


def _mark_after(title: str) -> re.Match[str] | None:
    return _AFTER.search(title) if title.rstrip().endswith(("]", ")")) else None
