"""Containers: whether a journal's or book's name, in full or abbreviated in any of the usual ways, is another's.

Source of the ways: ISO 4 (words cut at the end, contracted, or left out), and initials such as PNAS.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from atlas_cite.model.text import folded

SMALL_WORDS = frozenset(
    """a an the of in on for and or to with by at from as is are der die das und für zur zum im la le les el de des
    du et en y e della dei delle di da do dos del los las van het een och i af""".split()
)
"""Words that names are abbreviated without, folded."""
_KNOWN_INITIALS = {
    "jama": "journal of the american medical association",
    "pnas": "proceedings of the national academy of sciences of the united states of america",
    "bmj": "british medical journal",
    "nejm": "new england journal of medicine",
    "ajp": "american journal of physiology",
    "jcp": "journal of chemical physics",
    "jacs": "journal of the american chemical society",
    "apj": "astrophysical journal",
    "mnras": "monthly notices of the royal astronomical society",
    "embo": "embo",
}
"""Names that are cited by letters which are not the initials of the registered name, or are registered that way."""

_OF_A_COUNTRY = re.compile(r" (?:of the )?(?:united states of america|u ?s ?a)$")
"""What stands behind PNAS's name or not: NLM and atlases have it, Crossref has not."""

_FEWEST_INITIALS = 4
"""Words of a name whose initials are cited alone, as PNAS is; fewer letters are found by chance."""
_FEWEST_LETTERS = 4
"""Letters by which a name of one word can be recognised when it is cut."""


@lru_cache(maxsize=4096)  # journals come up again and again
def container_words(name: str) -> tuple[str, ...]:
    """The words of a name that abbreviations keep; places in brackets or behind it and parallel titles are left out."""
    words = _bare_words(name)
    name = _KNOWN_INITIALS.get(" ".join(words), " ".join(words))
    return _telling(_OF_A_COUNTRY.sub("", name).split())


def container_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """A name as it may stand in a reference: in words, and by its initials where it has some."""
    words, full = _telling(_bare_words(name)), container_words(name)
    initials = ("".join(word[0] for word in full),) if len(full) >= _FEWEST_INITIALS else ()
    return tuple(dict.fromkeys(form for form in (words, full, initials) if form))


def _bare_words(name: str) -> list[str]:
    return folded(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", name).split(" = ")[0].split(" : ")[0]).split()


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in SMALL_WORDS) or tuple(words)


def word_fits(short: str, full: str) -> bool:
    """Whether `short` abbreviates `full`: its beginning, or a contraction (`natl`) with its first letter."""
    if full.startswith(short):
        return True
    if len(short) < 3 or short[0] != full[0] or len(short) >= len(full):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def share_found(name: Sequence[str], words: Sequence[str], start: int) -> tuple[float, int]:
    """How much of a name is found, in order, in `words` from `start` on, and how many of the words that took.

    Both sides may be abbreviated.  A word of the name may be left out, as `Section B` is; none of the text's may.
    """
    taken = position = 0
    for offset, word in enumerate(words[start : start + len(name)]):
        ahead = next((at for at in range(position, min(position + 3, len(name))) if _fits(word, name[at])), None)
        if ahead is None:
            break
        position, taken = ahead + 1, offset + 1
    if len(name) == 1 and taken and words[start] != name[0] and len(words[start]) < _FEWEST_LETTERS:
        return 0.0, 0
    found = sum(_weight(each) for each in name[:position]) if taken else 0
    skipped = position - taken
    total = sum(map(_weight, name))
    return max(0.0, (found - 2 * skipped) / total), taken


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How far two names are one, 0 to 1: abbreviated word by word from the first on, or by its initials."""
    if not one or not other:
        return 0.0
    if tuple(one) == tuple(other) or _is_initials(one, other) or _is_initials(other, one):
        return 1.0
    short, full = sorted((one, other), key=len)
    share, taken = share_found(full, short, 0)
    return share if taken == len(short) else share * taken / len(short) * 0.8


def _fits(one: str, other: str) -> bool:
    return word_fits(one, other) or word_fits(other, one)


def _is_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == 1 and len(other) > 2 and one[0] == "".join(word[0] for word in other)


def _weight(word: str) -> int:
    return min(len(word), 6)
