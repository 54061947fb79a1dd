"""Addresses: text that may be linked, as an encoded http or https address."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from atlas_cite.errors import InvalidDoi
from atlas_cite.model.doi import Doi

_RESOLVER = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)")
# Everything RFC 3986 allows in an address, and the percent sign of what is encoded already.
_SAFE = "%:/?#[]@!$&'()*+,;=-._~"


def web_address(text: str) -> str:
    """`text` as an encoded absolute http or https address; empty when it is none."""
    bare = text.strip()
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or any(map(str.isspace, bare)):
        return ""
    return quote(bare, safe=_SAFE)


def doi_address(text: str) -> str:
    """The doi.org address of a DOI, with or without its resolver before it; empty when it is no DOI."""
    try:
        return Doi.parse(_RESOLVER.sub("", text), exact=True).url
    except InvalidDoi:
        return ""
