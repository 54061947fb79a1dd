from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import pytest

from atlas_cite.errors import Severity
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.export.bibtex_names import render_names
from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.sources.bibtex import read_bibtex
from export.entry_cases import ALL, HEINS, VARIED, annotate_heins, annotate_nothing, entry

SHARED = Path(__file__).parents[2] / ".." / "shared" / "crossref" / "works.jsonl"


def exported(*entries: Entry) -> str:
    return "".join(render_bibtex(entries, annotate_nothing))


def reread(text: str) -> list[Entry]:
    references, problems = read_bibtex(text, "export.bib")
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return [
        Entry(each.key, each.item, dict.fromkeys(each.item.fields, each.origin), extra=each.extra)
        for each in references
    ]


def test_an_article_stands_in_the_file_as_people_write_it() -> None:
    assert exported(HEINS) == (
        "@article{heins2013,\n"
        "  author = {Heins, Marianne J. and Knoop, Hans and Bleijenberg, Gijs},\n"
        "  title = {The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue"
        " syndrome},\n"
        "  journal = {Behaviour Research and Therapy},\n"
        "  shortjournal = {Behav Res Ther},\n"
        "  volume = {51},\n"
        "  number = {7},\n"
        "  pages = {368--376},\n"
        "  year = {2013},\n"
        "  month = jul,\n"
        "  doi = {10.1016/j.brat.2013.02.001},\n"
        "  issn = {0005-7967},\n"
        "  pmid = {23639303},\n"
        "  langid = {english},\n"
        "}\n"
    )


def test_an_annotation_stands_in_annote_with_its_paragraphs() -> None:
    text = "".join(render_bibtex([HEINS], annotate_heins))
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    paragraphs = library.entries[0]["annote"].split("\n\n")
    assert [paragraph.strip() for paragraph in paragraphs[:3]] == [
        r"A summary of 5\%.",
        "Observed findings:",
        r"- one \& two",
    ]
    assert len(paragraphs) == 4
    assert r"\textbackslash{}input\textbraceleft{}" in paragraphs[3]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Roe", "Ann"), "Roe, Ann"),
        (Name("Meer", "Jos", non_dropping_particle="van der"), "van der Meer, Jos"),
        (Name("Beethoven", "Ludwig", dropping_particle="van"), "van Beethoven, Ludwig"),
        (Name("Arc", "Jeanne", non_dropping_particle="d'"), "d'Arc, Jeanne"),
        (Name("Smith", "John", "Jr."), "Smith, Jr., John"),
        (Name("Terry", "Alvin V. Jr."), "Terry, Jr., Alvin V."),
        (Name(literal="World Health Organization"), "{World Health Organization}"),
        (Name(literal="A & B"), r"{A \& B}"),
        (Name(literal="{x"), r"{{}\textbraceleft{}x}"),
        (Name(literal="others"), "{others}"),
        (Name("Plato"), "Plato"),
        (Name("Ka`ahumanu", "A."), "Ka‘ahumanu, A."),
        (Name("\x07", "Ann"), "{Ann}"),
        (Name("T.J.C"), "{T.J.C}"),
        (Name("Mental Health Foundation"), "{Mental Health Foundation}"),
        (Name("Salt and Pepper", "Ann"), "{Salt and Pepper}, Ann"),
        (Name("Roe", "Ann, the elder"), "Roe, {Ann, the elder}"),
    ],
)
def test_a_name_is_written_so_that_bibtex_takes_it_apart_again(name: Name, written: str) -> None:
    assert render_names([name]) == written


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"issued": Date((2013,))}, "year = {2013}"),
        ({"issued": Date((2013, 6, 1))}, "year = {2013},\n  month = jun,\n  day = {1}"),
        ({"issued": Date((2013,), season=1)}, "year = {2013},\n  month = {Spring}"),
        ({"issued": Date((1990,), circa=True)}, "year = {circa 1990},\n  date = {1990~}"),
        ({"issued": Date((1999,), (2001,))}, "year = {1999--2001}"),
        ({"issued": Date((1999, 12), (2000, 1))}, "year = {1999},\n  month = dec,\n  date = {1999-12/2000-01}"),
        ({"issued": Date(literal="in press")}, "year = {in press}"),
        ({"number": "e12"}, "eid = {e12}"),
        ({"page": "A-1–A-4"}, "pages = {A-1--A-4}"),
        ({"DOI": "10.1000/a_b%c#d"}, "doi = {10.1000/a_b%c#d}"),
        ({"URL": "https://x.org/a_b%20c#d~e"}, "url = {https://x.org/a_b%20c#d~e}"),
        ({"language": "en-GB"}, "langid = {british}"),
        ({"language": "tlh"}, "language = {tlh}"),
        ({"publisher": "Wolters and Kluwer"}, "publisher = {{Wolters and Kluwer}}"),
        ({"publisher-place": "Den Haag AND Oslo"}, "address = {{Den Haag AND Oslo}}"),
        ({"publisher": "Brandon & Sons"}, r"publisher = {Brandon \& Sons}"),
        ({"language": "a {b} & c_d"}, "language = {a b cd}"),
        ({"archive_location": "NLM"}, "archive_location = {NLM}"),
        ({"archive_location": "1101.1"}, "eprint = {1101.1}"),
        ({"archive": "arXiv", "archive_location": "1101.1"}, "eprint = {1101.1},\n  archiveprefix = {arXiv}"),
        ({"medium": "CD"}, "medium = {CD}"),
    ],
)
def test_a_variable_has_its_field(fields: dict[str, str], line: str) -> None:
    assert exported(entry("k", "article-journal", fields)) == f"@article{{k,\n  {line},\n}}\n"


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("thesis", {"genre": "PhD thesis"}, "@phdthesis{k,\n}\n"),
        ("thesis", {"genre": "Master's thesis"}, "@mastersthesis{k,\n}\n"),
        ("thesis", {}, "@phdthesis{k,\n  type = {Thesis},\n}\n"),
        ("thesis", {"publisher": "U"}, "@phdthesis{k,\n  school = {U},\n  type = {Thesis},\n}\n"),
        ("report", {"number": "5", "publisher": "I"}, "@techreport{k,\n  number = {5},\n  institution = {I},\n}\n"),
        ("article", {"genre": "Preprint"}, "@misc{k,\n  entrysubtype = {preprint},\n  type = {Preprint},\n}\n"),
        ("dataset", {"title": "D"}, "@misc{k,\n  entrysubtype = {dataset},\n  title = {{D}},\n}\n"),
        ("document", {"container-title": "C"}, "@misc{k,\n  howpublished = {C},\n}\n"),
        ("chapter", {"container-title": "B"}, "@incollection{k,\n  booktitle = {B},\n}\n"),
        ("book", {"collection-number": "7"}, "@book{k,\n  number = {7},\n}\n"),
    ],
)
def test_a_type_has_its_entry_type(kind: str, fields: dict[str, str], text: str) -> None:
    assert exported(entry("k", kind, fields)) == text


def test_a_link_that_only_repeats_the_doi_is_left_out() -> None:
    assert "url" not in exported(entry("k", "book", {"DOI": "10.5555/x", "URL": "https://doi.org/10.5555/X"}))


def test_raw_fields_come_back_as_they_were_and_never_beside_ours() -> None:
    text = exported(next(each for each in VARIED if each.key == "raw"))
    assert text == (
        "@proceedings{raw,\n"
        "  author = {Roe, A. and others},\n"
        "  title = {Raw},\n"
        "  file = {:C\\:\\\\papers\\\\roe.pdf:PDF},\n"
        "  groups = {A, B},\n"
        "  lone = {brace \\textbraceright{} here},\n"
        "}\n"
    )


def test_a_truncated_list_of_any_source_ends_in_others() -> None:
    item = Item("book", {"author": (Name("Roe", "A."),)})
    truncated = Entry("k", item, {"author": Origin("record")}, extra={"truncated-names": "author"})
    assert "author = {Roe, A. and others}" in exported(truncated)


def test_a_grave_status_stands_in_the_note_unless_an_annotation_tells_it() -> None:
    retracted = next(each for each in VARIED if each.key == "retracted")
    notice = "Retracted, 2014-01-01, notice https://doi.org/10.5555/n"
    assert f"note = {{{notice}\n\n    Own.}}" in exported(retracted)


def test_text_written_read_and_written_again_is_the_same() -> None:
    once = "".join(render_bibtex(ALL, annotate_heins))
    again = exported(*reread(once))
    assert again == once


def test_bibtexparser_reads_every_entry_and_no_more() -> None:
    library = bibtexparser.parse_string("".join(render_bibtex(ALL, annotate_heins)))
    assert library.failed_blocks == []
    assert [each.key for each in library.entries] == [each.key for each in ALL]
    assert {block.__class__.__name__ for block in library.blocks} == {"Entry"}


def test_our_reader_gets_back_type_names_dates_and_numbers() -> None:
    for before, after in zip(VARIED, reread(exported(*VARIED)), strict=True):
        assert after.item.type == before.item.type
        assert after.item.date("issued") == before.item.date("issued")
        assert folded(after.item.text("title")) == folded(before.item.text("title"))
        for variable in ("volume", "issue", "number", "DOI", "ISBN", "PMID", "publisher-place", "edition"):
            assert after.item.text(variable) == before.item.text(variable)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_records_are_read_back_with_the_same_words() -> None:
    from atlas_cite.sources.crossref.mapping import read_work

    works = [read_work(json.loads(line), "2026-11-22") for line in SHARED.read_text(encoding="utf-8").splitlines()]
    entries = [
        Entry(f"w{number}", work.item, dict.fromkeys(work.item.fields, Origin("crossref")))
        for number, work in enumerate(works)
        if work
    ]
    library = bibtexparser.parse_string(exported(*entries))
    assert (len(library.entries), library.failed_blocks) == (len(entries), [])
    for before, after in zip(entries, library.entries, strict=True):
        fields = after.fields_dict
        title = decode_plain(fields["title"].value).text if "title" in fields else ""
        assert folded(title) == folded(before.item.text("title"))
        assert (fields["volume"].value if "volume" in fields else "") == before.item.text("volume")
        assert (fields["doi"].value if "doi" in fields else "") == before.item.text("DOI")
        pages = fields["pages"].value.replace("--", "-") if "pages" in fields else ""
        assert pages == before.item.text("page").replace("–", "-")
    assert exported(*reread(exported(*entries))) == exported(*entries)
