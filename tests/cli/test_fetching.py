"""Looking things up as a user does: other agencies, PubMed's ids, offline, locks, and runs that end early."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from loopback.crossref_server import CrossrefServer
from loopback.registries_server import RegistriesServer

Serve = Callable[..., CrossrefServer]
DATA = "10.5281/zenodo.77"
SUMMARY = {
    "title": "Walking before the war.",
    "authors": [{"name": "Old AB", "authtype": "Author"}],
    "fulljournalname": "Old journal",
    "pubdate": "1931",
    "articleids": [{"idtype": "pubmed", "value": "11"}],
}
WITH_DOI = {"articleids": [{"idtype": "doi", "value": "10.1234/work.1"}]}


def records(count: int) -> list[dict[str, Any]]:
    return [
        {"DOI": f"10.1234/work.{number}", "type": "journal-article", "title": [f"Work {number}"], "volume": "1"}
        for number in range(count)
    ]


@pytest.fixture
def others() -> Iterator[RegistriesServer]:
    data = {"doi": DATA, "titles": [{"title": "Steps"}], "publisher": "Zenodo", "publicationYear": 2021}
    with RegistriesServer(
        datacite={DATA: data, "10.48550/arxiv.2101.00001": data | {"doi": "10.48550/arxiv.2101.00001"}},
        summaries={"11": SUMMARY, "12": WITH_DOI},
        converted={"PMC5": {"pmid": "12", "doi": "10.1234/work.1"}},
    ) as server:
        yield server


def command(
    folder: Path, crossref: CrossrefServer, others: RegistriesServer, *arguments: str, program: str = ""
) -> tuple[list[str], dict[str, Any]]:
    urls = {f"ATLAS_CITE_{name.upper()}": url for name, url in others.addresses.items()}
    environment = {
        "ATLAS_CITE_CROSSREF_URL": crossref.url,
        "ATLAS_CITE_CACHE": str(folder / "c.sqlite"),
        "ATLAS_CITE_MAILTO": "we@example.org",
        "NO_PROXY": "127.0.0.1",
    }
    start = ["-c", program] if program else ["-m", "atlas_cite"]
    return [sys.executable, *start, *arguments], {
        "cwd": folder, "env": os.environ | urls | environment, "text": True, "encoding": "utf-8",
        "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
    }  # fmt: skip


def run(
    folder: Path, crossref: CrossrefServer, others: RegistriesServer, *arguments: str, program: str = ""
) -> subprocess.CompletedProcess[str]:
    line, options = command(folder, crossref, others, *arguments, program=program)
    return subprocess.run(line, check=False, timeout=120, **options)


def library(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(done.stdout)
    return items


def test_ids_of_every_kind_become_entries(crossref_server: Serve, others: RegistriesServer, tmp_path: Path) -> None:
    agencies = {DATA: "DataCite", "10.48550/arxiv.2101.00001": "DataCite"}
    crossref = crossref_server(records(3), agencies=agencies)
    inputs = ["pmid:11", "pmcid:PMC5", "arXiv:2101.00001v2", DATA, "10.1234/work.0"]
    done = run(tmp_path, crossref, others, "resolve", *inputs)
    assert (done.returncode, done.stderr) == (0, "")
    origins = [item["custom"]["atlas-cite"]["origins"]["title"]["source"] for item in library(done)]
    assert origins == ["pubmed", "crossref", "datacite", "datacite", "crossref"]
    assert [item.get("PMID") for item in library(done)] == ["11", "12", None, None, None]
    asked = len(crossref.log), len(others.log)
    assert run(tmp_path, crossref, others, "resolve", *inputs).stdout == done.stdout
    assert (len(crossref.log), len(others.log)) == asked


OFFLINE = """
import socket, sys
def forbidden(*_, **__):
    raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = forbidden
from atlas_cite.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def test_offline_opens_no_socket_and_names_what_is_missing(
    crossref_server: Serve, others: RegistriesServer, tmp_path: Path
) -> None:
    crossref = crossref_server(records(3), agencies={DATA: "DataCite"})
    run(tmp_path, crossref, others, "resolve", "10.1234/work.0", "pmid:12")
    crossref.log.clear()
    missing = ["10.1234/work.2", "pmid:11", "pmcid:PMC5", DATA, "10/abc"]
    inputs = ["10.1234/work.0", "pmid:12", *missing]
    done = run(tmp_path, crossref, others, "resolve", "--offline", *inputs, program=OFFLINE)
    assert done.returncode == 1
    assert [item["DOI"] for item in library(done)] == ["10.1234/work.0", "10.1234/work.1"]
    for name in missing:
        assert name in done.stderr
        assert f"{name} ({name})" not in done.stderr
    assert "a socket was opened" not in done.stderr
    assert crossref.log == []


def test_a_build_is_pinned_to_its_lock(crossref_server: Serve, others: RegistriesServer, tmp_path: Path) -> None:
    crossref = crossref_server(records(3), agencies={DATA: "DataCite"})
    inputs = ["resolve", "10.1234/work.0", "10.1234/work.1", DATA, "--lock", "build.lock"]
    first = run(tmp_path, crossref, others, *inputs)
    locked = (tmp_path / "build.lock").read_bytes()
    assert (first.returncode, first.stderr) == (0, "")
    crossref.records["10.1234/work.1"]["volume"] = "2"
    kept = run(tmp_path, crossref, others, *inputs, "--refresh", "0")
    assert (kept.returncode, kept.stdout) == (0, first.stdout)
    (tmp_path / "c.sqlite").unlink()
    changed = run(tmp_path, crossref, others, *inputs)
    assert changed.returncode == 1
    assert "10.1234/work.1: its record has changed" in changed.stderr
    assert "[lock-changed]" in changed.stderr
    assert [item["DOI"] for item in library(changed)] == ["10.1234/work.0", DATA]
    assert (tmp_path / "build.lock").read_bytes() == locked
    updated = run(tmp_path, crossref, others, *inputs, "--update-lock")
    assert (updated.returncode, updated.stderr) == (0, "")
    assert (tmp_path / "build.lock").read_bytes() != locked
    more = run(tmp_path, crossref, others, *inputs, "10.1234/work.2")
    assert more.returncode == 0
    assert "[lock-new]" in more.stderr


def test_a_damaged_lock_is_named_before_anything_is_asked(
    crossref_server: Serve, others: RegistriesServer, tmp_path: Path
) -> None:
    crossref = crossref_server(records(1))
    (tmp_path / "build.lock").write_text("{}")
    done = run(tmp_path, crossref, others, "resolve", "10.1234/work.0", "--lock", "build.lock")
    assert done.returncode == 1
    assert "build.lock" in done.stderr
    assert crossref.log == []


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_ends_early_is_gone_on_with(
    crossref_server: Serve, others: RegistriesServer, tmp_path: Path, signum: signal.Signals
) -> None:
    crossref = crossref_server(records(300), enforce=True)
    (tmp_path / "dois.txt").write_text("".join(f"10.1234/work.{number}\n" for number in range(300)))
    line, options = command(tmp_path, crossref, others, "resolve", "dois.txt", "--progress")
    early = subprocess.Popen(line, **options)
    while len(crossref.requests("list", status=200)) < 2:
        assert early.poll() is None
    early.send_signal(signum)
    early.communicate(timeout=60)
    assert early.returncode in {130, -signum}
    asked_early = len(crossref.log)
    crossref.enforce = False
    again = run(tmp_path, crossref, others, "resolve", "dois.txt", "--progress")
    assert again.returncode == 0
    assert len(library(again)) == 300
    assert "of 300" in again.stderr
    assert len(crossref.log) <= 6 + 3  # at most what was on its way when the run was killed is asked again
    assert len(crossref.log) - asked_early < 6


def test_two_runs_at_once_ask_each_question_once(
    crossref_server: Serve, others: RegistriesServer, tmp_path: Path
) -> None:
    crossref = crossref_server(records(200), enforce=True, agencies={DATA: "DataCite"})
    (tmp_path / "dois.txt").write_text(
        "".join(f"10.1234/work.{number}\n" for number in range(200)) + f"{DATA}\npmid:11\n"
    )
    line, options = command(tmp_path, crossref, others, "resolve", "dois.txt")
    runs = [subprocess.Popen(line, **options) for _ in range(2)]
    outputs = [each.communicate(timeout=60) for each in runs]
    assert [each.returncode for each in runs] == [0, 0]
    assert outputs[0][0] == outputs[1][0]
    assert len([each for each in crossref.log if "filter" in each.parameters]) == 4
    assert len(others.asked("/dois/")) == 1
    assert len(others.asked("/eutils/")) == 1
    assert crossref.requests(status=429) == []
