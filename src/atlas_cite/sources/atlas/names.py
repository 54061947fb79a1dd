"""Author lists as the atlas prints them -> names, in order; a list that can be read in two ways stays as printed.

`Lloyd, A R, Wakefield, D` are pairs; `F. C. Visser, P. C. Rowe` are whole names; `Cara Tomas, Jessica Newton` could be
either, so it becomes one literal name with a doubt.  Source: ../shared/ATLAS.md §4 and §6, traps 2 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas_cite.model.name import Name
from atlas_cite.model.text import folded, tidy
from atlas_cite.sources.atlas.person import (
    could_be_natural,
    ends_with_initial,
    is_bare_initials,
    is_degree,
    is_group,
    is_initial,
    is_suffix,
    is_surely_natural,
    is_vancouver,
    pair_name,
    parse_name,
    starts_with_particle,
    vancouver_name,
)

_MORE = re.compile(
    r"[\s,;]*(?:\b(?:and|&)\s+)?(?:\bet\.?\s*al\b\.?|\band others\b|\+\s*\d+ more\b|…)[\s.,]*$", re.IGNORECASE
)
_AND_MORE = re.compile(r"[\s,;]*\band \d+ (?:more|others)[\s.,]*$", re.IGNORECASE)
_NOBODY = frozenset(
    {"", "unknown authors", "unknown author", "unknown", "no authors listed", "no authors", "anonymous"}
)
_LABEL = re.compile(r"^(?:by|authors?:)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_LAST_AND = re.compile(r"\s*,?\s+(?:&|and)\s+", re.IGNORECASE)
_BIBTEX_AND = re.compile(r"\s+and\s+")


@dataclass(frozen=True, slots=True)
class AuthorList:
    """Names in order, whether more authors are left out, and what is doubtful (empty when nothing is).

    `natural` tells that whole names were printed in natural order, as hand-entered records have them.
    """

    names: tuple[Name, ...] = ()
    truncated: bool = False
    doubt: str = ""
    natural: bool = False


def parse_author_list(text: str) -> AuthorList:
    """Read the authors of a header line: flattened pairs, whole names, groups, `et al.`; never raises."""
    text, truncated = _without_more(_LABEL.sub("", tidy(text)))
    if folded(text) in _NOBODY:
        return AuthorList(truncated=truncated)
    if ";" in text:
        return replace(_each(re.split(r"\s*;\s*", text)), truncated=truncated)
    head, last = _split_at_and(text)
    found = _flattened(text) if not last else _ended(head, last)
    return replace(found, truncated=truncated)


def parse_citation_authors(text: str) -> AuthorList:
    """Read the authors of the atlas's citation.

    It prints one author as is, `A & B`, `A, B, & C`, and of seven or more the first six with `, et al.`
    """
    text, truncated = _without_more(tidy(text))
    if folded(text) in _NOBODY:
        return AuthorList(truncated=truncated)
    head, last = _split_at_and(text)
    if last:
        return replace(_ended(head, last), truncated=truncated)
    tokens = _tokens(text)
    if truncated:
        six_pairs = len(tokens) == 12 and not any(map(is_group, tokens))
        found = _pairs(tokens) if six_pairs and _fit_pairs(tokens) else _flattened(text)
        return replace(found, truncated=True)
    return _each([text])


def parse_bibtex_authors(text: str) -> AuthorList:
    """Read a BibTeX author value without LaTeX: names joined by ` and `, `others` for those left out."""
    text = tidy(text)
    if text.casefold().startswith(("unknown,", "{unknown,", "{unknown}")) or folded(text) in _NOBODY:
        return AuthorList()
    pieces = _BIBTEX_AND.split(text)
    truncated = pieces[-1] == "others"
    names = [
        Name(literal=tidy(piece.strip("{} "))) if piece.startswith("{") else parse_name(piece)
        for piece in (pieces[:-1] if truncated else pieces)
    ]
    return AuthorList(tuple(name for name in names if not name.is_empty), truncated)


def _without_more(text: str) -> tuple[str, bool]:
    shorter = _AND_MORE.sub("", _MORE.sub("", text))
    return shorter.strip(" ,;"), shorter != text


def _tokens(text: str) -> list[str]:
    return [token for token in _COMMA.split(text) if token]


def _split_at_and(text: str) -> tuple[str, str]:
    """What stands before and behind the last `&` or `and` between two names; `text` and nothing without one."""
    for found in reversed(list(_LAST_AND.finditer(text))):
        head, last = text[: found.start()], text[found.end() :]
        before = head.rpartition(",")[2]
        inside_a_group = is_group(f"{before} {last}") and not (is_group(last) and not is_group(before))
        if found.group().lstrip().startswith(",") or not inside_a_group:
            return head, last
    return text, ""


def _each(pieces: Sequence[str]) -> AuthorList:
    """A list whose borders between names are known."""
    names = tuple(name for name in map(parse_name, pieces) if not name.is_empty)
    odd = [
        str(name) for name in names if name.literal and len(_tokens(name.literal)) > 1 and not is_group(name.literal)
    ]
    doubt = f"“{odd[0]}” has more commas than one name can have" if odd else ""
    natural = any(could_be_natural(piece) and not is_group(piece) for piece in pieces)
    return AuthorList(names, doubt=doubt, natural=natural)


def _ended(head: str, last: str) -> AuthorList:
    """A list whose last name is known, and with it the order of words in the others."""
    tokens = _tokens(head)
    final = _each([last])
    if is_group(last):
        found = _flattened(head)
    elif "," in last:
        found = _without_groups(tokens, in_pairs=True)
    elif all(could_be_natural(token) or is_group(token) for token in tokens):
        found = _each(tokens)
    else:
        found = _flattened(head)
    return AuthorList(found.names + final.names, doubt=found.doubt, natural=found.natural or final.natural)


def _flattened(text: str) -> AuthorList:
    """A list joined by commas alone."""
    return _without_groups(_tokens(text), in_pairs=False)


def _without_groups(tokens: Sequence[str], *, in_pairs: bool) -> AuthorList:
    """Groups stand alone and shift the pairing, so each run of tokens between them is read by itself."""
    names: list[Name] = []
    doubts: list[str] = []
    natural = False
    for run in _runs(tokens):
        found = AuthorList((Name(literal=run[0]),)) if is_group(run[0]) else _run(run, in_pairs=in_pairs)
        names += found.names
        natural = natural or found.natural
        doubts += [found.doubt] if found.doubt else []
    return AuthorList(tuple(names), doubt="; ".join(doubts), natural=natural)


def _runs(tokens: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for token in tokens:
        if not runs or is_group(token) or is_group(runs[-1][0]):
            runs.append([])
        runs[-1].append(token)
    return runs


def _run(tokens: list[str], *, in_pairs: bool) -> AuthorList:
    """Read a run of tokens without groups by the first reading that is the only one."""
    bare = [token for token in tokens if not is_suffix(token)]
    if any(map(is_degree, bare)):
        return _as_printed(tokens)
    if all(map(is_vancouver, bare)):
        return AuthorList(tuple(vancouver_name(token) for token in tokens))
    could_be_whole = all(map(could_be_natural, bare))
    if could_be_whole and not in_pairs and (len(bare) % 2 or any(map(is_surely_natural, bare))):
        return _wholes(tokens)
    if len(bare) % 2 == 0 and _fit_pairs(bare) and (in_pairs or not could_be_whole):
        return _pairs(tokens)
    return _left_over(tokens)


def _fit_pairs(tokens: Sequence[str]) -> bool:
    families, givens = tokens[::2], tokens[1::2]
    return not any(map(_no_family, families)) and not any(map(_no_given, givens))


def _no_family(token: str) -> bool:
    return is_surely_natural(token) or is_vancouver(token) or all(is_initial(word) for word in token.split())


def _no_given(token: str) -> bool:
    return starts_with_particle(token) and not token[0].isupper()


def _wholes(tokens: Sequence[str]) -> AuthorList:
    return AuthorList(tuple(parse_name(text) for text in _with_suffixes(tokens)), natural=True)


def _with_suffixes(tokens: Sequence[str]) -> list[str]:
    texts: list[str] = []
    for token in tokens:
        if is_suffix(token) and texts:
            texts[-1] += f", {token}"
        else:
            texts.append(token)
    return texts


def _pairs(tokens: Sequence[str]) -> AuthorList:
    names: list[Name] = []
    waiting = ""
    for token in tokens:
        if is_suffix(token) and names and not waiting:
            names[-1] = replace(names[-1], suffix=token)
        elif waiting:
            names.append(pair_name(waiting, token))
            waiting = ""
        else:
            waiting = token
    return AuthorList(tuple(names))


def _left_over(tokens: list[str]) -> AuthorList:
    """Pairs that are certain, then the rest as printed with a doubt; all of it as printed when no pair is."""
    sure = [token for token in tokens[1:-1:2] if ends_with_initial(token) or is_bare_initials(token)]
    if len(tokens) > 2 and len(tokens) % 2 and len(sure) == len(tokens) // 2 and not ends_with_initial(tokens[-1]):
        names = (*_pairs(tokens[:-1]).names, Name(literal=tokens[-1]))
        return AuthorList(names, doubt=f"“{tokens[-1]}” stands alone behind pairs of family and given names")
    return _as_printed(tokens)


def _as_printed(tokens: Sequence[str]) -> AuthorList:
    text = ", ".join(tokens)
    if len(tokens) == 1:
        return AuthorList((Name(literal=text),), doubt=f"“{text}” is one word: a family name, or a group")
    return AuthorList(
        (Name(literal=text),), doubt=f"“{text}” can be read as pairs of family and given names or as whole names"
    )
