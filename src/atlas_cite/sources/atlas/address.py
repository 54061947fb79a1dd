"""Web addresses and file names: which page of the atlas, and which study, they name.

Source: ../shared/ATLAS.md §1 (hosts) and §3: a slug is a key, never a source of names or titles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from atlas_cite.model.doi import Doi
from atlas_cite.sources.atlas.citation import pmid_of
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.tables.atlas import ATLAS_HOSTS

_ADDRESS_LINE = re.compile(
    r"(?:(?:url|source|link|page|address|permalink|canonical)\s*:\s*)?<?((?:https?://|www\.)\S+?)>?"
    r"(?:[\s,(]+(?:accessed|retrieved|snapshot|saved|as of)\b[^)]{0,40}\)?)?",
    re.IGNORECASE,
)
_HOST = "|".join(re.escape(host) for host in ATLAS_HOSTS)
_PAGE = re.compile(rf"(?:https?://)?(?:www\.)?(?:{_HOST})(?:/[^\s?#]*)?", re.IGNORECASE)
_SLUG = re.compile(r"/evidence/([^/?#\s]+)")
_FILE_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*-(?:18|19|20)\d{2}(?:-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address line names: a page of the atlas (`url`, `slug`), a DOI, a PubMed number, or just a page."""

    text: str
    url: str = ""
    slug: str = ""
    doi_text: str = ""
    pmid: str = ""


def find_address(line: Line) -> Address | None:
    """The address that `line` is, alone or behind `URL:`; None for a line with other words."""
    found = _ADDRESS_LINE.fullmatch(line.text)
    text = found.group(1) if found else ""
    if not found and len(line.links) == 1 and line.links[0].words == line.text and _PAGE.match(line.links[0].address):
        # A lone link to a page of the atlas: its words may be a title, which stays a line of its own.
        return None
    if not text:
        return None
    return read_address(text)


def read_address(text: str) -> Address:
    """Read one web address."""
    if _PAGE.match(text):
        slug = _SLUG.search(text)
        return Address(text, url=re.split(r"[?#]", text)[0], slug=slug.group(1) if slug else "")
    if "doi.org/" in text and Doi.find(text):
        return Address(text, doi_text=text)
    return Address(text, pmid=pmid_of(text))


def is_atlas_address(text: str) -> bool:
    """Whether `text` begins with an address on a host of the atlas."""
    return bool(_PAGE.match(text))


def slug_of_file(where: str) -> str:
    """The slug that a file is named by; empty unless the whole name has a slug's form."""
    stem = PurePath(where).name.partition(".")[0] if where else ""
    return stem if _FILE_SLUG.fullmatch(stem) else ""
