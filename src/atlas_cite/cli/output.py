"""Output: results to standard output, or to a file that is complete or not there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from atlas_cite.errors import InvalidSettings


def write_output(path: Path | None, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to standard output (None or `-`), or atomically to a file.

    The file appears, or is replaced, only when everything is written; a link is followed and its target keeps its
    permissions.  Raises OSError when the file cannot be written.
    """
    if path is None or str(path) == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def refuse_overwriting(output: Path | None, inputs: Iterable[str]) -> None:
    """Raise InvalidSettings when the output is one of the inputs: an input is never overwritten unasked."""
    if output is None:
        return
    for name in inputs:
        if name != "-" and Path(name).is_file() and output.exists() and output.samefile(name):
            raise InvalidSettings("the output is also an input", subject=str(output), hint="Give -o another name.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
