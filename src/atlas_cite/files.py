"""Files: written whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to `path`, making its folder.

    The file appears, or is replaced, only when everything is written; a link is followed and its target keeps its
    permissions.  A device or pipe is written to, never replaced.  Raises OSError when the file cannot be written; then
    no file has changed.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", errors="replace", newline="") as device:
            device.writelines(pieces)
        return
    replace_file(path, (piece.encode("utf-8", "replace") for piece in pieces))


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to the file `path`, making its folder; as `write_file` does, whole or not at all.

    When the machine stops at any moment, the file is the old one or the new one.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".part")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_file_mode_mask())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _file_mode_mask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
