"""Demo: the main job on bundled samples, without a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path

from atlas_cite.errors import InvalidSettings, Problem
from atlas_cite.files import write_file
from atlas_cite.formats import DOCUMENT_FORMATS, EXPORT_FORMATS, LIBRARY_FORMATS, choose_format
from atlas_cite.model.library import Library
from atlas_cite.pipeline.caches import import_cache
from atlas_cite.pipeline.documents import BibliographyRequest, bibliography
from atlas_cite.pipeline.exports import export, save_library
from atlas_cite.pipeline.libraries import Lookup, load_library

STYLES: Mapping[str, str] = {
    "bibliography.html": "apa",
    "bibliography.md": "apa",
    "bibliography.txt": "apa",
    "bibliography-vancouver.html": "vancouver",
}
EXPORTS = ("references.bib", "references.ris", "references.json")

COMMANDS = (
    "atlas-cite resolve {folder}/inputs --offline --cache {folder}/answers.sqlite -o {folder}/library.json",
    "atlas-cite bibliography {folder}/library.json --style apa -o {folder}/bibliography.html",
    "atlas-cite bibliography {folder}/library.json --style vancouver -o {folder}/bibliography-vancouver.html",
    "atlas-cite export {folder}/library.json -o {folder}/references.bib",
)
"""What makes the demo's files, as a person would type it."""

OWN_COMMANDS = (
    "atlas-cite resolve YOUR-PAGES/ --mailto YOU@EXAMPLE.ORG -o library.json",
    "atlas-cite bibliography library.json --style apa -o bibliography.html",
    "atlas-cite export library.json -o references.bib",
)
"""The same from a user's own pages, looked up at Crossref."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made: its files, what was said on the way, and the first entry as plain text."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    entries: int
    first_entry: str


def make_demo(folder: Path) -> Demo:
    """Build the demo into `folder` from the bundled samples; files of the same names are replaced.

    Raises InvalidSettings for a folder that holds something else, and OSError when it cannot be written.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "answers.sqlite").exists():
        raise InvalidSettings("the folder is not empty", subject=str(folder), hint="Name a new folder for the demo.")
    inputs = _copy_inputs(folder / "inputs")
    answers = folder / "answers.sqlite"
    with as_file(_samples() / "crossref-answers.jsonl") as source:
        folder.mkdir(parents=True, exist_ok=True)
        import_cache(answers, source)
    library, problems = load_library([str(folder / "inputs")], BytesIO(), Lookup(cache=answers, offline=True))
    made = [folder / "library.json"]
    write_file(made[0], save_library(library, choose_format(LIBRARY_FORMATS, None, made[0])))
    for name, style in STYLES.items():
        path = folder / name
        request = BibliographyRequest(style, title=_TITLE, format=choose_format(DOCUMENT_FORMATS, None, path))
        text, faults = bibliography(library, request)
        write_file(path, [text])
        made.append(path)
        problems = (*problems, *faults)
    for name in EXPORTS:
        path = folder / name
        write_file(path, export(library, choose_format(EXPORT_FORMATS, None, path)))
        made.append(path)
    first, _ = bibliography(Library(library.entries[:1]), BibliographyRequest(title=_TITLE))
    return Demo((*inputs, answers, *made), problems, len(library), str(first))


_TITLE = "Sample annotated bibliography"


def _samples() -> Traversable:
    return files("atlas_cite") / "samples"


def _copy_inputs(folder: Path) -> tuple[Path, ...]:
    paths = []
    for sample in sorted((_samples() / "inputs").iterdir(), key=lambda each: each.name):
        path = folder / sample.name
        write_file(path, [sample.read_text("utf-8")])
        paths.append(path)
    return tuple(paths)
