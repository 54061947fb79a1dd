"""Words: initials, page ranges and text case, as functions from text to text.

Sources: CSL 1.0.2 specification, "Names", "page-range-format" (appendix V) and "Text-case".
The text may carry the marks of `marks`, which count as no characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from atlas_cite.render.marks import ANY, NO_CASE, NO_CASE_END

STOP_WORDS = frozenset(
    """a according across afore after against ahead along alongside amid amidst among amongst an and anent around as
    aside astride at athwart atop barring before behind below beneath beside besides between beyond but by ca circa
    contra d' de despite down during e et except for forenenst from given in inside into lest like modulo near next nor
    notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru to
    toward towards under underneath until up upon v van versus via vis-à-vis von vs with within without y yet""".split()
)
"""Words that title case leaves in lower case inside a title (English only)."""

_RANGE = re.compile(r"^(?P<letters>[A-Za-z]*)(?P<first>\d+)(?P<tail>[A-Za-z]*)$")
_DASH = re.compile(r"\s*(?:[-‐‑–—]{1,2})\s*")
_PAGE = re.compile(r"[\w.]{1,10}")
_LIST = re.compile(r"\s*([,;&])\s*")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|{ANY}|['’.](?=[^\W_]))*")
_GREEK_LETTER = re.compile("[\u0370-\u03ff]")
_TITLE_START = re.compile(rf"(?:[:?!.](?:\s|{ANY})*|[“\"]\s*)$")
_NO_CASE = re.compile(f"({NO_CASE}.*?{NO_CASE_END})", re.DOTALL)


def initials(given: str, mark: str, *, hyphen: bool = True, shorten: bool = True) -> str:
    """Given names as initials, each followed by `mark`: `Marianne J` and `. ` give `M. J.`.

    `hyphen` keeps the hyphen of `Jean-Pierre`; without `shorten` only what is an initial already gets its mark.
    Words in lower case (`de`, `van`) and in scripts without capitals stay words.
    """
    spaced = re.sub(r"\.(?!-)", ". ", given)
    return " ".join("".join(_initials(word, mark, "-" if hyphen else "", shorten) for word in spaced.split()).split())


def _initials(word: str, mark: str, joint: str, shorten: bool) -> str:
    """One given name, its hyphenated parts each shortened."""
    pieces = [piece.rstrip(".") for piece in word.split("-") if piece.rstrip(".")]
    if not pieces or not pieces[0][0].isupper() or (not shorten and max(map(len, pieces)) > 1):
        return f" {word} "
    # The second half of `Xiao-ming` is part of one name, that of `Jean-Pierre` a name of its own.
    shortened = [_initial(piece, mark) for piece in pieces if not piece[0].islower()]
    return joint.join([*(piece.rstrip() if joint else piece for piece in shortened[:-1]), shortened[-1]])


def _initial(word: str, mark: str) -> str:
    # PubMed runs initials together (`KJ`); real given names in capitals are longer.
    letters = word if word.isupper() and word.isalpha() and len(word) <= 3 else word[0]
    return "".join(letter + mark for letter in letters)


def page_range(text: str, style: str | None, delimiter: str = "–") -> str:
    """Pages with their ranges as a style's `page-range-format` wants them; None only sets the dash.

    What is no range (`e1234`, `iv`, `368 p.`) stays as it is.
    """
    pieces = _LIST.split(text.strip())
    ranges = [_one_range(piece, style, delimiter) if index % 2 == 0 else piece for index, piece in enumerate(pieces)]
    joints = {",": ", ", ";": "; ", "&": " & "}
    return "".join(joints.get(piece, piece) if index % 2 else piece for index, piece in enumerate(ranges))


def _one_range(text: str, style: str | None, delimiter: str) -> str:
    ends = _DASH.split(text)
    if len(ends) != 2 or not all(ends):
        return text
    first, last = (_RANGE.match(end) for end in ends)
    if first is None or last is None:
        return delimiter.join(ends) if all(_PAGE.fullmatch(end) for end in ends) else text
    if style is None or first["tail"] or last["tail"] or last["letters"] not in {"", first["letters"]}:
        return delimiter.join(ends)
    begin, end = first["first"], last["first"]
    if len(end) < len(begin):
        end = begin[: len(begin) - len(end)] + end
    if int(end) < int(begin):
        return delimiter.join(ends)
    shortened = _SHORTENED[style](begin, end) if style in _SHORTENED else end
    letters = first["letters"] if shortened == end else ""
    return f"{first['letters']}{begin}{delimiter}{letters}{shortened}"


def _changed(begin: str, end: str, keep: int) -> str:
    """The digits of `end` that differ from `begin`, at least `keep` of them; all when the lengths differ."""
    if len(begin) != len(end) or begin == end:
        return end
    same = next(index for index, (left, right) in enumerate(zip(begin, end, strict=True)) if left != right)
    return end[min(same, max(0, len(end) - keep)) :]


def _chicago(begin: str, end: str) -> str:
    number = int(begin)
    if number < 100 or number % 100 == 0:
        return end
    return _changed(begin, end, 1 if number % 100 < 10 else 2)


def _chicago_15(begin: str, end: str) -> str:
    short = _chicago(begin, end)
    return end if len(begin) == 4 and len(short) >= 3 else short


_SHORTENED: dict[str, Callable[[str, str], str]] = {
    "expanded": lambda _begin, end: end,
    "minimal": lambda begin, end: _changed(begin, end, 1),
    "minimal-two": lambda begin, end: _changed(begin, end, 2),
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago,
}


def text_case(text: str, case: str, *, english: bool) -> str:
    """`text` in a CSL text case; what is marked as having no case stays, and so does title case in other languages."""
    change = _CASES.get(case)
    if change is None or (case == "title" and not english):
        return text
    return change(text)


def _outside_no_case(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(piece if piece.startswith(NO_CASE) else change(piece) for piece in _NO_CASE.split(text))


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _capitalize_first(text: str) -> str:
    word = _WORD.search(text)
    if word is None or not word.group().islower() or (NO_CASE in text and text.index(NO_CASE) < word.start()):
        return text
    return text[: word.start()] + _capitalised(word.group()) + text[word.end() :]


def _is_shouting(text: str) -> bool:
    """Whether a text is all in capitals and is no abbreviation or name (`JAMA`, `PLOS ONE`)."""
    return text.isupper() and len(_WORD.findall(text)) > 2


def _sentence(text: str) -> str:
    """Only a text all in capitals is lowered: in a mixed one they are names and abbreviations (CSL 1.0.2)."""
    return _capitalize_first(_CASES["lowercase"](text) if _is_shouting(text) else text)


def _title(text: str) -> str:
    """Capitals for every word but the stop words inside; words that hold a capital stay as they are."""
    shouting = _is_shouting(text)
    words = list(_WORD.finditer(text))
    protected = [match.span() for match in _NO_CASE.finditer(text)]
    output: list[str] = []
    end = 0
    for index, match in enumerate(words):
        before = text[end : match.start()]
        ends_title = index in {0, len(words) - 1} or _TITLE_START.search(before) is not None
        is_protected = any(start <= match.start() < stop for start, stop in protected)
        output += [before, match.group() if is_protected else _title_word(match.group(), ends_title, shouting)]
        end = match.end()
    return "".join([*output, text[end:]])


def _title_word(word: str, ends_title: bool, shouting: bool) -> str:
    plain = re.sub(ANY, "", word)
    if not (plain.islower() or shouting) or _GREEK_LETTER.fullmatch(plain):
        return word
    return word.lower() if plain.lower() in STOP_WORDS and not ends_title else _capitalised(word.lower())


_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": _outside_no_case(str.lower),
    "uppercase": _outside_no_case(str.upper),
    "capitalize-first": _capitalize_first,
    "capitalize-all": _outside_no_case(lambda text: _WORD.sub(lambda match: _capitalised(match.group()), text)),
    "sentence": _sentence,
    "title": _title,
}
