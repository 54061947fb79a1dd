"""The markup of CSL-JSON in the text of a field: its few tags and its quotation marks → output tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas_cite.csl.output.finish import PLAIN
from atlas_cite.csl.output.punctuation import MARKS
from atlas_cite.csl.output.tree import NO_FORMATTING, Formatting, Node, Span, Text

# What an opening tag stands for: its name in the closing tag, its style, and the tag of its span.
TAGS: dict[str, tuple[str, Formatting, str]] = {
    "<i>": ("i", Formatting(font_style="italic"), "markup"),
    "<b>": ("b", Formatting(font_weight="bold"), "markup"),
    "<sup>": ("sup", Formatting(vertical_align="sup"), "markup"),
    "<sub>": ("sub", Formatting(vertical_align="sub"), "markup"),
    "<sc>": ("sc", Formatting(font_variant="small-caps"), "markup"),
    '<span class="nocase">': ("span", NO_FORMATTING, "nocase"),
    '<span class="nodecor">': ("span", PLAIN, "markup"),
    '<span style="font-variant:small-caps">': ("span", Formatting(font_variant="small-caps"), "markup"),
}

# What closes a quotation, by what opens it; and what an opener is that never was closed.
CLOSERS = {'"': '"', "'": "'", "“": "”", "‘": "’"}
UNCLOSED = {"'": "’"}

# The tag of a quotation typed in curly quotation marks, by what closes it.
TYPED_QUOTES = {"’": "inner-quotes", "”": "outer-quotes"}

# How many tags and quotations may stand in one another; what is opened deeper stays text.
DEEPEST = 32

_MARKUP = re.compile(
    r"""(</?(?:i|b|sup|sub|sc)>|<span\s+class=["'](?:nocase|nodecor)["']\s*>"""
    r"""|<span\s+style=["']\s*font-variant:\s*small-caps;?\s*["']\s*>|</span>|["'“”‘’])"""
)
_SPECIAL = re.compile(r"[<\"“‘]|'(?!\w)|(?<!\w)'")
_SPACES = re.compile(r"\s+")
_NO_SPACE = re.compile(r"(?<=[:\"]) | (?=[\">])")
_GUILLEMET_SPACE = re.compile(r"(?<=«)\s|\s(?=»)")
_MAY_STAND_BEFORE_QUOTE = re.compile(r"[\s(\[{<>/\-–—«¿¡]")


@dataclass(slots=True)
class _Frame:
    """An opened tag or quotation and what stands in it so far."""

    opener: str
    name: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def is_quote(self) -> bool:
        return self.opener in CLOSERS


def rich_text(text: str) -> tuple[Node, ...]:
    """The text as nodes: tags become spans named `markup` or `nocase`, quotations spans with `quotes`.

    A tag or quotation mark without its partner stays as it was written; a straight apostrophe is curled.
    """
    if "«" in text or "»" in text:
        text = _GUILLEMET_SPACE.sub("\u202f", text)
    if not _SPECIAL.search(text):
        return (Text(text.replace("'", "’")),) if text else ()
    pieces = _MARKUP.split(text)
    stack = [_Frame("")]
    for index, piece in enumerate(pieces):
        if not piece:
            continue
        if index % 2 == 0:
            _append(stack[-1].children, piece)
        elif piece[0] == "<":
            _tag(stack, piece)
        else:
            _quote(stack, piece, _character_before(pieces, index), _character_after(pieces, index))
    while len(stack) > 1:
        _demote(stack)
    return tuple(stack[0].children)


def _append(children: list[Node], text: str) -> None:
    """Add text; a mark an author typed behind a quotation keeps its place there."""
    if children and text[0] in MARKS and isinstance(last := children[-1], Span) and last.quotes:
        children.append(Span((Text(text[0]),), tag="fixed"))
        text = text[1:]
        if not text:
            return
    if children and isinstance(last := children[-1], Text):
        children[-1] = Text(last.text + text)
    else:
        children.append(Text(text))


def _character_before(pieces: list[str], index: int) -> str:
    for at in range(index - 1, -1, -1):
        piece = pieces[at]
        if piece and piece[0] != "<":
            return piece[-1]
    return ""


def _character_after(pieces: list[str], index: int) -> str:
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece and piece[0] != "<":
            return piece[0]
    return ""


def _tag(stack: list[_Frame], piece: str) -> None:
    if piece[1] != "/":
        if len(stack) > DEEPEST:
            _append(stack[-1].children, piece)
        else:
            stack.append(_Frame(piece, _meaning(piece)[0]))
        return
    name = piece[2:-1]
    if not any(frame.name == name for frame in stack):
        _append(stack[-1].children, piece)
        return
    while stack[-1].name != name:
        _demote(stack)
    frame = stack.pop()
    _, style, tag = _meaning(frame.opener)
    stack[-1].children.append(Span(tuple(frame.children), style, tag=tag))


def _meaning(opener: str) -> tuple[str, Formatting, str]:
    """What an opening tag stands for, however it is spaced and quoted."""
    if opener in TAGS:
        return TAGS[opener]
    spaced = _SPACES.sub(" ", opener.replace("'", '"').replace(";", ""))
    return TAGS[_NO_SPACE.sub("", spaced)]


def _quote(stack: list[_Frame], piece: str, before: str, after: str) -> None:
    closes = bool(before) and not before.isspace() and not after.isalnum() and bool(stack[-1].children)
    if closes and _close_quote(stack, piece):
        return
    begun = stack[-1].is_quote and not stack[-1].children
    if piece in CLOSERS and len(stack) <= DEEPEST and _opens("" if begun else before, after):
        stack.append(_Frame(piece))
    else:
        _append(stack[-1].children, UNCLOSED.get(piece, piece))


def _opens(before: str, after: str) -> bool:
    return bool(after) and not after.isspace() and (not before or bool(_MAY_STAND_BEFORE_QUOTE.match(before)))


def _close_quote(stack: list[_Frame], piece: str) -> bool:
    """Close the innermost quotation this mark may end, unless a tag was opened since."""
    for depth in range(len(stack) - 1, 0, -1):
        frame = stack[depth]
        if not frame.is_quote:
            return False
        if CLOSERS[frame.opener] == piece:
            break
    else:
        return False
    while stack[-1] is not frame:
        _demote(stack)
    stack.pop()
    stack[-1].children.append(Span(tuple(frame.children), quotes=True, tag=TYPED_QUOTES.get(piece, "markup")))
    return True


def _demote(stack: list[_Frame]) -> None:
    """Take the innermost opener as plain text."""
    frame = stack.pop()
    _append(stack[-1].children, UNCLOSED.get(frame.opener, frame.opener))
    for child in frame.children:
        if isinstance(child, Text):
            _append(stack[-1].children, child.text)
        else:
            stack[-1].children.append(child)
