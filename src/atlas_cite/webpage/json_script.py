"""JSON in a page: compact, and the graph that search engines read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from atlas_cite.document.script import in_script


def compact_json(value: object) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_ld_script(nodes: Iterable[str]) -> Iterator[str]:
    """The script element with a graph of JSON-LD nodes, in pieces; nothing when there is no node."""
    before = '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
    for node in nodes:
        yield f"{before}\n{in_script(node)}"
        before = ","
    if before == ",":
        yield "\n]}</script>\n"
