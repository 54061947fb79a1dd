"""One name as printed -> Name: `Last, First`, natural order, or a group.

Lower-case particles before a family name become the non-dropping particle (`van der` + `Meer`: CSL styles that never
demote it, APA among them, print `van der Meer, J.`); capitalised ones stay in the family name (`Van de Putte`);
particles behind the given name become the dropping particle (`Meer, Jos van der`), as Zotero and citeproc-js read them.
"""

from __future__ import annotations

import re

from atlas_cite.model.name import Name
from atlas_cite.model.text import tidy
from atlas_cite.tables.atlas import (
    CAPITAL_PARTICLES,
    DEGREES,
    FAMILY_ONLY_PARTICLES,
    GROUP_FIRST_WORDS,
    GROUP_LAST_WORDS,
    GROUP_WORDS,
    NAME_SUFFIXES,
    PARTICLES,
)

_INITIAL = re.compile(r"(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*|[^\W\d_](?:-[^\W\d_])?")
_CONJUNCTIONS = frozenset({"y", "e", "i"})
_COMMA = re.compile(r"\s*,\s*")


def parse_name(text: str) -> Name:
    """Read what is known to be exactly one name; text that has no such form becomes a literal, as printed."""
    text = tidy(text).strip(" ,;")
    pieces = [piece for piece in _COMMA.split(text) if piece]
    if is_group(text) or not pieces:
        return Name(literal=text)
    if len(pieces) == 1:
        return _natural_name(text)
    if len(pieces) == 2:
        return _natural_name(pieces[0], pieces[1]) if is_suffix(pieces[1]) else pair_name(*pieces)
    if len(pieces) == 3:
        for suffix, given in ((pieces[1], pieces[2]), (pieces[2], pieces[1])):
            if is_suffix(suffix):
                return pair_name(pieces[0], given, suffix)
    return Name(literal=text)


def pair_name(family: str, given: str, suffix: str = "") -> Name:
    """The name of a `Last, First` pair; what is swapped or damaged at the source stays as it is."""
    particle, family = _leading_particles(family)
    given, dropping = _trailing_particles(given)
    words = given.split()
    if not suffix and len(words) > 1 and is_suffix(words[-1]):
        given, suffix = " ".join(words[:-1]), words[-1]
    return Name(family, given, suffix, non_dropping_particle=particle, dropping_particle=dropping)


def vancouver_name(text: str) -> Name:
    """The name of `Family AB`, `Family A B` or `Family A.B.`, initials last."""
    family, initials = _vancouver_parts(text)
    given = " ".join(initials) if len(initials) > 1 or set(".-") & set(initials[0]) else " ".join(initials[0])
    return pair_name(" ".join(family), given)


def is_group(text: str) -> bool:
    """Whether `text` names a group beyond doubt: by its words, or as `X Y Group`, `NICE Group`."""
    printed = text.split()
    words = [word.strip(".,()").casefold() for word in printed]
    if len(words) < 2:
        return False
    if any(word in GROUP_WORDS for word in words[:-1]) or words[-1] in GROUP_WORDS - {"of", "for", "the", "and", "on"}:
        return True
    if words[-1] not in GROUP_LAST_WORDS:
        return False
    return len(words) > 2 or words[0] in GROUP_FIRST_WORDS or _is_acronym(printed[0])


def is_suffix(word: str) -> bool:
    """Whether `word` is a generational suffix such as `Jr.` or `III`."""
    return word.rstrip(".").casefold() in NAME_SUFFIXES


def is_degree(word: str) -> bool:
    """Whether `word` is an academic degree, which is no name."""
    return word.replace(".", "").casefold() in DEGREES


def is_initial(word: str) -> bool:
    """Whether `word` is an initial or several with stops: `M`, `M.`, `C.M.`, `J-P`."""
    return bool(_INITIAL.fullmatch(word)) and word[0].isupper()


def ends_with_initial(text: str) -> bool:
    """Whether the last word of `text` is an initial (`Marianne J`), or all of it are bare capitals (`AR`)."""
    words = text.split()
    return bool(words) and (is_initial(words[-1]) or is_bare_initials(text))


def is_bare_initials(text: str) -> bool:
    """Whether `text` is one to four capitals written together: `AR`, `JAC`."""
    letters = text.replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= 4


def starts_with_particle(text: str) -> bool:
    """Whether `text` begins as only a family name can: `van der Meer`, `De Lorenzo`, `Van de Putte`."""
    first, *rest = text.split() or [""]
    if not rest:
        return False
    return first in PARTICLES or first in FAMILY_ONLY_PARTICLES or (first in CAPITAL_PARTICLES and rest[0] in PARTICLES)


def could_be_natural(text: str) -> bool:
    """Whether `text` alone could be a whole name in natural order: several words, the last one a family name."""
    words = text.split()
    if len(words) < 2 or starts_with_particle(text) or is_suffix(words[-1]):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and not is_initial(words[-1])


def is_surely_natural(text: str) -> bool:
    """Whether `text` can only be a whole name: a family name at its end, behind an initial or a particle."""
    inner = text.split()[:-1]
    if not could_be_natural(text):
        return False
    stopped = any(word.endswith(".") and is_initial(word) for word in inner)
    return stopped or any(word in PARTICLES or is_initial(word) for word in inner[1:])


def is_vancouver(text: str) -> bool:
    """Whether `text` is a family name followed by initials: `Heins MJ`, `Heins M J`, `van der Meer J.W.`."""
    family, initials = _vancouver_parts(text)
    return bool(family and initials) and not any(is_initial(word) or word.isupper() for word in family)


def _vancouver_parts(text: str) -> tuple[list[str], list[str]]:
    """The words of `text`, and the initials at its end."""
    family, initials = text.split(), list[str]()
    while family and (is_initial(family[-1]) or (not initials and is_bare_initials(family[-1]))):
        initials.insert(0, family.pop())
    return family, initials


def _natural_name(text: str, suffix: str = "") -> Name:
    words = text.split()
    if len(words) > 2 and is_suffix(words[-1]) and not suffix:
        suffix = words.pop()
    if len(words) < 2:
        return Name(literal=" ".join([*words, suffix]).strip())
    if starts_with_particle(text):
        return Name(literal=text)
    if is_vancouver(text):
        return vancouver_name(text)
    start = _family_place(words)
    while start > 1 and (words[start - 1] in PARTICLES or words[start - 1] in CAPITAL_PARTICLES):
        start -= 1
    if start > 2 and words[start - 1] in _CONJUNCTIONS:
        start -= 2
    particle, family = _leading_particles(" ".join(words[start:]))
    return Name(family, " ".join(words[:start]), suffix, non_dropping_particle=particle)


def _family_place(words: list[str]) -> int:
    """Where the family name begins: behind a middle initial (`Ana B. Ruiz Soto`), else at the last word."""
    initials = [place for place, word in enumerate(words[:-1]) if is_initial(word)]
    return initials[-1] + 1 if initials and initials[-1] > 0 else len(words) - 1


def _leading_particles(family: str) -> tuple[str, str]:
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _trailing_particles(given: str) -> tuple[str, str]:
    words = given.split()
    count = len(words)
    while count > 1 and words[count - 1] in PARTICLES:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _is_acronym(word: str) -> bool:
    return sum(character.isupper() for character in word) >= 2
