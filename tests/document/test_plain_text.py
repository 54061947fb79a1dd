"""Plain text: wrapped, indented, with addresses whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.plain_text import render_plain_text
from atlas_cite.document.tree import (
    BulletList,
    Document,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    ReferenceEntry,
    Text,
)


def written(*blocks, width=80):
    return render_plain_text(Document("T", blocks), width)


_URL = "https://doi.org/10.1016/j.brat.2013.02.001"
_ENTRY = ReferenceEntry(
    "heins2013",
    ((Text("Heins, M. J. (2013). The role. "), Emphasis((Text("Journal"),)), Text(". "), Link(_URL, (Text(_URL),))),),
    hanging_indent=True,
    annotation=(
        Paragraph((Text("Retracted."),), "status"),
        Heading(3, (Text("Summary"),)),
        Paragraph((Text("Two words and more of them."),), "annotation"),
        Heading(3, (Text("Observed findings"),)),
        BulletList(((Text("one finding that is long"),), (Text("two"),))),
    ),
)


def test_an_entry_hangs_and_its_annotation_is_indented_below():
    assert (
        written(Heading(1, (Text("Refs"),)), _ENTRY, width=32)
        == """\
Refs
====

Heins, M. J. (2013). The role.
    Journal.
    https://doi.org/10.1016/j.brat.2013.02.001

    !! Retracted.

    Summary
    Two words and more of them.

    Observed findings
    - one finding that is long
    - two
"""
    )


def test_labels_have_a_column_as_wide_as_the_widest():
    nine = ReferenceEntry("a", ((Text("Nine and some more words"),),), (Text("9."),))
    ten = ReferenceEntry("b", ((Text("Ten"),), (Text("second line"),)), (Text("10."),))
    assert (
        written(nine, ten, width=20)
        == """\
9.  Nine and some
    more words

10. Ten
    second line
"""
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (Link("https://x.org/a", (Text("the paper"),)), "the paper (https://x.org/a)\n"),
        (Link("https://x.org/a", (Text("https://x.org/a"),)), "https://x.org/a\n"),
        (Link("https://doi.org/10.1/a%3Cb", (Text("10.1/A<B"),)), "10.1/A<B\n"),
        (Link("javascript:alert(1)", (Text("words"),)), "words\n"),
    ],
)
def test_a_link_shows_its_address_once(link, expected):
    assert written(Paragraph((link,))) == expected


def test_headings_of_the_document_are_underlined():
    assert written(Heading(2, (Text("Part"),))) == "Part\n----\n"


def test_blank_blocks_leave_no_gap():
    assert written(Paragraph((Text(" "),)), Paragraph((Text("a"),))) == "a\n"


@given(st.text(), st.integers(20, 100))
def test_no_word_is_lost_and_no_control_character_kept(text, width):
    rendered = written(Paragraph((Text(text),)), width=width)
    assert rendered.split() == one_line(text).split()
    assert not any(character < " " and character != "\n" for character in rendered)
