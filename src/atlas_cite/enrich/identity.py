"""Identity: which work an entry is.  A DOI in the entry is a claim like any other, and is verified before it is used.

*Sure* is used without asking; *ask* waits for a person; *no* means that the DOI is another work's, or that nothing was
found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.match.comparison import GENERIC_WORDS, TITLE_SAME, YEARS_APART, Comparison, compare
from atlas_cite.match.decide import NEVER_CITED, Sought, decide
from atlas_cite.match.identity import contradicts
from atlas_cite.match.numbers import page_ends
from atlas_cite.match.similarity import comparable_title, content_words
from atlas_cite.model.item import Item
from atlas_cite.model.text import folded
from atlas_cite.model.verdict import Candidate, Certainty, Verdict
from atlas_cite.model.work import Work

_HALF = 0.5
"""Title likeness that is enough when first author, year and first page agree: shortened and retyped titles."""
_SHORT_FAMILY = 3

_FAMILIES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "review-book": "article", "book": "book", "chapter": "part", "entry-encyclopedia": "part",
    "entry-dictionary": "part", "paper-conference": "paper", "thesis": "thesis", "dataset": "data",
    "software": "software",
}  # fmt: skip
"""CSL types that are never two sides of one work; types that are not here can be anything."""
_SAME_TOO = frozenset({("article", "paper"), ("paper", "article"), ("part", "paper"), ("paper", "part")})
"""Families that registries and files take for one another."""


def verify(sought: Sought, item: Item, key: str, work: Work) -> Verdict:
    """Whether the work that an entry's own DOI leads to is the entry's: sure, ask, or no, with reasons.

    `sought` and `item` are what the entry says, and `key` its citation key, which counts when nothing else is said.
    """
    compared = compare(sought, work)
    confidence, reasons = compared.confidence, compared.reasons()
    candidate = Candidate(work.doi, work.item.text("title"), confidence, reasons)
    if contradicts(sought, compared) or _is_far_from(sought, compared):
        return Verdict(Certainty.NO, None, confidence, reasons, (candidate,))
    doubts = [*_title_doubts(sought, compared, key), *_kind_doubts(item, compared)]
    if doubts:
        return Verdict(Certainty.ASK, None, confidence, (*reasons, *doubts), (candidate,))
    return Verdict(Certainty.SURE, work.doi, confidence, reasons, (candidate,))


def recognise(sought: Sought, item: Item, works: Sequence[Work]) -> Verdict:
    """Which of the works a search found is an entry without a usable DOI.

    What `match` is sure of becomes *ask* when the kinds of work contradict, or when the journals do and neither volume
    nor page speaks for the work: a thesis and its article, or a conference paper and its journal version, share title,
    authors and year.
    """
    verdict = decide(sought, works)
    if verdict.certainty is not Certainty.SURE:
        return verdict
    compared = compare(sought, next(work for work in works if work.doi == verdict.doi))
    doubts = _kind_doubts(item, compared)
    if compared.container is False and compared.numbers is not True:
        doubts.append("the journal or book is another one")
    if not doubts:
        return verdict
    return Verdict(Certainty.ASK, None, verdict.confidence, (*verdict.reasons, *doubts), verdict.candidates)


def _is_far_from(sought: Sought, compared: Comparison) -> bool:
    """Whether title and first author both contradict, though a common family name is on both lists."""
    return bool(sought.title) and compared.title < _HALF and compared.first_author is not True


def _title_doubts(sought: Sought, compared: Comparison, key: str) -> list[str]:
    """Why title, authors, year and numbers do not prove that a DOI is the entry's."""
    if not sought.title:
        return [] if _proved_without_title(sought, compared, key) else ["the entry says too little to verify its DOI"]
    if compared.title < TITLE_SAME:
        return [] if _proved_by_page(sought, compared) else ["the title differs"]
    doubts = []
    if compared.any_author is False:
        doubts.append("none of the entry's authors wrote the work")
    if compared.years_apart is not None and compared.years_apart > YEARS_APART:
        doubts.append(f"the years are {compared.years_apart} apart")
    if compared.numbers is False and compared.container is not True:
        doubts.append("volume or first page contradicts")
    if content_words(sought.title) < GENERIC_WORDS and not _tells_apart(compared):
        doubts.append("the title is too short to tell works apart")
    return doubts


def _tells_apart(compared: Comparison) -> bool:
    """Whether more than a short title speaks for the work."""
    same_venue = compared.container is True and compared.first_author is True and compared.years_apart == 0
    return compared.numbers is True or same_venue


def _proved_without_title(sought: Sought, compared: Comparison, key: str) -> bool:
    """First author and year agree, and journal or numbers do; or an entry that says nothing is named after them."""
    in_time = compared.years_apart is not None and compared.years_apart <= YEARS_APART
    if sought.authors or sought.year:
        return compared.first_author is True and in_time and (compared.container or compared.numbers) is True
    people = compared.work.item.names("author") or compared.work.item.names("editor")
    family = folded(people[0].family or people[0].literal).replace(" ", "") if people else ""
    year = compared.work.item.year
    named = len(family) > _SHORT_FAMILY and family in folded(key).replace(" ", "")
    return named and year is not None and bool(re.search(rf"(?<!\d){year}(?!\d)", key))


def _proved_by_page(sought: Sought, compared: Comparison) -> bool:
    """Whether first author, year, volume or journal, and first page agree, for a title that is shortened or retyped."""
    item = compared.work.item
    page, _ = page_ends(item.text("page") or item.text("number"))
    same_page = bool(page) and page == page_ends(sought.page)[0]
    volumes = {sought.volume.strip().lower(), item.text("volume").strip().lower()} - {""}
    same_place = same_page and len(volumes) < 2 and (bool(sought.volume) or compared.container is True)
    in_time = compared.years_apart is not None and compared.years_apart <= YEARS_APART
    one, other = comparable_title(sought.title), comparable_title(item.text("title"))
    alike = compared.title >= _HALF or bool(other and (one.startswith(other) or other.startswith(one)))
    return same_place and in_time and compared.first_author is True and alike


def _kind_doubts(item: Item, compared: Comparison) -> list[str]:
    """Why a work cannot be meant although its words agree: another kind of work, a part, a notice, a preprint."""
    work = compared.work
    doubts = []
    here, there = _FAMILIES.get(item.type, ""), _FAMILIES.get(work.item.type, "")
    if here and there and here != there and (here, there) not in _SAME_TOO:
        doubts.append(f"the entry is a {item.type}, the record a {work.item.type}")
    if work.registry_type in NEVER_CITED:
        doubts.append(f"the record is a {work.registry_type}")
    if work.status.notice_for:
        doubts.append(f"the record is a notice about {work.status.notice_for[0]}")
    if compared.is_preprint and compared.container is False:
        doubts.append("the record is a preprint's, and the entry names another journal")
    return doubts
