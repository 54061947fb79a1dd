"""The frozen nodes of a style as read: what the XML says, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from atlas_cite.csl.output.tree import NO_FORMATTING, Formatting


@dataclass(frozen=True, slots=True)
class Look:
    """What every rendering element may say of its own appearance."""

    formatting: Formatting = NO_FORMATTING
    prefix: str = ""
    suffix: str = ""
    quotes: bool = False
    text_case: str = ""
    strip_periods: bool = False
    display: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class TextElement:
    """`cs:text`; `kind` is variable, macro, term or value and `name` what it names."""

    kind: str
    name: str
    form: str = ""
    plural: bool = False
    look: Look = PLAIN
    line: int = 0


@dataclass(frozen=True, slots=True)
class NumberElement:
    """`cs:number`."""

    variable: str
    form: str = "numeric"
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class LabelElement:
    """`cs:label`, both of a number variable and inside `cs:names` (where `variable` is empty)."""

    variable: str
    form: str = "long"
    plural: str = "contextual"
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class DatePart:
    """`cs:date-part`; empty `form` and None leave it to the locale's."""

    name: str
    form: str = ""
    range_delimiter: str | None = None
    look: Look = PLAIN
    has_affixes: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class DateElement:
    """`cs:date` of a style (with a variable) or of a locale (with a form)."""

    variable: str
    form: str = ""
    precision: str = "year-month-day"
    parts: tuple[DatePart, ...] = ()
    delimiter: str = ""
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class NameElement:
    """`cs:name`: its own options, the looks of its parts, its own look."""

    options: Mapping[str, str] = field(default_factory=dict)
    family: Look = PLAIN
    given: Look = PLAIN
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class EtAlElement:
    """`cs:et-al`."""

    term: str = "et-al"
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class NamesElement:
    """`cs:names`; None for a child that is not given and may come from an outer `cs:names`."""

    variables: tuple[str, ...]
    name: NameElement | None = None
    et_al: EtAlElement | None = None
    label: LabelElement | None = None
    label_first: bool = False
    substitute: tuple[Element, ...] = ()
    delimiter: str | None = None
    look: Look = PLAIN
    line: int = 0


@dataclass(frozen=True, slots=True)
class GroupElement:
    """`cs:group`."""

    children: tuple[Element, ...]
    delimiter: str = ""
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Condition:
    """One value of one condition attribute: kind and value, `type` `book` say."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Branch:
    """`cs:if`, `cs:else-if` or, without conditions, `cs:else`."""

    conditions: tuple[Condition, ...]
    match: str
    children: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class ChooseElement:
    """`cs:choose`."""

    branches: tuple[Branch, ...]


Element: TypeAlias = (
    TextElement | NumberElement | LabelElement | DateElement | NamesElement | GroupElement | ChooseElement
)


@dataclass(frozen=True, slots=True)
class SortKey:
    """`cs:key`."""

    variable: str = ""
    macro: str = ""
    descending: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """`cs:citation` or `cs:bibliography`: options as written, sort keys, layout."""

    options: Mapping[str, str]
    children: tuple[Element, ...]
    look: Look
    delimiter: str = ""
    keys: tuple[SortKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one form."""

    name: str
    form: str
    single: str
    multiple: str
    gender: str = ""
    gender_form: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class LocaleNode:
    """`cs:locale`, whether a file of its own or part of a style; an empty language is every language."""

    language: str
    terms: tuple[Term, ...] = ()
    dates: tuple[DateElement, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StyleNode:
    """An independent style."""

    style_class: str
    default_locale: str
    options: Mapping[str, str]
    macros: Mapping[str, tuple[Element, ...]]
    citation: Section
    bibliography: Section | None
    locales: tuple[LocaleNode, ...] = ()
    macro_lines: Mapping[str, int] = field(default_factory=dict)
