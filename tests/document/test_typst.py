"""Typst and PDF: what is written compiles, and every character stands as it is."""

import json
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from document_cases import ADDRESS, FULL, HOSTILE, document_of
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.pdf import render_pdf
from atlas_cite.document.tree import Document, Emphasis, Link, Paragraph, ReferenceEntry, Strong, Text
from atlas_cite.document.typst import render_typst

typst = pytest.importorskip("typst")

_PREAMBLE = files("atlas_cite.document").joinpath("preamble.typ").read_text("utf-8")


class _Reader(HTMLParser):
    """The text of a page's body."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self._in_body = "", False

    def handle_starttag(self, tag, attrs):
        self._in_body = self._in_body or tag == "body"

    def handle_data(self, data):
        self.text += data if self._in_body else ""


def body(document):
    """What follows the settings and the preamble."""
    return render_typst(document).split(_PREAMBLE)[1].strip()


def shown(*inlines):
    """The characters that Typst itself makes of `inlines`, by its HTML."""
    source = f"#set smartquote(enabled: false)\n{body(Document('t', (Paragraph(inlines),)))}"
    reader = _Reader()
    reader.feed(typst.compile(source.encode(), format="html").decode())
    return reader.text.strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_typst_shows_hostile_text_as_it_is(text):
    expected = one_line(text).strip()
    assert shown(Text(text)) == expected
    assert shown(Emphasis((Text("a"),)), Text(text), Strong((Text(text),))).removeprefix("a").lstrip() in {
        one_line(text + text).strip(),
        (one_line(text) + one_line(text)).strip(),
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="ascii"), min_size=1, max_size=12), min_size=1, max_size=4))
def test_typst_shows_any_neighbours_as_they_are(texts):
    nodes = [Text(text) if at % 2 == 0 else Emphasis((Text(text),)) for at, text in enumerate(texts)]
    expected = "".join(one_line(text) for text in texts)
    assert " ".join(shown(*nodes).split()) == " ".join(expected.split())


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document("t", (Paragraph((Link(ADDRESS, (Text("x"),)),)),)), f'#par[#link("{ADDRESS}")[x]]'),
        (Document("t", (Paragraph((Link("javascript:x", (Text("x"),)),)),)), "#par[x]"),
        (Document("t", (Paragraph((Text("x"),), "annotation", "en-GB"),)),
         '#annotation(text(lang: "en", region: "GB")[x])'),
        (Document("t", (Paragraph((Text("x"),), "status"),)), "#status-notice[x]"),
        (Document("t", (ReferenceEntry('a "b"', ((Text("x"),), (Text("y"),)), (Text("1."),), spacing=0),)),
         '#reference(spacing: 0, label: [1\\.])[x][y] #label("a \\"b\\"")'),
        (Document("t", (ReferenceEntry("k", ((Text("x"),),), hanging_indent=True, language="de"),)),
         '#text(lang: "de", region: none)[#reference(spacing: 1, hanging: true)[x]] #label("k")'),
    ],
)  # fmt: skip
def test_blocks_call_the_preambles_functions(document, expected):
    assert body(document) == expected


@pytest.mark.parametrize("text", ["Plain.", *HOSTILE])
def test_pdf_is_made_of_anything(text):
    assert render_pdf(document_of(text)).startswith(b"%PDF-")


def test_pdf_holds_everything_and_is_the_same_bytes_each_time():
    first = render_pdf(FULL)
    assert first == render_pdf(FULL)
    assert b"/URI(https://doi.org/10.1000/456%23789)" in first
    assert b"/Lang(de-DE)" in first
    assert b"/Lang(en)" in first
    assert b"/StructTreeRoot" in first
    assert b"CreationDate" not in first


def test_pdf_bookmarks_the_headings_of_the_document_alone():
    headings = typst.query(render_typst(FULL).encode(), "heading")
    assert headings.count('"bookmarked": false') + headings.count('"bookmarked":false') == 3


@pytest.mark.parametrize(("word", "lines"), [("klar", 1), ("vorausgesetztes", 2)])
def test_a_word_wider_than_its_column_goes_on_in_the_next_line(word, lines):
    table = f"data-table((1fr, 1fr), (), [a], [b], [{word}], [c])"
    measured = f"#context [#metadata(measure(width: 90pt, {table}).height.pt()) <height>]"
    source = f"{render_typst(Document('t', (), 'de'))}\n{measured}\n{measured.replace(word, 'c')}"
    tall, low = json.loads(typst.query(source.encode(), "<height>", field="value"))
    assert (tall > low + 5) is (lines == 2)
