"""XML text: elements as values, written piece by piece so that a file of any length needs little memory.

Source: XML 1.0 (fifth edition) §2.2, "Characters": what it forbids is left out of every text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from atlas_cite.document.characters import printable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its prefix; `children` are elements and texts, which are escaped when written.

    `is_running` text holds elements that stand in its lines, so that no blank may be put between them.
    """

    name: str
    children: Sequence[Element | str] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_running: bool = False


def element(name: str, /, *children: Element | str | None, **attributes: str) -> Element:
    """An element; None among the children says nothing, and `_` in an attribute's name stands for a hyphen."""
    kept = tuple(child for child in children if child not in (None, ""))
    return Element(name, kept, {key.replace("_", "-"): value for key, value in attributes.items()})


def text_element(name: str, text: str, /, **attributes: str) -> Element | None:
    """An element that holds `text`, or None when there is nothing to hold."""
    return element(name, text, **attributes) if text else None


def render_element(node: Element, depth: int = 0) -> str:
    """`node` as indented XML ending in a line break; an element that holds text stays on one line."""
    return _INDENT * depth + "".join(_pieces(node, depth)) + "\n"


def start_tag(node: Element) -> str:
    """The tag that opens `node`, for a root whose children follow one by one."""
    attributes = "".join(f" {name}={quoteattr(printable(value))}" for name, value in node.attributes.items())
    return f"<{node.name}{attributes}>"


def _pieces(node: Element, depth: int) -> Iterator[str]:
    opening = start_tag(node)
    if not node.children:
        yield f"{opening[:-1]}/>"
        return
    yield opening
    is_mixed = node.is_running or any(isinstance(child, str) for child in node.children)
    for child in node.children:
        if isinstance(child, str):
            yield _escaped(child)
        elif is_mixed:
            yield from _pieces(child, depth)
        else:
            yield "\n" + _INDENT * (depth + 1)
            yield from _pieces(child, depth + 1)
    if not is_mixed:
        yield "\n" + _INDENT * depth
    yield f"</{node.name}>"


def _escaped(text: str) -> str:
    """`text` as character data; a carriage return stays one, which only a character reference can say."""
    return "&#xD;".join(escape(printable(part)) for part in text.split("\r"))
