"""ReferenceText: a raw reference made ready once, for comparison with many works."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from atlas_cite.match.containers import SMALL_WORDS
from atlas_cite.match.numbers import digits_of, misread
from atlas_cite.match.similarity import comparable_title
from atlas_cite.match.sought import Sought
from atlas_cite.model.doi import Doi

LONGEST = 2000
"""Characters of a reference that are looked at: the longest real one seen has 1,100 (1,014 authors are 'et al.')."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DOI_LIKE = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/\s?|doi\s*[:=.]?\s*)?(?<![\w.])10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE
)
_IDENTIFIER = re.compile(
    r"\b(?:arxiv\s*:?\s*(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7})|pmid\s*:?\s*\d+|pmc\s?\d{4,}"
    r"|pubmed\s*:\s*\d+|(?:is[sb]n|e-?issn)\s*:?\s*[\dx-]{8,17})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:\[\s*\w{1,8}\s*\]|\(\s*\d{1,3}\s*\)|\d{1,3}\s*[.)\]]|\d{1,3}\s+(?=[A-Z]))\s*")
_ACCESS_DATE = re.compile(
    r"\b(?:accessed|retrieved|last (?:accessed|visited)|cited|viewed|epub)\b[^.;)\]]{0,40}", re.IGNORECASE
)
_JOINED = re.compile(r"(?<=[^\W\d_]{3})(?=(?:1[6-9]|20)\d\d(?!\d))|(?<=\D(?:1[6-9]|20)\d\d)(?=[^\W\d_]{3})")
_CHOPPED = re.compile(r"(?<=[a-zäöüéèß])-\s+(?=[a-zäöüéèß])")
_WORD = re.compile(r"[^\W_]+")
_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|preprints?|research ?square|osf)\b")
_LETTERS_IN_NUMBERS = 3
"""Letters of a word with a digit in it that may yet be a page (`09MF07`); one with more is a word, misread or not."""
YEARS = range(1500, 2101)
"""What can be a year."""


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """A raw reference as its words, its letters run together, and its numbers.

    `offsets[i]` is where word `i` begins in `letters`.  `numbers` are the words with a digit, each by its place and
    with all it can be read as.  `lower` are the words without capitals, `content` those that abbreviations keep,
    `title_like` the longer ones that have no initials beside them, as names have.
    """

    words: tuple[str, ...]
    letters: str
    offsets: tuple[int, ...]
    numbers: tuple[tuple[int, frozenset[str]], ...]
    years: frozenset[int]
    dois: tuple[Doi, ...]
    cites_preprint: bool
    plain: str
    lower: frozenset[str] = field(default=frozenset())
    word_set: frozenset[str] = field(default=frozenset())
    content: tuple[str, ...] = ()
    title_like: frozenset[str] = field(default=frozenset())

    @classmethod
    def prepare(cls, text: str) -> ReferenceText:
        """Read a raw reference; whatever it holds, it never raises."""
        shown = unicodedata.normalize("NFC", html.unescape(text[:LONGEST]))
        plain = cleaned(shown)
        words = tuple(comparable_title(plain).split())
        offsets = tuple(accumulate((len(word) for word in words), initial=0))[:-1] or ()
        numbers = tuple((place, readings) for place, word in enumerate(words) if (readings := _readings(word)))
        return cls(
            words=words,
            letters="".join(words),
            offsets=offsets,
            numbers=numbers,
            years=frozenset(int(each[:4]) for _, readings in numbers for each in readings if _is_year(each)),
            dois=Doi.find(shown),
            cites_preprint=is_preprint_server(shown),
            plain=plain,
            lower=frozenset(word.casefold() for word in _WORD.findall(plain) if word.islower() and len(word) > 3),
            word_set=frozenset(words),
            content=tuple(word for word in words if word not in SMALL_WORDS),
            title_like=_title_like(words),
        )

    def word_at(self, letter: int) -> int:
        """The word in which a place among the letters lies."""
        return max(0, bisect_right(self.offsets, letter) - 1)


def _title_like(words: tuple[str, ...]) -> frozenset[str]:
    padded = ("  ", *words, "  ")
    around = zip(padded, words, padded[2:], strict=False)
    return frozenset(
        word for before, word, after in around if len(word) > 3 and word.isalpha() and len(before) > 1 < len(after)
    )


def query_of(sought: Sought) -> str:
    """The text to search a registry with: of a raw reference what is left without label, identifiers and addresses."""
    return cleaned(sought.text[:LONGEST]) if sought.text else sought.query


def is_preprint_server(text: str) -> bool:
    """Whether a text names a place where preprints are."""
    return bool(_PREPRINT.search(text.casefold()))


def cleaned(text: str) -> str:
    """A reference without its label, addresses, identifiers and access dates, and with chopped words joined."""
    bare = _LABEL.sub("", text, count=1)
    for noise in (_DOI_LIKE, _ADDRESS, _IDENTIFIER, _ACCESS_DATE):
        bare = noise.sub(" ", bare)
    return " ".join(_JOINED.sub(" ", _CHOPPED.sub("", bare)).split())


def _readings(word: str) -> frozenset[str]:
    """What a word with digits may be as a number: itself, its digits, and what it was before OCR misread some."""
    if not any(map(str.isdigit, word)):
        return frozenset()
    restored = misread(word)
    if not restored.isdigit() and sum(map(str.isalpha, word)) > _LETTERS_IN_NUMBERS:
        return frozenset()
    readings = {word, *digits_of(word)} | ({restored} if restored.isdigit() else set())
    return frozenset(each.lstrip("0") or "0" for each in readings)


def _is_year(number: str) -> bool:
    """Whether a number is a year, possibly with the letter that tells works of one year apart."""
    digits = number[:4]
    return len(number) in {4, 5} and digits.isdigit() and int(digits) in YEARS and not number[4:].isdigit()
