"""Paths inside the output folder: which a build may write and take away, on every file system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from atlas_cite.files import is_reserved_name

_UNWANTED = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029\\:<>"|?*]')
"""What no file's name has on Windows (Microsoft, "Naming Files and Namespaces"), or in a line of checksums."""
_LONGEST = 240
"""Bytes of one name that every file system takes, with room for a temporary ending."""


def path_fault(path: str) -> str:
    """Why `path`, with / between folders, is no file inside a folder; empty when it is one."""
    parts = path.split("/")
    if not path or any(part in {"", ".", ".."} for part in parts):
        return "this is no file of the output folder"
    if found := _UNWANTED.search(path):
        return f"the character {found.group()!a} cannot stand in a file's name"
    for part in parts:
        if part != part.strip() or part.endswith("."):
            return "a name may not begin or end with a blank, or end with a dot"
        if is_reserved_name(part):
            return f"{part} is the name of a device on Windows"
        if len(part.encode("utf-8", "replace")) > _LONGEST:
            return f"a name is longer than {_LONGEST} bytes"
    return ""


def same_name(path: str) -> str:
    """What two paths share that some file system takes for one: case and composition of letters do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def leads_out(folder: Path, path: str) -> bool:
    """Whether a link on the way of `path` leads out of `folder`."""
    return not (folder / path).resolve().is_relative_to(folder.resolve())
