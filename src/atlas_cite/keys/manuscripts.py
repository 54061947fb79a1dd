r"""Manuscripts: where a text cites keys, and the same text with keys renamed.  Nothing but citations is touched.

LaTeX: the first arguments of `\cite` and its family, several keys and several lists at once.  Pandoc Markdown, R
Markdown, Quarto, Org and Typst: `@key`, `[-@key, p. 3; @{key}]`, and the commands of LaTeX too; Typst's `#cite(<key>)`.
Code, verbatim text and e-mail addresses are left alone.  Sources: natbib; the biblatex manual §3.9; pandoc's manual,
"Citation syntax"; Typst's reference, "cite".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from atlas_cite.tables.cite_commands import KEY_IN_SECOND, NOT_CITING, OTHER_CITING, VERBATIM_ENVIRONMENTS


@dataclass(frozen=True, slots=True)
class Renaming:
    """One citation that changed, with the line it stands in."""

    line: int
    old: str
    new: str


LATEX = frozenset({".tex", ".ltx", ".latex", ".sty", ".cls", ".rnw", ".snw", ".lyx"})
TYPST = frozenset({".typ"})
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".rmd", ".qmd", ".txt", ".text", ".org", ".rst", ".ipynb"})

_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)\*?")
_OPTIONS = re.compile(r"(?:\s*(?:\[[^\[\]{}]*(?:\{[^{}]*\}[^\[\]{}]*)*\]|\([^()]*\)))*")
_ARGUMENT = re.compile(r"\s*\{(?P<keys>[^{}]*)\}")
_KEY = re.compile(r"[^\s,%]+")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_LATEX_VERBATIM = re.compile(
    r"\\begin\{(?P<environment>" + "|".join(sorted(VERBATIM_ENVIRONMENTS)) + r")\*?\}.*?\\end\{(?P=environment)\*?\}"
    r"|\\(?:verb|lstinline)\*?(?P<sign>[^A-Za-z\s*{]).*?(?P=sign)",
    re.DOTALL,
)
_CODE = re.compile(
    r"^(?P<fence>[ \t]*(?P<sign>`{3,}|~{3,}))[^\n]*\n.*?(?:^[ \t]*(?P=sign)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_PANDOC_KEY = r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[:.#$%&+?<>~/-](?=[A-Za-z0-9_]))*"
_AT_KEY = re.compile(rf"(?<![\w\\@/.])@(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<bare>{_PANDOC_KEY}))")
_AFTER_AT = re.compile(r"@[A-Za-z]")
_TYPST_CITE = re.compile(r"(?P<before>\bcite\s*\(\s*<)(?P<key>[^<>\s]+)(?P<after>>)")


def rename_citations(text: str, new_keys: Mapping[str, str], ending: str) -> tuple[str, tuple[Renaming, ...]]:
    """`text` with the citations of `new_keys`' old keys renamed, all at once, and what was changed, in order.

    `ending` is the file's, with its dot; one that is not known is read as LaTeX and Markdown both.
    """
    found: list[tuple[int, int, str, str]] = []
    ending = ending.lower()
    if ending not in TYPST:
        found += _latex(text, new_keys, _LATEX_VERBATIM if ending in LATEX else _CODE)
    if ending not in LATEX:
        found += _at_signs(text, new_keys)
    if ending in TYPST:
        found += [
            (match.start("key"), match.end("key"), match["key"], new_keys[match["key"]])
            for match in _TYPST_CITE.finditer(_blanked(text, _CODE))
            if match["key"] in new_keys
        ]
    return _replaced(text, sorted(found))


def _latex(text: str, new_keys: Mapping[str, str], verbatim: re.Pattern[str]) -> list[tuple[int, int, str, str]]:
    found: list[tuple[int, int, str, str]] = []
    searched = _blanked(text, verbatim)
    for match in _COMMAND.finditer(searched):
        name = match["name"]
        if name in NOT_CITING or not ("cite" in name.lower() or name in OTHER_CITING):
            continue
        for start, end in _key_lists(searched, match.end(), name):
            found += [
                (start + key.start(), start + key.end(), key[0], new_keys[key[0]])
                for key in _KEY.finditer(_without_comments(searched[start:end]))
                if key[0] in new_keys
            ]
    return found


def _key_lists(text: str, position: int, name: str) -> list[tuple[int, int]]:
    """Where the lists of keys of a command begin and end; a command in the plural has several."""
    lists: list[tuple[int, int]] = []
    skip = name in KEY_IN_SECOND
    while True:
        options = _OPTIONS.match(text, position)
        argument = _ARGUMENT.match(text, options.end() if options else position)
        if argument is None:
            return lists
        position = argument.end()
        if skip:
            skip = False
            continue
        lists.append(argument.span("keys"))
        if not name.lower().endswith("cites"):
            return lists


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: " " * len(match[0]), text)


def _at_signs(text: str, new_keys: Mapping[str, str]) -> list[tuple[int, int, str, str]]:
    found: list[tuple[int, int, str, str]] = []
    for match in _AT_KEY.finditer(_blanked(text, _CODE)):
        group = "braced" if match["braced"] else "bare"
        key = match[group]
        if key not in new_keys:
            continue
        new = new_keys[key]
        if group == "bare" and not _is_bare(new):
            new = f"{{{new}}}"
        found.append((*match.span(group), key, new))
    return found


@cache
def _is_bare(key: str) -> bool:
    """Whether pandoc reads the whole key without braces."""
    return re.fullmatch(_PANDOC_KEY, key) is not None


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """`text` with what matches replaced by as many blanks, line ends kept."""
    blank: Callable[[re.Match[str]], str] = lambda match: re.sub(r"[^\n]", " ", match[0])  # noqa: E731
    return pattern.sub(blank, text)


def _replaced(text: str, found: list[tuple[int, int, str, str]]) -> tuple[str, tuple[Renaming, ...]]:
    parts: list[str] = []
    renamings: list[Renaming] = []
    position = line = 0
    for start, end, old, new in found:
        parts += [text[position:start], new]
        line += text.count("\n", position, start)
        renamings.append(Renaming(line + 1, old, new.strip("{}")))
        position = end
    return "".join([*parts, text[position:]]), tuple(renamings)
