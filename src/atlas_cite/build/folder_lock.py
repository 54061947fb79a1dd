"""One build at a time in a folder: a file that says which process is at work there."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas_cite.errors import InvalidSettings

LOCK = ".build.lock"


@contextmanager
def only_build_in(folder: Path) -> Iterator[None]:
    """Hold the folder while the block runs; raises InvalidSettings when another build is at work there."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / LOCK
    _take(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    for last in (False, True):
        try:
            with lock.open("x", encoding="utf-8") as file:
                file.write(f"{socket.gethostname()} {os.getpid()}")
        except FileExistsError:
            holder = lock.read_text("utf-8", "replace") if lock.exists() else ""
            if last or not _is_gone(holder):
                hint = f"Wait for it; if none runs (process {holder or 'unknown'}), delete {lock.name} there."
                raise InvalidSettings("another build is at work here", subject=str(lock.parent), hint=hint) from None
            lock.unlink(missing_ok=True)
        else:
            return


def _is_gone(holder: str) -> bool:
    """Whether the process surely runs no more; told on this machine only, and not on Windows."""
    host, _, process = holder.rpartition(" ")
    if host != socket.gethostname() or not process.isdecimal() or sys.platform == "win32":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
