"""An enriched file still runs through bibtex and biber."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from enrich.registered import RECORDS

ENTRIES = """@article{a, author = {Brook, Anna L.},
  title = {Effects of pacing on daily activity in people with chronic illness}, year = 2019}
@article{b,
  title = "Sleep, steps and {IL-6} after in vivo exposure to {CO2}: a cohort",
  author = "Brook, A.", year = 2021
}
@misc{c, doi = {10.1101/2021.01.01.000001}, author = {Nor{\\'e}n, {\\AA}sa},
  title = {Counting heartbeats at night in a hundred volunteers with fatigue}, year = 2021 }
"""
BIBLATEX = "@online{d, title = {A page}, date = {2020-01-02}, url = {https://example.org/a_b%20c}}\n"
AUX = "\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{new}\n"


@pytest.fixture
def enriched(
    tmp_path: Path, crossref_server: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Path]:
    """Enrich a text with every field that can be written, and say where it is."""
    server = crossref_server(RECORDS)
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", server.url)
    monkeypatch.setenv("ATLAS_CITE_CACHE", str(tmp_path / "cache.sqlite"))

    def call(text: str) -> Path:
        (tmp_path / "refs.bib").write_text(text, "utf-8")
        new = tmp_path / "new.bib"
        options = ["--replace", "all", "--update-preprints", "--interactive"]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"y\n" * 99)))
        assert run(["enrich", str(tmp_path / "refs.bib"), "-o", str(new), "-q", *options]) == 0
        return new

    return call


@pytest.mark.skipif(not shutil.which("bibtex"), reason="bibtex is absent")
def test_bibtex_takes_an_enriched_file(enriched: Callable[[str], Path]) -> None:
    new = enriched(ENTRIES)
    assert "10.5555/pacing" in new.read_text("utf-8")
    (new.parent / "main.aux").write_text(AUX)
    done = subprocess.run(["bibtex", "main"], cwd=new.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout.lower()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("biber"), reason="biber is absent")
def test_biber_takes_an_enriched_file(enriched: Callable[[str], Path]) -> None:
    new = enriched(ENTRIES + BIBLATEX)
    command = ["biber", "--tool", "--validate-datamodel", "--quiet", "--output-file", "out.bib", new.name]
    done = subprocess.run(command, cwd=new.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "ERROR" not in done.stdout
