"""Items whose cites read alike are told apart: by names, given names, the style's condition, a year-suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

from atlas_cite.csl.document import Document
from atlas_cite.csl.elements.name_form import given_form, join_particle
from atlas_cite.csl.elements.name_options import FULL, INITIALS, SHORT, NameOptions
from atlas_cite.csl.item import Name
from atlas_cite.csl.output.tree import plain
from atlas_cite.csl.run import NO_DISAMBIGUATION, SUBSEQUENT, Cite, Disambiguation, NamesRecord

Group: TypeAlias = list[str]
"""The identifiers of items whose cites read alike."""

MOST_CONDITIONS = 5
"""More tests for `disambiguate` in one cite than any style has."""

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def disambiguate(document: Document) -> None:
    """Fill `document.disambiguation`, method after method, each only for what is still alike."""
    options = document.program.options
    if options.get("disambiguate-add-givenname") == "true":
        _spell_names(document, options.get("givenname-disambiguation-rule", "by-cite"))
    groups = list(_alike(document, list(document.items)))
    for method in _methods(document, options):
        groups = [rest for group in groups for rest in method(document, group)]
    if options.get("disambiguate-add-year-suffix") == "true":
        for group in groups:
            _add_year_suffix(document, group)
    _release(document)


def _release(document: Document) -> None:
    """Where the style words later cites otherwise, an item cited once needs no condition for them."""
    if document.repeated is None or not document.program.citation.tests_position:
        return
    for identifier, state in document.disambiguation.items():
        if identifier not in document.repeated:
            document.disambiguation[identifier] = state._replace(condition=0)


def _methods(document: Document, options: Mapping[str, str]) -> list[Callable[[Document, Group], list[Group]]]:
    methods: list[Callable[[Document, Group], list[Group]]] = []
    if _by_cite(options):
        methods.append(_add_given_names)
    elif options.get("disambiguate-add-names") == "true":
        methods.append(_add_names)
    if document.program.citation.tests_disambiguate:
        methods.append(_set_condition)
    return methods


def _by_cite(options: Mapping[str, str]) -> bool:
    rule = options.get("givenname-disambiguation-rule", "by-cite")
    return options.get("disambiguate-add-givenname") == "true" and rule == "by-cite"


def _state(document: Document, identifier: str) -> Disambiguation:
    return document.disambiguation.get(identifier, NO_DISAMBIGUATION)


def _cite(identifier: str) -> Cite:
    """The form that has to tell items apart: the later one, which says least."""
    return Cite(identifier, position=SUBSEQUENT, near_note=True)


def _text(document: Document, identifier: str, state: Disambiguation) -> str:
    return plain(document.records(_cite(identifier), state)[0])


def _alike(document: Document, identifiers: Group) -> Iterator[Group]:
    yield from _partition(document, identifiers, {})


def _partition(document: Document, group: Group, trial: Mapping[str, Disambiguation]) -> list[Group]:
    """The group cut into those that still read alike; those alone are left out."""
    return [part for part in _cut(document, group, trial) if len(part) > 1]


def _cut(document: Document, group: Group, trial: Mapping[str, Disambiguation]) -> list[Group]:
    texts: dict[str, Group] = {}
    for identifier in group:
        state = trial.get(identifier) or _state(document, identifier)
        texts.setdefault(_text(document, identifier, state), []).append(identifier)
    return list(texts.values())


def _add_names(document: Document, group: Group) -> list[Group]:
    """Show one name more at a time in every list; kept only where it tells some apart."""
    records = {identifier: document.records(_cite(identifier), _state(document, identifier))[1] for identifier in group}
    most = max((record.total for found in records.values() for record in found), default=0)
    waiting = [group]
    least = min((record.shown for found in records.values() for record in found), default=most)
    for count in range(least + 1, most + 1):
        following: list[Group] = []
        for part in waiting:
            trial = {
                identifier: _state(document, identifier)._replace(names=_counts(records[identifier], count))
                for identifier in part
            }
            cut = _cut(document, part, trial)
            if len(cut) == 1:
                following.append(part)
                continue
            document.disambiguation.update(trial)
            following += [piece for piece in cut if len(piece) > 1]
        waiting = following
    return waiting


def _counts(records: list[NamesRecord], count: int) -> tuple[int, ...]:
    return tuple(min(count, record.total) for record in records)


def _add_given_names(document: Document, group: Group) -> list[Group]:
    """Spell given names out, one after the other, as initials and then in full; then those of names added."""
    records = {identifier: _records(document, identifier) for identifier in group}
    rows = list(records.values())
    lists = max(map(len, rows), default=0)
    least = max((record.shown for found in rows for record in found), default=0)
    most = max((record.total for found in rows for record in found), default=0)
    if document.program.options.get("disambiguate-add-names") != "true":
        most = least
    waiting = [group]
    for count in range(least, most + 1):
        places = range(count) if count == least else range(count - 1, count)
        levels = (INITIALS, FULL) if count == least else (SHORT, INITIALS, FULL)
        for at, place, level in product(range(lists), places, levels):
            step = _Step(at, place, level, count if count > least else 0)
            waiting = [piece for part in waiting for piece in _try_given(document, part, step, records)]
    return waiting


class _Step(NamedTuple):
    """One given name to spell out further: which list, which name, how far, with how many names shown."""

    at: int
    place: int
    level: int
    shown: int


def _records(document: Document, identifier: str) -> list[NamesRecord]:
    return document.records(_cite(identifier), _state(document, identifier))[1]


def _try_given(document: Document, group: Group, step: _Step, records: Mapping[str, list[NamesRecord]]) -> list[Group]:
    trial = {}
    for identifier in group:
        state = _state(document, identifier)
        state = state._replace(givens=_raised(state.givens, step.at, step.place, step.level))
        if step.shown:
            state = state._replace(names=_counts(records[identifier], step.shown))
        trial[identifier] = state
    cut = _cut(document, group, trial)
    if len(cut) == 1:
        return [group]
    document.disambiguation.update(trial)
    return [piece for piece in cut if len(piece) > 1]


def _raised(givens: tuple[tuple[int, ...], ...], at: int, place: int, level: int) -> tuple[tuple[int, ...], ...]:
    rows = [list(row) for row in givens]
    rows += [[] for _ in range(at + 1 - len(rows))]
    rows[at] += [0] * (place + 1 - len(rows[at]))
    rows[at][place] = max(level, rows[at][place])
    return tuple(tuple(row) for row in rows)


def _set_condition(document: Document, group: Group) -> list[Group]:
    """Let one test for `disambiguate` after the other hold, until one prints more and yet tells none apart."""
    waiting, done = [group], list[Group]()
    for count in range(1, MOST_CONDITIONS + 1):
        following: list[Group] = []
        for part in waiting:
            before = _text(document, part[0], _state(document, part[0]))
            trial = {identifier: _state(document, identifier)._replace(condition=count) for identifier in part}
            cut = _cut(document, part, trial)
            document.disambiguation.update(trial)
            exhausted = len(cut) == 1 and _text(document, part[0], trial[part[0]]) != before
            (done if exhausted else following).extend(piece for piece in cut if len(piece) > 1)
        waiting = following
    return [*done, *waiting]


def _add_year_suffix(document: Document, group: Group) -> None:
    ordered = sorted(group, key=lambda identifier: document.numbers[identifier])
    for at, identifier in enumerate(ordered):
        state = _state(document, identifier)
        document.disambiguation[identifier] = state._replace(year_suffix=year_suffix(at))


def year_suffix(at: int) -> str:
    """The suffix of the item at a place: a to z, then aa, ab and on."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = ALPHABET[rest] + letters
    return letters


def _spell_names(document: Document, rule: str) -> None:
    """Spell out, everywhere, a short name that different people share: the rules that look at names, not cites."""
    if rule == "by-cite":
        return
    primary, initials_only = rule.startswith("primary-name"), rule.endswith("with-initials")
    shown = {identifier: _records(document, identifier) for identifier in document.items}
    people: dict[str, dict[str, set[str]]] = {}
    for _, _, _, name, options in _names(shown, primary=primary):
        row = people.setdefault(join_particle(name.particle, name.family), {})
        row.setdefault(_given(name, INITIALS, options), set()).add(_letters(name.given))
    for identifier, at, place, name, options in list(_names(shown, primary=primary)):
        level = _needed(people[join_particle(name.particle, name.family)], name, options, initials_only=initials_only)
        if level > options.level:
            state = _state(document, identifier)
            document.disambiguation[identifier] = state._replace(givens=_raised(state.givens, at, place, level))


def _letters(given: str) -> str:
    """A given name without periods and spaces: what two spellings of the same initials share."""
    return given.replace(".", "").replace(" ", "").casefold()


def _given(name: Name, level: int, options: NameOptions) -> str:
    return given_form(name.given, level, options)


def _names(
    shown: Mapping[str, list[NamesRecord]], *, primary: bool
) -> Iterator[tuple[str, int, int, Name, NameOptions]]:
    for identifier, records in shown.items():
        for at, record in enumerate(records):
            for place, name in enumerate(record.names[:1] if primary else record.names):
                if not name.literal:
                    yield identifier, at, place, name, record.options


def _needed(people: Mapping[str, set[str]], name: Name, options: NameOptions, *, initials_only: bool) -> int:
    if len(people) == 1 and len(next(iter(people.values()))) == 1:
        return SHORT
    if options.initialize_with is None:
        return FULL
    same_initials = people.get(_given(name, INITIALS, options), set())
    if len(same_initials) > 1:
        return (INITIALS if len(people) > 1 else SHORT) if initials_only else FULL
    return INITIALS
