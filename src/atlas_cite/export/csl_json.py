"""Entries as CSL-JSON, which is also how a library is saved: nothing is lost, and pandoc and Zotero read it.

With an annotation the item's `note` holds it, before the work's own note, which is kept under our part of `custom` so
that reading the file gives the entry back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.model.entry import Entry
from atlas_cite.model.plain import NAMESPACE, entry_to_plain
from atlas_cite.model.status import Status
from atlas_cite.tables.csl_json import FOREIGN_CUSTOM, OWN_NOTE


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
    note = "\n".join(combined_note(entry.item.text("note"), blocks, Status()))
    if blocks and note:
        plain["custom"][NAMESPACE][OWN_NOTE] = entry.item.text("note")
        plain["note"] = note
    return plain


def _foreign_custom(entry: Entry) -> dict[str, Any]:
    """What another program had put under `custom`."""
    try:
        foreign = json.loads(entry.extra.get(FOREIGN_CUSTOM, "{}"))
    except ValueError:
        return {}
    return foreign if isinstance(foreign, dict) else {}
