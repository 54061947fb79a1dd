"""Retraction Watch's list: a CSV file of retractions, corrections, concerns and reinstatements, by DOI.

Source: the data that Crossref publishes with Retraction Watch, "Retraction Watch Data User Guide" (columns, dates).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from atlas_cite.errors import InvalidDoi, UnreadableInput
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Update

KINDS: Mapping[str, str] = {
    "retraction": "retraction",
    "expression of concern": "expression_of_concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
"""What each value of RetractionNature is called in registries."""
_COLUMNS = ("OriginalPaperDOI", "RetractionDOI", "RetractionDate", "RetractionNature")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SOURCE = "retraction-watch"


def read_retractions(lines: Iterable[str], where: str) -> Mapping[str, tuple[Update, ...]]:
    """The updates in a list, by the DOI of the work; rows without a DOI say nothing about any entry.

    Raises UnreadableInput when the columns are not those of the list.
    """
    reader = csv.DictReader(lines)
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        hint = "Give the CSV file that Crossref publishes with Retraction Watch."
        raise UnreadableInput(f"the columns {', '.join(missing)} are missing", subject=where, hint=hint)
    found: defaultdict[str, list[Update]] = defaultdict(list)
    for row in reader:
        doi = _doi(row["OriginalPaperDOI"])
        kind = KINDS.get(row["RetractionNature"].strip().lower(), "")
        if doi and kind:
            found[doi.text].append(Update(kind, _SOURCE, _doi(row["RetractionDOI"]), _date(row["RetractionDate"])))
    return {doi: tuple(updates) for doi, updates in found.items()}


def _doi(text: str | None) -> Doi | None:
    try:
        return Doi.parse(text or "")
    except InvalidDoi:
        return None  # "unavailable", "Unavailable" and blanks are how the list says that there is none


def _date(text: str | None) -> str:
    """An ISO date from month, day and year, as the list has it; empty for anything else."""
    match = _DATE.match((text or "").strip())
    return f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}" if match else ""
