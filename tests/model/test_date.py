"""Date: what people, files and CSL-JSON write, read exactly and written back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.date import Date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2013", Date((2013,))),
        ("2013-06", Date((2013, 6))),
        ("2024/02/21", Date((2024, 2, 21))),
        ("2024/02/21/", Date((2024, 2, 21))),
        ("21 February 2024", Date((2024, 2, 21))),
        ("February 21, 2024", Date((2024, 2, 21))),
        ("Sept. 2003", Date((2003, 9))),
        ("2020 Feb 3", Date((2020, 2, 3))),
        ("Spring 2019", Date((2019,), season=1)),
        ("2019-22", Date((2019,), season=2)),
        ("2019-2021", Date((2019,), (2021,))),
        ("2019/2021", Date((2019,), (2021,))),
        ("2019–2021", Date((2019,), (2021,))),
        ("circa 1990", Date((1990,), circa=True)),
        ("1990~", Date((1990,), circa=True)),
        ("-0044", Date((-44,))),
        ("in press", Date(literal="in press")),
        ("2020-02-31x", Date(literal="2020-02-31x")),
        ("2013-13", Date((2013,), season=1)),
        ("2013-99", Date((2013,))),
    ],
)
def test_a_written_date_is_read(text: str, date: Date) -> None:
    assert Date.parse(text) == date


@pytest.mark.parametrize("text", ["", "  ", "/"])
def test_a_blank_date_is_none(text: str) -> None:
    assert Date.parse(text) is None


@pytest.mark.parametrize(
    ("csl", "date"),
    [
        ({"date-parts": [[2013, 6, 1]]}, Date((2013, 6, 1))),
        ({"date-parts": [["2013", "6"]]}, Date((2013, 6))),
        ({"date-parts": [[2013], [2015]]}, Date((2013,), (2015,))),
        ({"date-parts": [[2013, 13]]}, Date((2013,), season=1)),
        ({"date-parts": [[2013]], "season": "winter"}, Date((2013,), season=4)),
        ({"date-parts": [[2013]], "circa": 1}, Date((2013,), circa=True)),
        ({"date-parts": [[2013, 0, 0]]}, Date((2013,))),
        ({"date-parts": [2013, 6]}, Date((2013,), (6,))),
        ({"raw": "June 2013"}, Date((2013, 6))),
        ({"literal": "forthcoming"}, Date(literal="forthcoming")),
        ({"edtf": "2013-06"}, Date((2013, 6))),
        ("2013", Date((2013,))),
        (2013, Date((2013,))),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": None}, None),
        ({}, None),
        (None, None),
        ([2013], None),
    ],
)
def test_a_csl_date_is_read_however_damaged(csl: Any, date: Date | None) -> None:
    assert Date.from_csl(csl) == date


YEARS = st.integers(-9999, 9999).filter(bool)
PARTS = st.one_of(
    st.tuples(YEARS),
    st.tuples(YEARS, st.integers(1, 12)),
    st.tuples(YEARS, st.integers(1, 12), st.integers(1, 31)),
)


@given(st.builds(Date, PARTS, st.one_of(st.just(()), PARTS), circa=st.booleans()))
def test_a_date_survives_csl_json(date: Date) -> None:
    assert Date.from_csl(date.to_csl()) == date


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (Date((2013, 6)), "2013-06"),
        (Date((2019,), (2021,)), "2019/2021"),
        (Date((2019,), season=1), "2019-21"),
        (Date((-44,)), "-0044"),
        (Date((1990,), circa=True), "1990~"),
        (Date(literal="in press"), "in press"),
    ],
)
def test_a_date_is_written_as_edtf(date: Date, text: str) -> None:
    assert date.iso() == text
