"""Merging: precedence by field, an origin for every value, and nothing that disagrees lost."""

from __future__ import annotations

import pytest

from atlas_cite.merge import MergePolicy, merge, same_value
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import DOUBTS, TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.work import Work

DOI = Doi.parse("10.1016/j.brat.2013.02.001")
AUTHORS = (Name("Heins", "Marianne J."), Name("Knoop", "Hans"), Name("Bleijenberg", "Gijs"), Name("Fourth", "A."))
WORK = Work(
    DOI,
    Item(
        "article-journal",
        {
            "title": "The Role of the Therapeutic Relationship",
            "author": AUTHORS,
            "container-title": "Behaviour Research and Therapy",
            "issued": Date((2013, 7)),
            "volume": "51",
            "page": "368-376",
            "DOI": DOI.text,
        },
    ),
    "2026-11-22",
)
RECORD = SummaryRecord(
    title="The role of the therapeutic relationship",
    authors=AUTHORS[:3],
    authors_truncated=True,
    journal="Behaviour research and therapy",
    year=2013,
    pmid="23639304",
    snapshot_date="2026-04-16",
)
PAGE = Reference(Origin("record", "page.txt:2"), summary=RECORD, pmid=RECORD.pmid)


def test_the_registry_wins_spelling_and_completes_the_truncated_author_list() -> None:
    entry, problems = merge(PAGE, WORK)
    assert entry.item.text("container-title") == "Behaviour Research and Therapy"
    assert entry.item.names("author") == AUTHORS
    assert entry.origins["author"] == Origin("crossref", DOI.text, "2026-11-22")
    assert entry.origins["PMID"] == Origin("record", "page.txt:2", "2026-04-16")
    assert entry.conflicts == ()
    assert TRUNCATED_NAMES not in entry.extra
    assert problems == ()


@pytest.mark.parametrize(
    ("record", "registry", "kept"),
    [
        ("The role of sleep in fatigue", "The Role of Sleep in Fatigue", "The role of sleep in fatigue"),
        ("The role of sleep in fatigue", "THE ROLE OF SLEEP IN FATIGUE", "The role of sleep in fatigue"),
        ("The Role of Sleep in Fatigue", "The role of sleep in fatigue", "The role of sleep in fatigue"),
        ("The role of sleep", "The Role of <i>Sleep</i> in Fatigue", "The Role of <i>Sleep</i> in Fatigue"),
        ("Sleep and its role in fatigue", "The Role of Sleep in Fatigue", "The Role of Sleep in Fatigue"),
    ],
)
def test_a_title_is_kept_in_sentence_case_when_someone_has_it_so(record: str, registry: str, kept: str) -> None:
    page = Reference(Origin("record", "p"), summary=SummaryRecord(title=record, authors=AUTHORS))
    work = Work(DOI, WORK.item.with_fields({"title": registry}), "2026-11-22")
    assert merge(page, work)[0].item.text("title") == kept


def test_a_truncated_list_without_a_registry_stays_marked() -> None:
    entry, _ = merge(PAGE, None)
    assert entry.item.names("author") == AUTHORS[:3]
    assert entry.extra[TRUNCATED_NAMES] == "author"
    assert entry.item.type == "article-journal"
    assert entry.status.checked == ""


def test_every_field_has_exactly_one_origin() -> None:
    entry, _ = merge(PAGE, WORK)
    assert entry.origins.keys() == entry.item.fields.keys()


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("issued", Date((2012,)), True),
        ("issued", Date((2013,)), False),
        ("page", "368-76", False),
        ("page", "368–376", False),
        ("page", "12-13", True),
        ("volume", "51", False),
        ("volume", "52", True),
        ("author", (Name("Heins", "M"), Name("Knoop", "H"), Name("Bleijenberg", "G"), Name("Fourth", "A")), False),
        ("author", (Name("Heins", "M"),), True),
        ("author", AUTHORS[:2], True),
    ],
)
def test_only_what_disagrees_is_kept_as_a_conflict(field: str, value: Value, kept: bool) -> None:
    origin = Origin("bibtex", "refs.bib:7")
    reference = Reference(origin, Item("article-journal", {field: value}), key="k")
    entry, _ = merge(reference, WORK)
    assert [(each.field, each.value, each.origin) for each in entry.conflicts] == (
        [(field, value, origin)] if kept else []
    )


def test_a_note_of_the_file_beats_the_registry_and_a_preference_beats_the_table() -> None:
    reference = Reference(Origin("bibtex", "refs.bib:1"), Item("book", {"note": "mine", "title": "My title"}))
    work = Work(DOI, WORK.item.with_fields({"note": "theirs"}), "2026-11-22")
    assert merge(reference, work)[0].item.text("note") == "mine"
    assert merge(reference, work)[0].item.text("title") == "The Role of the Therapeutic Relationship"
    assert merge(reference, work, policy=MergePolicy({"title": "file"}))[0].item.text("title") == "My title"


def test_a_contradiction_beyond_tolerance_warns_that_the_doi_may_be_wrong() -> None:
    reference = Reference(
        Origin("record", "p"), summary=SummaryRecord(title=RECORD.title, authors=AUTHORS[:1], year=2009)
    )
    entry, problems = merge(reference, WORK)
    assert [problem.code for problem in problems] == ["year-contradicts"]
    assert [each.value for each in entry.conflicts if each.field == "issued"] == [Date((2009,))]
    assert entry.extra[DOUBTS] == problems[0].message


def test_an_alias_is_remembered_and_is_no_conflict() -> None:
    alias = Doi.parse("10.1016/old")
    reference = Reference(Origin("input", alias.text), Item(fields={"DOI": alias.text}), doi=alias)
    entry, _ = merge(reference, WORK, asked=alias)
    assert entry.asked == alias
    assert entry.doi == DOI
    assert entry.conflicts == ()


def test_nothing_of_the_input_is_lost() -> None:
    reference = Reference(Origin("bibtex", "b:1"), Item("book"), key="k", extra={"bibtex:file": "a.pdf"})
    assert merge(reference, WORK)[0].extra == {"bibtex:file": "a.pdf"}


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        ("title", "A <i>b</i>: C.", "A b: c", True),
        ("title", "A b", "A c", False),
        ("page", "e12", "e12", True),
        ("page", "1197-1180", "1197-1180", True),
        ("issued", Date((2013,)), Date((2013, 5, 1)), True),
        ("issued", Date((2013, 6)), Date((2013, 5)), False),
    ],
)
def test_values_are_compared_as_what_they_say(field: str, one: Value, other: Value, same: bool) -> None:
    assert same_value(field, one, other) is same
