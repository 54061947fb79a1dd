"""Every other export format: well formed whatever the text, complete where a reader of ours takes it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from ruamel.yaml import YAML

from atlas_cite.export.csl_yaml import render_csl_yaml
from atlas_cite.export.csv_table import render_csv
from atlas_cite.export.endnote_xml import render_endnote_xml
from atlas_cite.export.hayagriva import render_hayagriva
from atlas_cite.export.mods import render_mods
from atlas_cite.export.nbib import render_nbib
from atlas_cite.export.zotero_rdf import render_zotero_rdf
from atlas_cite.formats import EXPORT_FORMATS, load_function
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.sources.csl_yaml import read_csl_yaml
from atlas_cite.sources.csv_table import read_csv
from atlas_cite.sources.detect import detect_kind
from atlas_cite.sources.endnote_xml import read_endnote_xml
from atlas_cite.sources.inputs import SourceText
from atlas_cite.sources.nbib import read_nbib
from atlas_cite.sources.read import read_text
from export.entry_cases import annotate_nothing, entry

XML = (render_endnote_xml, render_zotero_rdf, render_mods)
YAMLS = (render_csl_yaml, render_hayagriva)
HEINS = entry(
    "heins2013",
    "article-journal",
    {
        "title": "The role of the therapeutic relationship",
        "author": (Name("Heins", "Marianne J."), Name(literal="Dutch Study Group"), Name("van der Meer", "Jos")),
        "container-title": "Behaviour Research and Therapy",
        "issued": Date((2013, 7)),
        "volume": 51,
        "issue": 7,
        "page": "368-376",
        "DOI": "10.5555/brat.2013",
    },
)
HOSTILE = "]]></title> & <script> \x00\x0b TY  - JOUR =cmd|' /C calc'!A0 : - # \ud800 \u2028 é"
SURE = ("title", "container-title", "volume", "issue", "page", "DOI")


def written(render: Callable[..., object], one: Entry) -> str:
    return "".join(render([one], annotate_nothing))  # type: ignore[call-overload]


@pytest.mark.parametrize("name", [each.name for each in EXPORT_FORMATS])
def test_every_format_has_its_writer(name: str) -> None:
    text = written(load_function(next(each.function for each in EXPORT_FORMATS if each.name == name)), HEINS)
    assert "Heins" in text
    assert "brat.2013" in text


@pytest.mark.parametrize(
    ("render", "read"),
    [
        (render_endnote_xml, read_endnote_xml),
        (render_nbib, read_nbib),
        (render_csl_yaml, read_csl_yaml),
        (render_csv, read_csv),
    ],
)
def test_what_is_written_is_read_again(render: Callable[..., object], read: Callable[..., object]) -> None:
    (reference,), problems = read(written(render, HEINS), "file")  # type: ignore[misc]
    assert problems == []
    assert [str(reference.item.fields.get(name, "")) for name in SURE] == [
        str(HEINS.item.fields[name]) for name in SURE
    ]
    assert [name.sort_family for name in reference.item.names("author")] == [
        "Heins",
        "Dutch Study Group",
        "van der Meer",
    ]
    assert reference.item.year == 2013


@pytest.mark.parametrize("render", [render_endnote_xml, render_nbib, render_csv])
def test_a_file_is_known_by_its_content(render: Callable[..., object]) -> None:
    references, _ = read_text(SourceText("file", written(render, HEINS)))
    assert [each.item.text("DOI") for each in references] == ["10.5555/brat.2013"]


def test_plain_xml_is_no_endnote_file() -> None:
    assert detect_kind("<?xml version='1.0'?><feed><records/></feed>") == "unknown"


hostile = st.one_of(st.just(HOSTILE), st.text(max_size=30))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.builds(lambda text: text, hostile))
def test_any_text_leaves_a_file_whole(text: str) -> None:
    one = entry("key", "article-journal", {"title": f"T {text}", "publisher": text, "note": text, "abstract": text})
    for render in XML:
        etree.fromstring(written(render, one).encode("utf-8", "replace"))
    for render in YAMLS:
        YAML(typ="safe").load(written(render, one).encode("utf-8", "replace").decode())
    rows = list(csv.reader(io.StringIO(written(render_csv, one))))
    assert len({len(row) for row in rows}) == 1
    (_,), _ = read_nbib(written(render_nbib, one), "file")
