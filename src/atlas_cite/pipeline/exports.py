"""Exports: a library as data files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from atlas_cite.errors import InvalidSettings, Problem, Severity
from atlas_cite.export.profiles import PROFILES
from atlas_cite.formats import EXPORT_FORMATS, Format, choose_format, load_function
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item

PROFILE_NAMES = tuple(PROFILES)
"""The programs that `--for` knows."""

_KEY = re.compile(r"\s*@\w+\{([^,]*),")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Target:
    """One file to write, None for standard output, and its format."""

    format: Format
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What an export holds: the annotation's parts, and the program it is for.

    `ascii_only` is for LaTeX text; `abbreviated_journals` gives journals by their abbreviations where those are known.
    """

    annotate: str = "default"
    profile: str | None = None
    ascii_only: bool = False
    abbreviated_journals: bool = False


DEFAULT_REQUEST = ExportRequest()


def choose_targets(names: Sequence[str], outputs: Sequence[Path], request: ExportRequest) -> tuple[Target, ...]:
    """The files to write: outputs paired with names, or by their endings; one with `{format}` in it for several names.

    Raises InvalidSettings for names and outputs that do not pair, and for a setting that none of the formats takes.
    """
    if len(outputs) == 1 and "{format}" in str(outputs[0]):
        outputs = [Path(str(outputs[0]).replace("{format}", name)) for name in names or ["bibtex"]]
    paths: list[Path | None] = [*outputs] or [None]
    if names and len(names) != len(paths):
        raise InvalidSettings(
            f"{len(names)} formats and {len(paths)} outputs do not pair",
            hint="Give each -t its -o, in the same order, or one -o with {format} in its name.",
        )
    wanted: list[str | None] = [*names] or [None] * len(paths)
    targets = tuple(
        Target(_format_of(name, path, request.profile), path) for name, path in zip(wanted, paths, strict=True)
    )
    if len({str(path) for path in paths}) < len(paths):
        raise InvalidSettings("two outputs have one name", subject=str(paths[0]), hint="Give each -o its own.")
    if request.ascii_only and not any("ascii_only" in target.format.accepts for target in targets):
        raise InvalidSettings("none of the formats is LaTeX text", subject="--latex ascii", hint="Leave it out.")
    return targets


def _format_of(name: str | None, path: Path | None, profile: str | None) -> Format:
    """The format by name, else the profile's own where the output's ending may mean it, else by the ending."""
    if name is None and profile:
        preferred = choose_format(EXPORT_FORMATS, PROFILES[profile].format, None)
        if path is None or not path.suffix or path.suffix.lower() in preferred.endings:
            return preferred
    return choose_format(EXPORT_FORMATS, name, path)


def export(
    library: Iterable[Entry],
    export_format: Format,
    request: ExportRequest = DEFAULT_REQUEST,
    notify: Callable[[Problem], None] | None = None,
) -> Iterator[str]:
    """The library as a data file, piece by piece, each entry with the chosen parts as its note.

    `notify` is told, when the last piece has been taken, of characters that pdfLaTeX will stop at.
    """
    from atlas_cite.render.annotation import annotation_blocks, parse_parts

    choice = parse_parts(request.annotate)
    profile = PROFILES[request.profile] if request.profile else None
    settings: dict[str, Any] = {
        "place": profile.places.get(export_format.name) if profile else None,
        "ascii_only": request.ascii_only,
    }
    accepted = {name: value for name, value in settings.items() if name in export_format.accepts}
    entries = map(_abbreviated, library) if request.abbreviated_journals else library
    render = load_function(export_format.function)
    pieces: Iterator[str] = render(entries, lambda entry: annotation_blocks(entry, choice), **accepted)  # type: ignore[assignment]
    return pieces if notify is None or "ascii_only" not in export_format.accepts else _watched(pieces, notify)


def save_library(library: Iterable[Entry], library_format: Format) -> Iterator[str]:
    """The library with everything known, as a file that `resolve`, `cite` and the others read again."""
    pieces: Iterator[str] = load_function(library_format.function)(library)  # type: ignore[assignment]
    return pieces


def _abbreviated(entry: Entry) -> Entry:
    """The entry with its journal's abbreviation as the journal's name, where it has one."""
    short = entry.item.text("container-title-short")
    if not short:
        return entry
    fields = {name: value for name, value in entry.item.fields.items() if name != "container-title-short"}
    origins = {name: origin for name, origin in entry.origins.items() if name != "container-title-short"}
    return replace(
        entry,
        item=Item(entry.item.type, fields | {"container-title": short}),
        origins=origins | {"container-title": entry.origins["container-title-short"]},
    )


def _watched(pieces: Iterator[str], notify: Callable[[Problem], None]) -> Iterator[str]:
    """`pieces`, and at their end one problem about every character in them that pdfLaTeX cannot set."""
    from atlas_cite.latex.ascii import unsettable

    characters: dict[str, None] = {}
    keys: list[str] = []
    for piece in pieces:
        if found := unsettable(piece):
            characters |= dict.fromkeys(found)
            match = _KEY.match(piece)
            keys.append(match[1] if match else "")
        yield piece
    if characters:
        named = ", ".join(keys[:_MOST_NAMED]) + (
            f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
        )
        shown = " ".join(list(characters)[:40])
        message = f"pdfLaTeX has no font for some of the characters, which are kept as they are: {shown}"
        notify(Problem("latex-characters", named, message, "Compile with XeLaTeX or LuaLaTeX.", Severity.WARNING))
