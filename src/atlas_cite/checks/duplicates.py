"""Duplicates: pairs of entries that are, or look like, one work; found by their DOIs and in sorted neighbourhoods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.match.numbers import page_ends
from atlas_cite.match.similarity import (
    any_author_agrees,
    comparable_title,
    container_agrees,
    content_words,
    title_similarity,
)
from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name

_ALIKE = 0.93
"""Title likeness from which two entries may be one work."""
_SPELLING = 0.6
"""Likeness of words that are one, misspelled or in another form."""
_NEIGHBOURS = 4
"""How many neighbours in the order of titles an entry is compared with: duplicates stand next to each other."""
_FEWEST_WORDS = 4
"""Words that carry meaning; shorter titles ("Editorial") are those of many works."""
_ANY_KIND = frozenset({"", "article", "document", "webpage"})
"""Types of preprints and of what files do not say better."""
_TOLD_APART_BY = ("edition", "chapter-number", "number-of-volumes")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one work, the earlier first, and whether merging them could be wrong."""

    one: Subject
    other: Subject
    is_sure: bool


def same_doi(corpus: Corpus) -> Iterator[Pair]:
    """Entries with one DOI, each with the first that has it; sure only when the titles agree as well."""
    sharing: defaultdict[Doi, list[Subject]] = defaultdict(list)
    for subject in corpus:
        if subject.doi:
            sharing[subject.work.doi if subject.work else subject.doi].append(subject)
    for subjects in sharing.values():
        for other in subjects[1:]:
            yield Pair(subjects[0], other, _titles_agree(subjects[0], other))


def alike(corpus: Corpus, *, with_two_dois: bool) -> Iterator[Pair]:
    """Entries with like titles, people and years, each pair once: n log n comparisons, not n².

    Either pairs in which both have a DOI, or the others.

    Sorted from the front and from the back: a difference at one end leaves the other end's neighbours alone.
    """
    titles = {number: comparable_title(each.title) for number, each in enumerate(corpus) if each.title}
    seen: set[tuple[int, int]] = set()
    for turned in (False, True):
        ordered = sorted(titles, key=lambda number: titles[number][:: -1 if turned else 1])
        for first, second in _neighbours(ordered):
            pair = (min(first, second), max(first, second))
            if pair not in seen:
                seen.add(pair)
                one, other = corpus.subjects[pair[0]], corpus.subjects[pair[1]]
                if bool(one.doi and other.doi) is with_two_dois and _is_one_work(one, other):
                    yield Pair(one, other, _is_sure(one, other))


def with_the_first(pairs: Iterable[Pair]) -> list[Pair]:
    """Of several pairs with one later entry the one with the earliest: four copies are three pairs, not six."""
    first: dict[int, Pair] = {}
    for pair in pairs:
        known = first.get(id(pair.other))
        if known is None or pair.one.index < known.one.index:
            first[id(pair.other)] = pair
    return list(first.values())


def groups(pairs: Iterable[Pair]) -> list[tuple[Subject, ...]]:
    """The sure pairs as groups of entries that are one work, in the order of the files."""
    members: dict[int, list[Subject]] = {}
    for pair in pairs:
        if pair.is_sure:
            one = members.setdefault(id(pair.one), [pair.one])
            other = members.setdefault(id(pair.other), [pair.other])
            if one is not other:
                one += other
                members |= {id(each): one for each in other}
    found = {id(group): group for group in members.values()}.values()
    return [tuple(sorted(group, key=lambda each: each.index)) for group in found]


def _neighbours(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + _NEIGHBOURS]:
            yield one, other


def _is_one_work(one: Subject, other: Subject) -> bool:
    if one.item.type != other.item.type and not {one.item.type, other.item.type} & _ANY_KIND:
        return False  # a thesis and its article, a talk and its paper
    years = (one.item.year, other.item.year)
    if None not in years and abs((years[0] or 0) - (years[1] or 0)) > _years_apart(one, other):
        return False
    if not _titles_tell_of_one(one, other):
        return False
    if any_author_agrees(_people(one), _people(other)) is False:
        return False
    return not any(_contradict(one, other, variable) for variable in _TOLD_APART_BY)


def _titles_tell_of_one(one: Subject, other: Subject) -> bool:
    if content_words(one.title) < _FEWEST_WORDS and not (one.title == other.title and _is_sure(one, other)):
        return False
    return _titles_alike(one.title, other.title) and not _are_in_series(one, other)


def _is_sure(one: Subject, other: Subject) -> bool:
    """Whether two alike entries agree in kind, journal, volume and page as far as both say, and in one at least.

    A thesis and its article, or a paper and its journal version, share title, people and year.
    """
    if one.item.type != other.item.type or one.item.year != other.item.year:
        return False
    agreements = [
        container_agrees(one.item.text("container-title"), [other.item.text("container-title")]),
        _same(one.item.text("volume"), other.item.text("volume")),
        _same(*(page_ends(each.item.text("page"))[0] for each in (one, other))),
        _same(one.item.text("publisher").casefold(), other.item.text("publisher").casefold()),
    ]
    return False not in agreements and True in agreements


def _same(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _titles_agree(one: Subject, other: Subject) -> bool:
    """A chapter is often given its book's DOI, and a wrong DOI is another work's: then titles differ."""
    first, second = one.title, other.title
    return not first or not second or _titles_alike(first, second)


def _titles_alike(one: str, other: str) -> bool:
    """Whether titles are the same but for spelling: `The role of …` and `The cost of …` are alike, and two works."""
    if title_similarity(one, [other]) < _ALIKE:
        return False
    ours, theirs = set(comparable_title(one).split()), set(comparable_title(other).split())
    fewer, more = sorted((ours - theirs, theirs - ours), key=len)
    return all(title_similarity(word, more) >= _SPELLING for word in fewer)


def _are_in_series(one: Subject, other: Subject) -> bool:
    """A yearly report and the next, of one type: `Progress in …` and `Continued progress in …`."""
    if one.item.type != other.item.type or one.item.year == other.item.year:
        return False
    return len(comparable_title(one.title).split()) != len(comparable_title(other.title).split())


def _people(subject: Subject) -> Sequence[Name]:
    return (subject.item.names("author") or subject.item.names("editor"))[:12]


def _years_apart(one: Subject, other: Subject) -> int:
    """A preprint may come two years before its article."""
    return 2 if one.item.type != other.item.type else 1


def _contradict(one: Subject, other: Subject, variable: str) -> bool:
    first, second = one.item.text(variable), other.item.text(variable)
    return bool(first and second and first != second)
