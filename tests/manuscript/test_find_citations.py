"""Which citations are found in a manuscript, and what is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.manuscript import latex, markdown
from atlas_cite.manuscript.citations import Citation, Form, Lines, split_place


def shown(text: str, citations: tuple[Citation, ...]) -> list[str]:
    """Each citation as `source => [prefix|]-key@place[|suffix] ...`, with `IN` before those in the sentence."""
    lines = []
    for citation in citations:
        works = [
            "".join([
                f"{work.prefix}|" if work.prefix else "", "-" if work.suppress_author else "", work.key,
                f"@{work.place}" if work.place else "", f"|{work.suffix}" if work.suffix else "",
            ])
            for work in citation.works
        ]  # fmt: skip
        form = {Form.IN_TEXT: "IN ", Form.SILENT: "NO ", Form.PARENTHETICAL: ""}[citation.form]
        lines.append(f"{text[citation.start : citation.end]} => {form}{' ; '.join(works)}")
        assert all(text[work.start :].lstrip("@{").startswith(work.key) for work in citation.works)
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So [@doe99].", ["[@doe99] => doe99"]),
        ("[see @doe99, pp. 3-5 and *passim*; @smith04, chap. 1]",
         ["[see @doe99, pp. 3-5 and *passim*; @smith04, chap. 1] => see|doe99@pp. 3-5|and *passim* ; smith04@chap. 1"]),
        ("[-@doe99]", ["[-@doe99] => -doe99"]),
        ("[@key, p. 3; -@key2]", ["[@key, p. 3; -@key2] => key@p. 3 ; -key2"]),
        ("Doe says [-@doe99, p. 4].", ["[-@doe99, p. 4] => -doe99@p. 4"]),
        ("@doe99 says so.", ["@doe99 => IN doe99"]),
        ("@doe99 [p. 33] says so.", ["@doe99 [p. 33] => IN doe99@p. 33"]),
        ("@doe99 [p. 33; also @smith04] says", ["@doe99 [p. 33; also @smith04] => IN doe99@p. 33 ; also|smith04"]),
        ("As @doe99 [@smith04] said", ["@doe99 => IN doe99", "[@smith04] => smith04"]),
        ("[@{https://example.org/a}]", ["[@{https://example.org/a}] => https://example.org/a"]),
        ("[@a:b.c-d_e/f]", ["[@a:b.c-d_e/f] => a:b.c-d_e/f"]),
        ("End of it @doe99.", ["@doe99 => IN doe99"]),
        ("[@doe99, {ii, A, D-Z}, with a suffix]",
         ["[@doe99, {ii, A, D-Z}, with a suffix] => doe99@ii, A, D-Z|, with a suffix"]),
        ("[@doe99 p. 5]", ["[@doe99 p. 5] => doe99@p. 5"]),
        ("[@doe99, 5–7]", ["[@doe99, 5–7] => doe99@5–7"]),
        ("[@doe99, §4]", ["[@doe99, §4] => doe99@§4"]),
        ("[@doe99, pp. iv, vi-xi, *passim*]", ["[@doe99, pp. iv, vi-xi, *passim*] => doe99@pp. iv, vi-xi|, *passim*"]),
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
        ("", []),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[str]) -> None:
    assert shown(text, markdown.find_citations(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"So \cite{doe99}.", [r"\cite{doe99} => doe99"]),
        (r"\citep[see][p.~3]{a, b}", [r"\citep[see][p.~3]{a, b} => see|a ; b@p.~3"]),
        (r"\parencite[12]{a}", [r"\parencite[12]{a} => a@12"]),
        (r"\Textcite{a} says", [r"\Textcite{a} => IN a"]),
        (r"\citeyearpar{a}", [r"\citeyearpar{a} => -a"]),
        (r"\parencite*{a}", [r"\parencite*{a} => -a"]),
        (r"\nocite{a,b}", [r"\nocite{a,b} => NO a ; b"]),
        (r"\nocite{*}", []),
        (r"\citestyle{plain} \citation{x}", []),
        ("% \\cite{hidden}\n\\cite{real}", [r"\cite{real} => real"]),
        (r"100\% \cite{real}", [r"\cite{real} => real"]),
        (r"\verb|\cite{x}| \begin{verbatim}\cite{y}\end{verbatim}", []),
        (r"\cite{}", []),
    ],
)
def test_latex(text: str, expected: list[str]) -> None:
    assert shown(text, latex.find_citations(text)) == expected


@pytest.mark.parametrize(
    ("after", "place", "suffix"),
    [
        ("", "", ""),
        (", p. 3", "p. 3", ""),
        (", 3-5", "3-5", ""),
        (", chap. 2 and so on", "chap. 2", "and so on"),
        (" passim", "", "passim"),
        (", and more", "", ", and more"),
        (", p. 12e, see", "p. 12e", ", see"),
        (", vol. ii", "vol. ii", ""),
    ],
)
def test_a_place_is_told_from_a_suffix(after: str, place: str, suffix: str) -> None:
    assert split_place(after) == (place, suffix)


def test_places_are_counted_in_lines_of_any_end() -> None:
    lines = Lines("a\r\nbc\rd\ne")
    assert [lines.place(at) for at in (0, 3, 4, 6, 8)] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]


@given(st.text(alphabet="[]@-;,p. \n`abc{}\\", max_size=80))
def test_citations_of_any_text_stand_in_order_and_apart(text: str) -> None:
    citations = markdown.find_citations(text)
    edges = [edge for citation in citations for edge in (citation.start, citation.end)]
    assert edges == sorted(edges)
    assert all(citation.works for citation in citations)
