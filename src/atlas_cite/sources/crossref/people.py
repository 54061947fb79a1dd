"""Contributors of a Crossref record as names: people with particles and suffixes, groups, undivided names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from atlas_cite.model.name import Name
from atlas_cite.sources.crossref.markup import plain_text
from atlas_cite.tables.crossref import ACADEMIC_TITLES, GROUP_LEADS, GROUP_WORDS, PARTICLES, SUFFIXES

_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"\b\w\.")
_LAST_FIRST = re.compile(r"([^,]+),\s*([^,]+)")


def read_names(contributors: object) -> tuple[Name, ...]:
    """The names in a contributor list, in list order; a contributor deposited twice counts once, a nameless one not."""
    found: list[Name] = []
    seen: set[str] = set()
    for raw in contributors if isinstance(contributors, list) else []:
        person = raw if isinstance(raw, Mapping) else {"name": raw}
        name = read_name(person)
        identity = repr((name, person.get("affiliation")))
        if not name.is_empty and identity not in seen:
            seen.add(identity)
            found.append(name)
    return tuple(found)


def read_name(person: Mapping[str, Any]) -> Name:
    """One contributor as a name; empty when the record names nobody."""
    family, given = plain_text(person.get("family")), plain_text(person.get("given"))
    group = plain_text(person.get("name")) or plain_text(person.get("literal"))
    if group or not family:
        return Name(literal=group or given)
    if _is_group(family, given):
        return Name(literal=_group_name(family, given))
    if not given:
        return _undivided(family)
    family, inner_suffix = _without_suffix(family)
    suffix = _suffix(plain_text(person.get("suffix"))) or inner_suffix
    return _divided(family, given, suffix, read_orcid(person.get("ORCID")))


def _divided(family: str, given: str, suffix: str, orcid: str) -> Name:
    """A person; lower-case particles before the family name are non-dropping, those after the given name dropping."""
    before, family = _leading_particles(family.split())
    given, after = _trailing_particles(given.split())
    return Name(
        family=family,
        given=given,
        suffix=suffix,
        non_dropping_particle=before,
        dropping_particle=after,
        orcid=orcid,
    )


def _is_group(family: str, given: str) -> bool:
    """Whether what was deposited as a person is clearly a group."""
    if given.casefold() in GROUP_LEADS:
        return True
    words = [word.casefold() for word in _WORD.findall(family)]
    if given:
        return len(words) > 2 and bool({"and", "&"} & set(family.casefold().split()))
    return len(words) > 1 and bool(GROUP_WORDS & set(words))


def _group_name(family: str, given: str) -> str:
    return family if given.casefold() in GROUP_LEADS else f"{given} {family}".strip()


def _undivided(family: str) -> Name:
    """A name in `family` alone: `Last, First` is divided; other words stay together, as nothing says where to cut."""
    family, suffix = _without_suffix(family)
    divided = _LAST_FIRST.fullmatch(family)
    if divided and not _INITIAL.search(divided[1]) and max(len(part.split()) for part in divided.groups()) <= 3:
        return _divided(divided[1].strip(), divided[2].strip(), suffix, "")
    return Name(family=family, suffix=suffix) if len(family.split()) == 1 else Name(literal=family)


def _without_suffix(family: str) -> tuple[str, str]:
    """A family name, and the suffix it was deposited with; degrees behind a comma are cut off."""
    suffix = ""
    while True:
        before, comma, last = family.rpartition(",")
        if not comma or not before.strip():
            return family, suffix
        if found := _suffix(last):
            suffix = found
        elif _bare(last) not in ACADEMIC_TITLES:
            return family, suffix
        family = before.strip()


def _suffix(text: str) -> str:
    """A generational suffix as it is printed; empty for a degree."""
    return SUFFIXES.get(_bare(text), "")


def _bare(text: str) -> str:
    return text.replace(".", "").replace(" ", "").strip(" ,").casefold()


def _leading_particles(words: list[str]) -> tuple[str, str]:
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _trailing_particles(words: list[str]) -> tuple[str, str]:
    count = len(words)
    while count > 1 and words[count - 1] in PARTICLES:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def read_orcid(value: object) -> str:
    """The ORCID iD that a text or address holds, or an empty text."""
    found = _ORCID.search(value) if isinstance(value, str) else None
    return found.group().upper() if found else ""
