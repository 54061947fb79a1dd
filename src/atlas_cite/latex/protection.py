"""Word-level case protection: which words of a title need braces, because BibTeX styles lower their capitals.

Protected are, word by word: words with a capital beyond the first letter (`DNA`, `mRNA`, `ME/CFS`, `McDonald`) or with
a capital and a figure (`B12`); single capitals (`vitamin D`), but for an `A` that opens a sentence; capitals that are
written as LaTeX commands (`Δ`); what is marked `nocase`; and, in a title that is plainly in sentence case, words with a
capital inside a sentence (`Lyme disease`), which are names.  A title all in capitals is left alone, and so is text
inside a format, which the format's own braces protect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Literal

from atlas_cite.latex.rich_text import Element, Node, plain_text
from atlas_cite.tables.latex import PROSE_LOWER_CASE, UNDECLARED

_SPELLED_WITH_CAPITALS = frozenset(sign for sign, command in UNDECLARED.items() if command.lower() != command)
_INSIDE = rf"\w{''.join(sign for sign in _SPELLED_WITH_CAPITALS if not sign.isalnum())}"
_WORD = re.compile(rf"[{_INSIDE}](?:[{_INSIDE}./&'’+*-]*[{_INSIDE}+*])?")
_SENTENCE_START = re.compile(r"(?:^|[:.?!–—])\W*$")
_JOINT = re.compile(r"([-/])")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_FORMAT = "\0"
"""Stands for formatted text when a word is looked at: `H<sub>2</sub>O` is `H\\0O`."""


PROTECTED = "protected"
"""The kind of an element whose capitals BibTeX must keep."""

Decision = Callable[[str, str], bool]
"""Whether a word needs braces, given the word and the text before it."""

Capitals = Literal["none", "first", "alone", "inside"]
"""Where a word has capitals that lowering would lose: nowhere, at its beginning, as its one letter, elsewhere."""

_BEFORE = 8
"""How much of the text before a word is looked at."""

_WORDS_REMEMBERED = 8192


def protect_words(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """`nodes` with every run that needs it in an element of kind PROTECTED; a title is never protected as a whole."""
    title = plain_text(nodes)
    is_in_capitals = title.upper() == title and " " in title.strip()
    decide: Decision = _never if is_in_capitals else partial(_needs_braces, title=title)
    protected = _protected(nodes, decide)
    is_whole = len(protected) == 1 and isinstance(protected[0], Element) and protected[0].kind == PROTECTED
    return _protected(_without_marks(nodes), decide) if is_whole else protected


def shows_names(text: str) -> bool:
    """Whether words with a capital inside a sentence are names: in sentence case, or where there are none."""
    return text.upper() != text and (_is_sentence_case(text) or not any(_capitals_inside(text)))


def _capitals_inside(text: str) -> Iterator[str]:
    """The words inside a sentence that begin with a capital."""
    for word in _WORD.finditer(text):
        before = text[max(0, word.start() - _BEFORE) : word.start()]
        if _capitals(word[0]) == "first" and not _opens_sentence(before):
            yield word[0]


def capitals_to_keep(text: str, *, names: bool = False) -> Iterator[tuple[int, int]]:
    """Where plain text has words with capitals that are never only a headline's: acronyms, genes, formulas.

    Names (`Lyme`) are given on request, and in sentence case alone: in a headline they cannot be told from other words.
    Of a compound only the parts that need it are given, all of it when every part does.
    """
    if text.upper() == text:
        return
    is_sentence = _is_sentence_case(text)
    decide = partial(_needs_braces, title=text) if names else partial(_never_lowered, is_sentence=is_sentence)
    for match in _WORD.finditer(text):
        parts = _JOINT.split(match[0])
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        needed = [index % 2 == 0 and decide(part, before if index == 0 else "x") for index, part in enumerate(parts)]
        if any(needed) and all(need or not part.isalpha() for need, part in zip(needed, parts, strict=True)):
            yield match.span()
            continue
        position = match.start()
        for need, part in zip(needed, parts, strict=True):
            if need:
                yield position, position + len(part)
            position += len(part)


def _never_lowered(word: str, before: str, *, is_sentence: bool) -> bool:
    """Whether the capitals of a word are its own, whatever the title's case; an `A` in a headline is an article."""
    if len(word) == 1:
        return is_sentence and word.isupper() and not _SENTENCE_START.search(before)
    return word.isascii() and _capitals(word) == "inside"


def _protected(nodes: tuple[Node, ...], decide: Decision) -> tuple[Node, ...]:
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return tuple(_protected_text(nodes[0], decide))
    result: list[Node] = []
    before = ""
    for group in _groups(nodes):
        result.extend(_protected_group(group, before, decide))
        before = (before + plain_text(group))[-_BEFORE:]
    return tuple(result)


def _protected_text(text: str, decide: Decision) -> Iterator[Node]:
    """The nodes of text without elements; words in small letters, which are most, are passed over."""
    done = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word.islower() and word.isascii():
            continue
        start = match.start()
        nodes = _protected_compound(word, text[max(0, start - _BEFORE) : start], decide)
        if nodes[0] is word:
            continue
        if done < start:
            yield text[done:start]
        yield from nodes
        done = match.end()
    if done < len(text):
        yield text[done:]


def _groups(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Runs of nodes that are one word together (`H<sub>2</sub>O`), and what stands between words."""
    word: list[Node] = []
    for node in _cut(nodes):
        if _is_word_part(node):
            word.append(node)
            continue
        if word:
            yield tuple(word)
            word = []
        yield (node,)
    if word:
        yield tuple(word)


def _cut(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Elements, words, and the text between words."""
    for node in nodes:
        if not isinstance(node, str):
            yield node
            continue
        position = 0
        for match in _WORD.finditer(node):
            if match.start() > position:
                yield node[position : match.start()]
            yield match[0]
            position = match.end()
        if position < len(node):
            yield node[position:]


def _is_word_part(node: Node) -> bool:
    if isinstance(node, str):
        return _WORD.fullmatch(node) is not None
    return node.kind == "nocase" or " " not in plain_text((node,)).strip()


def _protected_group(group: tuple[Node, ...], before: str, decide: Decision) -> list[Node]:
    if len(group) == 1 and isinstance(group[0], str):
        return _protected_compound(group[0], before, decide)
    marked = any(isinstance(node, Element) and node.kind == "nocase" for node in group)
    word = "".join(node if isinstance(node, str) else _FORMAT for node in group)
    if not marked and not decide(word, before):
        return [node if isinstance(node, str) else _inside_format(node) for node in group]
    bare = _without_marks(group)
    if len(bare) == 1 and isinstance(bare[0], Element):
        return [bare[0]]
    return [Element(PROTECTED, bare)]


def _protected_compound(word: str, before: str, decide: Decision) -> list[Node]:
    """`Long-COVID` as `Long-{COVID}`, and `SARS-CoV-2` or `ME/CFS` in one pair of braces."""
    if "-" not in word and "/" not in word:
        return [Element(PROTECTED, (word,)) if decide(word, before) else word]
    parts = _JOINT.split(word)
    needed = [index % 2 == 0 and decide(part, before if index == 0 else "x") for index, part in enumerate(parts)]
    if not any(needed):
        return [word]
    if all(need or not part.isalpha() for need, part in zip(needed, parts, strict=True)):
        return [Element(PROTECTED, (word,))]
    return [Element(PROTECTED, (part,)) if need else part for need, part in zip(needed, parts, strict=True)]


def _inside_format(format_element: Element) -> Element:
    """Inside a format only what is marked gets braces; they tell readers of the file what was marked."""
    return Element(format_element.kind, _protected(format_element.children, _never))


def _without_marks(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            bare: tuple[Node, ...] = (node,)
        elif node.kind == "nocase":
            bare = _without_marks(node.children)
        else:
            bare = (Element(node.kind, _without_marks(node.children)),)
        for each in bare:
            if result and isinstance(each, str) and isinstance(result[-1], str):
                result[-1] += each
            else:
                result.append(each)
    return tuple(result)


def _never(_word: str, _before: str) -> bool:
    return False


def _needs_braces(word: str, before: str, *, title: str) -> bool:
    capitals = _capitals(word)
    if capitals == "alone":
        return word != "A" or not _opens_sentence(before)
    if capitals == "first":
        return not _opens_sentence(before) and _is_sentence_case(title)
    return capitals == "inside"


@lru_cache(_WORDS_REMEMBERED)
def _capitals(word: str) -> Capitals:
    """Where a word's capitals are; signs that are spelled with some, and figures beside one, count as inside."""
    found = [index for index, character in enumerate(word) if character.isupper()]
    if not found:
        return "inside" if any(character in _SPELLED_WITH_CAPITALS for character in word) else "none"
    if found[-1] > 0 or word[0] in _SPELLED_WITH_CAPITALS or _FORMAT in word:
        return "inside"
    if len(word) == 1:
        return "alone"
    return "inside" if any(character.isdigit() for character in word) else "first"


def _opens_sentence(before: str) -> bool:
    """Whether a word behind this text is a sentence's first."""
    if before[-1:] == " " and before[-2:-1].isalnum():
        return False
    return _SENTENCE_START.search(before) is not None


@lru_cache(maxsize=1)  # asked for one name after another of the same title
def _is_sentence_case(title: str) -> bool:
    """Whether at least half of the longer words inside sentences begin with a small letter."""
    small = capital = 0
    for match in _LETTERS.finditer(title):
        word = match[0]
        if word in PROSE_LOWER_CASE or _opens_sentence(title[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        small += word[0].islower()
        capital += word[0].isupper() and word[1:].islower()
    return small >= max(capital, 1)
