"""Cases as files: sections behind lines that begin with `=== `; see any file in tests/data/bibfile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from atlas_cite.bibfile.edits import AddEntry, ChangeType, Edit, RemoveField, RenameKey, SetField

CASES = Path(__file__).parents[1] / "data" / "bibfile"
SHARED = Path(__file__).parents[3] / "shared" / "bibs"


def names(folder: str) -> list[str]:
    return sorted(path.stem for path in (CASES / folder).glob("*.txt"))


def sections(folder: str, name: str) -> dict[str, str]:
    """The sections of a case by name; the line end before the next section belongs to nobody."""
    text = "\n" + (CASES / folder / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")
    found = {}
    for part in text.split("\n=== ")[1:]:
        title, _, body = part.partition("\n")
        found[title.strip()] = body
    return found


def edits(lines: str) -> list[Edit]:
    return [_edit(json.loads(line)) for line in lines.splitlines() if line.strip()]


def _edit(said: dict[str, Any]) -> Edit:
    entry = said.get("entry", 0)
    if "set" in said:
        return SetField(entry, said["set"], said["value"], is_raw=said.get("raw", False))
    if "remove" in said:
        return RemoveField(entry, said["remove"])
    if "rename" in said:
        return RenameKey(entry, said["rename"])
    if "type" in said:
        return ChangeType(entry, said["type"])
    return AddEntry(said["add"], said["key"], tuple(said["fields"].items()))
