"""Text: findings by file, each with its line of the file and a mark under the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from atlas_cite.checks.finding import LEVELS, Finding

_INCOMPLETE = ", and not everything could be looked at: see the errors"
_WIDEST = 110
"""Characters of a source line that are shown: about a terminal's width."""


def render_text(
    findings: Sequence[Finding], sources: Mapping[str, Sequence[str]], *, is_complete: bool = True
) -> Iterator[str]:
    """The findings, and a line that counts them; `sources` are the files' lines by name, for those to be shown.

    Unless `is_complete`, the last line says that not everything could be looked at.
    """
    file = None
    for finding in findings:
        if finding.place.file != file:
            yield f"{'' if file is None else chr(10)}{finding.place.file or 'all inputs'}\n"
            file = finding.place.file
        where = ":".join(str(number) for number in (finding.place.line, finding.place.column) if number)
        key = f"{finding.key}: " if finding.key and finding.key not in finding.message else ""
        yield f"  {where or '-'}  {finding.level}  {key}{_plain(finding.message)}  [{finding.rule}]\n"
        yield from _source(finding, sources)
        if finding.hint:
            yield f"      {_plain(finding.hint)}\n"
    yield f"{chr(10) if findings else ''}{counted(findings)}{'' if is_complete else _INCOMPLETE}\n"


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are of each level, and how many can be mended without asking."""
    counts = Counter(finding.level for finding in findings)
    named = [f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in LEVELS if counts[level]]
    fixes = sum(finding.fix is not None for finding in findings)
    safe = f"; {fixes} {'has' if fixes == 1 else 'have'} a safe fix (--fix)" if fixes else ""
    return (", ".join(named) or "nothing found") + safe


def _source(finding: Finding, sources: Mapping[str, Sequence[str]]) -> Iterator[str]:
    lines = sources.get(finding.place.file, ())
    if 0 < finding.place.line <= len(lines):
        line = _plain(lines[finding.place.line - 1].rstrip("\r\n").expandtabs(1))
        start = max(0, finding.place.column - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
        yield f"      | {line[start : start + _WIDEST]}\n"
        if finding.place.column:
            yield f"      | {' ' * (finding.place.column - 1 - start)}^\n"


def _plain(text: str) -> str:
    """Text that cannot steer a terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
