"""What our readers get back of the other formats, and that it is written again byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from atlas_cite.export.csl_yaml import render_csl_yaml
from atlas_cite.export.csv_table import render_csv
from atlas_cite.export.endnote_xml import render_endnote_xml
from atlas_cite.export.hayagriva import render_hayagriva
from atlas_cite.export.nbib import render_nbib
from atlas_cite.merge import merge
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import without_markup
from atlas_cite.sources.crossref.mapping import read_work
from atlas_cite.sources.csl_yaml import read_csl_yaml
from atlas_cite.sources.csv_table import read_csv
from atlas_cite.sources.endnote_xml import read_endnote_xml
from atlas_cite.sources.inputs import SourceText
from atlas_cite.sources.nbib import read_nbib
from atlas_cite.sources.read import read_text
from export.entry_cases import ALL, HEINS, annotate_heins, annotate_nothing, entry
from export.test_any_text import entries

SHARED = Path(__file__).parents[3] / "shared" / "crossref" / "works.jsonl"
Render = Callable[..., Iterator[str]]
Read = Callable[..., tuple[list[object], list[object]]]
READ_BACK = {
    "csl-yaml": (render_csl_yaml, read_csl_yaml),
    "csv": (render_csv, read_csv),
    "endnote-xml": (render_endnote_xml, read_endnote_xml),
    "nbib": (render_nbib, read_nbib),
}
SAYING_SOMETHING = [each for each in ALL if each.key != "bare"]  # merging gives an entry without a field no type


def reread(text: str, name: str) -> list[Entry]:
    references, problems = READ_BACK[name][1](text, "file")
    assert [problem.severity for problem in problems if problem.severity == "error"] == []
    return [merge(reference, None)[0] for reference in references]


def written(name: str, entries: list[Entry], annotation: object = annotate_nothing) -> str:
    return "".join(READ_BACK[name][0](entries, annotation))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", READ_BACK)
def test_text_written_read_and_written_again_is_the_same(name: str) -> None:
    once = written(name, SAYING_SOMETHING, annotate_heins)
    assert written(name, reread(once, name)) == once


@pytest.mark.parametrize("name", READ_BACK)
def test_an_annotation_given_again_does_not_grow(name: str) -> None:
    once = written(name, [HEINS], annotate_heins)
    assert written(name, reread(once, name), annotate_heins) == once


@pytest.mark.parametrize("name", READ_BACK.keys() - {"csl-yaml"})
def test_a_file_is_known_by_its_content_whatever_its_cells_hold(name: str) -> None:
    references, problems = read_text(SourceText("file", written(name, SAYING_SOMETHING).removeprefix("\ufeff")))
    assert [reference.key for reference in references] == [each.key for each in SAYING_SOMETHING]
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


@pytest.mark.parametrize("name", ["csl-yaml", "csv"])
def test_nothing_of_a_work_is_lost_where_a_format_can_say_everything(name: str) -> None:
    for before, after in zip(ALL, reread(written(name, list(ALL)), name), strict=True):
        if before.key.startswith("hostile") or before.key in {"notes", "bare", "retracted"}:
            continue  # control characters go, paragraphs close up, a bare entry has no type, a retraction is told
        assert after.item.type == before.item.type
        assert {key: _plain(value) for key, value in after.item.fields.items()} == {
            key: _plain(value) for key, value in before.item.fields.items()
        }


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, int) else value


@pytest.mark.parametrize("name", ["csv", "endnote-xml", "nbib"])
@pytest.mark.parametrize(
    "date",
    [
        Date((2013,)),
        Date((2013, 7)),
        Date((2013, 7, 1)),
        Date((2013,), season=2),
        Date((2019, 12), (2020, 1)),
        Date((2013, 7), (2013, 8)),
        Date((1990,), (1995,)),
        Date((2013, 7, 1), (2013, 7, 3)),
        Date((1990,), circa=True),
        Date((-44, 3)),
        Date(literal="in press"),
    ],
)
def test_a_date_comes_back_as_it_was(name: str, date: Date) -> None:
    (after,) = reread(written(name, [entry("k", "article-journal", {"title": "T", "issued": date})]), name)
    assert after.item.date("issued") == date


@pytest.mark.parametrize("name", READ_BACK)
@pytest.mark.parametrize(
    "author",
    [
        Name("Meer", "Jos", non_dropping_particle="van der"),
        Name("Smith", "John", "Jr."),
        Name(literal="World Health Organization"),
        Name(literal="Rest, Sleep and Fatigue Group"),
        Name("山田", "太郎"),
        Name("O’Neill-Smith", "Ann-Marie"),
    ],
)
def test_a_name_comes_back_as_it_was(name: str, author: Name) -> None:
    fields: dict[str, Value] = {"title": "T", "author": (author, Name("Roe", "Ann"))}
    (after,) = reread(written(name, [entry("k", "article-journal", fields)]), name)
    assert after.item.names("author") == fields["author"]


@pytest.mark.parametrize("name", READ_BACK)
def test_a_list_that_goes_on_is_read_back_as_cut(name: str) -> None:
    cut = entry("k", "book", {"title": "T", "author": (Name("Roe", "A."),)}, extra={"truncated-names": "author"})
    (after,) = reread(written(name, [replace(cut)]), name)
    assert after.item.names("author") == (Name("Roe", "A."),)
    assert after.extra == {"truncated-names": "author"}


@pytest.mark.parametrize("name", READ_BACK)
def test_a_thousand_authors_and_a_long_abstract_come_back(name: str) -> None:
    people = tuple(Name(f"Family{number}", "Ann") for number in range(1000))
    fields: dict[str, Value] = {"title": "T", "author": people, "abstract": "word " * 40_000 + "end"}
    (after,) = reread(written(name, [entry("k", "article-journal", fields)]), name)
    assert after.item.names("author") == people
    assert after.item.text("abstract") == fields["abstract"]


@pytest.mark.parametrize("name", READ_BACK)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(each=entries())
def test_any_text_is_one_entry_that_stays_as_it_is(name: str, each: Entry) -> None:
    once = written(name, [each])
    again = reread(once, name)
    assert [one.key for one in again] == ["key"]
    twice = written(name, again)
    assert written(name, reread(twice, name)) == twice


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize("name", READ_BACK)
def test_real_records_are_read_back_with_the_same_words(name: str) -> None:
    works = [read_work(json.loads(line), "2026-11-22") for line in SHARED.read_text(encoding="utf-8").splitlines()]
    found = [
        Entry(f"w{number}", work.item, dict.fromkeys(work.item.fields, Origin("crossref")))
        for number, work in enumerate(works)
        if work
    ]
    once = written(name, found)
    again = reread(once, name)
    for before, after in zip(found, again, strict=True):
        assert without_markup(after.item.text("title")) == without_markup(before.item.text("title"))
        assert [each.family_with_particles or each.literal for each in after.item.names("author")] == [
            each.family_with_particles or each.literal for each in before.item.names("author")
        ]
        assert after.item.date("issued") == before.item.date("issued")
        for variable in ("DOI", "volume", "issue", "publisher"):
            assert after.item.text(variable) == before.item.text(variable)
    assert written(name, reread(written(name, again), name)) == written(name, again)


@pytest.mark.skipif(find_spec("typst") is None, reason="needs the pdf extra")
def test_typst_compiles_a_bibliography_of_every_kind_and_trouble(tmp_path: Path) -> None:
    import typst

    (tmp_path / "all.yml").write_text("".join(render_hayagriva(ALL, annotate_heins)), "utf-8", errors="replace")
    (tmp_path / "all.typ").write_text('#bibliography("all.yml", full: true, style: "apa")\n', "utf-8")
    assert typst.compile(tmp_path / "all.typ", format="svg")
