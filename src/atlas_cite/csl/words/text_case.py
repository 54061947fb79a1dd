"""The text-cases of CSL: over plain text, and over nodes whose `nocase` parts stay as they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from atlas_cite.csl.output.tree import Node, Span, Text, with_children

# The words title case leaves in lower case inside a title (CSL 1.0.2, "Title Case Conversion").
STOP_WORDS = frozenset(
    """about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud
    around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by ca
    circa d’ de despite down during et except for forenenst from given in inside into lest like modulo near next nor
    notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru thruout
    till to toward towards under underneath until unto up upon van versus via von vs with within without yet""".split()
)

_SENTENCE_END = re.compile(r"[:?!]['\"’”)\]]*\s+['\"‘“(\[]*$")
_TITLE_WORD = re.compile(r"[^\s\-/–—.,;:?!()\[\]{}\"“”‘«»]+")
_FIRST_MARK = re.compile(r"[-–—/.,;:?!()\[\]\"“”‘’]")
_ONE_LETTER = re.compile(r"[^\W\d_](?:['’].*)?")
_WORD = re.compile(r"\S+")
_GREEK_LETTER = re.compile(r"[\u0370-\u03ff]")
_DOTTED_I = frozenset({"tr", "az"})


class _Line(NamedTuple):
    """Text, which of its characters may change, its language, and where markup begins or ends (rising)."""

    text: str
    free: Sequence[bool]
    language: str
    breaks: Sequence[int] = ()


def apply_case(case: str, nodes: tuple[Node, ...], language: str = "en") -> tuple[Node, ...]:
    """The nodes in the text-case named `case`; nodes tagged `nocase`, raised, lowered or in small capitals stay.

    `language` is the item's (or the style's): title case applies to English alone.
    """
    transform = CASES.get(case)
    if transform is None or (case == "title" and not is_english(language)):
        return nodes
    if len(nodes) == 1 and isinstance(only := nodes[0], Text):
        return (Text(convert(case, only.text, language)),)
    pieces = list(_pieces(nodes, free=True))
    free = [flag for text, flag in pieces for _ in text]
    breaks = tuple(dict.fromkeys(accumulate(len(text) for text, _ in pieces if text)))
    converted = iter(transform(_Line("".join(text for text, _ in pieces), free, language, breaks)))
    return _refill(nodes, converted)


@lru_cache(maxsize=4096)
def convert(case: str, text: str, language: str = "en") -> str:
    """Plain text in the text-case named `case`; an unknown case changes nothing."""
    transform = CASES.get(case)
    if transform is None or (case == "title" and not is_english(language)):
        return text
    return "".join(transform(_Line(text, [True] * len(text), language)))


def is_english(language: str) -> bool:
    """Whether a language tag is English, which it also is where nothing is said."""
    return not language or language[:2].lower() == "en"


def _pieces(nodes: Iterable[Node], *, free: bool) -> Iterator[tuple[str, bool]]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.text, free
        else:
            yield from _pieces(node.children, free=free and not _is_protected(node))


def _is_protected(node: Node) -> bool:
    if not isinstance(node, Span):
        return False
    return node.tag == "nocase" or (
        node.tag == "markup"
        and (node.style.font_variant in {"small-caps", "normal"} or node.style.vertical_align in {"sup", "sub"})
    )


def _refill(nodes: Iterable[Node], converted: Iterator[str]) -> tuple[Node, ...]:
    return tuple(
        Text("".join(next(converted) for _ in node.text))
        if isinstance(node, Text)
        else with_children(node, _refill(node.children, converted))
        for node in nodes
    )


def _upper(char: str, language: str) -> str:
    return "İ" if char == "i" and language[:2].lower() in _DOTTED_I else char.upper()


def _lower(char: str, language: str) -> str:
    if language[:2].lower() in _DOTTED_I:
        return {"I": "ı", "İ": "i"}.get(char, char.lower())
    return char.lower()


def _lowercase(line: _Line) -> list[str]:
    return [_lower(char, line.language) if free else char for char, free in zip(line.text, line.free, strict=True)]


def _uppercase(line: _Line) -> list[str]:
    return [_upper(char, line.language) if free else char for char, free in zip(line.text, line.free, strict=True)]


def _capitalize_first(line: _Line) -> list[str]:
    chars = list(line.text)
    _capitalize(chars, line, 0, len(chars))
    return chars


def _capitalize_all(line: _Line) -> list[str]:
    chars = list(line.text)
    for word in _WORD.finditer(line.text):
        _capitalize(chars, line, word.start(), word.end())
    return chars


def _sentence(line: _Line) -> list[str]:
    chars = _lowercase(line)
    _capitalize(chars, line, 0, len(chars))
    return chars


def _capitalize(chars: list[str], line: _Line, start: int, end: int) -> None:
    """Raise the first letter between start and end, unless it is protected or a digit comes before it."""
    for at in range(start, end):
        if chars[at].isalnum():
            if line.free[at]:
                chars[at] = _upper(chars[at], line.language)
            return


def _title(line: _Line) -> list[str]:
    """Capitalize the words of a title; a word also begins where markup does (`breaks`).

    Kept from citeproc-js: where a hyphen is the first mark of all, the word before it is always capitalized.
    """
    text, free, language, breaks = line
    chars = list(text)
    words = list(_title_words(text, breaks))
    compound = _first_compound(text, breaks)
    for start, end in words:
        word = text[start:end]
        if not (word[0].isalpha() and word.islower() and all(free[start:end])) or text[:start].endswith('="'):
            continue
        opens = start == words[0][0] or _SENTENCE_END.search(text, max(0, start - 8), start) is not None
        small = word in STOP_WORDS and (start, end) != words[-1]
        short = _ONE_LETTER.fullmatch(word) is not None
        if (small or short) and not opens and end != compound:
            continue
        if not _GREEK_LETTER.fullmatch(word):
            chars[start] = _upper(chars[start], language)
    return chars


def _first_compound(text: str, breaks: Sequence[int]) -> int:
    """Where the hyphen of the first compound stands, -1 where another mark or markup comes before it."""
    mark = _FIRST_MARK.search(text)
    if mark is None or mark[0] != "-" or (breaks and breaks[0] <= mark.start()):
        return -1
    return mark.start()


def _title_words(text: str, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    for word in _TITLE_WORD.finditer(text):
        start, end = word.span()
        for at in breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]:
            yield start, at
            start = at
        yield start, end


CASES: dict[str, Callable[[_Line], list[str]]] = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
