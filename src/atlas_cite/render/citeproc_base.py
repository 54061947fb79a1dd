"""The ground of the citeproc-py engine: what its elements share, and the state of one rendering.

citeproc-py makes the XML elements of a style into objects that render themselves.  We give the parser our own
subclasses (`citeproc_elements.CLASSES`) where its own are wrong or slow (../shared/peers/FINDINGS.md §2 and §4).
"""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from atlas_cite.render import marks
from atlas_cite.render.citeproc_input import Reference
from atlas_cite.render.punctuation import Quotes
from atlas_cite.render.words import text_case

TAG = "{http://purl.org/net/xbiblio/csl}"
_Value = TypeVar("_Value")
_FORMATTER = marks.MarkFormatter()
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


@dataclass(slots=True)
class Cited:
    """One item where it is cited or listed: `number` is its citation number, `locator_label` a CSL locator."""

    reference: Reference
    number: int
    locator: str = ""
    locator_label: str = "page"


@dataclass(slots=True)
class Rendering:
    """What the elements of one style must know of each other while they render one item."""

    section: Any = None
    """The citation or bibliography element that is being rendered."""
    sorting: Mapping[str, str] | None = None
    """Name options of the sort key that is being made; None outside sorting."""
    suppressed: set[str] = field(default_factory=set)
    """Variables that stood in for missing names and are not printed again."""
    rendered: list[str] = field(default_factory=list)
    """Variables printed so far."""
    called: int = 0
    """How many variables were asked for so far, printed or not."""
    english: bool = True
    """Whether items without a language are taken for English."""

    def begin(self, section: Any, sorting: Mapping[str, str] | None = None) -> None:
        """Forget the item before."""
        self.section = section
        self.sorting = sorting
        self.suppressed.clear()
        self.rendered.clear()
        self.called = 0

    def found(self, variable: str, value: _Value | None) -> _Value | None:
        """`value`, noted as printed; None when there is none or `variable` is suppressed."""
        self.called += 1
        if not value or variable in self.suppressed:
            return None
        self.rendered.append(variable)
        return value


class Terms:
    """The terms, dates and options of a style's locales, merged in order of precedence."""

    def __init__(self, locales: list[Any]) -> None:
        self._terms: dict[tuple[str, str], tuple[str, str]] = {}
        self._ordinals: dict[str, tuple[str, str]] = {}
        self._dates: dict[str, Any] = {}
        self._options: dict[str, str] = {}
        for locale in locales:
            self._add(locale)

    def _add(self, locale: Any) -> None:
        has_ordinals = bool(self._ordinals)
        for term in locale.iter(f"{TAG}term"):
            single, multiple = term.find(f"{TAG}single"), term.find(f"{TAG}multiple")
            texts = tuple((node.text or "") if node is not None else (term.text or "") for node in (single, multiple))
            name = term.get("name")
            self._terms.setdefault((name, term.get("form", "long")), (texts[0], texts[1]))
            # Ordinals of two locales never mix: the first that has any has them all.
            if not has_ordinals and name.startswith("ordinal"):
                self._ordinals.setdefault(name, (texts[0], term.get("match", "")))
        for date in locale.iterchildren(f"{TAG}date"):
            self._dates.setdefault(date.get("form"), date)
        for options in locale.iterchildren(f"{TAG}style-options"):
            for name, value in options.attrib.items():
                self._options.setdefault(name, value)

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str:
        """The term in `form`, or the form CSL falls back to; empty when there is none."""
        while True:
            found = self._terms.get((name, form))
            if found is not None or form == "long":
                return found[plural] if found else ""
            form = _FORM_FALLBACK.get(form, "long")

    def option(self, name: str) -> bool:
        """A locale option such as `punctuation-in-quote`."""
        return self._options.get(name, "false") == "true"

    def date(self, form: str) -> Any:
        """The locale's date element of a form, or None."""
        return self._dates.get(form)

    def ordinal(self, number: int) -> str:
        """`number` with its ordinal ending."""
        digits = f"{number:02d}"
        whole, last_two = self._ordinals.get(f"ordinal-{digits}"), self._ordinals.get(f"ordinal-{digits[-2:]}")
        last = self._ordinals.get(f"ordinal-0{digits[-1]}")
        if whole and number < 100:
            return f"{number}{whole[0]}"
        if last_two and last_two[1] != "whole-number" and int(digits[-2:]) >= 10:
            return f"{number}{last_two[0]}"
        if last and last[1] in {"", "last-digit"}:
            return f"{number}{last[0]}"
        return f"{number}{self._ordinals.get('ordinal', ('', ''))[0]}"

    def quotes(self) -> Quotes:
        """The locale's quotation marks."""
        outer = (self.term("open-quote") or "“", self.term("close-quote") or "”")
        inner = (self.term("open-inner-quote") or "‘", self.term("close-inner-quote") or "’")
        return Quotes(outer, inner, self.option("punctuation-in-quote"))


class Element:
    """Mixed into every element that renders: shared state, found once, and the order in which text is finished."""

    def get_root(self: Any) -> Any:
        """The style, looked up once per element."""
        found = self.__dict__.get("_root")
        if found is None:
            found = self.__dict__["_root"] = self.getroottree().getroot()
        return found

    def get_formatter(self) -> marks.MarkFormatter:
        """Marks, whatever the format: the inlines are made from them."""
        return _FORMATTER

    def rendering(self: Any) -> Rendering:
        """The state shared by all elements of the style."""
        return self.get_root().rendering

    def terms(self: Any) -> Terms:
        """The merged locales of the style."""
        return self.get_root().merged_terms

    def child(self: Any, tag: str) -> Any:
        """The first child element called `tag`, or None; looked up once."""
        known = self.__dict__.setdefault("_children", {})
        if tag not in known:
            known[tag] = self.find(TAG + tag)
        return known[tag]

    def finished(self: Any, text: str | None, language: str = "") -> str | None:
        """`text` without periods, cased, formatted, quoted, affixed and set as a display block, in this order."""
        if not text or not marks.visible(text):
            return None
        attributes = self.attrib
        if attributes.get("strip-periods") == "true":
            text = text.replace(".", "")
        if "text-case" in attributes:
            english = language.startswith("en") if language else self.rendering().english
            text = text_case(text, attributes["text-case"], english=english)
        text = self.format(text)
        if attributes.get("quotes") == "true":
            text = f"{marks.QUOTE}{text}{marks.QUOTE_END}"
        text = str(self.wrap(text))
        if attributes.get("display") in {"block", "indent"} and self.rendering().sorting is None:
            text = f"{marks.LINE}{text}{marks.LINE}"
        return text
