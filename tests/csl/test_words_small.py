"""The smallest word functions, a table each."""

import pytest

from atlas_cite.csl.words.dates import parse_date
from atlas_cite.csl.words.numbers import is_numeric, is_plural, is_roman
from atlas_cite.csl.words.particles import parse_particles
from atlas_cite.csl.words.roman import roman


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "i"), (4, "iv"), (9, "ix"), (42, "xlii"), (1999, "mcmxcix"), (3000, "mmm"), (0, "0"), (9999, "9999")],
)
def test_a_number_becomes_a_roman_numeral(number: int, letters: str) -> None:
    assert roman(number) == letters


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("2", True), ("2nd", True), ("D2", True), ("L2d", True), ("2-4", True), ("2, 3 & 5", True), ("01790", True),
        ("second", False), ("2nd edition", False), ("", False), ("annotated edition", False), ("1.5", False),
    ],
)  # fmt: skip
def test_a_number_with_letters_around_it_is_numeric(text: str, numeric: bool) -> None:
    assert is_numeric(text) is numeric


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("1", False), ("1-2", True), ("1–2", True), ("i-ix", True), ("3\\-B", False), ("3-B", False),
        ("Smith-Jones", False), ("1, 2", True), ("1 & 2", True), ("1 and 2", True), ("1 et 2", True), ("", False),
    ],
)  # fmt: skip
def test_a_range_or_list_is_plural(text: str, plural: bool) -> None:
    assert is_plural(text) is plural


def test_roman_numerals_are_recognised() -> None:
    assert is_roman("xiv")
    assert not is_roman("xivm")
    assert not is_roman("")


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("van Dijk", "Jan", ("Dijk", "Jan", "van", "")),
        ("van der Berg", "Jan", ("Berg", "Jan", "van der", "")),
        ("Berg", "Jan van der", ("Berg", "Jan", "", "van der")),
        ("Van Dijk", "Jan", ("Van Dijk", "Jan", "", "")),
        ("d'Or", "Marie", ("Or", "Marie", "d'", "")),
        ("de' Conti", "Ugo", ("Conti", "Ugo", "de' ", "")),
        ("al-Din", "Omar", ("Din", "Omar", "al-", "")),
        ("in 't Veld", "Jan", ("Veld", "Jan", "in 't", "")),
        ("Or", "Marie, abbé d'", ("Or", "Marie,", "", "abbé d'")),
        ('"van Dijk"', "Jan", ("van Dijk", "Jan", "", "")),
        ("O'Neil", "Sam", ("O'Neil", "Sam", "", "")),
        ("hooks", "bell", ("hooks", "bell", "", "")),
        ("Smith", "J. v.", ("Smith", "J. v.", "", "")),
        ("", "", ("", "", "", "")),
    ],
)
def test_particles_are_set_apart(family: str, given: str, expected: tuple[str, str, str, str]) -> None:
    assert parse_particles(family, given) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1965", ((1965,),)),
        ("1965-06", ((1965, 6),)),
        ("1965-06-01", ((1965, 6, 1),)),
        ("1965-06-01T10:00:00Z", ((1965, 6, 1),)),
        ("6/1/1965", ((1965, 6, 1),)),
        ("1965/06/01", ((1965, 6, 1),)),
        ("May 1, 1998", ((1998, 5, 1),)),
        ("1 May 1998", ((1998, 5, 1),)),
        ("Spring 1999", ((1999, 13),)),
        ("Spring 1999 - Summer 2001", ((1999, 13), (2001, 14))),
        ("2004-10-01/2004-10-14", ((2004, 10, 1), (2004, 10, 14))),
        ("1999/2001", ((1999,), (2001,))),
        ("-0044-03-15", ((-44, 3, 15),)),
    ],
)
def test_a_written_date_is_read(text: str, parts: tuple[tuple[int, ...], ...]) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.parts == parts


@pytest.mark.parametrize("text", ["", "in press", "Bogus Date", "1965-13-01", "forthcoming 1999", "1 2 3"])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_may_be_about_then() -> None:
    found = parse_date("ca. 1450")
    assert found is not None
    assert found.circa
