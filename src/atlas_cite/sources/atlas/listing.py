"""Many studies in one text: a list page of the atlas, or several pages behind each other.

A list page has, for each study, a title, a header and a summary.  Source: ../shared/ATLAS.md §1 (list pages).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.sources.atlas.address import is_atlas_address
from atlas_cite.sources.atlas.badges import is_badge_line
from atlas_cite.sources.atlas.draft import Draft
from atlas_cite.sources.atlas.header import find_header, join_split_headers
from atlas_cite.sources.atlas.headings import Kind, heading_of
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.page import read_page
from atlas_cite.sources.atlas.sections import divide, is_boilerplate

_PAGE_ADDRESS = re.compile(r"/evidence/[^/?#\s]+")


def is_listing(lines: Sequence[Line]) -> bool:
    """Whether lines hold several studies, each with a header of its own."""
    return len(_page_starts(lines)) > 1 or len(_entry_starts(lines)) > 1


def read_listing(lines: Sequence[Line], where: str) -> tuple[list[SummaryRecord], list[Problem]]:
    """Read each study; text before the first one is named in a problem."""
    lines = join_split_headers(lines)
    starts = _page_starts(lines)
    if len(starts) < 2:
        starts = _entry_starts(lines)
    records: list[SummaryRecord] = []
    problems: list[Problem] = []
    left = [line for line in lines[: starts[0] if starts else 0] if not is_boilerplate(line.text)]
    if not starts:
        return [], [Problem("not-an-atlas-page", f"{where}:1", "nothing here shows a study of the atlas")]
    if left:
        words = "; ".join(line.text for line in left)
        message = f"text before the first study is no part of any: “{words}”"
        problems.append(Problem("unassigned-text", f"{where}:{left[0].number}", message, severity=Severity.WARNING))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        record, found = read_page(lines[start:end], where, Draft(where, may_be_cut=end == len(lines)))
        problems += found
        if record is not None:
            records.append(record)
    return records, problems


def _page_starts(lines: Sequence[Line]) -> list[int]:
    """Where pages begin, when each begins with its address."""
    starts = [
        place
        for place, line in enumerate(lines)
        if is_atlas_address(line.text.strip("<>")) and _PAGE_ADDRESS.search(line.text) and len(line.text.split()) == 1
    ]
    slugs = {lines[place].text for place in starts}
    if len(slugs) < 2 or len(slugs) != len(starts):
        return []
    bodies = zip(starts, [*starts[1:], len(lines)], strict=True)
    if all(any(find_header(line) or heading_of(line) for line in lines[start:end]) for start, end in bodies):
        return [0 if place == starts[0] and place < 3 else place for place in starts]
    return []


def _entry_starts(lines: Sequence[Line]) -> list[int]:
    """Where the entries of a list begin: at the title above each header, or at the badges above that."""
    headers = _header_places(lines)
    if len(headers) < 2:
        return []
    badges_first = any(is_badge_line(line.text) for line in lines[: headers[0]])
    starts = []
    for header in headers:
        start = header
        while (
            start > 0 and lines[start - 1].text and _begins_entry(lines, start - 1, header, badges_first=badges_first)
        ):
            start -= 1
        starts.append(start)
    return starts


def _begins_entry(lines: Sequence[Line], place: int, header: int, *, badges_first: bool) -> bool:
    """Whether the line at `place` belongs to the entry whose header follows: its title, address, or badges."""
    line = lines[place]
    if is_badge_line(line.text):
        return badges_first
    if is_atlas_address(line.text.strip("<>")):
        return place >= header - 2
    return place == header - 1 or (
        place >= header - 3 and all(is_badge_line(each.text) for each in lines[place + 1 : header])
    )


def _header_places(lines: Sequence[Line]) -> list[int]:
    """Headers of studies of their own: none under Related Studies, none repeated."""
    divided = divide(lines)
    if divided.header is None:
        return []
    related = {(line.number, line.text) for line in divided.lines_of(Kind.RELATED)}
    places: list[int] = []
    seen: set[tuple[str, int]] = set()
    for place, line in enumerate(lines):
        header = find_header(line) if (line.number, line.text) not in related else None
        if header and (header.authors + header.journal, header.year) not in seen:
            seen.add((header.authors + header.journal, header.year))
            places.append(place)
    return places
