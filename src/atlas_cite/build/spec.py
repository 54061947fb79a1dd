"""The build file: TOML to jobs, with every fault of it said at once.

inputs = ["pages/", "references.bib"]     # anything that the other commands take
output = "public"

[filters]                                 # names for filters, which file names carry
recent = "year >= 2015"

[[bibliographies]]                        # every combination of the four lists is a file
styles = ["apa", "vancouver"]
formats = ["html", "docx"]
groups = ["", "pem"]                      # "" is ungrouped
filters = ["", "recent"]                  # "" is everything
annotate = "default"

[[exports]]
formats = ["bibtex", "ris"]
filters = [""]
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from atlas_cite.errors import InvalidSettings, Problem

_TOP = ("inputs", "output", "filters", "bibliographies", "exports", "resolve", "title")
_LISTS = {"bibliographies": ("styles", "formats", "groups", "filters"), "exports": ("formats", "filters")}
"""What each kind of target varies, in the order of its files."""
_OPTIONS = {
    "bibliographies": ("annotate", "sort", "locale", "title", "atlas_citation", "charts", "table", "file"),
    "exports": ("annotate", "file"),
}
_DEFAULTS = {"styles": ["apa"], "groups": [""], "filters": [""]}
_BOOLEANS = frozenset({"atlas_citation", "charts", "table", "resolve"})
_FILE_NAMES = {"bibliographies": "{filter}/{style}-{group}.{ending}", "exports": "{filter}/references.{ending}"}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make: `kind` is `bibliographies` or `exports`, `file` its path in the output folder.

    `style` and `group` are empty for an export; `where` is the filter's expression, empty for everything; `options` are
    the target's further options by name.
    """

    kind: str
    file: str
    format: str
    style: str = ""
    group: str = ""
    where: str = ""
    options: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuildSpec:
    """What a build file asks for; `inputs` and `output` are as written, relative to the file's folder."""

    inputs: tuple[str, ...]
    output: str
    jobs: tuple[Job, ...]
    title: str = ""
    resolve: bool = False


@dataclass(slots=True)
class _Reading:
    """The faults found so far."""

    where: str
    problems: list[Problem] = field(default_factory=list)

    def fault(self, place: str, message: str, hint: str) -> None:
        self.problems.append(Problem("build-file", f"{self.where}: {place}", message, hint))

    def unknown(self, place: str, names: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """A fault for each name that nobody knows, with the near one."""
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
                self.fault(f"{place}{name}", "no such setting", hint)

    def texts(self, place: str, value: object) -> list[str]:
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return value
        self.fault(place, "a list of texts is expected, with at least one", 'Write for example ["apa"].')
        return []


def read_build_spec(path: Path, endings: Mapping[str, Mapping[str, str]]) -> BuildSpec:
    """The build that `path` asks for.

    `endings` gives, for `bibliographies` and `exports`, the ending of each format's files.  Raises InvalidSettings that
    names every fault of the file, and OSError when it cannot be read.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(
            f"this is no TOML: {error}", subject=str(path), hint="Mend it at the place named."
        ) from error
    reading = _Reading(str(path))
    reading.unknown("", settings, _TOP)
    filters = _filters(settings.get("filters", {}), reading)
    jobs = [job for kind in _LISTS for job in _jobs(kind, settings.get(kind, []), filters, endings[kind], reading)]
    inputs = reading.texts("inputs", settings.get("inputs"))
    output, title = (_text(settings, name, reading) for name in ("output", "title"))
    _check_files(jobs, reading)
    if not jobs:
        reading.fault("bibliographies", "nothing is asked for", "Add [[bibliographies]] or [[exports]].")
    if reading.problems:
        faults = "\n".join(f"  {each.subject}: {each.message}. {each.hint}" for each in reading.problems)
        raise InvalidSettings(
            f"the build file has faults\n{faults}", subject=str(path), hint="Mend them all and run again."
        )
    return BuildSpec(tuple(inputs), output or "build", tuple(jobs), title, bool(settings.get("resolve", False)))


def _text(settings: Mapping[str, Any], name: str, reading: _Reading) -> str:
    value = settings.get(name, "")
    if not isinstance(value, str):
        reading.fault(name, "a text is expected", f'Write {name} = "…".')
        return ""
    return value


def _filters(table: object, reading: _Reading) -> dict[str, str]:
    """The expressions by name, the empty name for everything."""
    if not isinstance(table, dict):
        reading.fault("filters", "a table is expected", 'Write [filters] and, below it, recent = "year >= 2015".')
        return {"": ""}
    for name, expression in table.items():
        if not isinstance(expression, str):
            reading.fault(f"filters.{name}", "a text is expected", 'Write for example "year >= 2015".')
    return {"": ""} | {name: str(expression) for name, expression in table.items()}


def _jobs(
    kind: str, targets: object, filters: Mapping[str, str], endings: Mapping[str, str], reading: _Reading
) -> Iterator[Job]:
    if not isinstance(targets, list) or not all(isinstance(each, dict) for each in targets):
        reading.fault(kind, "a list of tables is expected", f"Write [[{kind}]].")
        return
    for number, target in enumerate(targets, start=1):
        place = f"{kind}[{number}]."
        reading.unknown(place, target, (*_LISTS[kind], *_OPTIONS[kind]))
        lists = {name: reading.texts(f"{place}{name}", target.get(name, _DEFAULTS.get(name))) for name in _LISTS[kind]}
        options = dict(_options(kind, target, place, reading))
        _check_known(f"{place}formats", lists["formats"], endings, reading)
        _check_known(f"{place}filters", lists["filters"], filters, reading)
        for values in itertools.product(*lists.values()):
            chosen = dict(zip(_LISTS[kind], values, strict=True))
            if chosen["formats"] in endings and chosen["filters"] in filters:
                yield _job(kind, chosen, options, filters, endings)


def _options(kind: str, target: Mapping[str, Any], place: str, reading: _Reading) -> Iterator[tuple[str, str | bool]]:
    for name in _OPTIONS[kind]:
        value = target.get(name)
        wanted = bool if name in _BOOLEANS else str
        if value is None:
            continue
        if isinstance(value, wanted):
            yield name, value
        else:
            reading.fault(
                f"{place}{name}", f"{'true or false' if wanted is bool else 'a text'} is expected", "Mend it."
            )


def _check_known(place: str, names: list[str], known: Mapping[str, str], reading: _Reading) -> None:
    reading.unknown(f"{place}: ", dict.fromkeys(names), tuple(known))


def _job(
    kind: str,
    chosen: Mapping[str, str],
    options: Mapping[str, str | bool],
    filters: Mapping[str, str],
    endings: Mapping[str, str],
) -> Job:
    style, group, filter_name = (chosen.get(name, "") for name in ("styles", "groups", "filters"))
    values = {
        "style": Path(style).stem,
        "group": group,
        "filter": filter_name,
        "format": chosen["formats"],
        "ending": endings[chosen["formats"]].lstrip("."),
    }
    pattern = str(options.get("file", _FILE_NAMES[kind]))
    kept = {name: value for name, value in options.items() if name != "file"}
    return Job(kind, file_name(pattern, values), chosen["formats"], style, group, filters[filter_name], kept)


def file_name(pattern: str, values: Mapping[str, str]) -> str:
    """`pattern` with its values put in; what an empty value leaves behind (`-.`, `/`) goes with it."""
    filled = pattern
    for name, value in values.items():
        filled = filled.replace(f"{{{name}}}", re.sub(r"[^\w.-]+", "-", value))
    parts = [re.sub(r"[-_]+(?=\.|$)|^[-_]+", "", part) for part in filled.split("/")]
    return "/".join(part for part in parts if part)


def _check_files(jobs: list[Job], reading: _Reading) -> None:
    """No file twice, and none outside the output folder."""
    seen: set[str] = set()
    for job in jobs:
        if ".." in job.file.split("/") or job.file.startswith("/"):
            reading.fault(job.file, "this file lies outside the output folder", "Take `..` and the leading / away.")
        if job.file.lower() in seen:
            reading.fault(
                job.file, "several targets make this file", "Put {style}, {group}, {filter} or {ending} into file."
            )
        seen.add(job.file.lower())
