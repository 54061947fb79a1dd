"""Input for citeproc-py: an Item cleaned of everything that trips it, with rich text as marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.model.date import Date
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.variables import TITLE_VARIABLES
from atlas_cite.render import marks

ANNOTATION_VARIABLES = frozenset({"abstract", "annote", "note"})
"""What annotated styles print by themselves; our annotation takes its place."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>i|b|sup|sub|sc|span)(?P<attributes>(?:\s[^<>]*)?)>")
_SIMPLE_TAGS = {
    # What is italic in a title is a species, a gene or a foreign word, and title case would spoil it.
    "i": (marks.ITALIC + marks.NO_CASE, marks.NO_CASE_END + marks.ITALIC_END),
    "b": (marks.BOLD, marks.BOLD_END),
    "sc": (marks.SMALL_CAPS, marks.SMALL_CAPS_END),
    "sup": (marks.SUPERSCRIPT, marks.SUPERSCRIPT_END),
    "sub": (marks.SUBSCRIPT, marks.SUBSCRIPT_END),
}
_SPANS = (
    (re.compile(r"small-caps"), (marks.SMALL_CAPS, marks.SMALL_CAPS_END)),
    (re.compile(r"nocase"), (marks.NO_CASE, marks.NO_CASE_END)),
    (re.compile(r"italic"), (marks.ITALIC, marks.ITALIC_END)),
)
_STRAIGHT_QUOTES = re.compile(r'(?<![^\s(\[/–—-])"(?=\S)([^"]*?)(?<=\S)"(?!\w)')
_SINGLE_QUOTES = re.compile(r"(?<![^\s(\[/–—-])'(?=\S)([^']*?)(?<=[^\s])'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=[sS])'(?=\s)|(?<=\s)'(?=\d\ds?\b)")
_SAME_PAGE = re.compile(r"(\w+)\s*[-‐–—]+\s*\1")
_AFTER_FIRST_PAGE = re.compile(r"\s*[-‐–—,;&]")
_FINAL_STOP = re.compile(r"((?:^|\s|-)\w{4,}[)\]]?)\.$")
"""PubMed ends every title with a full stop; one after a short word may be an abbreviation's."""
_LINKED = {"DOI": (marks.DOI, marks.DOI_END), "URL": (marks.ADDRESS, marks.ADDRESS_END)}


@dataclass(slots=True)
class Reference:
    """A work as citeproc-py asks for it: `type`, and variables by their CSL names (`-` and `_` alike).

    The last four are what disambiguation found: how many names a citation shows, whether `initials` or `full` given
    names of the first, the letter after the year, and whether the style must tell it apart in its own way.
    """

    key: str
    type: str
    texts: Mapping[str, str]
    names: Mapping[str, tuple[Name, ...]]
    dates: Mapping[str, Date]
    language: str = ""
    has: frozenset[str] = field(default_factory=frozenset)
    names_shown: int = 0
    given_shown: str = ""
    year_suffix: str = ""
    is_ambiguous: bool = False


def reference_from_item(key: str, item: Item) -> Reference:
    """`item` for the engine, without what only an annotation prints."""
    fields = {name: value for name, value in item.fields.items() if name not in ANNOTATION_VARIABLES}
    texts = {name: _marked(name, str(value)) for name, value in fields.items() if isinstance(value, str | int)}
    texts = {name: text for name, text in texts.items() if marks.visible(text).strip()}
    if texts.get("page"):
        texts["page"] = _single_page(texts["page"].strip())
        texts.setdefault("page-first", _AFTER_FIRST_PAGE.split(texts["page"])[0])
    names = {name: people for name, value in fields.items() if (people := _people(value))}
    dates = {
        name: value for name, value in fields.items() if isinstance(value, Date) and (value.start or value.literal)
    }
    return Reference(
        key=key,
        type=item.type,
        texts=texts,
        names=names,
        dates=dates,
        language=texts.get("language", "").lower(),
        has=frozenset({*texts, *names, *dates}),
    )


def _single_page(pages: str) -> str:
    """`183` for `183-183`, as registries write an article of one page."""
    same = _SAME_PAGE.fullmatch(pages)
    return same[1] if same else pages


def marked_rich_text(rich: str) -> str:
    """CSL-JSON rich text as marked text; a tag that is never closed, and any other, stays text."""
    text = marks.without_marks(rich)
    found = list(_TAG.finditer(text))
    paired = _pairs(found)
    output: list[str] = []
    end = 0
    for index, match in enumerate(found):
        output += [text[end : match.start()], paired.get(index, match.group())]
        end = match.end()
    return _typographic("".join([*output, text[end:]]))


def _pairs(found: list[re.Match[str]]) -> dict[int, str]:
    """The mark for each tag that has its partner, by the tag's place."""
    marked: dict[int, str] = {}
    waiting: list[tuple[int, str]] = []
    for index, match in enumerate(found):
        if not match["end"]:
            waiting.append((index, match["name"]))
        elif waiting and waiting[-1][1] == match["name"]:
            start, name = waiting.pop()
            marked[start], marked[index] = _pair(name, found[start]["attributes"])
    return marked


def _pair(name: str, attributes: str) -> tuple[str, str]:
    if name in _SIMPLE_TAGS:
        return _SIMPLE_TAGS[name]
    return next((pair for pattern, pair in _SPANS if pattern.search(attributes)), ("", ""))


def _typographic(text: str) -> str:
    """Straight quotation marks in pairs as quotes, and straight apostrophes as they are printed."""
    for pattern in (_STRAIGHT_QUOTES, _SINGLE_QUOTES):
        text = pattern.sub(rf"{marks.QUOTE}\1{marks.QUOTE_END}", text)
    return _APOSTROPHE.sub("’", text)


def _marked(variable: str, text: str) -> str:
    if variable in TITLE_VARIABLES:
        return marked_rich_text(_FINAL_STOP.sub(r"\1", text.strip()))
    plain = marks.without_marks(text)
    if variable in _LINKED:
        start, end = _LINKED[variable]
        return f"{start}{plain.strip()}{end}"
    return plain


def _people(value: Value) -> tuple[Name, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(name for name in map(_cleaned, value) if not name.is_empty)


def _cleaned(name: Name) -> Name:
    def clean(text: str) -> str:
        return _APOSTROPHE.sub("’", " ".join(marks.without_marks(text).split()))

    return Name(
        # citeproc-py prints nothing for a person without a family name.
        family=clean(name.family or ("" if name.literal else name.given)),
        given=clean(name.given if name.family else ""),
        suffix=clean(name.suffix),
        non_dropping_particle=clean(name.non_dropping_particle),
        dropping_particle=clean(name.dropping_particle),
        literal=clean(name.literal),
        comma_suffix=name.comma_suffix,
        static_ordering=name.static_ordering,
    )
