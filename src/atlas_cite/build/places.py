"""Places: the line on which each setting of a TOML text stands, which Python's reader does not tell."""

from __future__ import annotations

import re
from collections import Counter

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_SETTING = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")
_FENCE = re.compile(r'"""|' + "'''")


def places_of(text: str) -> dict[str, int]:
    """The line of each table and setting by its place, such as `exports[2].to`, counted from 1.

    For messages only: a table in a line of its own, a setting at the beginning of one.
    """
    found: dict[str, int] = {}
    numbers: Counter[str] = Counter()
    table, fence = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence:
            if heading := _TABLE.match(line):
                name = heading[2]
                numbers[name] += 1
                table = f"{name}[{numbers[name]}]" if heading[1] == "[[" else name
                found.setdefault(table, number)
            elif setting := _SETTING.match(line):
                name = setting[1] or setting[2] or setting[3] or ""
                found.setdefault(f"{table}.{name}".lstrip("."), number)
        for mark in _FENCE.findall(line):
            fence = "" if fence == mark else fence or mark
    return found
