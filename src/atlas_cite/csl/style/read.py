"""A style or locale as XML → nodes, with every fault found on the way."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from atlas_cite.csl.output.tree import Formatting
from atlas_cite.csl.style.nodes import (
    PLAIN,
    Branch,
    ChooseElement,
    Condition,
    DateElement,
    DatePart,
    Element,
    EtAlElement,
    GroupElement,
    LabelElement,
    Look,
    NameElement,
    NamesElement,
    NumberElement,
    TextElement,
)
from atlas_cite.csl.style.problems import StyleProblem
from atlas_cite.csl.style.xml import Xml, children_of, line_of, name_of
from atlas_cite.csl.vocabulary import CONDITIONS, FORMATTING_VALUES, TEXT_CASES

TEXT_SOURCES = ("variable", "macro", "term", "value")

LOOK_ATTRIBUTES = frozenset({*FORMATTING_VALUES, "prefix", "suffix", "quotes", "text-case", "strip-periods", "display"})

ReadElement = Callable[["ElementReader", Xml], Element | None]


class ElementReader:
    """Reads rendering elements; `problems` gathers the faults of all of them."""

    def __init__(self) -> None:
        self.problems: list[StyleProblem] = []

    def fault(self, element: Xml, message: str, hint: str = "", *, fatal: bool = True) -> None:
        """Note a fault of `element`."""
        self.problems.append(StyleProblem(line_of(element), name_of(element), message, hint, fatal))

    def elements(self, parent: Xml, skip: frozenset[str] = frozenset()) -> tuple[Element, ...]:
        """The rendering elements inside `parent`, unknown ones reported and left out."""
        found = []
        for name, child in children_of(parent):
            if name in skip:
                continue
            read = READERS.get(name)
            if read is None:
                self.fault(child, f"<{name}> is no rendering element", "remove it or correct its name", fatal=False)
                continue
            element = read(self, child)
            if element is not None:
                found.append(element)
        return tuple(found)

    def look(self, element: Xml) -> Look:
        """The formatting, affixes, quotes, text-case, strip-periods and display of `element`."""
        given = element.attrib
        if LOOK_ATTRIBUTES.isdisjoint(given):
            return PLAIN
        text_case = given.get("text-case", "")
        if text_case and text_case not in TEXT_CASES:
            self.fault(
                element, f'text-case="{text_case}" is unknown', "one of " + ", ".join(sorted(TEXT_CASES)), fatal=False
            )
            text_case = ""
        return Look(
            formatting=self._formatting(element),
            prefix=given.get("prefix", ""),
            suffix=given.get("suffix", ""),
            quotes=given.get("quotes") == "true",
            text_case=text_case,
            strip_periods=given.get("strip-periods") == "true",
            display=given.get("display", ""),
        )

    def _formatting(self, element: Xml) -> Formatting:
        values = []
        for attribute, allowed in FORMATTING_VALUES.items():
            value = element.get(attribute, "")
            if value and value not in allowed:
                self.fault(
                    element, f'{attribute}="{value}" is unknown', "one of " + ", ".join(sorted(allowed)), fatal=False
                )
                value = ""
            values.append(value)
        return Formatting(*values)


def _read_text(reader: ElementReader, element: Xml) -> Element | None:
    kinds = [kind for kind in TEXT_SOURCES if kind in element.attrib]
    if len(kinds) != 1:
        reader.fault(element, "needs exactly one of variable, macro, term and value")
        return None
    return TextElement(
        kind=kinds[0],
        name=element.get(kinds[0]),
        form=element.get("form", ""),
        plural=element.get("plural") == "true",
        look=reader.look(element),
        line=line_of(element),
    )


def _required(reader: ElementReader, element: Xml, attribute: str) -> str:
    value = str(element.get(attribute, "")).strip()
    if not value:
        reader.fault(element, f"has no {attribute}", f'add {attribute}="…"')
    return value


def _read_number(reader: ElementReader, element: Xml) -> Element:
    variable = _required(reader, element, "variable")
    return NumberElement(variable, element.get("form", "numeric"), reader.look(element))


def _read_label(reader: ElementReader, element: Xml) -> LabelElement:
    return LabelElement(
        element.get("variable", ""),
        element.get("form", "long"),
        element.get("plural", "contextual"),
        reader.look(element),
    )


def read_date(reader: ElementReader, element: Xml) -> DateElement:
    """A `cs:date` of a style or of a locale."""
    return DateElement(
        variable=element.get("variable", ""),
        form=element.get("form", ""),
        precision=element.get("date-parts", "year-month-day"),
        parts=tuple(_date_part(reader, child) for name, child in children_of(element) if name == "date-part"),
        delimiter=element.get("delimiter", ""),
        look=reader.look(element),
    )


def _date_part(reader: ElementReader, element: Xml) -> DatePart:
    name = _required(reader, element, "name")
    if name not in {"year", "month", "day", ""}:
        reader.fault(element, f'name="{name}" is unknown', "one of year, month, day", fatal=False)
    return DatePart(
        name=name,
        form=element.get("form", ""),
        range_delimiter=element.get("range-delimiter"),
        look=reader.look(element),
        has_affixes=("prefix" in element.attrib, "suffix" in element.attrib),
    )


def _read_names(reader: ElementReader, element: Xml) -> Element:
    found: dict[str, Xml] = dict(children_of(element))
    order = list(found)
    label, name, et_al, substitute = (found.get(key) for key in ("label", "name", "et-al", "substitute"))
    first = label is not None and (name is None or order.index("label") < order.index("name"))
    return NamesElement(
        variables=tuple(element.get("variable", "").split()),
        name=None if name is None else _name(reader, name),
        et_al=None if et_al is None else EtAlElement(et_al.get("term", "et-al"), reader.look(et_al)),
        label=None if label is None else _read_label(reader, label),
        label_first=first and name is not None,
        substitute=() if substitute is None else reader.elements(substitute),
        delimiter=element.get("delimiter"),
        look=reader.look(element),
        line=line_of(element),
    )


def _name(reader: ElementReader, element: Xml) -> NameElement:
    parts = {child.get("name"): reader.look(child) for name, child in children_of(element) if name == "name-part"}
    return NameElement(
        options=MappingProxyType({key: value for key, value in element.attrib.items() if key not in LOOK_ATTRIBUTES}),
        family=parts.get("family", PLAIN),
        given=parts.get("given", PLAIN),
        look=reader.look(element),
    )


def _read_group(reader: ElementReader, element: Xml) -> Element:
    return GroupElement(reader.elements(element), element.get("delimiter", ""), reader.look(element))


def _read_choose(reader: ElementReader, element: Xml) -> Element:
    branches = []
    for name, child in children_of(element):
        conditions = _conditions(child)
        if name in {"if", "else-if"} and not conditions:
            reader.fault(child, "has no condition", "one of " + ", ".join(sorted(CONDITIONS)))
        branches.append(Branch(conditions if name != "else" else (), child.get("match", "all"), reader.elements(child)))
    return ChooseElement(tuple(branches))


def _conditions(element: Xml) -> tuple[Condition, ...]:
    return tuple(
        Condition(kind, value) for kind in element.attrib if kind in CONDITIONS for value in element.get(kind).split()
    )


READERS: dict[str, ReadElement] = {
    "text": _read_text,
    "number": _read_number,
    "label": _read_label,
    "date": read_date,
    "names": _read_names,
    "group": _read_group,
    "choose": _read_choose,
}
"""The rendering elements and how each is read."""
