"""Where in an entry a new field goes, so that no line but its own changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from atlas_cite.bibfile.pieces import EntryPieces
from atlas_cite.bibfile.scan import ScannedEntry, ScannedField
from atlas_cite.bibfile.style import EntryStyle
from atlas_cite.tables.bib_layout import BELONGS_AFTER, BELONGS_FIRST

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMA_AND_COMMENT = re.compile(r"[^\S\r\n]*,[^\S\r\n]*(?:%[^\r\n]*)?(?=[\r\n])")


def insert_field(pieces: EntryPieces, style: EntryStyle, name: str, head: str, value: str) -> int:
    """Put one more field among the others, `head` and `value` as they are to be written; its number.

    It gets a line of its own if others have.
    """
    place = _place(pieces.names, style, name)
    last = len(pieces.names)
    if place == last and style.comma_at_line_end and "," not in pieces.afters[-1]:
        place -= 1  # behind the last field it would put a comma into that field's line
    if place == 0:
        pieces.insert(0, name, head, value, style.separator)
        return 0
    after = pieces.afters[place - 1]
    if style.comma_at_line_end and (match := _COMMA_AND_COMMENT.match(after)):
        pieces.afters[place - 1] = after[: match.end()] + style.between_lines.lstrip(" \t")
        pieces.insert(place, name, head, value, "," + after[match.end() :])
    else:
        pieces.afters[place - 1] = style.separator
        pieces.insert(place, name, head, value, after)
    return place


def insert_first_field(text: str, entry: ScannedEntry, style: EntryStyle, name: str, value: str) -> str:
    """The `text` of an entry without fields with its first one."""
    comma = text.find(",", entry.key_end, entry.close) + 1
    start = comma or entry.key_end
    separator = style.between_lines if comma else style.separator
    tail = style.line_end if style.comma_at_line_end and not _LINE_END.search(text, start, entry.close) else ""
    new = style.head(name) + value
    return _spliced(text, start, start, separator + new + ("," if comma and tail == "" else "") + tail)


def take_out_field(text: str, entry: ScannedEntry, index: int) -> str:
    """The entry's `text` without a field; the comment behind it and the other lines stay."""
    field = entry.fields[index]
    after = _COMMA_AND_COMMENT.match(text, field.value_end)
    line = max(text.rfind("\n", 0, field.name_start), text.rfind("\r", 0, field.name_start)) + 1
    alone = not text[line : field.name_start].strip()
    if alone and after and "%" not in after[0] and (end := _LINE_END.match(text, after.end())):
        return _spliced(text, line, end.end(), "")
    before = entry.fields[index - 1].value_end if index else entry.key_end
    if index + 1 == len(entry.fields) and "," not in text[field.value_end : entry.close]:
        return _take_out_last(text, before, field, alone=alone)
    if index + 1 == len(entry.fields):
        return _spliced(text, before, field.value_end, "")
    return _spliced(text, field.name_start, entry.fields[index + 1].name_start, "")


def _take_out_last(text: str, before: int, field: ScannedField, *, alone: bool) -> str:
    """Without the last field, which no comma follows; on a line of its own it leaves the comma of the line before."""
    comma = text.find(",", before, field.name_start) + 1
    start = comma if alone and comma else before
    return _spliced(text, start, field.value_end, "")


def _place(names: Sequence[str], style: EntryStyle, name: str) -> int:
    """Before which field, by number, the new one goes; the number of fields for the end."""
    folded = name.lower()
    if style.is_sorted:
        return bisect_left(names, folded)
    if folded in BELONGS_FIRST:
        return 0
    return next((names.index(each) + 1 for each in BELONGS_AFTER.get(folded, ()) if each in names), len(names))


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]
