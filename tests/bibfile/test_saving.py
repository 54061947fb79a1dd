"""Saving: whole or not at all, never over a change of somebody else's, and taken back byte for byte."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from atlas_cite.bibfile.saving import BACKUP_FOLDER, backups, save, undo
from atlas_cite.errors import NotSaved

OLD, NEW, NEWER = b"@misc{a}\r\n", b"@misc{a, year = 2001}\r\n", b"@misc{a, year = 2002}\r\n"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_bytes(OLD)
    return path


def test_several_runs_are_taken_back_newest_first(file: Path) -> None:
    save(file, NEW, digest(OLD))
    save(file, NEWER, digest(NEW))
    undo(file)
    assert file.read_bytes() == NEW
    undo(file)
    assert file.read_bytes() == OLD
    with pytest.raises(NotSaved):
        undo(file)


def test_what_is_there_already_is_not_written(file: Path) -> None:
    before = file.stat().st_mtime_ns
    assert save(file, OLD, digest(OLD)) is None
    assert file.stat().st_mtime_ns == before
    assert backups(file) == []


def test_a_file_that_changed_underneath_is_left_alone(file: Path) -> None:
    file.write_bytes(NEWER)
    with pytest.raises(NotSaved, match="changed since it was read"):
        save(file, NEW, digest(OLD))
    assert file.read_bytes() == NEWER


def test_a_persons_later_change_is_not_undone_unless_forced(file: Path) -> None:
    save(file, NEW, digest(OLD))
    file.write_bytes(NEWER)
    with pytest.raises(NotSaved):
        undo(file)
    assert file.read_bytes() == NEWER
    undo(file, force=True)
    assert file.read_bytes() == OLD


def test_a_link_is_followed_and_the_mode_stays(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bib"
    link.symlink_to(file)
    file.chmod(0o640)
    save(link, NEW, digest(OLD))
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotSaved) as caught:
        save(tmp_path / "none.bib", NEW, digest(OLD))
    assert "none.bib" in caught.value.subject


def test_what_a_killed_run_left_is_cleared_away_when_it_is_old(file: Path) -> None:
    save(file, NEW, digest(OLD))
    folder = file.parent / BACKUP_FOLDER
    old, young = folder / ".refs.bib.abc.part", folder / ".refs.bib.def.part"
    for each in (old, young):
        each.write_bytes(b"@misc{")
    os.utime(old, (0, 0))
    save(file, NEWER, digest(NEW))
    assert (old.exists(), young.exists()) == (False, True)
    assert sorted(each.name for each in file.parent.iterdir()) == [BACKUP_FOLDER, "refs.bib"]


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.06])
def test_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "big.bib"
    old, new = b"@misc{a}\n" * 200_000, b"@misc{b}\n" * 200_000
    path.write_bytes(old)
    program = (
        "import sys; from pathlib import Path; from atlas_cite.bibfile.saving import save;"
        f"print('go', flush=True); save(Path(sys.argv[1]), b'@misc{{b}}\\n' * 200_000, '{digest(old)}')"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_bytes() in {old, new}
    assert {each.name for each in tmp_path.iterdir()} <= {"big.bib", BACKUP_FOLDER}


def test_a_read_only_file_is_left_alone(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(NotSaved, match="read-only"):
        save(file, NEW, digest(OLD))
    assert file.read_bytes() == OLD


def test_files_of_one_name_in_two_folders_never_meet(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "refs.bib" for folder in "ab"]
    for path, data in zip(paths, (OLD, NEWER), strict=True):
        path.parent.mkdir()
        path.write_bytes(data)
        save(path, NEW, digest(data))
    for path, data in zip(paths, (OLD, NEWER), strict=True):
        undo(path)
        assert path.read_bytes() == data


def test_a_file_of_a_name_that_goes_on_is_another(tmp_path: Path) -> None:
    short, longer = tmp_path / "refs.bib", tmp_path / "refs.bib.000001.bib"
    for path in (short, longer):
        path.write_bytes(OLD)
        save(path, NEW, digest(OLD))
    assert [len(backups(path)) for path in (short, longer)] == [1, 1]


def test_a_very_long_name_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 120 + ".bib")
    path.write_bytes(OLD)
    save(path, NEW, digest(OLD))
    undo(path)
    assert path.read_bytes() == OLD


def test_a_backup_of_a_write_that_never_came_about_is_passed_over(file: Path) -> None:
    save(file, NEW, digest(OLD))
    made = save(file, NEWER, digest(NEW))
    assert made
    file.write_bytes(NEW)  # as if the machine had stopped between the backup and the file
    assert [each.number for each in backups(file)] == [1]
    undo(file)
    assert file.read_bytes() == OLD
    assert backups(file) == []


def test_the_oldest_backups_go_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas_cite.bibfile.saving.MOST_BACKUPS", 3)
    versions = [b"@misc{v%d}\n" % number for number in range(6)]
    file.write_bytes(versions[0])
    for old, new in pairwise(versions):
        save(file, new, digest(old))
    assert [each.number for each in backups(file)] == [5, 4, 3]
