"""`cite --in`: the citations of a manuscript printed in their places, and its bibliography with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.core import ParameterSource

from atlas_cite.cli.completion import complete_parts
from atlas_cite.cli.options import Decorator, Shared
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.running import finish, library_of
from atlas_cite.pipeline.documents import AnnotationRequest
from atlas_cite.pipeline.manuscripts import (
    Manuscript,
    ManuscriptRequest,
    chosen_settings,
    cite_manuscripts,
    open_manuscripts,
)
from atlas_cite.pipeline.word_manuscript import cite_word

_NAME = "{name}"
_WORD = ".docx"
_NOT_FOR_MANUSCRIPTS = ("locator", "target", "engine")
"""Options that say how a list of citations is printed."""

MANUSCRIPT_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--in",
        "manuscripts",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Print the citations of this manuscript (Markdown or Word with [@key], or LaTeX) and its bibliography;"
        " repeat it for chapters, which are one document.",
    ),
    click.option(
        "--annotate",
        "parts",
        default="none",
        show_default=True,
        metavar="PARTS",
        shell_complete=complete_parts,
        help="With --in: what stands under each reference, as for bibliography.",
    ),
)


@dataclass(frozen=True, slots=True)
class ManuscriptRun:
    """What one run of `cite --in` was given."""

    inputs: tuple[str, ...]
    paths: tuple[Path, ...]
    output: Path | None
    request: ManuscriptRequest
    everything: bool


def cite_in_manuscripts(asked: ManuscriptRun, shared: Shared) -> None:
    """Print the manuscripts with the works of the inputs, or of the bibliography they name."""
    context = click.get_current_context()
    for name in _NOT_FOR_MANUSCRIPTS:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = next(param.opts[0] for param in context.command.params if param.name == name)
            raise click.UsageError(f"{option} is not for manuscripts (--in).")
    if any(path.suffix.lower() == _WORD for path in asked.paths):
        _cite_word(asked, shared)
        return
    manuscripts, problems = open_manuscripts(asked.paths, asked.output)
    inputs = asked.inputs or tuple(name for each in manuscripts for name in each.settings.bibliography)
    if not inputs:
        raise click.UsageError("Give an INPUT with the works, or name a bibliography in the manuscript's front matter.")
    for path in _outputs(asked.output, manuscripts):
        check_output(path, [*inputs, *map(str, asked.paths)])
    request = chosen_settings(manuscripts, asked.request)
    library, found = library_of(list(dict.fromkeys(inputs)), shared, everything=asked.everything)
    texts, faults = cite_manuscripts(manuscripts, library, request)
    _write(asked.output, manuscripts, texts)
    finish(shared, (*problems, *found, *faults), library)


def _cite_word(asked: ManuscriptRun, shared: Shared) -> None:
    """The same for one Word file, which becomes a Word file."""
    output = asked.output
    if len(asked.paths) > 1 or not asked.inputs or output is None or output.suffix.lower() != _WORD:
        raise click.UsageError("A Word manuscript stands alone, and needs an INPUT with the works and -o FILE.docx.")
    check_output(output, [*asked.inputs, str(asked.paths[0])])
    request = chosen_settings((), asked.request)
    library, problems = library_of(asked.inputs, shared, everything=asked.everything)
    data, faults = cite_word(asked.paths[0], library, request)
    write_output(output, [data])
    finish(shared, (*problems, *faults), library)


def manuscript_request(style: str, locale: str | None, parts: str) -> ManuscriptRequest:
    """The request in the options: a style that nobody asked for is left to the manuscript."""
    is_asked = click.get_current_context().get_parameter_source("style") is not ParameterSource.DEFAULT
    return ManuscriptRequest(style if is_asked else "", locale, AnnotationRequest(parts))


def check_without_manuscript(inputs: Sequence[str]) -> None:
    """Raise click's usage error for what makes no sense without --in."""
    if not inputs:
        raise click.UsageError("Missing argument 'INPUT...'.")
    if click.get_current_context().get_parameter_source("parts") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--annotate is for manuscripts (--in); `bibliography` makes annotated bibliographies.")


def _outputs(output: Path | None, manuscripts: Iterable[Manuscript]) -> list[Path | None]:
    """Where each text goes; all go to one place unless its name has {name} in it."""
    if output is None or _NAME not in str(output):
        return [output]
    return [Path(str(output).replace(_NAME, each.path.stem)) for each in manuscripts]


def _write(output: Path | None, manuscripts: Sequence[Manuscript], texts: Sequence[str]) -> None:
    paths = _outputs(output, manuscripts)
    if len(paths) < len(texts):
        write_output(paths[0], ["\n".join(texts)])
        return
    for path, text in zip(paths, texts, strict=True):
        write_output(path, [text])
