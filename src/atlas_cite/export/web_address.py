"""The address of a work as formats want it that take no characters but a URI's."""

from __future__ import annotations

import re
from urllib.parse import quote

from atlas_cite.document.characters import one_line
from atlas_cite.model.item import Item

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LEADS_SOMEWHERE = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_KEPT = "%/:=&?~#+!$,;'@()*-._"
_KEPT_IN_DOI = "/():;,._-~!$*@'"


def web_address(item: Item) -> str:
    """The `URL` of an item with whatever no URI may hold percent-encoded (RFC 3986 §2); what is encoded stays so."""
    text = _LONE_PERCENT.sub("%25", one_line(item.text("URL")).strip())
    address, mark, fragment = quote(text, safe=_KEPT).partition("#")
    return address + mark + fragment.replace("#", "%23")


def link_address(item: Item) -> str:
    """The `web_address` of an item where a reader may be led to it; empty for one that would run something."""
    address = web_address(item)
    return address if _LEADS_SOMEWHERE.match(address) else ""


def doi_address(item: Item) -> str:
    """The address of an item's DOI at doi.org, encoded as the DOI Handbook §3.5.1 asks; empty without a DOI."""
    doi = one_line(item.text("DOI")).strip()
    return f"https://doi.org/{quote(doi, safe=_KEPT_IN_DOI)}" if doi else ""
