"""Killed before any single step on the file system, a run leaves the old file or the new one, and can be run again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from atlas_cite.bibfile.saving import BACKUP_FOLDER
from atlas_cite.cli.main import run

OLD = "@misc{a, title = {One}}\r\n" * 3
NEW = OLD.replace("{One}", "{One}, note = {N}", 1)
NEWER = NEW.replace("{N}", "{M}")
PLAN = """atlas-cite-plan = 1
file = 'refs.bib'
sha256 = '{sha256}'
made = '2026-01-01'
[[entry]]
key = 'a'
number = 1
type = 'misc'
line = 1
column = 1
  [[entry.change]]
  do = true
  field = 'note'
  new = '{value}'
  source = 'test'
"""

KILLED = """
import os, signal, sys
from atlas_cite.cli.main import run

folder, step = sys.argv[1], int(sys.argv[2])
STEPS = {"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "os.listdir", "os.scandir", "os.utime"}
seen = 0

def count(event, arguments):
    global seen
    if event in STEPS and folder in str(arguments[0]):
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
sys.exit(run(sys.argv[3:]))
"""
"""Kills itself just before the step of that number that touches the folder."""


def killed(folder: Path, step: int, *arguments: str) -> bool:
    """Run the command; whether it was killed, and not done before."""
    command = [sys.executable, "-c", KILLED, str(folder), str(step), "enrich", str(folder / "refs.bib"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, -9}, done.stderr
    return done.returncode == -9


def plan(folder: Path, data: str, value: str) -> str:
    from hashlib import sha256

    path = folder / f"{value}.toml"
    path.write_text(PLAN.format(sha256=sha256(data.encode()).hexdigest(), value=value))
    return str(path)


def names(folder: Path) -> set[str]:
    """What lies beside the file."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.slow
def test_killed_before_any_step_of_writing_or_taking_back(tmp_path: Path) -> None:
    file, plans = tmp_path / "bibs" / "refs.bib", tmp_path / "plans"
    file.parent.mkdir()
    plans.mkdir()
    file.write_bytes(OLD.encode())
    assert run(["enrich", str(file), "--apply", plan(plans, OLD, "N"), "--sidecar"]) == 0
    beside = {"refs.bib", "refs.bib.atlas.json", BACKUP_FOLDER}
    second = plan(plans, NEW, "M")
    step = 0
    while killed(file.parent, step := step + 1, "--apply", second):
        assert file.read_bytes().decode() in {NEW, NEWER}
        assert names(file.parent) == beside
        json.loads((file.parent / "refs.bib.atlas.json").read_text())
        if file.read_bytes().decode() == NEWER:
            assert run(["enrich", str(file), "--undo"]) == 0
        assert file.read_bytes().decode() == NEW
    assert step > 5
    step = 0
    assert file.read_bytes().decode() == NEWER
    while killed(file.parent, step := step + 1, "--undo"):
        assert file.read_bytes().decode() in {NEW, NEWER}
        assert names(file.parent) == beside
        if file.read_bytes().decode() == NEW:
            assert run(["enrich", str(file), "--apply", second]) == 0
    assert step > 3
    assert file.read_bytes().decode() == NEW
    assert run(["enrich", str(file), "--undo"]) == 0
    assert file.read_bytes().decode() == OLD
