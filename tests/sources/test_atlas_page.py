"""Pages as files: each in `tests/data/atlas/pages` has the record and the problems it must give beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atlas_cite.model.plain import summary_from_plain, summary_to_plain
from atlas_cite.sources.atlas import (
    looks_like_atlas_list,
    looks_like_atlas_page,
    read_atlas,
    read_atlas_list,
    read_atlas_page,
)

DATA = Path(__file__).parents[1] / "data" / "atlas"
PAGES = sorted(path for path in (DATA / "pages").iterdir() if path.suffix != ".json")
LISTS = sorted(path for path in (DATA / "lists").iterdir() if path.suffix != ".json")
SHARED = Path(__file__).parents[3] / "shared"


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_record_and_its_problems(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    record, problems = read_atlas_page(text_of(path), "page.txt")
    assert record is not None
    assert summary_to_plain(record) == expected["record"]
    assert sorted(problem.code for problem in problems) == sorted(expected["problems"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_recognised_by_its_content(path: Path) -> None:
    assert looks_like_atlas_page(text_of(path))
    assert not looks_like_atlas_list(text_of(path))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_s_record_survives_its_plain_form(path: Path) -> None:
    record, _ = read_atlas_page(text_of(path), "page.txt")
    assert record is not None
    assert summary_from_plain(json.loads(json.dumps(summary_to_plain(record)))) == record


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_gives_all_its_studies(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert looks_like_atlas_list(text_of(path))
    for records, problems in (read_atlas_list(text_of(path), "list.txt"), read_atlas(text_of(path), "list.txt")):
        assert [summary_to_plain(record) for record in records] == expected["records"]
        assert [problem.code for problem in problems] == expected["problems"]


def test_a_list_read_as_one_page_says_that_studies_are_left() -> None:
    text = text_of(DATA / "lists" / "list-page.txt")
    record, problems = read_atlas_page(text, "list.txt")
    assert record is not None
    assert "several-studies" in [problem.code for problem in problems]
    assert "Rest was rare." in record.other["another_study"]


@pytest.mark.parametrize("text", ["", "\n\n", "Just a letter to a friend.\nNothing else.", "<html></html>"])
def test_a_text_that_is_no_page_gives_no_record_and_says_so(text: str) -> None:
    record, problems = read_atlas_page(text, "letter.txt")
    assert record is None
    assert [problem.code for problem in problems] == ["not-an-atlas-page"]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - Rest\nAU  - Lind, P\nER  - \n",
        "@article{a,\n title = {Quick Summary},\n}\n",
        '[{"id": "a", "type": "article-journal"}]',
        '{"title": "Rest", "quick_summary": "Quick Summary"}',
        "title: Rest\nauthors: Lind, P\nQuick Summary: it is\nWhy It Matters: it does\n",
        "- title: Rest\n  doi: 10.1000/a\n",
        "---\ntitle: Rest\n---\n\n## Quick Summary\n\nText.\n\n## Why It Matters\n\nMore.\n",
        "10.1000/a\n10.1000/b\n",
        "Lind, P. (2016). Rest. Journal of rest, 1(2), 3-4.\n",
        "<html><body><p>Cooking · 2016</p></body></html>",
    ],
)
def test_other_formats_are_not_taken_for_pages(text: str) -> None:
    assert not looks_like_atlas_page(text)


def test_the_file_name_gives_the_slug_only_when_it_is_one() -> None:
    page = text_of(DATA / "pages" / "layout-h.txt")
    for name, slug in (
        ("pages/okafor-2016-counting-rest.txt", "okafor-2016-counting-rest"),
        ("okafor-2016.txt", ""),
        ("my page 2016.txt", ""),
    ):
        record, _ = read_atlas_page(page, name)
        assert record is not None
        assert record.slug == slug


@pytest.mark.parametrize("name", ["trap-01-doi-number", "layout-hm", "layout-p-tail-k", "trap-13-two-dois"])
def test_a_page_cut_anywhere_never_has_a_doi_that_is_not_its_own(name: str) -> None:
    text = text_of(DATA / "pages" / f"{name}.txt")
    whole, _ = read_atlas_page(text, "page.txt")
    assert whole is not None
    own = {str(whole.doi), whole.other.get("other_doi", ""), "None"}
    for end in range(60, len(text)):
        record, problems = read_atlas_page(text[:end], "page.txt")
        assert str(record.doi if record else None) in own, text[end - 40 : end]
        assert "doi-invalid" not in [problem.code for problem in problems]


def test_a_problem_names_the_file_and_the_line() -> None:
    _, problems = read_atlas_page(text_of(DATA / "pages" / "trap-03-ambiguous.txt"), "some/file.txt")
    assert {problem.code: problem.subject for problem in problems}["ambiguous-authors"] == "some/file.txt:1"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference material is not here")
class TestShapes:
    """The shape files beside the project: no text of theirs is in the repository."""

    def pages(self) -> list[Path]:
        return [*sorted((SHARED / "atlas-pages").glob("*.txt")), *sorted((SHARED / "seed").glob("*.txt"))]

    def test_every_shape_is_read_without_an_error(self) -> None:
        for path in self.pages():
            record, problems = read_atlas_page(text_of(path), path.name)
            assert record is not None, path.name
            assert not [problem for problem in problems if problem.severity == "error"], path.name
            assert looks_like_atlas_page(text_of(path)), path.name

    def test_no_page_without_a_badge_has_a_pem_value(self) -> None:
        for path in self.pages():
            record, _ = read_atlas_page(text_of(path), path.name)
            assert record is not None
            layout = path.stem.rpartition("-")[2].rstrip("0123456789")
            has_badge = layout in {"HB", "HBS", "HBBL", "HMBL", "HX"}
            assert (record.pem != "unknown") == has_badge, path.name

    def test_the_seed_has_all_six_parts(self) -> None:
        record, problems = read_atlas_page(text_of(SHARED / "seed" / "heins-2013.txt"), "heins-2013.txt")
        assert record is not None
        assert not problems
        assert [name.family for name in record.authors] == ["Heins", "Knoop", "Bleijenberg"]
        assert (record.journal, record.year, len(record.parts)) == ("Behaviour research and therapy", 2013, 6)
