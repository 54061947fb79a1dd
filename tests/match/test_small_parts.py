"""Numbers, containers and DOIs as matching compares them."""

from __future__ import annotations

import pytest

from atlas_cite.match.containers import container_forms, container_words, likeness, share_found
from atlas_cite.match.numbers import comparable_number, first_number, is_part_number, near_miss, page_ends, roman_value
from atlas_cite.match.prepared_work import family_words
from atlas_cite.match.reference_text import ReferenceText, cleaned
from atlas_cite.match.registrations import is_archived, is_spelled_twice
from atlas_cite.match.weights import AGREEING, BITS, CONTAINER_SAME, DIFFERING, TELLING
from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name


@pytest.mark.parametrize(
    ("written", "comparable"),
    [("Vol. 12", "12"), ("XIV", "14"), ("007", "7"), ("S1", "s1"), ("no. 3", "3"), ("", ""), ("e33693", "e33693")],
)
def test_numbers_are_compared_without_label_and_zeros(written: str, comparable: str) -> None:
    assert comparable_number(written) == comparable


@pytest.mark.parametrize(
    ("written", "first"), [("473-474", "473"), ("21(6)", "21"), ("1/2", "1"), ("Suppl 1", "suppl1"), ("n° 95", "95")]
)
def test_the_first_of_several_volumes_is_compared(written: str, first: str) -> None:
    assert first_number(written) == first


def test_an_initial_is_no_journal() -> None:
    assert share_found(("nature",), ("n", "lund"), 0) == (0.0, 0)
    assert ("bmj",) in container_forms("BMJ")


@pytest.mark.parametrize(
    ("pages", "ends"),
    [
        ("368-76", ("368", "376")),
        ("1425–1437", ("1425", "1437")),
        ("S68--S75", ("s68", "s75")),
        ("e33693", ("e33693", "")),
        ("i-ii", ("1", "2")),
        ("12-14, 20", ("12", "14")),
        ("", ("", "")),
    ],
)
def test_page_ranges_have_two_ends(pages: str, ends: tuple[str, str]) -> None:
    assert page_ends(pages) == ends


def test_roman_numerals_count_parts_but_initials_do_not() -> None:
    assert [roman_value(word) for word in ("iv", "xl", "mm", "iiii", "word", "")] == [4, 40, 2000, 0, 0, 0]
    assert [is_part_number(word) for word in ("ii", "vii", "i", "x", "mix")] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("1425", "1452", True), ("1425", "142", True), ("12", "13", False), ("1425", "2001", False)],
)
def test_a_misprint_is_one_digit(one: str, other: str, near: bool) -> None:
    assert near_miss(one, other) is near


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("J. Neurosci.", "The Journal of Neuroscience", True),
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences", True),
        ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences", True),
        ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America", True),
        (
            "Proceedings of the National Academy of Sciences of the United States of America",
            "Proceedings of the National Academy of Sciences",
            True,
        ),
        ("PNAS", "Proceedings of the National Academy of Sciences", True),
        ("Proc Natl Acad Sci USA", "Proceedings of the National Academy of Sciences, India Section A", False),
        ("JAMA", "JAMA", True),
        ("Phys. Rev. B", "Physical Review B", True),
        ("Phys. Rev. D", "Physical Review B", False),
        ("Z. Anorg. Allg. Chem.", "Zeitschrift für anorganische und allgemeine Chemie", True),
        ("Jpn J Appl Phys", "Japanese Journal of Applied Physics", True),
        ("Nature", "Science", False),
    ],
)
def test_abbreviated_names_are_recognised(short: str, full: str, same: bool) -> None:
    assert (likeness(container_words(short), container_words(full)) >= CONTAINER_SAME) is same


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (Name(literal="Hitzler MG"), ("hitzler",)),
        (Name(literal="S. R. White"), ("white",)),
        (Name(literal="Wong R. K."), ("wong",)),
        (Name(literal="Li X"), ("li",)),
        (Name(literal="LI X"), ("li",)),
        (Name("Kim C.H."), ("kim",)),
        (Name("Meer", "Jos", non_dropping_particle="van der"), ("meer",)),
        (Name("Miralles\u2010Méharon", "A"), ("miralles", "meharon")),
        (Name("O’Donnell", "I"), ("odonnell",)),
    ],
    ids=str,
)
def test_family_names_lose_initials_and_particles(name: Name, words: tuple[str, ...]) -> None:
    assert family_words(name) == words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("[12] Lund A. Walking.", "Lund A. Walking."),
        ("3. Lund A. Walking.", "Lund A. Walking."),
        ("Lund A. https://example.org/a?b=1 Walking", "Lund A. Walking"),
        ("Lund A. arXiv:1901.01234v2 Walking", "Lund A. Walking"),
        ("Lund A. Walk- ing fast", "Lund A. Walking fast"),
        ("Lund A. doi: 10.1000/x(1)2 PMID: 12345", "Lund A."),
        ("Lund Walking2014Nature", "Lund Walking 2014 Nature"),
    ],
)
def test_what_is_no_part_of_a_reference_is_taken_off(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


def test_numbers_misread_by_ocr_are_read_both_ways() -> None:
    text = ReferenceText.prepare("Lund A. Walk 20l4;L2:l425")
    readings = {reading for _, some in text.numbers for reading in some}
    assert {"2014", "l2", "12", "1425"} <= readings
    assert text.years == {2014}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.1037//0022-006x.69.5.802", "10.1037/0022-006x.69.5.802", True),
        ("10.1093/rfs/16.1.1", "10.1093/rfs/16.1.0001", True),
        ("10.1002/app.1934.abs", "10.1002/app.1934", True),
        ("10.1002/(sici)1(1996)54:3<115::aid-x1>3.3.co;2-t", "10.1002/(sici)1(1996)54:3<115::aid-x1>3.0.co;2-2", True),
        ("10.1000/a1", "10.1000/a2", False),
        ("10.1000/a10", "10.1000/a1", False),
    ],
)
def test_dois_of_one_contribution_are_known_by_their_spelling(one: str, other: str, same: bool) -> None:
    assert is_spelled_twice(Doi.parse(one, exact=True), Doi.parse(other, exact=True)) is same


def test_an_archive_is_known_by_its_prefix() -> None:
    assert is_archived(Doi.parse("10.2307/1"), Doi.parse("10.1086/2"))
    assert not is_archived(Doi.parse("10.2307/1"), Doi.parse("10.2307/2"))


def test_the_tables_agree_with_one_another() -> None:
    for name, outcomes in (*AGREEING.items(), *DIFFERING.items()):
        assert outcomes <= BITS[name].keys() | {"missing"}, name
    assert all(BITS[name][outcome] > 0 for name, outcomes in AGREEING.items() for outcome in outcomes)
    assert all(BITS[name][outcome] < 0 for name, outcomes in DIFFERING.items() for outcome in outcomes)
    assert AGREEING.keys() >= TELLING
