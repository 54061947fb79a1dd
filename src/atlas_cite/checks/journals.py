"""Journal rules: one journal under several names, by case and small words, abbreviations, or its ISSN."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from atlas_cite.checks.fields import field_of
from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.match.containers import container_words, word_fits
from atlas_cite.model.text import folded

_SMALL = frozenset({"the", "and"})
_PLACE = re.compile(r"\s*\((?!Section|Series|Part)[^()]*[^\W\d_]{4}[^()]*\)\s*$", re.IGNORECASE)
"""Where a journal is published, as MEDLINE adds it to a short name: Bioinformatics (Oxford, England)."""
_LONGEST_CONTRACTION = 5
"""Letters of `natl` and its like."""
_FEWEST_WORDS = 2
"""Words of a name that can be known by its abbreviation; of one word too little is left."""


def _spellings(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    """Entries whose journal most others spell otherwise."""
    named = [(each, name) for each in corpus if (name := _journal(each))]
    counts = Counter(name for _, name in named)
    journal_of = _joined(counts, _same_issn(named))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in counts.items():
        spellings[journal_of[name]][name] = count
    for subject, name in named:
        usual, count = max(spellings[journal_of[name]].items(), key=lambda each: (each[1], len(each[0]), each[0]))
        if name != usual:
            others = "another entry" if count == 1 else "other entries"  # a number would change with every entry added
            message = f"the journal is {name!r} here and {usual!r} in {others}"
            yield subject, Hit(message, "Spell it one way.", field_of(subject, "container-title"))


def _journal(subject: Subject) -> str:
    return subject.item.text("container-title") if subject.item.type == "article-journal" else ""


def _joined(counts: Mapping[str, int], same: Mapping[str, str]) -> dict[str, str]:
    """The journal that each name means, as a folded name."""
    folded_names = {name: _folded(name) for name in counts}
    fuller = _unabbreviated({container_words(name): key for name, key in folded_names.items()})
    journal_of = {}
    for name, key in folded_names.items():
        first = folded_names.get(same.get(name, name), key)
        journal_of[name] = fuller.get(first, first)
    return journal_of


def _folded(name: str) -> str:
    bare = _PLACE.sub("", name).replace("&", " and ")
    return " ".join(word for word in folded(bare).split() if word not in _SMALL)


def _unabbreviated(names: Mapping[tuple[str, ...], str]) -> dict[str, str]:
    """The full name that each abbreviated one stands for; one that may stand for several stays by itself."""
    by_initials: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for words in names:
        by_initials[tuple(word[0] for word in words)].append(words)
    found = {}
    for group in by_initials.values():
        for words in group if len(group) > 1 and len(group[0]) >= _FEWEST_WORDS else ():
            full = [other for other in group if other != words and _abbreviates(words, other)]
            if len(full) == 1:
                found[names[words]] = names[full[0]]
    return found


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    return all(one == other or _is_cut(one, other) for one, other in zip(short, full, strict=True))


def _is_cut(short: str, full: str) -> bool:
    """Whether a word is cut or contracted as journals' are; long contractions are words of their own."""
    return len(short) < len(full) and (
        full.startswith(short) or (len(short) <= _LONGEST_CONTRACTION and word_fits(short, full))
    )


def _same_issn(named: Sequence[tuple[Subject, str]]) -> dict[str, str]:
    """The first name under which the ISSN of each name's entries was seen.

    An ISSN that fewer than half of a journal's entries give may be another's, left when an entry was overwritten.
    """
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject, name in named:
        given[name].update({part.strip().upper() for part in subject.item.text("ISSN").split(",")} - {""})
    entries = Counter(name for _, name in named)
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name, counts in given.items():
        for issn, count in counts.items():
            if 2 * count >= entries[name]:
                found.setdefault(name, first.setdefault(issn, name))
    return found


RULES = (
    Rule(
        "content/journal-spelling",
        Level.NOTE,
        "One journal is spelled in several ways",
        "In full and abbreviated, with and without The, or two names with one ISSN: readers take them for several"
        " journals.",
        whole=_spellings,
    ),
)
