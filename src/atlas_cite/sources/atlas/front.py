"""What stands around the header: the title, once more as the HTML title, and a banner that announces a retraction.

Source: ../shared/ATLAS.md §1 (retractions) and §5 (layout HTT).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.address import read_address
from atlas_cite.sources.atlas.citation import clean_title
from atlas_cite.sources.atlas.draft import Claim, Draft, shortened
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.tables.atlas import ATLAS_NAME, CHROME

_SITE_NAME = re.compile(rf"\s*(?:[—–|·•/:-]\s*)+{re.escape(ATLAS_NAME)}.*$", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"^title:\s*", re.IGNORECASE)
_RETRACTED = re.compile(r"\b(?:retract(?:ed|ion)|withdrawn|withdrawal|expression of concern)\b", re.IGNORECASE)
_RETRACTED_TITLE = re.compile(
    r"\W*(?:retracted|withdrawn|retraction notice|retraction)\b(?: article)?\W*:", re.IGNORECASE
)
_BANNER = re.compile(
    r"^\W*(?:(?:this|the) (?:study|paper|article|work|publication|entry|preprint)\b.{0,40}\b(?:retracted|withdrawn)"
    r"|(?:retracted|withdrawn|retraction|expression of concern|retraction notice)\b(?:\W*$|\s*[:!])"
    r"|(?:retracted|withdrawn)(?: by| on| in| study| paper| publication| article\W*$|\s*[·—–|-])"
    r"|(?:retraction notice|see retraction|notice of retraction)\b)",
    re.IGNORECASE,
)
_BANNER_LENGTH = 250


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
        announces = bool(_BANNER.match(line.text)) and not (is_title and _RETRACTED_TITLE.match(line.text))
        is_notice = announces or not (is_title or has_text)
        if len(line.text) <= _BANNER_LENGTH and _RETRACTED.search(line.text) and is_notice:
            draft.keep("banner", line.linked)
            _report_retraction(line, draft)
        else:
            kept.append(line)
    return kept


def _report_retraction(line: Line, draft: Draft) -> None:
    hint = "Check the study's status at Crossref before citing it."
    message = f"the page seems to announce a retraction: “{shortened(line.text)}”"
    draft.report("retraction-banner", line.number, message, hint)


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
    if _RETRACTED_TITLE.match(text):
        _report_retraction(title, draft)
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
