"""Stops: a style's full stop before its own comma is taken back, where a part between the two is empty.

IEEE prints `in Series. , Cham` for a chapter in a series without a number.  A full stop that ends a value, such as
that of an abbreviated series, stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from atlas_cite.document.tree import Inlines, Text
from atlas_cite.model.item import Item
from atlas_cite.model.text import without_markup
from atlas_cite.render.processor import RenderedReference

_COLLISION = re.compile(r"\. ,(?= )")


def settle_stops(reference: RenderedReference, item: Item) -> RenderedReference:
    """`reference` with every `. ,` that is no value's own as `,`, or as `.,` behind a value that ends in a stop."""
    values = tuple(without_markup(value) for value in item.fields.values() if isinstance(value, str))
    if any(_COLLISION.search(value) for value in values):
        return reference
    abbreviated = tuple(value for value in values if value.endswith("."))
    return replace(reference, lines=tuple(_settled(line, abbreviated) for line in reference.lines))


def _settled(inlines: Inlines, abbreviated: tuple[str, ...]) -> Inlines:
    def settled(match: re.Match[str]) -> str:
        return ".," if match.string[: match.start() + 1].endswith(abbreviated) else ","

    return tuple(
        Text(_COLLISION.sub(settled, node.text))
        if isinstance(node, Text)
        else replace(node, children=_settled(node.children, abbreviated))
        for node in inlines
    )
