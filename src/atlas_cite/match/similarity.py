"""How alike two titles, authors, years and containers are.

Every function compares text only; a value nobody gave compares as None, which is not agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from atlas_cite.match.containers import SMALL_WORDS, container_words, likeness
from atlas_cite.match.weights import CONTAINER_SAME
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded
from atlas_cite.model.title_marks import without_mark

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_LONE_GREEK = re.compile(r"(?<![α-ω])[α-ω](?![α-ω])")


_OTHER_WORK = frozenset(
    """addendum author authors comment commentary comments corrigendum correction discussion editorial errata erratum
    letter part rejoinder reply response retraction review supplement supplementary update""".split()
)
"""Words that make a title that of another work about, or beside, the work of the same name."""
CLASH = 0.85
"""The most alike that two titles can be when their numbers or _OTHER_WORK words differ."""


@lru_cache(maxsize=512)  # a title is looked at several times, and compared with several others
def comparable_title(title: str) -> str:
    """A title folded for comparison.

    Single Greek letters are spelled out (TNF-α is TNF-alpha; Greek words stay), and publishers' marks of retraction
    and withdrawal, which they put before the title of the same work, are left out.
    """
    words = folded(without_mark(title))
    return (
        words if words.isascii() else _LONE_GREEK.sub(lambda letter: _GREEK.get(letter.group(), letter.group()), words)
    )


def title_similarity(sought: str, titles: Iterable[str]) -> float:
    """The best likeness, 0 to 1, of a sought title with any of a work's titles.

    Titles that differ in a number (`Part II`) or in a word such as `Erratum` are never more than CLASH alike.
    """
    return max((_likeness(comparable_title(sought), comparable_title(title)) for title in titles if title), default=0.0)


def _likeness(wanted: str, title: str) -> float:
    from rapidfuzz import fuzz  # start-up stays free of it

    if wanted == title:
        return 1.0
    likeness = fuzz.ratio(wanted, title) / 100
    if likeness <= CLASH or _telling(wanted) == _telling(title):
        return likeness
    return CLASH


@lru_cache(maxsize=512)
def _telling(title: str) -> frozenset[str]:
    return frozenset(telling_words(title.split()))


def telling_words(words: Iterable[str]) -> set[str]:
    """The words of a folded title that tell it from that of a neighbour: numbers, and words such as `erratum`."""
    return {word for word in words if word in _OTHER_WORK or not word.strip("ivx") or _has_digit(word)}


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def content_words(title: str) -> int:
    """How many words of a title carry meaning: what tells a title from a heading such as "Editorial"."""
    return sum(word not in SMALL_WORDS for word in comparable_title(title).split())


def first_author_agrees(sought: Sequence[Name], found: Sequence[Name]) -> bool | None:
    """Whether the first authors share a family name; None when either list is empty.

    A family name may stand in either half of the sought name, because atlases swap given and family names.
    """
    if not sought or not found:
        return None
    wanted = _words(sought[0])
    family = set(folded(found[0].family or found[0].literal).split())
    if not family or not wanted:
        return False
    if found[0].literal and not found[0].family:
        return bool({word for word in family & wanted if len(word) > 3})
    return family <= wanted or _without_particles(family) <= wanted


def any_author_agrees(sought: Sequence[Name], found: Sequence[Name]) -> bool | None:
    """Whether any sought author is among the found ones; None when either list is empty."""
    if not sought or not found:
        return None
    return any(first_author_agrees([one], [other]) for one in sought for other in found)


def year_distance(sought: int | None, found: Iterable[int | None]) -> int | None:
    """Years between the sought year and the nearest year of a work; None when unknown."""
    known = [year for year in found if year is not None]
    return min(abs(sought - year) for year in known) if sought is not None and known else None


def container_agrees(sought: str, containers: Iterable[str]) -> bool | None:
    """Whether two journal names mean one journal; None when either is missing.

    NLM names carry places, years and parallel titles (`Healthcare (Basel, Switzerland)`), so those are left out, and
    an abbreviated name agrees when its words begin the full name's words in order.
    """
    wanted = container_words(sought)
    known = [words for words in map(container_words, containers) if words]
    if not wanted or not known:
        return None
    return any(likeness(wanted, words) >= CONTAINER_SAME for words in known)


def _words(name: Name) -> set[str]:
    return {word for word in folded(str(name)).split() if len(word) > 1}


def _without_particles(words: set[str]) -> set[str]:
    kept = words - {"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter"}
    return kept or words
