"""PreparedWork: a candidate work made ready once, for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from atlas_cite.match.containers import container_forms, container_words
from atlas_cite.match.numbers import comparable_number, first_number, page_ends
from atlas_cite.match.registrations import PREPRINT_SERVERS
from atlas_cite.match.similarity import comparable_title, content_words, telling_words
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded
from atlas_cite.model.work import Work

PARTICLES = frozenset("van von der den de del della di da dos do du la le ten ter vom zu zur el al".split())
"""Words of family names that references leave out as often as not."""
NOTICE_WORDS = frozenset(
    "erratum errata corrigendum corrigenda correction addendum retraction rejoinder reply comment".split()
)
"""Words that tell a notice about another work, or an answer to it, from that work."""
_NOTICE = re.compile(
    r"\W*(?:errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a))\b|\W*(?:corrections?|retraction|reply|comments?|rejoinder)"
    r"(?:\s*:|\s+(?:to|on)\b|$)",
    re.IGNORECASE,
)
_MOST_PEOPLE = 12
"""Authors who are looked for: references that name more say 'et al.'."""


@dataclass(frozen=True, slots=True)
class PreparedTitle:
    """A title folded: its words, its letters run together, the words that tell it from its neighbours."""

    words: tuple[str, ...]
    letters: str
    telling: frozenset[str]
    content: int


@dataclass(frozen=True, slots=True)
class PreparedWork:
    """What of a work is compared, folded; empty where the record does not say."""

    work: Work
    titles: tuple[PreparedTitle, ...]
    people: tuple[tuple[str, ...], ...]
    editors: tuple[tuple[str, ...], ...]
    years: frozenset[int]
    volume: str
    issue: str
    first_page: str
    last_page: str
    number: str
    containers: tuple[tuple[str, ...], ...]
    container_forms: tuple[tuple[str, ...], ...]
    issn: frozenset[str]

    @property
    def is_preprint(self) -> bool:
        """Whether the work is a preprint or another posted thing."""
        on_server = self.work.doi.prefix in PREPRINT_SERVERS and not self.volume
        return on_server or self.work.registry_type == "posted-content"

    @property
    def server(self) -> str:
        """The first word of the name of the server that a preprint is on; empty when the record does not say."""
        return next(iter(folded(self.work.item.text("publisher")).split()), "")

    @property
    def is_notice(self) -> bool:
        """Whether the work is an erratum, a retraction or an answer, by how its title begins."""
        return bool(_NOTICE.match(self.work.item.text("title")))


def prepare_work(work: Work) -> PreparedWork:
    """Fold everything of a work that is compared."""
    item = work.item
    first, last = page_ends(item.text("page"))
    authors = item.names("author")[:_MOST_PEOPLE]
    editors = item.names("editor")[:_MOST_PEOPLE]
    titles = (item.text("title"), item.text("original-title"), *work.alternative_titles)
    holders = (item.text("container-title"), item.text("container-title-short"), item.text("collection-title"))
    return PreparedWork(
        work=work,
        titles=tuple(prepare_title(title) for title in dict.fromkeys(titles) if title),
        people=tuple(filter(None, map(family_words, authors or editors))),
        editors=tuple(filter(None, map(family_words, editors))) if authors else (),
        years=_years(item),
        volume=first_number(item.text("volume")),
        issue=first_number(item.text("issue")),
        first_page=first,
        last_page=last if last != first else "",
        number=comparable_number(item.text("number")),
        containers=tuple(dict.fromkeys(words for holder in holders if (words := container_words(holder)))),
        container_forms=tuple(dict.fromkeys(form for holder in holders for form in container_forms(holder))),
        issn=frozenset(item.text("ISSN").split(", ")) - {""},
    )


@lru_cache(maxsize=4096)
def prepare_title(title: str) -> PreparedTitle:
    """Fold a title; the same candidates come up for many references, so the last ones are kept."""
    words = tuple(comparable_title(title).split())
    return PreparedTitle(words, "".join(words), frozenset(telling_words(words)), content_words(title))


def family_words(name: Name) -> tuple[str, ...]:
    """The words of a family name, folded, without the initials that undivided names and careless records hold."""
    spelled = f"{name.non_dropping_particle} {name.family}" if name.family else name.literal or name.given
    words = folded(" ".join(_without_initials(spelled.replace(".", ". ").split()))).split()
    kept = [word for word in words if word not in PARTICLES]
    return tuple(kept or words)


def _without_initials(words: list[str]) -> list[str]:
    """The words of an undivided name without `J.`, `JA` and `J.A.`; all of them when none would be left."""
    has_lower = any(not word.isupper() for word in words)
    kept = [
        word
        for word in words
        if not (word.endswith(".") and len(word) <= 3) and len(word) > 1 and not (has_lower and _is_initials(word))
    ]
    return kept or words


def _is_initials(word: str) -> bool:
    return word.isupper() and len(word.replace("-", "")) <= 3


def _years(item: Item) -> frozenset[int]:
    dates = (item.date("issued"), item.date("available-date"), item.date("event-date"))
    return frozenset(date.year for date in dates if date and date.year)
