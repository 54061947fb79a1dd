"""Whether a text is a page of the atlas, a list of its pages, or HTML: by content, never by file name."""

from __future__ import annotations

import re

from atlas_cite.sources.atlas.address import is_atlas_address
from atlas_cite.sources.atlas.badges import is_badge_line, read_badges
from atlas_cite.sources.atlas.header import Header, find_header, join_split_headers
from atlas_cite.sources.atlas.headings import heading_of
from atlas_cite.sources.atlas.lines import Line, key_of, split_lines
from atlas_cite.tables.atlas import ATLAS_HOSTS, PEM_NOTE_START

_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_FORMAT = re.compile(
    r"^\s*(?:[{\[]\s*[\"{\[\]}]|@\w+\s*[{(]|TY  ?-|PMID-|%[0A-Z] |%YAML|<\?xml|<xml|<records|---\s*\n\s*[\w\"'-]+\s*:)",
    re.IGNORECASE,
)
_RECORD_KEY = re.compile(
    r"^(?:- )?[\"']?(?:title|authors?|doi|journal|year|pem|quick_summary|quickSummary|slug)[\"']?\s*:(?:\s|$)",
    re.MULTILINE,
)
_LOOKED_AT = 60_000


def is_html(text: str) -> bool:
    """Whether `text` is an HTML document or a piece of one."""
    return bool(_HTML.match(text[:4000].lstrip("\ufeff")))


def shows_page(text: str) -> bool:
    """Whether a text (not HTML) is a copied page of the atlas, or a list of its studies."""
    text = text.lstrip("\ufeff")[:_LOOKED_AT]
    if not text.strip() or "\0" in text or _OTHER_FORMAT.match(text):
        return False
    if len(_RECORD_KEY.findall(text[:4000])) > 1:
        return False
    return lines_show_page(split_lines(text))


def html_shows_page(text: str, lines: list[Line]) -> bool:
    """Whether an HTML text is a saved page of the atlas."""
    on_site = any(host in text[:_LOOKED_AT].lower() for host in ATLAS_HOSTS)
    return lines_show_page(lines) or (on_site and any(find_header(line) for line in lines[:60]))


def lines_show_page(lines: list[Line]) -> bool:
    """Whether lines hold a page's own marks: its address, the note on the PEM badge, headings, badges or a header."""
    lines = join_split_headers(lines)
    headings = {found[1] for line in lines if (found := heading_of(line)) and found[1]}
    if len(headings) >= 2:
        return True
    if any(key_of(line.text).startswith(PEM_NOTE_START) for line in lines):
        return True
    if lines and is_atlas_address(lines[0].text.strip("<>")) and "/evidence/" in lines[0].text and len(lines) > 1:
        return True
    if any(
        "evidence_level" in read_badges(line.text).values for line in lines[:30] if is_badge_line(line.text, alone=True)
    ):
        return True
    return any(_is_sure_header(find_header(line)) for line in lines[:12]) and (len(lines) > 1 or bool(headings))


def _is_sure_header(header: Header | None) -> bool:
    return header is not None and not header.doubt and bool(header.journal) and len(header.extras) < 2
