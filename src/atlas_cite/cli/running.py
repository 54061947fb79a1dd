"""Running: what every command that makes a library does around its one pipeline call."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import click

from atlas_cite.cli.options import Shared
from atlas_cite.cli.progress import Progress as LookupProgress
from atlas_cite.cli.reporting import exit_code, is_interactive, print_problems, write_report
from atlas_cite.errors import Problem
from atlas_cite.keys.pattern import parse_pattern
from atlas_cite.model.library import Library
from atlas_cite.pipeline.libraries import describe, load_library
from atlas_cite.pipeline.streams import Stream, find_stream
from atlas_cite.resolve import Progress


def library_of(
    inputs: Sequence[str], shared: Shared, *, everything: bool = False, keys: str = "default"
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of the inputs, with progress on standard error when a person is watching.

    Raises InvalidSettings when `keys` is no key pattern.
    """
    pattern = parse_pattern(keys)
    with lookup_progress(shared) as progress:
        return load_library(
            inputs, sys.stdin.buffer, shared.lookup(), everything=everything, keys=pattern, progress=progress
        )


def entries_of(
    inputs: Sequence[str], shared: Shared, *, everything: bool, keys: str, whole: bool
) -> tuple[Library | Stream, Sequence[Problem]]:
    """The entries of the inputs: CSL-JSON is gone through one by one unless it is to be looked up or wanted `whole`.

    The problems are complete when the entries have been gone through.  Raises InvalidSettings when `keys` is no key
    pattern.
    """
    stream = None if everything or whole else find_stream(inputs, parse_pattern(keys))
    if stream is not None:
        return stream, stream.problems
    return library_of(inputs, shared, everything=everything, keys=keys)


def finish(
    shared: Shared, problems: Sequence[Problem], library: Library | Stream | None = None, *, failed: bool = False
) -> NoReturn:
    """Say the problems, write the report, and end the command with its exit code: 1 when it `failed` all the same."""
    print_problems(problems, quiet=shared.quiet)
    if shared.report is not None:
        write_report(shared.report, describe(library or ()), problems)
    if shared.verbose and library is not None:
        click.echo(f"{len(library)} entries, {len(dict.fromkeys(problems))} problems", err=True)
    click.get_current_context().exit(int(failed) or exit_code(problems, strict=shared.strict))


@contextmanager
def lookup_progress(shared: Shared) -> Iterator[Progress | None]:
    """Progress on standard error when a person is watching or asked for it, or nothing."""
    wanted = is_interactive() and not shared.quiet if shared.progress is None else shared.progress
    if not wanted:
        yield None
        return
    progress = LookupProgress()
    try:
        yield progress
    finally:
        progress.close()
