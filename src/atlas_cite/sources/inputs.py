"""Inputs: what a person names on the command line, as texts with a place to point to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from atlas_cite.errors import InvalidDoi, Problem, Severity, UnreadableInput
from atlas_cite.model.doi import Doi
from atlas_cite.sources.decode import decode_text

_PMID = re.compile(
    r"(?:pmid\s*:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)(\d{1,9})/?",
    re.IGNORECASE | re.ASCII,
)
_PMCID = re.compile(
    r"(?:pmcid\s*:?\s*|https?://(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)?PMC(\d{1,9})/?",
    re.IGNORECASE | re.ASCII,
)
_ARXIV = re.compile(
    r"(?:arxiv\s*:\s*|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)"
    r"((?:\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[a-z-]+)?/\d{7}))(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
_HINT = "Give a page, a record, a .bib, .ris or CSL-JSON file, a folder, a DOI, pmid:1, pmcid:PMC1, arXiv:ID, or -."


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text to read, and the name that messages give it."""

    where: str
    text: str
    in_folder: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """A DOI, PubMed id or PubMed Central id named directly; `readings` are the DOI's, the likeliest first."""

    where: str
    readings: tuple[Doi, ...] = ()
    pmid: str = ""
    pmcid: str = ""


def expand_inputs(names: Sequence[str], stdin: BinaryIO) -> Iterator[SourceText | Identifier | Problem]:
    """Each input, in order; folders give their files, sorted by path; what cannot be opened is a Problem."""
    for name in names:
        path = Path(name)
        if not name.strip():
            yield Problem("input-missing", repr(name), "an input's name is empty", _HINT)
        elif name == "-":
            yield _decoded(stdin.read(), "standard input")
        elif _is(path, "dir"):
            yield from map(_read_in_folder, _files(path))
        elif _is(path, "file"):
            yield _read(path)
        else:
            yield parse_identifier(name) or _no_input(name)


def parse_identifier(text: str, where: str = "") -> Identifier | None:
    """The DOI, PubMed id, PubMed Central id or arXiv id that `text` is, or None.

    An arXiv id is the DOI that arXiv registers for the paper, which stands for all its versions.
    """
    if match := _PMID.fullmatch(text.strip()):
        return Identifier(where or text, pmid=match.group(1).lstrip("0") or "0")
    if match := _PMCID.fullmatch(text.strip()):
        return Identifier(where or text, pmcid=f"PMC{match.group(1)}")
    if match := _ARXIV.fullmatch(text.strip()):
        return Identifier(where or text, (Doi.parse(f"10.48550/arxiv.{match.group(1)}", exact=True),))
    try:
        return Identifier(where or text, Doi.readings(text))
    except InvalidDoi:
        return None


def _no_input(name: str) -> Problem:
    try:
        Doi.parse(name)
    except InvalidDoi as error:
        if re.search(r"10\.\d{4}", name) and not name.endswith((".txt", ".bib", ".ris", ".json", ".html")):
            return Problem("doi-invalid", name, error.message, error.hint)
    return Problem("input-missing", name, "there is no such file or folder, and this is no DOI", _HINT)


def _is(path: Path, what: str) -> bool:
    """Whether `path` is a file (or pipe) or a folder; a name too long or odd for the file system is neither."""
    try:
        return path.is_dir() if what == "dir" else path.exists() and not path.is_dir()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> list[Path]:
    visible = (
        path for path in folder.rglob("*") if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return sorted(path for path in visible if path.is_file() or (path.is_symlink() and not path.exists()))


def _read(path: Path) -> SourceText | Problem:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(
            "input-unreadable", str(path), f"the file cannot be read: {error.strerror}", "Check its permissions."
        )
    return _decoded(data, str(path))


def _read_in_folder(path: Path) -> SourceText | Problem:
    found = _read(path)
    if isinstance(found, SourceText):
        return SourceText(found.where, found.text, in_folder=True)
    if found.code == "input-not-text":
        return Problem(found.code, found.subject, found.message, found.hint, Severity.WARNING)
    return found


def _decoded(data: bytes, where: str) -> SourceText | Problem:
    try:
        return SourceText(where, decode_text(data, where)[0])
    except UnreadableInput as error:
        return Problem.from_error(error, "input-not-text")
