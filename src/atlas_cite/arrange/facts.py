"""Facts: what can be asked of an entry by name, to filter, group and sort by; one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches

from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.status import GRAVE, Status
from atlas_cite.model.summary import Pem

Value = str | int | bool
Values = tuple[Value, ...]

CLEAN = "clean"
"""The status of a work that was looked up and has no update."""
UNCHECKED = "unchecked"
"""The status of a work that nobody looked up: not the same as clean."""

_CORRECTIONS = frozenset({"correction", "corrigendum", "erratum"})
_RETRACTIONS = frozenset({"retraction", "partial_retraction", "withdrawal", "removal"})
_COUNT = re.compile(r"\d{1,3}(?:[, \u2009\u202f]\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an entry says of itself: `values_of` gives none where it does not say, several where it says several.

    `order` lists the values that have an order of their own, the first first; other values follow theirs.  `descending`
    says that the greatest comes first.
    """

    name: str
    meaning: str
    values_of: Callable[[Entry], Values]
    order: tuple[str, ...] = ()
    descending: bool = False

    def rank(self, value: Value) -> tuple[int, float, str]:
        """A sort key for a value, unknown ones last."""
        text = str(value).casefold()
        places = [place for place, known in enumerate(self.order) if text == known or text.startswith(f"{known} ")]
        if places:
            return (0, places[0], text)
        if isinstance(value, int):
            return (1, -value if self.descending else value, "")
        return (2, 0, text)


def _text(text: str) -> Values:
    return (text.strip(),) if text.strip() else ()


def _badge(name: str) -> Callable[[Entry], Values]:
    return lambda entry: _text(entry.summary.badges.get(name, "")) if entry.summary else ()


def _item(variable: str) -> Callable[[Entry], Values]:
    return lambda entry: _text(entry.item.text(variable))


def _year(entry: Entry) -> Values:
    year = entry.item.year
    return () if year is None else (year,)


def _decade(entry: Entry) -> Values:
    year = entry.item.year
    return () if year is None else (year - year % 10,)


def _pem(entry: Entry) -> Values:
    return (str(entry.summary.pem if entry.summary else Pem.UNKNOWN),)


def _authors(entry: Entry) -> Values:
    return tuple(str(name) for name in entry.item.names("author") or entry.item.names("editor"))


def _sample_size(entry: Entry) -> Values:
    found = _COUNT.search(entry.summary.badges.get("sample_size", "")) if entry.summary else None
    return (int(re.sub(r"\D", "", found.group())),) if found else ()


def _status(entry: Entry) -> Values:
    gravest = entry.status.gravest
    if gravest is not None:
        return (gravest.kind.replace("_", " "),)
    return (CLEAN,) if entry.status.checked else (UNCHECKED,)


def _kinds(status: Status) -> frozenset[str]:
    return frozenset(update.kind for update in status.updates)


def _tags(entry: Entry) -> Values:
    return entry.summary.tags if entry.summary else ()


def _topics(entry: Entry) -> Values:
    return entry.summary.topics if entry.summary else ()


_FACTS = (
    Fact("key", "the citation key", lambda entry: (entry.key,)),
    Fact("title", "the title", _item("title")),
    Fact("author", "each author", _authors),
    Fact("year", "the year of issue", _year, descending=True),
    Fact("decade", "the first year of the decade of issue", _decade, descending=True),
    Fact("journal", "the journal, book or series", _item("container-title")),
    Fact("publisher", "the publisher", _item("publisher")),
    Fact("kind", "the CSL type, such as article-journal", lambda entry: (entry.item.type,)),
    Fact(
        "type",
        "the publication type on the badge, such as RCT",
        _badge("publication_type"),
        ("guideline", "meta-analysis", "systematic-review", "rct"),
    ),
    Fact("doi", "the DOI", _item("DOI")),
    Fact("language", "the work's language", _item("language")),
    Fact("pem", "the PEM criterion: required, not required, unclear, unknown", _pem, tuple(map(str, Pem))),
    Fact("evidence", "the evidence level, E0 the strongest", _badge("evidence_level"), ("e0", "e1", "e2", "e3")),
    Fact(
        "confidence",
        "the confidence on the badge",
        _badge("confidence"),
        ("higher confidence", "moderate confidence", "preliminary"),
    ),
    Fact("peer_review", "the peer review on the badge", _badge("peer_review")),
    Fact("case_definition", "the quality of the case definition", _badge("case_definition")),
    Fact("sample_size", "the number of participants", _sample_size, descending=True),
    Fact("tag", "each tag", _tags),
    Fact("topic", "each topic", _topics),
    Fact("status", "the gravest update, else clean or unchecked", _status, ("retraction", "withdrawal", "removal")),
    Fact(
        "retracted",
        "whether it was retracted, in whole or in part, withdrawn or removed",
        lambda entry: _has(entry, _RETRACTIONS),
    ),
    Fact("concern", "whether there is an expression of concern", lambda entry: _has(entry, {"expression_of_concern"})),
    Fact("grave", "whether it may not be cited as sound", lambda entry: _has(entry, GRAVE)),
    Fact("corrected", "whether it was corrected", lambda entry: _has(entry, _CORRECTIONS)),
    Fact("unchecked", "whether nobody looked its status up", lambda entry: (not entry.status.checked,)),
    Fact("summarised", "whether it has a summary", lambda entry: (entry.summary is not None,)),
)

FACTS: Mapping[str, Fact] = {fact.name: fact for fact in _FACTS}
"""Every fact by its name."""

ALIASES: Mapping[str, str] = {
    "badge": "pem",
    "pem_criterion": "pem",
    "evidence_level": "evidence",
    "publication_type": "type",
    "n": "sample_size",
    "container": "journal",
    "authors": "author",
    "tags": "tag",
    "topics": "topic",
}
"""Other names that people type."""


def _has(entry: Entry, kinds: AbstractSet[str]) -> Values:
    return (bool(_kinds(entry.status) & kinds),)


def get_fact(name: str) -> Fact:
    """The fact called `name`, in any case, with blanks or hyphens; raises InvalidSettings with the near names."""
    asked = name.strip().lower().replace("-", "_").replace(" ", "_")
    fact = FACTS.get(ALIASES.get(asked, asked))
    if fact is None:
        near = get_close_matches(asked, [*FACTS, *ALIASES], n=3)
        known = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(FACTS)}."
        raise InvalidSettings("no such fact of an entry", subject=name, hint=known)
    return fact
