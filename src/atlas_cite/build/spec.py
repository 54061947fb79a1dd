"""The build file: TOML to targets, with every fault of it said at once.

inputs = ["pages/", "references.bib"]     # anything that the other commands take, from the file's folder on
output = "public"

[filters]                                 # names for filters, which file names carry
recent = "year >= 2015"

[[bibliographies]]                        # the options of `bibliography`; a list varies its option:
style = ["apa", "vancouver"]              # every combination is a file
to = ["html", "docx"]
filter = ["", "recent"]                   # "" is everything

[[exports]]                               # the options of `export`
to = ["bibtex", "ris"]

[[sites]]                                 # the options of `site`
file = "site"
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from atlas_cite.errors import InvalidSettings, Problem

RESERVED = ("index.html", "SHA256SUMS", "CHANGES.md", "build.json")
"""Files of the output folder that are the build's own."""

_TOP = ("inputs", "output", "title", "keys", "resolve", "filters")
_OWN = ("file", "filter", "where")
"""What every target takes beside its command's options."""
_NAMED_AFTER = ("style", "group-by")
"""Axes that a file's name carries even when they have one value."""

Scalar = str | int | bool
Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class TargetKind:
    """A kind of target: the long names of its command's options, those that may be repeated, and each format's ending.

    A kind without endings makes folders.
    """

    options: frozenset[str]
    repeatable: frozenset[str] = frozenset()
    endings: Mapping[str, str] = field(default_factory=dict)
    default_format: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One file, or folder, to make: its path in the output folder, a filter's name and expression, options by name."""

    kind: str
    file: str
    filter: str = ""
    where: str = ""
    options: Mapping[str, Scalar | tuple[Scalar, ...]] = field(default_factory=dict)

    @property
    def arguments(self) -> list[str]:
        """The options as a command line has them."""
        words: list[str] = []
        for name, value in self.options.items():
            for each in value if isinstance(value, tuple) else (value,):
                words += [f"--{name}"] * (each is True) if isinstance(each, bool) else [f"--{name}", str(each)]
        return words


@dataclass(frozen=True, slots=True)
class BuildSpec:
    """What a build file asks for; `inputs` and `output` are as written, relative to the file's folder."""

    inputs: tuple[str, ...]
    output: str
    targets: tuple[Target, ...]
    title: str = ""
    keys: str = "default"
    resolve: bool = False


def read_build_spec(path: Path, kinds: Mapping[str, TargetKind]) -> BuildSpec:
    """The build that `path` asks for, of targets of these kinds by their table's name.

    Raises InvalidSettings that names every fault of the file, and OSError when it cannot be read.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "Mend it at the place named."
        raise InvalidSettings(f"this is no TOML: {error}", subject=str(path), hint=hint) from error
    reading = _Reading(str(path))
    reading.check_known("", settings, (*_TOP, *kinds))
    filters = _filters(settings.get("filters", {}), reading)
    targets = [
        target
        for name, kind in kinds.items()
        for target in _targets(name, kind, settings.get(name, []), filters, reading)
    ]
    spec = BuildSpec(
        tuple(reading.texts("inputs", settings.get("inputs"))),
        reading.of_type("output", settings.get("output", "build"), str, "build"),
        tuple(targets),
        reading.of_type("title", settings.get("title", ""), str, ""),
        reading.of_type("keys", settings.get("keys", "default"), str, "default"),
        reading.of_type("resolve", settings.get("resolve", False), bool, False),
    )
    _check_files(targets, reading)
    if not targets and not reading.problems:
        reading.fault("", "nothing is asked for", f"Add {' or '.join(f'[[{name}]]' for name in kinds)}.")
    if reading.problems:
        raise faulty(str(path), reading.problems)
    return spec


def faulty(where: str, problems: Sequence[Problem]) -> InvalidSettings:
    """The error that names every fault of a build file."""
    faults = "\n".join(f"  {each.subject}: {each.message}. {each.hint}".rstrip() for each in problems)
    return InvalidSettings(
        f"the build file has {len(problems)} fault{'s' * (len(problems) > 1)}\n{faults}",
        subject=where,
        hint="Mend what is named and run again.",
    )


@dataclass(slots=True)
class _Reading:
    """The faults found so far."""

    where: str
    problems: list[Problem] = field(default_factory=list)

    def fault(self, place: str, message: str, hint: str) -> None:
        self.problems.append(Problem("build-file", place or self.where, message, hint))

    def check_known(self, place: str, names: Mapping[str, Any], known: Sequence[str]) -> None:
        """A fault for each name that nobody knows, with the near one."""
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}."
                self.fault(f"{place}{name}", "no such setting", hint)

    def texts(self, place: str, value: object) -> list[str]:
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return value
        self.fault(place, "a list of texts is expected, with at least one", 'Write for example ["pages/"].')
        return []

    def of_type(self, place: str, value: object, wanted: type[Wanted], otherwise: Wanted) -> Wanted:
        if isinstance(value, wanted):
            return value
        self.fault(place, f"{'true or false' if wanted is bool else 'a text'} is expected", "Mend it.")
        return otherwise


def _filters(table: object, reading: _Reading) -> dict[str, str]:
    """The expressions by name, the empty name for everything."""
    if not isinstance(table, dict):
        reading.fault("filters", "a table is expected", 'Write [filters] and, below it, recent = "year >= 2015".')
        return {"": ""}
    return {"": ""} | {
        name: reading.of_type(f"filters.{name}", expression, str, "") for name, expression in table.items()
    }


def _targets(
    name: str, kind: TargetKind, tables: object, filters: Mapping[str, str], reading: _Reading
) -> Iterator[Target]:
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        reading.fault(name, "a list of tables is expected", f"Write [[{name}]].")
        return
    for number, table in enumerate(tables, start=1):
        place = f"{name}[{number}]."
        reading.check_known(place, table, (*_OWN, *sorted(kind.options)))
        if "filter" in table and "where" in table:
            reading.fault(f"{place}where", "beside `filter` it says something else", "Keep one of them.")
        axes = _axes(table, kind, place, reading)
        reading.check_known(f"{place}filter: ", dict.fromkeys(axes["filter"]), tuple(filters))
        pattern = reading.of_type(f"{place}file", table.get("file", _pattern(axes, kind)), str, "")
        if pattern.startswith("/"):
            reading.fault(f"{place}file", "this is no file of the output folder", "Take the first / away.")
        for values in itertools.product(*axes.values()):
            chosen = dict(zip(axes, values, strict=True))
            if chosen["filter"] in filters:
                yield _target(name, kind, chosen, pattern, filters, str(table.get("where", "")))


def _axes(table: Mapping[str, Any], kind: TargetKind, place: str, reading: _Reading) -> dict[str, list[Any]]:
    """The values that each option takes in turn: one, unless a list varies it."""
    axes: dict[str, list[Any]] = {"filter": [""]}
    if kind.endings:
        axes["to"] = [kind.default_format]
    for name, value in table.items():
        if name in {"file", "where"}:
            continue
        listed = [tuple(each) if isinstance(each, list) else each for each in _listed(value)]
        if not listed or not all(isinstance(each, str | int | bool) for each in _flat(listed)):
            reading.fault(f"{place}{name}", "a text, a number, true, false, or a list of these is expected", "Mend it.")
        elif name in kind.repeatable:
            axes[name] = [tuple(listed)]
        else:
            axes[name] = listed
    if kind.endings:
        reading.check_known(f"{place}to: ", dict.fromkeys(axes["to"]), tuple(kind.endings))
        axes["to"] = [each for each in axes["to"] if each in kind.endings]
    return axes


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    """The values, and in place of a tuple, which gives a repeatable option several at once, its members."""
    for each in values:
        yield from each if isinstance(each, tuple) else (each,)


def _pattern(axes: Mapping[str, Sequence[Any]], kind: TargetKind) -> str:
    """The usual name of a file: the filter's folder, and whatever else tells it from the others."""
    telling = [name for name in axes if name in _NAMED_AFTER or (len(axes[name]) > 1 and name not in {"filter", "to"})]
    stem = "-".join(f"{{{name}}}" for name in telling) or ("references" if kind.endings else "site")
    return f"{{filter}}/{stem}{'.{ending}' if kind.endings else ''}"


def _target(
    name: str, kind: TargetKind, chosen: dict[str, Any], pattern: str, filters: Mapping[str, str], where: str
) -> Target:
    values = {key: "-".join(map(str, _flat([value]))) for key, value in chosen.items()}
    values["style"] = PurePosixPath(values.get("style", "")).name.removesuffix(".csl")
    values["ending"] = kind.endings.get(values.get("to", ""), "").removeprefix(".")
    filter_name = chosen.pop("filter")
    options = {key: value for key, value in chosen.items() if value != ""}
    return Target(name, file_name(pattern, values), filter_name, where or filters[filter_name], options)


def file_name(pattern: str, values: Mapping[str, str]) -> str:
    """`pattern` with its values put in; what an empty value leaves behind (`-.`, `/`) goes with it."""

    def filled(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None else re.sub(r"[^\w.-]+", "-", value).strip(".")

    parts = [
        re.sub(r"[-_]+(?=\.|$)|^[-_]+", "", re.sub(r"-{2,}", "-", re.sub(r"\{([\w-]+)\}", filled, part)))
        for part in pattern.split("/")
    ]
    return "/".join(part for part in parts if part)


def _check_files(targets: Sequence[Target], reading: _Reading) -> None:
    """No file twice, none of the build's own, none outside the output folder, none where another target's folder is."""
    seen: set[str] = set()
    for target in targets:
        path = PurePosixPath(target.file)
        if not target.file or ".." in path.parts or path.is_absolute() or "\\" in target.file or ":" in target.file:
            hint = "Write a path inside it, with / between folders."
            reading.fault(target.file or target.kind, "this is no file of the output folder", hint)
        if target.file.lower() in {each.lower() for each in RESERVED}:
            reading.fault(target.file, "the build writes this file itself", "Give the target another name with file.")
        if target.file.lower() in seen:
            hint = "Put what tells them apart, such as {style}, {filter} or {ending}, into file."
            reading.fault(target.file, "several targets make this file", hint)
        seen.add(target.file.lower())
    for target in targets:
        if inside := next((str(each) for each in PurePosixPath(target.file.lower()).parents if str(each) in seen), ""):
            reading.fault(target.file, f"another target makes {inside}", "Give one of them another name with file.")
