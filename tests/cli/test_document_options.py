"""The documents' options as a user types them: formats, headings, labels, lengths, templates, and what is refused."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record = {
        "title": "A title",
        "authors": [{"family": "Roe", "given": "Ann"}],
        "year": 2013,
        "quick_summary": "First sentence. Second sentence.",
        "not_proven": "It does not prove that it works.",
        "language": "en",
    }
    (tmp_path / "record.json").write_text(json.dumps(record), "utf-8")
    (tmp_path / "page.j2").write_text("**{{ title }}**\n\n{{ parts.summary }}\n", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "atlas_cite", *arguments, "-q"]
    environment = os.environ | {"ATLAS_CITE_OFFLINE": "1", "ATLAS_CITE_CACHE": str(folder / "cache.sqlite")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.docx", b"PK\x03\x04"),
        ("a.pdf", b"%PDF-"),
        ("a.tex", b"\\documentclass"),
        ("a.typ", b"#set document"),
        ("a.rtf", b"{\\rtf1"),
        ("a.html", b"<!DOCTYPE html>"),
    ],
)
def test_the_outputs_ending_chooses_the_format(folder: Path, name: str, start: bytes) -> None:
    if name == "a.pdf":
        pytest.importorskip("typst")
    run(folder, "bibliography", "record.json", "-o", name)
    assert (folder / name).read_bytes().startswith(start)


def test_a_binary_format_goes_into_a_pipe_as_it_is(folder: Path) -> None:
    done = run(folder, "bibliography", "record.json", "-t", "docx")
    assert "It does not prove" in "\n".join(each.text for each in docx.Document(BytesIO(done.stdout)).paragraphs)


def test_a_binary_format_is_refused_to_a_terminal(folder: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "atlas_cite", "bibliography", "record.json", "-t", "docx"]
    done = subprocess.run(command, cwd=folder, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"-o references.docx" in done.stderr


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--headings", "inline"], "Summary: First sentence. Second sentence."),
        (["--headings", "none"], "What this study does not prove: It does not prove that it works."),
        (["--max-words", "2"], "First sentence. […]"),
        (["--label", "summary=In short"], "In short"),
        (["--language", "de"], "Zusammenfassung"),
        (["--locale", "fr-FR"], "Ce que cette étude ne prouve pas"),
        (["--template", "page.j2"], "    A title\n\n    First sentence. Second sentence."),
    ],
)
def test_options_lay_the_annotation_out(folder: Path, options: list[str], expected: str) -> None:
    assert expected in run(folder, "bibliography", "record.json", *options).stdout.decode()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--label", "sumary=x"], "summary"),
        (["--label", "summary"], "In short"),
        (["--headings", "loud"], "inline"),
        (["--max-words", "-1"], "x>=0"),
        (["--show", "conflict"], "conflicts, confidence"),
        (["--template", "nowhere.j2"], "nowhere.j2"),
        (["--template", "record.json", "--annotate", "x"], "no such annotation part"),
        (["--style", "apa", "--style", "ieee", "-t", "docx"], "{style}"),
        (["-o", "a.xyz"], ".docx"),
    ],
)
def test_a_wrong_option_is_refused_with_a_remedy(folder: Path, options: list[str], says: str) -> None:
    done = run(folder, "bibliography", "record.json", *options)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stdout == b""


def test_a_missing_package_is_named_before_anything_is_looked_up(folder: Path) -> None:
    program = (
        "import sys; sys.modules['typst'] = None\n"
        "from importlib.machinery import PathFinder\n"
        "find = PathFinder.find_spec\n"
        "PathFinder.find_spec = lambda name, *more: None if name == 'typst' else find(name, *more)\n"
        "del sys.modules['typst']\n"
        "from atlas_cite.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "bibliography", "record.json", "-o", "a.pdf"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'atlas-cite[pdf]'" in done.stderr
    assert not (folder / "a.pdf").exists()


def records(folder: Path) -> None:
    """Three records that differ in what they are grouped, filtered and sorted by."""
    rows = [
        {"title": "On pacing", "year": 2013, "pem_criterion": "PEM required", "evidence_level": "E2 Moderate"},
        {"title": "On rest", "year": 2019, "pem_criterion": "PEM not required", "evidence_level": "E0 Consensus"},
        {"title": "On sleep", "year": 2021, "not_proven": "It does not prove " + "much " * 20},
    ]
    people = [{"family": "Roe", "given": "Ann"}]
    text = "".join(json.dumps(row | {"authors": people, "language": "en"}) + "\n" for row in rows)
    (folder / "record.json").unlink()
    (folder / "records.jsonl").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--group-by", "pem"], ["PEM criterion: required (1)", "PEM criterion: not required (1)"]),
        (["--group-by", "decade", "--group-by", "year"], ["Contents", "2020–2029 (1)", "2010–2019 (2)", "2013 (1)"]),
        (["--where", "year >= 2019 and pem != required"], ["1. Roe A. On rest", "2. Roe A. On sleep"]),
        (["--sort", "evidence"], ["1. Roe A. On rest", "2. Roe A. On pacing", "3. Roe A. On sleep"]),
        (["--table"], ["The studies at a glance", "Does not prove: It does not prove much"]),
        (["--charts"], ["Studies per year – Evidence level"]),
        (["--style", "apa"], ["– NLM/Vancouver", "– APA Style 7th edition"]),
    ],
)
def test_options_arrange_the_list(folder: Path, options: list[str], expected: list[str]) -> None:
    records(folder)
    done = run(folder, "bibliography", "records.jsonl", "--style", "vancouver", *options)
    places = [done.stdout.decode().find(text) for text in expected]
    assert -1 not in places, done.stdout.decode()
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--group-by", "doi"], "'doi' is not one of"),
        (["--group-by", "pem", "--group-by", "year", "--group-by", "tag"], "too many groups"),
        (["--where", "yeer > 2000"], "year"),
        (["--sort", "colour"], "evidence"),
    ],
)
def test_a_wrong_arrangement_is_refused_before_anything_is_read(folder: Path, options: list[str], says: str) -> None:
    done = run(folder, "bibliography", "nowhere.json", *options)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_a_filter_that_keeps_nothing_is_told(folder: Path) -> None:
    command = [sys.executable, "-m", "atlas_cite", "bibliography", "record.json", "--offline", "--where", "year < 1900"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "no entry fits this filter" in done.stderr


@pytest.mark.parametrize("name", ["a.odt", "a.epub"])
def test_formats_that_need_pandoc_say_how_to_get_it(folder: Path, name: str) -> None:
    program = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "find = PathFinder.find_spec\n"
        "PathFinder.find_spec = lambda name, *more: None if name == 'pypandoc' else find(name, *more)\n"
        "from atlas_cite.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "bibliography", "record.json", "-o", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'atlas-cite[pandoc]'" in done.stderr


def test_by_tonight_in_vancouver_in_word_grouped_by_pem_criterion(folder: Path) -> None:
    records(folder)
    run(folder, "bibliography", "records.jsonl", "--style", "vancouver", "--group-by", "pem", "--table", "-o", "a.docx")
    document = docx.Document(str(folder / "a.docx"))
    assert [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")] == [
        ("Heading 1", "Annotated bibliography"),
        ("Heading 2", "The studies at a glance"),
        ("Heading 2", "PEM criterion: required (1)"),
        ("Heading 2", "PEM criterion: not required (1)"),
        ("Heading 2", "PEM criterion: unknown — the page does not say (1)"),
    ]
    references = [each.text for each in document.paragraphs if each.style.name == "Bibliography"]
    assert references == ["1.\tRoe A. On pacing. 2013.", "2.\tRoe A. On rest. 2019.", "3.\tRoe A. On sleep. 2021."]
    assert [row.cells[0].text for row in document.tables[0].rows] == [
        "Study", "1. Roe. On pacing", "2. Roe. On rest", "3. Roe. On sleep",
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "is_told"), [("疲労の研究", True), ("Усталость, Κόπωση, fatigue → rest", False)])
def test_characters_that_a_pdf_may_have_no_font_for_are_told(folder: Path, title: str, is_told: bool) -> None:
    pytest.importorskip("typst")
    (folder / "record.json").write_text(json.dumps([{"id": "a", "type": "book", "title": title}]), "utf-8")
    command = [sys.executable, "-m", "atlas_cite", "bibliography", "record.json", "--offline", "-o", "a.pdf"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert ("the PDF's own fonts lack some characters: 疲 労 の 研 究" in done.stderr) is is_told
