"""EPUB, where pandoc is there: a package whose pages are well-formed, with contents that lead to the groups."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from document_cases import ARRANGED, FULL, HOSTILE, arranged_of, document_of
from lxml import etree

from atlas_cite.document.epub import render_epub
from atlas_cite.document.tree import Document

pytest.importorskip("pypandoc")

_HTML = "{http://www.w3.org/1999/xhtml}"


def pages(document: Document) -> dict[str, etree._Element]:
    with zipfile.ZipFile(BytesIO(render_epub(document))) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert package.read("mimetype") == b"application/epub+zip"
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xhtml", ".opf"))
        }


def test_the_books_contents_are_the_headings() -> None:
    found = pages(ARRANGED)
    links = [(each.get("href"), each.text) for each in found["EPUB/nav.xhtml"].iter(f"{_HTML}a")]
    assert links[1:] == [
        ("text/ch001.xhtml#group-1", "PEM: required (2)"),
        ("text/ch001.xhtml#group-1-1", "2010–2019 (1)"),
    ]
    identities = {each.get("id") for each in found["EPUB/text/ch001.xhtml"].iter()}
    assert {"group-1", "group-1-1", "Roe2013"} <= identities


def test_the_page_is_our_own() -> None:
    page = pages(FULL)["EPUB/text/ch001.xhtml"]
    assert [each.get("class") for each in page.iter(f"{_HTML}article")] == ["entry", "entry"]
    assert [each.get("lang") for each in page.iter(f"{_HTML}ul")] == ["en", None, None]
    assert page.get("lang") == "de-DE"


def test_title_language_and_identity_are_told() -> None:
    package = pages(ARRANGED)["EPUB/content.opf"]
    told = {etree.QName(each).localname: each.text for each in package[0] if "purl.org" in str(each.tag)}
    assert (told["title"], told["language"]) == ("Arranged", "en-GB")
    assert str(told["identifier"]).startswith("urn:uuid:")
    assert told["identifier"] != next(
        each.text for each in pages(FULL)["EPUB/content.opf"][0] if each.tag.endswith("identifier")
    )


def test_hostile_text_makes_well_formed_pages() -> None:
    for text in HOSTILE:  # a process each: not worth a test each
        for made in (document_of, arranged_of):
            assert pages(made(text))["EPUB/text/ch001.xhtml"] is not None
