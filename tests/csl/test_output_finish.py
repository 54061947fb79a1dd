import pytest

from atlas_cite.csl.output.finish import FinishOptions, finish
from atlas_cite.csl.output.html import write_html, write_html_bibliography
from atlas_cite.csl.output.plain import write_plain
from atlas_cite.csl.output.punctuation import COLLISIONS, MARKS, join
from atlas_cite.csl.output.quotes import QuoteMarks
from atlas_cite.csl.output.tree import Formatting, Link, Node, Span, Text, find, is_empty, plain, transform

ITALIC = Formatting(font_style="italic")
NORMAL = Formatting(font_style="normal")
IN = FinishOptions(punctuation_in_quote=True)
OUT = FinishOptions(punctuation_in_quote=False)


def html(*nodes: Node, options: FinishOptions = OUT) -> str:
    return write_html(finish(nodes, options))


@pytest.mark.parametrize(
    ("left", "right", "printed"),
    [
        ("a.", ". b", "a. b"), ("a?", ". b", "a? b"), ("a.", ", b", "a., b"), ("a,", ". b", "a,. b"),
        ("a:", "! b", "a! b"), ("a ", " b", "a b"), ("a...", ".", "a..."), ("a", ".", "a."), ("a;", ":", "a;"),
        ("", ".", "."), ("a.", "", "a."),
    ],
)  # fmt: skip
def test_marks_that_meet_are_settled(left: str, right: str, printed: str) -> None:
    assert "".join(join(left, right)) == printed


def test_the_collision_table_is_complete_and_invents_no_mark() -> None:
    for first in MARKS:
        for second in MARKS:
            assert set(COLLISIONS[first][second]) <= {first, second}


def test_marks_meet_over_the_borders_of_spans() -> None:
    assert html(Span((Text("al."),), ITALIC, suffix=". "), Text("Next")) == "<i>al.</i> Next"


@pytest.mark.parametrize(
    ("mark", "inside", "outside"),
    [
        (".", "“x.” y", "“x”. y"), (",", "“x,” y", "“x”, y"), ("?", "“x?” y", "“x”? y"),
        (";", "“x”; y", "“x”; y"), (":", "“x”: y", "“x”: y"),
    ],
)  # fmt: skip
def test_punctuation_moves_into_quotes_where_the_locale_wants_it(mark: str, inside: str, outside: str) -> None:
    quoted = Span((Text("x"),), quotes=True, suffix=f"{mark} ")
    assert html(quoted, Text("y"), options=IN) == inside
    assert html(quoted, Text("y"), options=OUT) == outside


def test_punctuation_moves_into_the_innermost_quotes() -> None:
    inner = Span((Text("b"),), quotes=True, tag="markup")
    assert html(Span((Text("a "), inner), quotes=True, suffix="."), options=IN) == "“a ‘b.’”"


def test_a_quotation_that_ends_in_a_question_mark_needs_no_period() -> None:
    assert html(Span((Text("why?"),), quotes=True, suffix=". "), Text("x"), options=IN) == "“why?” x"


def test_quotes_take_the_other_pair_at_each_level() -> None:
    third = Span((Text("c"),), quotes=True)
    second = Span((Text("b "), third), quotes=True)
    marks = QuoteMarks("«", "»", "‹", "›")
    assert html(Span((Text("a "), second), quotes=True), options=FinishOptions(quote_marks=marks)) == "«a ‹b «c»›»"


def test_quotations_in_text_whose_quotes_a_style_took_away_are_inner_ones() -> None:
    assert html(Span((Text("a "), Span((Text("b"),), quotes=True)), tag="unquoted")) == "a ‘b’"


@pytest.mark.parametrize(
    ("node", "printed"),
    [
        (Span((Text("a"),), NORMAL), "a"),
        (Span((Span((Text("a"),), NORMAL),), ITALIC), '<i><span style="font-style:normal;">a</span></i>'),
        (Span((Span((Text("a"),), ITALIC, tag="markup"),), ITALIC), '<i><span style="font-style:normal;">a</span></i>'),
        (Span((Text("a"),), Formatting("italic", "", "bold")), "<b><i>a</i></b>"),
        (Span((Text("a"),), Formatting(vertical_align="baseline")), "a"),
        (Span((Text("a"),), ITALIC, prefix="(", suffix=")"), "(<i>a</i>)"),
        (Span((Text("a"),), ITALIC, quotes=True), "“<i>a</i>”"),
        (Span((), ITALIC, prefix="(", suffix=")"), ""),
        (Link("https://x.org/?a=1&b", (Text("x"),)), '<a href="https://x.org/?a=1&#38;b">x</a>'),
    ],
)
def test_formatting_is_said_only_where_it_changes_something(node: Node, printed: str) -> None:
    assert write_html(finish([node], OUT), links=True) == printed


def test_display_blocks_stand_apart_and_hold_their_affixes() -> None:
    block = Span((Text("a"),), display="block", suffix=".")
    margin, inline = Span((Text("1."),), display="left-margin"), Span((Text("x"),), display="right-inline")
    assert html(block) == '\n\n    <div class="csl-block">a.</div>\n'
    expected = '\n    <div class="csl-left-margin">1.</div><div class="csl-right-inline">x</div>\n  '
    assert html(margin, inline) == expected
    assert write_plain(finish((block, margin, inline), OUT)) == "a.\n1. x"


def test_raised_letters_and_hostile_characters_are_written_safely() -> None:
    assert html(Text('1ᵉʳ <script> & "x"')) == '1<sup>e</sup><sup>r</sup> &#60;script&#62; &#38; "x"'


def test_a_bibliography_is_a_list_of_entries() -> None:
    expected = '<div class="csl-bib-body">\n  <div class="csl-entry">a</div>\n</div>'
    assert write_html_bibliography(["a"]) == expected


def test_the_tree_can_be_read_and_changed_by_tag() -> None:
    year = Span((Text("1999"),), tag="year")
    nodes = (Span((Text("A "), year), prefix="(", suffix=")"), Link("u", (year,)))
    assert plain(nodes) == "(A 1999)1999"
    assert list(find(nodes, "year")) == [year, year]
    assert plain(transform(nodes, "year", lambda span: Text("2000"))) == "(A 2000)2000"
    assert plain(transform(nodes, "year", lambda span: None)) == "(A )"
    assert is_empty((Span((Text(""),), prefix="("),))
    assert not is_empty(nodes)


@pytest.mark.parametrize(
    ("title", "suffix", "options", "printed"),
    [
        ("why?", ": ", IN, "“why?”: x"),
        ("why?", ". ", OUT, "“why?” x"),
        ("why?", ", ", OUT, "“why?”, x"),
        ("why.", ". ", OUT, "“why.” x"),
        ("why,", ". ", OUT, "“why”,. x"),
        ("why:", ". ", OUT, "“why”: x"),
        ("why", "!: ", IN, "“why!” x"),
    ],
)
def test_the_mark_a_quoted_title_ends_with_meets_no_other_kind_of_mark_outside(
    title: str, suffix: str, options: FinishOptions, printed: str
) -> None:
    assert html(Span((Text(title),), quotes=True, suffix=suffix), Text("x"), options=options) == printed


def test_quotations_typed_in_single_curly_quotes_stay_single() -> None:
    node = Span((Text("a "), Span((Text("b"),), quotes=True, tag="inner-quotes")), suffix=". ")
    assert html(node, Text("x"), options=IN) == "a ‘b.’ x"
