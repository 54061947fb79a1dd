from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.sources.csv_table import looks_like_table, read_csv
from atlas_cite.sources.detect import Kind, detect_kind


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("Key,Type,Authors,Title\n", True),
        ('\ufeff"Key","Item Type","Publication Year","Author","Title"\n', True),
        ("Authors;Title;Year\n", True),
        ("PMID\tTitle\tAuthors\n", True),
        ("DOI\n10.5555/x\n", False),
        ("Title, a page about rest\n", False),
        ("", False),
    ],
)
def test_a_table_is_known_by_the_names_of_its_columns(text: str, is_table: bool) -> None:
    assert looks_like_table(text) is is_table


def test_a_table_is_a_table_whatever_its_cells_hold() -> None:
    cell = "TY  - JOUR\n@article{x, title={y}}\nPMID- 1\nER  - "
    assert detect_kind(f'Title,Authors,Abstract\nT,"Roe, A.","{cell}"\n') is Kind.TABLE


@pytest.mark.parametrize(
    ("header", "cell", "variable", "value"),
    [
        (
            "Author",
            "Roe, Ann; World Health Organization",
            "author",
            (Name("Roe", "Ann"), Name(literal="World Health Organization")),
        ),
        ("Publication Year", "2013", "issued", Date((2013,))),
        ("Date", "2013-07", "issued", Date((2013, 7))),
        ("Publication Title", "J", "container-title", "J"),
        ("DOI", "https://doi.org/10.5555/X", "DOI", "10.5555/x"),
        ("Manual Tags", "rest; sleep", "keyword", "rest; sleep"),
        ("Extra", "One.\n Two. ", "note", "One.\nTwo."),
        ("Volume", "'=1", "volume", "=1"),
        ("Volume", "''-1", "volume", "'-1"),
        ("Volume", "'1", "volume", "'1"),
        ("Status", "retraction", "annote", "Retracted"),
    ],
)
def test_a_cell_is_a_variable(header: str, cell: str, variable: str, value: Value) -> None:
    quoted = cell.replace('"', '""')
    (reference,), problems = read_csv(f'Title,{header}\nT,"{quoted}"\n', "a.csv")
    assert reference.item.fields[variable] == value
    assert problems == []


@pytest.mark.parametrize(
    ("kind", "csl"),
    [("article", "article"), ("Article", "article-journal"), ("journalArticle", "article-journal"), ("Book", "book")],
)
def test_a_type_is_csls_or_another_programs(kind: str, csl: str) -> None:
    (reference,), _ = read_csv(f"Title,Type\nT,{kind}\n", "a.csv")
    assert reference.item.type == csl


def test_a_cell_that_was_changed_counts_more_than_the_last_column() -> None:
    other = '"{""title"": ""The <i>old</i> title""}"'
    (kept, changed), _ = read_csv(
        f"Title,Authors,Other fields\nThe old title,,{other}\nA new title,,{other}\n", "a.csv"
    )
    assert kept.item.text("title") == "The <i>old</i> title"
    assert changed.item.text("title") == "A new title"


def test_faults_are_told_with_their_line_and_the_rest_is_read() -> None:
    text = 'Title,DOI,Type,Mood,Other fields\n"Two\nlines",nonsense,Poem,good,[]\nNext,10.5555/x,book,,\n'
    references, problems = read_csv(text, "a.csv")
    assert [reference.item.text("title") for reference in references] == ["Two lines", "Next"]
    assert references[0].extra == {"csv:DOI": "nonsense", "csv:Mood": "good"}
    assert [(problem.code, problem.subject) for problem in problems] == [
        ("csv-other-invalid", "a.csv:2"),
        ("doi-invalid", "a.csv:2"),
        ("csv-type-unknown", "a.csv:2"),
    ]


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    references, problems = read_csv(f"Title,Authors,Date,Other fields\n{text}", "any.csv")
    assert len(references) <= text.count("\n") + text.count("\r") + 1
    assert all(problem.subject.startswith("any.csv:") for problem in problems)
