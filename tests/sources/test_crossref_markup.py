"""Markup in Crossref texts (CROSSREF.md §2, TESTCASES X14–X18, X23)."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.sources.crossref.markup import clean, paragraphs, plain_text, rich_text

MOST_SECONDS = 20
"""Of processor time, which is many times what a slow machine needs; what grows with the square takes minutes."""

CAPS = '<span style="font-variant:small-caps">{}</span>'

RICH = [
    ("plain", "Fatigue in adults", "Fatigue in adults"),
    (
        "kept faces",
        "1<i>H</i>, N<sub>2</sub>O and <b>Zr</b><sup>89</sup>",
        "1<i>H</i>, N<sub>2</sub>O and <b>Zr</b><sup>89</sup>",
    ),
    ("nested faces", "[Ru(bpy)<sub>3</sub>]<sup>2<i>+</i></sup>", "[Ru(bpy)<sub>3</sub>]<sup>2<i>+</i></sup>"),
    ("other names of faces", "<em>a</em> <strong>b</strong> <italic>c</italic>", "<i>a</i> <b>b</b> <i>c</i>"),
    ("small capitals", "The role of <scp>AI</scp>", "The role of " + CAPS.format("AI")),
    ("escaped once", "R &amp; D", "R & D"),
    ("escaped twice", 'Review for "&lt;scp&gt;NARX&lt;/scp&gt;"', f'Review for "{CAPS.format("NARX")}"'),
    ("escaped three times", "A&amp;amp;amp;B &amp;nbsp;C", "A&B C"),
    ("less-than stays", "p &lt; 0.05 and a<b", "p < 0.05 and a<b"),
    ("what only looks like a tag stays", "List<String> in Java, n<Glu> bonds", "List<String> in Java, n<Glu> bonds"),
    ("a false tag cannot pass for a true one", "a<b and c>d", "a< b and c>d"),
    ("a tag made by dropping another", "<<i>b>bold", "< b>bold"),
    ("other tags are dropped", '<p><a href="x">Link</a> and <u>line</u></p>', "Link and line"),
    ("unknown tags with partner", "<jats:foo>A</jats:foo> <bar>B</bar>", "A B"),
    ("scripts are dropped whole", "A<script>alert(1)</script>B <img src=x onerror=alert(1)>C", "AB C"),
    ("unbalanced", "A <i>B", "A B"),
    ("wrongly nested", "<i>A<b>B</i>C</b>", "<i>AB</i>C"),
    ("empty face", "A <i> </i>B", "A B"),
    ("blank runs and line breaks", "on\n            <i>Porites  lutea</i>\n     in", "on <i>Porites lutea</i> in"),
    ("blanks on both sides of a tag", "of <i> E. coli </i> here", "of <i>E. coli </i>here"),
    ("no-break blank", "73\u00a0131", "73 131"),
    ("decomposed accents", "He\u0301le\u0300ne", "H\u00e9l\u00e8ne"),
    ("soft hyphen, zero width, control", "fa\u00adti\u200bgue\x07", "fatigue"),
    ("lone surrogate", "a\ud800b", "a\ufffdb"),
    ("replacement character is kept", "Dentistry \ufffd Part", "Dentistry \ufffd Part"),
    ("UTF-8 encoded twice", "Ã‰tude de la fiÃ¨vre", "Étude de la fièvre"),
    ("true Â and Ã stay", "CHÂTEAU DE SÃO JOÃO", "CHÂTEAU DE SÃO JOÃO"),
    ("lost blanks round a species", "of<i>Burkholderia terrae</i>strains", "of <i>Burkholderia terrae</i> strains"),
    ("dollar formulas stay", "The $x^2$ and $$y$$ case", "The $x^2$ and $$y$$ case"),
    ("comment", "A<!-- <i>x</i> -->B", "AB"),
]


@pytest.mark.parametrize(("raw", "expected"), [row[1:] for row in RICH], ids=[row[0] for row in RICH])
def test_a_title_becomes_rich_text(raw: str, expected: str) -> None:
    assert rich_text(raw) == expected


M = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{}</mml:math>'
FORMULAS = [
    (
        "set off from words",
        f"the{M.format('<mml:mi>N</mml:mi><mml:mo>=</mml:mo><mml:mn>88</mml:mn>')}nucleus",
        "the N=88 nucleus",
    ),
    ("not from stops", f"{M.format('<mml:mi>K</mml:mi>')}: a", "K: a"),
    ("subscript", M.format("<mml:msub><mml:mi>VO</mml:mi><mml:mn>4</mml:mn></mml:msub>"), "VO<sub>4</sub>"),
    (
        "superscript before a word",
        f"with{M.format('<mml:msup><mml:mi>L</mml:mi><mml:mn>1</mml:mn></mml:msup>')}Data",
        "with L<sup>1</sup> Data",
    ),
    (
        "isotope",
        M.format(
            "<mml:mmultiscripts><mml:mi>Tb</mml:mi><mml:mprescripts/><mml:none/><mml:mn>153</mml:mn></mml:mmultiscripts>"
        ),
        "<sup>153</sup>Tb",
    ),
    (
        "both scripts",
        M.format("<mml:msubsup><mml:mi>x</mml:mi><mml:mi>i</mml:mi><mml:mn>2</mml:mn></mml:msubsup>"),
        "x<sub>i</sub><sup>2</sup>",
    ),
    (
        "fraction and root",
        M.format("<mml:mfrac><mml:mn>1</mml:mn><mml:msqrt><mml:mi>n</mml:mi></mml:msqrt></mml:mfrac>"),
        "1/√n",
    ),
    (
        "no prefix, blanks inside",
        '<math id="M1">\n   <mi mathvariant="script">D</mi>\n  <mi>α</mi>\n </math>-Closed',
        "Dα-Closed",
    ),
    (
        "TeX beside MathML is the same formula",
        f"<alternatives><tex-math>\\pi</tex-math>{M.format('<mml:mi>π</mml:mi>')}</alternatives>",
        "π",
    ),
    ("TeX alone stays", "<tex-math>$\\pi$</tex-math>", "$\\pi$"),
    ("annotation is no text", M.format('<mml:mi>x</mml:mi><mml:annotation encoding="TeX">x_1</mml:annotation>'), "x"),
]


@pytest.mark.parametrize(("raw", "expected"), [row[1:] for row in FORMULAS], ids=[row[0] for row in FORMULAS])
def test_a_formula_becomes_readable(raw: str, expected: str) -> None:
    assert rich_text(raw) == expected


def test_plain_text_has_no_markup() -> None:
    assert plain_text("<i>KRAS</i> &amp; <scp>nras</scp> < 5") == "KRAS & nras < 5"


@pytest.mark.parametrize("raw", [None, True, [], {}, b"bytes", object()])
def test_what_is_no_text_is_empty(raw: object) -> None:
    assert clean(raw) == rich_text(raw) == plain_text(raw) == ""
    assert paragraphs(raw) == ()


ABSTRACTS = [
    ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", ("One.", "Two.")),
    ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>", ("One.",)),
    ("<jats:sec><jats:title>Methods</jats:title><jats:p>We <i>asked</i>.</jats:p></jats:sec>", ("Methods: We asked.",)),
    ("<jats:title>Results:</jats:title><jats:p>p &lt; .05</jats:p><jats:p>B</jats:p>", ("Results: p < .05", "B")),
    ("<jats:title>Registration</jats:title>", ("Registration",)),
    ("<p>RSC&#x2019;s own</p>\n  <p></p>", ("RSC’s own",)),
    ("Bare text\n  over lines", ("Bare text over lines",)),
    ("<jats:list><jats:list-item><jats:p>A</jats:p></jats:list-item></jats:list>", ("A",)),
    ("", ()),
]


@pytest.mark.parametrize(("raw", "expected"), ABSTRACTS)
def test_an_abstract_becomes_paragraphs(raw: str, expected: tuple[str, ...]) -> None:
    assert paragraphs(raw) == expected


ALLOWED = re.compile(r'</?(?:i|b|sub|sup)>|<span style="font-variant:small-caps">|</span>')
PIECES = st.sampled_from(
    [
        "<",
        ">",
        "i",
        "b",
        "/",
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<scp>",
        "</scp>",
        "<sub>",
        "</sub>",
        "&lt;",
        "&amp;",
        "<mml:math>",
        "</mml:math>",
        "<mml:msup>",
        "</mml:msup>",
        "<mml:mi>",
        "</mml:mi>",
        " ",
        "x",
        "\n",
        "<p>",
        "</p>",
        "<span>",
        "</span>",
        "<b x>",
        "span",
        "<!--",
        "-->",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_rich_text_is_always_balanced_and_never_more_than_rich_text(raw: str) -> None:
    rich = rich_text(raw)
    stack = []
    for tag in ALLOWED.findall(rich):
        name = tag.strip("</>").split()[0]
        if tag.startswith("</"):
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack
    assert not re.search(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>", ALLOWED.sub("|", rich))
    assert rich == rich.strip()
    assert "  " not in ALLOWED.sub("", rich)


@pytest.mark.parametrize(
    "hostile",
    [
        "<i>" * 20_000 + "</i>" * 20_000,
        "<mml:math>" + "<mml:mrow>" * 20_000 + "x" + "</mml:mrow>" * 20_000 + "</mml:math>",
        "<!--" * 20_000,
        "<a b=" * 20_000,
        '<a b="' * 20_000,
        "&lt;" * 20_000,
        "<subtitle>" * 10_000,
        "<" * 50_000,
        "[" * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_text_costs_little_time(hostile: str) -> None:
    start = time.process_time()
    rich_text(hostile)
    paragraphs(hostile)
    assert time.process_time() - start < MOST_SECONDS
