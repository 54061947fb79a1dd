from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy

from atlas_cite.errors import Severity
from atlas_cite.export.ris import render_ris
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded, without_markup
from atlas_cite.sources.ris import read_ris
from export.entry_cases import ALL, HEINS, VARIED, annotate_heins, annotate_nothing, entry

SHARED = Path(__file__).parents[2] / ".." / "shared" / "crossref" / "works.jsonl"


def exported(*entries: Entry) -> str:
    return "".join(render_ris(entries, annotate_nothing))


def reread(text: str) -> list[Entry]:
    references, problems = read_ris(text, "export.ris")
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return [
        Entry(each.key, each.item, dict.fromkeys(each.item.fields, each.origin), extra=each.extra)
        for each in references
    ]


def test_an_article_is_a_record_that_reference_managers_read() -> None:
    assert exported(HEINS) == (
        "TY  - JOUR\n"
        "ID  - heins2013\n"
        "AU  - Heins, Marianne J.\n"
        "AU  - Knoop, Hans\n"
        "AU  - Bleijenberg, Gijs\n"
        "TI  - The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue syndrome\n"
        "T2  - Behaviour Research and Therapy\n"
        "JO  - Behaviour Research and Therapy\n"
        "J2  - Behav Res Ther\n"
        "VL  - 51\n"
        "IS  - 7\n"
        "SP  - 368\n"
        "EP  - 376\n"
        "PY  - 2013\n"
        "DA  - 2013/07//\n"
        "LA  - en\n"
        "DO  - 10.1016/j.brat.2013.02.001\n"
        "SN  - 0005-7967\n"
        "AN  - 23639303\n"
        "DP  - PubMed\n"
        "ER  - \n"
    )


def test_an_annotation_is_one_n1_a_paragraph_and_never_a_tag() -> None:
    text = "".join(render_ris([HEINS], annotate_heins))
    notes = [line for line in text.splitlines() if line.startswith("N1")]
    assert notes[:3] == ["N1  - A summary of 5%.", "N1  - Observed findings:", "N1  - - one & two"]
    assert notes[3].startswith("N1  - - TY - x ER - @article{x, title={y}} }{ ")
    assert len(notes) == 4
    assert text.count("TY  - ") == text.count("ER  - ") == 1


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"author": (Name("Meer", "Jos", non_dropping_particle="van der"),)}, ["AU  - van der Meer, Jos"]),
        ({"author": (Name("Smith", "John", "Jr."),)}, ["AU  - Smith, John, Jr."]),
        ({"author": (Name(literal="World Health Organization"),)}, ["AU  - World Health Organization,"]),
        ({"author": (Name(literal="WHO"),)}, ["AU  - WHO"]),
        ({"author": (Name(literal="Group A, Inc."),)}, ["AU  - Group A, Inc.,"]),
        ({"author": (Name("Plato"),)}, ["AU  - Plato"]),
        ({"editor": (Name("Ek", "Bo"),), "translator": (Name("Di", "Al"),)}, ["A2  - Ek, Bo", "A4  - Di, Al"]),
        ({"issued": Date((2013, 6, 1))}, ["PY  - 2013", "DA  - 2013/06/01/"]),
        ({"issued": Date((2013,))}, ["PY  - 2013"]),
        ({"issued": Date((2013,), season=4)}, ["PY  - 2013", "DA  - 2013///Winter"]),
        ({"issued": Date(literal="in press")}, ["DA  - ///in press"]),
        ({"page": "e12"}, ["SP  - e12"]),
        ({"page": "1–9"}, ["SP  - 1", "EP  - 9"]),
        ({"page": "1-9, 11"}, ["SP  - 1-9, 11"]),
        ({"number": "e12"}, ["SP  - e12", "C7  - e12"]),
        ({"page": "1-9", "number": "e12"}, ["SP  - 1", "EP  - 9", "C7  - e12"]),
        ({"keyword": "rest, sleep"}, ["KW  - rest", "KW  - sleep"]),
        ({"keyword": "rest, at night; sleep"}, ["KW  - rest, at night", "KW  - sleep"]),
        ({"note": "One.\n\nTwo."}, ["N1  - One.", "N1  - Two."]),
        ({"annote": "Mine.\nTwo.", "note": "In press."}, ["N1  - Mine.", "N1  - Two.", "N1  - In press."]),
        ({"abstract": "One.\nTwo."}, ["AB  - One. Two."]),
        ({"title": "<i>E. coli</i> <5%"}, ["TI  - E. coli <5%"]),
        ({"DOI": "10.5555/x", "URL": "https://doi.org/10.5555/x"}, ["DO  - 10.5555/x"]),
        ({"ISBN": "ISBN 978-3", "ISSN": "1234-5679,2345-678X"}, ["SN  - 978-3", "SN  - 1234-5679, 2345-678X"]),
    ],
)
def test_a_variable_has_its_tags(fields: dict[str, Value], lines: list[str]) -> None:
    assert exported(entry("k", "article-journal", fields)).splitlines() == ["TY  - JOUR", "ID  - k", *lines, "ER  - "]


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        ("book", {"editor": (Name("Ek", "Bo"),)}, "ED  - Ek, Bo"),
        ("book", {"collection-editor": (Name("Ek", "Bo"),), "collection-title": "Tests"}, "A2  - Ek, Bo"),
        ("book", {"collection-title": "Tests", "container-title": "Set"}, "T2  - Tests"),
        ("chapter", {"editor": (Name("Ek", "Bo"),)}, "A2  - Ek, Bo"),
        ("report", {"number": "TR-5"}, "SN  - TR-5"),
        ("patent", {"number": "US123"}, "SN  - US123"),
        ("standard", {"number": "ISO 690"}, "SN  - ISO 690"),
        ("bill", {"number": "H.R. 3"}, "M1  - H.R. 3"),
        ("legislation", {"number": "12-5"}, "M1  - 12-5"),
        ("hearing", {"number": "7"}, "M1  - 7"),
        ("legal_case", {"number": "7"}, "IS  - 7"),
    ],
)
def test_a_type_has_tags_of_its_own_where_zotero_and_endnote_look(
    kind: str, fields: dict[str, Value], line: str
) -> None:
    before = entry("k", kind, fields)
    assert line in exported(before).splitlines()
    (after,) = reread(exported(before))
    assert after.item.fields == before.item.fields


def test_a_report_has_its_number_beside_its_isbn_and_issn() -> None:
    numbers: dict[str, Value] = {"number": "TR-5", "ISBN": "978-3-16-148410-0", "ISSN": "0317-8471"}
    (after,) = reread(exported(entry("k", "report", numbers)))
    assert after.item.fields == numbers


def test_a_record_holds_no_line_that_is_not_a_tag() -> None:
    for line in "".join(render_ris(ALL, annotate_heins)).split("\n"):
        assert line == "" or line[2:6] == "  - "
        assert line.isprintable()


def test_text_written_read_and_written_again_is_the_same() -> None:
    once = "".join(render_ris(ALL, annotate_heins))
    assert exported(*reread(once)) == once


def test_rispy_reads_every_record() -> None:
    records = rispy.loads("".join(render_ris(ALL, annotate_heins)))
    assert [record["id"] for record in records] == [each.key for each in ALL]
    assert records[0]["notes"][:2] == ["A summary of 5%.", "Observed findings:"]
    assert records[0]["authors"] == ["Heins, Marianne J.", "Knoop, Hans", "Bleijenberg, Gijs"]


def test_our_reader_gets_back_what_ris_can_say() -> None:
    for before, after in zip(VARIED, reread(exported(*VARIED)), strict=True):
        assert after.item.date("issued") == before.item.date("issued")
        assert folded(after.item.text("title")) == folded(before.item.text("title"))
        for variable in ("volume", "number", "DOI", "PMID", "publisher-place", "edition"):
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
    records = rispy.loads(exported(*entries))
    assert len(records) == len(entries)
    for before, record in zip(entries, records, strict=True):
        assert record.get("title", "") == without_markup(before.item.text("title"))
        assert record.get("volume", "") == before.item.text("volume")
        assert record.get("doi", "") == before.item.text("DOI")
        pages = before.item.text("page") or record.get("start_page", "")
        assert pages.replace("–", "-").startswith(record.get("start_page", ""))
        assert pages.endswith(record.get("end_page", ""))
    assert exported(*reread(exported(*entries))) == exported(*entries)


def test_a_name_list_that_goes_on_ends_in_et_al_and_is_read_back_as_cut() -> None:
    fields: dict[str, Value] = {"author": (Name("Roe", "Ann"), Name("Doe", "Bo")), "editor": (Name("Ek", "Bo"),)}
    text = exported(entry("k", "book", fields, extra={"truncated-names": "author editor"}))
    assert [line for line in text.splitlines() if line[:2] in {"AU", "ED"}] == [
        "AU  - Roe, Ann",
        "AU  - Doe, Bo",
        "AU  - et al.",
        "ED  - Ek, Bo",
        "ED  - et al.",
    ]
    (after,) = reread(text)
    assert after.item.names("author") == fields["author"]
    assert after.extra == {"truncated-names": "author editor"}
    assert exported(after) == text


@pytest.mark.parametrize("group", ["World Health Organization", "Group A, Inc.", "WHO"])
def test_an_organisation_is_one_name_both_ways(group: str) -> None:
    (after,) = reread(exported(entry("k", "book", {"author": (Name(literal=group),)})))
    assert after.item.names("author") == (Name(literal=group),)


def test_annotation_own_annote_and_note_are_n1_and_do_not_grow_when_fed_back() -> None:
    own = entry("heins2013", "article-journal", {"title": "T", "annote": "Mine.", "note": "In press."})
    once = "".join(render_ris([own], annotate_heins))
    notes = [line.removeprefix("N1  - ") for line in once.splitlines() if line.startswith("N1")]
    assert (notes[0], notes[-2:]) == ("A summary of 5%.", ["Mine.", "In press."])
    assert "RN  - " not in once
    again = "".join(render_ris(reread(once), annotate_heins))
    assert again == once
    assert exported(*reread(once)) == once
