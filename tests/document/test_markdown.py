"""Markdown: written as expected, and read back by a CommonMark reader as the same text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from atlas_cite.document.characters import one_line
from atlas_cite.document.markdown import PANDOC, PANDOC_INSIDE_EMPHASIS, Tags, render_inlines, render_markdown
from atlas_cite.document.tree import (
    BulletList,
    Document,
    Emphasis,
    Heading,
    Inlines,
    Link,
    Paragraph,
    ReferenceEntry,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    plain,
)

_READER = MarkdownIt("commonmark")
_TAG = re.compile(r"</?(?:em|strong|sup|sub|u|span)(?: style=\"font-variant: small-caps\")?>")


def read_back(markdown):
    """The block kinds and the text of each inline token, the tags that the writer itself writes left out."""
    tokens = _READER.parse(markdown)
    texts = []
    for token in tokens:
        if token.type == "inline":
            parts = []
            for child in token.children:
                if child.type == "html_inline":
                    assert _TAG.fullmatch(child.content), child.content
                elif child.type in {"softbreak", "hardbreak"}:
                    parts.append("\n")
                else:
                    parts.append(child.content)
            texts.append("".join(parts))
    return [token.type for token in tokens if token.nesting >= 0 and token.type != "inline"], texts


def written(*blocks):
    return render_markdown(Document("T", blocks))


def paragraph(*nodes):
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in nodes))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading(1, (Text("A #1 title #"),)), "# A #1 title \\#\n"),
        (paragraph("a ", Emphasis((Text("b"),)), " c"), "a *b* c\n"),
        (paragraph(Strong((Text("b"),)), ": c"), "**b**: c\n"),
        (paragraph("x", Emphasis((Text("“b”"),)), "y"), "x<em>“b”</em>y\n"),
        (paragraph(Emphasis((Text("a"),)), Strong((Text("b"),))), "<em>a</em>**b**\n"),
        (paragraph("CO", Subscript((Text("2"),)), Superscript((Text("x"),))), "CO<sub>2</sub><sup>x</sup>\n"),
        (paragraph(SmallCaps((Text("a"),))), '<span style="font-variant: small-caps">a</span>\n'),
        (paragraph(Link("https://x.org/a", (Text("https://x.org/a"),))), "<https://x.org/a>\n"),
        (paragraph("see!", Link("https://x.org/a", (Text("w [1]"),))), "see\\![w \\[1\\]](https://x.org/a)\n"),
        (paragraph(Link("https://x.org/a_(b)&c", (Text("w"),))), "[w](<https://x.org/a_(b)&amp;c>)\n"),
        (paragraph(Link("javascript:alert(1)", (Text("w"),))), "w\n"),
        (paragraph("1. not a list"), "1\\. not a list\n"),
        (paragraph("2013) neither"), "2013\\) neither\n"),
        (paragraph("- no"), "\\- no\n"),
        (paragraph("+ no"), "\\+ no\n"),
        (paragraph("# no"), "\\# no\n"),
        (paragraph("> no"), "\\> no\n"),
        (paragraph("=== no"), "\\=== no\n"),
        (paragraph("    no code"), "no code\n"),
        (paragraph("a\n\n# b"), "a # b\n"),
        (paragraph("<script>alert(1)</script> &lt; A & B"), "\\<script\\>alert(1)\\</script\\> \\&lt; A & B\n"),
        (paragraph("*a* _b_ `c` ~d~ $e$ |f| \\"), "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$ \\|f\\| \\\\\n"),
        (BulletList(((Text("one"),), (Text("- two"),))), "- one\n- \\- two\n"),
        (paragraph(""), ""),
    ],
)
def test_blocks_and_inlines_are_written_as_commonmark(block, expected):
    assert written(block) == expected


def test_an_entry_is_a_paragraph_and_its_annotation_a_quotation_of_real_blocks():
    entry = ReferenceEntry(
        "key",
        ((Text("First line."),), (Text("# second"),)),
        (Text("1."),),
        annotation=(
            Heading(3, (Text("Summary"),)),
            Paragraph((Text("Text."),), "annotation"),
            BulletList(((Text("a"),), (Text("b"),))),
        ),
    )
    assert written(entry, paragraph("after")) == (
        "1\\. First line.\\\n\\# second\n\n> **Summary**\n>\n> Text.\n>\n> - a\n> - b\n\nafter\n"
    )
    kinds, texts = read_back(written(entry))
    assert kinds == [
        "paragraph_open", "blockquote_open", "paragraph_open", "paragraph_open",
        "bullet_list_open", "list_item_open", "paragraph_open", "list_item_open", "paragraph_open",
    ]  # fmt: skip
    assert texts == ["1. First line.\n# second", "Summary", "Text.", "a", "b"]


# Characters that mean something to some reader of Markdown come often.
_TEXTS = st.text(st.one_of(st.sampled_from("*_`[]()<>#+-.!|~&;:=\"'\\ \n1a$^@/"), st.characters(codec="utf-8")))


def _inlines(texts):
    return st.recursive(
        texts.map(Text),
        lambda children: st.one_of(
            *(
                st.lists(children, max_size=3).map(lambda nodes, kind=kind: kind(tuple(nodes)))
                for kind in (Emphasis, Strong, SmallCaps, Underline, Superscript, Subscript)
            )
        ),
        max_leaves=6,
    )


def _expected(text):
    # A reader trims each block and takes a no-break blank at its edge for a blank.
    return one_line(text).strip()


@given(_TEXTS)
def test_any_text_reads_back_as_itself_in_one_paragraph(text):
    kinds, texts = read_back(written(paragraph(text)))
    expected = _expected(text)
    assert (kinds, [each.strip() for each in texts]) == ((["paragraph_open"], [expected]) if expected else ([], []))


@given(_TEXTS)
def test_any_text_reads_back_as_itself_in_a_heading_and_a_list(text):
    expected = [each for each in [_expected(text)] if each]
    assert [each.strip() for each in read_back(written(Heading(2, (Text(text),))))[1]] == expected
    assert [each.strip() for each in read_back(written(BulletList(((Text(text),),))))[1]] == expected


@given(st.lists(_inlines(_TEXTS), max_size=4))
def test_any_formatting_reads_back_as_the_same_text(nodes):
    kinds, texts = read_back(written(Paragraph(tuple(nodes))))
    assert " ".join("".join(texts).split()) == " ".join(one_line(plain(nodes)).split())
    assert len(kinds) <= 1


@given(_TEXTS, _TEXTS)
def test_any_words_can_be_linked(before, words):
    link = Link("https://example.org/a_b(c)?d=*e*&amp=f", (Text(words),))
    _, texts = read_back(written(Paragraph((Text(before), link))))
    assert "".join(texts).split() == one_line(before + words).split()


def test_a_link_keeps_its_address():
    address = "https://doi.org/10.1002/(sici)1099-0992(199711/12)27:6%3C635::aid-ejsp835%3E3.0.co;2-8"
    rendered = _READER.render(written(paragraph(Link(address, (Text("words"),)))))
    assert html.unescape(rendered) == f'<p><a href="{address}">words</a></p>\n'


@pytest.mark.parametrize(
    ("inlines", "tags", "expected"),
    [
        ((Emphasis((Text("a"),)), Strong((Text("b"),))), PANDOC, "*a*<!-- -->**b**"),
        ((Emphasis((Text("a"),)), Text("b")), PANDOC, "*a*b"),
        ((Superscript((Text("1, 2"),)), Subscript((Text("x"),))), PANDOC, "^1,\\ 2^~x~"),
        ((SmallCaps((Text("A]"),)), Underline((Text("u"),))), PANDOC, "[A\\]]{.smallcaps}[u]{.underline}"),
        ((Emphasis((Text("a"),)),), PANDOC_INSIDE_EMPHASIS, "_a_"),
        ((Text("1) [x]"),), PANDOC, "1\\) \\[x\\]"),
    ],
)
def test_inlines_for_pandoc(inlines: Inlines, tags: Tags, expected: str) -> None:
    assert render_inlines(inlines, "", "", tags) == expected
