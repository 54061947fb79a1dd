"""By text: a raw reference compared with a work, without parsing the reference.

The work's own title, names, container and numbers are looked for in the reference, after Crossref's search with
validation; what the reference holds beyond them speaks against the work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atlas_cite.match import weights
from atlas_cite.match.by_field import SHORT_TITLE, container_outcome, page_outcome, same_title
from atlas_cite.match.containers import SMALL_WORDS, share_found, word_fits
from atlas_cite.match.numbers import digits_of, is_part_number, near_miss, without_letters
from atlas_cite.match.prepared_work import NOTICE_WORDS, PreparedTitle, PreparedWork
from atlas_cite.match.reference_text import ReferenceText

_FEWEST_WORDS = 3
"""Words without which a line says nothing of its work: it is a DOI alone, or no reference."""
_START = 6
"""Words from the start of a reference within which the first author's family name ends."""
_APPARATUS = frozenset(
    """and the with from in of et al eds edn edition vol volume pp pages no issue press university publishers
    publisher verlag proceedings proc conf conference journal paper suppl supplement available online http https
    accessed thesis dissertation report technical chapter""".split()
)
"""Words that references hold beside title, names and container."""
_TITLE_WORDS = 3
"""Unexplained lower-case words from which a reference without the work's title has another one."""
_MANY_WORDS = 6
"""Unexplained words of any case that say as much, for references in capitals."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Words `start` to `stop` (exclusive) of a reference, and how well they fit."""

    start: int
    stop: int
    alike: float = 0.0


_NOWHERE = _Span(0, 0)


def compare_text(text: ReferenceText, work: PreparedWork) -> dict[str, str]:
    """The outcome of every feature of the work that the reference can be asked about."""
    if len(text.words) < _FEWEST_WORDS:
        return {}
    title, title_span = _title(text, work)
    container_span = _container_span(text, work)
    outcomes = _people(text, work, title_span if title not in {"other", "doubtful", ""} else _NOWHERE)
    outcomes |= _numbers(text, work, title_span)
    outcomes["year"] = _year(text, work)
    if work.containers:
        outcomes["container"] = container_outcome(container_span.alike)
    if title in {"other", "doubtful"}:
        has_title = _has_another_title(text, work, container_span)
        title = title if has_title else ""
    outcomes["title"] = title
    outcomes["kind"] = _kind(text, work, has_title=bool(title))
    return {feature: outcome for feature, outcome in outcomes.items() if outcome}


def _kind(text: ReferenceText, work: PreparedWork, *, has_title: bool) -> str:
    """What speaks against a work by what it is: a notice, or a preprint where none is cited, or on another server."""
    if work.is_notice and not has_title and not NOTICE_WORDS & text.word_set:
        return "notice"
    if work.is_preprint:
        return "" if text.cites_preprint and work.server in {*text.word_set, ""} else "preprint"
    return "preprint cited" if text.cites_preprint else ""


def _title(text: ReferenceText, work: PreparedWork) -> tuple[str, _Span]:
    found = [_title_found(text, title) for title in work.titles]
    return max(found, key=lambda each: (weights.BITS["title"][each[0]], each[1].alike), default=("", _NOWHERE))


def _title_found(text: ReferenceText, title: PreparedTitle) -> tuple[str, _Span]:
    span = _aligned(text, title)
    if span.alike >= weights.TITLE_CLOSE:
        if _clashes(text, title, span):
            return "clash", span
        if span.alike >= weights.TITLE_SAME or (span.alike >= 0.86 and len(title.letters) > 60):
            return same_title(title, span.alike), span
        return "close", span
    if len(set(title.words) - SMALL_WORDS) >= SHORT_TITLE - 1:
        if _share_of_words(text, title) >= 0.85:
            counted = {word for word in text.word_set if is_part_number(word)}
            missing = title.telling - text.word_set or counted - set(title.words)
            return ("clash" if missing else "reordered"), _Span(0, 0, 0.8)
        half = title.letters[: max(40, len(title.letters) // 2)]
        head = _aligned(text, replace(title, letters=half))
        if len(title.letters) > 60 and head.alike >= 0.93:
            return "head", head
    return ("doubtful" if span.alike >= weights.TITLE_DOUBTFUL else "other"), span


def _aligned(text: ReferenceText, title: PreparedTitle) -> _Span:
    """Where in the reference the title's letters fit best; a title longer than the reference fits nowhere."""
    from rapidfuzz import fuzz  # start-up stays free of it

    if len(title.letters) > len(text.letters) or not title.letters:
        return _NOWHERE
    found = fuzz.partial_ratio_alignment(title.letters, text.letters, score_cutoff=100 * weights.TITLE_DOUBTFUL)
    if found is None:
        return _NOWHERE
    return _Span(text.word_at(found.dest_start), text.word_at(found.dest_end - 1) + 1, found.score / 100)


def _clashes(text: ReferenceText, title: PreparedTitle, span: _Span) -> bool:
    """Whether a telling word of either title is missing in the other: `Part II`, `Erratum`, `Reply`."""
    inside = set(text.words[max(0, span.start - 2) : span.stop + 1])
    inside |= {each for place, readings in text.numbers if span.start - 2 <= place <= span.stop for each in readings}
    if any(word not in inside and not _is_run_together(word, text) for word in title.telling):
        return True
    before = text.words[max(0, span.start - 2) : span.start]
    around = {*before, *text.words[span.start : span.stop]} & NOTICE_WORDS
    counted = {word for word in text.words[span.start : span.stop + 2] if is_part_number(word)}
    return any(word not in title.letters for word in around) or not counted <= set(title.words)


def _is_run_together(word: str, text: ReferenceText) -> bool:
    """Whether a telling word stands in the reference, but without blanks; a number or numeral never counts as such."""
    return len(word) > 4 and word.isalpha() and word in text.letters


def _share_of_words(text: ReferenceText, title: PreparedTitle) -> float:
    """The share of a title's content, by length, that the reference holds in any order."""
    content = {word for word in title.words if word not in SMALL_WORDS}
    total = sum(map(len, content))
    found = sum(len(word) for word in content if word in text.word_set or (len(word) > 5 and word in text.letters))
    return found / total if total else 0.0


def _people(text: ReferenceText, work: PreparedWork, title: _Span) -> dict[str, str]:
    if not work.people:
        return {}
    beside = text.words[: title.start] if title.start > 1 else text.words[title.stop :]
    first = _person(beside, work.people[0]) or _person(text.words, work.people[0])
    outcomes = {"first author": first or "missing"}
    others = work.people[1:]
    found = [_person(text.words, each) for each in others]
    count = sum(map(bool, found))
    if not first and count:
        outcomes["first author"] = "elsewhere" if count * 2 >= len(others) else "missing"
    if not first and not count and any(_person(text.words, each) for each in work.editors):
        outcomes["first author"] = "elsewhere"
    if others and first:
        outcomes["other authors"] = "most" if count * 2 > min(len(others), 6) else "some" if count else "untold"
    return outcomes


def _person(words: tuple[str, ...], family: tuple[str, ...]) -> str:
    """Whether a family name stands among words: `same` near their start, else `elsewhere`, or `damaged`."""
    wanted = "".join(family)
    place = _place(words, family)
    if place is not None:
        return "same" if place < _START else "elsewhere"
    if len(wanted) < 4:
        return ""
    from rapidfuzz import fuzz  # start-up stays free of it

    start = "".join(words[:_START])
    if wanted in start or fuzz.partial_ratio(wanted, start) >= 100 * max(weights.NAME_DAMAGED, 1 - 1.2 / len(wanted)):
        return "damaged"
    return "elsewhere" if len(wanted) > 5 and wanted in "".join(words) else ""


def _place(words: tuple[str, ...], family: tuple[str, ...]) -> int | None:
    try:
        return words.index(family[-1])
    except ValueError:
        return None


def _year(text: ReferenceText, work: PreparedWork) -> str:
    if not work.years or not text.years:
        return ""
    if work.years & text.years:
        return "same"
    if any(year + step in text.years for year in work.years for step in (-1, 1)):
        return "near"
    return "far"


def _numbers(text: ReferenceText, work: PreparedWork, title: _Span) -> dict[str, str]:
    """Volume, issue and page as found, and how many numbers of the reference nothing explains."""
    outside = [readings for place, readings in text.numbers if not title.alike or not title.start <= place < title.stop]
    values = frozenset().union(*outside)
    others = values - {str(year) for year in text.years & work.years}
    outcomes: dict[str, str] = {}
    if work.volume and others:
        outcomes["volume"] = _volume(outside, work, others)
    if work.first_page or work.number:
        outcomes["page"] = _page(work, values, others)
    if work.issue and others:
        outcomes["issue"] = "same" if {work.issue, without_letters(work.issue)} & others else ""
    outcomes["unexplained"] = _unexplained(outside, work)
    return outcomes


def _volume(outside: list[frozenset[str]], work: PreparedWork, others: frozenset[str]) -> str:
    volume = {work.volume, without_letters(work.volume)} - {""}
    places = [at for at, readings in enumerate(outside) if volume & readings]
    if not places:
        if any(near_miss(work.volume, each) for each in others):
            return "misprint"
        return "other" if len(others) > 1 else ""
    pages = [at for at, readings in enumerate(outside) if work.first_page in readings]
    beside = any(0 < page - place <= 3 for place in places for page in pages)
    return "same" if beside or not work.first_page or (len(work.volume) > 1 and not pages) else "somewhere"


def _page(work: PreparedWork, values: frozenset[str], others: frozenset[str]) -> str:
    for page in filter(None, (work.first_page, work.number)):
        if page in others or (page in values and len(others) < 2):
            return page_outcome(page)
        if (digits := without_letters(page)) and len(digits) > 2 and digits in others:
            return "small"
    if len(work.last_page) > 2 and work.last_page in others:
        return "inside"
    if any(near_miss(work.first_page, number) for number in others):
        return "misprint"
    return "other" if len(others) > 1 else ""


def _unexplained(outside: list[frozenset[str]], work: PreparedWork) -> str:
    """How many numbers are nobody's; each number the record does not give may be one of them."""
    explained = set(digits_of(f"{work.volume} {work.issue} {work.first_page} {work.last_page} {work.number}"))
    explained |= {work.last_page[-size:].lstrip("0") for size in (1, 2, 3) if len(work.last_page) > size}
    explained |= {str(year + step) for year in work.years for step in (-1, 0, 1)}
    for words in (*work.containers, *(title.words for title in work.titles)):
        explained |= set(digits_of(" ".join(words)))
    strange = sum(not readings & explained for readings in outside)
    allowed = sum(not part for part in (work.volume, work.issue, work.first_page, work.last_page))
    return ("none", "one", "two", "many")[max(0, min(3, strange - allowed))]


def _container_span(text: ReferenceText, work: PreparedWork) -> _Span:
    """Where the container's name, or its abbreviation, stands, as places of the words that abbreviations keep."""
    best = _NOWHERE
    for name in work.container_forms:
        for start, word in enumerate(text.content):
            if word[0] != name[0][0] or not (word_fits(word, name[0]) or word_fits(name[0], word)):
                continue
            share, taken = share_found(name, text.content, start)
            if share > best.alike and (taken > 1 or len(name) == 1 or share == 1):
                best = _Span(start, start + taken, share)
    return best


def _has_another_title(text: ReferenceText, work: PreparedWork, container: _Span) -> bool:
    """Whether words are left that look like a title once the work's names and container are taken out."""
    known = {word for family in (*work.people, *work.editors) for word in family}
    known |= (
        {word for name in work.containers for word in name}
        | _APPARATUS
        | set(text.content[container.start : container.stop])
    )
    left = [word for word in text.title_like if word not in known]
    lower = sum(word in text.lower for word in left)
    return lower >= _TITLE_WORDS or len(left) >= _MANY_WORDS
