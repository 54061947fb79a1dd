"""Output: results to standard output or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypeGuard

from atlas_cite.errors import AtlasCiteError, InvalidSettings
from atlas_cite.files import encoded, write_file
from atlas_cite.formats import Format, check_available


def write_output(path: Path | None, pieces: Iterable[str | bytes]) -> None:
    """Write `pieces`, text as UTF-8, to standard output (None or `-`), or atomically to a file.

    Raises OSError when the file cannot be written.
    """
    if _is_file(path):
        write_file(path, pieces)
        return
    if sys.stdout is None:  # closed by whoever started us (`>&-`)
        raise AtlasCiteError("standard output is closed", hint="Give -o a file name.")
    for piece in pieces:
        sys.stdout.buffer.write(encoded(piece))
    sys.stdout.buffer.flush()


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


def check_format(chosen: Format, output: Path | None, documents: int = 1) -> None:
    """Raise InvalidSettings for a format that cannot be written here: its package missing, or bytes for a terminal.

    `documents` is how many go to one output; a binary format holds one.
    """
    check_available(chosen)
    if not chosen.is_binary or _is_file(output):
        return
    ending = chosen.endings[0]
    if documents > 1:
        hint = f'Give -o a name with {{style}} in it, such as -o "references-{{style}}{ending}".'
        raise InvalidSettings("several documents cannot share standard output", subject=chosen.name, hint=hint)
    if sys.stdout is not None and sys.stdout.isatty():
        hint = f"Write it to a file: -o references{ending}."
        raise InvalidSettings("this format is no text for a terminal", subject=chosen.name, hint=hint)


def _is_file(path: Path | None) -> TypeGuard[Path]:
    return path is not None and str(path) != "-"


def _holds(path: Path, output: Path) -> bool:
    if path.is_dir():
        return output.resolve().is_relative_to(path.resolve())
    return path.is_file() and output.samefile(path)
