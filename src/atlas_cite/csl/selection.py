"""Which items a section of the bibliography lists: include, exclude, select and quash, as citeproc's JSON says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from atlas_cite.csl.document import Document
from atlas_cite.csl.item import Prepared


def select_items(document: Document, section: Mapping[str, Any]) -> list[str]:
    """The identifiers a section keeps, in the list's order.

    `include` keeps what meets any of its conditions, `exclude` drops that, `select` keeps what meets all of its
    conditions; `quash` then drops what meets all of its own.
    """
    return [identifier for identifier, item in document.items.items() if _kept(item, section)]


def _kept(item: Prepared, section: Mapping[str, Any]) -> bool:
    meets = {kind: [_meets(item, one) for one in _conditions(section.get(kind))] for kind in KINDS}
    if meets["quash"] and all(meets["quash"]):
        return False
    if meets["include"] and not any(meets["include"]):
        return False
    return not any(meets["exclude"]) and all(meets["select"])


KINDS = ("include", "exclude", "select", "quash")


def _conditions(value: Any) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _meets(item: Prepared, condition: Mapping[str, Any]) -> bool:
    """Whether the field has the value; `true` asks that there is one, `false` or an empty value that there is none."""
    field, wanted = str(condition.get("field", "")), condition.get("value", "")
    found = (item.type,) if field == "type" else item.lists.get(field) or (item.texts.get(field, ""),)
    if wanted is True:
        return any(found) or item.has(field)
    if wanted in (False, "", None, []):
        return not any(found) and not item.has(field)
    return any(str(one) in found for one in (wanted if isinstance(wanted, list) else [wanted]))
