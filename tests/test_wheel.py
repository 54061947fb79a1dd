"""The wheel: everything the program needs at run time is in it, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

REQUIRED = {
    "atlas_cite/__init__.py",
    "atlas_cite/py.typed",
    "atlas_cite/cli/main.py",
    "atlas_cite/samples/crossref-answers.jsonl",
    "atlas_cite/sources/records/summary-record.schema.json",
    "atlas_cite/styles_data/README.md",
}
FOLDERS = {"atlas_cite"}
ENDINGS = {".py", ".typed", ".csl", ".md", ".json", ".jsonl", ".txt", ".yaml", ".css", ".js", ".toml", ".typ", ".tex"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_the_wheel_holds_what_the_program_needs(names: set[str]) -> None:
    assert REQUIRED - names == set()


@pytest.mark.slow
def test_the_wheel_holds_every_source_file_and_every_style(names: set[str]) -> None:
    files = (path for path in (ROOT / "src/atlas_cite").rglob("*") if path.is_file())
    sources = {path.relative_to(ROOT / "src").as_posix() for path in files if path.suffix in ENDINGS}
    styles = {f"atlas_cite/styles_data/{path.name}" for path in (ROOT / "styles").iterdir()}
    assert (sources | styles) - names == set()


@pytest.mark.slow
def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    ours = {name for name in names if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in ours} == FOLDERS
    assert {Path(name).suffix for name in ours} <= ENDINGS
