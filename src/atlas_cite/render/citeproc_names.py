"""Names in the citeproc-py engine: options, order, initials, et al., labels and substitution.

Source: CSL 1.0.2 specification, "Names" and "Inheritable name options".
"""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citeproc import model

from atlas_cite.model.name import Name as NameValue
from atlas_cite.render.citeproc_base import TAG, Cited, Element
from atlas_cite.render.words import initials

_OWN_NAMES = {"form": "name-form", "delimiter": "name-delimiter"}
"""What cs:name calls otherwise than the elements it inherits from."""
_OPTIONS: dict[str, str] = {
    "and": "",
    "delimiter": ", ",
    "delimiter-precedes-et-al": "contextual",
    "delimiter-precedes-last": "contextual",
    "et-al-min": "0",
    "et-al-use-first": "1",
    "et-al-use-last": "false",
    "form": "long",
    "initialize": "true",
    "initialize-with-hyphen": "true",
    "name-as-sort-order": "",
    "sort-separator": ", ",
    "demote-non-dropping-particle": "display-and-sort",
}
"""Name options and what holds when nothing sets them; `initialize-with` has no default."""
_INHERITED = (*_OPTIONS, "initialize-with")
_FAMILY_FIRST = re.compile("[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts in which the family name comes first, without comma."""


@dataclass(frozen=True, slots=True)
class _Options:
    """Everything that decides how the names of one cs:names are printed."""

    conjunction: str
    delimiter: str
    precedes_et_al: str
    precedes_last: str
    et_al_min: int
    use_first: int
    use_last: bool
    form: str
    initialize: bool
    initialize_with: str | None
    hyphen: bool
    sort_order: str
    sort_separator: str
    demote: str


class Names(Element, model.Names):
    """The names of one or more roles, each with its label, or what stands in for them."""

    def part(self: Any, tag: str) -> Any:
        """The child called `tag`; names that stand in for others inherit theirs."""
        own = self.child(tag)
        if own is not None or (tag == "label" and len(self)):
            return own
        substitute = next(self.iterancestors(f"{TAG}substitute"), None)
        return None if substitute is None else substitute.getparent().part(tag)

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The names, or their substitute; None when there are neither."""
        people = item.reference.names
        rendering = self.rendering()
        roles = [role for role in self.get("variable").split() if rendering.found(role, people.get(role))]
        if not roles:
            substitute = self.child("substitute")
            return self.finished(substitute.render(item) if substitute is not None else None)
        if set(roles) == {"editor", "translator"} and people["editor"] == people["translator"]:
            roles = ["editor"]
            texts = [_role(self, item, "editor", "editortranslator")]
        else:
            texts = [_role(self, item, role, role) for role in roles]
        return self.finished(self._joined([text for text in texts if text]))

    def _joined(self: Any, texts: list[str]) -> str:
        section = self.rendering().section
        inherited = section.get("names-delimiter", self.get_root().get("names-delimiter", ""))
        if texts and all(text.isdigit() for text in texts):
            return str(sum(map(int, texts)) or "")
        return str(self.get("delimiter", inherited)).join(texts)


class Substitute(Element, model.Substitute):
    """What is printed when there are no names; it is not printed a second time."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The first child that prints anything; its variables are suppressed from here on."""
        rendering = self.rendering()
        for child in self.iterchildren():
            before = len(rendering.rendered)
            text = child.render(item)
            if text:
                rendering.suppressed.update(rendering.rendered[before:])
                return str(text)
        return None


class Name(Element, model.Name):
    """How the names of a role are printed; a cs:names without it prints as an empty one would."""


class NamePart(Element, model.Name_Part):
    """Formatting of given or family names."""


class EtAl(Element, model.Et_Al):
    """The words for further names."""


def _role(context: Any, item: Cited, role: str, term: str) -> str | None:
    """The names of one role with its label, before or behind as the style has it."""
    element = context.part("name")
    people = item.reference.names[role]
    options = _options(context, element)
    is_citation = context.rendering().section.tag.endswith("citation")
    given = item.reference.given_shown if is_citation else ""
    text = _listed(context, people, options, _limit(context, item, people, options), given)
    if element is not None and options.form != "count":
        text = element.finished(text) or ""
    label = context.part("label")
    if label is None or not text or options.form == "count":
        return text
    labelled = label.labelled(term, plural=len(people) > 1) or ""
    siblings = list(label.getparent())
    before = element in siblings and siblings.index(label) < siblings.index(element)
    return f"{labelled}{text}" if before else f"{text}{labelled}"


def _options(context: Any, element: Any) -> _Options:
    """The name options in force: those of the sort key, of cs:name, of the section, of the style; found once."""
    rendering = context.rendering()
    sorting = rendering.sorting or {}
    known = context.__dict__.setdefault("_name_options", {})
    place = (rendering.section.tag, tuple(sorting.items()))
    if place not in known:
        own: Mapping[str, str] = element.attrib if element is not None else {}
        inherited = {**context.get_root().attrib, **rendering.section.attrib}
        names = ((name, _OWN_NAMES.get(name, name)) for name in _INHERITED)
        values = {name: inherited[outer] for name, outer in names if outer in inherited}
        known[place] = _read_options({**values, **own, **{name: text for name, text in sorting.items() if text}})
    return known[place]


def _read_options(values: Mapping[str, str]) -> _Options:
    values = {**_OPTIONS, **values}
    return _Options(
        conjunction=values["and"],
        delimiter=values["delimiter"],
        precedes_et_al=values["delimiter-precedes-et-al"],
        precedes_last=values["delimiter-precedes-last"],
        et_al_min=int(values["et-al-min"]),
        use_first=int(values["et-al-use-first"]),
        use_last=values["et-al-use-last"] == "true",
        form=values["form"],
        initialize=values["initialize"] == "true",
        initialize_with=values.get("initialize-with"),
        hyphen=values["initialize-with-hyphen"] == "true",
        sort_order=values["name-as-sort-order"],
        sort_separator=values["sort-separator"],
        demote=values["demote-non-dropping-particle"],
    )


def _limit(context: Any, item: Cited, people: tuple[NameValue, ...], options: _Options) -> int:
    """How many names are printed before et al.; all of them when there is no need for it."""
    if not options.et_al_min or len(people) < options.et_al_min or options.use_first >= len(people):
        return len(people)
    is_citation = context.rendering().section.tag.endswith("citation")
    return max(options.use_first, item.reference.names_shown if is_citation else 0)


def _listed(context: Any, people: tuple[NameValue, ...], options: _Options, limit: int, given: str) -> str:
    """The names of one role in a row; `given` tells how the first one is told from its namesakes."""
    if options.form == "count":
        return str(limit)
    if context.rendering().sorting is not None:
        return options.delimiter.join(_sort_name(name, options) for name in people[:limit])
    shown = [_one(context, name, index, options) for index, name in enumerate(people[:limit])]
    if given and options.form == "short":
        shown[0] = _with_given(context, people[0], given, options)
    if limit >= len(people):
        return _with_conjunction(shown, options, _conjunction(context, options))
    if options.use_last and limit <= len(people) - 2:
        return options.delimiter.join([*shown, f"… {_one(context, people[-1], limit, options)}"])
    delimited = _precedes(options.precedes_et_al, len(shown) > 1, options, len(shown))
    others = _et_al(context)
    return options.delimiter.join(shown) + (options.delimiter if delimited else " ") * bool(others) + others


def _with_conjunction(shown: list[str], options: _Options, conjunction: str) -> str:
    if len(shown) < 2 or not conjunction:
        return options.delimiter.join(shown)
    delimited = _precedes(options.precedes_last, len(shown) > 2, options, len(shown) - 1)
    before = options.delimiter if delimited else " "
    return f"{options.delimiter.join(shown[:-1])}{before}{conjunction} {shown[-1]}"


def _precedes(rule: str, in_context: bool, options: _Options, names_before: int) -> bool:
    """Whether the delimiter stands before "and" or "et al."."""
    inverted = options.sort_order == "all" or (options.sort_order == "first" and names_before == 1)
    return {"always": True, "never": False, "after-inverted-name": inverted}.get(rule, in_context)


def _conjunction(context: Any, options: _Options) -> str:
    words = {"text": context.terms().term("and"), "symbol": "&"}
    return words.get(options.conjunction, "").strip()


def _et_al(context: Any) -> str:
    element = context.part("et-al")
    if element is None:
        return context.terms().term("et-al")
    return element.finished(context.terms().term(element.get("term", "et-al"))) or ""


def _sort_name(name: NameValue, options: _Options) -> str:
    """A name as it sorts: family name first, its particle behind unless the style keeps it in front."""
    if name.literal:
        return name.literal
    front = [name.non_dropping_particle] if options.demote == "never" else []
    behind = [name.dropping_particle, *([] if front else [name.non_dropping_particle])]
    family = _words(*front, name.family)
    return " ".join(part for part in (family, name.given, *behind, name.suffix) if part)


def _one(context: Any, name: NameValue, index: int, options: _Options) -> str:
    """One name in the form and order its place asks for."""
    if name.literal:
        return _part(context, "family", name.literal)
    if options.form == "short":
        return _part(context, "family", _words(name.non_dropping_particle, name.family))
    if _FAMILY_FIRST.search(name.family):
        return _part(context, "family", name.family) + _part(context, "given", name.given)
    given = _initialized(name.given, options)
    if options.sort_order == "all" or (options.sort_order == "first" and index == 0):
        return _inverted(context, name, given, options)
    family = _part(context, "family", _words(name.non_dropping_particle, name.family))
    text = _words(_part(context, "given", given), name.dropping_particle, family)
    separator = ", " if name.comma_suffix else " "
    return f"{text}{separator}{name.suffix}" if name.suffix else text


def _with_given(context: Any, name: NameValue, given: str, options: _Options) -> str:
    """A short name with initials or given names before it."""
    if name.literal:
        return _part(context, "family", name.literal)
    mark = ". " if options.initialize_with is None else options.initialize_with
    shown = initials(name.given, mark, hyphen=options.hyphen, shorten=given == "initials")
    family = _part(context, "family", _words(name.non_dropping_particle, name.family))
    return _words(_part(context, "given", shown), name.dropping_particle, family)


def _inverted(context: Any, name: NameValue, given: str, options: _Options) -> str:
    demoted = options.demote == "display-and-sort"
    family = name.family if demoted else _words(name.non_dropping_particle, name.family)
    behind = _words(name.dropping_particle, name.non_dropping_particle if demoted else "")
    parts = (_part(context, "family", family), _words(_part(context, "given", given), behind), name.suffix)
    return options.sort_separator.join(part for part in parts if part)


def _initialized(given: str, options: _Options) -> str:
    if options.initialize_with is None or not given:
        return given
    return initials(given, options.initialize_with, hyphen=options.hyphen, shorten=options.initialize)


def _part(context: Any, which: str, text: str) -> str:
    """`text` as the cs:name-part for given or family names formats it."""
    name = context.part("name")
    parts = {} if name is None else name.__dict__.get("_parts")
    if parts is None:
        parts = name.__dict__["_parts"] = {part.get("name"): part for part in name.iterchildren()}
    return parts[which].finished(text) or "" if text and which in parts else text


def _words(*parts: str) -> str:
    """`parts` with blanks between, none after an apostrophe or hyphen (`d'`, `al-`)."""
    text = ""
    for part in parts:
        joint = "" if not text or text[-1] in "’'-‐" else " "
        text += joint + part if part else ""
    return text
