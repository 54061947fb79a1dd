from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import pytest

from atlas_cite.errors import Severity
from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.sources.bibtex import read_bibtex
from export.entry_cases import ALL, HEINS, VARIED, annotate_heins, annotate_nothing, entry

SHARED = Path(__file__).parents[2] / ".." / "shared" / "crossref" / "works.jsonl"


def exported(*entries: Entry, ascii_only: bool = False) -> str:
    return "".join(render_biblatex(entries, annotate_nothing, ascii_only=ascii_only))


def reread(text: str) -> list[Entry]:
    references, problems = read_bibtex(text, "export.bib")
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return [
        Entry(each.key, each.item, dict.fromkeys(each.item.fields, each.origin), extra=each.extra)
        for each in references
    ]


def test_an_article_stands_in_the_file_as_biblatex_wants_it() -> None:
    assert exported(HEINS) == (
        "@article{heins2013,\n"
        "  author = {Heins, Marianne J. and Knoop, Hans and Bleijenberg, Gijs},\n"
        "  title = {The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue"
        " syndrome},\n"
        "  journaltitle = {Behaviour Research and Therapy},\n"
        "  shortjournal = {Behav Res Ther},\n"
        "  volume = {51},\n"
        "  number = {7},\n"
        "  pages = {368--376},\n"
        "  date = {2013-07},\n"
        "  doi = {10.1016/j.brat.2013.02.001},\n"
        "  eprint = {23639303},\n"
        "  eprinttype = {pubmed},\n"
        "  issn = {0005-7967},\n"
        "  langid = {english},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("kind", "fields", "lines"),
    [
        ("article-journal", {"issued": Date((2013, 6, 1))}, ["@article{k,", "date = {2013-06-01}"]),
        ("article-journal", {"issued": Date((2013,), season=1)}, ["@article{k,", "date = {2013-21}"]),
        ("article-journal", {"issued": Date((1990,), circa=True)}, ["@article{k,", "date = {1990~}"]),
        ("book", {"issued": Date((1999,), (2001,))}, ["@book{k,", "date = {1999/2001}"]),
        ("book", {"issued": Date(literal="in press")}, ["@book{k,", "pubstate = {inpress}"]),
        ("book", {"status": "in press"}, ["@book{k,", "pubstate = {inpress}"]),
        ("book", {"original-date": Date((1890,))}, ["@book{k,", "origdate = {1890}"]),
        ("book", {"publisher-place": "Oslo"}, ["@book{k,", "location = {Oslo}"]),
        ("book", {"editor": (Name("Ek", "Bo"),)}, ["@collection{k,", "editor = {Ek, Bo}"]),
        ("thesis", {"genre": "PhD thesis", "publisher": "U"},
         ["@thesis{k,", "institution = {U}", "type = {phdthesis}"]),
        ("thesis", {"genre": "Master's thesis"}, ["@thesis{k,", "type = {mathesis}"]),
        ("thesis", {"genre": "Lizentiat"}, ["@thesis{k,", "type = {Lizentiat}"]),
        ("thesis", {"publisher": "U"}, ["@thesis{k,", "institution = {U}"]),
        ("report", {"genre": "Technical report", "number": "5"},
         ["@report{k,", "number = {5}", "type = {techreport}"]),
        ("dataset", {"publisher": "Zenodo", "version": "2"},
         ["@dataset{k,", "version = {2}", "publisher = {Zenodo}"]),
        ("webpage", {"publisher": "NHS", "accessed": Date((2020, 1, 2))},
         ["@online{k,", "organization = {NHS}", "urldate = {2020-01-02}"]),
        ("article", {"archive": "arXiv", "archive_location": "1101.1", "archive_collection": "math.GT"},
         ["@online{k,", "entrysubtype = {preprint}", "eprint = {1101.1}", "eprinttype = {arXiv}",
          "eprintclass = {math.GT}"]),
        ("article-newspaper", {"title": "x"}, ["@article{k,", "entrysubtype = {newspaper}", "title = {x}"]),
        ("book", {"annote": "Mine."}, ["@book{k,", "annotation = {Mine.}"]),
        ("book", {"author": (Name("Meer", "Jos", non_dropping_particle="van der"),)},
         ["@book{k,", "author = {van der Meer, Jos}", "options = {useprefix=true}"]),
        ("book", {"author": (Name("Reis", "Ana", dropping_particle="dos"),)},
         ["@book{k,", "author = {dos Reis, Ana}", "options = {useprefix=false}"]),
        ("motion_picture", {"director": (Name("Roe", "Ann"),)},
         ["@movie{k,", "editor = {Roe, Ann}", "editortype = {director}"]),
        ("book", {"editor": (Name("Ek", "Bo"),), "compiler": (Name("Roe", "Ann"),), "author": (Name("Po"),)},
         ["@book{k,", "author = {Po}", "editor = {Ek, Bo}", "editora = {Roe, Ann}", "editoratype = {compiler}"]),
    ],
)  # fmt: skip
def test_a_work_is_written_in_biblatex_s_words(kind: str, fields: dict[str, Value], lines: list[str]) -> None:
    written = [line.strip().rstrip(",") for line in exported(entry("k", kind, fields)).splitlines()]
    assert [f"{written[0]},", *written[1:-1]] == lines


def test_options_of_the_file_stay_beside_the_one_we_set() -> None:
    one = entry(
        "k",
        "book",
        {"author": (Name("Meer", "Jos", non_dropping_particle="van der"),)},
        extra={"bibtex:options": "skipbib=true, useprefix=false"},
    )
    assert "options = {useprefix=true,skipbib=true}" in exported(one)


def test_dropping_particles_and_roles_are_read_back() -> None:
    one = entry(
        "k",
        "book",
        {"author": (Name("Reis", "Ana", dropping_particle="dos"),), "compiler": (Name("Roe", "Ann"),)},
    )
    (after,) = reread(exported(one))
    assert after.item.fields == one.item.fields


@pytest.mark.parametrize("ascii_only", [False, True])
def test_text_written_read_and_written_again_is_the_same(ascii_only: bool) -> None:
    once = "".join(render_biblatex(ALL, annotate_heins, ascii_only=ascii_only))
    assert exported(*reread(once), ascii_only=ascii_only) == once


def test_what_biblatex_said_is_said_in_bibtex_too() -> None:
    direct = [line for line in "".join(render_bibtex(VARIED, annotate_nothing)).splitlines() if "doi = " in line]
    through = [
        line for line in "".join(render_bibtex(reread(exported(*VARIED)), annotate_nothing)).splitlines()
        if "doi = " in line
    ]  # fmt: skip
    assert through == direct
    for before, after in zip(VARIED, reread(exported(*VARIED)), strict=True):
        issued = before.item.date("issued")
        assert (after.item.type, after.item.date("issued")) == (
            before.item.type,
            None if issued and issued.literal else issued,
        )
        assert after.item.text("status") == (issued.literal if issued else "")


def test_bibtexparser_reads_every_entry_and_no_more() -> None:
    library = bibtexparser.parse_string("".join(render_biblatex(ALL, annotate_heins)))
    assert library.failed_blocks == []
    assert [each.key for each in library.entries] == [each.key for each in ALL]


def test_ascii_is_ascii_but_for_what_latex_has_no_command_for() -> None:
    kept = {character for character in exported(*ALL, ascii_only=True) if not character.isascii()}
    assert kept == set("山田太郎")


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("render", [render_bibtex, render_biblatex], ids=["bibtex", "biblatex"])
def test_real_records_are_stable(render: object, ascii_only: bool) -> None:
    from atlas_cite.sources.crossref.mapping import read_work

    works = [read_work(json.loads(line), "2026-11-22") for line in SHARED.read_text(encoding="utf-8").splitlines()]
    entries = [
        Entry(f"w{number}", work.item, dict.fromkeys(work.item.fields, Origin("crossref")))
        for number, work in enumerate(works)
        if work
    ]
    once = "".join(render(entries, annotate_nothing, ascii_only=ascii_only))  # type: ignore[operator]
    assert "".join(render(reread(once), annotate_nothing, ascii_only=ascii_only)) == once  # type: ignore[operator]
