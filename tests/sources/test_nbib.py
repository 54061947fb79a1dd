from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.export.nbib import render_nbib
from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.reference import Reference
from atlas_cite.sources.nbib import read_nbib
from atlas_cite.sources.pages import read_pages
from atlas_cite.sources.written_dates import read_date
from export.entry_cases import annotate_nothing, entry

SHARED = Path(__file__).parents[3] / "shared" / "other"


def read_one(text: str) -> Reference:
    (reference,), _ = read_nbib(f"PMID- 1\n{text}\n", "a.nbib")
    return reference


@pytest.mark.parametrize(
    ("lines", "variable", "value"),
    [
        ("TI  - A title that is\n      wrapped in two.", "title", "A title that is wrapped in two."),
        ("OWN - NLM\nTI  - PubMed ends titles so.", "title", "PubMed ends titles so"),
        ("OWN - NLM\nTI  - Is it? Yes...", "title", "Is it? Yes..."),
        ("JT  - The journal\nTA  - J", "container-title-short", "J"),
        ("JT  - The journal", "container-title", "The journal"),
        ("LID - S0005(13)1 [pii]\nAID - 10.5555/X [doi]", "DOI", "10.5555/x"),
        ("AID - http://dx.doi.org/10.5555/x", "DOI", "10.5555/x"),
        ("IS  - 1532-1827 (Electronic)\nIS  - 0007-0920 (Linking)", "ISSN", "1532-1827, 0007-0920"),
        ("ISSN- ISSN-1234-4567", "ISSN", "1234-4567"),
        ("ISBN- ISBN 978-3-86680-192-9", "ISBN", "978-3-86680-192-9"),
        ("PMC - PMC38908", "PMCID", "PMC38908"),
        ("LA  - ger", "language", "de"),
        ("LA  - eng\nLA  - fre", "language", "en, fr"),
        ("PG  - 6913-7", "page", "6913-7"),
        ("PG  - e12\nLID - e12 [pii]", "number", "e12"),
        ("MH  - *Rest/physiology\nOT  - sleep", "keyword", "Rest/physiology, sleep"),
        ("MH  - Aged, 80 and over\nOT  - sleep", "keyword", "Aged, 80 and over; sleep"),
        ("DP  - 2013 Jul-Aug", "issued", Date((2013, 7), (2013, 8))),
        ("DEP - 20160419", "available-date", Date((2016, 4, 19))),
        ("FAU - Smith, John Jr\nAU  - Smith J Jr", "author", (Name("Smith", "John", "Jr."),)),
        ("FAU - Smith, Jr.\nAU  - Smith Jr", "author", (Name("Smith", "", "Jr."),)),
        ("FAU - , Smith Jr.\nAU  - Smith Jr", "author", (Name("Smith", "", "Jr."),)),
        ("FAU - Smith, Ii\nAU  - Smith I", "author", (Name("Smith", "Ii"),)),
        (
            "AU  - van Raaij MJ\nAU  - Abrahams JP",
            "author",
            (Name("Raaij", "M. J.", non_dropping_particle="van"), Name("Abrahams", "J. P.")),
        ),
        (
            "FAU - Roe, Ann\nAU  - Roe A\nCN  - Rest Group\nFAU - Doe, Bo",
            "author",
            (Name("Roe", "Ann"), Name(literal="Rest Group"), Name("Doe", "Bo")),
        ),
        ("FED - Ek, Bo\nED  - Ek B", "editor", (Name("Ek", "Bo"),)),
        ("GN  - One.\nGN  - Two.", "annote", "One.\nTwo."),
        ("PT  - Retracted Publication", "annote", "Retracted Publication"),
    ],
)
def test_a_tag_is_a_variable(lines: str, variable: str, value: Value) -> None:
    assert read_one(lines).item.fields[variable] == value


@pytest.mark.parametrize(
    ("types", "csl", "kept"),
    [
        ("PT  - Journal Article\nPT  - Review", "article-journal", "Review"),
        ("PT  - Journal Article\nPT  - Preprint", "article", ""),
        ("PT  - Academic Dissertation", "thesis", ""),
        ("PT  - Case Reports", "article-journal", ""),
        ("PT  - Something new", "article-journal", "Something new"),
        ("", "article-journal", ""),
    ],
)
def test_the_publication_type_that_says_most_is_the_type(types: str, csl: str, kept: str) -> None:
    reference = read_one(types)
    assert (reference.item.type, reference.extra.get("nbib:PT", "")) == (csl, kept)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2013 Jul 1", Date((2013, 7, 1))),
        ("2013 Spring", Date((2013,), season=1)),
        ("2013 Jul 1-3", Date((2013, 7, 1), (2013, 7, 3))),
        ("2013 Jul 30-Aug 2", Date((2013, 7, 30), (2013, 8, 2))),
        ("2019 Dec-2020 Jan", Date((2019, 12), (2020, 1))),
        ("1998-1999", Date((1998,), (1999,))),
        ("201604", Date((2016, 4))),
        ("2013 Winter-Spring", Date((2013,), season=4)),
        ("in press", Date(literal="in press")),
    ],
)
def test_a_date_is_read_in_any_form(text: str, date: Date) -> None:
    assert read_date(text) == date


def test_records_are_parted_by_blank_lines_or_a_new_pmid_and_text_outside_is_told() -> None:
    text = "\ufeffhello\r\nPMID- 1\r\nTI  - One\r\nPMID- 2\r\nTI  - Two\r\n\r\nOWN - ERIC\r\nTI  - Three\r\n"
    references, problems = read_nbib(text, "a.nbib")
    assert [reference.item.text("title") for reference in references] == ["One", "Two", "Three"]
    assert [(problem.code, problem.subject) for problem in problems] == [("nbib-text-outside", "a.nbib:1")]


def test_a_doi_that_is_none_is_told_and_kept() -> None:
    references, problems = read_nbib("PMID- 1\nAID - nonsense [doi]\n", "a.nbib")
    assert references[0].extra == {"nbib:AID": "nonsense [doi]"}
    assert [problem.code for problem in problems] == ["doi-invalid"]


tags = st.sampled_from(
    ["PMID- 1", "TI  - x", "FAU - , ", "AU  - ", "DP  - 2013 Jul-", "LID - [doi]", "      y", "", "PG  - ", "IS  -"]
)


@given(st.lists(st.one_of(tags, st.text(max_size=20))).map("\n".join))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    references, problems = read_nbib(text, "any.nbib")
    assert len(references) <= text.count("-")
    assert all(problem.subject.startswith("any.nbib:") for problem in problems)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_files_are_read_whole() -> None:
    pubmed = read_nbib((SHARED / "jabref-NbibImporterTest.nbib").read_text("utf-8"), "a")[0][0]
    assert (pubmed.doi and pubmed.doi.text, pubmed.pmid) == ("10.4103/2277-9175.180636", "27169098")
    assert [str(name) for name in pubmed.item.names("author")][2:] == ["Selvamani", "corporater"]
    eric = read_nbib((SHARED / "colrev-eric_nbib.nbib").read_text("utf-8"), "b")[0][0]
    assert (eric.item.text("ISSN"), eric.item.text("page"), eric.item.year) == ("1234-4567", "1-9", 2000)


ORCIDS = [
    # lines of a record; the ORCID iD of each author and editor
    (
        ["FAU - Roe, A", "AU  - Roe A", "AUID- ORCID: 0000-0002-1825-0097", "FAU - Poe, B", "AU  - Poe B"],
        ["0000-0002-1825-0097", ""],
    ),
    (
        ["AU  - Roe A", "AU  - Poe B", "AUID- ORCID: http://orcid.org/0000-0002-1825-0097"],
        ["", "0000-0002-1825-0097"],
    ),
    (["FAU - Roe, A", "CN  - A Group", "AUID- ORCID: 0000-0002-1825-0097"], ["", ""]),
    (["FAU - Roe, A", "FED - Ek, B", "ED  - Ek B", "AUID- ORCID: 0000-0002-1825-0097"], ["", "0000-0002-1825-0097"]),
    (["AUID- ORCID: 0000-0002-1825-0097", "FAU - Roe, A"], [""]),
    (["FAU - Roe, A", "AUID- ISNI: 0000 0001"], [""]),
]


@pytest.mark.parametrize(("lines", "expected"), ORCIDS)
def test_an_orcid_belongs_to_the_person_before_it(lines: list[str], expected: list[str]) -> None:
    (reference,), _ = read_nbib("\n".join(["PMID- 1", "TI  - T", *lines]) + "\n", "file")
    item = reference.item
    assert [name.orcid for name in (*item.names("author"), *item.names("editor"))] == expected
    kept = sum(line.startswith("AUID") for line in lines) - sum(map(bool, expected))
    assert ("nbib:AUID" in reference.extra) is bool(kept)


def test_an_orcid_is_written_as_it_is_read() -> None:
    people = (Name("Roe", "A.", orcid="0000-0002-1825-0097"), Name("Poe", "B."))
    text = "".join(render_nbib([entry("k", "book", {"title": "T", "author": people})], annotate_nothing))
    assert "AU  - Roe A\nAUID- ORCID: 0000-0002-1825-0097\nFAU - Poe, B." in text
    (reference,), _ = read_nbib(text, "file")
    assert [name.orcid for name in reference.item.names("author")] == ["0000-0002-1825-0097", ""]


@pytest.mark.parametrize(
    ("written", "read"),
    [("1–9", "1-9"), ("1 – 9", "1-9"), ("1--9", "1-9"), ("--–", "-"), ("A-1–A-4", "A-1–A-4")],
)
def test_pages_are_read_once_and_for_all(written: str, read: str) -> None:
    assert read_pages(written) == read_pages(read) == read
