"""Formulas: MathML inside a text, laid out in one line with raised and lowered parts.

Source: MathML 3, presentation elements.
"""

from __future__ import annotations

from atlas_cite.sources.crossref.tags import DROPPED_CONTENT, Token

_DEEPEST = 40
"""Levels of a formula that are laid out; a deeper one is damage or an attack, and its characters are kept in a row."""


def laid_out(tokens: list[Token]) -> list[Token]:
    """Replace MathML scripts by face markup, set formulas off from words, and drop what is no text."""
    result: list[Token] = []
    dropped = DROPPED_CONTENT | ({"tex-math"} if any(token.value == "math" for token in tokens) else set())
    index = 0
    while index < len(tokens):
        token = tokens[index]
        opened = token.kind == "open" and token.partner > index
        if opened and token.value in dropped:
            index = token.partner
        elif opened and token.value == "math":
            result += [Token("gap", ""), *_formula(tokens, index + 1, token.partner), Token("gap", "")]
            index = token.partner
        else:
            result.append(token)
        index += 1
    return result


_SCRIPTS = {"msub": ("", "sub"), "msup": ("", "sup"), "msubsup": ("", "sub", "sup"), "munder": ("", "sub"),
            "mover": ("", "sup"), "munderover": ("", "sub", "sup")}  # fmt: skip


def _formula(tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens of a MathML formula between two positions, as text with raised and lowered parts."""
    if _depth(tokens, start, end) > _DEEPEST:
        return [token for token in tokens[start:end] if token.kind == "text"]
    return _subformula(tokens, start, end)


def _depth(tokens: list[Token], start: int, end: int) -> int:
    depth = deepest = 0
    for token in tokens[start:end]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        deepest = max(deepest, depth)
    return deepest


def _subformula(tokens: list[Token], start: int, end: int) -> list[Token]:
    result: list[Token] = []
    for first, last in _children(tokens, start, end):
        token = tokens[first]
        if token.kind == "text":
            result.append(Token("text", "".join(token.value.split())))
        elif token.value in _SCRIPTS:
            result += _scripts(tokens, first, last, _SCRIPTS[token.value])
        elif token.value == "mmultiscripts":
            result += _multiscripts(tokens, first, last)
        elif token.value == "mfrac":
            result += _separated(tokens, first, last)
        elif token.value == "mtext":
            result.append(Token("text", "".join(each.value for each in tokens[first:last] if each.kind == "text")))
        elif token.value not in DROPPED_CONTENT:
            root = [Token("text", "√")] if token.value in {"msqrt", "mroot"} else []
            result += [*root, *_subformula(tokens, first + 1, last)]
    return result


def _children(tokens: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The elements and texts directly between two positions, each from its first to its last token."""
    found = []
    index = start
    while index < end:
        token = tokens[index]
        if token.kind == "open" and token.partner > index:
            found.append((index, token.partner))
            index = token.partner
        elif token.kind == "empty" or (token.kind == "text" and token.value.strip()):
            found.append((index, index))
        index += 1
    return found


def _elements(tokens: list[Token], first: int, last: int) -> list[list[Token]]:
    spans = _children(tokens, first + 1, last)
    return [_subformula(tokens, low, high + 1) for low, high in spans]


def _scripts(tokens: list[Token], first: int, last: int, faces: tuple[str, ...]) -> list[Token]:
    result: list[Token] = []
    for part, face in zip(_elements(tokens, first, last), faces, strict=False):
        result += _faced(part, face)
    return result


def _multiscripts(tokens: list[Token], first: int, last: int) -> list[Token]:
    """`mmultiscripts`: a base, then pairs of lower and upper scripts, those before the base behind `mprescripts`."""
    before: list[Token] = []
    after: list[Token] = []
    base: list[Token] = []
    target, face = after, "sub"
    for number, (low, high) in enumerate(_children(tokens, first + 1, last)):
        if tokens[low].value == "mprescripts" and tokens[low].kind != "text":
            target, face = before, "sub"
            continue
        part = _subformula(tokens, low, high + 1)
        if number == 0:
            base = part
            continue
        target += _faced(part, face)
        face = "sup" if face == "sub" else "sub"
    return before + base + after


def _separated(tokens: list[Token], first: int, last: int) -> list[Token]:
    result: list[Token] = []
    for number, part in enumerate(_elements(tokens, first, last)):
        result += ([Token("text", "/")] if number else []) + part
    return result


def _faced(tokens: list[Token], face: str) -> list[Token]:
    if not face or not any(token.value for token in tokens if token.kind == "text"):
        return tokens
    return [Token("open", face, 0), *tokens, Token("close", face, 0)]
