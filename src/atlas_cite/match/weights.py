"""Weights: how much each kind of agreement says, in bits, and the bounds between sure, ask and no.

A weight is log2(P(outcome | the work cited) / P(outcome | another candidate)), after Fellegi and Sunter, rounded and
held down where signs depend on one another.  They were set by hand on the tuning half of what
`tests/bench/match_references.py` builds: 2,000 references as publishers deposited them, and some 7,000 works cited in
16 styles with damage, one in seven missing from the index.  The README's figures are the other half's.
"""

from __future__ import annotations

from collections.abc import Mapping

BITS: Mapping[str, Mapping[str, float]] = {
    "title": {
        "same": 14, "nearly": 8, "same, short": 7, "same, very short": 3.5, "same, generic": 2, "reordered": 11,
        "head": 9, "close": 6, "clash": -4, "doubtful": -3, "other": -12,
    },
    "first author": {"same": 5, "damaged": 3, "elsewhere": 2, "missing": -7},
    "other authors": {"most": 3, "some": 1, "none": -2},
    "year": {"same": 3, "near": 0.5, "far": -6},
    "volume": {"same": 4, "somewhere": 1.5, "misprint": -1, "other": -5},
    "issue": {"same": 1, "other": -1},
    "page": {"same": 9, "small": 5, "one digit": 3, "inside": 2, "misprint": -2, "other": -7},
    "container": {"same": 4, "near": 1, "other": -4},
    "unexplained": {"none": 1, "one": -1, "two": -3, "many": -6},
    "doi": {"claimed": 16, "another claimed": -2},
    "kind": {"book sought": -8, "part of the book": -10, "notice": -12, "preprint": -6, "preprint cited": -3},
}  # fmt: skip
"""What an outcome says for or against a work.  An outcome that is not here says nothing."""

AGREEING: Mapping[str, frozenset[str]] = {
    "title": frozenset({"same", "nearly", "same, short", "same, very short", "reordered", "head"}),
    "first author": frozenset({"same", "damaged", "elsewhere"}),
    "year": frozenset({"same", "near"}),
    "volume": frozenset({"same"}),
    "page": frozenset({"same", "small", "one digit"}),
    "container": frozenset({"same"}),
    "doi": frozenset({"claimed"}),
}
"""The outcomes that count as independent agreement."""
DIFFERING: Mapping[str, frozenset[str]] = {
    "title": frozenset({"clash", "other"}),
    "first author": frozenset({"missing"}),
    "year": frozenset({"far"}),
    "volume": frozenset({"other"}),
    "page": frozenset({"other"}),
    "container": frozenset({"other"}),
}
"""The outcomes that count as contradiction."""
TELLING = frozenset({"title", "page", "doi"})
"""Features one of which must agree for *sure*: an author may have several works in one volume of one journal."""
PLACE = frozenset({"first author", "year", "volume", "page", "container"})
"""What places a work so well that its title may differ: records lack subtitles, and references translate titles."""
MOST_DIFFERING = 1
"""Signs that may contradict in a *sure* match."""
LEAST_AGREEING = 3
"""Signs that must agree for *sure*, however much they weigh (Crossref's search with validation asks as many)."""

NOTHING_FITS = 9.0
"""Bits of "none of the candidates is the work cited", which every candidate must outweigh."""
SURE = 0.95
"""Confidence from which a match is sure."""
SHOWN = 4.0
"""Bits from which a candidate is worth showing to a person."""

TITLE_EXACT, TITLE_SAME, TITLE_CLOSE, TITLE_DOUBTFUL = 0.96, 0.90, 0.78, 0.60
"""Likeness of titles from which they are the same, the same with misprints, close, and not plainly others."""
LONG_TITLE, LONG_TITLE_SAME, LONG_TITLE_HALF = 60, 0.86, 0.93
"""Letters of a title that is the same with a lower likeness, as OCR leaves it; and the likeness of its first half
from which it is the same without the subtitle."""
WORDS_SCRAMBLED = 0.85
"""Share of a title's letters, word by word, from which it is the same in another order."""
NAME_DAMAGED = 0.80
"""Likeness from which a family name is the same with a misprint."""
CONTAINER_SAME, CONTAINER_NEAR = 0.75, 0.45
"""Share of a container's name from which it is the same, and near."""
