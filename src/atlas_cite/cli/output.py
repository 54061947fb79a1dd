"""Output: results to standard output or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from atlas_cite.errors import AtlasCiteError, InvalidSettings
from atlas_cite.files import replace_file, write_file


def write_output(path: Path | None, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to standard output (None or `-`), or atomically to a file.

    Raises OSError when the file cannot be written.
    """
    if path is not None and str(path) != "-":
        write_file(path, pieces)
        return
    output = _standard_output()
    for piece in pieces:
        output.write(piece.encode("utf-8", "replace"))
    output.flush()


def _standard_output() -> BinaryIO:
    if sys.stdout is None:  # closed by whoever started us (`>&-`)
        raise AtlasCiteError("standard output is closed", hint="Give -o a file name.")
    return sys.stdout.buffer


def write_data(path: Path, data: bytes) -> None:
    """Write `data` as it is to standard output (`-`), a device, or atomically to a file."""
    if str(path) == "-":
        _standard_output().write(data)
        _standard_output().flush()
    elif path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        replace_file(path, [data])


def check_output(output: Path | None, inputs: Iterable[str]) -> None:
    """Raise InvalidSettings when the output is a folder, or is one of the inputs or lies in one and so is read.

    No input is overwritten unasked.
    """
    if output is None or not output.exists():
        return
    if output.is_dir():
        raise InvalidSettings("the output is a folder", subject=str(output), hint="Give -o a file name.")
    if output.is_file() and any(_holds(Path(name), output) for name in inputs if name != "-"):
        raise InvalidSettings("the output is also an input", subject=str(output), hint="Give -o another name.")


def _holds(path: Path, output: Path) -> bool:
    if path.is_dir():
        return output.resolve().is_relative_to(path.resolve())
    return path.is_file() and output.samefile(path)
