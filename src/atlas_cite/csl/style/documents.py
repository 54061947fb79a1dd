"""A whole style or locale file → its node; also what a dependent style says of its parent."""

from __future__ import annotations

from types import MappingProxyType

from atlas_cite.csl.style.nodes import PLAIN, LocaleNode, Section, SortKey, StyleNode, Term
from atlas_cite.csl.style.problems import StyleError, StyleProblem
from atlas_cite.csl.style.read import ElementReader, read_date
from atlas_cite.csl.style.xml import LANGUAGE, Xml, children_of, line_of, name_of, parse_xml

KEY_OPTIONS = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}


def read_style(root: Xml) -> tuple[StyleNode, tuple[StyleProblem, ...]]:
    """The style of a document and all its faults; raises StyleError where no style can be made of it."""
    reader = ElementReader()
    if name_of(root) != "style":
        raise StyleError((StyleProblem(line_of(root), name_of(root), "is no CSL style", "the root must be <style>"),))
    found: dict[str, Xml] = dict(children_of(root))
    if "citation" not in found:
        raise StyleError(
            (StyleProblem(line_of(root), "style", "has no <citation>", "a dependent style needs its parent"),)
        )
    macros = _macros(reader, root)
    style = StyleNode(
        style_class=root.get("class", "in-text"),
        default_locale=root.get("default-locale", ""),
        options=MappingProxyType(dict(root.attrib)),
        macros={name: elements for name, (elements, _) in macros.items()},
        citation=_section(reader, found["citation"]),
        bibliography=_section(reader, found["bibliography"]) if "bibliography" in found else None,
        locales=tuple(read_locale_node(reader, child) for name, child in children_of(root) if name == "locale"),
        macro_lines={name: line for name, (_, line) in macros.items()},
    )
    return style, tuple(reader.problems)


def _macros(reader: ElementReader, root: Xml) -> dict[str, tuple[tuple, int]]:  # type: ignore[type-arg]
    return {
        child.get("name", ""): (reader.elements(child), line_of(child))
        for name, child in children_of(root)
        if name == "macro"
    }


def _section(reader: ElementReader, element: Xml) -> Section:
    found: dict[str, Xml] = dict(children_of(element))
    layout = found.get("layout")
    if layout is None:
        reader.fault(element, "has no <layout>", "add one")
        return Section(MappingProxyType(dict(element.attrib)), (), PLAIN)
    return Section(
        options=MappingProxyType(dict(element.attrib)),
        children=reader.elements(layout),
        look=reader.look(layout),
        delimiter=layout.get("delimiter", ""),
        keys=tuple(_sort_key(reader, child) for name, child in children_of(found.get("sort", ())) if name == "key"),
    )


def _sort_key(reader: ElementReader, element: Xml) -> SortKey:
    variable, macro = element.get("variable", ""), element.get("macro", "")
    if bool(variable) == bool(macro):
        reader.fault(element, "needs exactly one of variable and macro")
    options = {target: element.get(name) for name, target in KEY_OPTIONS.items() if name in element.attrib}
    return SortKey(variable, macro, element.get("sort") == "descending", MappingProxyType(options), line_of(element))


def read_locale(source: bytes) -> LocaleNode:
    """The locale in `source`."""
    return read_locale_node(ElementReader(), parse_xml(source))


def read_locale_node(reader: ElementReader, element: Xml) -> LocaleNode:
    """A `cs:locale` element."""
    terms: list[Term] = []
    dates = []
    options: dict[str, str] = {}
    for name, child in children_of(element):
        if name == "terms":
            terms += [_term(term) for kind, term in children_of(child) if kind == "term"]
        elif name == "date":
            dates.append(read_date(reader, child))
        elif name == "style-options":
            options.update(child.attrib)
    return LocaleNode(element.get(LANGUAGE, ""), tuple(terms), tuple(dates), MappingProxyType(options))


def _term(element: Xml) -> Term:
    parts = {name: child.text or "" for name, child in children_of(element)}
    single = parts.get("single", "" if parts else element.text or "")
    if "\n" in single and not single.strip():
        single = ""
    return Term(
        name=element.get("name", ""),
        form=element.get("form", "long"),
        single=single,
        multiple=parts.get("multiple", single),
        gender=element.get("gender", ""),
        gender_form=element.get("gender-form", ""),
        match=element.get("match", ""),
    )


def parent_of(root: Xml) -> tuple[str, str]:
    """The address of the parent a dependent style names and the style's default-locale; "" where there is none."""
    for name, child in children_of(root):
        if name == "info":
            for kind, link in children_of(child):
                if kind == "link" and link.get("rel") == "independent-parent":
                    return link.get("href", ""), root.get("default-locale", "")
    return "", root.get("default-locale", "")
