"""The jobs of a build: what one target asks of a command, what its files are made from, and making them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from atlas_cite.build.inside import leads_out
from atlas_cite.build.manifest import BEING_MADE
from atlas_cite.build.spec import Target
from atlas_cite.document.tree import Document
from atlas_cite.errors import AtlasCiteError, Problem
from atlas_cite.files import encoded, write_file
from atlas_cite.formats import DOCUMENT_FORMATS, Format, check_available
from atlas_cite.model.library import Library
from atlas_cite.pipeline.documents import (
    BibliographyRequest,
    check_bibliography,
    check_request,
    compose,
    write_document,
)
from atlas_cite.pipeline.exports import ExportRequest, export
from atlas_cite.pipeline.webpages import WebPageRequest, site
from atlas_cite.styles import find_style
from atlas_cite.version import VERSION

_EDITED = "Delete or rename it, or build with --force."


@dataclass(frozen=True, slots=True)
class ExportJob:
    """An export that is asked for: its format, and what it holds."""

    format: Format
    request: ExportRequest


@dataclass(frozen=True, slots=True)
class SiteJob:
    """A site that is asked for, and where it will stand."""

    request: WebPageRequest
    site_url: str = ""


_Composing = Callable[[BibliographyRequest], tuple[Document, tuple[Problem, ...]]]
Job = BibliographyRequest | ExportJob | SiteJob


@dataclass(frozen=True, slots=True)
class Task:
    """A target of the build file, and what it asks of which command."""

    target: Target
    job: Job


@dataclass(frozen=True, slots=True)
class Order:
    """A target to make: the keys of its entries in order, and the hashes of the files that are the build's own.

    `own` is None when anything may be overwritten; a path that ends in `/` stands for all in that folder.
    """

    task: Task
    keys: tuple[str, ...]
    own: Mapping[str, str] | None

    @property
    def file(self) -> str:
        """The target's path in the folder."""
        return self.task.target.file


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, each with its hash, and what was wrong; a target is whole when all were written."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


def check_job(job: Job) -> None:
    """Raise an AtlasCiteError for a style, locale, part or format that does not exist here."""
    if isinstance(job, BibliographyRequest):
        check_bibliography([job.style], job)
        check_available(job.format)
    elif isinstance(job, SiteJob):
        check_request(job.request.styles, job.request.locale)
    else:
        check_available(job.format)


def basis_of(job: Job) -> list[str]:
    """What a job's files depend on beside the job and its entries: this program, styles and templates."""
    styles: tuple[str, ...] = ()
    paths: list[Path] = []
    if isinstance(job, BibliographyRequest):
        styles = (job.style,)
        paths += [job.annotation.template] if job.annotation.template else []
    elif isinstance(job, SiteJob):
        styles = job.request.styles
    found = [find_style(style) for style in styles]
    return [VERSION, *map(repr, found), *(digest_of(path) for path in (*(each.path for each in found), *paths))]


def bundled(orders: Iterable[Order]) -> list[list[Order]]:
    """The orders in bundles, in their order: bibliographies that differ in their format alone are composed once."""
    bundles: dict[object, list[Order]] = {}
    for order in orders:
        job = order.task.job
        alike = (_without_format(job), order.keys) if isinstance(job, BibliographyRequest) else order
        bundles.setdefault(repr(alike), []).append(order)
    return list(bundles.values())


def _without_format(request: BibliographyRequest) -> BibliographyRequest:
    return replace(request, format=DOCUMENT_FORMATS[0])


def make(library: Library, bundle: Sequence[Order], folder: Path) -> list[tuple[str, Made]]:
    """Write the files of each target into `folder`; one that a person has changed stays, and is a problem."""
    entries = Library(tuple(entry for key in bundle[0].keys if (entry := library.find(key))))
    compose_once = cache(partial(compose, entries))
    return [(order.file, _make(entries, order, folder, compose_once)) for order in bundle]


def _make(entries: Library, order: Order, folder: Path, compose_once: _Composing) -> Made:
    """Make one target; `compose_once` composes a bibliography without a format, for all that want it."""
    written: dict[str, str] = {}
    kept: list[Problem] = []
    try:
        files, problems = _files(entries, order, compose_once)
        for path, pieces in files:
            data = b"".join(map(encoded, pieces))
            if fault := write_own(folder, path, data, order.own):
                kept.append(fault)
            else:
                written[path] = hashlib.sha256(data).hexdigest()
    except Exception as error:  # noqa: BLE001  # whatever one target dies of costs no other
        return failed(order, error, written)
    return Made(written, (*problems, *kept), not kept)


def failed(order: Order, error: BaseException, written: Mapping[str, str] = MappingProxyType({})) -> Made:
    """A target that could not be made, or not whole, and why; `written` are the files that were."""
    hint = error.hint if isinstance(error, AtlasCiteError) else ""
    fault = error.message if isinstance(error, AtlasCiteError) else f"{type(error).__name__}: {error}"
    return Made(written, (Problem("build-target", order.file, f"it could not be made: {fault}", hint),), is_whole=False)


def _files(
    entries: Library, order: Order, compose_once: _Composing
) -> tuple[Iterator[tuple[str, Iterable[str | bytes]]], tuple[Problem, ...]]:
    """Each file of a target, by its path in the folder, and what there is to say about them."""
    job, file = order.task.job, order.file
    if isinstance(job, BibliographyRequest):
        document, problems = compose_once(_without_format(job))
        written, doubts = write_document(document, job.format)
        return iter([(file, [written])]), (*problems, *doubts)
    if isinstance(job, SiteJob):
        pages, problems = site(entries, job.request, job.site_url)
        return ((f"{file}/{name}", pieces) for name, pieces in pages), problems
    told: list[Problem] = []
    pieces = list(export(entries, job.format, job.request, told.append))
    return iter([(file, pieces)]), tuple(told)


def write_own(folder: Path, path: str, data: bytes, own: Mapping[str, str] | None) -> Problem | None:
    """Write a file, or say why it stays as it is; one that is so already is not touched."""
    target = folder / path
    fault = fault_of(folder, path, own)
    if not leads_out(folder, path) and target.is_file() and target.read_bytes() == data:
        return None
    if fault is None:
        write_file(target, [data])
    return fault


def fault_of(folder: Path, path: str, own: Mapping[str, str] | None) -> Problem | None:
    """Why a build may not write a file: it would leave the folder, or overwrite what somebody else wrote."""
    if leads_out(folder, path):
        return Problem("build-outside", path, "a link leads out of the build's folder", "Take the link away.")
    if own is not None and (folder / path).is_file() and not is_own(folder, path, own):
        return Problem("build-edited", path, "this file was not written so by a build, and was kept", _EDITED)
    return None


def is_own(folder: Path, path: str, own: Mapping[str, str]) -> bool:
    """Whether a file is as a build wrote it, or was about to."""
    known = own.get(path)
    if known is None:
        return any(path.startswith(each) for each in own if each.endswith("/"))
    return known == BEING_MADE or known == digest_of(folder / path)


def digest_of(path: Path) -> str:
    """The hash of a file's bytes; empty when there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
