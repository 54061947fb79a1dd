"""Arranged bibliographies: order and numbers, groups within groups, contents, the table of studies, charts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_cite.document.tree import (
    Block,
    Chart,
    Contents,
    CrossReference,
    Document,
    Heading,
    Paragraph,
    ReferenceEntry,
    Table,
    plain,
    targets,
)
from atlas_cite.errors import InvalidSettings
from atlas_cite.model import summary
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import Part, Pem, SummaryRecord
from atlas_cite.render.annotation import parse_parts
from atlas_cite.render.arrangement import SORTS
from atlas_cite.render.bibliography import BibliographyOptions, render_bibliography
from atlas_cite.render.overview import study_charts, study_table
from atlas_cite.styles import find_style


def study(
    key: str,
    author: str,
    year: int | None,
    pem: Pem = Pem.UNKNOWN,
    evidence: str = "",
    tags: tuple[str, ...] = (),
    status: str = "",
    **more: object,
) -> Entry:
    fields = {"author": (Name(author, "A."),), "title": f"On {key}"}
    fields |= {"issued": Date((year,))} if year else {}
    item = Item("article-journal", fields | more)  # type: ignore[arg-type]
    badges = {"evidence_level": evidence} if evidence else {}
    record = SummaryRecord(
        parts={
            Part.QUICK_SUMMARY: (summary.Paragraph("Short."),),
            Part.NOT_PROVEN: (summary.Paragraph("Not this."), summary.Bullets(("Nor that.", "Nor those."))),
        },
        pem=pem,
        badges=badges,
        tags=tags,
        language="en",
    )
    updates = (Update(status),) if status else ()
    return Entry(key, item, dict.fromkeys(item.fields, Origin("record")), record, status=Status("2026-01-01", updates))


_LIBRARY = Library(
    (
        study("zimmer", "Zimmer", 2010, Pem.REQUIRED, "E2 Moderate", ("sleep", "pain")),
        study("abel", "Abel", 2020, Pem.NOT_REQUIRED, "E3 Preliminary", ("sleep",)),
        study("mai", "Mai", 2015, Pem.REQUIRED, "E0 Consensus"),
        study("roe", "Roe", 2009, Pem.REQUIRED, "E0 Consensus", status="retraction"),
    )
)


def rendered(style: str = "apa", library: Library = _LIBRARY, **options: object) -> Document:
    document, problems = render_bibliography(library, find_style(style), BibliographyOptions(**options))  # type: ignore[arg-type]
    assert not problems
    return document


def entries(document: Document) -> list[ReferenceEntry]:
    return [block for block in document.blocks if isinstance(block, ReferenceEntry)]


def keys(document: Document) -> list[str]:
    return [entry.anchor for entry in entries(document)]


def outline(document: Document) -> list[str]:
    """Headings by level, and the keys below them."""
    found = []
    for block in document.blocks[1:]:
        if isinstance(block, Heading):
            found.append(f"{'#' * block.level} {plain(block.children)}")
        elif isinstance(block, ReferenceEntry):
            found.append(block.anchor or "again")
    return found


def only(document: Document, kind: type[Block]) -> Block:
    (block,) = [each for each in document.blocks if isinstance(each, kind)]
    return block


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("style", "abel mai roe zimmer"),
        ("library", "zimmer abel mai roe"),
        ("year", "abel mai zimmer roe"),
        ("title", "abel mai roe zimmer"),
        ("evidence", "mai zimmer abel roe"),
    ],
)
def test_the_order_asked_for_is_the_order_printed(sort: str, order: str) -> None:
    assert keys(rendered(sort=sort)) == order.split()


def test_every_order_is_tested() -> None:
    assert set(SORTS) == {"style", "library", "year", "title", "evidence"}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("style", ["vancouver", "acm-sig-proceedings"])
@pytest.mark.parametrize("group_by", [(), ("pem",), ("evidence", "year")])
def test_numbers_follow_the_printed_order(sort: str, style: str, group_by: tuple[str, ...]) -> None:
    printed = entries(rendered(style, sort=sort, group_by=group_by))
    assert [plain(entry.label).strip("[]. ") for entry in printed] == ["1", "2", "3", "4"]


def test_the_other_engine_numbers_by_the_printed_order_too() -> None:
    printed = entries(rendered("vancouver", sort="title", engine="citeproc-py"))
    assert [(entry.anchor, plain(entry.label)) for entry in printed] == [
        ("abel", "1."),
        ("mai", "2."),
        ("roe", "3."),
        ("zimmer", "4."),
    ]


def test_letters_behind_a_year_follow_the_printed_order() -> None:
    library = Library((study("b", "Roe", 2010, Pem.REQUIRED), study("a", "Roe", 2010, Pem.NOT_REQUIRED)))
    styled = {entry.anchor: plain(entry.lines[0]) for entry in entries(rendered(library=library))}
    grouped = {entry.anchor: plain(entry.lines[0]) for entry in entries(rendered(library=library, group_by=("pem",)))}
    assert "2010a" in styled["a"]
    assert "2010a" in grouped["b"]


def test_a_name_is_not_replaced_by_a_dash_across_a_heading() -> None:
    library = Library((study("b", "Roe", 2010, Pem.REQUIRED), study("a", "Roe", 2011, Pem.NOT_REQUIRED)))
    style = "chicago-author-date-16th-edition"
    assert [plain(entry.lines[0])[:3] for entry in entries(rendered(style, library))] == ["Roe", "———"]
    grouped = rendered(style, library, group_by=("pem",))
    assert [plain(entry.lines[0])[:3] for entry in entries(grouped)] == ["Roe", "Roe"]


def test_groups_have_headings_with_counts_in_the_order_of_the_fact() -> None:
    assert outline(rendered(group_by=("pem",))) == [
        "## PEM criterion: required (3)", "mai", "roe", "zimmer",
        "## PEM criterion: not required (1)", "abel",
    ]  # fmt: skip


def test_groups_stand_within_groups() -> None:
    assert outline(rendered(group_by=("pem", "decade"))) == [
        "## PEM criterion: required (3)",
        "### 2010–2019 (2)", "mai", "zimmer",
        "### 2000–2009 (1)", "roe",
        "## PEM criterion: not required (1)",
        "### 2020–2029 (1)", "abel",
    ]  # fmt: skip


def test_what_does_not_say_comes_last_and_says_so() -> None:
    library = Library((study("a", "Abel", None), study("b", "Bell", 2001)))
    assert outline(rendered(library=library, group_by=("year",))) == ["## 2001 (1)", "b", "## Year: unknown (1)", "a"]


def test_an_entry_of_several_groups_is_annotated_once_and_found_from_the_others() -> None:
    document = rendered(group_by=("tag",))
    assert outline(document) == [
        "## pain (1)", "zimmer", "## sleep (2)", "abel", "again", "## Tag: unknown (2)", "mai", "roe",
    ]  # fmt: skip
    again = next(entry for entry in entries(document) if not entry.anchor)
    (leads,) = again.annotation
    assert isinstance(leads, Paragraph)
    assert plain(leads.children) == "Its annotation stands under pain (1)"
    assert {node.anchor for node in leads.children if isinstance(node, CrossReference)} == {"group-1"}
    assert plain(again.lines[0]).startswith("Zimmer, A. (2010)")


def test_a_retraction_is_said_wherever_the_entry_stands() -> None:
    library = Library((study("r", "Roe", 2009, tags=("a", "b"), status="retraction"),))
    printed = entries(rendered(library=library, group_by=("tag",)))
    assert [entry.annotation[0].style for entry in printed] == ["status", "status"]  # type: ignore[union-attr]
    bare = entries(rendered(library=library, group_by=("tag",), annotate=parse_parts("none")))
    assert [len(entry.annotation) for entry in bare] == [1, 1]


def test_a_number_stays_the_same_in_every_group() -> None:
    printed = entries(rendered("vancouver", group_by=("tag",)))
    assert [plain(entry.label) for entry in printed] == ["1.", "1.", "2.", "3.", "4."]


def test_contents_lead_to_every_heading() -> None:
    document = rendered(group_by=("pem", "year"), table=True, charts=True)
    contents = only(document, Contents)
    assert isinstance(contents, Contents)
    headings = [block for block in document.blocks[1:] if isinstance(block, Heading)]
    assert list(contents.headings) == headings
    assert all(heading.anchor for heading in headings)
    assert len({heading.anchor for heading in headings}) == len(headings)


def test_a_list_without_groups_has_no_contents() -> None:
    assert not [block for block in rendered(table=True).blocks if isinstance(block, Contents)]
    assert outline(rendered()) == ["abel", "mai", "roe", "zimmer"]


def test_no_anchor_of_ours_is_an_entrys_key() -> None:
    library = Library((study("group-1", "Roe", 2009), study("overview", "Abel", 2010), study("charts", "Mai", 2011)))
    document = rendered(library=library, group_by=("year",), table=True, charts=True)
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading | ReferenceEntry)]
    assert len(set(anchors)) == len(anchors)


def test_all_that_is_led_to_is_there() -> None:
    document = rendered(group_by=("tag",), table=True)
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading | ReferenceEntry)}
    assert targets(document.blocks) <= anchors


@pytest.mark.parametrize(
    ("group_by", "says"), [(("doi",), "grouped"), (("pem", "year", "tag"), "too many"), (("badge", "pem"), "twice")]
)
def test_groups_that_cannot_be_are_refused(group_by: tuple[str, ...], says: str) -> None:
    with pytest.raises(InvalidSettings, match=says):
        rendered(group_by=group_by)


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in (table.header, *table.rows)]


def test_the_table_has_a_row_for_each_study_in_the_printed_order() -> None:
    table = only(rendered("vancouver", table=True, sort="evidence"), Table)
    assert isinstance(table, Table)
    assert cells(table)[:2] == [
        ["Study", "Year", "Design", "n", "PEM", "Evidence", "Does not prove"],
        ["1. Mai. On mai", "2015", "not stated", "not stated", "required", "E0 Consensus",
         "Not this. Nor that. Nor those."],
    ]  # fmt: skip
    assert [row[0] for row in cells(table)[1:]] == [
        "1. Mai. On mai", "2. Zimmer. On zimmer", "3. Abel. On abel", "Retracted: 4. Roe. On roe",
    ]  # fmt: skip


def test_the_table_says_in_which_language_the_limits_are() -> None:
    table = only(rendered(table=True, language="de"), Table)
    assert isinstance(table, Table)
    assert {row[-1].language for row in table.rows} == {"en"}
    assert plain(table.header[-1].children) == "Beweist nicht"


def test_who_wrote_the_limits_is_said_where_the_table_alone_prints_them() -> None:
    machine = replace(_LIBRARY.entries[0].summary, machine_written=True)  # type: ignore[type-var]
    library = Library((replace(_LIBRARY.entries[0], summary=machine),))
    for table in (True, False):
        document = rendered(library=library, table=table, annotate=parse_parts("none"))
        notices = [block for block in document.blocks if isinstance(block, Paragraph) and block.style == "notice"]
        assert len(notices) == table
        assert document.title == "References"


@pytest.mark.parametrize(
    ("names", "truncated", "shown"),
    [
        (("Roe",), "", "Roe. T"),
        (("Roe", "Doe"), "", "Roe & Doe. T"),
        (("Roe", "Doe", "Poe"), "", "Roe et al. T"),
        (("Roe",), "author", "Roe et al. T"),
        ((), "", "T"),
    ],
)
def test_people_in_the_table_are_few(names: tuple[str, ...], truncated: str, shown: str) -> None:
    fields = {"title": "<i>T</i>"} | ({"author": tuple(map(Name, names))} if names else {})
    item = Item("book", fields)
    extra = {TRUNCATED_NAMES: truncated} if truncated else {}
    entry = Entry("k", item, dict.fromkeys(item.fields, Origin("record")), extra=extra)
    assert cells(study_table([entry], {}))[1][0] == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("word " * 50, ("word " * 50).strip()),
        ("word " * 300, "word " * 50 + "…"),
        ("字" * 300, "字" * 250 + " …"),
        ("<i>E. coli</i> " * 100, "E. coli " * 31 + "…"),
    ],
)
def test_a_title_in_the_table_does_not_fill_pages(title: str, shown: str) -> None:
    item = Item("book", {"title": title, "author": (Name("M<sup>c</sup>Roe"),)})
    entry = Entry("k", item, dict.fromkeys(item.fields, Origin("record")))
    assert cells(study_table([entry], {}))[1][0] == f"McRoe. {shown}"


def test_charts_count_every_study_once() -> None:
    pem, evidence = study_charts(list(_LIBRARY))
    assert pem.categories == tuple(map(str, range(2009, 2021)))
    assert [(each.name, sum(each.counts)) for each in pem.series] == [("required", 3), ("not required", 1)]
    assert [(each.name, sum(each.counts)) for each in evidence.series] == [
        ("E0 Consensus", 2), ("E2 Moderate", 1), ("E3 Preliminary", 1),
    ]  # fmt: skip
    assert (pem.title, evidence.value_name) == ("Studies per year – PEM criterion", "Studies")


@pytest.mark.parametrize(
    ("years", "categories"),
    [
        ((2001, 2003), ("2001", "2002", "2003")),
        ((1834, 2024), tuple(f"{start}–{start + 9}" for start in range(1830, 2021, 10))),
        ((1, 9999), ("0–9", "9990–9999")),
        ((), None),
    ],
)
def test_a_chart_stays_as_wide_as_a_page(years: tuple[int, ...], categories: tuple[str, ...] | None) -> None:
    charts = list(study_charts([study(f"k{year}", "Roe", year) for year in years]))
    assert [chart.categories for chart in charts] == ([] if categories is None else [categories] * 2)
    assert all(sum(chart.totals) == len(years) for chart in charts)


def test_charts_stand_under_a_heading_of_their_own() -> None:
    document = rendered(charts=True)
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Heading, Heading, Chart, Chart, Heading, *[ReferenceEntry] * 4]
    assert outline(document)[:2] == ["## Charts", "## References"]
