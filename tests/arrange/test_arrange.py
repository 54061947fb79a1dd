"""Filters, groups and orders over a small library whose facts are plain to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.arrange.facts import FACTS, get_fact
from atlas_cite.arrange.grouping import count_by, group_by
from atlas_cite.arrange.where import parse_where
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import Pem, SummaryRecord


def entry(key: str, summary: SummaryRecord | None = None, status: Status | None = None, **fields: object) -> Entry:
    item = Item("article-journal", {name.replace("_", "-"): value for name, value in fields.items()})  # type: ignore[misc]
    return Entry(key, item, dict.fromkeys(item.fields, Origin("record")), summary, status=status or Status())


OLD = entry(
    "old",
    SummaryRecord(
        pem=Pem.REQUIRED,
        badges={
            "evidence_level": "E2 Moderate",
            "sample_size": "1,204 patients",
            "confidence": "Moderate confidence",
        },
        tags=("Sleep", "Small Sample"),
    ),
    Status("2026-11-01", (Update("correction"),)),
    title="Sleep in Miró’s cohort",
    issued=Date((1998,)),
    container_title="Brain",
    DOI="10.1093/brain/1998.1",
)
NEW = entry(
    "new",
    SummaryRecord(pem=Pem.NOT_REQUIRED, badges={"evidence_level": "E0 Consensus"}, tags=("sleep",)),
    Status("2026-11-01", (Update("retraction"), Update("correction"))),
    title="A guideline",
    issued=Date((2021, 3)),
    author=(Name("Miró", "Anna"),),
)
BARE = entry("bare", title="Zebra")
ALL = (OLD, NEW, BARE)


@pytest.mark.parametrize(
    ("expression", "keys"),
    [
        ('pem == "required"', "old"),
        ("pem = required", "old"),
        ('PEM != "required"', "new bare"),
        ("pem == unknown", "bare"),
        ("pem in (required, 'not required')", "old new"),
        ("pem not in (required)", "new bare"),
        ("year >= 1998", "old new"),
        ("year > 1998", "new"),
        ("year < 2000", "old"),
        ("not year < 2000", "new bare"),
        ("year == unknown", "bare"),
        ("year == 2021", "new"),
        ("decade == 1990", "old"),
        ("retracted", "new"),
        ("not retracted", "old bare"),
        ("retracted == false", "old bare"),
        ("corrected and not retracted", "old"),
        ("unchecked", "bare"),
        ("status == clean", ""),
        ('status == "correction"', "old"),
        ("evidence == E2", "old"),
        ('evidence == "E2 Moderate"', "old"),
        ("evidence <= E1", "new"),
        ("evidence > E1", "old"),
        ("n >= 1204", "old"),
        ("tag == SLEEP", "old new"),
        ("tag contains small", "old"),
        ('title contains "miro"', "old"),
        ("author contains Miro", "new"),
        ("journal == brain or retracted", "old new"),
        ("journal == brain or retracted and year == 1900", "old"),
        ("(journal == brain or retracted) and year == 2021", "new"),
        ("not (retracted or corrected)", "bare"),
        ("title", "old new bare"),
        ("author", "new"),
        (r'title == "say \"x\""', ""),
        ("summarised", "old new"),
        ('year >= "1998"', "old new"),
        ("year >= １９９８", "old new"),
        ("pem == not_required", "new"),
        ("confidence == moderate", "old"),
        ('confidence == "Moderate confidence"', "old"),
        ("evidence > E0", "old"),
        ("author == MIRO", "new"),
        ('author == "Anna Miró"', "new"),
        ('doi == "https://doi.org/10.1093/Brain/1998.1"', "old"),
        ('doi == "10.1093/brain/1998.1"', "old"),
        ("doi == unknown", "new bare"),
        ('journal != "no such journal"', "old new bare"),
    ],
)
def test_a_filter_keeps(expression: str, keys: str) -> None:
    keep = parse_where(expression)
    assert " ".join(each.key for each in ALL if keep(each)) == keys


@pytest.mark.parametrize(
    ("expression", "message", "column"),
    [
        ("yeer >= 2015", "no such fact of an entry: yeer", 0),
        ("year >=", "a value is expected here", 7),
        ("year >= 2015 2016", "`and`, `or` or the end is expected here", 13),
        ("(year == 2015", ") is expected here", 13),
        ("year ~ 3", "this cannot be read: ~", 5),
        ("", "the name of a fact is expected here", 0),
        ("year not 3", "`in` is expected after `not` here", 9),
        ('title == "open', 'this cannot be read: "', 9),
        ("not " * 101 + "year", "nested more than 100 deep", 60),
        ("__import__('os')", "no such fact of an entry: __import__", 0),
        ("pem == reqired", "pem never has this value", 7),
        ("pem in (required, no)", "pem never has this value", 18),
        ("status != retracted", "status never has this value", 10),
        ("retracted == yes", "retracted never has this value", 13),
        ("year >= abc", "a number is expected here", 8),
        ('year == "2015-03"', "a number is expected here", 8),
        ("year == true", "a number is expected here", 8),
        ("year > unknown", "a number is expected here", 7),
        ("n < " + "9" * 5000, "a number is expected here", 4),
        ("evidence <= E9", "this is no evidence with a place in an order", 12),
        ("confidence >= moderate", "`>=` says nothing about confidence", 11),
        ("title < m", "`<` says nothing about title", 6),
        ('title contains "?!"', "a letter or figure to look for is expected here", 15),
        ("year >= 2015\nand yeer < 2020", "no such fact of an entry: yeer", 4),
        ("retracted and " * 40 + "yeer", "no such fact of an entry: yeer", 60),
    ],
)
def test_a_wrong_filter_is_shown_where_it_goes_wrong(expression: str, message: str, column: int) -> None:
    with pytest.raises(InvalidSettings) as caught:
        parse_where(expression)
    assert message in caught.value.message
    assert caught.value.message.splitlines()[-1] == f"  {' ' * column}^"


def test_a_level_outside_the_order_is_neither_above_nor_below_another() -> None:
    unrated = entry("unrated", SummaryRecord(badges={"evidence_level": "not rated"}))
    assert not parse_where("evidence > E0 or evidence <= E3")(unrated)


def test_a_misspelt_value_brings_the_near_one() -> None:
    with pytest.raises(InvalidSettings) as caught:
        parse_where("pem == reqired")
    assert caught.value.hint == "Did you mean required or not required?"


def test_a_misspelt_fact_brings_the_near_one() -> None:
    with pytest.raises(InvalidSettings) as caught:
        parse_where("retractd")
    assert "retracted" in caught.value.hint


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_a_named_fault(expression: str) -> None:
    try:
        keep = parse_where(expression)
    except InvalidSettings as error:
        assert error.subject == "--where"
    else:
        assert {keep(each) for each in ALL} <= {True, False}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("badge", [("required", "old"), ("not required", "new"), ("unknown", "bare")]),
        ("year", [(2021, "new"), (1998, "old"), (None, "bare")]),
        ("decade", [(2020, "new"), (1990, "old"), (None, "bare")]),
        ("evidence", [("E0 Consensus", "new"), ("E2 Moderate", "old"), (None, "bare")]),
        ("tag", [("Sleep", "old new"), ("Small Sample", "old"), (None, "bare")]),
        ("status", [("retraction", "new"), ("correction", "old"), ("unchecked", "bare")]),
        ("journal", [("Brain", "old"), (None, "new bare")]),
    ],
)
def test_groups_stand_in_the_order_of_their_values(name: str, groups: list[tuple[object, str]]) -> None:
    made = [(group.value, " ".join(each.key for each in group.entries)) for group in group_by(ALL, name)]
    assert made == groups


@pytest.mark.parametrize("name", ["title", "nonsense"])
def test_nothing_else_can_be_grouped_by(name: str) -> None:
    with pytest.raises(InvalidSettings):
        group_by(ALL, name)


def test_counts_by_year_and_badge() -> None:
    assert count_by(ALL, "year", "pem") == {1998: {"required": 1}, 2021: {"not required": 1}}
    assert count_by(ALL, "year", "type") == {1998: {"unknown": 1}, 2021: {"unknown": 1}}


def test_every_fact_can_be_asked_of_an_empty_entry() -> None:
    empty = entry("empty")
    assert all(isinstance(get_fact(name).values_of(empty), tuple) for name in FACTS)
