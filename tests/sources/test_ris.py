from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.errors import Problem
from atlas_cite.model.date import Date
from atlas_cite.model.name import Name
from atlas_cite.model.reference import Reference
from atlas_cite.sources.ris import read_ris

CASES = Path(__file__).parents[1] / "data" / "ris"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "other"


def as_case(reference: Reference) -> dict[str, Any]:
    csl = reference.item.to_csl("")
    line = int(reference.origin.where.rpartition(":")[2])
    fields = {name: value for name, value in csl.items() if name not in {"id", "type"}}
    return {"key": reference.key, "line": line, "type": csl["type"], "fields": fields, "extra": dict(reference.extra)}


def as_rows(problems: list[Problem]) -> list[list[Any]]:
    return [[each.code, int(each.subject.rpartition(":")[2]), each.severity.value] for each in problems]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.ris")))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_as_its_case_says(name: str, line_end: str) -> None:
    text = (CASES / f"{name}.ris").read_text(encoding="utf-8")
    expected = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    references, problems = read_ris("\ufeff" + text.replace("\n", line_end), f"{name}.ris")
    assert [as_case(reference) for reference in references] == expected["entries"]
    assert as_rows(problems) == expected["problems"]


def read_one(line: str, ris_type: str = "JOUR") -> Reference:
    references, _ = read_ris(f"TY  - {ris_type}\n{line}\nER  - \n", "a.ris")
    return references[0]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("PY  - 2024/02/21", Date((2024, 2, 21))),
        ("Y1  - 2014//", Date((2014,))),
        ("PY  - 2001/09/01/", Date((2001, 9, 1))),
        ("DA  - 2024/02/21/", Date((2024, 2, 21))),
        ("PY  - 1999\nDA  - 1999/05//", Date((1999, 5))),
        ("DA  - 2013///Summer", Date((2013,), season=2)),
        ("DA  - 2013/06//2013-06/2013-08", Date((2013, 6), (2013, 8))),
        ("DA  - ///in press", Date(literal="in press")),
        ("PY  - 1990\nDA  - 1990///1990~", Date((1990,), circa=True)),
        ("DA  - 2016/07/01/July-August", Date((2016, 7, 1))),
        ("PY  - in press", Date(literal="in press")),
        ("PY  - 2020 Mar 4", Date((2020, 3, 4))),
        ("PY  - 1998\nDA  - FEB", Date((1998, 2))),
        ("DA  - FEB 15\nPY  - 1998", Date((1998, 2, 15))),
        ("PY  - 1998\nDA  - JAN-FEB", Date((1998, 1), (1998, 2))),
        ("PY  - 1998\nDA  - 15 Feb", Date((1998, 2, 15))),
    ],
)
def test_a_date_is_read_in_any_form(line: str, date: Date) -> None:
    assert read_one(line).item.date("issued") == date


@pytest.mark.parametrize(
    ("written", "tag"), [("eng", "en"), ("English", "en"), ("ger", "de"), ("pt-BR", "pt-BR"), ("Klingon", "Klingon")]
)
def test_a_language_is_its_tag_however_it_is_named(written: str, tag: str) -> None:
    assert read_one(f"LA  - {written}").item.text("language") == tag


@pytest.mark.parametrize(
    ("lines", "editor", "series_editor", "series"),
    [
        ("A2  - Ek, Bo", "Ek", "", ""),
        ("A2  - Ek, Bo\nA3  - Lund, Cy\nT2  - Tests", "Lund", "Ek", "Tests"),
        ("A2  - Ek, Bo\nED  - Lund, Cy", "Lund", "Ek", ""),
        ("A2  - Ek, Bo\nT3  - Tests", "", "Ek", "Tests"),
    ],
)
def test_the_editor_of_a_book_is_told_from_that_of_its_series(
    lines: str, editor: str, series_editor: str, series: str
) -> None:
    item = read_one(lines, "BOOK").item
    families = ["".join(name.family for name in item.names(role)) for role in ("editor", "collection-editor")]
    assert [*families, item.text("collection-title"), item.text("container-title")] == [
        editor,
        series_editor,
        series,
        "",
    ]


@pytest.mark.parametrize(
    ("written", "isbn"),
    [
        ("978 3 16 148410 0", "978 3 16 148410 0"),
        ("3 16 148410 X", "3 16 148410 X"),
        ("978-3-16-148410-0 3-16-148410-X", "978-3-16-148410-0, 3-16-148410-X"),
    ],
)
def test_blanks_inside_an_isbn_do_not_part_it(written: str, isbn: str) -> None:
    assert read_one(f"SN  - {written}", "BOOK").item.text("ISBN") == isbn


@pytest.mark.parametrize(
    ("lines", "title", "short"),
    [
        ("JF  - Journal of Rest\nJO  - J Rest", "Journal of Rest", "J Rest"),
        ("JO  - J Rest\nJF  - Journal of Rest", "Journal of Rest", "J Rest"),
        ("JO  - Journal of Rest\nJA  - J Rest", "Journal of Rest", "J Rest"),
        ("T2  - JOURNAL OF REST\nJ9  - J REST\nJI  - J. Rest", "JOURNAL OF REST", "J. Rest"),
    ],
)
def test_the_full_title_of_a_journal_is_told_from_its_short_one(lines: str, title: str, short: str) -> None:
    item = read_one(lines).item
    assert (item.text("container-title"), item.text("container-title-short")) == (title, short)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Roe, Ann", Name("Roe", "Ann")),
        ("World Health Organization,", Name(literal="World Health Organization")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Department of Rest, Oslo,", Name(literal="Department of Rest, Oslo")),
        ("de la Cruz, Ana", Name("Cruz", "Ana", non_dropping_particle="de la")),
    ],
)
def test_a_name_is_one_name(written: str, name: Name) -> None:
    assert read_one(f"AU  - {written}").item.names("author") == (name,)


@pytest.mark.parametrize(
    ("lines", "pages", "number"),
    [
        ("SP  - 368\nEP  - 376", "368-376", ""),
        ("SP  - 368-376", "368-376", ""),
        ("SP  - 368–376\nEP  - 376", "368-376", ""),
        ("SP  - 14\nEP  - 14", "14", ""),
        ("SP  - e12\nC7  - e12", "", "e12"),
        ("SP  - 1\nEP  - 9\nC7  - e12", "1-9", "e12"),
    ],
)
def test_pages_and_article_numbers_are_told_apart(lines: str, pages: str, number: str) -> None:
    item = read_one(lines).item
    assert (item.text("page"), item.text("number")) == (pages, number)


@pytest.mark.parametrize("line", ["DO  - 10.5555/x", "M3  - doi: 10.5555/x", "N1  - doi:10.5555/x", "L3  - 10.5555/x"])
def test_a_doi_is_found_in_every_tag_that_may_hold_it(line: str) -> None:
    reference = read_one(line)
    assert str(reference.doi) == "10.5555/x"
    assert reference.item.fields == {"DOI": "10.5555/x"}
    assert reference.extra == {}


@pytest.mark.parametrize("last", ["et al.", "et al", "Others", "and others", "et al.,"])
def test_a_last_author_that_is_none_marks_the_list_as_cut(last: str) -> None:
    reference = read_one(f"AU  - Roe, Ann\nAU  - {last}\nA2  - Ek, Bo")
    assert [str(name) for name in reference.item.names("author")] == ["Ann Roe"]
    assert reference.extra == {"truncated-names": "author"}


def test_a_lone_author_is_kept_whatever_the_name() -> None:
    reference = read_one("AU  - Others")
    assert [str(name) for name in reference.item.names("author")] == ["Others"]
    assert reference.extra == {}


def test_notes_of_both_tags_are_the_readers_own_each_a_paragraph() -> None:
    reference = read_one("N1  - One.\nRN  - Two.\nN1  - Three.")
    assert reference.item.fields == {"annote": "One.\nTwo.\nThree."}
    assert reference.extra == {}


def test_an_address_of_a_publisher_is_no_doi() -> None:
    reference = read_one("UR  - https://example.org/10.5555/x")
    assert reference.doi is None
    assert reference.item.text("URL") == "https://example.org/10.5555/x"


tags = st.sampled_from(
    ["TY  - JOUR", "ER  - ", "TI  - x", "AU  - a, b", "PY  - 1", "DA  - 9/9/9/9", "SP  - 1", "TI - y", "", "word", "1."]
)


@given(st.lists(st.one_of(tags, st.text(max_size=20))).map("\n".join))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    references, problems = read_ris(text, "any.ris")
    assert isinstance(references, list)
    assert all(problem.subject.startswith("any.ris:") for problem in problems)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize(
    ("name", "titles", "codes"),
    [
        ("colrev-jstor_ris.ris", 4, []),
        ("colrev-lorem_ipsum.ris", 2, ["ris-id-repeated"]),
        ("jabref-RisImporterCorrupted.ris", 1, ["ris-type-missing"]),
        ("jabref-RisImporterTestDate1.1.ris", 1, []),
    ],
)
def test_real_files_are_read_whole(name: str, titles: int, codes: list[str]) -> None:
    references, problems = read_ris((SHARED / name).read_text(encoding="utf-8"), name)
    assert sum(bool(reference.item.text("title")) for reference in references) == titles
    assert [problem.code for problem in problems] == codes
