r"""Manuscripts: where a text cites keys, and the same text with keys renamed.  Nothing but citations is touched.

LaTeX: the first arguments of `\cite` and its family, several keys and several lists at once.  Pandoc Markdown, R
Markdown, Quarto, Org and Typst: `@key`, `[-@key, p. 3; @{key}]`, and the commands of LaTeX too; Typst's `#cite(<key>)`.
Code, verbatim text and e-mail addresses are left alone.  Sources: natbib; the biblatex manual §3.9; pandoc's manual,
"Citation syntax"; Typst's reference, "cite".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from atlas_cite.tables.cite_commands import (
    CROSS_REFERENCES,
    KEY_IN_SECOND,
    NOT_CITING,
    OTHER_CITING,
    VERBATIM_ENVIRONMENTS,
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """One citation that changed, with the line it stands in."""

    line: int
    old: str
    new: str


LATEX = frozenset({".tex", ".ltx", ".latex", ".sty", ".cls", ".rnw", ".snw", ".lyx"})
TYPST = frozenset({".typ"})
AUX = ".aux"
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
_MARKDOWN_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AUX_CITATION = re.compile(r"\\(?:citation|abx@aux@cite(?:\{\d+\})?)\{(?P<keys>[^{}]*)\}")
_PANDOC_EVERYTHING = re.compile(r"^nocite:[^\n]*@\*|^[ \t]+@\*", re.MULTILINE)
_CROSS_REFERENCE = re.compile(rf"(?:{'|'.join(sorted(CROSS_REFERENCES))})[-:]")
_AFTER_AT = re.compile(r"@[A-Za-z]")
_TYPST_CITE = re.compile(r"(?P<before>\bcite\s*\(\s*<)(?P<key>[^<>\s]+)(?P<after>>)")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A key as a text cites it, in characters from 0; `is_bare` when it stands behind a bare `@`."""

    start: int
    end: int
    key: str
    is_bare: bool = False


def cited_keys(text: str, ending: str) -> tuple[Citation, ...]:
    """Every key that a text cites, in order; what is commented out, and references to figures and the like, are not.

    `ending` is as for `rename_citations`; `.aux` is what LaTeX writes beside a text.
    """
    ending = ending.lower()
    if ending == AUX:
        lists = _AUX_CITATION.finditer(text)
        return tuple(
            Citation(each.start("keys") + key.start(), each.start("keys") + key.end(), key[0])
            for each in lists
            for key in _KEY.finditer(each["keys"])
        )
    prose = _without_comments(text) if ending in LATEX else _MARKDOWN_COMMENT.sub(_blanks, text)
    return tuple(each for each in _citations(prose, ending) if not (each.is_bare and _CROSS_REFERENCE.match(each.key)))


def cites_everything(text: str, ending: str) -> bool:
    r"""Whether a text cites every entry there is: `\nocite{*}`, or pandoc's `nocite: '@*'`."""
    return any(each.key == "*" for each in cited_keys(text, ending)) or _PANDOC_EVERYTHING.search(text) is not None


def rename_citations(text: str, new_keys: Mapping[str, str], ending: str) -> tuple[str, tuple[Renaming, ...]]:
    """`text` with the citations of `new_keys`' old keys renamed, all at once, and what was changed, in order.

    `ending` is the file's, with its dot; one that is not known is read as LaTeX and Markdown both.
    """
    return _replaced(text, [each for each in _citations(text, ending.lower()) if each.key in new_keys], new_keys)


def _citations(text: str, ending: str) -> list[Citation]:
    found: list[Citation] = []
    if ending not in TYPST:
        found += _latex(text, _LATEX_VERBATIM if ending in LATEX else _CODE)
    if ending not in LATEX:
        found += _at_signs(text)
    if ending in TYPST:
        found += [
            Citation(match.start("key"), match.end("key"), match["key"])
            for match in _TYPST_CITE.finditer(_blanked(text, _CODE))
        ]
    return sorted(found)


def _latex(text: str, verbatim: re.Pattern[str]) -> list[Citation]:
    found: list[Citation] = []
    searched = _blanked(text, verbatim)
    for match in _COMMAND.finditer(searched):
        name = match["name"]
        if name in NOT_CITING or not ("cite" in name.lower() or name in OTHER_CITING):
            continue
        for start, end in _key_lists(searched, match.end(), name):
            found += [
                Citation(start + key.start(), start + key.end(), key[0])
                for key in _KEY.finditer(_without_comments(searched[start:end]))
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


def _at_signs(text: str) -> list[Citation]:
    found: list[Citation] = []
    for match in _AT_KEY.finditer(_blanked(text, _CODE)):
        group = "braced" if match["braced"] else "bare"
        found.append(Citation(*match.span(group), match[group], is_bare=group == "bare"))
    return found


@cache
def _is_bare(key: str) -> bool:
    """Whether pandoc reads the whole key without braces."""
    return re.fullmatch(_PANDOC_KEY, key) is not None


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """`text` with what matches replaced by as many blanks, line ends kept."""
    return pattern.sub(_blanks, text)


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _replaced(text: str, found: list[Citation], new_keys: Mapping[str, str]) -> tuple[str, tuple[Renaming, ...]]:
    parts: list[str] = []
    renamings: list[Renaming] = []
    position = line = 0
    for each in found:
        new = new_keys[each.key]
        parts += [text[position : each.start], f"{{{new}}}" if each.is_bare and not _is_bare(new) else new]
        line += text.count("\n", position, each.start)
        renamings.append(Renaming(line + 1, each.key, new))
        position = each.end
    return "".join([*parts, text[position:]]), tuple(renamings)
