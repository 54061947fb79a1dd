"""A field's value as one plain text, for tables and other places that know neither names nor dates."""

from __future__ import annotations

from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.model.text import without_markup
from atlas_cite.model.variables import TITLE_VARIABLES


def value_text(variable: str, value: Value) -> str:
    """`value` as text: titles without markup, dates as EDTF, names turned round with semicolons between them."""
    if isinstance(value, Date):
        return value.iso()
    if isinstance(value, tuple):
        return "; ".join(name.inverted.replace(";", ",") for name in value)
    return without_markup(value) if isinstance(value, str) and variable in TITLE_VARIABLES else str(value)
