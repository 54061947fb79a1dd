"""The cite block of a page into a draft: the citation of the paper, its BibTeX entry, the citation of the snapshot.

Source: ../shared/ATLAS.md §4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.address import read_address
from atlas_cite.sources.atlas.citation import clean_title, parse_bibtex, parse_citation
from atlas_cite.sources.atlas.divided_page import Sections
from atlas_cite.sources.atlas.draft import Claim, Draft
from atlas_cite.sources.atlas.footers import read_versions
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line, joined
from atlas_cite.sources.atlas.names import parse_bibtex_authors
from atlas_cite.tables.atlas import CITATION_KEY_PREFIX, HEADER_LINK_WORDS

_PAGE_IN_TEXT = re.compile(r"https?://[^\s()\[\]]+/evidence/[^\s()\[\]]+")


def read_cite_block(sections: Sections, draft: Draft, *, is_end: bool) -> None:
    """Read the block; its texts stay in `other`.  `is_end` tells that the text was not cut behind it."""
    if lines := sections.lines_of(Kind.CITATION):
        last = sections.sections[-1]
        _read_citation(lines, draft, is_end=is_end and last.kind is Kind.CITATION)
    if lines := sections.lines_of(Kind.BIBTEX):
        _read_bibtex(lines, draft)
    if lines := [*sections.lines_of(Kind.SNAPSHOT), *sections.snapshots]:
        draft.keep("atlas_citation", joined(lines))
        read_versions(joined(lines), draft)
        if not draft.url and (found := _PAGE_IN_TEXT.search(joined(lines))):
            address = read_address(found.group().rstrip(".,;)"))
            draft.url, draft.slug = address.url, draft.slug or address.slug


def _read_citation(lines: Sequence[Line], draft: Draft, *, is_end: bool) -> None:
    number = lines[0].number
    text = " ".join(line.text if "http" in line.text else _with_address(line) for line in lines)
    draft.keep("citation", text)
    citation = parse_citation(text, draft.journal)
    if citation.authors is not None:
        draft.author_lists.append((Claim("citation", text, number), citation.authors))
        if draft.year is None:
            draft.year = citation.year
        elif citation.year != draft.year:
            draft.report("year-differs", number, f"the citation says {citation.year}, the header {draft.year}")
    if citation.title:
        draft.titles.append(Claim("citation", citation.title, number))
        draft.journal = draft.journal or citation.journal
    if citation.doi_text:
        draft.dois.append(Claim("citation", citation.doi_text, number))
    if citation.pmid:
        draft.pmids.append(Claim("citation", citation.pmid, number))
    is_end = is_end and draft.end is not None
    if not (citation.doi_text and is_end):
        # A DOI at the end of the text is set apart and reported by `cut`.
        _report_citation(number, draft, complete=citation.complete, titled=bool(citation.title), is_end=is_end)


def _with_address(line: Line) -> str:
    """A citation whose address stands behind its last words, as the atlas prints it: in place of them or after."""
    if not line.links:
        return line.text
    link = line.links[-1]
    is_identifier = folded(link.words) in HEADER_LINK_WORDS or Doi.find(link.words)
    words = line.text.removesuffix(link.words).rstrip() if is_identifier else line.text
    return f"{words} {link.address}"


def _report_citation(number: int, draft: Draft, *, complete: bool, titled: bool, is_end: bool) -> None:
    if not complete and is_end:
        draft.report("text-cut", number, "the text stops in the citation of the paper")
    elif complete and is_end:
        hint = "Check the DOI or PubMed number before citing."
        draft.report("text-cut", number, "the text stops right behind the citation's address, which may be cut", hint)
    elif not complete or not titled:
        draft.report("citation-unread", number, "the citation has not the form the atlas gives it; it is kept as it is")


def _read_bibtex(lines: Sequence[Line], draft: Draft) -> None:
    text = "\n".join(line.text for line in lines)
    number = lines[0].number
    draft.keep("bibtex", text)
    entry = parse_bibtex(text)
    draft.slug = draft.slug or entry.key.removeprefix(CITATION_KEY_PREFIX)
    if author := entry.fields.get("author"):
        draft.author_lists.append((Claim("bibtex", author, number), parse_bibtex_authors(author)))
    if title := entry.fields.get("title"):
        draft.titles.append(Claim("bibtex", clean_title(title.replace("{", "").replace("}", "")), number))
    if doi := entry.fields.get("doi"):
        draft.dois.append(Claim("bibtex", doi, number))
    if pmid := entry.fields.get("pmid"):
        draft.pmids.append(Claim("bibtex", pmid, number))
    draft.journal = draft.journal or entry.fields.get("journal", "").replace("{", "").replace("}", "")
