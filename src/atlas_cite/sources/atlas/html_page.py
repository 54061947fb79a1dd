"""A saved HTML page -> record: the reader of copied text, fed with the page's lines and what its markup says."""

from __future__ import annotations

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.date import Date
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.sources.atlas.address import read_address
from atlas_cite.sources.atlas.citation import clean_title
from atlas_cite.sources.atlas.draft import Claim, Draft
from atlas_cite.sources.atlas.footers import read_versions
from atlas_cite.sources.atlas.front import without_site_name
from atlas_cite.sources.atlas.html_facts import HtmlFacts, html_facts
from atlas_cite.sources.atlas.html_lines import html_lines, html_notices, parse_html
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.names import AuthorList
from atlas_cite.sources.atlas.notices import report_notice
from atlas_cite.sources.atlas.page import read_page
from atlas_cite.sources.atlas.person import parse_name


def read_html(text: str, where: str) -> tuple[SummaryRecord | None, list[Problem]]:
    """Read one saved page."""
    tree = parse_html(text)
    if tree is None:
        return None, [Problem("not-an-atlas-page", where, "this HTML file is empty", severity=Severity.ERROR)]
    facts = html_facts(tree, text)
    lines, footers = html_lines(tree, facts.base)
    may_be_cut = not text.rstrip().endswith(">")
    draft = Draft(where, may_be_cut=may_be_cut, ends_in_line=may_be_cut)
    _add_facts(facts, draft)
    for line in footers:
        draft.keep("footer", line.linked)
        read_versions(line.text, draft)
    for line in html_notices(tree, lines):
        report_notice(line, draft)
    return read_page(lines, where, draft)


def html_page_lines(text: str) -> list[Line]:
    """The lines of a saved page, as `split_lines` gives those of a copied one."""
    tree = parse_html(text)
    return html_lines(tree, html_facts(tree, text).base)[0] if tree is not None else []


def _add_facts(facts: HtmlFacts, draft: Draft) -> None:
    """Enter what the markup says as claims: they complete the text and never outrank it."""
    draft.language = facts.language
    if facts.url:
        address = read_address(facts.url)
        draft.url, draft.slug = address.url, address.slug
    if title := facts.first("title") or without_site_name(facts.first("html_title")):
        draft.titles.append(Claim("meta", clean_title(title), 1))
    for doi in facts.values.get("doi", ()):
        draft.dois.append(Claim("meta", doi, 1))
    if pmid := facts.first("pmid"):
        draft.pmids.append(Claim("meta", pmid, 1))
    if authors := facts.values.get("author"):
        names = tuple(parse_name(author) for author in authors)
        draft.author_lists.append((Claim("meta", "; ".join(authors), 1), AuthorList(names)))
    if updated := facts.first("last_updated"):
        date = Date.parse(updated)
        draft.last_updated = date.iso() if date else ""
    for name in ("journal", "year"):
        if text := facts.first(name):
            draft.meta[name] = text
