from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.latex.decode import decode_plain, decode_title
from atlas_cite.latex.encode import (
    encode_paragraphs,
    encode_plain,
    encode_rich,
    encode_verbatim,
    has_balanced_braces,
)
from atlas_cite.model.text import tidy


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller, Çelik; Erdős", "Müller, Çelik; Erdős"),
        ("A & B, 5% of $3, #1, a_b", r"A \& B, 5\% of \$3, \#1, a\_b"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        (
            "~ ^ < > | `",
            r"\textasciitilde{} \textasciicircum{} \textless{} \textgreater{} \textbar{} \textasciigrave{}",
        ),
        ("a--b ''c'' ,,d", "a-{}-b '{}'c'{}' ,{},d"),
        ("1995–1999 — “so”", "1995–1999 — “so”"),
        ("α-synuclein ≥ 5", r"$\alpha$-synuclein $\geq$ 5"),
        ("TCRαβ", r"TCR$\alpha\beta$"),
        ("≥α", r"$\geq\alpha$"),
        ("Ελλάδα", "Ελλάδα"),
        ("10⁻³ x² CO₂", r"10\textsuperscript{-3} x² CO\textsubscript{2}"),
        ("−5", "$-$5"),
        ("lost \ufffd sign", "lost ? sign"),
        ("漢字 и 😀", "漢字 и 😀"),
        ("a\x00b\x07\u200bc\ud800d", "abcd"),
        ("a\ufffeb\uffffc\ufdd0d", "abcd"),
        ("two\nlines\u00a0here", "two lines here"),
    ],
)
def test_text_is_written_so_that_latex_prints_it(text: str, latex: str) -> None:
    assert encode_plain(text) == latex


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("The role of the therapeutic relationship", "The role of the therapeutic relationship"),
        ("ME/CFS and long COVID", "{ME/CFS} and long {COVID}"),
        ("Long-COVID, COVID-19, mRNA and pH", "Long-{COVID}, {COVID-19}, {mRNA} and {pH}"),
        (
            "Encephalomyelitis/Chronic Fatigue: A Study of a Study",
            "Encephalomyelitis/Chronic Fatigue: A Study of a Study",
        ),
        ("Vitamin D, B12 and Hepatitis A Virus", "Vitamin {D}, {B12} and Hepatitis {A} Virus"),
        ("A McDonald Test", "A {McDonald} Test"),
        (
            "Outcome of infection with Lyme disease in Epstein-Barr carriers",
            "Outcome of infection with {Lyme} disease in {Epstein-Barr} carriers",
        ),
        ("Outcome Of Infection With Lyme Disease", "Outcome Of Infection With Lyme Disease"),
        ("CHRONIC FATIGUE SYNDROME", "CHRONIC FATIGUE SYNDROME"),
        ("Δ9 and ΔFosB, ⇒", r"{$\Delta$9} and {$\Delta$FosB}, {$\Rightarrow$}"),
        ("H<sub>2</sub>O in <i>E. coli</i>", r"{H\textsubscript{2}O} in \emph{E. coli}"),
        ("<sup>13</sup>C <b>x</b>", r"{{}\textsuperscript{13}C} \textbf{x}"),
        ('<span class="nocase">van Gogh</span> effect', "{van Gogh} effect"),
        ('<span class="nocase">A Whole Title</span>', "A Whole Title"),
        ('<span style="font-variant:small-caps">sc</span> x', r"\textsc{sc} x"),
        ("p <i 5 and <b>lone", r"p \textless{}i 5 and \textless{} b\textgreater{}lone"),
        ("AT&T's <script>", r"{AT\&T's} \textless{}script\textgreater{}"),
    ],
)
def test_a_title_is_protected_word_by_word(title: str, latex: str) -> None:
    assert encode_rich(title, protect=True) == latex


def test_without_protection_only_formats_are_written() -> None:
    assert (
        encode_rich('Journal of DNA in <i>E. coli</i> <span class="nocase">X</span>')
        == r"Journal of DNA in \emph{E. coli} X"
    )


def test_paragraphs_are_parted_by_blank_lines_and_never_look_like_an_entry() -> None:
    assert encode_paragraphs("one & two\n\n@article(x\n three ", "  ") == "one \\& two\n\n  {@}article(x\n\n  three"


def test_verbatim_text_stays_but_for_braces_without_partner() -> None:
    assert encode_verbatim("http://x.org/a_b%20{c}#d") == "http://x.org/a_b%20{c}#d"
    assert encode_verbatim("http://x.org/{c\x00") == "http://x.org/%7Bc"
    assert encode_verbatim("http://x.org/\\") == "http://x.org/%5C"


@pytest.mark.parametrize(
    ("latex", "balanced"),
    [("{a}", True), (r"{a\}", False), (r"{a\{\}}", True), ("}{", False), (r"\{", False), ("C:\\", False)],
)
def test_braces_are_counted_as_bibtex_and_as_others_count(latex: str, balanced: bool) -> None:
    assert has_balanced_braces(latex) is balanced


signs = r"""DNA a - -- '' , $ { } \ α Δ ⁴ ² ≥ & % é ~ ^ _ B12 A x/Y . : ` < @ | − ⁿ study <i> </i> <sub> </sub>
    </span>""".split()
pieces = st.sampled_from([*signs, " ", '<span class="nocase">'])


@given(st.one_of(st.text(), st.lists(pieces, max_size=14).map("".join)))
def test_plain_text_survives_writing_and_reading(text: str) -> None:
    written = encode_plain(text)
    assert has_balanced_braces(written)
    assert encode_plain(decode_plain(written).text) == written


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters="&")))
def test_ascii_text_is_read_back_exactly(text: str) -> None:
    assert decode_plain(encode_plain(text)).text == tidy(text)


@given(st.lists(pieces, max_size=14).map("".join))
def test_a_title_written_read_and_written_again_is_the_same(title: str) -> None:
    written = encode_rich(title, protect=True)
    assert has_balanced_braces(written)
    assert encode_rich(decode_title(written).text, protect=True) == written


@given(st.text(st.sampled_from("aZ09 .&é²")))
def test_letters_and_figures_are_encoded_the_short_way_as_the_long_way(text: str) -> None:
    assert encode_plain(text) == encode_plain(f"{text} -").removesuffix("-").removesuffix(" ")
