"""Reading a .bib file: every block in its place, macros worked out, everything odd named with line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial

from atlas_cite.bibfile.encoding import DecodedText, decode_bib, foreign_bytes, readable
from atlas_cite.bibfile.file import BibEntry, BibField, BibFile, Block, Lines
from atlas_cite.bibfile.scan import NEXT_FIELD, Fault, ScannedEntry, ScannedField, scannable
from atlas_cite.bibfile.split import SplitBlock, split_blocks
from atlas_cite.bibfile.values import join_parts
from atlas_cite.errors import Problem, Severity
from atlas_cite.tables.bibtex import FIELD_ROWS

_USUAL_FIELDS = frozenset(name for row in FIELD_ROWS for name in row.names)
_MACRO = re.compile(r"@\s*string", re.IGNORECASE)
_ODD_IN_KEY = frozenset(" \t\n\"#%'(),={}~\\")


def read_bib_file(data: bytes, where: str) -> BibFile:
    """Read a file's bytes; `where` names it in messages.  Raises UnreadableInput for data that is no text."""
    return _read(decode_bib(data, where), data, where)


def read_bib_text(text: str, where: str) -> BibFile:
    """Read a text as if it came from a UTF-8 file."""
    return _read(DecodedText(text, "utf-8", errors="surrogatepass"), text.encode("utf-8", "surrogatepass"), where)


def _read(source: DecodedText, data: bytes, where: str) -> BibFile:
    text = scannable(source.text)
    reading = _Reading(where, source.text, Lines(text))
    _check_encoding(source, reading)
    blocks = _read_blocks(text, reading)
    return BibFile(
        where=where,
        data=data,
        source=source,
        entries=tuple(reading.entries),
        blocks=blocks,
        macros=reading.macros,
        problems=tuple(problem for _, problem in sorted(reading.problems, key=lambda pair: pair[0])),
    )


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one file."""

    where: str
    text: str
    lines: Lines
    has_faults: bool = False
    macros: dict[str, str] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    entries: list[BibEntry] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)

    def report(
        self, code: str, offset: int, message: str, hint: str = "", severity: Severity = Severity.WARNING
    ) -> None:
        line, column = self.lines.place(offset)
        self.problems.append((offset, Problem(code, f"{self.where}:{line}:{column}", message, hint, severity)))


def _read_blocks(text: str, reading: _Reading) -> tuple[Block, ...]:
    """Read every block; those of a file that defines macros when all macros are known."""
    if not _MACRO.search(text):
        return split_blocks(text, partial(_read_block, reading=reading))
    found: list[SplitBlock] = []
    blocks = split_blocks(text, found.append)
    for block in found:
        if isinstance(block.found, ScannedField):
            _read_macro(block.found, reading)
    for block in found:
        _read_block(block, reading)
    return blocks


def _check_encoding(source: DecodedText, reading: _Reading) -> None:
    faults = foreign_bytes(source)
    if faults:
        reading.has_faults = True
        message = f"{len(faults)} bytes are not UTF-8, the first here; they stay, and are read as Windows-1252"
        reading.report("bibtex-encoding", faults[0], message, "Save the file in one encoding.")


def _read_macro(macro: ScannedField, reading: _Reading) -> None:
    written = reading.text[macro.name_start : macro.name_end]
    value = join_parts(macro.parts, reading.macros)
    name = written.lower()
    _report_undefined(value.undefined, f"@string {written}", macro.value_start, reading)
    if name in reading.macros and reading.macros[name] != value.text:
        message = f"@string {written} is defined again; the last one counts"
        reading.report("bibtex-macro-repeated", macro.name_start, message)
    reading.macros[name] = value.text


def _read_block(block: SplitBlock, reading: _Reading) -> None:
    if isinstance(block.found, ScannedEntry):
        entry = _entry(block.found, block.block.start, reading)
        _check_key(entry, reading)
        _check_commas(block.found, reading)
        if swallowing := _swallowing_field(entry):
            _report_swallowing(swallowing, entry, reading)
            entry = replace(entry, is_damaged=True)
        reading.entries.append(entry)
    elif isinstance(block.found, Fault):
        first_line = reading.text[block.block.start : block.block.end].partition("\n")[0].strip()[:60]
        line, _ = reading.lines.place(block.block.start)
        reading.report(
            "bibtex-unreadable",
            block.found.offset,
            f"cannot read the block that begins in line {line} with `{first_line}`: {block.found.message}",
            "Mend it; it was left as it is, and the other entries were read.",
            Severity.ERROR,
        )


def _entry(scanned: ScannedEntry, start: int, reading: _Reading) -> BibEntry:
    key = reading.text[scanned.key_start : scanned.key_end]
    fields = [_field(each, key, reading) for each in scanned.fields]
    if len({each.name.lower() for each in fields}) < len(fields):
        _report_repeated(key, fields, reading)
    line, column = reading.lines.place(start)
    return BibEntry(
        index=len(reading.entries),
        type=reading.text[scanned.type_start : scanned.type_end],
        key=key,
        fields=tuple(fields),
        start=start,
        type_start=scanned.type_start,
        key_start=scanned.key_start,
        close=scanned.close,
        line=line,
        column=column,
    )


def _report_repeated(key: str, fields: list[BibField], reading: _Reading) -> None:
    names: set[str] = set()
    for each in fields:
        name = each.name.lower()
        if name in names:
            message = f"{key!r} gives {name} twice; the first one counts, the other is kept beside it"
            reading.report("bibtex-field-repeated", each.name_start, message)
        names.add(name)


def _field(scanned: ScannedField, key: str, reading: _Reading) -> BibField:
    name_start, name_end, value_start, value_end, parts = scanned
    raw = reading.text[value_start:value_end]
    value = join_parts(parts, reading.macros)
    name = reading.text[name_start:name_end]
    if value.undefined:
        _report_undefined(value.undefined, f"{name} of {key!r}", value_start, reading)
    if " " in name or "\t" in name:
        reading.report("bibtex-field-odd", name_start, f"the name {name!r} of a field has a blank in it")
    line, column = reading.lines.place(name_start)
    delimiter = raw[0] if len(parts) == 1 and raw[0] in '{"' else ""
    text = readable(value.text) if reading.has_faults else value.text
    return BibField(name, raw, text, delimiter, name_start, value_start, line, column)


def _report_undefined(macros: tuple[str, ...], place: str, offset: int, reading: _Reading) -> None:
    for macro in macros:
        message = f"the macro {macro} in {place} is not defined"
        reading.report("bibtex-undefined-macro", offset, message, "Its name is used as text.")


def _check_key(entry: BibEntry, reading: _Reading) -> None:
    if not entry.key:
        reading.report("bibtex-key-missing", entry.key_start, f"an @{entry.type} has no key", "Give it one.")
    elif _ODD_IN_KEY.intersection(entry.key) or not entry.key.isascii():
        message = f"the key {entry.key!r} holds characters that BibTeX or LaTeX trips over"
        reading.report("bibtex-key-odd", entry.key_start, message, "Use letters, figures and - _ : . only.")
    folded = entry.key.lower()
    if entry.key and folded in reading.keys:
        message = f"the key {entry.key!r} was used before, in line {reading.keys[folded]}; both entries are kept"
        reading.report("bibtex-key-repeated", entry.key_start, message, "Keys must differ in more than case.")
    reading.keys.setdefault(folded, entry.line)


def _swallowing_field(entry: BibEntry) -> BibField | None:
    """The first field that holds what looks like another one: a brace too few, and later one too many."""
    return next((each for each in entry.fields if "=" in each.raw and _swallowed(each.raw)), None)


def _swallowed(value: str) -> str:
    """The name of a usual field that begins a line of a value, unless a snippet of BibTeX stands before it."""
    found = NEXT_FIELD.search(scannable(value))
    name = value[found.start() : found.end()].partition("=")[0].strip() if found else ""
    return name if found and name.lower() in _USUAL_FIELDS and "@" not in value[: found.start()] else ""


def _report_swallowing(field: BibField, entry: BibEntry, reading: _Reading) -> None:
    swallowed = _swallowed(field.raw)
    message = f"{field.name} of {entry.key!r} holds what looks like the field {swallowed}: a brace is missing"
    hint = "Close the brace before it, and take out the one too many behind it; nothing is written into the entry."
    reading.report("bibtex-field-swallowed", field.value_start, message, hint, Severity.ERROR)


def _check_commas(entry: ScannedEntry, reading: _Reading) -> None:
    for offset in entry.commas_missing:
        reading.report("bibtex-comma-missing", offset, "a comma is missing here", "BibTeX skips what follows it.")
    for offset in entry.commas_extra:
        reading.report("bibtex-comma-extra", offset, "there is a comma too many here", "Take it out.")
    if entry.escapes:
        message = "an escaped brace or quotation mark has no partner; BibTeX cannot read this entry, others can"
        hint = r"Write \textbraceleft, \textbraceright, {\"}, or give the brace its partner."
        reading.report("bibtex-escaped-brace", entry.key_start, message, hint)
