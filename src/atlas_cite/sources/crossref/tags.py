"""Tags: the markup in Crossref texts as tokens, each tag with its partner; what only looks like a tag stays text.

Sources: JATS 1.3 face markup, HTML, MathML 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))*"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)>")
_NOT_TEXT = re.compile(r"<!--.{0,2000}?-->|<!\[CDATA\[|\]\]>|<\?[^<>]*\?>|<!DOCTYPE[^<>]*>", re.DOTALL)

SMALL_CAPS = '<span style="font-variant:small-caps">'
FACES = {
    "i": "<i>", "em": "<i>", "italic": "<i>", "b": "<b>", "strong": "<b>", "bold": "<b>", "sub": "<sub>",
    "inf": "<sub>", "sup": "<sup>", "scp": SMALL_CAPS, "sc": SMALL_CAPS, "smallcaps": SMALL_CAPS,
    "small-caps": SMALL_CAPS,
}  # fmt: skip
"""Face markup of HTML, JATS and Wiley -> the CSL-JSON tag."""

DROPPED_CONTENT = frozenset({"annotation", "annotation-xml", "script", "style"})
BREAKING = frozenset("br break p title subtitle sec div li list list-item label tr td th h1 h2 h3 h4 h5 h6".split())
_KNOWN = (
    frozenset(
        """a abbr abstract alternatives article-title big caption center code disp-formula ext-link fn font formula img
        iframe inline-formula inline-graphic input kbd link math maction menclose merror mfenced mfrac mglyph mi
        mlabeledtr mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup
        msup mtable mtd mtext mtr munder munderover named-content none overline roman s sans-serif small span strike svg
        styled-content table tbody tex-math tt u ul ol underline xref monospace object form button
        meta video audio""".split()
    )
    | FACES.keys()
    | DROPPED_CONTENT
    | BREAKING
)


@dataclass(slots=True)
class Token:
    """A run of text, or a tag by its local name; `kind` is one of text, open, close, empty."""

    kind: str
    value: str
    partner: int = -1


def read_tokens(text: str) -> list[Token]:
    """The tokens of a text, tags paired and nested properly; a tag without a partner keeps -1."""
    return paired(list(_tokens(text)))


def _tokens(text: str) -> Iterator[Token]:
    """Text and tags in order; what only looks like a tag stays text."""
    text = _NOT_TEXT.sub("", text)
    closed = {match["name"].lower() for match in _TAG.finditer(text) if match["close"]}
    position = 0
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        local = name.rpartition(":")[2]
        if not (":" in name or local in _KNOWN or match["attributes"] or name in closed):
            continue
        if match.start() > position:
            yield Token("text", text[position : match.start()])
        kind = "close" if match["close"] else "empty" if match["empty"] else "open"
        yield Token(kind, local)
        position = match.end()
    if position < len(text):
        yield Token("text", text[position:])


def paired(tokens: list[Token]) -> list[Token]:
    """The tokens with every tag's partner set, nested properly; a tag without one has -1."""
    open_tags: dict[str, list[int]] = {}
    stack: list[int] = []
    for index, token in enumerate(tokens):
        token.partner = -1
        if token.kind == "open":
            stack.append(index)
            open_tags.setdefault(token.value, []).append(index)
        elif token.kind == "close" and open_tags.get(token.value):
            while (opened := stack.pop()) != open_tags[token.value][-1]:
                open_tags[tokens[opened].value].pop()
            open_tags[token.value].pop()
            token.partner, tokens[opened].partner = opened, index
    return tokens
