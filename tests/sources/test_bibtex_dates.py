from __future__ import annotations

import pytest

from atlas_cite.model.date import Date
from atlas_cite.sources.bibtex.dates import read_date, read_year_month_day


@pytest.mark.parametrize(
    ("latex", "date"),
    [
        ("2020-02-03", Date((2020, 2, 3))),
        ("1990~", Date((1990,), circa=True)),
        ("1999?", Date((1999,), circa=True)),
        ("2019/2021", Date((2019,), (2021,))),
        ("2019--2021", Date((2019,), (2021,))),
        ("2004-21", Date((2004,), season=1)),
        ("-0044", Date((-44,))),
        ("2020-01-01T10:00:00", Date((2020, 1, 1))),
        ("forthcoming", Date(literal="forthcoming")),
        ("{\\noopsort{1973a}}1973", Date((1973,))),
        ("", None),
    ],
)
def test_a_date_is_read_in_any_form(latex: str, date: Date | None) -> None:
    assert read_date(latex).date == date
    assert read_date(latex).doubt == ""


@pytest.mark.parametrize("latex", ["2020-02-28/..", "2020-02-28/"])
def test_of_an_open_range_the_known_end_is_read(latex: str) -> None:
    assert read_date(latex).date == Date((2020, 2, 28))


@pytest.mark.parametrize(
    ("month", "day", "date"),
    [
        ("feb", "", Date((2020, 2))),
        ("{February}", "", Date((2020, 2))),
        ("2", "", Date((2020, 2))),
        ("Dec", "", Date((2020, 12))),
        ("sept", "", Date((2020, 9))),
        ("Sept.", "7", Date((2020, 9, 7))),
        ("jan~1", "", Date((2020, 1, 1))),
        ("1~jan", "", Date((2020, 1, 1))),
        ("jan--feb", "", Date((2020, 1), (2020, 2))),
        ("July/August", "", Date((2020, 7), (2020, 8))),
        ("Spring", "", Date((2020,), season=1)),
        ("", "", Date((2020,))),
    ],
)
def test_a_month_is_understood_in_any_form(month: str, day: str, date: Date) -> None:
    found = read_year_month_day("2020", month, day)
    assert (found.date, found.doubt) == (date, "")


def test_a_month_that_cannot_be_read_is_told() -> None:
    found = read_year_month_day("2020", "4th quarter", "")
    assert found.date == Date((2020,))
    assert "4th quarter" in found.doubt
