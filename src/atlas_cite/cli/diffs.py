"""Diffs on a terminal: the lines of a plan, coloured."""

from __future__ import annotations

import os
from typing import Any

import click

from atlas_cite.cli.reporting import printable
from atlas_cite.enrich.diff import Line, Mark

_COLOURS: dict[Mark, dict[str, Any]] = {
    Mark.ENTRY: {"bold": True},
    Mark.ADD: {"fg": "green"},
    Mark.REMOVE: {"fg": "red"},
    Mark.ASK: {"fg": "yellow"},
    Mark.NOTE: {"fg": "magenta"},
    Mark.KEPT: {"dim": True},
    Mark.TOTAL: {"bold": True},
}


def echo_line(line: Line, *, err: bool = False) -> None:
    """One line of a diff, coloured on a terminal unless NO_COLOR is set; its further lines stand below it."""
    indent = "" if line.mark in {Mark.ENTRY, Mark.TOTAL} else "    "
    text = f"{indent}{line.mark} {line.text}".replace("\n", f"\n{indent}{line.mark} ")
    styled = click.style(printable(text), **_COLOURS[line.mark])
    remark = click.style(printable(f"  % {line.remark}"), dim=True) if line.remark else ""
    click.echo(styled + remark, err=err, color=False if os.environ.get("NO_COLOR") else None)
