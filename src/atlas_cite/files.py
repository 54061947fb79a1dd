"""Files: written whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from glob import escape
from pathlib import Path

_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
RESERVED_NAMES = frozenset(["con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS])
"""Names that are devices on Windows, whatever their case and ending (Microsoft, "Naming Files and Namespaces")."""


def is_reserved_name(name: str) -> bool:
    """Whether a file of this name is a device on Windows."""
    return name.partition(".")[0].rstrip(" ").lower() in RESERVED_NAMES


PARTIAL_SUFFIX = ".part"
"""How the names of files end that are being written."""


def write_file(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write `pieces` to `path`, text as UTF-8, making its folder.

    The file appears, or is replaced, only when everything is written; a link is followed and its target keeps its
    permissions.  A device or pipe is written to, never replaced.  Raises OSError when the file cannot be written; then
    no file has changed.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.writelines(map(encoded, pieces))
        return
    replace_file(path, map(encoded, pieces))


def replace_file(path: Path, pieces: Iterable[bytes], *, by_way_of: Path | None = None) -> None:
    """Write `pieces` to the file `path`, making its folder; as `write_file` does, whole or not at all.

    When the machine stops at any moment, the file is the old one or the new one; what is half written then stays in the
    folder `by_way_of`, on the same device, else beside the file, with a name that ends in `PARTIAL_SUFFIX`.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(
        dir=by_way_of or target.parent, prefix=_partial_prefix(target), suffix=PARTIAL_SUFFIX
    )
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


def partial_files(target: Path) -> Iterator[Path]:
    """The files that whoever was killed while writing `target` has left beside it."""
    return target.parent.glob(f"{escape(_partial_prefix(target))}*{PARTIAL_SUFFIX}")


def _partial_prefix(target: Path) -> str:
    return f".{target.name[:100]}."


def encoded(piece: str | bytes) -> bytes:
    """A piece of output as it is written: text as UTF-8, with `?` for half characters."""
    return piece.encode("utf-8", "replace") if isinstance(piece, str) else piece


def _file_mode_mask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
