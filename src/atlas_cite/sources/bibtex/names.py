"""BibTeX name lists as Names: split at `and` and commas outside braces, decoded only then.

Sources: O. Patashnik, "BibTeXing" §4; N. Markey, "Tame the BeaST" §11; biblatex manual §3.7 (names by parts).

Where a name has small words, the particle is the run of small words that begins first: `Villegas de Flores, Ana` is a
family name without a particle, though BibTeX itself would file `Villegas de` under it.  The result prints the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.name import Name
from atlas_cite.tables.bibtex import GROUP_WORDS, NAME_LIST_OPTIONS, NAME_SUFFIXES

_BRACE = re.compile(r"[{}]")
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.")
_PART = re.compile(r"\s*([a-z-]+)\s*=\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NameList:
    """Names, whether `others` followed them, and what is doubtful about them in sentences."""

    names: tuple[Name, ...]
    others: bool = False
    doubts: tuple[str, ...] = ()


def read_names(latex: str) -> NameList:
    """Read the text of an author or editor field; never fails, a name that cannot be taken apart stays whole."""
    pieces = _split(latex, "and")
    others = bool(pieces) and pieces[-1].lower() == "others"
    names: list[Name] = []
    doubts: list[str] = []
    if latex.strip() and any(not piece for piece in pieces):
        doubts.append("an `and` has no name beside it")
    for piece in pieces[: -1 if others else None]:
        if piece and piece.partition("=")[0].strip() not in NAME_LIST_OPTIONS:
            name, doubt = _read_name(piece)
            names.extend([] if name.is_empty else [name])
            doubts.extend([doubt] if doubt else [])
    return NameList(tuple(names), others, tuple(doubts))


@lru_cache(maxsize=8192)  # people stand many times in a library
def _read_name(latex: str) -> tuple[Name, str]:
    if _is_one_group(latex):
        return Name(literal=_text(latex)), ""
    if ";" in latex and len(_split(latex, ";")) > 1:
        return Name(literal=_text(latex)), f"`{_text(latex)}` has semicolons; names are separated by `and`"
    parts = _split(latex, ",")
    if "=" in latex and (extended := _by_parts(parts)):
        return extended, ""
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) > 3:
        return Name(literal=_text(latex)), f"`{_text(latex)}` has too many commas for one name"
    if len(parts) > 1:
        particle, family = _particle_first(_split(parts[0], " "))
        if len(parts) == 3 and parts[2] in NAME_SUFFIXES:
            parts[1:] = parts[2], parts[1]  # `Sherry, John F., Jr.` is not BibTeX's order, and means the same
        given, suffix = _without_suffix(_split(parts[-1], " "))
        return _name(particle, family, given, parts[1] if len(parts) == 3 else suffix), ""
    return _natural_order(_split(latex, " "))


def _natural_order(words: Sequence[str]) -> tuple[Name, str]:
    """`First von Last`."""
    words, suffix = _without_suffix(words)
    start = next((at for at, word in enumerate(words[:-1]) if _is_small(word)), len(words) - 1)
    particle, family = _particle_first(words[start:])
    name = _name(particle, family, words[:start], suffix)
    last = name.family.rsplit(" ", 1)[-1].lower()
    if name.given and last in GROUP_WORDS:
        return Name(literal=_text(" ".join(words))), f"`{name}` looks like a group; put it in braces"
    return name, ""


def _without_suffix(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """`Alvin V. Jr.`: a suffix stands where no comma tells it from the given names."""
    return (words[:-1], words[-1]) if len(words) > 1 and words[-1] in NAME_SUFFIXES else (words, "")


def _particle_first(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The small words that a family name begins with, and the rest, which is never empty."""
    count = 0
    while count < len(words) - 1 and _is_small(words[count]):
        count += 1
    return list(words[:count]), list(words[count:])


def _name(particle: Sequence[str], family: Sequence[str], given: Sequence[str], suffix: str) -> Name:
    texts = [_text(" ".join(words)) for words in (family, given, particle)]
    return Name(texts[0], texts[1], _text(suffix), non_dropping_particle=texts[2])


def _by_parts(parts: Sequence[str]) -> Name | None:
    """BibLaTeX's `family=Smith, given=John`, whose values may stand in quotes or braces; None for other names."""
    matches = [_PART.fullmatch(part) for part in parts]
    values = {match[1]: _text(match[2].strip().strip('"')) for match in matches if match}
    if None in matches or not {"family", "given"} & values.keys():
        return None
    prefix = values.get("prefix", "")
    dropped = values.get("useprefix", "").lower() == "false"
    return Name(
        values.get("family", ""),
        values.get("given", ""),
        values.get("suffix", ""),
        non_dropping_particle="" if dropped else prefix,
        dropping_particle=prefix if dropped else "",
    )


def _text(latex: str) -> str:
    return latex if latex.isascii() and (latex.isalpha() or not latex) else decode_plain(latex).text


def _is_one_group(latex: str) -> bool:
    """Whether one pair of braces holds all of it, and not just an accented letter."""
    if not (latex.startswith("{") and latex.endswith("}")) or latex.startswith("{\\"):
        return False
    depth = 0
    for match in _BRACE.finditer(latex):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end() == len(latex)
    return False


def _is_small(word: str) -> bool:
    """Whether BibTeX takes a word for part of a particle: its first letter outside braces is small."""
    if word[:1].isalpha():
        return word[0].islower()
    if word.startswith("{"):
        # A brace with a backslash behind it is an accented letter; any other group counts as a capital.
        word = _COMMAND.sub("", word) if word.startswith("{\\") else ""
    else:
        word = _COMMAND.sub("", word)
    letter = next((character for character in word if character.isalpha()), "X")
    return letter.islower()


def _split(latex: str, separator: str) -> list[str]:
    """`latex` cut at `and`, `,`, `;` or blanks outside braces; for `and` empty pieces tell of missing names."""
    if "{" in latex:
        pieces = list(_split_braced(latex, separator))
    elif separator in {",", ";"}:
        pieces = latex.split(separator)
    else:
        pieces = _SEPARATORS[separator].split(latex)
    stripped = map(str.strip, pieces)
    return list(filter(None, stripped) if separator == " " else stripped)


def _split_braced(latex: str, separator: str) -> Iterator[str]:
    depth, start = 0, 0
    for match in _BRACES_AND_SEPARATORS[separator].finditer(latex):
        if match[0] in {"{", "}"}:
            depth = max(0, depth + (1 if match[0] == "{" else -1))
        elif depth == 0:
            yield latex[start : match.start()]
            start = match.end()
    yield latex[start:]


_SEPARATORS = {
    "and": re.compile(r"(?:(?<=\s)|\A)and(?=\s|\Z)", re.IGNORECASE),
    ",": re.compile(","),
    ";": re.compile(";"),
    " ": re.compile(r"[\s~]+"),
}
_BRACES_AND_SEPARATORS = {
    separator: re.compile(rf"[{{}}]|{pattern.pattern}", pattern.flags) for separator, pattern in _SEPARATORS.items()
}
