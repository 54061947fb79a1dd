"""An EndNote XML text as records: which element holds which texts, `style` runs made CSL rich text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from atlas_cite.errors import Problem
from atlas_cite.tables.endnote_xml import FACES

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_TAGS = {face: tag for tag, face in FACES.items()}
_FAULTS_TOLD = 5
XmlElement = Any
"""An element of lxml, whose types say that any text may be bytes."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that holds text: its path in the record, and the text without and with `<i> <b> <sup> <sub>`."""

    path: str
    text: str
    rich: str


@dataclass(slots=True)
class Record:
    """One record: its leaves in order, its first line, and the name and number of its reference type."""

    line: int
    type_name: str = ""
    type_number: str = ""
    leaves: list[Leaf] = field(default_factory=list)


def split_records(text: str, where: str) -> tuple[list[Record], list[Problem]]:
    """The records of an EndNote XML text; faults of the XML are reported, and what can be read beside them is."""
    from lxml import etree

    # Text is already decoded, so an announced encoding would be wrong; entities of the file's own are never expanded.
    data = _DOCTYPE.sub("", _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1), count=1).encode()
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:  # nothing to recover in it; the parser's log says so
        root = None
    problems = [
        Problem("xml-invalid", f"{where}:{fault.line}", f"this is no valid XML: {fault.message}", _HINT)
        for fault in list(parser.error_log)[:_FAULTS_TOLD]
    ]
    if root is None:
        return [], problems or [Problem("xml-invalid", where, "there is no XML in it", _HINT)]
    return [_record(node) for node in root.iter("record")], problems


_HINT = "Export the library again; what could be read was."


def _record(node: XmlElement) -> Record:
    record = Record(int(node.sourceline or 0))
    for child in node:
        if not _is_element(child):
            continue
        if child.tag == "ref-type":
            record.type_name = (child.get("name") or "").strip()
            record.type_number = "".join(child.itertext()).strip()
        record.leaves.extend(_leaves(child, ""))
    return record


def _leaves(node: XmlElement, parent: str) -> Iterator[Leaf]:
    path = f"{parent}/{node.tag}" if parent else str(node.tag)
    inner = [child for child in node if _is_element(child) and child.tag != "style"]
    if inner:
        for child in inner:
            yield from _leaves(child, path)
    else:
        yield Leaf(path, "".join(node.itertext()), "".join(_runs(node)))


def _runs(node: XmlElement) -> Iterator[str]:
    """The text of an element with the tags of its `style` runs."""
    yield node.text or ""
    for child in node:
        if not _is_element(child):
            yield child.tail or ""
            continue
        tags = [_TAGS[face] for face in (child.get("face") or "").split() if face in _TAGS]
        text = "".join(child.itertext())
        opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
        yield f"{opening}{text}{closing}" if text.strip() else text
        yield child.tail or ""


def _is_element(node: XmlElement) -> bool:
    """Whether a node is an element, and no entity of the file's own, which stays unexpanded."""
    return isinstance(node.tag, str)
