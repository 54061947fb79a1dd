"""Reading .bib files: BibTeX and BibLaTeX, from any program."""

from __future__ import annotations

from atlas_cite.bibfile.file import BibFile
from atlas_cite.bibfile.read import read_bib_text
from atlas_cite.errors import Problem, Severity
from atlas_cite.model.reference import Reference
from atlas_cite.sources.bibtex.blocks import RawEntry
from atlas_cite.sources.bibtex.fields import read_entry
from atlas_cite.sources.bibtex.inheritance import with_inherited
from atlas_cite.tables.bibtex import NOT_WORKS

__all__ = ["read_bibtex", "read_references"]


def read_bibtex(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every entry of a .bib text as a reference, and everything doubtful or unreadable in it, in the order of lines.

    `where` names the file.
    """
    return read_references(read_bib_text(text.removeprefix("\ufeff"), where))


def read_references(file: BibFile) -> tuple[list[Reference], list[Problem]]:
    """Every entry of a .bib file that describes a work as a reference, and everything doubtful, in the order of lines.

    Fields without a CSL word stay in `extra` as `bibtex:<field>`, LaTeX untouched; `truncated-names` names the lists
    that ended in `others`, `bibtex:entrytype` a type that has no CSL type of its own.  BibLaTeX's `annotation` is CSL's
    `annote` unless the entry has an `annote` too.
    """
    where = file.where
    raw_and_whole, missing = with_inherited(file)
    problems = [*file.problems, *missing]
    references: list[Reference] = []
    unknown: dict[str, int] = {}
    for _, entry in raw_and_whole:
        if entry.type in NOT_WORKS:
            problems.append(_not_a_work(entry, where))
            continue
        read = read_entry(entry, where)
        references.append(read.reference)
        problems.extend(read.problems)
        unknown |= {command: line for command, line in read.unknown_commands.items() if command not in unknown}
    problems.extend(_unknown_command(command, f"{where}:{line}") for command, line in unknown.items())
    return references, sorted(problems, key=_line)


def _not_a_work(entry: RawEntry, where: str) -> Problem:
    message = f"@{entry.type} {entry.key!r} describes no work and was not read as one"
    return Problem("bibtex-not-a-work", f"{where}:{entry.line}", message, severity=Severity.WARNING)


def _unknown_command(command: str, subject: str) -> Problem:
    message = f"the LaTeX command \\{command} is not known; its arguments, or its name, are kept as text"
    return Problem("latex-unknown-command", subject, message, severity=Severity.WARNING)


def _line(problem: Problem) -> int:
    """The line in a subject that ends with it, or with line and column."""
    numbers = problem.subject.split(":")[-2:]
    return int(next((number for number in numbers if number.isdigit()), 0))
