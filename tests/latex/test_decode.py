from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atlas_cite.latex.decode import decode_paragraphs, decode_plain, decode_rich, decode_title, decode_verbatim


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"{u}ller", "Müller"),
        (r"M\"uller", "Müller"),
        (r"Erd\H{o}s", "Erdős"),
        (r"S{\o}ren", "Søren"),
        (r"Stra\ss e", "Straße"),
        (r"Stra{\ss}e", "Straße"),
        (r"\v{Z}i\v{z}ek", "Žižek"),
        (r"Mart\'{\i}nez", "Martínez"),
        (r"na\"\i ve", "naïve"),
        (r"Fran\c cois", "François"),
        (r"{\c{C}}etinkaya", "Çetinkaya"),
        (r"\r{A}ngstr{\"o}m", "Ångström"),
        (r"\~n\`a\^e\=o\.z", "ñàêōż"),
        (r"\k{a}\d{h}", "ąḥ"),
        (r"\L{}\'od\'z", "Łódź"),
        (r"A \& B, 5\% of \$3, \#1, a\_b", "A & B, 5% of $3, #1, a_b"),
        (r"\textbackslash{}x\textbraceleft{}y\textbraceright{}", r"\x{y}"),
        (r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}", "~^<>|"),
        ("1995--1999 --- ``so'' it is", "1995–1999 — “so” it is"),
        ("a-{}-b", "a--b"),
        (r"Angew.~Chem.\ Int.\,Ed.", "Angew. Chem. Int. Ed."),
        (r"$\alpha$-synuclein $\geq$ 5 $\mu$m, $-3$", "α-synuclein ≥ 5 μm, −3"),
        (r"\ensuremath{\beta}-cell", "β-cell"),
        ("CO$_2$ and x$^{10}$", "CO₂ and x¹⁰"),
        (r"1\textsuperscript{st}", "1st"),
        (r"\emph{in vivo}, {\it in vitro}, {\bf bold}", "in vivo, in vitro, bold"),
        (r"\url{http://x.org/~me/a_b%20c}", "http://x.org/~me/a_b%20c"),
        (r"\href{http://x.org}{the site}", "the site"),
        (r"\enquote{so}", "“so”"),
        (r"{\noopsort{1973b}}1973", "1973"),
        (r"\ifmmode\alpha\else$\beta$\fi{} cell", "β cell"),
        (r"\frac{1}{2}", "1/2"),
        (r"396$\{2}$", "396{2"),
        ("lone } brace", "lone brace"),
        ("open { brace", "open brace"),
        ("costs $5", "costs $5"),
        ("at the end\\", "at the end\\"),
        ("AT\\&amp;T &lt; 5", "AT&T < 5"),
        ("  two\n lines ", "two lines"),
    ],
)
def test_latex_is_read_as_the_characters_it_prints(latex: str, text: str) -> None:
    assert decode_plain(latex).text == text


@pytest.mark.parametrize(
    ("latex", "rich"),
    [
        ("Rest", "Rest"),
        ("{DNA} repair", '<span class="nocase">DNA</span> repair'),
        ("{{Whole Title Kept}}", "Whole Title Kept"),
        ("The {T}ale", 'The <span class="nocase">Tale</span>'),
        ("of {D}{N}{A}s", 'of <span class="nocase">DNAs</span>'),
        (r"{\"U}bung in {\'e}t{\'e}", "Übung in été"),
        (r"Effects of {\emph{Homo sapiens}}", "Effects of <i>Homo sapiens</i>"),
        (
            r"\emph{E. coli} \textbf{b} \textsc{sc}",
            '<i>E. coli</i> <b>b</b> <span style="font-variant:small-caps">sc</span>',
        ),
        (r"H\textsubscript{2}O, 10\textsuperscript{-3}", "H<sub>2</sub>O, 10<sup>-3</sup>"),
        (r"{H$_2$O} flow", '<span class="nocase">H<sub>2</sub>O</span> flow'),
        ("a {1998} b {-} c", "a 1998 b - c"),
        ("{{A} {nested} word} here", '<span class="nocase">A nested word</span> here'),
    ],
)
def test_a_title_keeps_its_formats_and_the_words_it_protects(latex: str, rich: str) -> None:
    assert decode_title(latex).text == rich


def test_a_container_title_has_formats_and_no_protection() -> None:
    assert decode_rich(r"{J}ournal of \emph{E. coli}").text == "Journal of <i>E. coli</i>"


def test_an_unknown_command_keeps_its_arguments_or_its_name_and_is_told() -> None:
    assert decode_plain(r"a \publishermacro{b}{c} \strange d").text == r"a b c \strange d"
    assert decode_plain(r"\strange\strange x \odd").unknown == ("strange", "odd")


def test_a_rare_symbol_is_found_in_the_character_map() -> None:
    assert decode_plain(r"$\aleph$ $\leftthreetimes$").text == "ℵ ⋋"


@pytest.mark.parametrize("source", ["one\ntwo\n\n  three\n \n\nfour", "one two\\par three\\par\n\nfour"])
def test_paragraphs_are_parted_by_blank_lines_or_par(source: str) -> None:
    assert decode_paragraphs(source).text == "one two\n\nthree\n\nfour"


def test_of_a_verbatim_field_only_escaped_signs_are_undone() -> None:
    assert decode_verbatim(r"10.1000/a\_b{\_}c\%20\&\#~x--y$") == "10.1000/a_b_c%20&#~x--y$"


@pytest.mark.parametrize(
    "source", ["{" * 5000, "}" * 5000, "\\em" * 5000, "\\emph{" * 3000, "$" * 4001, "\\'" * 5000, "_^" * 5000]
)
def test_hostile_nesting_ends_in_some_text(source: str) -> None:
    assert isinstance(decode_title(source).text, str)


@given(
    st.lists(st.sampled_from([*r"\{}$~^_&%#'`\"-<>", "a", "É", " ", "\n", "\\emph", "\\'", "\ue000", "\ue001"])).map(
        "".join
    )
)
def test_any_text_is_decoded_and_leaves_no_marks(source: str) -> None:
    for decode in (decode_title, decode_rich, decode_plain, decode_paragraphs):
        assert not {"\ue000", "\ue001"} & set(decode(source).text)


_WORDS = st.text(st.sampled_from("aB 1é-'_^.\n\ue000"), max_size=6)


@example([("", "-\ue000-")])
@given(st.lists(st.tuples(_WORDS, _WORDS), max_size=4))
def test_words_in_braces_are_decoded_the_short_way_as_the_long_way(parts: list[tuple[str, str]]) -> None:
    latex = "".join(f"{plain}{{{braced}}}" for plain, braced in parts)
    for decode in (decode_title, decode_rich, decode_plain, decode_paragraphs):
        assert decode(latex) == decode(latex + "{}")  # braces round nothing send it the long way and add nothing
