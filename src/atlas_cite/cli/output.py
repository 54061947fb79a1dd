"""Output: results to standard output or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from atlas_cite.errors import InvalidSettings
from atlas_cite.files import write_file


def write_output(path: Path | None, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to standard output (None or `-`), or atomically to a file.

    Raises OSError when the file cannot be written.
    """
    if path is not None and str(path) != "-":
        write_file(path, pieces)
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def check_output(output: Path | None, inputs: Iterable[str]) -> None:
    """Raise InvalidSettings when the output is a folder or one of the inputs: no input is overwritten unasked."""
    if output is None or not output.exists():
        return
    if output.is_dir():
        raise InvalidSettings("the output is a folder", subject=str(output), hint="Give -o a file name.")
    if any(name != "-" and Path(name).is_file() and output.samefile(name) for name in inputs):
        raise InvalidSettings("the output is also an input", subject=str(output), hint="Give -o another name.")
