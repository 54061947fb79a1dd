"""The engine built on citeproc-py: loads a style, orders, disambiguates and renders items."""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from citeproc import LOCALES_PATH, PRIMARY_DIALECTS, model
from lxml import etree

from atlas_cite.document.tree import Inlines
from atlas_cite.errors import Problem, StyleFault
from atlas_cite.model.item import Item
from atlas_cite.render import marks
from atlas_cite.render.citeproc_base import TAG, Cited, Rendering, Terms
from atlas_cite.render.citeproc_disambiguation import disambiguate
from atlas_cite.render.citeproc_elements import CLASSES
from atlas_cite.render.citeproc_input import reference_from_item
from atlas_cite.render.plain_reference import plain_citation, plain_reference
from atlas_cite.render.processor import Cite, RenderedReference
from atlas_cite.render.punctuation import Quotes, settled
from atlas_cite.styles import StyleSource, find_locale

_Result = TypeVar("_Result")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DEFAULT_LOCALE = "en-US"


@dataclass(frozen=True, slots=True)
class LoadedStyle:
    """A style ready to render; `alive` keeps its elements, and what they remember, in memory."""

    name: str
    root: Any
    quotes: Quotes
    alive: tuple[Any, ...]


def load_style(source: StyleSource, locale: str | None) -> LoadedStyle:
    """Parse a style with its locales; kept for the next call.  Raises StyleFault when the style cannot be used."""
    return _load_style(source, locale)


@lru_cache(maxsize=16)
def _load_style(source: StyleSource, locale: str | None) -> LoadedStyle:
    root = _parsed(source.path, source.name)
    tag = find_locale(locale or source.default_locale or root.get("default-locale") or _DEFAULT_LOCALE)
    locales = _locales(root, tag)
    root.macros = {macro.get("name"): macro for macro in root.iterchildren(f"{TAG}macro")}
    _check_macros(root, source.name)
    rendering, terms = Rendering(english=root.get("default-locale", "en").startswith("en")), Terms(locales)
    for tree in (root, *locales):
        tree.rendering, tree.merged_terms = rendering, terms
    root.places_year_suffix = any(text.get("variable") == "year-suffix" for text in root.iter(f"{TAG}text"))
    alive = tuple(element for tree in [root, *locales] for element in tree.iter())
    return LoadedStyle(source.name, root, terms.quotes(), alive)


@cache
def _parser() -> Any:
    """A parser that makes citeproc-py's elements, ours where we have one, and fetches nothing."""
    classes = {
        each.__name__.replace("_", "-").lower(): each
        for each in model.CitationStylesElement.__subclasses__()
        if each.__module__ == model.__name__
    }
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(TAG[1:-1])
    namespace[None] = model.CitationStylesElement
    namespace.update(classes | CLASSES)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
    parser.set_element_class_lookup(lookup)
    return parser


def _parsed(path: Path, name: str) -> Any:
    try:
        root = etree.parse(str(path), _parser()).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        hint = "The file must be well-formed XML; check it with a CSL validator."
        raise StyleFault(f"the style cannot be read: {error}", subject=name, hint=hint) from error
    if root.tag not in {f"{TAG}style", f"{TAG}locale"}:
        raise StyleFault("this file is no CSL style", subject=name, hint="A CSL style starts with <style …>.")
    if root.tag == f"{TAG}style" and root.find(f"{TAG}citation") is None:
        raise StyleFault("the style has no citation element", subject=name, hint="Use a complete, independent style.")
    return root


def _locales(root: Any, tag: str) -> list[Any]:
    """The style's own locales, then the files, in the order CSL looks terms up."""
    language = tag.partition("-")[0]
    own = {locale.get(_LANGUAGE, ""): locale for locale in root.iterchildren(f"{TAG}locale")}
    in_style = [own[name] for name in dict.fromkeys((tag, language, "")) if name in own]
    files = dict.fromkeys((tag, PRIMARY_DIALECTS.get(language, tag), _DEFAULT_LOCALE))
    # Parsed anew for each style: an element remembers what it found in the style it was used by.
    return [*in_style, *(_parsed(Path(LOCALES_PATH, f"locales-{name}.xml"), name) for name in files)]


def _check_macros(root: Any, name: str) -> None:
    """Refuse a style that calls a macro it does not have, or one that calls itself."""
    calls = {macro: _called(element) for macro, element in root.macros.items()}
    missing = _called(root) - calls.keys()
    if missing:
        lacking = ", ".join(sorted(missing))
        raise StyleFault(f"the style calls macros it does not define: {lacking}", subject=name, hint="Mend the style.")
    finished: set[str] = set()
    while ready := {macro for macro, called in calls.items() if macro not in finished and called <= finished}:
        finished |= ready
    if looping := calls.keys() - finished:
        names = ", ".join(sorted(looping))
        raise StyleFault(f"these macros call themselves: {names}", subject=name, hint="Mend the style.")


def _called(element: Any) -> set[str]:
    """The macros that an element calls, at any depth."""
    return {each.get("macro") for each in element.iter(f"{TAG}text", f"{TAG}key") if "macro" in each.attrib}


class CiteprocProcessor:
    """A loaded style and the items it may cite, in citation order."""

    def __init__(self, style: LoadedStyle, items: Sequence[tuple[str, Item]]) -> None:
        self._style = style
        self._items = dict(items)
        self._cited = {
            key: Cited(reference_from_item(key, item), number) for number, (key, item) in enumerate(items, start=1)
        }
        self._problems: dict[str, Problem] = {}
        self._ordered = list(self._cited.values())
        self._order()
        layout = style.root.find(f"{TAG}citation/{TAG}layout")
        disambiguate(
            self._ordered,
            style.root.find(f"{TAG}citation").attrib,
            lambda item: marks.visible(self._try(item, lambda: layout.cite(item)) or ""),
        )

    @property
    def has_bibliography(self) -> bool:
        """As Processor has it."""
        return self._style.root.find(f"{TAG}bibliography") is not None

    def order(self) -> tuple[str, ...]:
        """As Processor has it."""
        return tuple(item.reference.key for item in self._ordered)

    def arrange(self, sections: Sequence[Sequence[str]]) -> None:
        """As Processor has it, save that what tells items apart still follows the style's order."""
        self._ordered = [self._cited[key] for section in sections for key in section]
        for number, key in enumerate(dict.fromkeys(self.order()), start=1):
            self._cited[key].number = number

    def bibliography(self) -> tuple[tuple[RenderedReference, ...], list[Problem]]:
        """As Processor has it."""
        section = self._style.root.find(f"{TAG}bibliography")
        if section is None:
            hint = "Choose another style, or use `atlas-cite cite`: this one prints only notes or citations."
            raise StyleFault("this style has no bibliography", subject=self._style.name, hint=hint)
        layout = section.find(f"{TAG}layout")
        hanging = section.get("hanging-indent") == "true"
        references = tuple(self._entry(layout, item, hanging) for item in self._ordered)
        return references, list(self._problems.values())

    def cite(self, clusters: Sequence[Sequence[Cite]]) -> tuple[tuple[Inlines, ...], list[Problem]]:
        """As Processor has it."""
        layout = self._style.root.find(f"{TAG}citation").find(f"{TAG}layout")
        citations = tuple(self._citation(layout, cluster) for cluster in clusters)
        return citations, list(self._problems.values())

    def _order(self) -> None:
        """Put the items in the style's order and number them."""
        sort = self._style.root.find(f"{TAG}bibliography/{TAG}sort")
        if sort is not None:
            # Unlike a list of all keys, one failing item must not undo the order of the others.
            able = [item for item in self._ordered if self._try(item, lambda item=item: str(sort.ordered([item])))]
            unable = [item for item in self._ordered if item not in able]
            self._ordered = [*sort.ordered(able), *unable]
        for number, item in enumerate(self._ordered, start=1):
            item.number = number

    def _entry(self, layout: Any, item: Cited, hanging: bool) -> RenderedReference:
        key = item.reference.key
        found = self._try(item, lambda: self._settled_entry(layout, item))
        if found is None:
            return RenderedReference(key, (), (plain_reference(self._items[key]),), hanging)
        label, lines = found
        return RenderedReference(key, label, lines, hanging)

    def _settled_entry(self, layout: Any, item: Cited) -> tuple[Inlines, tuple[Inlines, ...]] | None:
        label, text = layout.entry(item)
        lines = marks.to_lines(settled(text, self._style.quotes))
        if not lines:
            self._report(item, "the style prints nothing for this item; it is listed in a plain form")
            return None
        return marks.to_inlines(settled(label, self._style.quotes).strip()), lines

    def _citation(self, layout: Any, cluster: Sequence[Cite]) -> Inlines:
        sort = layout.getparent().find(f"{TAG}sort")
        cites = [(cite, self._placed(cite)) for cite in cluster if cite.key in self._cited]
        if sort is not None and len(cites) > 1:
            order = {id(item): index for index, item in enumerate(sort.ordered([item for _, item in cites]))}
            cites.sort(key=lambda pair: order[id(pair[1])])
        texts = [self._cite_text(layout, cite, item) for cite, item in cites]
        marked = layout.citation([text for text in texts if text])
        return marks.to_inlines(settled(marked.replace(marks.LINE, " "), self._style.quotes).strip())

    def _placed(self, cite: Cite) -> Cited:
        item = self._cited[cite.key]
        return Cited(item.reference, item.number, marks.without_marks(cite.locator), cite.label)

    def _cite_text(self, layout: Any, cite: Cite, item: Cited) -> str:
        text = self._try(item, lambda: layout.cite(item)) or plain_citation(self._items[cite.key])
        prefix, suffix = marks.without_marks(cite.prefix), marks.without_marks(cite.suffix)
        return f"{prefix}{text}{suffix}"

    def _try(self, item: Cited, render: Callable[[], _Result]) -> _Result | None:
        """The result, or None and a problem when citeproc-py fails on this item."""
        try:
            return render()
        except Exception as error:  # noqa: BLE001  one item citeproc-py trips over must not cost the others
            self._report(item, f"the style engine failed on this item ({type(error).__name__}); it is printed plainly")
            return None

    def _report(self, item: Cited, message: str) -> None:
        hint = f"Check the fields of this entry, or choose another style than {self._style.name}."
        self._problems.setdefault(item.reference.key, Problem("not-rendered", item.reference.key, message, hint))
