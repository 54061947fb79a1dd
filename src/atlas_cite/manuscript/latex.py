"""LaTeX: the citation commands of BibTeX, natbib and biblatex, found outside comments and verbatim text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas_cite.manuscript.citations import Citation, Cited, Form

COMMANDS: Mapping[str, tuple[Form, bool]] = {
    "cite": (Form.PARENTHETICAL, False),
    "citep": (Form.PARENTHETICAL, False),
    "parencite": (Form.PARENTHETICAL, False),
    "autocite": (Form.PARENTHETICAL, False),
    "footcite": (Form.PARENTHETICAL, False),
    "smartcite": (Form.PARENTHETICAL, False),
    "supercite": (Form.PARENTHETICAL, False),
    "fullcite": (Form.PARENTHETICAL, False),
    "citet": (Form.IN_TEXT, False),
    "textcite": (Form.IN_TEXT, False),
    "citealp": (Form.PARENTHETICAL, False),
    "citealt": (Form.IN_TEXT, False),
    "citeyear": (Form.PARENTHETICAL, True),
    "citeyearpar": (Form.PARENTHETICAL, True),
    "nocite": (Form.SILENT, False),
}
"""Each command's form, and whether it leaves the author out (natbib's and biblatex's manuals)."""

_COMMAND = re.compile(
    r"\\(?P<name>[A-Za-z]+)(?P<star>\*?)\s*(?P<options>(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\]\s*){0,2})\{(?P<keys>[^{}]*)\}"
)
_NOT_PROSE = re.compile(
    r"(?<!\\)%[^\n]*|\\verb\*?(?P<mark>[^\sA-Za-z*]).*?(?P=mark)"
    r"|\\begin\{(?P<name>verbatim\*?|lstlisting|minted|comment)\}.*?\\end\{(?P=name)\}",
    re.DOTALL,
)


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation of a LaTeX text, in its order."""
    prose = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return tuple(_citations(prose))


def _citations(prose: str) -> Iterator[Citation]:
    for match in _COMMAND.finditer(prose):
        command = match["name"][0].lower() + match["name"][1:]
        if command not in COMMANDS:
            continue
        form, suppress = COMMANDS[command]
        suppress = suppress or (match["star"] == "*" and form is Form.PARENTHETICAL)
        works = tuple(_works(match, suppress))
        if works:
            yield Citation(match.start(), match.end(), works, form)


def _works(match: re.Match[str], suppress: bool) -> Iterator[Cited]:
    prefix, place = _options(match["options"])
    keys = [found for found in re.finditer(r"[^,\s]+", match["keys"]) if found[0] != "*"]
    for number, found in enumerate(keys):
        yield Cited(
            found[0],
            match.start("keys") + found.start(),
            place if number == len(keys) - 1 else "",
            prefix if number == 0 else "",
            suppress_author=suppress,
        )


def _options(text: str) -> tuple[str, str]:
    """What stands before and after: of one option it is the latter, of two the first is the former."""
    options = [" ".join(each[1:-1].split()) for each in re.findall(r"\[(?:[^\[\]{}]|\{[^{}]*\})*\]", text)]
    if len(options) == 2:
        return options[0], options[1]
    return "", options[0] if options else ""
