"""Which citations are found in a manuscript, and what is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.manuscript.citations import Citation, Form, Note, Passage
from atlas_cite.manuscript.latex import read_latex
from atlas_cite.manuscript.locators import split_locator
from atlas_cite.manuscript.markdown import read_markdown

TERMS = {
    "p.": "page", "pp.": "page", "page": "page", "chap.": "chapter", "vol.": "volume", "§": "section", "s.": "page",
    "s.v.": "sub-verbo", "no.": "issue", "fig.": "figure", "p": "page",
}  # fmt: skip


def in_a_row(passages: tuple[Passage, ...]) -> list[Citation]:
    return [one for each in passages for one in (each.citations if isinstance(each, Note) else (each,))]


def shown(text: str, passages: tuple[Passage, ...]) -> list[str]:
    """Each citation as `source => [prefix|]-key@term place[|suffix] ...`, with `IN` before those in the sentence."""
    citations = in_a_row(passages)
    lines = []
    for citation in citations:
        works = []
        for work in citation.works:
            found = split_locator(work.suffix, TERMS)
            prefix = f"{work.prefix.strip()}|" if work.prefix else ""
            place = f"@{found.term} {found.place}" if found.place else ""
            suffix = f"|{found.suffix.strip()}" if found.suffix else ""
            works.append(f"{prefix}{'-' * work.suppress_author}{work.key}{place}{suffix}")
        form = {Form.IN_TEXT: "IN ", Form.SILENT: "NO "}.get(citation.form, "")
        lines.append(f"{text[citation.start : citation.end]} => {form}{' ; '.join(works)}")
        assert all(text[work.start :].lstrip("@{").startswith(work.key) for work in citation.works)
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So [@doe99].", ["[@doe99] => doe99"]),
        ("[see @doe99, pp. 3-5 and *passim*; @smith04, chap. 1]",
         [("[see @doe99, pp. 3-5 and *passim*; @smith04, chap. 1]"
           " => see|doe99@page 3-5|and *passim* ; smith04@chapter 1")]),
        ("[-@doe99]", ["[-@doe99] => -doe99"]),
        ("[@key, p. 3; -@key2]", ["[@key, p. 3; -@key2] => key@page 3 ; -key2"]),
        ("Doe says [-@doe99, p. 4].", ["[-@doe99, p. 4] => -doe99@page 4"]),
        ("@doe99 says so.", ["@doe99 => IN doe99"]),
        ("@doe99 [p. 33] says so.", ["@doe99 [p. 33] => IN doe99@page 33"]),
        ("@doe99 [p. 33; also @smith04] says", ["@doe99 [p. 33; also @smith04] => IN doe99@page 33 ; also|smith04"]),
        ("As @doe99 [@smith04] said", ["@doe99 [@smith04] => IN doe99 ; smith04"]),
        ("[@{https://example.org/a}]", ["[@{https://example.org/a}] => https://example.org/a"]),
        ("[@a:b.c-d_e/f]", ["[@a:b.c-d_e/f] => a:b.c-d_e/f"]),
        ("End of it @doe99.", ["@doe99 => IN doe99"]),
        ("[@doe99, {ii, A, D-Z}, with a suffix]",
         ["[@doe99, {ii, A, D-Z}, with a suffix] => doe99@page ii, A, D-Z|, with a suffix"]),
        ("[@doe99 p. 5]", ["[@doe99 p. 5] => doe99@page 5"]),
        ("[@doe99, 5–7]", ["[@doe99, 5–7] => doe99@page 5–7"]),
        ("[@doe99, §4]", ["[@doe99, §4] => doe99@section 4"]),
        ("[@doe99, pp. iv, vi-xi, *passim*]", ["[@doe99, pp. iv, vi-xi, *passim*] => doe99@page iv, vi-xi|, *passim*"]),
        ("[@doe99 and others]", ["[@doe99 and others] => doe99|and others"]),
        ("[@Müller2020]", ["[@Müller2020] => Müller2020"]),
        ("mail me@example.org now", []),
        (r"an escaped \@doe99", []),
        ("`[@code]` and ``a ` [@b]``", []),
        ("```\n[@code]\n```\n\n[@real]", ["[@real] => real"]),
        ("~~~ text\n[@code]\n~~~\n[@real]", ["[@real] => real"]),
        ("```\n[@never closed]\n", []),
        ("Text:\n\n    [@indented]\n\nMore [@real].", ["[@real] => real"]),
        ("<!-- [@hidden] --> [@real]", ["[@real] => real"]),
        ("---\nauthor: '@me'\n---\n\n[@real]", ["[@real] => real"]),
        ("[a link](https://example.org/@user)", []),
        ("<https://example.org/@user> https://example.org/@user", []),
        ("[text with @key](http://x.org)", ["@key => IN key"]),
        ("a note[^1]\n\n[^1]: See [@doe99].", ["[@doe99] => doe99"]),
        ("[not a\n\ncitation @x]", ["@x => IN x"]),
        ("[@one\nand over the line, p. 3]", ["[@one\nand over the line, p. 3] => one|and over the line, p. 3"]),
        ("[@a{b}, p. 1]", ["[@a{b}, p. 1] => a@page b|, p. 1"]),
        ("[@a; see]", ["@a => IN a"]),
        ("[@a]: not a link target", ["[@a] => a"]),
        ("[@a][@b]", ["[@a] => a", "[@b] => b"]),
        ("![@a](x.png) [@b]{.c} [@c](<u v> 'w')", ["@a => IN a", "@b => IN b", "@c => IN c"]),
        ("[x [@a] y]", ["[@a] => a"]),
        ("[^@a]", ["@a => IN a"]),
        ("@a\n[p. 3]", ["@a\n[p. 3] => IN a@page 3"]),
        ("@a [not](a-link) @b [^1]", ["@a => IN a", "@b => IN b"]),
        ("`unclosed [@a]\n\nmore ` [@b]", ["[@a] => a", "[@b] => b"]),
        ("<!-- over\n\n[@a] --> [@b] <!-- never [@c]", ["[@b] => b", "[@c] => c"]),
        ("a <!-- ` --> [@b] `c`", ["[@b] => b"]),
        ("> ```\n> [@a]\n> ```\n> [@b]", ["[@b] => b"]),
        ("- a\n\n    [@b]\n\nc\n\n    [@d]", ["[@b] => b"]),
        ("1.  a\n\n    [@b]\n\n        [@code]", ["[@b] => b"]),
        ("$x$ @a $5 and [@b] $6", ["@a => IN a", "[@b] => b"]),
        ("$$\n[@a]\n$$ [@b]", ["[@b] => b"]),
        ("[@{a b}] [@{c{d}}]", ["[@{c{d}}] => c{d}"]),
        ("[@https://x.org/a?b] @a://b", ["[@https://x.org/a?b] => https://x.org/a?b", "@a://b => IN a://b"]),
        ("_@a says_ *@b*", ["@a => IN a", "@b => IN b"]),
        ("end.@a ..@b", []),
        ("an em--@a", ["@a => IN a"]),
        ("x-@a -@b", ["@a => IN a", "-@b => -b"]),
        ("[@a---b] [@c--d]", ["[@a---b] => a|---b", "[@c--d] => c|--d"]),
        ("", []),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[str]) -> None:
    assert shown(text, read_markdown(text).passages) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"So \cite{doe99}.", [r"\cite{doe99} => doe99"]),
        (r"\citep[see][p.~3]{a, b}", [r"\citep[see][p.~3]{a, b} => see|a ; b@page 3"]),
        (r"\parencite[12]{a}", [r"\parencite[12]{a} => a@page 12"]),
        (r"\Textcite{a} says", [r"\Textcite{a} => IN a"]),
        (r"\citeyearpar{a}", [r"\citeyearpar{a} => -a"]),
        (r"\parencite*{a}", [r"\parencite*{a} => -a"]),
        (r"\nocite{a,b}", [r"\nocite{a,b} => NO a ; b"]),
        (r"\nocite{*}", []),
        (r"\parencites(see)(end)[1]{a}[2]{b,c}",
         [r"\parencites(see)(end)[1]{a}[2]{b,c} => see|a@page 1 ; b ; c@page 2|, end"]),
        (r"\footnote{See \cite{a} and {\em x} \cite{b}} \footcite{c}",
         [r"\cite{a} => a", r"\cite{b} => b", r"\footcite{c} => c"]),
        (r"\newcommand{\mine}[1]{\cite{#1}}", []),
        ("\\cite{a,% note\n  b}", ["\\cite{a,% note\n  b} => a ; b"]),
        (r"\end{document} \cite{after}", []),
        (r"\\% \cite{hidden}", []),
        (r"\citestyle{plain} \citation{x}", []),
        ("% \\cite{hidden}\n\\cite{real}", [r"\cite{real} => real"]),
        (r"100\% \cite{real}", [r"\cite{real} => real"]),
        (r"\verb|\cite{x}| \begin{verbatim}\cite{y}\end{verbatim}", []),
        (r"\cite{}", []),
    ],
)  # fmt: skip
def test_latex(text: str, expected: list[str]) -> None:
    assert shown(text, read_latex(text).passages) == expected


@pytest.mark.parametrize(
    ("after", "term", "place", "suffix"),
    [
        ("", "", "", ""),
        (", p. 3", "page", "3", ""),
        (", p.3", "page", "3", ""),
        (" p. 3", "page", "3", ""),
        (", 3-5", "page", "3-5", ""),
        (", 5–7, 9", "page", "5–7, 9", ""),
        (", pp. 33-35 and *passim*", "page", "33-35", " and *passim*"),
        (", chap. 2 and so on", "chapter", "2", " and so on"),
        (" passim", "", "", " passim"),
        (", and more", "", "", ", and more"),
        (", p. 12e, see", "page", "12e", ", see"),
        (", vol. ii", "volume", "ii", ""),
        (", vol. 2, p. 3", "volume", "2", ", p. 3"),
        (", pp. iv, vi-xi, *passim*", "page", "iv, vi-xi", ", *passim*"),
        (", ii", "", "", ", ii"),
        (", §4.2", "section", "4.2", ""),
        (", S. 3 f.", "page", "3", " f."),
        (", P. 3", "page", "3", ""),
        (", pages 3", "", "", ", pages 3"),
        (", p. 3(a)(ii)", "page", "3(a)(ii)", ""),
        (", p. [17]-[18]", "page", "[17]-[18]", ""),
        ("{ii, A, D-Z}, with a suffix", "page", "ii, A, D-Z", ", with a suffix"),
        (", {pp. iv and on}, x", "page", "iv and on", ", x"),
        (", {}, 2001", "", "", ", 2001"),
        (", 12:3-4", "page", "12:3-4", ""),
        (", no. 5.", "issue", "5", "."),
        (",\n p.\n3", "page", "3", ""),
        (", p.\u00a03", "page", "3", ""),
        (", see p. 3", "", "", ", see p. 3"),
        (' 33, s.v. "foo"', "page", "33", ', s.v. "foo"'),
    ],
)
def test_a_locator_is_told_from_a_suffix(after: str, term: str, place: str, suffix: str) -> None:
    found = split_locator(after, TERMS)
    assert (found.term, found.place, found.suffix) == (term, place, suffix)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("a[^1] [@x] b[^2]\n\n[^2]: [@two].\n\n[^1]: [@one].\n", [["one"], "x", ["two"]]),
        ("a^[see @one] [@x]", [["one"], "x"]),
        ("a[^1]\n\n[^1]: One.\n\n    Still [@one].\n\nNot [@x].", [["one"], "x"]),
        ("a[^1] b[^1]\n\n[^1]: [@one]", [["one"]]),
        ("[@x]\n\n[^1]: [@never]", ["x", ["never"]]),
        ("a[^none] [@x]", ["x"]),
        ("a[^1]: [@x]", ["x"]),
        ("- a[^1]\n\n  [^1]: [@one]\n", [["one"]]),
    ],
)
def test_notes_are_read_where_they_are_referred_to(text: str, notes: list[str | list[str]]) -> None:
    found = [
        [one.works[0].key for one in each.citations] if isinstance(each, Note) else each.works[0].key
        for each in read_markdown(text).passages
    ]
    assert found == notes


@given(st.text(alphabet="[]@-;,p. \n`abc{}\\", max_size=80))
def test_citations_of_any_text_stand_in_order_and_apart(text: str) -> None:
    citations = sorted(in_a_row(read_markdown(text).passages), key=lambda each: each.start)
    edges = [edge for citation in citations for edge in (citation.start, citation.end)]
    assert edges == sorted(edges)
    assert all(citation.works for citation in citations)
