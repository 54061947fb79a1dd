"""Entries as CSL-JSON, which is also how a library is saved: nothing is lost, and pandoc and Zotero read it.

With an annotation the item's `note` holds it, before the work's own note, which is kept under our part of `custom` so
that reading the file gives the entry back as it was.  Zotero, citeproc-js and pandoc take a line `word: value` of a
note, and `{:word: value}` anywhere, for a CSL variable; so what we add says `[Summary]` and `[Background] Rest helps`
where it would say `Summary:` and `Background: Rest helps`.  The work's own note stays as its writer put it.

A list of names that goes on beyond those known ends in the literal name "et al.".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.plain import NAMESPACE, entry_to_plain
from atlas_cite.model.status import Status
from atlas_cite.tables.csl_json import FOREIGN_CUSTOM, OWN_NOTE
from atlas_cite.tables.truncation import OTHERS

_WORD = r"[^\s:.!?;{}]"
_VARIABLE = re.compile(rf"(?P<words>(?!\d|-){_WORD}{{1,60}}(?: {_WORD}+){{0,3}}) ?:(?!//)(?P<rest>.*)")
"""A line that may be read as a variable and its value: up to four words and a colon."""
_HEADING = re.compile(r"(?P<words>(?!- )[^:.!?]{1,80}):")
_ADDRESS = re.compile(r"https?://\S+")


def render_csl_json(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """A JSON array, one item a piece; `annotation` gives what to say about an entry, or nothing."""
    separator = "[\n"
    for entry in entries:
        yield separator + json.dumps(_item(entry, annotation(entry)), ensure_ascii=False, indent=2)
        separator = ",\n"
    yield "\n]\n" if separator == ",\n" else "[]\n"


def render_library(entries: Iterable[Entry]) -> Iterator[str]:
    """A JSON array of entries with everything known about them, one a piece: the file a library is saved in."""
    return render_csl_json(entries, lambda _: ())


def render_library_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """JSON Lines, one entry a line and a piece: a library as a stream."""
    for entry in entries:
        yield json.dumps(_item(entry, ()), ensure_ascii=False) + "\n"


def _item(entry: Entry, blocks: tuple[Block, ...]) -> dict[str, Any]:
    plain = entry_to_plain(entry)
    plain["custom"] = _foreign_custom(entry) | plain["custom"]
    for variable in entry.extra.get(TRUNCATED_NAMES, "").split():
        if entry.item.names(variable):
            plain[variable] = [*plain[variable], {"literal": OTHERS}]
    note = "\n".join(combined_note(entry.item.text("note"), blocks, Status(), without_variables))
    if blocks and note:
        plain["custom"][NAMESPACE][OWN_NOTE] = entry.item.text("note")
        plain["note"] = note
    return plain


def without_variables(line: str) -> str:
    """A line of a note with its first words in brackets where they could be read as a variable."""
    line = line.replace("{:", "{ :")
    if match := _ADDRESS.match(line):
        return f"<{match.group()}>{line[match.end() :]}"
    if match := _HEADING.fullmatch(line):
        return f"[{match['words'].strip()}]"
    if match := _VARIABLE.fullmatch(line):
        return f"[{match['words']}] {match['rest'].strip()}".strip()
    return line


def _foreign_custom(entry: Entry) -> dict[str, Any]:
    """What another program had put under `custom`."""
    try:
        foreign = json.loads(entry.extra.get(FOREIGN_CUSTOM, "{}"))
    except ValueError:
        return {}
    return foreign if isinstance(foreign, dict) else {}
