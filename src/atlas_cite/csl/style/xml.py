"""XML text to elements, safely: no entities from outside, no network, comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas_cite.csl.style.problems import StyleError, StyleProblem

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Xml = Any
"""An element of lxml, which has no types of its own."""


def parse_xml(source: bytes) -> Xml:
    """The root element of `source`; raises StyleError with the line where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise StyleError((StyleProblem(line, "style", f"not well-formed XML: {error.msg}"),)) from error


def name_of(element: Xml) -> str:
    """The element's name without the CSL namespace; other namespaces stay, so they match nothing."""
    return str(element.tag).removeprefix(NAMESPACE)


def children_of(element: Xml) -> Iterator[tuple[str, Xml]]:
    """Name and element of each child element."""
    for child in element:
        if isinstance(child.tag, str):
            yield name_of(child), child


def line_of(element: Xml) -> int:
    """The line the element starts at, 0 where it is unknown."""
    return int(element.sourceline or 0)
