"""CSL-JSON rich text as a tree: `<i> <b> <sup> <sub> <sc>` and the two kinds of `<span>`; all else is plain text.

Source: CSL-JSON data model, "HTML-like formatting tags" (citeproc-js documentation).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)((?<=span)\s[^<>]*)?>")
"""A formatting tag: its slash, its name, its attributes."""

_SMALL_CAPITALS = re.compile(r"""style\s*=\s*["']?\s*font-variant\s*:\s*small-caps""")
_NO_CASE = re.compile(r"""class\s*=\s*["']?\s*nocase\b""")

OPENING = {
    "i": "<i>", "b": "<b>", "sup": "<sup>", "sub": "<sub>", "sc": '<span style="font-variant:small-caps">',
    "nocase": '<span class="nocase">',
}  # fmt: skip
CLOSING = {"i": "</i>", "b": "</b>", "sup": "</sup>", "sub": "</sub>", "sc": "</span>", "nocase": "</span>"}

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Element:
    """Formatted text: `kind` is one of `i`, `b`, `sup`, `sub`, `sc` (small capitals), `nocase` (keep the case)."""

    kind: str
    children: tuple[Node, ...]


Node = str | Element


def parse_rich_text(rich: str) -> tuple[Node, ...]:
    """Read CSL-JSON rich text; a tag that is unknown or has no partner is plain text.

    A blank behind the `<` of one without a partner keeps it from finding one when it is written and read again.
    """
    if "<" not in rich:
        return (rich,) if rich else ()
    matches = list(TAG.finditer(rich))
    partners = _partners(matches)
    stack: list[tuple[str, list[Node]]] = [("", [])]
    position = 0
    for index, match in enumerate(matches):
        _add_text(stack[-1][1], rich[position : match.start()])
        position = match.end()
        if index not in partners:
            _add_text(stack[-1][1], f"< {match[0][1:]}")
        elif not match[1]:
            stack.append((partners[index], []))
        else:
            kind, children = stack.pop()
            stack[-1][1].extend(_element(kind, children) if _says_something(kind, children) else children)
    _add_text(stack[0][1], rich[position:])
    return tuple(stack[0][1])


def plain_text(nodes: tuple[Node, ...]) -> str:
    """The characters of `nodes` without formatting."""
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return nodes[0]
    return "".join(node if isinstance(node, str) else plain_text(node.children) for node in nodes)


def _element(kind: str, children: list[Node]) -> list[Node]:
    """The element; blanks at its ends stand outside it, as case is nothing they could keep."""
    first, last = children[0], children[-1]
    before = " " if kind == "nocase" and isinstance(first, str) and first[:1].isspace() else ""
    after = " " if kind == "nocase" and isinstance(last, str) and last[-1:].isspace() else ""
    if before and isinstance(first, str):
        children = [first.lstrip(), *children[1:]]
    if after and isinstance(children[-1], str):
        children = [*children[:-1], children[-1].rstrip()]
    inside = tuple(child for child in children if child != "")
    return [node for node in (before, Element(kind, inside), after) if node != ""]


def _says_something(kind: str, children: list[Node]) -> bool:
    text = plain_text(tuple(children))
    return bool(kind and text.strip()) and (kind != "nocase" or any(character.isalpha() for character in text))


def _add_text(children: list[Node], text: str) -> None:
    if not text:
        return
    if children and isinstance(children[-1], str):
        children[-1] += text
    else:
        children.append(text)


def _partners(matches: list[re.Match[str]]) -> dict[int, str]:
    """The tags that open and close each other properly, by index, with the kind of element (empty: a plain span)."""
    found: dict[int, str] = {}
    open_tags: list[int] = []
    for index, match in enumerate(matches):
        if not match[1]:
            open_tags.append(index)
            continue
        start = next((at for at in reversed(open_tags[-_DEEPEST:]) if matches[at][2] == match[2]), None)
        if start is None:
            continue
        while open_tags.pop() != start:
            pass
        if len(open_tags) < _DEEPEST:
            found[start] = found[index] = _kind(matches[start])
    return found


def _kind(opening: re.Match[str]) -> str:
    if opening[2] != "span":
        return opening[2]
    attributes = opening[3] or ""
    return "sc" if _SMALL_CAPITALS.search(attributes) else "nocase" if _NO_CASE.search(attributes) else ""
