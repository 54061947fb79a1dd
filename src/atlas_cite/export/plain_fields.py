"""An item's fields as one plain line each, for formats that know neither markup nor line breaks."""

from __future__ import annotations

import re

from atlas_cite.document.characters import trimmed_line
from atlas_cite.latex.rich_text import parse_rich_text, plain_text
from atlas_cite.model.item import Item
from atlas_cite.model.variables import TITLE_VARIABLES


def plain_field(item: Item, variable: str) -> str:
    """The text in `variable` on one line, without formatting; empty when there is none."""
    text = item.text(variable)
    return trimmed_line(plain_text(parse_rich_text(text)) if variable in TITLE_VARIABLES else text)


def listed_numbers(item: Item, variable: str) -> list[str]:
    """The numbers that `ISSN` or `ISBN` lists."""
    return [number for number in re.split(r"[;,]\s*", plain_field(item, variable)) if number]


def listed_languages(item: Item) -> list[str]:
    """The tags that `language` lists."""
    return [tag for tag in re.split(r"[;,\s]+", plain_field(item, "language")) if tag]
