"""The `match` command against a Crossref on loopback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loopback.crossref_server import CrossrefServer

RIGHT: dict[str, Any] = {
    "DOI": "10.5555/walk.2014.27",
    "type": "journal-article",
    "title": ["Slow walking and its cost in people with long fatigue"],
    "container-title": ["Journal of Applied Walking"],
    "volume": "27",
    "page": "1425-1437",
    "author": [{"family": "Ferrand", "given": "Odile"}, {"family": "Brandt", "given": "Karl"}],
    "issued": {"date-parts": [[2014]]},
}
OTHER = RIGHT | {"DOI": "10.5555/sleep", "title": ["Sleep in teachers: a diary study of one term"], "page": "7-15"}
TWIN = RIGHT | {
    "DOI": "10.6666/twin",
    "title": ["Counting steps in winter and what it says of summer"],
    "page": "88-99",
}
RECORDS = [RIGHT, OTHER, TWIN, TWIN | {"DOI": "10.7777/twin"}]
RAW = "Ferrand O, Brandt K. Slow walking and its cost in people with long fatigue. J Appl Walk. 2014;27:1425-37."
TIED = "Ferrand O, Brandt K. Counting steps in winter, for summer. J Appl Walk. 2014;27:88-99."
NOBODY = "Zweig S. Schachnovelle. Stockholm: Bermann-Fischer; 1943."


@pytest.fixture
def server() -> Iterator[CrossrefServer]:
    with CrossrefServer(RECORDS) as running:
        yield running


def run(server: CrossrefServer, folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "atlas_cite", "match", *arguments]
    options = ["--crossref-url", server.url, "--cache", str(folder / "cache.sqlite")]
    environment = os.environ | {"NO_PROXY": "127.0.0.1"}
    return subprocess.run(
        [*command, *options], input=stdin, capture_output=True, text=True, env=environment, check=False
    )


def test_every_line_gets_one_json_object_in_order(server: CrossrefServer, tmp_path: Path) -> None:
    done = run(server, tmp_path, "-", "--json", stdin=f"{RAW}\n\n# note\n{NOBODY}\n{TIED}\ndoi:10.5555/sleep\n")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["input"] for each in found] == [RAW, NOBODY, TIED, "doi:10.5555/sleep"]
    assert [each["verdict"] for each in found] == ["sure", "no", "ask", "sure"]
    assert [each["doi"] for each in found] == [RIGHT["DOI"], None, None, OTHER["DOI"]]
    assert all(each.keys() == {"input", "verdict", "doi", "confidence", "reasons", "candidates"} for each in found)
    assert {each["doi"] for each in found[2]["candidates"]} >= {"10.6666/twin", "10.7777/twin"}
    assert "2 sure, 1 ask, 1 no" in done.stderr


def test_a_doi_that_is_another_works_is_not_taken(server: CrossrefServer, tmp_path: Path) -> None:
    done = run(server, tmp_path, "-", "--json", stdin=f"{RAW} doi:10.5555/sleep\n")
    assert json.loads(done.stdout)["doi"] == RIGHT["DOI"]


def test_a_doi_that_fits_needs_no_search_and_a_second_run_asks_nothing(server: CrossrefServer, tmp_path: Path) -> None:
    line = f"{RAW} doi:{RIGHT['DOI']}\n{RAW}\n"
    run(server, tmp_path, "-", "--json", stdin=line)
    assert (len(server.requests("single")), len(server.requests("list"))) == (1, 1)
    assert run(server, tmp_path, "-", "--json", stdin=line).stdout.count('"sure"') == 2
    assert len(server.log) == 2


def test_a_bibtex_file_is_matched_entry_by_entry(server: CrossrefServer, tmp_path: Path) -> None:
    path = tmp_path / "list.bib"
    path.write_text(
        "@article{f14, author={Ferrand, O.}, journal={J. Appl. Walk.}, volume=27, pages={1425--37}, year=2014}"
    )
    found = json.loads(run(server, tmp_path, str(path), "--json").stdout)
    assert (found["input"], found["verdict"], found["doi"]) == ("f14", "sure", RIGHT["DOI"])


def test_the_table_shows_candidates_and_reasons_of_what_is_asked(server: CrossrefServer, tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    done = run(server, tmp_path, "-", "-o", str(output), "--strict", stdin=f"{RAW}\n{TIED}\n")
    assert done.returncode == 1  # --strict: something is left to decide
    assert done.stdout == ""
    lines = output.read_text().splitlines()
    assert lines[0].split()[:3] == ["sure", "1.00", RIGHT["DOI"]]
    assert lines[1].startswith("ask ")
    assert any("10.6666/twin" in line for line in lines[2:])


def test_a_reference_nobody_could_be_asked_about_is_ask_and_the_run_fails(
    tmp_path: Path, server: CrossrefServer
) -> None:
    done = run(server, tmp_path, "-", "--json", "--offline", stdin=RAW)
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "ask"
    assert "[offline]" in done.stderr
    assert server.log == []


def test_interactive_without_a_terminal_says_so(server: CrossrefServer, tmp_path: Path) -> None:
    done = run(server, tmp_path, "-", "--interactive", stdin=RAW)
    assert done.returncode == 2
    assert "terminal" in done.stderr


@pytest.mark.parametrize(("typed", "verdict"), [("1\n", "sure"), ("0\n", "no")])
def test_interactive_takes_a_persons_choice(server: CrossrefServer, tmp_path: Path, typed: str, verdict: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(TIED + "\n")
    output = tmp_path / "out.jsonl"
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    arguments = [str(path), "--json", "--interactive", "-o", str(output), "--crossref-url", server.url]
    subprocess.run(
        [sys.executable, "-m", "atlas_cite", "match", *arguments, "--cache", str(tmp_path / "cache.sqlite")],
        stdin=theirs, capture_output=True, check=True, env=os.environ | {"NO_PROXY": "127.0.0.1"}, timeout=60,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    found = json.loads(output.read_text())
    assert found["verdict"] == verdict
    assert (found["doi"] is not None) == (verdict == "sure")
