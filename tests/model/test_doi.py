"""Doi: every spelling leads to one form, and what is no DOI is refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.errors import InvalidDoi
from atlas_cite.model.doi import Doi

SICI = "10.1002/(sici)1099-0992(199711/12)27:6<635::aid-ejsp835>3.0.co;2-8"

SPELLINGS = [
    # how it is written, the canonical DOI
    ("10.1016/j.brat.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("10.1016/J.BRAT.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("doi:10.1016/j.brat.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("DOI: 10.1016/j.brat.2013.02.001.", "10.1016/j.brat.2013.02.001"),
    ("https://doi.org/10.1016/j.brat.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("http://dx.doi.org/10.1016/j.brat.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("dx.doi.org/10.1016/j.brat.2013.02.001", "10.1016/j.brat.2013.02.001"),
    ("https://doi.org/doi:10.1000/x", "10.1000/x"),
    ("info:doi/10.1000/x", "10.1000/x"),
    ("<https://doi.org/10.1000/x>", "10.1000/x"),
    ("“10.1000/x”,", "10.1000/x"),
    ("(10.1016/S0022-3999(00)00211-7)", "10.1016/s0022-3999(00)00211-7"),
    ("10.1016/S0022-3999(00)00211-7).", "10.1016/s0022-3999(00)00211-7"),
    ("10.1016/S0005-7967(97)11096-0", "10.1016/s0005-7967(97)11096-0"),
    ("10.1002/(SICI)1099-0992(199711/12)27:6<635::AID-EJSP835>3.0.CO;2-8", SICI),
    ("10.1002/(SICI)1099-0992(199711/12)27:6&lt;635::AID-EJSP835&gt;3.0.CO;2-8", SICI),
    ("https://doi.org/10.1002/%28SICI%291099-0992%28199711%2F12%2927%3A6%3C635%3A%3AAID-EJSP835%3E3.0.CO%3B2-8", SICI),
    ("10.1000/456#789", "10.1000/456#789"),
    ("https://doi.org/10.1000/456%23789", "10.1000/456#789"),
    ("https://doi.org/10.1000/456?download=true#section", "10.1000/456"),
    ("10.1000/a%b", "10.1000/a%b"),
    (r"10.1162/tacl\_a\_00276", "10.1162/tacl_a_00276"),
    (r"10.1162/tacl{\_}a{\_}00276", "10.1162/tacl_a_00276"),
    ("10.3389/fphys.2025.1693589/full", "10.3389/fphys.2025.1693589"),
    ("https://www.frontiersin.org/articles/10.3389/fphys.2025.1693589/full?utm=1", "10.3389/fphys.2025.1693589"),
    ("http://onlinelibrary.wiley.com/doi/10.1111/joim.12658/abstract", "10.1111/joim.12658"),
    ("10.1016/j.brat.\u200b2013.\u00ad02.001", "10.1016/j.brat.2013.02.001"),
    ("10.1021/ja003055+", "10.1021/ja003055+"),
    ("10.24302/drd.v10ied.esp..3107", "10.24302/drd.v10ied.esp..3107"),
    ("10.1088/2058-7058/19/10/29", "10.1088/2058-7058/19/10/29"),
    ("10.35609/gcbssproceeding.2022.1(9)", "10.35609/gcbssproceeding.2022.1(9)"),
    (
        "10.5424/http://dx.doi.org/10.5424/sjar/20110903-330-10",
        "10.5424/http://dx.doi.org/10.5424/sjar/20110903-330-10",
    ),
    ("10.36652/x/413/", "10.36652/x/413/"),
    ("10/b77m95", "10/b77m95"),
    ("https://doi.org/10/b77m95", "10/b77m95"),
]


@pytest.mark.parametrize(("spelled", "canonical"), SPELLINGS)
def test_a_spelling_leads_to_the_canonical_form(spelled: str, canonical: str) -> None:
    assert Doi.parse(spelled).text == canonical


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("hello", "does not start with '10.'"),
        ("https://doi.org/", "does not start with '10.'"),
        ("10.1000/a b", "blank"),
        ("10.1000/a\nb", "control character"),
        ("10.1000", "no slash"),
        ("10.12/x", "four to nine digits"),
        ("10.1000/", "nothing follows the slash"),
    ],
)
def test_what_is_no_doi_is_refused_with_the_reason(text: str, fault: str) -> None:
    with pytest.raises(InvalidDoi) as caught:
        Doi.parse(text)
    assert fault in caught.value.message
    assert caught.value.subject == text
    assert caught.value.hint


@pytest.mark.parametrize(
    ("spelled", "readings"),
    [
        ("10.1000/x/full", ["10.1000/x", "10.1000/x/full"]),
        ("10.1000/x.", ["10.1000/x", "10.1000/x."]),
        ("10.36652/x/413/", ["10.36652/x/413/", "10.36652/x/413"]),
        ("10.1000/x", ["10.1000/x"]),
    ],
)
def test_an_ambiguous_end_has_several_readings(spelled: str, readings: list[str]) -> None:
    assert [doi.text for doi in Doi.readings(spelled)] == readings


def test_an_exact_doi_is_not_cleaned() -> None:
    assert Doi.parse("10.1000/X/full.", exact=True).text == "10.1000/x/full."


@pytest.mark.parametrize(
    ("doi", "url"),
    [
        ("10.1000/456#789", "https://doi.org/10.1000/456%23789"),
        ("10.1021/ja003055+", "https://doi.org/10.1021/ja003055%2B"),
        (SICI, "https://doi.org/10.1002/(sici)1099-0992(199711/12)27:6%3C635::aid-ejsp835%3E3.0.co;2-8"),
    ],
)
def test_the_address_is_encoded_and_the_text_is_not(doi: str, url: str) -> None:
    assert Doi.parse(doi).url == url
    assert Doi.parse(doi).text == doi


def test_a_path_segment_hides_every_separator() -> None:
    assert Doi.parse("10.1000/a/b?c#d").quoted == "10.1000%2Fa%2Fb%3Fc%23d"


def test_dois_are_found_in_prose_once_each_in_order() -> None:
    prose = "See (doi:10.1000/abc), https://doi.org/10.1000/xyz. Again 10.1000/ABC; not 10.1/x."
    assert [doi.text for doi in Doi.find(prose)] == ["10.1000/abc", "10.1000/xyz"]


@given(st.text())
def test_any_text_is_a_doi_or_refused(text: str) -> None:
    try:
        readings = Doi.readings(text)
    except InvalidDoi as error:
        assert error.message
    else:
        assert all(Doi.parse(doi.text, exact=True) == doi for doi in readings)


@given(st.from_regex(r"\A10\.[0-9]{4,9}/[a-z0-9._()/:;-]*[a-z0-9]\Z"))
def test_the_canonical_form_survives_every_spelling(text: str) -> None:
    doi = Doi.parse(text)
    for spelled in (doi.text.upper(), f"doi:{doi}", doi.url, f"https://doi.org/{doi.quoted}"):
        assert Doi.parse(spelled) == doi


@given(st.from_regex(r"10\.[0-9]{4,9}/[A-Za-z0-9._-]*[A-Za-z0-9]", fullmatch=True))
def test_a_bare_doi_is_read_as_one_in_brackets(text: str) -> None:
    assert Doi.readings(text) == Doi.readings(f"<{text}>")
