"""A .bib file as raw entries, through bibtexparser's splitter: values worked out, LaTeX untouched, lines counted.

None of bibtexparser's middlewares runs: they decode LaTeX before names are split, and drop protecting braces.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas_cite.errors import Problem, Severity
from atlas_cite.sources.bibtex.values import read_value

if TYPE_CHECKING:
    from bibtexparser.model import Block

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of becomes a Problem here

_ODD_IN_KEY = frozenset(" \t\n\"#%'(),={}~\\")


@dataclass(frozen=True, slots=True)
class RawField:
    """A field: its name in lower case, its text with macros put in and LaTeX as it is, its line."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry: its type in lower case, its key as written, its line, its fields by name.

    Of fields that an entry gives twice, BibTeX takes the first; the others are in `repeated`.
    """

    type: str
    key: str
    line: int
    fields: Mapping[str, RawField]
    repeated: tuple[RawField, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one file."""

    where: str
    macros: dict[str, str] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    entries: list[RawEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, line: int, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, severity))


def read_blocks(text: str, where: str) -> tuple[list[RawEntry], list[Problem]]:
    """Split a .bib text into entries; everything that could not be read is a Problem with its line."""
    from bibtexparser.model import String
    from bibtexparser.splitter import Splitter

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reading = _Reading(where)
    blocks = list(_located(text, Splitter(text).split().blocks))
    for block, line in blocks:
        content = getattr(block, "ignore_error_block", None) or block
        if isinstance(content, String):
            _read_macro(content, line, reading)
    for block, line in blocks:
        _read_block(block, line, reading)
    return reading.entries, reading.problems


def _located(text: str, blocks: list[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with its line in `text`; bibtexparser's own count misses lines that end in a backslash."""
    position, line = 0, 1
    for block in blocks:
        start = text.find(block.raw or "", position)
        if start >= 0:
            line += text.count("\n", position, start)
            position = start
        yield block, line


def _read_macro(macro: Any, line: int, reading: _Reading) -> None:
    value = read_value(macro.value, reading.macros)
    name = macro.key.lower()
    if name in reading.macros and reading.macros[name] != value.text:
        reading.report("bibtex-macro-repeated", line, f"@string {macro.key} is defined again; the last one counts")
    reading.macros[name] = value.text


def _read_block(block: Block, line: int, reading: _Reading) -> None:
    from bibtexparser.model import Entry, ParsingFailedBlock

    content = getattr(block, "ignore_error_block", None) or block
    if isinstance(content, Entry):
        entry = _raw_entry(content, line, reading)
        _check_key(entry, reading)
        reading.entries.append(entry)
    elif isinstance(content, ParsingFailedBlock):
        reason = str(getattr(content.error, "abort_reason", content.error)).strip()
        first_line = (content.raw or "").strip().partition("\n")[0][:60]
        reading.report(
            "bibtex-unreadable",
            line,
            f"cannot read the block that begins `{first_line}`: {reason}",
            "Check its braces, quotes and commas; the other entries were read.",
            Severity.ERROR,
        )


def _raw_entry(entry: Any, line: int, reading: _Reading) -> RawEntry:
    fields: dict[str, RawField] = {}
    repeated: list[RawField] = []
    for each in entry.fields:
        value = read_value(str(each.value), reading.macros)
        raw = RawField(each.key.lower(), value.text, line + max(0, each.start_line - entry.start_line))
        for macro in value.undefined:
            message = f"the macro {macro} in {each.key} of {entry.key!r} is not defined"
            reading.report("bibtex-undefined-macro", raw.line, message, "Its name is used as text.")
        if raw.name in fields:
            message = f"{entry.key!r} gives {raw.name} twice; the first one counts, the other is kept beside it"
            reading.report("bibtex-field-repeated", raw.line, message)
            repeated.append(raw)
        else:
            fields[raw.name] = raw
    return RawEntry(entry.entry_type.lower(), entry.key, line, fields, tuple(repeated))


def _check_key(entry: RawEntry, reading: _Reading) -> None:
    if not entry.key:
        reading.report("bibtex-key-missing", entry.line, f"an @{entry.type} has no key", "It will be given one.")
    elif _ODD_IN_KEY.intersection(entry.key) or not entry.key.isascii():
        message = f"the key {entry.key!r} holds characters that BibTeX or LaTeX trips over"
        reading.report("bibtex-key-odd", entry.line, message, "Use letters, figures and - _ : . only.")
    folded = entry.key.lower()
    if entry.key and folded in reading.keys:
        message = f"the key {entry.key!r} was used before, in line {reading.keys[folded]}; both entries are kept"
        reading.report("bibtex-key-repeated", entry.line, message, "Keys must differ in more than case.")
    reading.keys.setdefault(folded, entry.line)
