"""Pages of the ME/CFS Atlas, as copied text or saved HTML, read into summary records.

The way through: text -> `lines` (or `html_lines`) -> `sections` -> `page`, which fills a `draft` by way of `header`
and `names`, `badges`, `parts`, `metadata` and `citation`; the draft settles what several places say.  Every line is
taken by one rule, and what no rule reads is kept in the record with a problem.

Problem codes: title-missing, header-missing, journal-missing, odd-header, ambiguous-authors, authors-differ,
hand-entered, title-differs, journal-differs, year-differs, doi-invalid, doi-differs, pmid-differs, url-differs,
pem-conflict, unknown-badge, badge-differs, unknown-heading, unknown-line, unknown-label, unknown-tag, empty-part,
empty-value, repeated-heading, unassigned-text, paragraphs-missing, text-cut, citation-unread, retraction-banner,
several-studies, not-an-atlas-page.

Source: ../shared/ATLAS.md.
"""

from __future__ import annotations

from atlas_cite.errors import Problem
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.sources.atlas.detect import html_shows_page, is_html, shows_page
from atlas_cite.sources.atlas.draft import Draft
from atlas_cite.sources.atlas.lines import Line, split_lines
from atlas_cite.sources.atlas.listing import is_listing, read_listing
from atlas_cite.sources.atlas.page import read_page


def looks_like_atlas_page(text: str) -> bool:
    """Whether `text`, copied or HTML, is a page of the atlas or a list of its studies; never raises."""
    if is_html(text):
        return html_shows_page(text, _lines(text))
    return shows_page(text)


def looks_like_atlas_list(text: str) -> bool:
    """Whether `text` holds several studies, each with a header of its own: use `read_atlas_list`."""
    return is_listing(_lines(text))


def read_atlas_page(text: str, where: str) -> tuple[SummaryRecord | None, list[Problem]]:
    """Read one copied page (HTML goes to `read_atlas_html`); None when nothing shows a page.

    `where` names the file in problems (`where:line`).  Never raises for any text.
    """
    if is_html(text):
        return read_atlas_html(text, where)
    return read_page(split_lines(text), where, Draft(where, ends_in_line=not text.endswith(("\n", "\r"))))


def read_atlas_html(html: str, where: str) -> tuple[SummaryRecord | None, list[Problem]]:
    """Read one saved page; its markup (citation meta, JSON-LD, canonical link, `lang`) completes what its text says."""
    from atlas_cite.sources.atlas.html_page import read_html

    return read_html(html, where)


def read_atlas_list(text: str, where: str) -> tuple[list[SummaryRecord], list[Problem]]:
    """Read every study of a list page, or of several pages behind each other, in order."""
    return read_listing(_lines(text), where)


def read_atlas(text: str, where: str) -> tuple[list[SummaryRecord], list[Problem]]:
    """Read whatever the atlas's text is: one page or several studies, copied or HTML."""
    if looks_like_atlas_list(text):
        return read_atlas_list(text, where)
    record, problems = read_atlas_page(text, where)
    return [record] if record else [], problems


def _lines(text: str) -> list[Line]:
    if not is_html(text):
        return split_lines(text)
    from atlas_cite.sources.atlas.html_page import html_page_lines

    return html_page_lines(text)
