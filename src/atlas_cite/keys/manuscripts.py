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

from atlas_cite.manuscript.commands import find_commands, latex_prose
from atlas_cite.manuscript.front_matter import EVERYTHING, listed_keys
from atlas_cite.manuscript.prose import AT_KEY, BLANK, KEY, read_prose
from atlas_cite.tables.cite_commands import CROSS_REFERENCES


@dataclass(frozen=True, slots=True)
class Renaming:
    """One citation that changed, with the line it stands in."""

    line: int
    old: str
    new: str


LATEX = frozenset({".tex", ".ltx", ".latex", ".sty", ".cls", ".rnw", ".snw", ".lyx"})
TYPST = frozenset({".typ"})
AUX = ".aux"
PANDOC = frozenset({".md", ".markdown", ".mdown", ".rmd", ".qmd"})
MARKDOWN = PANDOC | frozenset({".txt", ".text", ".org", ".rst", ".ipynb"})

_KEY = re.compile(r"[^\s,%]+")
_CODE = re.compile(
    r"^(?P<fence>[ \t]*(?P<sign>`{3,}|~{3,}))[^\n]*\n.*?(?:^[ \t]*(?P=sign)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_AT_KEY = re.compile(rf"(?<![\w\\@/.]){AT_KEY.pattern}")
_MARKDOWN_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AUX_CITATION = re.compile(r"\\(?:citation|abx@aux@cite(?:\{\d+\})?)\{(?P<keys>[^{}]*)\}")
_CROSS_REFERENCE = re.compile(rf"(?:{'|'.join(sorted(CROSS_REFERENCES))})[-:]")
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
    prose = text if ending in LATEX else _MARKDOWN_COMMENT.sub(_blanks, text)
    found = _citations(prose, ending, with_comments=False)
    if ending in PANDOC:
        found = _in_prose(text, found)
    return tuple(each for each in found if not (each.is_bare and is_cross_reference(each.key)))


def _in_prose(text: str, found: list[Citation]) -> list[Citation]:
    """The citations that pandoc sees: those in prose, and those that the front matter lists."""
    prose = read_prose(text)
    listed = {prose.front_matter_start + start for start, _ in listed_keys(prose.front_matter)}
    return [each for each in found if prose.text[each.start] != BLANK or each.start in listed]


def is_cross_reference(key: str) -> bool:
    """Whether a key behind a bare `@` names a figure, table or the like of the text itself."""
    return _CROSS_REFERENCE.match(key) is not None


def cites_everything(text: str, ending: str) -> bool:
    r"""Whether a text cites every entry there is: `\nocite{*}`, or pandoc's `nocite: '@*'`."""
    if any(each.key == EVERYTHING for each in cited_keys(text, ending)):
        return True
    return ending.lower() in PANDOC and any(key == EVERYTHING for _, key in listed_keys(read_prose(text).front_matter))


def rename_citations(text: str, new_keys: Mapping[str, str], ending: str) -> tuple[str, tuple[Renaming, ...]]:
    """`text` with the citations of `new_keys`' old keys renamed, all at once, and what was changed, in order.

    `ending` is the file's, with its dot; one that is not known is read as LaTeX and Markdown both.
    """
    return _replaced(text, [each for each in _citations(text, ending.lower()) if each.key in new_keys], new_keys)


def _citations(text: str, ending: str, *, with_comments: bool = True) -> list[Citation]:
    found: list[Citation] = []
    if ending not in TYPST:
        prose = latex_prose(text, with_comments=with_comments) if ending in LATEX else _blanked(text, _CODE)
        found += [
            Citation(start, start + len(key), key)
            for command in find_commands(prose)
            for keys in command.lists
            for start, key in keys.keys
        ]
    if ending not in LATEX:
        found += _at_signs(text)
    if ending in TYPST:
        found += [
            Citation(match.start("key"), match.end("key"), match["key"])
            for match in _TYPST_CITE.finditer(_blanked(text, _CODE))
        ]
    return sorted(found)


def _at_signs(text: str) -> list[Citation]:
    found: list[Citation] = []
    for match in _AT_KEY.finditer(_blanked(text, _CODE)):
        braces = match[0].startswith("@{")
        start, end = match.start() + 1 + braces, match.end() - braces
        found.append(Citation(start, end, text[start:end], is_bare=not braces))
    return found


@cache
def _is_bare(key: str) -> bool:
    """Whether pandoc reads the whole key without braces."""
    return re.fullmatch(KEY, key) is not None


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
