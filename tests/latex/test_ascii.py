from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.latex.ascii import ascii_address, ascii_latex, unsettable
from atlas_cite.latex.decode import decode_plain, decode_title
from atlas_cite.latex.encode import encode_plain, encode_rich, has_balanced_braces


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller, Çelik; Erdős", r"M{\"u}ller, {\c{C}}elik; Erd{\H{o}}s"),
        ("naïve Šárka Łódź", r"na{\"\i}ve {\v{S}}{\'a}rka {\L}{\'o}d{\'z}"),
        ("ế Ǘ ị", r"{\'{{\^e}}} {\'{{\"U}}} {\d{i}}"),
        ("Straße, Ørsted, Ærø, Œuvre, þing", r"Stra{\ss}e, {\O}rsted, {\AE}r{\o}, {\OE}uvre, {\th}ing"),
        ("1995–1999 — “so” ‘x’", r"1995--1999 --- ``so'' `x{\textquoteright}"),
        ("“‘a’”", r"{\textquotedblleft}{\textquoteleft}a{\textquoteright}''"),
        ("a–—b", r"a{\textendash}{\textemdash}b"),
        ("α-synuclein ≥ 5 µg, 37 °C", r"$\alpha$-synuclein $\geq$ 5 {\textmu}g, 37 {\textdegree}C"),
        ("3 × 4 ± 1 − 2", r"3 $\times$ 4 $\pm$ 1 $-$ 2"),
        ("x² CO₂", r"x\textsuperscript{2} CO\textsubscript{2}"),
        ("ﬁne Ａ５％", r"fine A5\%"),
        ("漢字 и 😀", "漢字 и 😀"),
        ("plain", "plain"),
    ],
)
def test_a_text_is_written_in_ascii(text: str, latex: str) -> None:
    assert ascii_latex(encode_plain(text)) == latex


@pytest.mark.parametrize(
    "text",
    ["Müller Çelik Erdős naïve Łódź ế", "Straße Ørsted Æ œ þ ð đ ŋ", "“so” ‘x’ – — …", "αβ Δ ≥ ± × µ ° § ¶ © ® ™ € £"],
)
def test_ascii_is_read_back_as_the_same_text(text: str) -> None:
    assert decode_plain(ascii_latex(encode_plain(text))).text == text


letters = st.lists(st.characters(min_codepoint=0xA1, max_codepoint=0x17F), max_size=12).map("".join)


@given(letters)
def test_every_latin_letter_is_ascii_and_stable(text: str) -> None:
    written = ascii_latex(encode_plain(text))
    assert has_balanced_braces(written)
    assert ascii_latex(encode_plain(decode_plain(written).text)) == written


@given(st.text(max_size=20))
def test_any_title_in_ascii_is_stable(text: str) -> None:
    written = ascii_latex(encode_rich(text, protect=True))
    assert has_balanced_braces(written)
    once = ascii_latex(encode_rich(decode_title(written).text, protect=True))
    assert ascii_latex(encode_rich(decode_title(once).text, protect=True)) == once


def test_an_address_is_percent_encoded() -> None:
    assert ascii_address("https://x.org/é?q=漢#a_b") == "https://x.org/%C3%A9?q=%E6%BC%A2#a_b"


@pytest.mark.parametrize(
    ("text", "found"),
    [("Müller – “α ≥ 5”, CO₂ € ™", ""), ("漢字 漢 и", "漢字и"), ("Ελλάδα", "Ελάδα"), ("a😀b", "😀"), ("a\u00a0b", "")],
)
def test_what_pdflatex_cannot_set_is_found(text: str, found: str) -> None:
    assert unsettable(encode_plain(text)) == found
