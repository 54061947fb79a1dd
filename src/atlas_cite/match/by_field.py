"""By field: a reference given as fields compared with a work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas_cite.match import weights
from atlas_cite.match.containers import container_words, likeness
from atlas_cite.match.generic_titles import GENERIC
from atlas_cite.match.numbers import first_number, near_miss, page_ends, without_letters
from atlas_cite.match.prepared_work import PreparedTitle, PreparedWork, family_words, prepare_title
from atlas_cite.match.reference_text import is_preprint_server
from atlas_cite.match.sought import Sought
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded

SHORT_TITLE = 5
"""Titles with fewer content words are shared by many works ("Questions and answers": 23 times)."""
_PARTS = frozenset({"book-chapter", "book-section", "book-part", "reference-entry"})
_ARTICLES = frozenset({"journal-article"})


@dataclass(frozen=True, slots=True)
class SoughtFields:
    """The fields of a reference, folded once for comparison with many works."""

    sought: Sought
    title: PreparedTitle | None
    people: tuple[tuple[str, ...], ...]
    container: tuple[str, ...]
    volume: str
    issue: str
    first_page: str
    last_page: str

    @classmethod
    def prepare(cls, sought: Sought) -> SoughtFields:
        """Fold the fields."""
        people = sought.authors or sought.editors
        first, last = page_ends(sought.page)
        return cls(
            sought=sought,
            title=prepare_title(sought.title) if sought.title else None,
            people=tuple(filter(None, (_any_words(name) for name in people[:12]))),
            container=container_words(sought.container),
            volume=first_number(sought.volume),
            issue=first_number(sought.issue),
            first_page=first,
            last_page=last,
        )


def compare_fields(fields: SoughtFields, work: PreparedWork) -> dict[str, str]:
    """The outcome of every feature that both sides tell."""
    outcomes = {
        "title": _title(fields, work),
        "first author": _first_author(fields, work),
        "other authors": _other_authors(fields, work),
        "year": year_outcome(fields.sought.year, work),
        "volume": _volume(fields, work),
        "issue": _same_or_other(fields.issue, work.issue),
        "page": _page(fields, work),
        "container": _container(fields, work),
        "kind": _kind(fields, work),
    }
    return {feature: outcome for feature, outcome in outcomes.items() if outcome}


def title_outcome(alike: float, sought: PreparedTitle, title: PreparedTitle) -> str:
    """What a likeness of two titles says, by how long and how telling they are."""
    if alike >= weights.TITLE_CLOSE and sought.telling != title.telling:
        return "clash"
    if alike >= weights.TITLE_SAME:
        return same_title(title, alike)
    if alike >= weights.TITLE_CLOSE:
        return "close"
    return "doubtful" if alike >= weights.TITLE_DOUBTFUL else "other"


def same_title(title: PreparedTitle, alike: float) -> str:
    """How telling it is that a title is the same, by its length and by how near the likeness is to 1."""
    if " ".join(title.words) in GENERIC or title.content < 2:
        return "same, generic"
    if title.content < SHORT_TITLE:
        return "same, very short" if title.content < 3 else "same, short"
    return "same" if alike >= weights.TITLE_EXACT else "nearly"


def year_outcome(year: int | None, work: PreparedWork) -> str:
    """How far a year is from the nearest of a work's."""
    if year is None or not work.years:
        return ""
    apart = min(abs(year - each) for each in work.years)
    return "same" if not apart else "near" if apart == 1 else "far"


def _title(fields: SoughtFields, work: PreparedWork) -> str:
    sought = fields.title
    if sought is None or not work.titles:
        return ""
    outcomes = [_compare_titles(sought, title) for title in work.titles]
    return max(outcomes, key=lambda outcome: weights.BITS["title"][outcome])


def _compare_titles(sought: PreparedTitle, title: PreparedTitle) -> str:
    from rapidfuzz import fuzz  # start-up stays free of it

    outcome = title_outcome(fuzz.ratio(sought.letters, title.letters) / 100, sought, title)
    if weights.BITS["title"][outcome] > 0 or outcome == "clash":
        return outcome
    shorter, longer = sorted((sought, title), key=lambda each: len(each.letters))
    if shorter.content >= SHORT_TITLE:
        if fuzz.ratio(shorter.letters, longer.letters[: len(shorter.letters)]) >= 95:
            return "head" if shorter.telling == longer.telling else "clash"
        if fuzz.token_sort_ratio(" ".join(sought.words), " ".join(title.words)) >= 92:
            return "reordered" if shorter.telling == longer.telling else "clash"
    return outcome


def _first_author(fields: SoughtFields, work: PreparedWork) -> str:
    if not fields.people or not work.people:
        return ""
    first = fields.people[0]
    if _is_same_person(first, work.people[0]):
        return "same"
    if any(_is_same_person(first, other) for other in (*work.people[1:], *work.editors)):
        return "elsewhere"
    if _is_damaged(first, work.people[0]):
        return "damaged"
    return "elsewhere" if any(_is_same_person(each, work.people[0]) for each in fields.people[1:]) else "missing"


def _other_authors(fields: SoughtFields, work: PreparedWork) -> str:
    """Whether the others agree; a record or reference that names one person says nothing of others."""
    rest, theirs = fields.people[1:], work.people[1:]
    if not rest or not theirs:
        return ""
    found = sum(any(_is_same_person(each, other) for other in work.people) for each in rest)
    share = found / min(len(rest), len(theirs))
    return "most" if share > 0.5 else "some" if found else "none"


def _any_words(name: Name) -> tuple[str, ...]:
    """The words that may be a sought person's family name: atlases and BibTeX files swap given and family names."""
    families = family_words(name)
    given = [word for word in folded(name.given).split() if len(word) > 2 and name.family]
    return (*families, *given)


def _is_same_person(sought: Sequence[str], family: Sequence[str]) -> bool:
    if set(family) <= set(sought):
        return True
    joined = "".join(family)
    return joined == "".join(sought) or (len(family) > 1 and len(joined) > 4 and any(w == family[-1] for w in sought))


def _is_damaged(sought: Sequence[str], family: Sequence[str]) -> bool:
    from rapidfuzz import fuzz  # start-up stays free of it

    wanted = "".join(family)
    return len(wanted) > 3 and any(fuzz.ratio(word, wanted) >= 100 * weights.NAME_DAMAGED for word in sought)


def _volume(fields: SoughtFields, work: PreparedWork) -> str:
    if not fields.volume or not work.volume:
        return ""
    if fields.volume == work.volume:
        return "same"
    if without_letters(fields.volume) == without_letters(work.volume) != "":
        return "somewhere"
    return "misprint" if near_miss(fields.volume, work.volume) else "other"


def _page(fields: SoughtFields, work: PreparedWork) -> str:
    """Whether the first pages agree; an article number may stand in either place."""
    theirs = [number for number in (work.first_page, work.number) if number]
    if not fields.first_page or not theirs:
        return ""
    if fields.first_page in theirs:
        return page_outcome(fields.first_page)
    digits = without_letters(fields.first_page)
    if digits and any(digits == without_letters(number) for number in theirs):
        return "small"
    if _lies_within(fields.first_page, work):
        return "inside"
    return "misprint" if any(near_miss(fields.first_page, number) for number in theirs) else "other"


def page_outcome(page: str) -> str:
    """How telling it is that a first page is the same: page 1 begins every issue."""
    return "same" if len(page) > 2 else "small" if len(page) > 1 else "one digit"


def _lies_within(page: str, work: PreparedWork) -> bool:
    ends = (page, work.first_page, work.last_page)
    return all(map(str.isdigit, ends)) and int(work.first_page) < int(page) <= int(work.last_page)


def _same_or_other(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "same" if one == other or without_letters(one) == without_letters(other) != "" else "other"


def _container(fields: SoughtFields, work: PreparedWork) -> str:
    if work.issn & set(fields.sought.issn):
        return "same"
    if not fields.container or not work.containers:
        return ""
    alike = max(likeness(fields.container, words) for words in work.containers)
    return container_outcome(alike)


def container_outcome(alike: float) -> str:
    """What a share of a container's name says."""
    return "same" if alike >= weights.CONTAINER_SAME else "near" if alike >= weights.CONTAINER_NEAR else "other"


def _kind(fields: SoughtFields, work: PreparedWork) -> str:
    kind = work.work.registry_type
    if fields.sought.is_book and kind in _ARTICLES:
        return "book sought"
    if kind in _PARTS and (fields.sought.is_book or not (fields.first_page or fields.title)):
        return "part of the book"
    if work.is_notice and fields.title is None:
        return "notice"
    cites_preprint = is_preprint_server(fields.sought.container)
    if work.is_preprint:
        return "" if cites_preprint and work.server in {*fields.container, ""} else "preprint"
    return "preprint cited" if cites_preprint else ""
