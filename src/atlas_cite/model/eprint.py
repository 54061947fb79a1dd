"""Eprint: the identifier that a preprint's server gives it, as it stands in its DOI.

Sources: the servers' own ways to cite their preprints; the biblatex manual 3.20 §3.14.7, which gives such identifiers
as `eprint` of an `eprinttype`.
"""

from __future__ import annotations

import re

from atlas_cite.model.item import Item, Value

_SERVERS = tuple(
    (re.compile(pattern, re.IGNORECASE), archive)
    for pattern, archive in (
        (r"10\.48550/arxiv\.(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?", "arXiv"),
        (r"10\.(?:1101|64898)/((?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})(?:v\d+)?", "bioRxiv"),
        (r"10\.2139/ssrn\.(\d+)", "SSRN"),
        (r"10\.26434/(chemrxiv[\w.-]+)", "ChemRxiv"),
        (r"10\.21203/(rs\.\d\.rs-\d+(?:/v\d+)?)", "Research Square"),
        (r"10\.20944/(preprints\d+\.\d+(?:\.v\d+)?)", "Preprints.org"),
        (r"10\.31234/(osf\.io/\w+)", "PsyArXiv"),
        (r"10\.31235/(osf\.io/\w+)", "SocArXiv"),
        (r"10\.36227/(techrxiv\.[\w.-]+)", "TechRxiv"),
    )
)
"""A server's DOIs, with the identifier in them, and its name as CSL's `archive`."""

_TWIN_SERVERS = {"bioRxiv": "medRxiv"}
"""Servers that share a prefix: which one it is, the publisher tells."""


def with_eprint(item: Item) -> Item:
    """A preprint with its server and identifier as `archive` and `archive_location`, unless something stands there."""
    if item.type != "article" or item.text("archive_location") or item.text("archive"):
        return item
    return item.with_fields(_eprint(item))


def without_repeated_eprint(item: Item) -> Item:
    """The item without an eprint that says again what its DOI and its publisher say."""
    eprint = _eprint(item) if item.type == "article" else {}
    names = {text.lower() for text in (item.text("archive"), item.text("publisher"))}
    is_repeated = eprint and names == {str(eprint["archive"]).lower()}
    if not is_repeated or item.text("archive_location") != eprint["archive_location"]:
        return item
    return Item(item.type, {name: value for name, value in item.fields.items() if name not in eprint})


def _eprint(item: Item) -> dict[str, Value]:
    """Server and identifier by CSL variable; empty when the DOI is no server's."""
    for pattern, archive in _SERVERS:
        if match := pattern.fullmatch(item.text("DOI")):
            twin = _TWIN_SERVERS.get(archive, "")
            is_twin = bool(twin) and twin.lower() in item.text("publisher").lower()
            return {"archive": twin if is_twin else archive, "archive_location": match[1]}
    return {}
