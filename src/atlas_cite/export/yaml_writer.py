"""YAML text: plain data as block style, piece by piece; every text comes back as the text it was, in YAML 1.1 and 1.2.

Source: YAML 1.2.2 §5.1 (characters), §7.3.1 (double quotes), §7.3.3 (plain style), §8.1.2 (literal style).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

Plain = str | int | bool | Sequence["Plain"] | Mapping[str, "Plain"]

_INDENT = "  "
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ(](?:[\w .,;/()+'’–-]|:(?=\S))*", re.ASCII)
"""Texts that need no quotes, in letters that no YAML reader takes for anything else."""
_WORDS = frozenset("y n yes no on off true false null nan inf".split())
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]")


def render_yaml(value: Mapping[str, Plain] | Sequence[Plain], depth: int = 0) -> str:
    """`value` as lines of block style at `depth`, ending in a line break; members without anything are left out."""
    return "".join(f"{_INDENT * depth}{line}\n" if line else "\n" for line in _lines(value))


def _lines(value: Plain) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _member(f"{_scalar(str(key))}:", member)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for member in value:
            yield from _item(member)


def _member(head: str, member: Plain) -> Iterator[str]:
    """A key and its value: on its line, or below it."""
    if isinstance(member, Mapping) or (isinstance(member, Sequence) and not isinstance(member, str)):
        if member:
            yield head
            indent = _INDENT if isinstance(member, Mapping) else ""
            yield from (f"{indent}{line}" if line else "" for line in _lines(member))
    elif isinstance(member, str) and _is_literal(member):
        yield f"{head} |-"
        yield from (f"{_INDENT}{line}" if line else "" for line in member.split("\n"))
    elif member != "":
        yield f"{head} {_scalar(member)}"


def _item(member: Plain) -> Iterator[str]:
    """A list's member, its first line behind the hyphen."""
    if isinstance(member, str | int):
        yield f"- {_scalar(member)}"
        return
    for number, line in enumerate(_lines(member)):
        yield (f"{_INDENT}{line}" if line else "") if number else f"- {line}"


def _is_literal(text: str) -> bool:
    """Whether literal style says exactly `text`: several printable lines, none of which begins or ends in a blank."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0] and lines[-1])
        and not _UNPRINTABLE.search(text)
        and all(line == line.strip() for line in lines)
    )


def _scalar(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS and value[-1] != ":":
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)
