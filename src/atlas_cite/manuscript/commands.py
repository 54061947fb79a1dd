r"""Commands: `\cite` and its family in LaTeX, outside comments and verbatim text, with their arguments in place.

Sources: natbib 8.31; the biblatex manual §3.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas_cite.tables.cite_commands import KEY_IN_SECOND, NOT_CITING, OTHER_CITING, VERBATIM_ENVIRONMENTS

_NOT_PROSE = re.compile(
    r"\\begin\{(?P<environment>" + "|".join(sorted(VERBATIM_ENVIRONMENTS)) + r")\*?\}"
    r"|\\(?:verb|lstinline)(?![A-Za-z])\*?(?P<sign>[^A-Za-z\s*{])|\\.|(?P<comment>%[^\n]*)",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)(?P<star>\*?)")
_OPTION = re.compile(r"\s*(?:\[(?P<option>[^\[\]{}]*(?:\{[^{}]*\}[^\[\]{}]*)*)\]|\((?P<shared>[^()]*)\))")
_ARGUMENT = re.compile(r"\s*\{(?P<keys>[^{}]*)\}")
_KEY = re.compile(r"[^\s,%]+")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """One list of keys, in characters from 0, and the options before it as they were typed."""

    keys: tuple[tuple[int, str], ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A citing command; `shared` are the arguments in parentheses of a command in the plural."""

    name: str
    is_starred: bool
    start: int
    end: int
    lists: tuple[Keys, ...]
    shared: tuple[str, ...] = ()


def latex_prose(text: str, *, with_comments: bool = False) -> str:
    """The text with verbatim text, and comments unless they are wanted, blanked out; line ends stay."""
    parts: list[str] = []
    position = at = 0
    endless: set[str] = set()
    while match := _NOT_PROSE.search(text, at):
        end = _end(text, match, endless, with_comments=with_comments)
        if end > match.start():
            parts += [text[position : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end])]
            position = end
        at = max(end, match.end())
    return "".join([*parts, text[position:]])


def _end(text: str, match: re.Match[str], endless: set[str], *, with_comments: bool) -> int:
    """Where what is no prose ends, -1 where the match begins nothing of that kind."""
    if match["comment"]:
        return -1 if with_comments else match.end()
    if match["sign"]:
        line_end = text.find("\n", match.end())
        return text.find(match["sign"], match.end(), line_end if line_end >= 0 else len(text)) + 1 or -1
    closing = f"\\end{{{match['environment']}"
    if not match["environment"] or closing in endless:
        return -1
    closed = text.find(closing, match.end())
    if closed < 0:
        endless.add(closing)
        return -1
    return text.find("}", closed) + 1 or len(text)


def is_citing(name: str) -> bool:
    """Whether a command of this name takes keys."""
    return name not in NOT_CITING and ("cite" in name.lower() or name in OTHER_CITING)


def find_commands(prose: str) -> Iterator[Command]:
    """Every citing command with at least one list of keys, in order."""
    for match in _COMMAND.finditer(prose):
        if is_citing(match["name"]) and (command := _command(prose, match)):
            yield command


def _command(prose: str, match: re.Match[str]) -> Command | None:
    name, position, end = match["name"], match.end(), match.end()
    lists: list[Keys] = []
    shared: list[str] = []
    skip = name in KEY_IN_SECOND
    while True:
        options: list[str] = []
        while len(options) + len(shared) < _MOST_OPTIONS and (option := _OPTION.match(prose, position)):
            if option["option"] is not None:
                options.append(option["option"])
            else:
                shared.append(option["shared"])
            position = option.end()
        argument = _ARGUMENT.match(prose, position)
        if argument is None:
            break
        position = argument.end()
        if skip:
            skip = False
            continue
        end = position
        lists.append(Keys(tuple(_keys(argument)), tuple(options)))
        if not name.lower().endswith("cites"):
            break
    return Command(name, match["star"] == "*", match.start(), end, tuple(lists), tuple(shared)) if lists else None


def _keys(argument: re.Match[str]) -> Iterator[tuple[int, str]]:
    inside = _COMMENT.sub(lambda match: " " * len(match[0]), argument["keys"])
    for key in _KEY.finditer(inside):
        yield argument.start("keys") + key.start(), key[0]
