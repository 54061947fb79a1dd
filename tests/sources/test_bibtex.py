from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.errors import Problem
from atlas_cite.model.reference import Reference
from atlas_cite.sources.bibtex import read_bibtex
from atlas_cite.sources.decode import decode_text

CASES = Path(__file__).parents[1] / "data" / "bibtex"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "bibs"

COUNTS = {
    # file: entries and failed blocks as bibs/README.md counts them; repeated keys count as failed blocks there
    "mecfs-immune.bib": (351, 0),
    "mecfs-unbalanced.bib": (10, 1),
    "jabref-complex.bib": (20, 0),
    "biber-examples.bib": (131, 1),
    "crossref-incollection.bib": (6, 0),
    "mendeley-dupkeys.bib": (451, 61),
    "jabref-crlf.bib": (4, 0),
    "biber-latin1.bib": (1, 0),
    "jabref-utf16le-bom.bib": (1, 0),
}


def as_case(reference: Reference) -> dict[str, Any]:
    csl = reference.item.to_csl("")
    line = int(reference.origin.where.rpartition(":")[2])
    fields = {name: value for name, value in csl.items() if name not in {"id", "type"}}
    return {"key": reference.key, "line": line, "type": csl["type"], "fields": fields, "extra": dict(reference.extra)}


def as_rows(problems: list[Problem]) -> list[list[Any]]:
    return [[each.code, int(each.subject.split(":")[1]), each.severity.value] for each in problems]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.bib")))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_as_its_case_says(name: str, line_end: str) -> None:
    text = (CASES / f"{name}.bib").read_text(encoding="utf-8")
    expected = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    references, problems = read_bibtex("\ufeff" + text.replace("\n", line_end), f"{name}.bib")
    assert [as_case(reference) for reference in references] == expected["entries"]
    assert as_rows(problems) == expected["problems"]
    assert all(reference.origin.source == "bibtex" for reference in references)


def test_the_doi_and_pubmed_id_stand_beside_the_item() -> None:
    (reference,), _ = read_bibtex("@article{a, doi={10.5555/X/full}, pmid={PMID: 77}}", "a.bib")
    assert (str(reference.doi), reference.pmid) == ("10.5555/x", "77")
    assert [str(reading) for reading in reference.other_readings] == ["10.5555/x/full"]


@pytest.mark.parametrize(
    ("field", "doi", "left"),
    [
        ("url = {http://dx.doi.org/10.5555/x}", "10.5555/x", {}),
        ("url = {https://example.org/10.5555/x}", "", {"URL": "https://example.org/10.5555/x"}),
        ("note = {doi: 10.5555/x}", "10.5555/x", {}),
        ("doi = {10.5555/x}, url = {https://doi.org/10.5555/X}", "10.5555/x", {}),
        ("doi = {10.5555/x}, url = {https://doi.org/10.5555/y}", "10.5555/x", {"URL": "https://doi.org/10.5555/y"}),
        ("eprint = {99}, eprinttype = {pubmed}", "", {"PMID": "99"}),
        ("pmcid = {123}", "", {"PMCID": "PMC123"}),
    ],
)
def test_identifiers_are_found_in_every_field_that_may_hold_them(field: str, doi: str, left: dict[str, str]) -> None:
    (reference,), problems = read_bibtex(f"@article{{a, {field}}}", "a.bib")
    assert (str(reference.doi or ""), problems) == (doi, [])
    assert {name: value for name, value in reference.item.fields.items() if name != "DOI"} == left


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("436S--439S", "436S-439S"),
        ("1-9", "1-9"),
        ("e12", "e12"),
        ("12–15", "12-15"),
        ("iv–x", "iv-x"),
        ("1--2, 5---7", "1-2, 5-7"),
        ("A-1--A-4", "A-1–A-4"),
    ],
)
def test_pages_take_no_damage(pages: str, expected: str) -> None:
    (reference,), _ = read_bibtex(f"@article{{a, pages={{{pages}}}}}", "a.bib")
    assert reference.item.text("page") == expected


@pytest.mark.parametrize(
    ("fields", "variable", "value"),
    [
        ("art_number = {45}", "number", "45"),
        ("abbrev_source_title = {J. Rest}", "container-title-short", "J. Rest"),
        ("author_keywords = {rest; sleep}", "keyword", "rest; sleep"),
        ("EISSN = {{2345-678X}}", "ISSN", "2345-678X"),
        ("Journal-ISO = {{J. Rest}}", "container-title-short", "J. Rest"),
        ("Month = {{FEB 15}}, Year = {{2019}}", "issued", "2019-02-15"),
        ("language = {eng}", "language", "en"),
    ],
)
def test_fields_that_scopus_and_web_of_science_write_are_read(fields: str, variable: str, value: str) -> None:
    (reference,), _ = read_bibtex(f"@article{{a, {fields}}}", "a.bib")
    date = reference.item.date(variable)
    assert (date.iso() if date else reference.item.text(variable)) == value


def test_a_broken_entry_costs_only_itself() -> None:
    good = "".join(f"@article{{k{n}, title={{T{n}}}}}\n" for n in range(2500))
    references, problems = read_bibtex(good + "@article{bad, title={open\n" + good.replace("k", "m"), "a.bib")
    assert len(references) == 5000
    assert as_rows(problems) == [["bibtex-unreadable", 2501, "error"]]


def test_inheritance_that_runs_in_a_circle_ends() -> None:
    references, _ = read_bibtex("@book{a, crossref={b}, series={S}}\n@book{b, crossref={a}, publisher={P}}", "a.bib")
    assert [reference.item.text("publisher") for reference in references] == ["P", "P"]


def test_line_numbers_survive_lines_that_end_in_a_backslash() -> None:
    _, problems = read_bibtex("@misc{a, note={x \\\ny \\\nz}}\n\n@odd{b, title={T}}", "a.bib")
    assert as_rows(problems) == [["bibtex-type-unknown", 5, "warning"]]


@given(
    st.lists(
        st.sampled_from(
            ["@article{", "@string{", "a", ",", "=", "{", "}", '"', "#", "\n", " ", "\\", "title", "author", "and"]
        )
    )
)
def test_any_text_is_read_without_an_exception(pieces: list[str]) -> None:
    references, problems = read_bibtex("".join(pieces), "any.bib")
    assert all(problem.subject.startswith("any.bib:") for problem in problems)
    assert isinstance(references, list)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize("name", sorted(COUNTS))
def test_real_files_are_read_whole(name: str) -> None:
    entries, failed = COUNTS[name]
    text, _ = decode_text((SHARED / name).read_bytes(), name)
    references, problems = read_bibtex(text, name)
    codes = [problem.code for problem in problems]
    # bibtexparser's failed blocks are entries with a repeated key, which we keep, and those that nobody can read.
    assert len(references) + codes.count("bibtex-not-a-work") + codes.count("bibtex-unreadable") == entries + failed
    assert [problem for problem in problems if problem.code == "bibtex-field-repeated"] == []


def test_an_heir_in_the_file_changes_nothing_for_the_others() -> None:
    text = "@book{a, title={A}, note={n}, note={m}}\n@misc{b, title={B {C}}, year=2001}\n"
    with_heir, problems = read_bibtex(text + "@inbook{c, crossref={a}}\n", "x.bib")
    assert read_bibtex(text, "x.bib")[0] == with_heir[:2]
    assert (with_heir[2].item.text("container-title"), len(problems)) == ("A", 1)
