"""Reporting: problems as lines on standard error, as a JSON report, and as an exit code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from atlas_cite.cli.output import write_output
from atlas_cite.errors import AtlasCiteError, Problem, Severity
from atlas_cite.pipeline.renaming import Renamed

_COLOURS = {Severity.ERROR: "red", Severity.ASK: "yellow", Severity.WARNING: "yellow"}
_CONTROL = {number: f"\\x{number:02x}" for number in (*range(32), 127, *range(128, 160)) if number not in {9, 10}}


def printable(text: str) -> str:
    """`text` with control characters spelled out, so that no input can drive a terminal."""
    return text.translate(_CONTROL)


def print_error(error: AtlasCiteError) -> None:
    """One error on standard error: input, fault, remedy."""
    subject = f"{error.subject}: " if error.subject else ""
    click.echo(click.style("error: ", fg="red") + printable(f"{subject}{error.message}"), err=True)
    if error.hint:
        click.echo(f"  {printable(error.hint)}", err=True)


def print_problems(problems: Iterable[Problem], *, quiet: bool = False) -> None:
    """Problems on standard error, each once; with `quiet` only errors."""
    for problem in dict.fromkeys(problems):
        if quiet and problem.severity is not Severity.ERROR:
            continue
        mark = click.style(f"{problem.severity}: ", fg=_COLOURS[problem.severity])
        click.echo(mark + printable(str(problem)), err=True)


def print_renamings(renamed: Iterable[Renamed], *, quiet: bool = False) -> None:
    """Every citation that was renamed on standard error, as `file:line: old -> new`, and how many in each file."""
    for each in renamed:
        if quiet:
            continue
        for one in each.renamings:
            click.echo(printable(f"{each.path}:{one.line}: {one.old} -> {one.new}"), err=True)
        click.echo(printable(f"{each.path}: {len(each.renamings)} citations renamed"), err=True)


def exit_code(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """1 when anything could not be done, or, with `strict`, when anything is in doubt; else 0."""
    return int(any(strict or problem.severity is Severity.ERROR for problem in problems))


def write_report(path: Path, entries: list[dict[str, Any]], problems: Iterable[Problem]) -> None:
    """The machine-readable report: what was made of every entry, and every problem."""
    listed = [
        {
            "code": each.code,
            "severity": each.severity.value,
            "subject": each.subject,
            "message": each.message,
            "hint": each.hint,
        }
        for each in dict.fromkeys(problems)
    ]
    counts = Counter(each["severity"] for each in listed)
    report = {"entries": entries, "problems": listed, "counts": {"entries": len(entries), **counts}}
    write_output(path, [json.dumps(report, ensure_ascii=False, indent=2) + "\n"])


def is_interactive() -> bool:
    """Whether standard error is a terminal: progress is shown there and nowhere else."""
    return sys.stderr.isatty()
