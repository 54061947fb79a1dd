"""Name rules: capitals, titles, swapped parts, lists that are not parted, ORCID iDs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Subject
from atlas_cite.model.check_digits import is_orcid

_TITLED = re.compile(r"\b(?:Prof(?:essor)?|Dr|Mr|Mrs|Ms|PhD|Ph\.D|M\.?D|MSc|BSc|MPH|FRCP|RN)\b\.?(?!\w)")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,3}")
_ET_AL = re.compile(r"\bet\.?\s+al\b", re.IGNORECASE)


def _capital_names(subject: Subject) -> Iterator[Hit]:
    shouted = [
        name.family
        for name in subject.item.names("author")
        if len(name.family) > 3 and name.family.isupper() and not any(map(str.isdigit, name.family))
    ]
    if shouted:
        yield Hit(f"names in capitals: {', '.join(shouted[:3])}", "Write Smith, not SMITH.", "author")


def _titled_names(subject: Subject) -> Iterator[Hit]:
    for name in subject.item.names("author"):
        titled = None if name.literal else _TITLED.search(f"{name.given} {name.family} {name.suffix}")
        if titled and titled[0].rstrip(".").upper() not in {"MD", "NA"}:
            yield Hit(f"{name}: {titled[0]} is no part of a name", "Take it out.", "author")
            return


def _swapped_names(subject: Subject) -> Iterator[Hit]:
    for name in subject.item.names("author"):
        if _INITIALS.fullmatch(name.family) and len(name.given.replace(".", "")) > 3 and not name.given.isupper():
            yield Hit(f"{name.family}, {name.given}: family and given name look swapped", "Swap them.", "author")
            return


def _joined_names(subject: Subject) -> Iterator[Hit]:
    for field in ("author", "editor"):
        written = subject.text(field)
        if _ET_AL.search(written):
            hint = "Name them all, or end the list with `and others`."
            yield Hit(f"the list of {field}s ends in “et al.”", hint, field)
        elif ";" in re.sub(r"\\?&\w+;", "", written) and " and " not in written:
            yield Hit(f"the {field}s are parted by semicolons", "BibTeX parts names by `and`.", field)


def _orcid(subject: Subject) -> Iterator[Hit]:
    for name in subject.item.names("author"):
        if name.orcid and not is_orcid(name.orcid):
            yield Hit(f"{name.orcid} of {name} is no ORCID iD: its check digit does not fit", "Correct it.", "author")


RULES = (
    Rule(
        "content/orcid-invalid",
        Level.WARNING,
        "An ORCID iD cannot be right",
        "Its check digit does not fit (ISO 7064 MOD 11-2).",
        "0000-0002-1825-0098",
        _orcid,
    ),
    Rule(
        "content/name-capitals",
        Level.WARNING,
        "Names are in capitals",
        "Styles print names as they are; capitals shout, and small capitals are a style’s to make.",
        "SMITH, John",
        _capital_names,
    ),
    Rule(
        "content/name-title",
        Level.WARNING,
        "A title stands in a name",
        "Dr, Prof. and degrees are no part of a name and are sorted and shortened as if they were.",
        "Smith, Dr. John",
        _titled_names,
    ),
    Rule(
        "content/name-swapped",
        Level.WARNING,
        "Family and given name look swapped",
        "The family name is an initial, and the given name a word.",
        "J., Smith",
        _swapped_names,
    ),
    Rule(
        "content/name-list",
        Level.WARNING,
        "A list of names is not parted by `and`",
        "BibTeX reads the whole list as one person.",
        "author = {Smith, J.; Doe, A.}",
        _joined_names,
    ),
)
