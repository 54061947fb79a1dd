"""Text: findings by file, each with its line of the file and a mark under the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from atlas_cite.checks.finding import LEVELS, Finding, Fix, Level

_INCOMPLETE = ", and not everything could be looked at: see the errors"
_MOST_NOTES = 12
"""Notes of one rule in a file that are all shown; of more only the first are."""
_FIRST_NOTES = 3
_WIDEST = 110
"""Characters of a source line that are shown: about a terminal's width."""


def render_text(
    findings: Sequence[Finding], sources: Mapping[str, Sequence[str]], *, is_complete: bool = True
) -> Iterator[str]:
    """The findings, and a line that counts them; `sources` are the files' lines by name, for those to be shown.

    Unless `is_complete`, the last line says that not everything could be looked at.
    """
    for file, group in groupby(findings, key=lambda finding: finding.place.file):
        yield f"{'' if file == findings[0].place.file else chr(10)}{file or 'all inputs'}\n"
        yield from _file(list(group), sources)
    yield f"{chr(10) if findings else ''}{counted(findings)}{'' if is_complete else _INCOMPLETE}\n"


def _file(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The findings of one file; of notes that say one thing of many entries the first few, and how many more."""
    notes = Counter(finding.rule for finding in findings if finding.level is Level.NOTE)
    shown: Counter[str] = Counter()
    for finding in findings:
        shown[finding.rule] += 1
        if notes[finding.rule] > _MOST_NOTES and finding.level is Level.NOTE and shown[finding.rule] > _FIRST_NOTES:
            continue
        where = ":".join(str(number) for number in (finding.place.line, finding.place.column) if number)
        key = f"{finding.key}: " if finding.key and finding.key not in finding.message else ""
        yield f"  {where or '-'}  {finding.level}  {key}{_plain(finding.message)}  [{finding.rule}]\n"
        yield from _source(finding, sources)
        if finding.hint:
            yield f"      {_plain(finding.hint)}\n"
        if finding.fix:
            yield f"      {_fix(finding.fix)}\n"
    for rule, count in notes.items():
        if count > _MOST_NOTES:
            yield f"  -  note  {count - _FIRST_NOTES} more like these (--format json lists all)  [{rule}]\n"


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are of each level, and how many can be mended without asking."""
    counts = Counter(finding.level for finding in findings)
    named = [f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in LEVELS if counts[level]]
    fixes = sum(finding.fix is not None and not finding.fix.asks for finding in findings)
    safe = f"; {fixes} {'has' if fixes == 1 else 'have'} a safe fix (--fix)" if fixes else ""
    return (", ".join(named) or "nothing found") + safe


def _fix(fix: Fix) -> str:
    """What a fix makes of the field, in a line."""
    what = f"take out {fix.written}" if fix.value is None else _plain(fix.written)
    shown = what if len(what) <= _WIDEST else f"{what[:_WIDEST]}…"
    return f"{'fix, if you want it' if fix.asks else 'fix'}: {shown}"


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
