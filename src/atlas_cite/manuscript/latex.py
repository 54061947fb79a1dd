"""LaTeX: the citations of BibTeX, natbib and biblatex, with the footnotes they stand in.

Sources: natbib 8.31, "Reference sheet"; the biblatex manual §3.9.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas_cite.manuscript.citations import Citation, Cited, Form, Note, Passage
from atlas_cite.manuscript.commands import Command, find_commands, latex_prose

FORMS: Mapping[str, Form] = {
    "cite": Form.PARENTHETICAL, "citep": Form.PARENTHETICAL, "parencite": Form.PARENTHETICAL,
    "autocite": Form.PARENTHETICAL, "supercite": Form.PARENTHETICAL, "citeyearpar": Form.PARENTHETICAL,
    "footcite": Form.NOTE, "footcitetext": Form.NOTE, "smartcite": Form.NOTE,
    "citet": Form.IN_TEXT, "textcite": Form.IN_TEXT,
    "citealp": Form.BARE, "citenum": Form.BARE, "citealt": Form.BARE_IN_TEXT,
    "citeauthor": Form.AUTHOR, "citefullauthor": Form.AUTHOR,
    "citeyear": Form.YEAR, "citedate": Form.YEAR, "citetitle": Form.TITLE,
    "fullcite": Form.REFERENCE, "bibentry": Form.REFERENCE, "footfullcite": Form.NOTE_REFERENCE,
    "nocite": Form.SILENT,
}  # fmt: skip
"""What each command prints; the plural of each (`\\parencites`) prints the same."""
_WITHOUT_AUTHOR = frozenset({"citeyearpar"})
_STAR_WITHOUT_AUTHOR = frozenset({"cite", "parencite", "autocite", "footcite", "smartcite", "supercite"})
"""biblatex's commands that a star makes leave out the author; natbib's star asks for all authors instead."""

_EACH = frozenset({Form.IN_TEXT, Form.BARE_IN_TEXT})

_MOVING = re.compile(
    r"\\(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|caption|title|author|addchap|addsec|minisec)\*?(?![A-Za-z])"
    r"\s*(?:\[[^\[\]]*\]\s*)?(?=\{)"
)
"""Commands whose argument LaTeX moves, in which a footnote must be protected."""
_FOOTNOTE = re.compile(r"\\(?:footnote|footnotetext|endnote|sidenote)(?![A-Za-z])\s*(?:\[[^\[\]]*\]\s*)?(?=\{)")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BIBLIOGRAPHY = re.compile(r"\\printbibliography(?![A-Za-z])(?:\s*\[[^\[\]]*\])?|\\bibliography\s*\{[^{}]*\}")
_END = re.compile(r"\\end\s*\{document\}")
_CLASS = re.compile(r"\\documentclass\s*(?:\[[^\[\]]*\]\s*)?\{(?P<name>[^{}]*)\}")
_LINKS = re.compile(r"\\usepackage\s*(?:\[[^\[\]]*\]\s*)?\{[^{}]*\bhyperref\b[^{}]*\}|\\documentclass[^{}]*\{beamer\}")
_BEGINNING = re.compile(r"(?:\A|[.;!?]['’”)}]*\s)\s*\Z")
_TYPED = (("~", "\u00a0"), ("---", "—"), ("--", "–"), ("\\,", "\u202f"), ("\\ ", " "))
"""How LaTeX spells signs that a locator may hold."""
_CONTEXT = 200


@dataclass(frozen=True, slots=True)
class LatexText:
    """A LaTeX text as read: its citations and notes in order, the commands nobody knows, where the bibliography goes.

    `references` are the commands that print it; where there are none it goes to `end`, before the document's end.
    `moving` are stretches that LaTeX sets elsewhere too, such as headings; `has_links` says that hyperref is loaded.
    """

    text: str
    passages: tuple[Passage, ...]
    unknown: tuple[tuple[int, str], ...]
    references: tuple[tuple[int, int], ...]
    end: int
    document_class: str
    cites_everything: bool
    moving: tuple[tuple[int, int], ...]
    has_links: bool


def read_latex(text: str) -> LatexText:
    """Every citation of a LaTeX text with the note it stands in."""
    prose = latex_prose(text)
    end = _END.search(prose)
    if end:
        prose = prose[: end.start()]
    closes = _braces(prose)
    notes = list(_arguments(_FOOTNOTE, prose, closes))
    commands = [each for each in find_commands(prose) if not _defines(each)]
    unknown = tuple((each.start, f"\\{each.name}") for each in commands if _form(each.name) is None)
    found = [citation for each in commands for citation in _citations(each, prose, notes)]
    declared = _CLASS.search(prose)
    return LatexText(
        text,
        tuple(_in_order(found, notes)),
        unknown,
        tuple(match.span() for match in _BIBLIOGRAPHY.finditer(prose)),
        end.start() if end else len(text),
        declared["name"] if declared else "",
        any(key == "*" for each in commands for keys in each.lists for _, key in keys.keys),
        tuple(_arguments(_MOVING, prose, closes)),
        _LINKS.search(prose) is not None,
    )


def _defines(command: Command) -> bool:
    """Whether the keys are parameters of a macro's definition."""
    return any("#" in key or "\\" in key for keys in command.lists for _, key in keys.keys)


def _form(name: str) -> Form | None:
    bare = name[0].lower() + name[1:]
    return FORMS.get(bare) or FORMS.get(bare.removesuffix("s"))


def _braces(prose: str) -> dict[int, int]:
    """Where each opening brace is closed."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACES.finditer(prose):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closes[opened.pop()] = match.start()
    return closes


def _arguments(command: re.Pattern[str], prose: str, closes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The insides of a command's arguments that are in no other's."""
    position = 0
    for match in command.finditer(prose):
        if match.start() >= position and match.end() in closes:
            position = closes[match.end()]
            yield match.end() + 1, position


def _in_order(found: list[Citation], notes: list[tuple[int, int]]) -> Iterator[Passage]:
    at = 0
    for start, end in notes:
        while at < len(found) and found[at].start < start:
            yield found[at]
            at += 1
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        yield Note(tuple(found[first:at]))
    yield from found[at:]


def _citations(command: Command, prose: str, notes: list[tuple[int, int]]) -> Iterator[Citation]:
    """The citation of a command; one for each author where authors are words of the sentence."""
    form = _form(command.name)
    works = tuple(_works(command))
    if form is None or not works:
        return
    at = bisect_right(notes, (command.start, len(prose))) - 1
    begins = False
    if at >= 0 and command.start < notes[at][1]:
        begins = _BEGINNING.search(prose[max(notes[at][0], command.start - _CONTEXT) : command.start]) is not None
    if form not in _EACH:
        yield Citation(command.start, command.end, works, form, begins)
        return
    start, lead = command.start, ""
    for number, work in enumerate(works, 1):
        yield Citation(start, command.end, (work,), form, begins and not lead, lead, goes_on=number < len(works))
        start, lead = command.end, "; "


def _works(command: Command) -> Iterator[Cited]:
    name = command.name[0].lower() + command.name[1:]
    suppress = name in _WITHOUT_AUTHOR or (command.is_starred and name.removesuffix("s") in _STAR_WITHOUT_AUTHOR)
    for number, keys in enumerate(command.lists):
        before, after = _options(keys.options)
        if number == 0 and command.shared:
            before = " ".join(filter(None, [command.shared[0], before]))
        if number == len(command.lists) - 1 and len(command.shared) > 1:
            after = ", ".join(filter(None, [after, command.shared[1]]))
        known = [(start, key) for start, key in keys.keys if key != "*"]
        for place, (start, key) in enumerate(known):
            yield Cited(
                key,
                start,
                f"{before} " if before and place == 0 else "",
                f", {after}" if after and place == len(known) - 1 else "",
                suppress_author=suppress,
            )


def _options(options: tuple[str, ...]) -> tuple[str, str]:
    """What stands before and after: of one option it is the latter, of two the first is the former."""
    before, after = (options[0], options[1]) if len(options) > 1 else ("", options[0] if options else "")
    for typed, sign in _TYPED:
        before, after = before.replace(typed, sign), after.replace(typed, sign)
    return " ".join(before.split(" ")).strip(), after.strip()
