"""HTML: structure, escaping, and nothing that is not ours."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.html import render_html, render_html_fragment
from atlas_cite.document.tree import (
    BulletList,
    Document,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    ReferenceEntry,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)

_VOID = {"meta", "br"}


class _Reader(HTMLParser):
    """The elements of a page in order, their attributes, and the text; fails on tags that do not nest."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self._open = [], [], "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(page):
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader._open == []
    return reader


def entry(text="An entry.", key="key", **more):
    return ReferenceEntry(key, ((Text(text),),), **more)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph((Text("a < b & c"),)), '<p class="body">a &lt; b &amp; c</p>'),
        (Paragraph((Text("Kurz."),), "annotation", "de"), '<p class="annotation" lang="de">Kurz.</p>'),
        (Paragraph((Text("קצר."),), "annotation", "he"), '<p class="annotation" lang="he" dir="rtl">קצר.</p>'),
        (
            BulletList(((Text("a"),), (Text("b"),)), "badge"),
            '<ul class="badge">\n<li>a</li>\n<li>b</li>\n</ul>',
        ),
        (Heading(2, (Text("Part"),), "part"), '<h2 id="part">Part</h2>'),
        (
            Paragraph((Emphasis((Text("a"),)), Strong((Text("b"),)), Underline((Text("c"),)))),
            '<p class="body"><em>a</em><strong>b</strong><u>c</u></p>',
        ),
        (
            Paragraph((Subscript((Text("2"),)), Superscript((Text("3"),)), SmallCaps((Text("d"),)))),
            '<p class="body"><sub>2</sub><sup>3</sup><span style="font-variant: small-caps">d</span></p>',
        ),
        (
            Paragraph((Link('https://x.org/?a="b"&c', (Text("w"),)), Link("https://x.org/?a&c", (Text("w"),)))),
            '<p class="body">w<a href="https://x.org/?a&amp;c">w</a></p>',
        ),
        (Paragraph((Link("javascript:alert(1)", (Text("w"),)),)), '<p class="body">w</p>'),
        (
            entry(hanging_indent=True, language="de-DE"),
            '<article class="entry" id="key">\n<p class="reference hanging" lang="de-DE">An entry.</p>\n</article>',
        ),
        (
            entry(label=(Text("[1]"),)),
            (
                '<article class="entry" id="key">\n<p class="reference labelled"><span class="label">[1]</span> '
                '<span class="text"><span class="line">An entry.</span></span></p>\n</article>'
            ),
        ),
    ],
)
def test_blocks_are_written_as_elements(block, expected):
    assert render_html_fragment([block]) == expected


def test_an_annotation_is_real_blocks_below_its_entry_under_the_right_heading_level():
    annotation = (Heading(3, (Text("Summary"),)), Paragraph((Text("Text."),), "annotation"))
    section = (Heading(1, (Text("T"),)), Heading(2, (Text("2020"),)), entry(annotation=annotation))
    assert read(render_html_fragment(section)).tags == ["h1", "h2", "article", "p", "div", "h3", "p"]
    assert read(render_html_fragment((section[0], section[2]))).tags == ["h1", "article", "p", "div", "h2", "p"]


def test_ids_are_unique_and_without_blanks():
    page = read(render_html_fragment([entry(key="a b"), entry(key="a-b"), entry(key=""), entry(key='"><script>')]))
    assert [attributes["id"] for attributes in page.attributes if "id" in attributes] == [
        "a-b", "a-b-2", '"><script>',
    ]  # fmt: skip


def test_a_page_is_whole_and_asks_nothing_of_other_machines():
    page = render_html(Document("My & list", (entry(),), "en-GB"))
    reader = read(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "<title>My &amp; list</title>" in page
    assert reader.tags[:3] == ["html", "head", "meta"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in reader.attributes
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert not re.search(r"url\(|@import|src=", page)
    assert reader.tags.count("h1") == 1


def test_a_page_has_one_main_heading_whoever_made_it():
    with_heading = render_html(Document("T", (Heading(1, (Text("T"),)), entry())))
    assert read(with_heading).tags.count("h1") == 1


def test_dark_and_print_have_their_colours():
    page = render_html(Document("T", ()))
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


@given(st.text(), st.text(min_size=1), st.text(), st.text())
def test_no_text_adds_an_element_or_an_attribute(text, key, label, url):
    def build(text, key, label, url):
        annotation = (
            Heading(3, (Text(text),)),
            Paragraph((Text(text),), "annotation", "de"),
            BulletList(((Text(text),),)),
        )
        link = Link("https://x.org/" + re.sub(r"[\s<>\"]", "", one_line(url)), (Text(text),))
        block = ReferenceEntry(key, ((Text(text), link),), (Text(label or "1"),), annotation=annotation)
        return render_html(Document(text, (block,), "en"))

    hostile, harmless = read(build(text, key, label, url)), read(build("x", "x", "x", "x"))
    assert hostile.tags == harmless.tags
    assert [list(attributes) for attributes in hostile.attributes] == [list(each) for each in harmless.attributes]


@given(st.text())
def test_all_printable_text_arrives(text):
    assert read(render_html_fragment([Paragraph((Text(text),))])).text == one_line(text)
