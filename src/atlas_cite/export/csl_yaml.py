"""Entries as CSL-YAML: the `references` of a pandoc document's metadata, or a bibliography file for pandoc and Quarto.

Every text is Markdown there, so titles keep their formatting and nothing else is read as any.  The annotation stands
in `note` before the work's own note, one Markdown paragraph each; as in CSL-JSON nothing of it reads as a variable.  A
list of names that goes on ends in the literal name "et al.".  Plain dates and ranges are EDTF, any other is CSL's own
object.

CSL-YAML has no place for: ORCID, and what atlas-cite knows beyond CSL (origins, conflicts, status): save a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from atlas_cite.document.characters import trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.export.csl_json import without_variables
from atlas_cite.export.csl_markdown import plain_to_markdown, to_markdown
from atlas_cite.export.yaml_writer import Plain, render_yaml
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.variables import TITLE_VARIABLES
from atlas_cite.tables.truncation import OTHERS


def render_csl_yaml(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """CSL-YAML, one item a piece; `annotation` gives what to say about an entry, or nothing."""
    is_empty = True
    for entry in entries:
        yield ("---\nreferences:\n" if is_empty else "") + render_yaml([_item(entry, annotation(entry))])
        is_empty = False
    yield "---\nreferences: []\n...\n" if is_empty else "...\n"


def _item(entry: Entry, blocks: tuple[Block, ...]) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"id": entry.key, "type": entry.item.type}
    plain |= {variable: _plain(variable, value) for variable, value in entry.item.fields.items()}
    for variable in entry.extra.get(TRUNCATED_NAMES, "").split():
        if names := entry.item.names(variable):
            plain[variable] = _plain(variable, (*names, Name(literal=OTHERS)))
    status = Status() if blocks else entry.status
    lines = combined_note(entry.item.text("note"), blocks, status, _settled)
    return plain | ({"note": _paragraphs(lines)} if lines else {})


def _settled(line: str) -> str:
    return trimmed_line(without_variables(line))


def _plain(variable: str, value: Value) -> Plain:
    if isinstance(value, Date):
        return _date(value)
    if isinstance(value, tuple):
        return [_name(name) for name in value]
    text = str(value)
    return to_markdown(text) if variable in TITLE_VARIABLES else _paragraphs(text.split("\n"))


def _paragraphs(lines: Iterable[str]) -> str:
    return "\n\n".join(plain_to_markdown(line) for line in lines if line)


def _name(name: Name) -> dict[str, Plain]:
    return {key: part if isinstance(part, bool) else plain_to_markdown(part) for key, part in name.to_csl().items()}


def _date(date: Date) -> Plain:
    if date.start and date.start[0] > 0 and not (date.season or date.circa):
        return date.iso()
    plain: dict[str, Plain] = date.to_csl()
    return plain | ({"literal": plain_to_markdown(date.literal)} if date.literal else {})
