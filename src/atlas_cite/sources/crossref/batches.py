"""Batches: which DOIs go together into one DOI filter, and which must be asked singly.

Source: Crossref REST API, filter syntax and `doi-not-valid`; address length as measured (rest-api-doc #251).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from atlas_cite.model.doi import Doi

MOST_IN_A_BATCH = 50
_FILTERABLE = re.compile(r"10\.\d{4,}/[!-+\--~]+")
"""What the DOI filter takes: no dot in the prefix, printable ASCII, and no comma, at which filters are split."""


def cut(dois: Iterable[Doi], longest: int) -> tuple[list[tuple[Doi, ...]], list[Doi]]:
    """Batches of at most 50 DOIs whose filter takes at most `longest` bytes encoded, and the DOIs to ask singly.

    A DOI alone is asked singly as well: that finds an alias at once.
    """
    batches: list[list[Doi]] = [[]]
    singles: list[Doi] = []
    room = longest
    for doi in dois:
        size = len(quote(f"doi:{doi.text},", safe=""))
        if not _FILTERABLE.fullmatch(doi.text) or size > longest:
            singles.append(doi)
            continue
        if size > room or len(batches[-1]) == MOST_IN_A_BATCH:
            batches.append([])
            room = longest
        batches[-1].append(doi)
        room -= size
    singles += [batch[0] for batch in batches if len(batch) == 1]
    return [tuple(batch) for batch in batches if len(batch) > 1], singles
