"""The page's own footer lines: versions of the programs that made it, dates, and its citation of a snapshot.

Source: ../shared/ATLAS.md §1 (versions) and §4 (snapshot citation).
"""

from __future__ import annotations

import re

from atlas_cite.model.date import Date
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.draft import Draft
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.tables.atlas import ATLAS_HOSTS, ATLAS_NAME, FOOTER_WORDS

VERSIONS = (
    ("generator_version", re.compile(r"\bgen\.v\d[\w.-]*\w")),
    ("scanner", re.compile(r"\bpass-b\.v\d[\w.-]*\w")),
    ("classifier", re.compile(r"\bclaude-[a-z]+-\d[\w.-]*\w")),
    ("methodology_policy", re.compile(r"methodology policy:? (v\d[\d.]*\d)", re.IGNORECASE)),
    ("editorial_policy", re.compile(r"editorial policy:? (v\d[\d.]*\d)", re.IGNORECASE)),
)
_DAY = r"(\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})"
ANY_DAY = re.compile(_DAY)
_SNAPSHOT = re.compile(
    rf"\b(?:snapshot|as of|accessed|retrieved|dated|captured)\b(?: (?:date|of|on|taken))*:?\s*\(?{_DAY}", re.IGNORECASE
)
_UPDATED = re.compile(rf"\b(?:last )?updated:?(?: on)?\s*{_DAY}", re.IGNORECASE)
_FACTS = (*(pattern for _, pattern in VERSIONS), _SNAPSHOT, _UPDATED)
_LONGEST_FOOTER = 250


def is_footer(text: str) -> bool:
    """Whether a short line says nothing but versions and dates of the page: `Snapshot 2026-04-19 · gen.v1.…`."""
    if len(text) > _LONGEST_FOOTER or not any(character.isdigit() for character in text):
        return False
    rest = text
    for pattern in _FACTS:
        rest = pattern.sub(" ", rest)
    return rest != text and not set(folded(rest).split()) - FOOTER_WORDS


def is_snapshot_citation(text: str) -> bool:
    """Whether a line cites the atlas's page: the atlas's name, the page's address, and a snapshot or version."""
    return (
        folded(text[:40]).startswith(folded(ATLAS_NAME))
        and any(host in text.casefold() for host in ATLAS_HOSTS)
        and bool(_SNAPSHOT.search(text) or VERSIONS[0][1].search(text))
    )


def read_footer(line: Line, draft: Draft) -> None:
    """Read a footer's versions and dates, and keep its words."""
    draft.keep("footer", line.linked)
    read_versions(line.text, draft)


def holds_versions(text: str) -> bool:
    """Whether a line of the metadata is a footer with more than one fact, or a version without a label."""
    if not is_footer(text):
        return False
    facts = [found for pattern in _FACTS if (found := pattern.search(text))]
    return len(facts) > 1 or (bool(facts) and facts[0].start() == 0 and facts[0].re not in {_SNAPSHOT, _UPDATED})


def read_versions(text: str, draft: Draft) -> None:
    """Read program and policy versions and dates out of a footer or a snapshot citation."""
    for name, pattern in VERSIONS:
        if found := pattern.search(text):
            value = found.group(found.lastindex or 0)
            if name == "generator_version":
                draft.generator_version = draft.generator_version or value
            else:
                draft.keep(name, value)
    if found := _SNAPSHOT.search(text):
        draft.snapshot_date = draft.snapshot_date or iso_date(found.group(1))
    if found := _UPDATED.search(text):
        draft.last_updated = draft.last_updated or iso_date(found.group(1))


def iso_date(text: str) -> str:
    """A date as ISO text; empty for what is none."""
    date = Date.parse(text)
    return date.iso() if date and date.start else ""
