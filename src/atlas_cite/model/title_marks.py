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
    mark = _BEFORE.match(title) or _IN_CAPITALS.match(title)
    if mark is None and title.rstrip().endswith((")", "]")):
        mark = _AFTER.search(title)
    return _KINDS[mark[1].casefold()] if mark else ""


def without_mark(title: str) -> str:
    """The title as it was before the mark was put on it; a title that is nothing else stays."""
    for pattern in (_BEFORE, _IN_CAPITALS):
        if mark := pattern.match(title):
            return title[mark.end() :] or title
    return _AFTER.sub("", title) or title
