from __future__ import annotations

import json
from dataclasses import replace

import pytest

from atlas_cite.document.tree import Paragraph, Text
from atlas_cite.export.csl_json import render_csl_json, render_library, render_library_lines
from atlas_cite.model.entry import TRUNCATED_NAMES as CUT
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.sources.csl_json import read_csl_json
from export.entry_cases import ALL, HEINS, annotate_heins, annotate_nothing, entry


def tidied() -> list[Entry]:
    """The cases without what reading any file tidies: control characters and blank lines."""
    saved = "".join(render_library(ALL))
    return [reference.entry for reference in read_csl_json(saved, "a.json")[0] if reference.entry]


def test_an_item_is_csl_json_with_ours_under_custom() -> None:
    (item,) = json.loads("".join(render_csl_json([HEINS], annotate_nothing)))
    assert item["id"] == "heins2013"
    assert item["author"][0] == {"family": "Heins", "given": "Marianne J."}
    assert item["issued"] == {"date-parts": [[2013, 7]]}
    assert item["custom"]["atlas-cite"]["origins"]["volume"] == {"source": "bibtex", "where": "a.bib:1"}
    assert "note" not in item


def test_an_annotation_stands_in_note_a_paragraph_a_line() -> None:
    (item,) = json.loads("".join(render_csl_json([HEINS], annotate_heins)))
    assert item["note"].split("\n")[:3] == ["A summary of 5%.", "[Observed findings]", "- one & two"]


def test_every_entry_comes_back_whole_with_or_without_annotation() -> None:
    entries = tidied()
    assert len(entries) == len(ALL)
    for pieces in (
        render_library(entries),
        render_library_lines(entries),
        render_csl_json(entries, annotate_heins),
    ):
        references, problems = read_csl_json("".join(pieces), "a.json")
        assert problems == []
        assert [reference.entry for reference in references] == entries


def test_an_annotated_entry_keeps_its_own_note_apart() -> None:
    noted = entry("heins2013", "book", {"title": "T", "note": "Own."})
    text = "".join(render_csl_json([noted], annotate_heins))
    assert json.loads(text)[0]["note"].endswith("\nOwn.")
    assert [reference.entry for reference in read_csl_json(text, "a.json")[0]] == [noted]


@pytest.mark.parametrize("render", [render_library, render_library_lines])
def test_text_written_read_and_written_again_is_the_same(render) -> None:  # type: ignore[no-untyped-def]
    once = "".join(render(tidied()))
    entries = [reference.entry for reference in read_csl_json(once, "a.json")[0] if reference.entry]
    assert "".join(render(entries)) == once


def test_what_other_programs_put_under_custom_stays() -> None:
    (raw,) = json.loads("".join(render_library([each for each in ALL if each.key == "raw"])))
    assert raw["custom"]["other"] == 1
    damaged = entry("k", "book", {"title": "T"}, extra={"csl-json:custom": "no json"})
    assert list(json.loads("".join(render_library([damaged])))[0]["custom"]) == ["atlas-cite"]


def test_entries_are_written_one_a_piece() -> None:
    assert len(list(render_library_lines(ALL))) == len(ALL)
    assert len(list(render_library(ALL))) == len(ALL) + 1
    assert "".join(render_library([])) == "[]\n"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Background: Rest helps.", "[Background] Rest helps."),
        ("DOI:10.1000/x", "[DOI] 10.1000/x"),
        ("Main outcome : Rest: helps.", "[Main outcome] Rest: helps."),
        ("publisher-place: Oslo", "[publisher-place] Oslo"),
        ("https://example.org/x shows it.", "<https://example.org/x> shows it."),
        ("See this source (https://example.org/x).", "See this source (https://example.org/x)."),
        ("What this study does not prove:", "[What this study does not prove]"),
        ("Badges, as of 2026-05-01:", "[Badges, as of 2026-05-01]"),
        ("They asked two questions of each patient: why?", "They asked two questions of each patient: why?"),
        ("_note: x", "[_note] x"),
        ("- PMID: 1", "- PMID: 1"),
        ("- first of all:", "- first of all:"),
        ("Look {:title: x} here", "Look { :title: x} here"),
        ("Rest helps. Source: me.", "Rest helps. Source: me."),
        ("10:30 is the time.", "10:30 is the time."),
    ],
)
def test_no_line_of_an_annotation_can_be_read_as_a_csl_variable(line: str, written: str) -> None:
    (item,) = json.loads("".join(render_csl_json([HEINS], lambda _: (Paragraph((Text(line),)),))))
    assert item["note"] == written


def test_a_name_list_that_goes_on_ends_in_et_al_and_comes_back_exactly() -> None:
    cut = entry(
        "k", "book", {"author": (Name("Roe", "Ann", orcid="0000-1"), Name("Doe"))}, extra={CUT: "author editor"}
    )
    for render in (render_library, render_library_lines):
        text = "".join(render([cut]))
        (item,) = [json.loads(text)] if text.startswith("{") else json.loads(text)
        assert item["author"] == [{"family": "Roe", "given": "Ann"}, {"family": "Doe"}, {"literal": "et al."}]
        assert "editor" not in item
        assert [reference.entry for reference in read_csl_json(text, "a.json")[0]] == [cut]


def test_a_real_last_name_that_reads_as_et_al_comes_back_from_our_own_file() -> None:
    odd = entry("k", "book", {"author": (Name("Roe", "Ann"), Name(literal="et al."))})
    for each in (odd, replace(odd, extra={CUT: "author"})):
        assert [reference.entry for reference in read_csl_json("".join(render_library([each])), "a.json")[0]] == [each]
