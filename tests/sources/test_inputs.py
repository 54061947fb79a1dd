"""Inputs: anything a person names is opened, decoded and recognised from its content, or named with the remedy."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from atlas_cite.errors import Severity, UnreadableInput
from atlas_cite.sources.decode import decode_text
from atlas_cite.sources.detect import Kind, detect_kind
from atlas_cite.sources.inputs import parse_identifier
from atlas_cite.sources.read import read_inputs

PAGE = "A title.\nBrook, Anna, Lee, B · Journal of things · 2019 · DOI\nQuick Summary\nSomething was found.\n"

KINDS = {
    PAGE: Kind.ATLAS_PAGE,
    f"<!DOCTYPE html>\n<html><body><p>{'</p><p>'.join(PAGE.splitlines())}</p></body></html>": Kind.ATLAS_HTML,
    "<!DOCTYPE html>\n<html><head></head><body><p>A recipe</p></body></html>": Kind.UNKNOWN,
    "@article{a,\n title = {T}\n}": Kind.BIBTEX,
    '% a comment\n\n@STRING{x = {y}}\n@book(b, title="T")': Kind.BIBTEX,
    "TY  - JOUR\nTI  - T\nER  - \n": Kind.RIS,
    "1.\nTY - JOUR\nER -": Kind.RIS,
    '[{"id": "a", "type": "book", "title": "T"}]': Kind.CSL_JSON,
    '{"items": [{"id": "a", "type": "book"}]}': Kind.CSL_JSON,
    '{"id": "a", "type": "book"}\n{"id": "b", "type": "book"}\n': Kind.CSL_JSON,
    '{"title": "T", "year": 2019, "quick_summary": "S", "pem": "unknown"}': Kind.JSON_RECORDS,
    '{"title": "T", "pem": "unknown"}\n{"title": "U", "pem": "unknown"}': Kind.JSON_LINES_RECORDS,
    '[{"title": "T", "year": 2019, "pem": "required"}]': Kind.JSON_RECORDS,
    "title: T\nyear: 2019\nquick_summary: S\n": Kind.YAML_RECORDS,
    "# a comment\n- title: T\n  year: 2019\n": Kind.YAML_RECORDS,
    "---\ntitle: T\nyear: 2019\n---\n\n## Quick Summary\n\nS\n": Kind.MARKDOWN_RECORD,
    "10.1000/x\n\n# more\nhttps://doi.org/10.1000/y\npmid:123\n": Kind.IDENTIFIERS,
    "arXiv:2101.00001\nPMC123\npmcid:PMC4\n": Kind.IDENTIFIERS,
    "": Kind.EMPTY,
    " \n\t\n": Kind.EMPTY,
    "Dear diary, nothing happened.": Kind.UNKNOWN,
}


@pytest.mark.parametrize("text", KINDS, ids=[kind.value for kind in KINDS.values()])
def test_the_kind_is_seen_in_the_content(text: str) -> None:
    assert detect_kind(text) is KINDS[text]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Müller".encode(), "utf-8"),
        ("Müller".encode("utf-8-sig"), "utf-8-sig"),
        ("Müller".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "Müller".encode("utf-16-be"), "utf-16"),
        ("Müller".encode("cp1252"), "cp1252"),
        ("Müller".encode("utf-32"), "utf-32"),
    ],
)
def test_text_is_decoded_whatever_wrote_it(data: bytes, encoding: str) -> None:
    assert decode_text(data, "x") == ("Müller", encoding)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_are_one_kind(ends: str) -> None:
    assert decode_text(f"a{ends}b".encode(), "x")[0] == "a\nb"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x00\x00", b"\xff\xfea"])
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        decode_text(data, "picture.png")
    assert caught.value.subject == "picture.png"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("pmid:2216608", "2216608"),
        ("PMID: 2216608", "2216608"),
        ("https://pubmed.ncbi.nlm.nih.gov/2216608/", "2216608"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/2216608", "2216608"),
    ],
)
def test_a_pubmed_id_is_recognised(text: str, pmid: str) -> None:
    found = parse_identifier(text)
    assert found is not None
    assert found.pmid == pmid


def test_inputs_of_every_kind_are_read_in_order_and_the_bad_ones_named(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text(PAGE)
    (folder / "deep" / "a.bib").write_text("@book{k, title={T}}")
    (folder / "picture.png").write_bytes(b"\x89PNG\x00")
    (folder / "notes.txt").write_text("Dear diary")
    (folder / ".hidden").write_text("10.1000/hidden")
    empty = tmp_path / "empty.txt"
    empty.touch()
    names = [str(folder), "10.1000/X", str(empty), "nowhere.txt", "10.1000/a b", "-"]
    references, problems = read_inputs(names, io.BytesIO(b"pmid:42\n"))
    assert [reference.origin.source for reference in references] == ["record", "bibtex", "input", "input"]
    assert references[2].doi is not None
    assert references[3].pmid == "42"
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("input-unknown", Severity.WARNING),
        ("input-not-text", Severity.WARNING),
        ("input-empty", Severity.ERROR),
        ("input-missing", Severity.ERROR),
        ("doi-invalid", Severity.ERROR),
    ]
    assert all(problem.subject and problem.message and problem.hint for problem in problems)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.bib"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    _, problems = read_inputs([str(path)], io.BytesIO())
    assert [problem.code for problem in problems] == ["input-unreadable"]


def test_a_list_of_identifiers_names_its_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "dois.txt"
    path.write_text("# mine\n10.1000/x\nhttps://example.org/no-doi\n10.1000/y\n")
    references, problems = read_inputs([str(path)], io.BytesIO())
    assert [str(reference.doi) for reference in references] == ["10.1000/x", "10.1000/y"]
    assert references[1].origin.where == f"{path}:4"
    assert [problem.subject for problem in problems] == [f"{path}:3"]


def test_one_line_that_is_no_doi_does_not_cost_the_others() -> None:
    references, problems = read_inputs(["-"], io.BytesIO(b"10.1000/a\nnot-a-doi\n10.1000/b\n"))
    assert [str(reference.doi) for reference in references] == ["10.1000/a", "10.1000/b"]
    assert [(problem.code, problem.subject) for problem in problems] == [("doi-invalid", "standard input:2")]


def test_a_file_nested_too_deeply_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000)
    (tmp_path / "page.txt").write_text(PAGE)
    references, problems = read_inputs([str(tmp_path)], io.BytesIO())
    assert [reference.origin.source for reference in references] == ["record"]
    assert [problem.code for problem in problems] == ["input-too-deep"]


def test_an_empty_name_does_not_mean_the_working_folder() -> None:
    references, problems = read_inputs([""], io.BytesIO())
    assert references == []
    assert [problem.code for problem in problems] == ["input-missing"]


def test_a_file_with_nothing_in_it_is_said() -> None:
    _, problems = read_inputs(["-"], io.BytesIO(b"[]"))
    assert [problem.code for problem in problems] == ["input-empty"]


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [
        ("pmcid:PMC123", "PMC123"),
        ("PMC123", "PMC123"),
        ("pmcid: pmc123", "PMC123"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC123/", "PMC123"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123", "PMC123"),
    ],
)
def test_a_pubmed_central_id_is_recognised(text: str, pmcid: str) -> None:
    found = parse_identifier(text)
    assert found is not None
    assert (found.pmcid, found.pmid, found.readings) == (pmcid, "", ())


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("arXiv:2101.00001", "10.48550/arxiv.2101.00001"),
        ("arxiv: 2101.00001v3", "10.48550/arxiv.2101.00001"),
        ("https://arxiv.org/abs/0706.0001v2", "10.48550/arxiv.0706.0001"),
        ("https://arxiv.org/pdf/2101.00001v1.pdf", "10.48550/arxiv.2101.00001"),
        ("arXiv:hep-th/9901001", "10.48550/arxiv.hep-th/9901001"),
        ("arXiv:math.GT/0309136v1", "10.48550/arxiv.math.gt/0309136"),
    ],
)
def test_an_arxiv_id_is_the_doi_of_the_paper(text: str, doi: str) -> None:
    found = parse_identifier(text)
    assert found is not None
    assert [str(reading) for reading in found.readings] == [doi]


@pytest.mark.parametrize("text", ["pmcid:", "PMC", "pmid:x", "arXiv:", "arXiv:21.1", "pmid:\u0661\u0662", "PMC12 34"])
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert parse_identifier(text) is None
