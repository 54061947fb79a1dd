"""Badges: a study's classification in words, the PEM criterion first and always."""

from __future__ import annotations

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import BulletList, Text
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.render.labels import label

_RETIRED = frozenset({"review_status"})
"""Bulk-applied and withdrawn by the atlas: printing it would claim a review that never was (ATLAS.md §1)."""


def badge_values(summary: SummaryRecord, language: str = "en") -> dict[str, tuple[str, str]]:
    """Label and value of each badge by its name; the values are the atlas's own words."""
    values = {"pem": (label("pem", language), label(f"pem-{summary.pem}", language))}
    for name, value in summary.badges.items():
        if name not in _RETIRED and value.strip():
            values[name] = (label(name, language), one_line(value))
    return values


def badge_list(summary: SummaryRecord, language: str = "en") -> BulletList:
    """The badges as a list of `label: value`."""
    pairs = badge_values(summary, language).values()
    return BulletList(tuple((Text(f"{name}: {value}"),) for name, value in pairs), "badge")


def badge_heading(summary: SummaryRecord, language: str = "en", words: str = "") -> str:
    """The list's heading, with the date for which badges hold when the page gave one; `words` replace ours."""
    if words:
        return f"{words} ({one_line(summary.snapshot_date)})" if summary.snapshot_date else words
    name = "badge-dated" if summary.snapshot_date else "badge"
    return label(name, language, date=one_line(summary.snapshot_date))
