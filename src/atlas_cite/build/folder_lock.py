"""One build at a time in a folder: a file there that the system locks for us, and frees when we are gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from atlas_cite.build.own_files import LOCK
from atlas_cite.errors import InvalidSettings


@contextmanager
def only_build_in(folder: Path) -> Iterator[None]:
    """Hold the folder while the block runs; raises InvalidSettings when another build is at work there.

    A build that was killed holds nothing: the system's locks end with the process.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        hint = "Give `output` in the build file, or -o, the name of a folder."
        raise InvalidSettings("the output is no folder", subject=str(folder), hint=hint) from error
    path = folder / LOCK
    file = _locked(path)
    try:
        yield
    finally:
        if sys.platform == "win32":  # where an open file cannot be deleted
            file.close()
            _delete(path)
        else:
            _delete(path)
            file.close()


def _locked(path: Path) -> BinaryIO:
    while True:
        file = path.open("ab")
        try:
            _lock(file)
            if _is_still(path, file):
                return file
        except (BlockingIOError, PermissionError) as error:
            file.close()
            hint = "Wait until it is done, or build into another folder with -o."
            raise InvalidSettings("another build is at work here", subject=str(path.parent), hint=hint) from error
        file.close()  # its holder deleted it between our opening and our locking it


def _lock(file: BinaryIO) -> None:
    """Lock the file at once; raises OSError when somebody else has."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(path: Path, file: BinaryIO) -> bool:
    """Whether the locked file is the one that others find under its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # on Windows, when another build is just looking whether it is free
        return
