"""Saving a .bib file and taking it back: a backup first, then the whole file at once.

Backups lie beside the file, in the hidden folder `.atlas-cite-backups`, so that they go where the file goes, and files
of one name in two folders never meet; git is told to ignore the folder.  A backup's name says what it is: the file's
name, a running number, and the hash of what was written over it.  That is how `undo` knows whether the file is still
what we wrote.  New versions are written there as well before they take the file's place: whoever is killed meanwhile
leaves nothing beside the file, and the next run clears it away.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from atlas_cite.errors import NotSaved
from atlas_cite.files import PARTIAL_SUFFIX, replace_file

BACKUP_FOLDER = ".atlas-cite-backups"
MOST_BACKUPS = 50
"""How many versions of one file are kept; the oldest goes first."""
_LONGEST_WRITE = 3600.0
"""Seconds after which nobody is still writing a partial file."""

_LONGEST_NAME = 120
_BACKUP = re.compile(r"(.*)\.(\d{6})\.([0-9a-f]{64})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier version of a file: where it lies, its number, and the hash of what was written over it."""

    path: Path
    number: int
    written_sha256: str


def save(path: Path, data: bytes, expected_sha256: str) -> Backup | None:
    """Write `data` over the file `path`, with a backup; None when the file has these bytes already.

    A link is followed, the mode of the file stays.  Raises NotSaved when the file is not the one whose hash is
    `expected_sha256` any more, is read-only, or cannot be written; then it is as it was.
    """
    target = path.resolve()
    with _faults_named(path):
        old = target.read_bytes()
        if _hash(old) != expected_sha256:
            raise NotSaved(
                "the file changed since it was read, and was not written", subject=str(path), hint="Run this again."
            )
        if old == data:
            return None
        _check_writable(target, path)
        backup = _keep(target, old, _hash(data))
        replace_file(target, [data], by_way_of=working_folder(target))
    return backup


def backups(path: Path) -> list[Backup]:
    """The earlier versions of a file that can be taken back, the newest first."""
    target = path.resolve()
    with _faults_named(path):
        current = target.read_bytes() if target.exists() else b""
        found = _all_backups(target)
        # A write that never came about left a backup of the file as it is.
        while found and found[0].written_sha256 != _hash(current) and found[0].path.read_bytes() == current:
            found = found[1:]
    return found


def undo(path: Path, *, force: bool = False) -> Backup:
    """Put the version before the last write back, byte for byte; several runs take back one write each.

    Raises NotSaved when there is none, or when the file is not as it was written (unless `force`); then it is as it
    was, and the backup stays.
    """
    target = path.resolve()
    found = backups(path)
    if not found:
        raise NotSaved("there is nothing to take back", subject=str(path), hint="Only what this program wrote is kept.")
    with _faults_named(path):
        if not force and _hash(target.read_bytes() if target.exists() else b"") != found[0].written_sha256:
            raise NotSaved(
                "the file changed since it was written, and was not taken back",
                subject=str(path),
                hint=f"The version before is {found[0].path}.",
            )
        _check_writable(target, path)
        replace_file(target, [found[0].path.read_bytes()], by_way_of=working_folder(target))
        for each in _all_backups(target):
            if each.number >= found[0].number:
                each.path.unlink()
    return found[0]


def working_folder(target: Path) -> Path:
    """Where a new version of `target` is written before it takes its place; what killed runs left there is gone."""
    folder = target.parent / BACKUP_FOLDER
    if not folder.is_dir() or folder.stat().st_dev != target.parent.stat().st_dev:
        return target.parent
    for partial in folder.glob(f".*{PARTIAL_SUFFIX}"):
        with suppress(FileNotFoundError):  # another run may clear away at the same time
            if time.time() - partial.stat().st_mtime > _LONGEST_WRITE:
                partial.unlink()
    return folder


def _keep(target: Path, old: bytes, written_sha256: str) -> Backup:
    folder = target.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    existing = _all_backups(target)
    number = existing[0].number + 1 if existing else 1
    path = folder / f"{_backup_name(target)}.{number:06}.{written_sha256}"
    replace_file(path, [old])
    path.chmod(target.stat().st_mode & 0o777)
    for each in existing[MOST_BACKUPS - 1 :]:
        each.path.unlink()
    return Backup(path, number, written_sha256)


def _all_backups(target: Path) -> list[Backup]:
    folder = target.parent / BACKUP_FOLDER
    if not folder.is_dir():
        return []
    name = _backup_name(target)
    matches = [(each, _BACKUP.fullmatch(each.name)) for each in folder.iterdir()]
    found = [Backup(each, int(match[2]), match[3]) for each, match in matches if match and match[1] == name]
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def _backup_name(target: Path) -> str:
    """The file's name; a long one is cut, with its hash, as names of files must not be longer than 255 bytes."""
    if len(os.fsencode(target.name)) <= _LONGEST_NAME:
        return target.name
    return f"{target.name[:20]}~{_hash(os.fsencode(target.name))[:32]}"


def _check_writable(target: Path, path: Path) -> None:
    # A read-only file could be replaced all the same when its folder can be written; but its owner said no.
    if target.exists() and not (target.stat().st_mode & 0o222 and os.access(target, os.W_OK)):
        raise NotSaved(
            "the file is read-only, and was not written", subject=str(path), hint="Make it writable, or give -o."
        )


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into NotSaved."""
    try:
        yield
    except OSError as error:
        message = f"the file was not written: {error.strerror or error}"
        raise NotSaved(message, subject=str(path), hint="Check the file's and its folder's permissions.") from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
