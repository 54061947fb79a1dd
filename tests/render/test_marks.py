"""Marked text to inlines, and the punctuation where its pieces meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Emphasis, Link, Strong, Text, plain
from atlas_cite.render import marks
from atlas_cite.render.citeproc_input import marked_rich_text
from atlas_cite.render.marks import ITALIC, ITALIC_END, QUOTE, QUOTE_END, VALUE, VALUE_END, to_inlines, visible
from atlas_cite.render.punctuation import Quotes, settled

_AMERICAN = Quotes(punctuation_inside=True)


def value(text):
    return f"{VALUE}{text}{VALUE_END}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{ITALIC}et al.{ITALIC_END}.", "et al."),
        (f"{value('Why?')}. Next", "Why? Next"),
        (f"{value('Wait...')}. Next", "Wait... Next"),
        (f"{value('a..b')},", "a..b,"),
        ("Inc., Ltd.", "Inc., Ltd."),
        ("one,, two", "one, two"),
        (f"one {ITALIC} two", "one two"),
        (f"{value('Stop!')}.", "Stop!"),
        ("A.:", "A.:"),
    ],
)
def test_punctuation_is_not_doubled_across_markup(marked, expected):
    assert visible(settled(marked, Quotes())) == expected


@pytest.mark.parametrize(
    ("marked", "quotes", "expected"),
    [
        (f"{QUOTE}Title{QUOTE_END}, Journal", _AMERICAN, "“Title,” Journal"),
        (f"{QUOTE}Title{QUOTE_END}, Journal", Quotes(), "“Title”, Journal"),
        (f"{QUOTE}{value('Why?')}{QUOTE_END}. Journal", _AMERICAN, "“Why?” Journal"),
        (f"{QUOTE}On {QUOTE}x{QUOTE_END}{QUOTE_END}.", _AMERICAN, "“On ‘x.’”"),
        (f"{QUOTE}On “x” again{QUOTE_END}", _AMERICAN, "“On ‘x’ again”"),
        (f"{QUOTE}un“balanced{QUOTE_END}", _AMERICAN, "“un“balanced”"),
    ],
)
def test_quotation_marks_nest_and_take_punctuation_in_as_the_locale_asks(marked, quotes, expected):
    assert visible(settled(marked, quotes)) == expected


@pytest.mark.parametrize(
    ("rich", "expected"),
    [
        ("<i>a</i> b", (Emphasis((Text("a"),)), Text(" b"))),
        ("<i>a <b>c</b></i>", (Emphasis((Text("a "), Strong((Text("c"),)))),)),
        ("x <i> y </i> z", (Text("x "), Text(" "), Emphasis((Text("y"),)), Text(" "), Text(" z"))),
        ("a <i>b", (Text("a <i>b"),)),
        ("<b>a</i>", (Text("<b>a</i>"),)),
        ("<script>a</script>", (Text("<script>a</script>"),)),
        ("a < b & c", (Text("a < b & c"),)),
        ('<span class="nocase">pH</span>', (Text("pH"),)),
    ],
)
def test_rich_text_becomes_inlines_and_any_other_tag_stays_text(rich, expected):
    inlines = to_inlines(marked_rich_text(rich))
    assert plain(inlines) == plain(expected)
    assert [type(node) for node in inlines if not isinstance(node, Text)] == [
        type(node) for node in expected if not isinstance(node, Text)
    ]


def test_a_doi_takes_the_resolver_before_it_into_the_link():
    marked = f"see https://doi.org/{VALUE}{marks.DOI}10.1000/a{marks.DOI_END}{VALUE_END}."
    address = "https://doi.org/10.1000/a"
    assert to_inlines(marked) == (Text("see "), Link(address, (Text(address),)), Text("."))


@given(st.text())
def test_no_text_is_lost_or_added_on_the_way_to_inlines(text):
    assert plain(to_inlines(marks.without_marks(text))) == one_line(text)


@given(st.text(st.sampled_from(["a", ".", ",", " ", "?", "“", "”", *map(chr, range(0xFDD0, 0xFDF0))])))
def test_any_order_of_marks_is_read(marked):
    assert not any("\ufdd0" <= character <= "\ufdef" for character in plain(to_inlines(settled(marked, _AMERICAN))))
