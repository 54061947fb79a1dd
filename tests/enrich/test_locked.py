"""`--lock` pins the records that values are taken from; a record that has changed is named and not used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from enrich.registered import PACING, RECORDS, SLEEP

TEXT = f"""@article{{a, author = {{Brook, Anna L.}}, title = {{{PACING["title"][0]}}}, doi = {{10.5555/pacing}}}}
@article{{b, author = {{Brook, Anna L.}}, year = {{2021}},
  title = {{Sleep, steps and IL-6 after in vivo exposure to CO2: a cohort}}}}
"""


def test_a_record_that_changed_since_it_was_locked_is_not_used(
    tmp_path: Path,
    crossref_server: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = crossref_server(RECORDS)
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", server.url)
    file, lock = tmp_path / "refs.bib", tmp_path / "works.lock"
    file.write_text(TEXT)
    cache = ["--cache", str(tmp_path / "cache.sqlite")]
    command = ["enrich", str(file), "--lock", str(lock)]
    assert run([*command, *cache]) == 0
    assert all(work["DOI"] in lock.read_text() for work in (PACING, SLEEP))
    locked, shown = lock.read_bytes(), capsys.readouterr().out
    assert run([*command, *cache]) == 0
    assert capsys.readouterr().out == shown

    server.records[PACING["DOI"]]["volume"] = "99"
    assert run([*command, "--in-place", "--cache", str(tmp_path / "other.sqlite")]) == 1
    assert "[lock-changed]" in capsys.readouterr().err
    assert "99" not in file.read_text()
    assert "10.5555/sleep" in file.read_text()
    assert lock.read_bytes() == locked

    options = ["--in-place", "--update-lock", "--cache", str(tmp_path / "third.sqlite")]
    assert run([*command, *options]) == 0
    assert "volume = {99}" in file.read_text()
    assert lock.read_bytes() != locked
