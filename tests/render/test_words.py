"""Initials, page ranges and text case, row by row."""

import pytest

from atlas_cite.render.marks import NO_CASE, NO_CASE_END
from atlas_cite.render.words import initials, page_range, text_case


@pytest.mark.parametrize(
    ("given", "mark", "hyphen", "expected"),
    [
        ("Marianne J", ". ", True, "M. J."),
        ("Marianne J.", "", True, "MJ"),
        ("M.J.", ".", True, "M.J."),
        ("KJ", ". ", True, "K. J."),
        ("Jean-Pierre", ". ", True, "J.-P."),
        ("Jean-Pierre", "", False, "JP"),
        ("J.-P.", ".", True, "J.-P."),
        ("Xiao-ming", ". ", True, "X."),
        ("Carlos de la", ". ", True, "C. de la"),
        ("Élodie", ".", True, "É."),
        ("Lieke W A M", "", True, "LWAM"),
        ("", ". ", True, ""),
        ("-", ". ", True, "-"),
    ],
)
def test_given_names_become_initials(given, mark, hyphen, expected):
    assert initials(given, mark, hyphen=hyphen) == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("Marianne J", "Marianne J."), ("J M", "J. M."), ("Jean-Luc", "Jean-Luc")]
)
def test_only_initials_get_a_mark_when_names_stay(given, expected):
    assert initials(given, ". ", shorten=False) == expected


@pytest.mark.parametrize(
    ("pages", "style", "expected"),
    [
        ("368-376", None, "368–376"),
        ("368-76", "expanded", "368–376"),
        ("368--376", "minimal", "368–76"),
        ("1-17", "minimal", "1–17"),
        ("1-17", "minimal-two", "1–17"),
        ("100-104", "minimal", "100–4"),
        ("101-104", "minimal-two", "101–04"),
        ("99-102", "minimal", "99–102"),
        ("321-328", "chicago-16", "321–28"),
        ("101-108", "chicago-16", "101–8"),
        ("100-104", "chicago-16", "100–104"),
        ("1496-1504", "chicago-15", "1496–1504"),
        ("S1-S14", "minimal", "S1–S14"),
        ("436S-439S", "minimal", "436S–439S"),
        ("iv-x", "minimal", "iv–x"),
        ("12-15, 20-22", "minimal", "12–5, 20–2"),
        ("376-368", "minimal", "376–368"),
        ("e1234", "expanded", "e1234"),
        ("no pages", "minimal", "no pages"),
        ("1308-1309.e1", "expanded", "1308–1309.e1"),
        ("-", "minimal", "-"),
        ("", "minimal", ""),
    ],
)
def test_pages_are_ranged_as_the_style_asks(pages, style, expected):
    assert page_range(pages, style) == expected


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("the way in and out", "title", "The Way in and Out"),
        ("a study: the second part", "title", "A Study: The Second Part"),
        ("self-report in ME/CFS", "title", "Self-Report in ME/CFS"),
        ("mRNA and α-pinene", "title", "mRNA and α-Pinene"),
        ("don't stop", "title", "Don't Stop"),
        ("ANNALS OF INTERNAL MEDICINE", "title", "Annals of Internal Medicine"),
        ("PLOS ONE", "title", "PLOS ONE"),
        (f"the {NO_CASE}E. coli strain{NO_CASE_END} again", "title", f"The {NO_CASE}E. coli strain{NO_CASE_END} Again"),
        ("the ME/CFS way", "sentence", "The ME/CFS way"),
        ("THE LONG WAY HOME", "sentence", "The long way home"),
        ("mRNA first", "capitalize-first", "mRNA first"),
        ("second edition", "capitalize-first", "Second edition"),
        ("second edition", "capitalize-all", "Second Edition"),
        ("Straße", "uppercase", "STRASSE"),
        (f"ABC {NO_CASE}DNA{NO_CASE_END}", "lowercase", f"abc {NO_CASE}DNA{NO_CASE_END}"),
        ("text", "unheard-of", "text"),
        ("", "title", ""),
    ],
)
def test_text_is_cased_as_the_style_asks(text, case, expected):
    assert text_case(text, case, english=True) == expected


def test_title_case_is_for_english_only():
    assert text_case("die kosten der mühe", "title", english=False) == "die kosten der mühe"
