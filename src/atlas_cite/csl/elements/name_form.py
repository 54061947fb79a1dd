"""One name as nodes: which parts, in which order, how long the given name is, how particles and suffixes join."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from atlas_cite.csl.elements.look import Decorate, decorator
from atlas_cite.csl.elements.name_options import FULL, INITIALS, SHORT, NameOptions
from atlas_cite.csl.item import Name
from atlas_cite.csl.output.tree import Node, Text
from atlas_cite.csl.run import Context, Run
from atlas_cite.csl.style.nodes import Look
from atlas_cite.csl.words.initials import initialize, normalize_initials
from atlas_cite.csl.words.rich_text import rich_text

SPACED = re.compile(
    r"[-0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff\u200c-\u200e\u202a-\u202e]"
)
"""A character of a script that puts a space between family and given name."""

FormName: TypeAlias = Callable[[Run, Name, int, bool], tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class PartLooks:
    """The looks of the parts: what styles a piece, and what puts affixes around the whole part."""

    family: Decorate
    given: Decorate
    around_family: Decorate
    around_given: Decorate


def name_former(context: Context, options: NameOptions) -> FormName:
    """The function that forms a name: `(run, name, level, inverted) -> nodes`."""
    looks = PartLooks(
        _styling(context, options.family),
        _styling(context, options.given),
        _affixing(context, options.family),
        _affixing(context, options.given),
    )

    def form(run: Run, name: Name, level: int, inverted: bool) -> tuple[Node, ...]:
        if name.literal:
            return looks.around_family(looks.family(rich_text(name.literal), run), run)
        given = given_form(name.given, level, options) if name.family else name.given
        if not spaced(name):
            return _unspaced(name, level, run, looks, options)
        if level == SHORT and options.form == "short":
            return looks.around_family(_family(name, run, looks), run)
        if "." in name.suffix and options.initialize_with is not None:
            name = replace(name, suffix=_normal_suffix(name.suffix, options.initialize_with))
        ordering = _inverted if inverted and not name.static else _straight
        return ordering(name, given, options, run, looks)

    return form


def _styling(context: Context, look: Look) -> Decorate:
    return decorator(context, replace(look, prefix="", suffix=""))


def _affixing(context: Context, look: Look) -> Decorate:
    return decorator(context, Look(prefix=look.prefix, suffix=look.suffix))


def given_form(given: str, level: int, options: NameOptions) -> str:
    """The given name at a level, "" at SHORT."""
    if not given or (level == SHORT and options.form == "short"):
        return ""
    mark = options.initialize_with
    if mark is None:
        return given
    if level == FULL or not options.initialize:
        return normalize_initials(given, mark, hyphen=options.hyphen)
    return initialize(given, mark, hyphen=options.hyphen)


def _normal_suffix(suffix: str, mark: str) -> str:
    """An abbreviated suffix with its periods and spaces as the initials have theirs."""
    return ", ".join(normalize_initials(part, mark) for part in suffix.split(", "))


def spaced(name: Name) -> bool:
    """Whether the name is of a script with spaces between the parts."""
    return SPACED.search(name.family + name.given) is not None or not name.family


def _unspaced(name: Name, level: int, run: Run, looks: PartLooks, options: NameOptions) -> tuple[Node, ...]:
    family = looks.around_family(looks.family(_text(name.family), run), run)
    if (options.form == "short" and level < INITIALS) or not name.given:
        return family
    return (*family, *looks.around_given(looks.given(_text(name.given), run), run))


def _straight(name: Name, given: str, _options: NameOptions, run: Run, looks: PartLooks) -> tuple[Node, ...]:
    """Given name first; the affixes of a family name stand around its particles and suffix too."""
    before = looks.around_given(looks.given(_text(given), run), run) if given else ()
    family = _family(name, run, looks)
    if name.static:
        return _join([family, before], " ")
    if name.dropping:
        family = (*looks.given(_text(name.dropping), run), Text(_space_after(name.dropping)), *family)
    if name.suffix:
        family = (*family, Text((", " if name.comma_suffix else " ") + name.suffix))
    return _join([before, looks.around_family(family, run) if family else ()], " ")


def _inverted(name: Name, given: str, options: NameOptions, run: Run, looks: PartLooks) -> tuple[Node, ...]:
    """Family name first; a demoted particle goes with the given name."""
    demoted = options.demote == "display-and-sort" or (run.in_sort and options.demote == "sort-only")
    family = looks.family(_text(name.family), run) if demoted else _family(name, run, looks)
    pieces = [looks.given(_text(part), run) if part else () for part in (given, name.dropping)]
    if demoted and name.particle:
        pieces.append(looks.family(_text(name.particle), run))
    rest = _join(pieces, " ")
    groups = [looks.around_family(family, run) if family else (), looks.around_given(rest, run) if rest else ()]
    if name.suffix:
        groups.append(_text(name.suffix))
    return _join(groups, options.sort_separator)


def _family(name: Name, run: Run, looks: PartLooks) -> tuple[Node, ...]:
    """Particle and family name, each styled as a family name."""
    if not name.particle:
        return looks.family(_text(name.family), run) if name.family else ()
    particle = looks.family(_text(name.particle), run)
    return (
        *particle,
        Text(" " if run.in_sort else _space_after(name.particle)),
        *looks.family(_text(name.family), run),
    )


def _join(groups: list[tuple[Node, ...]], delimiter: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for group in groups:
        if group:
            if nodes:
                nodes.append(Text(delimiter))
            nodes += group
    return tuple(nodes)


def _text(text: str) -> tuple[Node, ...]:
    return rich_text(text) if text else ()


def join_particle(particle: str, family: str) -> str:
    """Particle and family name, with a space unless the particle binds to what follows."""
    if not particle or not family:
        return particle or family
    return particle + _space_after(particle) + family


def _space_after(text: str) -> str:
    return "" if text[-1] in "'\u2019-\u2010\u02bc" else " "
