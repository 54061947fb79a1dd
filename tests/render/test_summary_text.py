"""Summary text to blocks: links are links, everything else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import BulletList, Link, Paragraph, Text, plain
from atlas_cite.model import summary
from atlas_cite.render.summary_text import summary_blocks, text_inlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", (Text("plain"),)),
        ("see [the paper](https://x.org/a).", (Text("see "), Link("https://x.org/a", (Text("the paper"),)), Text("."))),
        ("see https://x.org/a.", (Text("see "), Link("https://x.org/a", (Text("https://x.org/a"),)), Text("."))),
        ("(https://x.org/a_(b))", (Text("("), Link("https://x.org/a_(b)", (Text("https://x.org/a_(b)"),)), Text(")"))),
        ("[w](https://x.org/a_(b))", (Link("https://x.org/a_(b)", (Text("w"),)),)),
        ("[x](javascript:alert(1))", (Text("[x](javascript:alert(1))"),)),
        ("<script>alert(1)</script> & *stars*", (Text("<script>alert(1)</script> & *stars*"),)),
        ("https://", (Text("https://"),)),
    ],
)
def test_only_web_links_mean_anything(text, expected):
    assert text_inlines(text) == expected


def test_paragraphs_and_lists_keep_their_kind_and_language():
    blocks = (summary.Paragraph("Eins."), summary.Bullets(("zwei", " ", "drei")), summary.Paragraph("  "))
    assert summary_blocks(blocks, "de") == (
        Paragraph((Text("Eins."),), "annotation", "de"),
        BulletList(((Text("zwei"),), (Text("drei"),)), "annotation", "de"),
    )


@given(st.text().filter(lambda text: "](http" not in text))
def test_no_text_is_lost(text):
    assert plain(text_inlines(text)) == one_line(text).strip()
