"""Light Markdown: what it reads, what stays text, and that what we write in it reads back."""

import pytest
from document_cases import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.light_markdown import escaped, light_markdown, parse_light_markdown
from atlas_cite.document.tree import BulletList, Emphasis, Heading, Link, Paragraph, Strong, Text, plain


def paragraph(*inlines):
    return Paragraph(inlines, "annotation", "en")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One\nline.\n\nTwo.", (paragraph(Text("One line.")), paragraph(Text("Two.")))),
        ("- a\n- b\n  more", (BulletList(((Text("a"),), (Text("b more"),)), "annotation", "en"),)),
        ("Before:\n* a", (paragraph(Text("Before:")), BulletList(((Text("a"),),), "annotation", "en"))),
        ("## Why? ##\ntext", (Heading(3, (Text("Why?"),)), paragraph(Text("text")))),
        ("- a\n# Next\n- b", (
            BulletList(((Text("a"),),), "annotation", "en"),
            Heading(3, (Text("Next"),)),
            BulletList(((Text("b"),),), "annotation", "en"),
        )),
        ("*a* and **b *c***", (
            paragraph(Emphasis((Text("a"),)), Text(" and "), Strong((Text("b *c"),)), Text("*")),
        )),
        ("[see](https://e.org/a_(b)) <https://e.org>", (
            paragraph(
                Link("https://e.org/a_(b)", (Text("see"),)), Text(" "), Link("https://e.org", (Text("https://e.org"),))
            ),
        )),
        (r"\*a\* \[b\](c) 2 * 3 * 4 #tag", (paragraph(Text("*a* [b](c) 2 * 3 * 4 #tag")),)),
        ("[x](javascript:alert(1)) <b>", (paragraph(Text("[x](javascript:alert(1)) <b>")),)),
        ("  \n\n", ()),
    ],
)  # fmt: skip
def test_light_markdown_is_read(text, blocks):
    assert parse_light_markdown(text, "en") == blocks


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_means_nothing_but_itself(text):
    assert parse_light_markdown(f"a {escaped(text)} b") == (
        Paragraph((Text(f"a {one_line(text).strip()} b"),), "annotation"),
    )


@given(st.text(min_size=1))
def test_any_text_reads_back(text):
    words = " ".join(one_line(text).split(" ")).strip()
    blocks = (Paragraph((Text(words),), "annotation"),) if words.strip() else ()
    assert parse_light_markdown(light_markdown(blocks)) == blocks


def test_parts_read_back_with_their_links_and_lists():
    blocks = (
        Paragraph((Text("See "), Link("https://e.org/?a=1&b=2", (Text("this [1]"),)), Text(".")), "annotation"),
        BulletList(((Text("p < 0.05 *"),), (Link("https://e.org/", (Text("https://e.org/"),)),)), "annotation"),
    )
    assert parse_light_markdown(light_markdown(blocks)) == blocks


@pytest.mark.parametrize(
    ("sign", "read"),
    [("[", "[" * 20_000), ("<", "<" * 20_000), ("[x](", "[x](" * 20_000), ("\\", "\\" * 10_000)],
)
def test_many_signs_that_open_nothing_are_text(sign: str, read: str):
    assert parse_light_markdown(sign * 20_000) == (Paragraph((Text(read),), "annotation"),)


@pytest.mark.parametrize("sign", ["*", "**"])
def test_many_asterisks_are_no_stack_overflow(sign: str):
    [block] = parse_light_markdown(sign * 20_000)
    assert isinstance(block, Paragraph)
    assert set(plain(block.children)) == {"*"}


def test_many_dashes_are_one_item():
    assert parse_light_markdown("- " * 20_000) == (BulletList(((Text(("- " * 19_999).rstrip()),),), "annotation"),)
