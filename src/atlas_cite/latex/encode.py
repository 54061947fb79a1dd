"""Text as LaTeX that compiles: specials escaped, formats as commands, words protected whose capitals must stay.

Accented and foreign letters stay UTF-8; only what pdfLaTeX's UTF-8 does not know and its kernel can set (single Greek
letters, mathematical signs, small figures) becomes a command.  Source: The LaTeX Companion (3rd ed.) §9, utf8enc.dfu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from atlas_cite.latex.protection import PROTECTED, protect_words
from atlas_cite.latex.rich_text import Element, Node, parse_rich_text, plain_text
from atlas_cite.model.text import tidy
from atlas_cite.tables.latex import ESCAPES, SUBSCRIPTS, SUPERSCRIPTS, UNDECLARED

_COMMANDS = {"i": "\\emph", "b": "\\textbf", "sup": "\\textsuperscript", "sub": "\\textsubscript", "sc": "\\textsc"}

_LEFT_OUT = dict.fromkeys(
    [
        *range(0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        0xAD,
        *range(0xD800, 0xE000),
        0x200B,
        0x2060,
        0xFEFF,
        *range(0xFDD0, 0xFDF0),
        0xFFFE,
        0xFFFF,
    ]
)
"""Control characters, halves of characters, what Unicode says is none, blanks without width, and hyphens that show only
at a line's end."""

_LOST = {0xFFFD: "?"}
"""What some program put where it could not read a character; LuaLaTeX takes it for broken UTF-8 itself."""

_READABLE: dict[int, str | None] = {**_LEFT_OUT, **_LOST}

_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_LONGEST_GREEK_SIGN = 3
"""A longer run of Greek letters is a word, which needs Greek fonts anyway and reads better as it is."""

_TRANSLATION = str.maketrans(
    ESCAPES | {sign: command for sign, command in UNDECLARED.items() if not _GREEK.fullmatch(sign)}
)
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)")
_ADJOINING_FORMULAS = re.compile(r"(?<!\\)\$\$")

_KNOWN_RAISED = frozenset("¹²³")
_RAISED = str.maketrans({raised: plain for plain, raised in SUPERSCRIPTS.items()})
_LOWERED = str.maketrans({lowered: plain for plain, lowered in SUBSCRIPTS.items()})
_RAISED_RUN = re.compile(f"[{re.escape(''.join(SUPERSCRIPTS.values()))}]+")
_LOWERED_RUN = re.compile(f"[{re.escape(''.join(SUBSCRIPTS.values()))}]+")

_SHORT = 100
_SHORT_RICH = 200
_SHORT_REMEMBERED = 8192
"""How long a text may be that is remembered, and how many of them are: some megabytes at most."""

_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_UNESCAPED_BRACE = re.compile(r"(?<!\\)[{}]")
_PERCENT = {"{": "%7B", "}": "%7D", "\\": "%5C"}
_ORDINARY = re.compile(r"[\w .,:;()\[\]/'\"+*=!?@–—‘’“”-]*")
_RISKY = re.compile(r"--|''|,,|[_\u0370-\u03ff\u1f00-\u1fff\u2070-\u209f\u2100-\u214f]")


def encode_plain(text: str) -> str:
    """One line of plain text as LaTeX; control characters and blanks without width are left out."""
    return _encode_short(text) if len(text) <= _SHORT else _escaped(_readable(text))


@lru_cache(_SHORT_REMEMBERED)
def _encode_short(text: str) -> str:
    """The same for names, numbers, journals and publishers, which come again and again in a library."""
    return _escaped(_readable(text))


def encode_list_item(text: str) -> str:
    """A text that stands for one in a BibLaTeX list of publishers or places, which `and` would part elsewise."""
    latex = encode_plain(text)
    return f"{{{latex}}}" if _AND.search(latex) else latex


def encode_run(text: str) -> str:
    """A stretch of one line as LaTeX: as `encode_plain`, and blanks at its ends and no-break blanks stay."""
    return "~".join(map(_with_ends, text.split("\u00a0")))


def _with_ends(text: str) -> str:
    inner = encode_plain(text)
    if not inner:
        return " " if text.isspace() else ""
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"


def _readable(text: str) -> str:
    """`text` without control characters and blanks without width, in single blanks."""
    return tidy(text if text.isascii() and text.isprintable() else text.translate(_READABLE))


@lru_cache(_SHORT_REMEMBERED)
def _encode_rich_short(rich: str, protect: bool) -> str:
    """The same for journals, series and conferences, and for the titles of works that come again."""
    return _encode_rich(rich, protect)


def _is_ordinary(text: str) -> bool:
    """Whether `text` is LaTeX as it stands."""
    return _ORDINARY.fullmatch(text) is not None and _RISKY.search(text) is None


def _escaped(text: str) -> str:
    if _is_ordinary(text):
        return text
    text = text.translate(_TRANSLATION)
    text = _LIGATURE.sub(lambda match: f"{match[0]}{{}}", text)
    text = _GREEK.sub(_greek, text)
    text = _ADJOINING_FORMULAS.sub("", text)
    text = _RAISED_RUN.sub(partial(_raised, form="\\textsuperscript{{{}}}"), text)
    return _LOWERED_RUN.sub(partial(_lowered, form="\\textsubscript{{{}}}"), text)


def encode_rich(rich: str, *, protect: bool = False) -> str:
    """CSL rich text as LaTeX; with `protect`, braces keep the capitals that BibTeX styles would lower.

    What needs braces is told in `atlas_cite.latex.protection`.
    """
    return (_encode_rich_short if len(rich) <= _SHORT_RICH else _encode_rich)(rich, protect)


def _encode_rich(rich: str, protect: bool) -> str:
    rich = _readable(rich)
    if _is_ordinary(rich):
        return "".join(map(_with_braces, protect_words((rich,)))) if protect and rich else rich
    if not rich.isascii():
        rich = _RAISED_RUN.sub(partial(_raised, form="<sup>{}</sup>"), rich)
        rich = _LOWERED_RUN.sub(partial(_lowered, form="<sub>{}</sub>"), rich)
    nodes = parse_rich_text(rich)
    return " ".join(_encoded(protect_words(nodes) if protect else nodes).split())


def _with_braces(node: Node) -> str:
    """A node of ordinary text: a word that is protected, or what stands between such."""
    return node if isinstance(node, str) else f"{{{plain_text(node.children)}}}"


def encode_paragraphs(text: str, indent: str = "") -> str:
    """Plain text of several lines as LaTeX paragraphs, a blank line between, each further one behind `indent`.

    A paragraph cannot look like the start of a BibTeX entry: an `@` at its beginning is put in braces.
    """
    paragraphs = [encode_plain(line) for line in text.splitlines()]
    safe = [f"{{@}}{line[1:]}" if line.startswith("@") else line for line in paragraphs if line]
    return f"\n\n{indent}".join(safe)


def _encoded(nodes: tuple[Node, ...]) -> str:
    parts: list[str] = []
    text = ""
    for node in nodes:
        if isinstance(node, str):
            text += node
        else:
            parts += [_escaped(text), _encoded_element(node)]
            text = ""
    return "".join([*parts, _escaped(text)])


def _encoded_element(node: Element) -> str:
    inside = _encoded(node.children)
    if node.kind == PROTECTED:
        # BibTeX takes a brace with a backslash behind it for an accented letter, whose case it does change.
        return f"{{{{}}{inside}}}" if inside.startswith("\\") else f"{{{inside}}}"
    return f"{_COMMANDS[node.kind]}{{{inside}}}" if node.kind in _COMMANDS else inside


def _greek(match: re.Match[str]) -> str:
    letters = match[0]
    if len(letters) > _LONGEST_GREEK_SIGN or any(letter not in UNDECLARED for letter in letters):
        return letters
    return "$" + "".join(UNDECLARED[letter].strip("$") for letter in letters) + "$"


def _raised(match: re.Match[str], form: str) -> str:
    return match[0] if _KNOWN_RAISED.issuperset(match[0]) else form.format(match[0].translate(_RAISED))


def _lowered(match: re.Match[str], form: str) -> str:
    return form.format(match[0].translate(_LOWERED))


def encode_verbatim(text: str) -> str:
    """A DOI, address or path, which BibTeX wants as it is; what would break the file's braces is percent-encoded."""
    text = _readable(text)
    return text if has_balanced_braces(text) else "".join(_PERCENT.get(character, character) for character in text)


def has_balanced_braces(latex: str) -> bool:
    r"""Whether every brace has its partner when `latex` stands in braces, as BibTeX (`\{` counts) and others count."""
    if "{" not in latex and "}" not in latex:
        return not latex.endswith("\\")
    value = f"{{{latex}}}"
    return _balanced(_BRACE.finditer(value)) and _balanced(_UNESCAPED_BRACE.finditer(value))


def _balanced(braces: Iterator[re.Match[str]]) -> bool:
    depth = 0
    for brace in braces:
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(brace.string)
    return False
