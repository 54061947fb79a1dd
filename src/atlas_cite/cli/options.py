"""Options that several commands share, as one decorator and one value."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import click

from atlas_cite.cli.configuration import load_configuration
from atlas_cite.merge import SOURCES
from atlas_cite.model.variables import VARIABLES
from atlas_cite.pipeline.libraries import Lookup

Gathered = TypeVar("Gathered")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw]?)")
_DAYS = {"s": 1 / 86_400, "m": 1 / 1_440, "h": 1 / 24, "d": 1.0, "w": 7.0, "": 1.0}


@dataclass(frozen=True, slots=True)
class Shared:
    """The values of the shared options of one run."""

    crossref_url: str
    mailto: str
    cache: Path | None
    offline: bool
    refresh: float | None
    prefer: tuple[tuple[str, str], ...]
    report: Path | None
    progress: bool | None
    strict: bool
    verbose: int
    quiet: bool
    datacite_url: str
    doi_url: str
    ncbi_url: str
    idconv_url: str
    lock: Path | None
    update_lock: bool

    def lookup(self, *, offline: bool | None = None) -> Lookup:
        """How to look references up, for the pipeline; `offline` overrules the option."""
        return Lookup(
            crossref_url=self.crossref_url,
            mailto=self.mailto,
            cache=self.cache or default_cache(),
            offline=self.offline if offline is None else offline,
            refresh_days=self.refresh,
            preferred=dict(self.prefer),
            datacite_url=self.datacite_url,
            doi_url=self.doi_url,
            ncbi_url=self.ncbi_url,
            idconv_url=self.idconv_url,
            lock=self.lock,
            update_lock=self.update_lock,
        )


def default_cache() -> Path:
    """Where the cache lies unless --cache or ATLAS_CITE_CACHE says otherwise."""
    from platformdirs import user_cache_path  # needed only when something is looked up

    return user_cache_path("atlas-cite") / "crossref.sqlite"


class Age(click.ParamType[float]):
    """A time such as 12h, 7d or 2w, in days; `0` is always too old."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Days, or click's usage error."""
        if isinstance(value, int | float):
            return float(value)
        match = _AGE.fullmatch(str(value).strip().lower())
        if not match:
            self.fail(f"{value!r} is no age; write a number and s, m, h, d or w, such as 7d", param, ctx)
        return float(match.group(1)) * _DAYS[match.group(2)]


class Preference(click.ParamType[tuple[str, str]]):
    """`FIELD=SOURCE`: who wins a field when sources disagree."""

    name = "field=source"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair, or click's usage error."""
        if isinstance(value, tuple | list):
            return str(value[0]), str(value[1])
        field, _, source = str(value).partition("=")
        if source not in SOURCES or field not in VARIABLES:
            self.fail(f"{value!r}: write a CSL variable and registry, file or record, such as title=record", param, ctx)
        return field, source


def _configure(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Put the configuration file's values where click looks for defaults."""
    options = {
        name.removeprefix("--"): option.name or ""
        for option in ctx.command.params
        for name in option.opts
        if name.startswith("--") and option.name not in {"config", "output"}
    }
    ctx.default_map = load_configuration(value, ctx.info_name or "", options)
    return value


_SERVICES = {
    "datacite": "DataCite's interface",
    "doi": "the DOI resolver",
    "ncbi": "NCBI's E-utilities",
    "idconv": "PubMed Central's id converter",
}
"""Services besides Crossref, as their options begin -> what they are."""


def _address(name: str, what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option for the address of a service."""
    return click.option(
        f"--{name}-url",
        default=getattr(Lookup(), f"{name}_url"),
        envvar=f"ATLAS_CITE_{name.upper()}_URL",
        metavar="URL",
        help=f"Where {what} is.",
    )


_FILE = click.Path(dir_okay=False, path_type=Path)

_OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option(
        "--config",
        type=_FILE,
        envvar="ATLAS_CITE_CONFIG",
        is_eager=True,
        expose_value=False,
        callback=_configure,
        help="Read defaults from this TOML file (else atlas-cite.toml here, else the user's).",
    ),
    click.option(
        "--crossref-url",
        default="https://api.crossref.org",
        show_default=True,
        envvar="ATLAS_CITE_CROSSREF_URL",
        help="Base address of the Crossref REST API.",
    ),
    click.option(
        "--mailto",
        default="",
        envvar="ATLAS_CITE_MAILTO",
        help="Your e-mail address, sent to Crossref: the polite, faster pool.",
    ),
    *(_address(name, what) for name, what in _SERVICES.items()),
    click.option(
        "--cache", type=_FILE, envvar="ATLAS_CITE_CACHE", help="The cache file (default: in the user's cache folder)."
    ),
    click.option(
        "--offline",
        is_flag=True,
        envvar="ATLAS_CITE_OFFLINE",
        help="Never open a connection; use the cache alone and say what is missing.",
    ),
    click.option(
        "--refresh", type=Age(), metavar="AGE", help="Ask again for what was answered longer ago than AGE (12h, 7d, 0)."
    ),
    click.option(
        "--lock",
        type=_FILE,
        metavar="FILE",
        help="Pin the records to those of this lock file; it is written when there is none.",
    ),
    click.option("--update-lock", is_flag=True, help="Write the lock file anew, with the records as they are now."),
    click.option(
        "--prefer",
        type=Preference(),
        multiple=True,
        metavar="FIELD=SOURCE",
        help="Who wins FIELD: registry, file or record (title=record).",
    ),
    click.option(
        "--report", type=_FILE, metavar="FILE", help="Write a JSON report: origins, conflicts, verdicts, problems."
    ),
    click.option(
        "--progress/--no-progress", default=None, help="Show progress (default: when standard error is a terminal)."
    ),
    click.option("--strict", is_flag=True, help="Exit with 1 for doubts and warnings too."),
    click.option("-v", "--verbose", count=True, help="Say more on standard error."),
    click.option("-q", "--quiet", is_flag=True, help="Say only errors on standard error."),
)


def gather(kind: type[Gathered], values: Mapping[str, Any]) -> Gathered:
    """A dataclass of those `values` that are its fields; others keep their defaults."""
    return kind(**{each.name: values[each.name] for each in fields(kind) if each.name in values})  # type: ignore[arg-type]  # every kind here is a dataclass


def shared_names() -> frozenset[str]:
    """The parameters of the shared options."""
    return frozenset(each.name for each in fields(Shared)) | {"config"}


def gathered(name: str, kind: type[Any], options: Sequence[Decorator]) -> Decorator:
    """Give a command `options`; it receives those that are fields of the dataclass `kind` as one argument `name`."""
    names = [each.name for each in fields(kind)]

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_options(**values: Any) -> Any:
            given = {field: values.pop(field) for field in names if field in values}
            return command(**{name: kind(**given)}, **values)

        decorated: Callable[..., Any] = with_options
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options; it receives them as one `shared` argument."""
    return gathered("shared", Shared, _OPTIONS)(command)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command -o."""
    path = click.Path(dir_okay=True, path_type=Path)
    return click.option("-o", "--output", type=path, metavar="FILE", help="Write to FILE instead of standard output.")(
        command
    )


def inputs_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its INPUTs."""
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")(command)
