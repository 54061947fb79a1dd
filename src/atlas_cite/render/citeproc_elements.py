"""Elements in the citeproc-py engine: text, numbers, labels, groups, conditions, sorting and layouts.

Source: CSL 1.0.2 specification, "Rendering Elements", "Choose" and "Sorting".
"""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from citeproc import model

from atlas_cite.render import marks
from atlas_cite.render.citeproc_base import Cited, Element
from atlas_cite.render.citeproc_dates import Date, DatePart
from atlas_cite.render.citeproc_names import EtAl, Name, NamePart, Names, Substitute
from atlas_cite.render.citeproc_sorting import Key, Sort
from atlas_cite.render.words import page_range

_NUMERIC = re.compile(r"\s*[A-Za-z]*\d+[A-Za-z]*(?:\s*(?:[,&-‐–—-]|--)\s*[A-Za-z]*\d+[A-Za-z]*)*\s*")
_DIGITS = re.compile(r"\d+")
_SEVERAL = re.compile(r"\d[^\d.]+\d")
_RANGE_DASH = re.compile(r"\s*[-‐–—]+\s*")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Text(Element, model.Text):
    """A variable, macro, term or value."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The text, finished."""
        return self.finished(self._content(item), item.reference.language)

    def _content(self: Any, item: Cited) -> str | None:
        if "macro" in self.attrib:
            return self.get_root().macros[self.get("macro")].render(item)
        if "term" in self.attrib:
            if self.get("term") == "no date":
                # A missing date that is named as missing keeps its group alive.
                self.rendering().found("issued", self.get("term"))
            return self.terms().term(self.get("term"), self.get("form", "long"), plural=self.get("plural") == "true")
        if "value" in self.attrib:
            return self.get("value")
        text = _variable(self, item, self.get("variable"), short=self.get("form") == "short")
        return f"{marks.VALUE}{text}{marks.VALUE_END}" if text else None


class Number(Element, model.Number):
    """A number variable in numerals, ordinals or roman numerals."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The number, finished; text that holds none stays as it is."""
        text = _variable(self, item, self.get("variable"))
        if self.rendering().sorting is not None and text.isdigit():
            return text.zfill(9)
        if _NUMERIC.fullmatch(text) and not self.get("variable").startswith("page"):
            text = _RANGE_DASH.sub("–", _DIGITS.sub(self._numeral, text))
        return self.finished(text, item.reference.language)

    def _numeral(self: Any, match: re.Match[str]) -> str:
        number, form = int(match.group()), self.get("form", "numeric")
        if form == "roman" and 0 < number < 4000:
            return _roman(number)
        if form == "long-ordinal" and 1 <= number <= 10:
            return self.terms().term(f"long-ordinal-{number:02d}")
        return self.terms().ordinal(number) if form.endswith("ordinal") else match.group()


class Label(Element, model.Label):
    """The word before or behind a number or name."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The label of a number variable that has content."""
        variable = self.get("variable")
        if variable == "locator":
            content, term = item.locator, item.locator_label
        else:
            content, term = item.reference.texts.get(variable, ""), variable
        if not content or variable in self.rendering().suppressed:
            return None
        counted = variable.startswith("number-of") and content.isdigit()
        return self.labelled(term, plural=int(content) > 1 if counted else bool(_SEVERAL.search(content)))

    def labelled(self: Any, term: str, *, plural: bool) -> str | None:
        """The term, in the number its content or the style asks for."""
        plural = {"always": True, "never": False}.get(self.get("plural", "contextual"), plural)
        return self.finished(self.terms().term(term, self.get("form", "long"), plural=plural))


class Group(Element, model.Group):
    """Children that are printed only when one of their variables is."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The children, or None when variables were asked for and all of them are empty."""
        rendering = self.rendering()
        called, rendered = rendering.called, len(rendering.rendered)
        text = self.render_children(item, delimiter=self.get("delimiter", ""))
        if text is None or (rendering.called > called and len(rendering.rendered) == rendered):
            return None
        return self.finished(str(text))


class Macro(Element, model.Macro):
    """A named piece of a style."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The children one after the other."""
        text = self.render_children(item)
        return None if text is None else str(text)


class Choose(Element, model.Choose):
    """The first branch whose conditions hold."""


class If(Element, model.If):
    """A branch with conditions."""

    def render(self: Any, item: Cited, delimiter: str = "", **_: Any) -> str | None:
        """The children when the conditions hold.  Raises ConditionFailed otherwise, as citeproc-py expects."""
        results = [
            _CONDITIONS[name](self, item, value)
            for name, values in self.attrib.items()
            if name in _CONDITIONS
            for value in values.split()
        ]
        holds = {"any": any(results), "none": not any(results)}.get(self.get("match", "all"), all(results))
        if not holds:
            raise model.ConditionFailed
        return self.render_children(item, delimiter=delimiter)


class ElseIf(If, model.Else_If):
    """A further branch."""


class Else(Element, model.Else):
    """The branch for all other items."""


class Layout(Element, model.Layout):
    """An entry of the bibliography, or the cites of a citation."""

    def entry(self: Any, item: Cited) -> tuple[str, str]:
        """The label in the margin (empty when the style has none) and the text of one bibliography entry."""
        section = self.getparent()
        self.rendering().begin(section)
        first = next(self.iterchildren(), None)
        if first is None or not ("second-field-align" in section.attrib or first.get("display") == "left-margin"):
            return "", self._wrapped(self.render_children(item))
        label = first.render(item) or ""
        rest = "".join(
            str(text) for child in self.iterchildren() if child is not first and (text := child.render(item))
        )
        # A first field that holds the whole entry is no label.
        return (label, self._wrapped(rest)) if rest else ("", self._wrapped(label))

    def cite(self: Any, item: Cited) -> str:
        """One cite without the affixes of the citation."""
        self.rendering().begin(self.getparent())
        return str(self.render_children(item) or "")

    def citation(self: Any, cites: Sequence[str]) -> str:
        """A whole citation from its cites."""
        return self._wrapped(self.get("delimiter", "").join(cites))

    def _wrapped(self: Any, text: str | None) -> str:
        return str(self.wrap(self.format(str(text)))) if text else ""


def _variable(element: Any, item: Cited, variable: str, *, short: bool = False) -> str:
    """The text of a variable as elements print it; empty when there is none."""
    rendering = element.rendering()
    if variable == "year-suffix":
        return item.reference.year_suffix
    texts = item.reference.texts
    generated = {"citation-number": str(item.number), "locator": page_range(item.locator, None)}
    text = rendering.found(f"{variable}-short", texts.get(f"{variable}-short")) if short else None
    text = text or rendering.found(variable, generated.get(variable) or texts.get(variable)) or ""
    if variable == "page" and rendering.sorting is None:
        delimiter = element.terms().term("page-range-delimiter") or "–"
        return page_range(text, element.get_root().get("page-range-format"), delimiter)
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _has(_: Any, item: Cited, variable: str) -> bool:
    if variable == "locator":
        return bool(item.locator)
    return variable in item.reference.has or variable == "citation-number"


def _is_numeric(_: Any, item: Cited, variable: str) -> bool:
    text = item.locator if variable == "locator" else item.reference.texts.get(variable, "")
    return bool(text and _NUMERIC.fullmatch(text))


def _is_uncertain(_: Any, item: Cited, variable: str) -> bool:
    date = item.reference.dates.get(variable)
    return bool(date and date.circa)


_Condition = Callable[[Any, Cited, str], bool]
_CONDITIONS: dict[str, _Condition] = {
    "type": lambda _, item, value: item.reference.type == value,
    "variable": _has,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": lambda _, item, value: bool(item.locator) and item.locator_label == value.replace("-", " "),
    # Every citation is made as if it were the first: what stands before it is not known here.
    "position": lambda element, _, value: value == "first" and element.rendering().section.tag.endswith("citation"),
    "disambiguate": lambda _, item, value: item.reference.is_ambiguous == (value == "true"),
}
"""How each condition of cs:if is tested, for one value."""

CLASSES = {
    "text": Text,
    "number": Number,
    "label": Label,
    "group": Group,
    "macro": Macro,
    "choose": Choose,
    "if": If,
    "else-if": ElseIf,
    "else": Else,
    "layout": Layout,
    "sort": Sort,
    "key": Key,
    "date": Date,
    "date-part": DatePart,
    "names": Names,
    "name": Name,
    "name-part": NamePart,
    "et-al": EtAl,
    "substitute": Substitute,
}
"""Our classes by the element they stand for."""
