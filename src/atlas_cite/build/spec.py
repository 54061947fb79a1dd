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
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from atlas_cite.build.inside import path_fault, same_name
from atlas_cite.build.own_files import OWN_FILES
from atlas_cite.build.places import places_of
from atlas_cite.build.reading import Reading, faulty
from atlas_cite.errors import InvalidSettings

_TOP = ("inputs", "output", "title", "keys", "resolve", "filters")
_OWN = ("file", "filter", "where")
"""What every target takes beside its command's options."""
_NAMED_AFTER = ("style", "group-by")
"""Axes that a file's name carries even when they have one value."""
_PART = re.compile(r"\{([^{}]*)\}")

Scalar = str | int | bool
Value = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class TargetKind:
    """A kind of target: the long names of its command's options, and each format's ending.

    A list gives each option its values in turn; to `repeatable` ones it gives all at once, and to `nested` ones a list
    within the list does.  `flags` take no value.  A kind without endings makes folders.
    """

    options: frozenset[str]
    repeatable: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    endings: Mapping[str, str] = field(default_factory=dict)
    default_format: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One file, or folder, to make: its path in the output folder, a filter's name and expression, options by name.

    `place` says where in the build file it is asked for.
    """

    kind: str
    file: str
    place: str
    filter: str = ""
    where: str = ""
    options: Mapping[str, Value] = field(default_factory=dict)

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
    """What a build file asks for; `inputs` and `output` are as written, relative to the file's folder.

    `filters` are the expressions by their place in it, the unused ones too.
    """

    inputs: tuple[str, ...]
    output: str
    targets: tuple[Target, ...]
    title: str = ""
    keys: str = "default"
    resolve: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)


def read_build_spec(path: Path, kinds: Mapping[str, TargetKind]) -> BuildSpec:
    """The build that `path` asks for, of targets of these kinds by their table's name.

    Raises InvalidSettings that names every fault of the file, and OSError when it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "Mend it at the place named."
        raise InvalidSettings(f"this is no TOML: {error}", subject=str(path), hint=hint) from error
    reading = Reading(str(path), places_of(text))
    spec = _spec(settings, kinds, reading)
    if not spec.targets and not reading.problems:
        reading.fault("", "nothing is asked for", f"Add {' or '.join(f'[[{name}]]' for name in kinds)}.")
    if reading.problems:
        raise faulty(str(path), list(dict.fromkeys(reading.problems)))
    return spec


def _spec(settings: Mapping[str, Any], kinds: Mapping[str, TargetKind], reading: Reading) -> BuildSpec:
    reading.check_known("", settings, (*_TOP, *kinds))
    filters = _filters(settings.get("filters", {}), reading)
    targets = [
        target
        for name, kind in kinds.items()
        for target in _targets(name, kind, settings.get(name, []), filters, reading)
    ]
    _check_files(targets, reading)
    return BuildSpec(
        tuple(reading.texts("inputs", settings.get("inputs"))),
        reading.of_type("output", settings.get("output", "build"), str, "build"),
        tuple(targets),
        reading.of_type("title", settings.get("title", ""), str, ""),
        reading.of_type("keys", settings.get("keys", "default"), str, "default"),
        reading.of_type("resolve", settings.get("resolve", False), bool, False),
        {reading.placed(f"filters.{name}"): text for name, text in filters.items() if name},
    )


def _filters(table: object, reading: Reading) -> dict[str, str]:
    """The expressions by name, the empty name for everything."""
    if not isinstance(table, dict):
        reading.fault("filters", "a table is expected", 'Write [filters] and, below it, recent = "year >= 2015".')
        return {"": ""}
    for name in table:
        if not _word(name):
            reading.fault(f"filters.{name}", "this is no name for a filter", "Give it a letter or a figure.")
    named = {name: reading.of_type(f"filters.{name}", text, str, "") for name, text in table.items()}
    return named | {"": ""}


def _targets(
    name: str, kind: TargetKind, tables: object, filters: Mapping[str, str], reading: Reading
) -> Iterator[Target]:
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        reading.fault(name, "a list of tables is expected", f"Write [[{name}]].")
        return
    for number, table in enumerate(tables, start=1):
        place = f"{name}[{number}]"
        reading.check_known(place, table, (*_OWN, *sorted(kind.options)))
        if "filter" in table and "where" in table:
            reading.fault(f"{place}.where", "beside `filter` it says something else", "Keep one of them.")
        where = reading.of_type(f"{place}.where", table.get("where", ""), str, "")
        axes = _axes(table, kind, place, reading)
        axes["filter"] = reading.chosen(f"{place}.filter", axes["filter"], filters)
        pattern = reading.of_type(f"{place}.file", table.get("file", _pattern(axes, kind)), str, "")
        _check_pattern(pattern, (*axes, "style", "ending"), f"{place}.file", reading)
        for values in itertools.product(*axes.values()):
            chosen = dict(zip(axes, values, strict=True))
            file = file_name(pattern, _parts_of(chosen, kind))
            filter_name = str(chosen.pop("filter"))
            options = {key: value for key, value in chosen.items() if value != ""}
            yield Target(name, file, reading.placed(place), filter_name, where or filters[filter_name], options)


def _axes(table: Mapping[str, Any], kind: TargetKind, place: str, reading: Reading) -> dict[str, list[Any]]:
    """The values that each option takes in turn: one, unless a list varies it."""
    axes: dict[str, list[Any]] = {"filter": [""]}
    if kind.endings:
        axes["to"] = [kind.default_format]
    for name, value in table.items():
        if name in {"file", "where"}:
            continue
        listed = value if isinstance(value, list) else [value]
        if name in kind.nested:
            listed = [tuple(each) if isinstance(each, list) else each for each in listed]
        if not listed or not all(_is_taken(each, is_flag=name in kind.flags) for each in listed):
            wanted = "true or false" if name in kind.flags else "a text or a number"
            reading.fault(f"{place}.{name}", f"{wanted} is expected, or a list of these", "Mend it.")
        else:
            axes[name] = [tuple(listed)] if name in kind.repeatable else listed
    if kind.endings:
        axes["to"] = reading.chosen(f"{place}.to", axes["to"], kind.endings)
    return axes


def _is_taken(value: object, *, is_flag: bool) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(_is_taken(each, is_flag=is_flag) for each in value)
    return isinstance(value, bool) if is_flag else isinstance(value, str | int) and not isinstance(value, bool)


def _pattern(axes: Mapping[str, Sequence[Any]], kind: TargetKind) -> str:
    """The usual name of a file: the filter's folder, and whatever else tells it from the others."""
    telling = [name for name in axes if name in _NAMED_AFTER or (len(axes[name]) > 1 and name not in {"filter", "to"})]
    first = [] if "style" in axes else ["references" if kind.endings else "site"]
    stem = "-".join(first + [f"{{{name}}}" for name in telling])
    return f"{{filter}}/{stem}{'.{ending}' if kind.endings else ''}"


def _check_pattern(pattern: str, known: Sequence[str], place: str, reading: Reading) -> None:
    if pattern.startswith("/"):
        reading.fault(place, "this is no file of the output folder", "Take the first / away.")
    for name in _PART.findall(pattern):
        if name not in known:
            hint = f"There are: {', '.join(f'{{{each}}}' for each in sorted(set(known)))}."
            reading.fault(place, f"nothing is called {{{name}}} here", hint)


def _parts_of(chosen: Mapping[str, Value], kind: TargetKind) -> dict[str, str]:
    """What each option's value is in a file's name: a style file without its folder, a flag that is set by its name."""
    parts = {"style": "", "ending": kind.endings.get(str(chosen.get("to", "")), "").removeprefix(".")}
    for name, value in chosen.items():
        words = [str(each) for each in (value if isinstance(value, tuple) else (value,))]
        if isinstance(value, bool):
            words = [name] * value
        if name == "style":
            words = [PurePosixPath(word.replace("\\", "/")).name.removesuffix(".csl") for word in words]
        parts[name] = "-".join(words)
    return parts


def file_name(pattern: str, parts: Mapping[str, str]) -> str:
    """`pattern` with its parts put in; what an empty one leaves behind (`-.`, `/`) goes with it."""
    filled = [_PART.sub(lambda match: _word(parts.get(match[1], "")), name) for name in pattern.split("/")]
    names = [re.sub(r"[-_]+(?=\.|$)|^[-_]+", "", re.sub(r"-{2,}", "-", name)) for name in filled]
    return "/".join(name for name in names if name not in {"", "."})


def _word(text: str) -> str:
    """What a text is in a file's name."""
    return re.sub(r"[^\w.-]+", "-", text).strip(".-")


def _check_files(targets: Sequence[Target], reading: Reading) -> None:
    """No file twice, none of the build's own, none outside the output folder, none where another target's folder is."""
    makers = Counter(same_name(target.file) for target in targets)
    reserved = {*map(same_name, OWN_FILES)}
    for target in targets:
        name = same_name(target.file)
        above = [str(each) for each in PurePosixPath(name).parents]
        if fault := path_fault(target.file):
            hint = "Write a path inside it, with / between folders, that every file system takes."
            reading.fault(f"{target.place}: {target.file!a}", fault, hint)
        elif name in reserved or any(each in reserved for each in above):
            hint = "Give the target another name with file."
            reading.fault(f"{target.place}: {target.file}", "the build writes this file itself", hint)
        elif makers[name] > 1:
            hint = "Put what tells them apart, such as {style}, {filter} or {ending}, into file."
            reading.fault(f"{target.place}: {target.file}", "several targets make this file", hint)
        elif inside := next((each for each in above if each in makers), ""):
            hint = "Give one of them another name with file."
            reading.fault(f"{target.place}: {target.file}", f"another target makes {inside}", hint)
