"""Enriching a .bib file from the command line, offline, with the answers that come with the demo."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from atlas_cite.cli.main import run
from atlas_cite.demo import make_demo

FILE = """% my thesis
@string{brt = {Behaviour Research and Therapy}}
@Article{heins2013,
  Author = {Heins, Marianne J. and Knoop, Hans and Bleijenberg, Gijs},
  Title  = {The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue syndrome},
  Journal= brt, % as the journal writes itself
  Year   = 2013
}

@article{wrong, author={Someone Else}, title={A quite different thing about quantum dots in wires}, year={1999},
  doi={10.1016/j.brat.2013.02.001}}
@article{broken, title={never closed
"""
ADDED = ["  Volume = 51,", "  Number = 7,", "  Pages  = {368--376},", "  Doi    = {10.1016/j.brat.2013.02.001},"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    make_demo(tmp_path / "demo")
    return tmp_path / "demo" / "answers.sqlite"


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_bytes(FILE.replace("\n", "\r\n").encode("cp1252"))
    return path


def enrich(bib: Path, answers: Path, *options: str) -> int:
    return run(["enrich", str(bib), "--offline", "--cache", str(answers), *options])


def test_without_leave_nothing_is_written(bib: Path, answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, time = bib.read_bytes(), bib.stat().st_mtime_ns
    assert enrich(bib, answers) == 1
    shown = capsys.readouterr()
    assert "+ doi = {10.1016/j.brat.2013.02.001}" in shown.out
    assert "sure" in shown.out
    assert "doi-other-work" in shown.err
    assert "bibtex-unreadable" in shown.err
    assert bib.read_bytes() == before
    assert bib.stat().st_mtime_ns == time


def test_only_missing_values_are_written_and_undone(bib: Path, answers: Path) -> None:
    before = bib.read_bytes()
    enrich(bib, answers, "--in-place")
    after = bib.read_bytes()
    lines = [each.decode("cp1252").split("\r\n") for each in (before, after)]
    changes = [line for line in difflib.ndiff(*lines) if line[0] in "+-"]
    assert [line for line in changes if line[0] == "-"] == []
    for line in ADDED:
        assert any(each[2:].rstrip(",") == line.rstrip(",") for each in changes)
    enrich(bib, answers, "--in-place")
    assert bib.read_bytes() == after
    assert run(["enrich", str(bib), "--undo"]) == 0
    assert bib.read_bytes() == before


def test_a_plan_is_applied_as_it_was_edited(bib: Path, answers: Path, tmp_path: Path) -> None:
    before = bib.read_text("cp1252")
    plan = tmp_path / "plan.toml"
    enrich(bib, answers, "--plan", str(plan))
    assert bib.read_text("cp1252") == before
    enrich(bib, answers, "--apply", str(plan))
    assert "10.1016/j.brat.2013.02.001" in bib.read_text("cp1252").partition("@article{wrong")[0]
    assert enrich(bib, answers, "--apply", str(plan)) != 0  # the file is not the one that was planned for


def test_a_policy_keeps_a_field(bib: Path, answers: Path) -> None:
    enrich(bib, answers, "--in-place", "--field", "volume=keep")
    text = bib.read_text("cp1252")
    assert "Volume" not in text
    assert "Pages" in text


def test_a_report_says_where_values_come_from(bib: Path, answers: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    enrich(bib, answers, "--in-place", "--report", str(report))
    told = report.read_text("utf-8")
    assert json.loads(told)
    assert "10.1016/j.brat.2013.02.001" in told
    assert "crossref" in told
