"""Facts: what can be asked of an entry by name, to filter, group and sort by; one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from atlas_cite.errors import InvalidDoi, InvalidSettings
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.status import GRAVE, SEVERITY, Status
from atlas_cite.model.summary import Pem
from atlas_cite.model.text import folded

Value = str | int | bool
Values = tuple[Value, ...]

CLEAN = "clean"
"""The status of a work that was looked up and has no update."""
UNCHECKED = "unchecked"
"""The status of a work that nobody looked up: not the same as clean."""
UNKNOWN = "unknown"
"""What a fact equals that an entry does not give."""

_CORRECTIONS = frozenset({"correction", "corrigendum", "erratum"})
_RETRACTIONS = frozenset({"retraction", "partial_retraction", "withdrawal", "removal"})
_COUNT = re.compile(r"\d{1,3}(?:[, \u2009\u202f]\d{3})+|\d+")
_MOST_FIGURES = 18
"""Of a number that a filter may hold; Python reads no more than 4,300."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an entry says of itself: `values_of` gives none where it does not say, several where it says several.

    `order` lists the values that have an order of their own, the first first; other values follow theirs.  `descending`
    says that the greatest comes first.  `scale` is what `<` compares by: numbers, or places in `order`; on any other
    fact it says nothing.  `words` are the values of a closed list, and `read` a person's spelling of a value in ours.
    """

    name: str
    meaning: str
    values_of: Callable[[Entry], Values]
    order: tuple[str, ...] = ()
    descending: bool = False
    scale: Literal["", "number", "place"] = ""
    words: tuple[str, ...] = ()
    read: Callable[[str], str] = str

    def wanted(self, value: Value, *, is_ordered: bool = False) -> Value:
        """A value that a person asks for, as the fact would give it; raises InvalidSettings when it never would.

        A misspelt one would otherwise keep nothing, or everything, without a word.
        """
        text = folded(str(value))
        if self.scale == "number" and (is_ordered or text != UNKNOWN):
            if not text.isdecimal() or len(text) > _MOST_FIGURES:
                raise InvalidSettings("a number is expected here", hint=f"Such as {self.name} >= 2015.")
            return int(text)
        if is_ordered and self.rank(text)[0]:
            raise InvalidSettings(f"this is no {self.name} with a place in an order", hint=_one_of(self.order, text))
        if self.words and text not in {*map(folded, self.words), UNKNOWN}:
            raise InvalidSettings(f"{self.name} never has this value", hint=_one_of(self.words, text))
        return self.read(str(value))

    def rank(self, value: Value) -> tuple[int, float, str]:
        """A sort key for a value, unknown ones last."""
        text = str(value).casefold()
        places = [place for place, known in enumerate(self.order) if text == known or text.startswith(f"{known} ")]
        if places:
            return (0, places[0], text)
        if isinstance(value, int):
            return (1, -value if self.descending else value, "")
        return (2, 0, text)


def _one_of(words: tuple[str, ...], text: str) -> str:
    near = get_close_matches(text, words, n=2)
    return f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(words)}."


def _doi(text: str) -> str:
    """A DOI in any spelling as ours; any other text as it is."""
    try:
        return str(Doi.parse(text))
    except InvalidDoi:
        return text


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
    names = entry.item.names("author") or entry.item.names("editor")
    return tuple(dict.fromkeys(way for name in names for way in (str(name), name.family) if way))


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


_PEM = tuple(map(str, Pem))
_STATUSES = (*(kind.replace("_", " ") for kind in SEVERITY), CLEAN, UNCHECKED)
_YES_OR_NO = ("true", "false")

_FACTS = (
    Fact("key", "the citation key", lambda entry: (entry.key,)),
    Fact("title", "the title", _item("title")),
    Fact("author", "each author, in full or by the family name", _authors),
    Fact("year", "the year of issue", _year, descending=True, scale="number"),
    Fact("decade", "the first year of the decade of issue", _decade, descending=True, scale="number"),
    Fact("journal", "the journal, book or series", _item("container-title")),
    Fact("publisher", "the publisher", _item("publisher")),
    Fact("kind", "the CSL type, such as article-journal", lambda entry: (entry.item.type,)),
    Fact(
        "type",
        "the publication type on the badge, such as RCT",
        _badge("publication_type"),
        ("guideline", "meta-analysis", "systematic-review", "rct"),
    ),
    Fact("doi", "the DOI, in any spelling", _item("DOI"), read=_doi),
    Fact("language", "the work's language", _item("language")),
    Fact("pem", "the PEM criterion: required, not required, unclear, unknown", _pem, _PEM, words=_PEM),
    Fact(
        "evidence",
        "the evidence level, E0 the strongest",
        _badge("evidence_level"),
        ("e0", "e1", "e2", "e3"),
        scale="place",
    ),
    Fact(
        "confidence",
        "the confidence on the badge",
        _badge("confidence"),
        ("higher", "moderate", "preliminary"),
    ),
    Fact("peer_review", "the peer review on the badge", _badge("peer_review")),
    Fact("case_definition", "the quality of the case definition", _badge("case_definition")),
    Fact("sample_size", "the number of participants", _sample_size, descending=True, scale="number"),
    Fact("tag", "each tag", _tags),
    Fact("topic", "each topic", _topics),
    Fact(
        "status",
        "the gravest update, else clean or unchecked",
        _status,
        ("retraction", "withdrawal", "removal"),
        words=_STATUSES,
    ),
    Fact(
        "retracted",
        "whether it was retracted, in whole or in part, withdrawn or removed",
        lambda entry: _has(entry, _RETRACTIONS),
        words=_YES_OR_NO,
    ),
    Fact(
        "concern",
        "whether there is an expression of concern",
        lambda entry: _has(entry, {"expression_of_concern"}),
        words=_YES_OR_NO,
    ),
    Fact("grave", "whether it may not be cited as sound", lambda entry: _has(entry, GRAVE), words=_YES_OR_NO),
    Fact("corrected", "whether it was corrected", lambda entry: _has(entry, _CORRECTIONS), words=_YES_OR_NO),
    Fact(
        "unchecked", "whether nobody looked its status up", lambda entry: (not entry.status.checked,), words=_YES_OR_NO
    ),
    Fact("summarised", "whether it has a summary", lambda entry: (entry.summary is not None,), words=_YES_OR_NO),
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
