from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atlas_cite.errors import Problem
from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.reference import Reference
from atlas_cite.sources.endnote_xml import read_endnote_xml

SHARED = Path(__file__).parents[3] / "shared" / "other"


def read_records(*records: str) -> tuple[list[Reference], list[Problem]]:
    inside = "".join(f"<record>{record}</record>" for record in records)
    return read_endnote_xml(f'<?xml version="1.0" encoding="UTF-16"?>\n<xml><records>{inside}</records></xml>', "a.xml")


def read_one(record: str, type_name: str = "Journal Article") -> Reference:
    references, _ = read_records(f'<ref-type name="{type_name}">0</ref-type>{record}')
    return references[0]


@pytest.mark.parametrize(
    ("type_name", "record", "variable", "value"),
    [
        ("Book", "<titles><title>A <style face='italic'>B</style> &lt;5%</title></titles>", "title", "A <i>B</i> <5%"),
        (
            "Book",
            "<titles><title><style face='normal'>Wrapped\n      in two</style></title></titles>",
            "title",
            "Wrapped in two",
        ),
        ("Journal Article", "<periodical><full-title>J</full-title></periodical>", "container-title", "J"),
        ("Book", "<titles><secondary-title>S</secondary-title></titles>", "collection-title", "S"),
        ("Book Section", "<titles><secondary-title>B</secondary-title></titles>", "container-title", "B"),
        (
            "Book",
            "<contributors><authors><author>WHO,</author></authors></contributors>",
            "author",
            (Name(literal="WHO"),),
        ),
        (
            "Edited Book",
            "<contributors><authors><author>Ek, Bo</author></authors></contributors>",
            "editor",
            (Name("Ek", "Bo"),),
        ),
        (
            "Book",
            "<dates><year>2015</year><pub-dates><date>Mar 3</date></pub-dates></dates>",
            "issued",
            Date((2015, 3, 3)),
        ),
        ("Patent", "<isbn>US 7,123,456</isbn>", "number", "US 7,123,456"),
        ("Journal Article", "<isbn>1234-5679,2345-6787</isbn>", "ISSN", "1234-5679, 2345-6787"),
        ("Book", "<language>eng</language>", "language", "en"),
        (
            "Journal Article",
            "<dates><year>2001</year><pub-dates><date>Jul-Aug</date></pub-dates></dates>",
            "issued",
            Date((2001, 7), (2001, 8)),
        ),
        (
            "Journal Article",
            (
                "<titles><secondary-title>J Rest</secondary-title><alt-title>Journal of Rest</alt-title></titles>"
                "<periodical><full-title>J Rest</full-title><abbr-1>J Rest</abbr-1></periodical>"
            ),
            "container-title",
            "Journal of Rest",
        ),
        (
            "Book",
            "<dates><year>2015</year><pub-dates><date>Spring</date></pub-dates></dates>",
            "issued",
            Date((2015,), season=1),
        ),
        (
            "Book",
            "<dates><year>2015</year><pub-dates><date>2014-12-30</date></pub-dates></dates>",
            "issued",
            Date((2014, 12, 30)),
        ),
        ("Book", "<dates><year>In Press</year></dates>", "issued", Date(literal="In Press")),
        (
            "Journal Article",
            "<isbn>1532-1827 (Electronic)&#xD;0007-0920 (Linking)</isbn>",
            "ISSN",
            "1532-1827, 0007-0920",
        ),
        ("Book", "<isbn>978-3-86680-192-9</isbn>", "ISBN", "978-3-86680-192-9"),
        ("Report", "<isbn>TR-5</isbn>", "number", "TR-5"),
        ("Journal Article", "<pages>e12</pages><custom7>e12</custom7>", "number", "e12"),
        ("Journal Article", "<pages>12–15</pages>", "page", "12-15"),
        ("Thesis", "<pages>300</pages>", "number-of-pages", "300"),
        ("Journal Article", "<accession-num>25647015</accession-num>", "PMID", "25647015"),
        (
            "Journal Article",
            "<urls><related-urls><url>https://doi.org/10.5555/X</url></related-urls></urls>",
            "DOI",
            "10.5555/x",
        ),
        (
            "Journal Article",
            "<research-notes>One.&#xD;Two\n    wrapped.</research-notes>",
            "annote",
            "One.\nTwo wrapped.",
        ),
        ("Journal Article", "<notes>One.\nTwo.</notes>", "note", "One.\nTwo."),
        (
            "Journal Article",
            "<keywords><keyword>Aged, 80 and over</keyword></keywords>",
            "keyword",
            "Aged, 80 and over;",
        ),
        ("Conference Proceedings", "<titles><secondary-title>C</secondary-title></titles>", "container-title", "C"),
    ],
)
def test_an_element_is_a_variable(type_name: str, record: str, variable: str, value: Value) -> None:
    assert read_one(record, type_name).item.fields[variable] == value


@pytest.mark.parametrize(
    ("ref_type", "csl", "code"),
    [
        ('<ref-type name="Report">10</ref-type>', "report", ""),
        ("<ref-type>17</ref-type>", "article-journal", ""),
        ('<ref-type name="Brand New">999</ref-type>', "document", "endnote-type-unknown"),
        ("", "document", "endnote-type-unknown"),
    ],
)
def test_the_name_of_a_type_counts_before_its_number(ref_type: str, csl: str, code: str) -> None:
    references, problems = read_records(f"{ref_type}<titles><title>T</title></titles>")
    assert references[0].item.type == csl
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_what_csl_has_no_word_for_is_kept() -> None:
    reference = read_one("<auth-address>Oslo</auth-address><urls><pdf-urls><url>a.pdf</url></pdf-urls></urls>")
    assert reference.extra == {"endnote:auth-address": "Oslo", "endnote:urls/pdf-urls/url": "a.pdf"}


def test_a_label_is_the_key_and_told_when_it_comes_twice() -> None:
    references, problems = read_records(*['<ref-type name="Book">6</ref-type><label>k</label>'] * 2)
    assert [reference.key for reference in references] == ["k", "k"]
    assert [problem.code for problem in problems] == ["endnote-label-repeated"]


def test_broken_xml_is_told_and_what_can_be_read_is() -> None:
    references, problems = read_endnote_xml("<xml><records><record><label>k</label></recor></xml>", "a.xml")
    assert [reference.key for reference in references] == ["k"]
    assert {problem.code for problem in problems} >= {"xml-invalid"}


@pytest.mark.parametrize(
    "entities", ['<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">']
)
def test_a_files_own_entities_are_never_expanded(entities: str) -> None:
    record = "<record><titles><title>x&b;&a;</title></titles>&a;</record>"
    text = f"<!DOCTYPE xml [{entities}]><xml><records>{record}</records></xml>"
    references, _ = read_endnote_xml(text, "a.xml")
    assert references[0].item.text("title") in {"x", "x&b;&a;"}


@example("\x00")
@given(st.text(max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    references, problems = read_endnote_xml(text, "any.xml")
    assert references or problems


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_files_are_read_whole() -> None:
    article = read_endnote_xml((SHARED / "jabref-EndnoteXmlImporterTestArticle.xml").read_text("utf-8"), "a")[0][0]
    assert (article.item.text("DOI"), article.item.text("page"), article.pmid) == (
        "10.1038/bjc.2014.606",
        "943-7",
        "25647015",
    )
    assert article.item.date("issued") == Date((2015, 3, 3))
    assert article.item.text("title").endswith("comparison of risk for those born from 1930 to 1960")
    books, _ = read_endnote_xml((SHARED / "zotero-endnotexml-02.xml").read_text("utf-8"), "b")
    assert [book.key for book in books] == ["test_item_2021", ""]
