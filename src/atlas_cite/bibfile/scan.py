r"""Where exactly the parts of one block stand.

Sources: BibTeX's own program (bibtex.web, "Reading the database file"); btparse, which biber reads with.

Braces count as BibTeX counts them, a backslash before one changes nothing.  Where that leads to no end, they are
counted as other programs do, which skip `\{` and `\"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

_OPENING = re.compile(r"@\s*([^\s{}(),\"#%=@']+)\s*([{(])")
_BLOCK = re.compile(
    r"""@[^\S\n]*(?:
        [^\s{}(),\"#%=@']+\s*\{
        |[^\s{}(),\"#%=@']+\s*\(\s*[^\s{}(),\"=]+\s*[,=]   # `@Home (2010)` is text
        |(?:comment|preamble)\s*\(
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""What begins a block, at the beginning of a line, whatever stands open before it."""

_LONE_CR = re.compile(r"\r(?!\n)")
_BLANKS = r"(?:\s|%[^\n]*(?:\n|\Z))*+"
"""Between the parts of a block: blanks, and a `%` with the rest of its line, which biber takes for a comment."""

_SPACE = re.compile(_BLANKS)
_COMMAS = re.compile(rf"{_BLANKS}(?:,{_BLANKS})*+")
_NAME = re.compile(rf"([^\s\"#%'(),={{}}@][^\"#%(),={{}}@\n]*?){_BLANKS}=")
_BARE = re.compile(r"[^\s,{}\"#=()%@]+")
_MORE_WORDS = re.compile(r"[^\S\n]++[^,{}()\"#=%@\n]++(?![=({])")
"""The rest of a value that should stand in braces: `edition = 2nd ed`."""
_FIELDS_OUTSIDE = re.compile(r"[\s,}]*+[A-Za-z][\w-]*\s*=\s*[{\"\d]")
"""What stands behind an entry that a brace too many has closed."""
_KEY = {"{": re.compile(r"[^,}\n]*"), "(": re.compile(r"[^,)\n]*")}
_NO_KEY = re.compile(r"[={]\s*[{\"]|=\s|\s=|\{")
NEXT_FIELD = re.compile(r"\n[^\S\n]*[A-Za-z][\w-]*[^\S\n]*=[^\S\n]*(?:[{\"]|\d+\s*[,}])")
"""What begins a field, at the beginning of a line."""
_CLOSING = {"{": "}", "(": ")"}

_BRACES = r"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
"""Three deep, which nearly all values are; the others are counted."""
_QUOTES = r"\"[^\"{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^\"{}]*+)*+\""
_TEXT_IN_BRACES = re.compile(_BRACES)
_TEXT_IN_QUOTES = re.compile(_QUOTES)
USUAL_FIELD = re.compile(rf"([A-Za-z][\w-]*+)[ \t]*+=\s*+({_BRACES}|{_QUOTES}|\w++)\s*+(,?)\s*+")
"""A field as nearly all are, its comma, and the blanks up to the next one: read in one go, for speed."""
_DELIMITERS = re.compile(r"[{}\"]")
_UNESCAPED_DELIMITERS = re.compile(r"(?<!\\)[{}\"]")


class ScannedField(NamedTuple):  # a tuple is made in half the time, and there are fifty thousand of them in a file
    """A field's parts by offset; `parts` are the texts and macros that `#` joins."""

    name_start: int
    name_end: int
    value_start: int
    value_end: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScannedEntry:
    """An entry's parts by offset, and the offsets of what is odd in it: a comma too few or too many."""

    type_start: int
    type_end: int
    key_start: int
    key_end: int
    fields: tuple[ScannedField, ...]
    close: int
    commas_missing: tuple[int, ...] = ()
    commas_extra: tuple[int, ...] = ()
    escapes: bool = False


class Fault(Exception):
    """A block that cannot be read: the offset, and what is wrong there; never leaves this room."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def scannable(text: str) -> str:
    """`text` as it is scanned: a lone CR becomes LF, so that line ends are known and offsets stay."""
    return _LONE_CR.sub("\n", text) if "\r" in text else text


def blocks_at_line_starts(text: str, start: int = 0) -> Iterator[int]:
    """The offset, from `start` on, of each `@` that begins a block in any case: at most blanks stand before it."""
    searched, at = 0, text.find("@", start)
    while at >= 0:
        line_end = text.rfind("\n", searched, at)
        is_first = line_end >= 0 or not searched  # of the `@` in its line
        if is_first and not text[line_end + 1 : at].strip() and _BLOCK.match(text, at):
            yield at
        searched, at = at + 1, text.find("@", at + 1)


def usual_fields(text: str, start: int, limit: int, close: str) -> tuple[list[ScannedField], int]:
    """The fields from `start` on, as long as they are as usual, and where the next one, or the entry's end, stands."""
    fields: list[ScannedField] = []
    while match := USUAL_FIELD.match(text, start, limit):
        following = match.end()
        if not match[3] and not text.startswith(close, following):
            break
        fields.append(ScannedField(start, match.end(1), *match.span(2), (match[2],)))
        start = following
    return fields, start


def scan_entry(text: str, start: int, limit: int) -> ScannedEntry:
    """The entry whose `@` stands at `start` and that ends before `limit`; raises Fault."""
    try:
        return _Scanner(text, limit, escapes=False).entry(start)
    except Fault as fault:
        if "\\" in text[start:limit]:
            with suppress(Fault):
                return _Scanner(text, limit, escapes=True).entry(start)
        raise fault from None


def scan_macro(text: str, start: int, limit: int) -> tuple[ScannedField, int]:
    """The name and value of the `@string` at `start`, and where it ends; raises Fault."""
    return _Scanner(text, limit, escapes=False).macro(start)


def scan_balanced(text: str, start: int, limit: int) -> int:
    """Where the `@comment` or `@preamble` at `start` ends; raises Fault."""
    opening = _opening(text, start, limit)
    if opening[2] == "{":
        return _Scanner(text, limit, escapes=False).braces_end(opening.end() - 1)
    depth = 0
    for match in re.compile(r"[(){}]").finditer(text, opening.end() - 1, limit):
        depth += 1 if match[0] in "({" else -1
        if depth == 0:
            return match.end()
    raise Fault(opening.end() - 1, "this parenthesis is not closed")


def _opening(text: str, start: int, limit: int) -> re.Match[str]:
    if not (match := _OPENING.match(text, start, limit)):
        raise Fault(start, "no `{` follows the type")
    return match


class _Scanner:
    """Reads the parts of a block one behind the other, up to `limit`."""

    def __init__(self, text: str, limit: int, *, escapes: bool) -> None:
        self._text = text
        self._limit = limit
        self._escapes = escapes

    def entry(self, start: int) -> ScannedEntry:
        fields: list[ScannedField] = []
        try:
            return self._entry(start, fields)
        except Fault:
            if suspect := self._swallowing(fields):
                raise Fault(suspect.value_start, "what is opened here is not closed") from None
            raise

    def _swallowing(self, fields: list[ScannedField]) -> ScannedField | None:
        """The first value that holds what looks like the next field: its own end is missing."""
        return next((each for each in fields if NEXT_FIELD.search(self._text, each.value_start, each.value_end)), None)

    def _entry(self, start: int, fields: list[ScannedField]) -> ScannedEntry:
        opening = _opening(self._text, start, self._limit)
        close = _CLOSING[opening[2]]
        key_start, key_end = self._key(opening)
        missing: list[int] = []
        extra: list[int] = []
        position = key_end
        while True:
            after = self._commas(position, close, missing if fields else None, extra)
            if self._text.startswith(close, after):
                if _FIELDS_OUTSIDE.match(self._text, after + 1, self._limit):
                    raise Fault(after, "this ends the entry, and more fields follow: there is a brace too many")
                return ScannedEntry(
                    opening.start(1), opening.end(1), key_start, key_end, tuple(fields), after,
                    tuple(missing), tuple(extra), self._escapes,
                )  # fmt: skip
            usual, _ = ([], after) if self._escapes else usual_fields(self._text, after, self._limit, close)
            fields += usual or [self._field(after)]
            position = fields[-1].value_end

    def _key(self, opening: re.Match[str]) -> tuple[int, int]:
        start = self._skip(_SPACE, opening.end())
        found = self._text[start : self._skip(_KEY[opening[2]], start)].rstrip()
        if _NO_KEY.search(found):
            raise Fault(start, "there is no key, or no comma behind it")
        return start, start + len(found)

    def _commas(self, position: int, close: str, missing: list[int] | None, extra: list[int]) -> int:
        """Where the next field, or the end, stands behind the commas at `position`."""
        first = self._skip(_SPACE, position)
        after = self._skip(_COMMAS, position)
        if after >= self._limit:
            raise Fault(position, "the entry is not closed")
        commas = self._text.count(",", first, after)
        if not commas and not self._text.startswith(close, after):
            if missing is None or not _NAME.match(self._text, after, self._limit):
                raise Fault(after, f"a comma or `{close}` is missing before this")
            missing.append(position)
        elif commas > 1 and "%" not in self._text[first:after]:
            extra.append(first + 1)
        return after

    def _field(self, start: int) -> ScannedField:
        name = _NAME.match(self._text, start, self._limit)
        if not name:
            raise Fault(start, "no name of a field and `=` stand here")
        value_start = self._skip(_SPACE, name.end())
        value_end, parts = self._value(value_start)
        return ScannedField(start, name.end(1), value_start, value_end, parts)

    def macro(self, start: int) -> tuple[ScannedField, int]:
        opening = _opening(self._text, start, self._limit)
        field = self._field(self._skip(_SPACE, opening.end()))
        end = self._skip(_COMMAS, field.value_end)
        if not self._text.startswith(_CLOSING[opening[2]], end):
            raise Fault(field.value_end, f"a `{_CLOSING[opening[2]]}` is missing behind this")
        return field, end + 1

    def _value(self, start: int) -> tuple[int, tuple[str, ...]]:
        parts: list[str] = []
        position = start
        while True:
            end = self._part_end(position)
            parts.append(self._text[position:end])
            after = self._skip(_SPACE, end)
            if not self._text.startswith("#", after, self._limit):
                return end, tuple(parts)
            position = self._skip(_SPACE, after + 1)

    def _part_end(self, start: int) -> int:
        first = self._text[start : start + 1]
        if first == "{":
            return self.braces_end(start)
        if first == '"':
            return self._quotes_end(start)
        if match := _BARE.match(self._text, start, self._limit):
            more = _MORE_WORDS.match(self._text, match.end(), self._limit)
            return match.end() + len(more[0].rstrip()) if more else match.end()
        raise Fault(start, "a value is missing here")

    def braces_end(self, start: int) -> int:
        """Behind the brace that closes the one at `start`."""
        if not self._escapes and (match := _TEXT_IN_BRACES.match(self._text, start, self._limit)):
            return match.end()
        depth = 0
        for brace in self._delimiters(start):
            if brace[0] != '"':
                depth += 1 if brace[0] == "{" else -1
                if depth == 0:
                    return brace.end()
        raise Fault(start, "this brace is not closed")

    def _quotes_end(self, start: int) -> int:
        if not self._escapes and (match := _TEXT_IN_QUOTES.match(self._text, start, self._limit)):
            return match.end()
        depth = 0
        for delimiter in self._delimiters(start + 1):
            if delimiter[0] == '"' and depth == 0:
                return delimiter.end()
            if delimiter[0] != '"':
                depth += 1 if delimiter[0] == "{" else -1
                if depth < 0:
                    break
        raise Fault(start, "this quotation mark is not closed")

    def _delimiters(self, start: int) -> Iterator[re.Match[str]]:
        return (_UNESCAPED_DELIMITERS if self._escapes else _DELIMITERS).finditer(self._text, start, self._limit)

    def _skip(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self._text, position, self._limit)
        return match.end() if match else position
