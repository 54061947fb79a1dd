"""Markdown: pandoc's citation syntax, found outside code, comments, links' addresses and escapes.

Source: pandoc's user's guide, "Citation syntax" and "Footnotes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.manuscript.citations import Citation, Cited, Form, split_place

_KEY = r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>[^\W]\w*(?:[:.#$%&\-+?<>~/]\w+)*))"
_CITED = re.compile(rf"(?<![\w@\\])(?P<minus>-?)@{_KEY}")
_NOT_PROSE = re.compile(
    r"""
      (?P<fence>
          ^[ \t]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n(?:.*?\n)?[ \t]{0,3}(?P=ticks)[`~]*[ \t]*$
        | ^[ \t]{0,3}(?:`{3,}|~{3,})[^\n]*\n.*\Z
      )
    | (?P<indented>(?:(?<=\n\n)|\A)(?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z))+)
    | (?P<code>(?<!\\)(?P<quotes>`+)(?!`).+?(?<!`)(?P=quotes)(?!`))
    | (?P<comment><!--.*?-->)
    | (?P<yaml>\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*$)
    | (?P<address>(?<=\])\([^()\n]*\)|<[a-z][\w+.-]*:[^<>\s]*>|(?<!@\{)\bhttps?://[^\s)\]]+)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
"""What is no prose: fenced, indented and inline code, comments, front matter, and addresses."""


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation of a Markdown text, in its order."""
    prose = _masked(text)
    return tuple(_citations(prose))


def _masked(text: str) -> str:
    """The text with what is no prose blanked out, so that places stay what they are; a link's `(` stays."""
    return _NOT_PROSE.sub(lambda match: re.sub(r"(?!\A\()[^\n]", " ", match[0]), text)


def _citations(prose: str) -> Iterator[Citation]:
    at = 0
    while match := _CITED.search(prose, at):
        opened = _opening(prose, at, match.start())
        closed = _closing(prose, opened) if opened >= 0 else -1
        if closed > match.start():
            yield Citation(opened, closed + 1, _works(prose, opened + 1, closed))
            at = closed + 1
            continue
        end, works = _in_text(prose, match)
        if not match["minus"]:
            yield Citation(match.start(), end, works, Form.IN_TEXT)
        at = end


def _opening(prose: str, at: int, before: int) -> int:
    """Where the innermost open bracket before a key stands, -1 where there is none that could begin a citation."""
    depth = 0
    for place in range(before - 1, at - 1, -1):
        character = prose[place]
        if character == "\n" and prose[place - 1 : place] == "\n":
            return -1
        if character in "[]" and prose[place - 1 : place] != "\\":
            depth += 1 if character == "]" else -1
            if depth < 0:
                is_image_or_note = prose[place - 1 : place] in {"!", "^"} or prose[place + 1 : place + 2] == "^"
                return -1 if is_image_or_note else place
    return -1


def _closing(prose: str, opened: int) -> int:
    """Where the bracket opened at a place closes, -1 where it does not within its paragraph, or begins a link."""
    depth = 0
    for place in range(opened, len(prose)):
        character = prose[place]
        if character == "\n" and prose[place + 1 : place + 2] == "\n":
            return -1
        if character in "[]" and prose[place - 1 : place] != "\\":
            depth += 1 if character == "[" else -1
            if depth == 0:
                return -1 if prose[place + 1 : place + 2] in {"(", "{", ":"} else place
    return -1


def _works(prose: str, start: int, end: int) -> tuple[Cited, ...]:
    """The works between the brackets, parted by semicolons; a part without a key belongs to the one before it."""
    works: list[Cited] = []
    for part_start, part_end in _parts(prose, start, end):
        match = _CITED.search(prose, part_start, part_end)
        if match is None:
            continue
        place, suffix = split_place(prose[match.end() : part_end])
        prefix = " ".join(prose[part_start : match.start()].split())
        works.append(_cited(match, place, prefix, suffix))
    return tuple(works)


def _parts(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.compile(r"(?<!\\);").finditer(prose, start, end):
        if _CITED.search(prose, match.end(), end):
            yield at, match.start()
            at = match.end()
    yield at, end


def _in_text(prose: str, match: re.Match[str]) -> tuple[int, tuple[Cited, ...]]:
    """`@key` in a sentence and the brackets that may follow it: `@key [p. 3; @other]`."""
    bracket = re.compile(r"[ \t]?\[(?!\^)").match(prose, match.end())
    closed = _closing(prose, bracket.end() - 1) if bracket else -1
    if bracket is None or closed < 0:
        return match.end(), (_cited(match),)
    inside = prose[bracket.end() : closed]
    first = re.split(r"(?<!\\);", inside, maxsplit=1)[0]
    if _CITED.search(first):
        return match.end(), (_cited(match),)
    place, suffix = split_place(f",{first}")
    others = _works(prose, bracket.end() + len(first), closed)
    return closed + 1, (_cited(match, place, "", suffix), *others)


def _cited(match: re.Match[str], place: str = "", prefix: str = "", suffix: str = "") -> Cited:
    key = match["braced"] or match["bare"]
    return Cited(key, match.start() + len(match["minus"]), place, prefix, suffix, bool(match["minus"]))
