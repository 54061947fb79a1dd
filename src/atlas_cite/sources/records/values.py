"""One function per kind of value in a record file: node -> value, with what is wrong noted beside it.

Source: `RECORD_FIELDS` in tables/atlas.py, of which the JSON Schema is made, too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.summary import Block, Bullets, Paragraph, Part, Pem
from atlas_cite.model.text import folded, tidy
from atlas_cite.sources.atlas.badges import known_badge, pem_value
from atlas_cite.sources.atlas.lines import clean
from atlas_cite.sources.records.light_markdown import parse_blocks
from atlas_cite.sources.records.nodes import Node
from atlas_cite.tables.atlas import BADGE_VALUES, LIST_PARTS

_YEAR = re.compile(r"-?\d{1,4}")
_NUMBER = re.compile(r"\d{1,12}")
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_DATES = re.compile(r"\d{4}-\d\d-\d\d(?=T|\s|$)")


@dataclass(slots=True)
class Notes:
    """Where a record stands, and what was wrong in it so far."""

    where: str
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, line: int, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Note a problem of one line."""
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, severity))

    def bad(self, name: str, node: Node, wanted: str) -> None:
        """Note a value that has not the kind its key wants."""
        shown = json.dumps(node.plain(), ensure_ascii=False, default=str)[:80]
        self.report("bad-value", node.line, f"{name}: {shown} is not {wanted}")


def fold_key(key: str) -> str:
    """A key for comparison: lower-case letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", key.casefold())


def as_text(node: Node) -> str:
    """A scalar as tidy text; a list or mapping as JSON; empty for nothing."""
    if node.value is None:
        return ""
    if isinstance(node.value, bool):
        return str(node.value).lower()
    if isinstance(node.value, str | int | float):
        return tidy(clean(str(node.value)))
    return tidy(clean(json.dumps(node.plain(), ensure_ascii=False)))


def read_text(name: str, node: Node, notes: Notes) -> str:
    """A text on one line."""
    if isinstance(node.value, list | dict):
        notes.bad(name, node, "a text")
        return ""
    return as_text(node)


def read_number(name: str, node: Node, notes: Notes) -> str:
    """Digits, kept as text."""
    text = as_text(node)
    if text and not _NUMBER.fullmatch(text):
        notes.bad(name, node, "a number")
        return ""
    return text


def read_year(name: str, node: Node, notes: Notes) -> int | None:
    """A year, alone or as the beginning of an ISO date."""
    text = as_text(node)
    date = Date.parse(text) if text else None
    if _YEAR.fullmatch(text):
        return int(text)
    if date and date.year is not None:
        return date.year
    if text:
        notes.bad(name, node, "a year")
    return None


def read_doi(name: str, node: Node, notes: Notes) -> Doi | None:
    """A DOI in any spelling."""
    text = as_text(node)
    if "](" in text:
        text = next((doi.text for doi in Doi.find(text.replace("](", " "))), text)
    try:
        return Doi.parse(text) if text else None
    except InvalidDoi as error:
        notes.report("doi-invalid", node.line, f"{name}: {error.message}: “{text[:80]}”", error.hint)
        return None


def read_flag(name: str, node: Node, notes: Notes) -> bool | None:
    """A truth value."""
    word = as_text(node).casefold()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    if word:
        notes.bad(name, node, "true or false")
    return None


def read_date(name: str, node: Node, notes: Notes) -> str:
    """A date as ISO text."""
    text = as_text(node)
    if found := _DATES.match(text):
        return found.group()
    date = Date.parse(text) if text else None
    if date and date.start:
        return date.iso()
    if text:
        notes.bad(name, node, "a date")
    return ""


def read_list(name: str, node: Node, notes: Notes) -> tuple[str, ...]:
    """A list of texts, or one text with commas or semicolons."""
    if isinstance(node.value, list):
        if any(isinstance(each.value, list | dict) for each in node.value):
            notes.bad(name, node, "a list of texts")
        return tuple(text for each in node.value if (text := as_text(each)))
    if isinstance(node.value, dict):
        notes.bad(name, node, "a list of texts")
        return ()
    return tuple(text for text in re.split(r"\s*[,;]\s*", as_text(node)) if text)


def read_mapping(name: str, node: Node, notes: Notes) -> dict[str, str]:
    """Texts by name."""
    if isinstance(node.value, dict):
        return {tidy(clean(key)): _multiline(each) for key, each in node.value.items() if _multiline(each)}
    if node.value is not None:
        notes.bad(name, node, "a mapping of names to texts")
    return {}


def read_pem(name: str, node: Node, notes: Notes) -> Pem | None:
    """The PEM value; two different ones in a list contradict each other."""
    values = node.value if isinstance(node.value, list) else [node]
    found: list[Pem] = []
    for each in values:
        text = as_text(each)
        value = pem_value(text)
        if value is not None:
            found.append(value)
        elif text:
            hint = "Known: required, not required, unclear, unknown; with or without PEM before it."
            notes.report("unknown-badge", each.line, f"{name}: “{text[:60]}” is no value of the PEM criterion", hint)
    stated = {value for value in found if value is not Pem.UNKNOWN}
    if len(stated) > 1:
        both = " and ".join(value.value for value in dict.fromkeys(found))
        notes.report("pem-conflict", node.line, f"{name}: both {both} cannot hold for one study")
        return None
    return next(iter(stated), Pem.UNKNOWN if found else None)


def read_badge(name: str, node: Node, notes: Notes) -> str:
    """A badge value in its vocabulary's spelling; one that the vocabulary lacks stays as given, with a warning."""
    text = read_text(name, node, notes)
    known = known_badge(name, text)
    if text and not known and name in BADGE_VALUES:
        message = f"“{text[:60]}” is no known value of {name.replace('_', ' ')}"
        hint = "Known: " + ", ".join(BADGE_VALUES[name]) + "."
        notes.report("unknown-badge", node.line, message, hint, Severity.WARNING)
    return known or text


def read_part(part: Part, node: Node, notes: Notes) -> tuple[Block, ...]:
    """A part: one text with light Markdown; a list of texts; or a list of paragraphs and lists of items.

    A list of nothing but texts is one list in the parts that the atlas prints as lists (findings, conclusions,
    questions, strengths, limitations), and paragraphs in the others.
    """
    if (
        isinstance(node.value, list)
        and part in LIST_PARTS
        and not any(isinstance(each.value, list | dict) for each in node.value)
    ):
        items = tuple(text for each in node.value if (text := as_text(each)))
        return (Bullets(items),) if items else ()
    return read_blocks(part.value, node, notes)


def read_blocks(name: str, node: Node, notes: Notes) -> tuple[Block, ...]:
    """Paragraphs and lists of items."""
    if isinstance(node.value, dict):
        notes.bad(name, node, "a text or a list")
        return ()
    if not isinstance(node.value, list):
        return parse_blocks(str(node.value)) if node.value is not None else ()
    blocks: list[Block] = []
    for each in node.value:
        if isinstance(each.value, list):
            items = tuple(text for item in each.value if (text := as_text(item)))
            blocks += [Bullets(items)] if items else []
        elif isinstance(each.value, dict):
            notes.bad(name, each, "a text or a list of texts")
        elif text := as_text(each):
            blocks.append(Paragraph(text))
    return tuple(blocks)


def _multiline(node: Node) -> str:
    """A text that may have several lines, each tidy."""
    if not isinstance(node.value, str):
        return as_text(node)
    return "\n".join(tidy(clean(line)) for line in node.value.strip().splitlines())


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in case and punctuation only."""
    return folded(one) == folded(other)
