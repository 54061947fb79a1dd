"""What stands around the header: the title, once more as the HTML title, and a banner that announces a retraction.

Source: ../shared/ATLAS.md §1 (retractions) and §5 (layout HTT).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.address import read_address
from atlas_cite.sources.atlas.citation import clean_title
from atlas_cite.sources.atlas.draft import Claim, Draft
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.notices import (
    is_banner,
    is_retracted_title,
    mentions_retraction,
    report_notice,
    report_retraction,
)
from atlas_cite.tables.atlas import ATLAS_NAME, CHROME

_SITE_NAME = re.compile(rf"\s*(?:[—–|·•/:-]\s*)+{re.escape(ATLAS_NAME)}.*$", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"^title:\s*", re.IGNORECASE)
_SHORTEST_TITLE_WORDS = 3


def is_title_line(line: Line) -> bool:
    """Whether a line is marked as a title: a heading, or an HTML title with the site's name."""
    return bool(line.level or _SITE_NAME.search(line.text))


def without_site_name(title: str) -> str:
    """An HTML title without ` — ME/CFS Atlas` behind it; empty when it is nothing but the site's name."""
    bare = _SITE_NAME.sub("", title).strip()
    return "" if folded(bare) in {folded(ATLAS_NAME), *CHROME} else bare


def without_banners(lines: Sequence[Line], draft: Draft, *, has_title: bool, has_text: bool) -> list[Line]:
    """Set a retraction banner apart; its wording on the atlas is unknown, so any notice of one counts.

    `has_title` tells that the last of `lines` is the title, `has_text` that the summary's text is among them.
    """
    kept: list[Line] = []
    for place, line in enumerate(lines):
        is_title = has_title and (place == len(lines) - 1 or is_title_line(line))
        if is_title and place and _may_be_title(lines[:place]) and not is_retracted_title(line.text):
            is_title = bool(line.level)
        announces = is_banner(line.text) and not (is_title and is_retracted_title(line.text))
        if mentions_retraction(line.text) and (announces or not (is_title or has_text)):
            report_notice(line, draft)
        else:
            kept.append(line)
    return kept


def _may_be_title(lines: Sequence[Line]) -> bool:
    """Whether one of `lines` can be the title, so that a notice below it need not be."""
    return any(len(line.text.split()) >= _SHORTEST_TITLE_WORDS and not mentions_retraction(line.text) for line in lines)


def read_title(lines: Sequence[Line], draft: Draft, *, wrapped: bool) -> None:
    """Read the title, which stands above the header; what stands above it is the title again, or unknown."""
    titles = list(lines)
    if not titles:
        return
    title = titles.pop()
    texts = [title.text]
    while wrapped and titles and title.text[0].islower() and titles[-1].number == title.number - 1:
        title = titles.pop()
        texts.insert(0, title.text)
    text = clean_title(_TITLE_LABEL.sub("", _SITE_NAME.sub("", " ".join(texts))))
    draft.titles.append(Claim("page", text, title.number))
    if is_retracted_title(text):
        report_retraction(title, draft)
    for link in title.links:
        _read_title_link(link.address, draft)
    for line in titles:
        if not _repeats_title(line.text, text):
            draft.keep_line(line)


def _read_title_link(text: str, draft: Draft) -> None:
    """On a list page the title leads to the study's page."""
    found = read_address(text)
    if found.url and not draft.url:
        draft.url, draft.slug = found.url, found.slug
    elif found.url != draft.url:
        draft.keep("link", text)


def _repeats_title(text: str, title: str) -> bool:
    """Whether a line above the title is the title again, with the site's name or a path of the site."""
    pieces = [folded(piece) for piece in re.split(r"\s+[/›»>|·•—–-]\s+", _SITE_NAME.sub("", text))]
    rest = [piece for piece in pieces if piece not in CHROME and piece]
    return all(folded(title) == piece or (len(piece) > 15 and folded(title).startswith(piece)) for piece in rest)
