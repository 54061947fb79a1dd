"""Truncated author lists: a list that ends in "et al." at its only source is printed with its "et al.".

CSL has no word for it, so the list gets one more name, a marked "et al.", and what the style puts before a last
name ("&", "and") is taken away again where the mark shows up.
"""

from __future__ import annotations

import re
from dataclasses import replace

from atlas_cite.document.tree import Inlines, Text
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.render.processor import RenderedReference

_MARK = "\ue0f0"  # a private-use character, which no input keeps
_OTHERS = Name(literal=f"{_MARK}et al.")
_BEFORE_LAST = re.compile(rf",?\s+(?:&|\w{{1,3}})\s+{_MARK}")


def with_others(entry: Entry) -> Item:
    """The entry's item, each truncated name list with a marked "et al." at its end."""
    variables = [name for name in entry.extra.get(TRUNCATED_NAMES, "").split() if entry.item.names(name)]
    return entry.item.with_fields({name: (*entry.item.names(name), _OTHERS) for name in variables})


def settle_others(inlines: Inlines) -> Inlines:
    """`inlines` with every marked "et al." as people write it: no "&" or "and" before it, and no mark."""
    return tuple(
        Text(_BEFORE_LAST.sub(f", {_MARK}", node.text).replace(_MARK, ""))
        if isinstance(node, Text)
        else replace(node, children=settle_others(node.children))
        for node in inlines
    )


def settle_reference(reference: RenderedReference) -> RenderedReference:
    """`settle_others` for every line of a reference."""
    return replace(reference, lines=tuple(map(settle_others, reference.lines)))
