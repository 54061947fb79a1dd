"""The badge line, whose words run together, and the run-together tag line: known words are cut off from the left.

Source: ../shared/ATLAS.md §2 (vocabularies) and §6, traps 9 and 10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from atlas_cite.model.summary import Pem
from atlas_cite.model.text import folded
from atlas_cite.tables.atlas import BADGE_VALUES, EVIDENCE_LEVELS, LINE_BADGES, PEM_WORDS, TAGS

_BETWEEN = re.compile(r"[\s·•‧∙|,;/+–—-]*")
_LEVEL = re.compile(
    r"(?:evidence(?: level)?:?\s*)?(E[0-3])(?:[\s:·–-]*(" + "|".join(EVIDENCE_LEVELS.values()) + r"))?", re.IGNORECASE
)
_PEM = re.compile(
    r"PEM(?:\s+criterion)?[\s:]*(not[\s-]+required|"
    + "|".join(re.escape(word) for word in sorted(PEM_WORDS, key=len, reverse=True) if word != "not required")
    + r")\ufe0f?",
    re.IGNORECASE,
)
_OTHERS = sorted(
    ((value, name) for name in LINE_BADGES[1:] for value in BADGE_VALUES[name]), key=lambda pair: -len(pair[0])
)
_OTHER = re.compile(
    "|".join(re.sub(r"[ -]", r"[\\s-]?", re.escape(value).replace("\\", "")) for value, _ in _OTHERS), re.IGNORECASE
)
_OTHER_BY_KEY = {folded(value).replace(" ", ""): (name, value) for value, name in _OTHERS}
_ANY_LEVEL = re.compile(r"(?:evidence(?: level)?:?\s*)?E\d\b", re.IGNORECASE)
_UNKNOWN_LEVEL = re.compile(r"E[4-9](?:\s+[A-Z][a-z]+)?")
_UNKNOWN_CONFIDENCE = re.compile(r"(?:[A-Z][a-z]+ )+confidence", re.IGNORECASE)
_GROUP = re.compile(r"((?:[A-Z][a-z]+ )*[A-Z][a-z]+):\s*")
_TAG = re.compile("|".join(re.escape(tag) for tag in sorted(TAGS, key=len, reverse=True)))
_TAG_BORDER = re.compile(r"(?<=[A-Z_]{4})(?=[A-Z][a-z])|(?<=[a-z]{3})(?=[A-Z]{3})|(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_TAG_SEPARATOR = re.compile(r"\s*[,;|·•]\s*|\s{2,}")


@dataclass(frozen=True, slots=True)
class Badges:
    """The values of a badge line: known ones by name, PEM values in order, and words that no vocabulary has."""

    values: dict[str, str] = field(default_factory=dict)
    pem: tuple[Pem, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    """Name (`evidence_level`, `pem`, … or `unknown`) and words of each value that is in no vocabulary."""

    @property
    def count(self) -> int:
        """How many known values there are."""
        return len(self.values) + len(self.pem)


def read_badges(text: str) -> Badges:
    """Cut known badge words off from the left; what lies between them is unknown."""
    values: dict[str, str] = {}
    pem: list[Pem] = []
    unknown: list[tuple[str, str]] = []
    position = pending = _skip(text, 0)
    while position < len(text):
        found = _known_at(text, position, values)
        if found is None:
            position += 1
            continue
        _add_unknown(unknown, text[pending:position], values)
        name, value, end = found
        if name == "pem":
            pem.append(Pem(value))
        else:
            values.setdefault(name, value)
        position = pending = _skip(text, end)
    _add_unknown(unknown, text[pending:], values)
    return Badges(values, tuple(pem), tuple(unknown))


def is_badge_line(text: str, *, alone: bool = False) -> bool:
    """Whether `text` is a line of badges.

    `alone` asks for a line that is one beyond doubt, wherever it stands: a level and more, or PEM and more.
    """
    if not text or len(text) > 250 or text.endswith("."):
        return False
    begins_so = bool(_ANY_LEVEL.match(text))
    if not begins_so and _known_at(text, _skip(text, 0), {}) is None:
        return False
    badges = read_badges(text)
    if badges.count + begins_so >= 2 and (begins_so or badges.pem):
        spare = sum(len(words) for _, words in badges.unknown)
        return spare < len(text) * (0.8 if begins_so else 0.5)
    return badges.count >= 1 and not badges.unknown and not alone


def pem_value(text: str) -> Pem | None:
    """The PEM value that `text` states, as a badge (`PEM unclear`) or a bare value (`unclear`); else None."""
    plain = " ".join(text.replace("-", " ").replace("\ufe0f", "").split()).casefold()
    if value := PEM_WORDS.get(plain):
        return value
    found = _PEM.fullmatch(text.strip())
    return PEM_WORDS[_pem_key(found.group(1))] if found else None


def known_badge(name: str, text: str) -> str:
    """The vocabulary's spelling of value `text` of badge `name`; empty when it has no such value."""
    if name == "evidence_level":
        found = _LEVEL.fullmatch(text.strip())
        return _level(found.group(1), found.group(2)) if found else ""
    key = folded(text)
    return next((value for value in BADGE_VALUES.get(name, ()) if folded(value) == key), "")


def split_tags(text: str) -> tuple[list[str], list[str], list[str]]:
    """The tags of one line, its group names (`Method Flag`), and pieces whose borders are not certain."""
    groups = [found.group(1) for found in _GROUP.finditer(text)]
    tags: list[str] = []
    doubtful: list[str] = []
    for piece in _TAG_SEPARATOR.split(_GROUP.sub(",", text)):
        if piece:
            found, doubt = _run_together(piece)
            tags += found
            doubtful += doubt
    return tags, groups, doubtful


def _run_together(text: str) -> tuple[list[str], list[str]]:
    tags: list[str] = []
    doubtful: list[str] = []
    position = 0
    matches = list(_TAG.finditer(text))
    if len(matches) == 1 and matches[0].group() == text:
        return [text], []
    for start, end, known in [*((m.start(), m.end(), m.group()) for m in matches), (len(text), len(text), "")]:
        if rest := text[position:start].strip(" _,"):
            pieces = [piece.strip() for piece in _TAG_BORDER.split(rest)]
            tags += pieces
            doubtful += [rest] if len(pieces) > 1 or matches else []
        if known:
            tags.append(known)
        position = end
    return tags, doubtful


def _skip(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _known_at(text: str, position: int, values: dict[str, str]) -> tuple[str, str, int] | None:
    """Name, value and end of the known badge at `position`."""
    if "evidence_level" not in values and (found := _LEVEL.match(text, position)):
        return "evidence_level", _level(found.group(1), found.group(2)), found.end()
    if found := _PEM.match(text, position):
        return "pem", PEM_WORDS[_pem_key(found.group(1))].value, found.end()
    if found := _OTHER.match(text, position):
        name, value = _OTHER_BY_KEY[re.sub(r"[\W_]+", "", found.group().casefold())]
        return name, value, found.end()
    return None


def _level(code: str, name: str | None) -> str:
    full = f"{code.upper()} {EVIDENCE_LEVELS[code.upper()]}"
    return full if name is None or name.casefold() == EVIDENCE_LEVELS[code.upper()].casefold() else f"{code} {name}"


def _pem_key(words: str) -> str:
    return " ".join(re.split(r"[\s-]+", words.casefold()))


def _add_unknown(unknown: list[tuple[str, str]], text: str, values: dict[str, str]) -> None:
    words = text.strip(" ·•‧∙|,;/+–—-")
    if found := _UNKNOWN_LEVEL.match(words):
        unknown.append(("evidence_level", found.group()))
        words = words[found.end() :].strip()
    if found := _UNKNOWN_CONFIDENCE.match(words):
        unknown.append(("confidence", found.group()))
        words = words[found.end() :].strip()
    before, pem, after = words.partition("PEM ")
    if pem:
        _add_unknown(unknown, before, values)
        unknown.append(("pem", pem + after))
    elif words:
        unknown.append(("publication_type" if _is_type(words, values) else "unknown", words))


def _is_type(words: str, values: dict[str, str]) -> bool:
    """Whether unknown words stand where the publication type does: behind the level and confidence."""
    return bool(words[0].isupper() and {"evidence_level", "confidence"} <= values.keys()) and not (
        values.keys() & {"publication_type", "peer_review", "review_status"}
    )


def joined_badges(many: Sequence[Badges]) -> Badges:
    """Several lines of badges as one; the first value of each name counts."""
    values: dict[str, str] = {}
    for badges in many:
        for name, value in badges.values.items():
            values.setdefault(name, value)
    return Badges(values, tuple(p for b in many for p in b.pem), tuple(u for b in many for u in b.unknown))
