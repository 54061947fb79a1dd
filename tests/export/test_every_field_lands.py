"""What lands where: every field in every format, but for those that a format has no place for."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from atlas_cite.formats import EXPORT_FORMATS, load_function
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status, Update
from export.entry_cases import annotate_nothing, entry

MARK = (Name("Mmark", "A."),)
RETRACTED = Status("2026-01-01", (Update("retraction", "publisher", Doi.parse("10.5555/n"), "2014-01-01"),))

ROWS: list[tuple[str, str, dict[str, Any], str, str]] = [
    # what; CSL type; fields; what must be seen of it; formats without a place for it
    ("author", "article-journal", {"author": MARK}, "mmark", ""),
    ("group", "report", {"author": (Name(literal="Mmark Group"),)}, "mmark group", ""),
    ("particle", "book", {"author": (Name("Dal", "A.", non_dropping_particle="mmark"),)}, "mmark", ""),
    ("suffix", "book", {"author": (Name("Dal", "A.", "Mmark"),)}, "mmark", ""),
    ("ORCID", "book", {"author": (Name("Dal", "A.", orcid="0000-0002-1825-0097"),)}, "0000-0002-1825-0097",
     "bibtex biblatex ris csl-yaml endnote-xml zotero-rdf hayagriva csv coins"),
    ("editor of a chapter", "chapter", {"editor": MARK}, "mmark", ""),
    ("editor alone", "book", {"editor": MARK}, "mmark", ""),
    ("translator", "book", {"translator": MARK}, "mmark", "nbib meta"),
    ("narrator", "song", {"narrator": MARK}, "mmark", "ris endnote-xml nbib zotero-rdf meta"),
    ("journal", "article-journal", {"container-title": "Mmark"}, "mmark", ""),
    ("abbreviated journal", "article-journal", {"container-title": "J", "container-title-short": "Mmark"}, "mmark", ""),
    ("book of a chapter", "chapter", {"container-title": "Mmark"}, "mmark", ""),
    ("series", "chapter", {"container-title": "B", "collection-title": "Mmark"}, "mmark", ""),
    ("number in the series", "chapter", {"collection-title": "S", "container-title": "B", "collection-number": "7731"},
     "7731", "nbib coins meta"),
    ("volume", "article-journal", {"container-title": "J", "volume": "7731"}, "7731", ""),
    ("issue", "article-journal", {"container-title": "J", "volume": "2", "issue": "7731"}, "7731", ""),
    ("pages", "article-journal", {"page": "7731-7739"}, "7731", ""),
    ("weird pages", "article-journal", {"page": "S7731, iv"}, "s7731", ""),
    ("article number", "article-journal", {"number": "e7731"}, "e7731", ""),
    ("article number beside pages", "article-journal", {"page": "1-9", "number": "e7731"}, "e7731", "meta"),
    ("report number", "report", {"number": "TR-7731"}, "tr-7731", "coins"),
    ("pages of a book", "book", {"number-of-pages": "7731"}, "7731", "ris nbib meta"),
    ("edition", "book", {"edition": "7731"}, "7731", "meta"),
    ("publisher", "book", {"publisher": "Mmark"}, "mmark", ""),
    ("place", "book", {"publisher": "P", "publisher-place": "Mmark"}, "mmark", "meta"),
    ("university", "thesis", {"publisher": "Mmark"}, "mmark", ""),
    ("kind of thesis", "thesis", {"genre": "Mmark thesis"}, "mmark", "nbib"),
    ("conference", "paper-conference", {"event-title": "Mmark"}, "mmark", "nbib"),
    ("its place", "paper-conference", {"event-title": "E", "event-place": "Mmark"}, "mmark", "nbib coins meta"),
    ("year", "book", {"issued": Date((1931,))}, "1931", ""),
    ("end of a range", "article-journal", {"issued": Date((1931,), (1937,))}, "1937", "hayagriva"),
    ("season", "article-journal", {"issued": Date((1931,), season=1)}, "1931", ""),
    ("in press", "article-journal", {"issued": Date(literal="Mmark")}, "mmark", "hayagriva"),
    ("online date", "book", {"issued": Date((2001,)), "available-date": Date((1931, 2, 3))}, "1931",
     "ris endnote-xml hayagriva json-ld coins"),
    ("date of access", "webpage", {"URL": "https://x.org", "accessed": Date((1931, 2, 3))}, "1931",
     "nbib json-ld coins meta"),
    ("original date", "book", {"original-date": Date((1931,))}, "1931", "ris endnote-xml nbib hayagriva coins meta"),
    ("original title", "book", {"original-title": "Mmark"}, "mmark", "ris hayagriva coins meta"),
    ("DOI", "article-journal", {"DOI": "10.5555/mmark"}, "10.5555/mmark", ""),
    ("address", "webpage", {"URL": "https://mmark.org/a"}, "https://mmark.org/a", "nbib"),
    ("PubMed id", "article-journal", {"PMID": "77317731"}, "77317731", ""),
    ("PubMed Central id", "article-journal", {"PMCID": "PMC77317731"}, "77317731", "coins"),
    ("ISSN", "article-journal", {"container-title": "J", "ISSN": "0005-7967, 1873-622X"}, "1873-622x", ""),
    ("ISBN", "book", {"ISBN": "9783161484100"}, "9783161484100", ""),
    ("language", "article-journal", {"language": "fi"}, "fi", ""),
    ("licence", "dataset", {"license": "Mmark"}, "mmark", "ris endnote-xml hayagriva"),
    ("keyword", "article-journal", {"keyword": "rest, mmark"}, "mmark", "hayagriva"),
    ("abstract", "article-journal", {"abstract": "Mmark."}, "mmark", "coins"),
    ("note", "article-journal", {"note": "Mmark."}, "mmark", "coins meta"),
    ("the reader's note", "article-journal", {"annote": "Mmark."}, "mmark", "coins meta"),
    ("version", "software", {"version": "7731"}, "7731", "ris nbib hayagriva coins meta"),
    ("shelf mark", "manuscript", {"archive": "A", "archive_location": "Box 7731"}, "7731", "nbib coins meta"),
    ("eprint", "article", {"DOI": "10.48550/arxiv.2101.77310"}, "2101.77310", ""),
]  # fmt: skip


def seen(name: str, one: Entry) -> str:
    """The entry in a format, decoded and in lower case."""
    render = load_function(next(each.function for each in EXPORT_FORMATS if each.name == name))
    return unquote("".join(render([one], annotate_nothing))).lower()  # type: ignore[call-overload]


@pytest.mark.parametrize(("what", "kind", "fields", "mark", "no_place"), ROWS, ids=[row[0] for row in ROWS])
def test_a_field_lands_in_every_format_that_has_a_place(
    what: str, kind: str, fields: dict[str, Any], mark: str, no_place: str
) -> None:
    with_it, without = entry("k", kind, {"title": "T", **fields}), entry("k", kind, {"title": "T"})
    lost = {
        each.name
        for each in EXPORT_FORMATS
        if mark not in seen(each.name, with_it) or seen(each.name, with_it) == seen(each.name, without)
    }
    assert lost == set(no_place.split()), what


@pytest.mark.parametrize("name", [each.name for each in EXPORT_FORMATS])
def test_a_retraction_is_told_in_every_format(name: str) -> None:
    fields = {"title": "T", "author": MARK}
    assert "retract" in seen(name, entry("k", "article-journal", fields, status=RETRACTED))
    assert "retract" not in seen(name, entry("k", "article-journal", fields))
