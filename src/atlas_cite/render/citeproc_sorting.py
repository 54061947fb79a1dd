"""Sorting in the citeproc-py engine: the order of a bibliography, and of the cites in a citation.

Source: CSL 1.0.2 specification, "Sorting".
"""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from citeproc import model

from atlas_cite.render import marks
from atlas_cite.render.citeproc_base import Cited, Element
from atlas_cite.render.citeproc_dates import sort_digits


class Key(Element, model.Key):
    """One key of an order."""


class Sort(Element, model.Sort):
    """The order of a bibliography or of the cites in a citation."""

    def ordered(self: Any, items: Sequence[Cited]) -> list[Cited]:
        """`items` by the style's keys; an item without a key comes last, equal ones keep their order."""
        section = self.getparent()
        found = list(items)
        for key in reversed(list(self.iterchildren())):
            keyed = [(_sort_key(key, section, item), item) for item in found]
            present = [pair for pair in keyed if pair[0]]
            present.sort(key=lambda pair: pair[0], reverse=key.get("sort") == "descending")
            found = [item for _, item in present] + [item for text, item in keyed if not text]
        return found


def _sort_key(key: Any, section: Any, item: Cited) -> str:
    """What one item is ordered by: digits for dates and numbers, else its text without accents and case."""
    rendering = key.rendering()
    options = {"name-as-sort-order": "all", "form": "" if "macro" in key.attrib else "long"}
    options |= {
        name.replace("names", "et-al", 1): key.get(name)
        for name in ("names-min", "names-use-first", "names-use-last")
        if name in key.attrib
    }
    rendering.begin(section, options)
    if "macro" in key.attrib:
        return _collated(key.get_root().macros[key.get("macro")].render(item) or "")
    variable = key.get("variable")
    if variable == "citation-number":
        return f"{item.number:09d}"
    if variable in item.reference.dates:
        return sort_digits(item.reference.dates[variable])
    if variable in item.reference.names:
        return _collated(", ".join(name.sort_family + " " + name.given for name in item.reference.names[variable]))
    return _collated(item.reference.texts.get(variable, ""))


def _collated(text: str) -> str:
    """`text` as it sorts: numbers by value, letters without accents and case, quotation marks and markup aside."""
    plain = marks.visible(text).strip("\"'“”‘’«»„¿¡[](). ")
    if plain.isdigit():
        return plain.zfill(9)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
