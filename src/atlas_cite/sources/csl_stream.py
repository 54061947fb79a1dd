"""Streams of CSL-JSON: the items of a file one by one, so that its length costs no memory.

A stream is a file of JSON Lines or one array, in UTF-8, every member a CSL item (a saved library's entries are some).
Any other file is read whole by `csl_json`, which tells what is wrong with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from atlas_cite.sources.detect import is_csl

LinedItem = tuple[int, dict[str, Any]]
"""The line an item begins in, and the item."""

_BLANK = re.compile(r"\s*")
_BLOCK = 1 << 18
"""Characters read at a time; an item that is longer is met with twice as many."""


class NotAStream(ValueError):
    """The file is anything but CSL items one after another."""


def stream_items(path: Path) -> Iterator[LinedItem]:
    """Each item of the file.  Raises NotAStream when it meets anything else, and OSError."""
    items = _items(path)
    try:
        first = next(items, None)
        if first is None or not is_csl(first[1]) or isinstance(first[1].get("items"), list):
            raise NotAStream
        yield first
        yield from items
    except (ValueError, RecursionError) as error:
        raise NotAStream from error


def _items(path: Path) -> Iterator[LinedItem]:
    with path.open(encoding="utf-8-sig") as file:
        beginning = file.read(_BLOCK).lstrip()
        file.seek(0)
        yield from _array(file) if beginning.startswith("[") else _lines(file)


def _lines(file: TextIO) -> Iterator[LinedItem]:
    for number, line in enumerate(file, start=1):
        if not line.isspace():
            yield number, _item(json.loads(line))


def _array(file: TextIO) -> Iterator[LinedItem]:
    window = _Window(file)
    window.step()
    sign = window.sign()
    while sign != "]":
        yield window.line, _item(window.value())
        if (sign := window.sign()) == ",":
            window.step()
            sign = window.sign()
        elif sign != "]":
            raise NotAStream


def _item(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotAStream
    return value


class _Window:
    """The part of a file around a position, moved on as it is read; `line` is that of the position."""

    def __init__(self, file: TextIO) -> None:
        self.line = 1
        self._file = file
        self._text = ""
        self._position = 0
        self._decode = json.JSONDecoder().raw_decode

    def sign(self) -> str:
        """The next character that is not blank; empty at the end of the file."""
        sign = self._text[self._position : self._position + 1]
        while not sign or sign.isspace():
            match = _BLANK.match(self._text, self._position)
            self._go(match.end() if match else self._position)
            if self._position == len(self._text) and not self._more():
                return ""
            sign = self._text[self._position : self._position + 1]
        return sign

    def step(self) -> None:
        """Go on behind the next sign."""
        self.sign()
        self._position += 1

    def value(self) -> object:
        """The JSON value at the position.  Raises ValueError when there is none."""
        while True:
            try:
                value, end = self._decode(self._text, self._position)
            except ValueError:
                if not self._more():
                    raise
            else:
                self._go(end)
                return value

    def _go(self, position: int) -> None:
        self.line += self._text.count("\n", self._position, position)
        self._position = position

    def _more(self) -> bool:
        """Read on; what lies before the position is forgotten."""
        rest = self._text[self._position :]
        block = self._file.read(max(_BLOCK, len(rest)))
        self._text, self._position = rest + block, 0
        return bool(block)
