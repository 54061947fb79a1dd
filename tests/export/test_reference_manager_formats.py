"""What each of the other formats says of an entry, field by field, as the formats' own documents want it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree
from ruamel.yaml import YAML

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.export.csl_yaml import render_csl_yaml
from atlas_cite.export.csv_table import render_csv
from atlas_cite.export.endnote_xml import render_endnote_xml
from atlas_cite.export.hayagriva import render_hayagriva
from atlas_cite.export.mods import render_mods
from atlas_cite.export.nbib import render_nbib
from atlas_cite.export.zotero_rdf import render_zotero_rdf
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status, Update
from export.entry_cases import HEINS, annotate_heins, annotate_nothing, entry

RETRACTED = Status("2026-11-22", (Update("retraction", "publisher", Doi.parse("10.5555/n"), "2014-01-01"),))
MODS = "{http://www.loc.gov/mods/v3}"
BLOCKS: tuple[Block, ...] = (
    Paragraph((Text("Rest & sleep."),)),
    Heading(3, (Text("Findings"),)),
    BulletList(((Text("one"),), (Text("two"),))),
)


def annotated(_: Entry) -> tuple[Block, ...]:
    return BLOCKS


def one(kind: str, fields: dict[str, Value], **more: object) -> Entry:
    return entry("k", kind, fields, **more)


# EndNote XML


def endnote(each: Entry, annotation: object = annotate_nothing) -> dict[str, list[str]]:
    root = etree.fromstring("".join(render_endnote_xml([each], annotation)).encode())  # type: ignore[arg-type]
    (record,) = root.iter("record")
    found: dict[str, list[str]] = {}
    for node in record.iter():
        if not [child for child in node if child.tag != "style"]:
            parents = [parent.tag for parent in reversed(list(node.iterancestors()))]
            path = "/".join([*parents[3:], node.tag])
            found.setdefault(path, []).append("".join(node.itertext()))
    return found


@pytest.mark.parametrize(
    ("kind", "fields", "path", "texts"),
    [
        (
            "book",
            {"author": (Name(literal="World Health Organization"),)},
            "contributors/authors/author",
            ["World Health Organization,"],
        ),
        ("book", {"author": (Name(literal="WHO"),)}, "contributors/authors/author", ["WHO"]),
        ("book", {"author": (Name("Smith", "John", "Jr."),)}, "contributors/authors/author", ["Smith, John, Jr."]),
        ("book", {"editor": (Name("Ek", "Bo"),)}, "contributors/tertiary-authors/author", ["Ek, Bo"]),
        ("chapter", {"editor": (Name("Ek", "Bo"),)}, "contributors/secondary-authors/author", ["Ek, Bo"]),
        ("chapter", {"container-title": "Book"}, "titles/secondary-title", ["Book"]),
        ("book", {"collection-title": "Series"}, "titles/secondary-title", ["Series"]),
        ("chapter", {"collection-title": "Series"}, "titles/tertiary-title", ["Series"]),
        ("article-journal", {"container-title": "J"}, "periodical/full-title", ["J"]),
        ("article-journal", {"number": "e12"}, "pages", ["e12"]),
        ("article-journal", {"number": "e12"}, "custom7", ["e12"]),
        ("report", {"number": "TR-5"}, "isbn", ["TR-5"]),
        ("article-journal", {"issued": Date((2013, 7, 3))}, "dates/pub-dates/date", ["Jul 3"]),
        ("article-journal", {"issued": Date((2013,), season=1)}, "dates/pub-dates/date", ["Spring"]),
        ("article-journal", {"issued": Date((2019, 12), (2020, 1))}, "dates/pub-dates/date", ["2019-12/2020-01"]),
        ("article-journal", {"issued": Date(literal="in press")}, "dates/year", ["in press"]),
        ("article-journal", {"keyword": "rest, at night; sleep"}, "keywords/keyword", ["rest, at night", "sleep"]),
        ("article-journal", {"PMID": "12"}, "accession-num", ["12"]),
        ("article-journal", {"note": "Own."}, "notes", ["Own."]),
        ("article-journal", {"URL": "https://x.org/a b%"}, "urls/related-urls/url", ["https://x.org/a%20b%25"]),
    ],
)
def test_an_endnote_record_has_each_field_where_endnote_looks(
    kind: str, fields: dict[str, Value], path: str, texts: list[str]
) -> None:
    assert endnote(one(kind, fields))[path] == texts


def test_an_endnote_title_is_style_runs_and_an_annotation_research_notes() -> None:
    each = one("article-journal", {"title": "The <i>E. coli</i> & H<sub>2</sub>O"})
    text = "".join(render_endnote_xml([each], annotated))
    assert '<style face="italic" font="default" size="100%">E. coli</style>' in text
    assert endnote(each)["titles/title"] == ["The E. coli & H2O"]
    assert "<research-notes>Rest &amp; sleep.&#xD;Findings:&#xD;- one&#xD;- two</research-notes>" in text


# MEDLINE


def nbib(each: Entry, annotation: object = annotate_nothing) -> list[str]:
    return "".join(render_nbib([each], annotation)).splitlines()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "fields", "lines"),
    [
        (
            "article-journal",
            {"author": (Name("Meer", "Jos", non_dropping_particle="van der"),)},
            ["FAU - van der Meer, Jos", "AU  - van der Meer J"],
        ),
        (
            "article-journal",
            {"author": (Name("King", "Martin Luther", "Jr."),)},
            ["FAU - King, Martin Luther Jr.", "AU  - King ML Jr"],
        ),
        ("article-journal", {"author": (Name(literal="Rest, Sleep Group"),)}, ["CN  - Rest, Sleep Group"]),
        ("article-journal", {"DOI": "10.5555/x"}, ["LID - 10.5555/x [doi]", "AID - 10.5555/x [doi]"]),
        ("article-journal", {"number": "e12"}, ["LID - e12 [pii]", "PG  - e12"]),
        ("article-journal", {"issued": Date((2013, 7), (2013, 8))}, ["DP  - 2013 Jul-Aug"]),
        ("article-journal", {"issued": Date((2019, 12), (2020, 1))}, ["DP  - 2019 Dec-2020 Jan"]),
        ("article-journal", {"available-date": Date((2016, 4, 19))}, ["DEP - 20160419"]),
        ("article-journal", {"ISSN": "00057967"}, ["IS  - 0005-7967 (Undetermined)"]),
        ("article-journal", {"language": "de-CH"}, ["LA  - ger"]),
        ("article-journal", {"PMCID": "123"}, ["PMC - PMC123"]),
        ("chapter", {"container-title": "Book"}, ["BTI - Book"]),
    ],
)
def test_a_medline_record_has_each_field_under_its_tag(kind: str, fields: dict[str, Value], lines: list[str]) -> None:
    written = nbib(one(kind, fields))
    assert [line for line in written if line in lines] == lines


def test_a_medline_title_is_wrapped_at_six_blanks_and_a_retraction_a_publication_type() -> None:
    lines = nbib(one("article-journal", {"title": "word " * 40}, status=RETRACTED))
    title = next(number for number, line in enumerate(lines) if line.startswith("TI  - "))
    assert lines[title + 1].startswith("      word")
    assert max(map(len, lines)) <= 96
    assert "PT  - Retracted Publication" in lines
    assert "GN  - Retracted, 2014-01-01, notice https://doi.org/10.5555/n" in lines


def test_a_medline_note_is_a_tag_a_paragraph_and_never_another_tag() -> None:
    lines = nbib(HEINS, annotate_heins)
    assert [line for line in lines if line.startswith("GN")][:3] == [
        "GN  - A summary of 5%.",
        "GN  - Observed findings:",
        "GN  - - one & two",
    ]
    assert lines[0] == "PMID- 23639303"


# CSV


def rows(*entries: Entry, annotation: object = annotate_nothing) -> list[dict[str, str]]:
    text = "".join(render_csv(entries, annotation))  # type: ignore[arg-type]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+1", "-omics", "@x", "'=x"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(title: str) -> None:
    (row,) = rows(one("book", {"title": title}))
    assert row["Title"] == f"'{title}"


def test_a_row_has_plain_cells_and_the_exact_rest_in_its_last_column() -> None:
    fields: dict[str, Value] = {
        "title": "The <i>E. coli</i>",
        "author": (Name("Heins", "M."), Name(literal="WHO")),
        "chapter-number": "4",
        "issued": Date((2013, 7)),
    }
    (row,) = rows(one("chapter", fields, status=RETRACTED), annotation=annotated)
    assert (row["Title"], row["Authors"], row["Date"], row["Year"]) == (
        "The E. coli",
        "Heins, M.; WHO",
        "2013-07",
        "2013",
    )
    assert json.loads(row["Other fields"]) == {"chapter-number": "4", "title": "The <i>E. coli</i>"}
    assert (row["Status"], row["Annotation"]) == ("retraction", "Rest & sleep.\nFindings:\n- one\n- two")


# YAML


def test_csl_yaml_is_markdown_with_paragraphs_and_nothing_read_as_a_variable() -> None:
    each = one(
        "article-journal", {"title": "<i>E. coli</i> *a* <5%", "issued": Date((2013, 7), (2014,)), "DOI": "10.1/a<b"}
    )
    (item,) = YAML(typ="safe").load("".join(render_csl_yaml([each], annotated)))["references"]
    assert item["title"] == r"*E. coli* \*a\* \<5%"
    assert item["DOI"] == r"10.1/a\<b"
    assert item["issued"] == "2013-07/2014"
    assert item["note"] == "Rest & sleep.\n\n\\[Findings\\]\n\n\\- one\n\n\\- two"


@pytest.mark.parametrize(
    "word", ["no", "1e3", "0x1F", "~", "a: b", "- a", "a #b", "\ta", "null", "2013-07", "#", "'", '"', "é: ", "a:"]
)
def test_a_word_that_yaml_would_take_for_something_else_stays_that_word(word: str) -> None:
    each = one("book", {"publisher": word, "edition": word})
    loaded = YAML(typ="safe").load("".join(render_hayagriva([each], annotate_nothing)))["k"]
    assert loaded["edition"] == word.strip()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            "article-journal",
            {"container-title": "J", "volume": "5", "issue": "7", "ISSN": "1234-5679"},
            {
                "parent": {
                    "type": "periodical",
                    "title": "J",
                    "volume": "5",
                    "issue": "7",
                    "serial-number": {"issn": "1234-5679"},
                }
            },
        ),
        (
            "chapter",
            {"container-title": "B", "collection-title": "S"},
            {"parent": {"type": "book", "title": "B", "parent": {"type": "anthology", "title": "S"}}},
        ),
        ("book", {"publisher": "P", "publisher-place": "Oslo"}, {"publisher": {"name": "P", "location": "Oslo"}}),
        (
            "book",
            {"author": (Name("Meer", "Jos", non_dropping_particle="van der"),)},
            {"author": [{"name": "Meer", "given-name": "Jos", "prefix": "van der"}]},
        ),
        ("book", {"author": (Name(literal="A, B"),)}, {"author": [{"name": "A, B"}]}),
        ("book", {"title": 'a {b} $ \\ <span class="nocase">mRNA</span>'}, {"title": "a \\{b\\} \\$ \\\\ {mRNA}"}),
        ("classic", {"issued": Date((-44, 3))}, {"date": "-0043-03"}),
        ("book", {"issued": Date((1990,), circa=True)}, {"date": "~1990"}),
        ("article-journal", {"number": "e12"}, {"page-range": "e12", "serial-number": {"serial": "e12"}}),
        ("webpage", {"URL": "javascript:x", "language": "not a tag"}, {}),
        ("book", {"number-of-pages": "300 p."}, {}),
    ],
)
def test_hayagriva_says_what_typst_understands(
    kind: str, fields: dict[str, Value], expected: dict[str, object]
) -> None:
    loaded = YAML(typ="safe").load("".join(render_hayagriva([one(kind, fields)], annotate_nothing)))["k"]
    del loaded["type"]
    assert loaded == expected


# Zotero RDF and MODS


def test_zotero_gets_an_annotation_as_a_memo_of_its_own() -> None:
    text = "".join(render_zotero_rdf([HEINS], annotated))
    root = etree.fromstring(text.encode())
    (value,) = root.xpath("//*[local-name()='Memo']/*[local-name()='value']")
    assert value.text == "<p>Rest &amp; sleep.</p><h2>Findings</h2><ul><li>one</li><li>two</li></ul>"
    assert '<dcterms:isReferencedBy rdf:resource="#note_1_1"/>' in text
    assert "<dc:description>Citation Key: heins2013\nPMID: 23639303</dc:description>" in text


def test_zotero_gets_a_retraction_as_a_note_where_there_is_no_annotation() -> None:
    text = "".join(render_zotero_rdf([one("book", {"title": "T"}, status=RETRACTED)], annotate_nothing))
    assert "&lt;p&gt;Retracted, 2014-01-01, notice https://doi.org/10.5555/n&lt;/p&gt;" in text


def test_a_conference_is_no_author_in_mods_and_an_annotation_one_note() -> None:
    fields: dict[str, Value] = {"title": "T", "event-title": "Testing 2019", "author": (Name(literal="WHO"),)}
    root = etree.fromstring("".join(render_mods([one("paper-conference", fields)], annotated)).encode())
    assert [name.findtext(f"{MODS}namePart") for name in root.iter(f"{MODS}name")] == ["WHO"]
    (note,) = root.iter(f"{MODS}note")
    assert (note.text or "").split(" \n") == ["Rest & sleep.", "Findings:", "- one", "- two"]
