"""Notices of a retraction: short lines that say a study was retracted or withdrawn, or that concern was expressed.

The atlas's wording is unknown, so any short line outside the summary's prose counts; it is kept in `other["banner"]`.
Source: ../shared/ATLAS.md §1 (retractions).
"""

from __future__ import annotations

import re

from atlas_cite.sources.atlas.draft import Draft, shortened
from atlas_cite.sources.atlas.lines import Line

_RETRACTED = re.compile(
    r"\b(?:retract(?:ed|ion|s)|withdrawn|withdrawal|withdrew|expressions? of concern)\b", re.IGNORECASE
)
_WORD = r"(?:retracted|retraction(?: notice)?|notice of retraction|withdrawn|withdrawal|expression of concern)"
_KIND = r"(?:study|paper|article|work|publication|entry|preprint|report|trial)"
_LABEL = r"(?:(?:\w+ )?(?:status|notice|note|alert|warning|update|badge)\s*[:—–-]\s*)?"
_ALONE = re.compile(
    rf"\W*{_LABEL}{_WORD}(?: {_KIND})?(?:[\s(,:·—–-]*(?:(?:on|in) )?(?:\d{{1,2}} )?(?:[A-Z][a-z]+ )?[\d-]{{4,10}})?\W*",
    re.IGNORECASE,
)
_BANNER = re.compile(
    rf"^\W*(?:(?:this|the) {_KIND}\b.{{0,40}}\b(?:retracted|withdrawn)"
    rf"|{_WORD}\b(?:\W*$|\s*[:!])"
    rf"|(?:retracted|withdrawn)(?: by| on| in| study| paper| publication| article\W*$|\s*[·—–|-])"
    r"|(?:retraction notice|see retraction|notice of retraction)\b"
    r"|(?:the |an? )?(?:journal|publisher|editors?|authors?|editor-in-chief)\b.{0,40}\b"
    r"(?:retract(?:ed|s)|with(?:drew|drawn)|retraction|expression of concern)"
    rf"|(?:[\w'’]+ )?(?:status|notice|note|alert|warning|update|badge)\s*[:—–-].{{0,60}}\b{_WORD}\b"
    r"|(?:an? )?(?:expression of concern|retraction)\b.{0,40}\b(?:issued|published|posted|for this|of this|added)\b)",
    re.IGNORECASE,
)
_RETRACTED_TITLE = re.compile(
    r"\W*(?:retracted|withdrawn|retraction notice|retraction)\b(?: article)?\W*:", re.IGNORECASE
)
_OF_THE_SITE = re.compile(r"\b(?:retraction|withdrawal)s? (?:polic(?:y|ies)|watch|database|log)\b", re.IGNORECASE)
_LONGEST = 250


def mentions_retraction(text: str) -> bool:
    """Whether a line is short and says `retracted`, `withdrawn` or the like anywhere."""
    return len(text) <= _LONGEST and bool(_RETRACTED.search(_OF_THE_SITE.sub("", text)))


def is_banner(text: str) -> bool:
    """Whether a line begins as an announcement does: `This paper has been retracted.`, `Status: Retracted`."""
    return mentions_retraction(text) and bool(_BANNER.match(text))


def is_notice(text: str) -> bool:
    """Whether a text is nothing but the words: `Retracted`, `Status: Withdrawn`, `Retraction notice (2011)`."""
    return len(text) <= 80 and bool(_ALONE.fullmatch(text))


def is_retracted_title(text: str) -> bool:
    """Whether a title is marked as retracted: `RETRACTED: …`."""
    return bool(_RETRACTED_TITLE.match(text))


def report_notice(line: Line, draft: Draft) -> None:
    """Keep a line as the page's banner, and say so."""
    draft.keep("banner", line.linked)
    report_retraction(line, draft)


def report_retraction(line: Line, draft: Draft) -> None:
    """Say that a line announces a retraction."""
    hint = "Check the study's status at Crossref before citing it."
    message = f"the page seems to announce a retraction: “{shortened(line.text)}”"
    draft.report("retraction-banner", line.number, message, hint)
