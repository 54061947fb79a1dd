from collections.abc import Callable, Iterable

import pytest

from atlas_cite.csl.output.finish import FinishOptions, finish
from atlas_cite.csl.output.html import write_html
from atlas_cite.csl.output.latex import write_latex
from atlas_cite.csl.output.markdown import write_markdown
from atlas_cite.csl.output.plain import write_plain
from atlas_cite.csl.output.rtf import write_rtf
from atlas_cite.csl.output.tree import Formatting, Link, Node, Span, Text
from atlas_cite.csl.output.typst import write_typst

ITALIC, BOLD = Formatting(font_style="italic"), Formatting(font_weight="bold")
FLIPPED = Span((Text("a "), Span((Text("b"),), ITALIC, tag="markup")), ITALIC)
RAISED = Span((Text("2"),), Formatting(vertical_align="sup"))
CAPS = Span((Text("Ab"),), Formatting(font_variant="small-caps"))
LINK = Link("https://x.org/a_(b)", (Text("x"),))

ROWS: list[tuple[Callable[[Iterable[Node]], str], Node, str]] = [
    (write_plain, FLIPPED, "a b"),
    (write_plain, LINK, "x"),
    (write_markdown, FLIPPED, '*a <span style="font-style:normal;">b</span>*'),
    (write_markdown, Span((Text("a "),), ITALIC), "*a* "),
    (write_markdown, Span((Text("a"),), BOLD), "**a**"),
    (write_markdown, RAISED, "<sup>2</sup>"),
    (write_markdown, LINK, "[x](https://x.org/a_%28b%29)"),
    (write_markdown, Text("a*b_c [d](e) <f>"), r"a\*b\_c \[d\](e) \<f\>"),
    (write_markdown, Text("1. One"), r"1\. One"),
    (write_markdown, Text("# One"), r"\# One"),
    (write_latex, FLIPPED, r"\textit{a \textup{b}}"),
    (write_latex, RAISED, r"\textsuperscript{2}"),
    (write_latex, CAPS, r"\textsc{Ab}"),
    (write_latex, LINK, r"\href{https://x.org/a_(b)}{x}"),
    (write_latex, Link("ftp://u%{}#&\\", (Text("x"),)), r"\href{ftp://u\%\%7B\%7D\#\&\%5C}{x}"),
    (write_latex, Text(r"5% \input{x} $a_1$ a--b"), r"5\% \textbackslash{}input\{x\} \$a\_1\$ a-{}-b"),
    (write_typst, FLIPPED, '#text(style: "italic")[a #text(style: "normal")[b]]'),
    (write_typst, RAISED, "#super[2]"),
    (write_typst, Link('ftp://u"\\', (Text("x"),)), '#link("ftp://u\\"\\\\")[x]'),
    (write_typst, Text('#eval("1") *a* // b'), r"\#eval(\"1\") \*a\* \/\/ b"),
    (write_typst, Text("1. One"), r"1\. One"),
    (write_rtf, FLIPPED, r"{\i a {\i0 b}}"),
    (write_rtf, RAISED, r"{\super 2}"),
    (write_rtf, Text(r"\par {x} é 𝒜"), r"\\par \{x\} \u233? \u-10187?\u-9060?"),
    (write_rtf, Link('ftp://u"\\x', (Text("x"),)), r'{\field{\*\fldinst{HYPERLINK "ftp://u%22%5Cx"}}{\fldrslt{x}}}'),
]


@pytest.mark.parametrize(("write", "node", "printed"), ROWS)
def test_each_format_writes_the_tree_and_escapes_the_data(
    write: Callable[[Iterable[Node]], str], node: Node, printed: str
) -> None:
    assert write(finish([node], FinishOptions())) == printed


@pytest.mark.parametrize("write", [write_plain, write_markdown, write_latex, write_typst, write_rtf])
def test_each_format_sets_blocks_apart(write: Callable[[Iterable[Node]], str]) -> None:
    nodes = [Span((Text("a"),), display="block"), Span((Text("b"),), display="block")]
    text = write(finish(nodes, FinishOptions()))
    assert "\n" in text[text.index("a") : text.index("b", text.index("a"))]


WRITERS = [write_plain, write_markdown, write_latex, write_typst, write_rtf, write_html]


@pytest.mark.parametrize("write", WRITERS)
def test_no_format_writes_control_characters_or_half_characters(write: Callable[[Iterable[Node]], str]) -> None:
    text = write(finish([Text("a\x00\x1b\ud800b")], FinishOptions()))
    assert "\x00" not in text
    assert "\x1b" not in text
    text.encode()


@pytest.mark.parametrize("write", [write_markdown, write_latex, write_typst])
def test_a_new_line_in_the_data_starts_no_block(write: Callable[[Iterable[Node]], str]) -> None:
    assert write(finish([Text("a\n\n    b")], FinishOptions())) == "a b"


@pytest.mark.parametrize("write", [write_markdown, write_latex, write_typst, write_rtf])
def test_only_addresses_of_the_web_become_links(write: Callable[[Iterable[Node]], str]) -> None:
    assert write([Link("javascript:alert(1)", (Text("x"),))]) == "x"


def test_html_has_links_where_they_are_asked_for() -> None:
    link = Link('https://x.org/"', (Text("x"),))
    assert write_html([link]) == "x"
    assert write_html([link], links=True) == '<a href="https://x.org/&#34;">x</a>'
    assert write_html([Link("javascript:x", (Text("x"),))], links=True) == "x"
