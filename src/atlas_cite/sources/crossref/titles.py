"""Titles of a Crossref record: the one to print, and the others it is known by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atlas_cite.model.text import folded
from atlas_cite.sources.crossref.markup import clean, rich_text

_EMBEDDED_SUBTITLE = re.compile(r"<subtitle>(.{0,1000}?)</subtitle>", re.IGNORECASE | re.DOTALL)
_BLANK_BEFORE_STOP = re.compile(r"\s+(?=[.,;](?:\s|$))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[^\W\d_]\.){2,}|\b(?:etc|inc|ltd|co|corp|jr|sr|spp?|subsp|var|vs|al|st|mr|dr|ed|eds|vol)\.)$",
    re.IGNORECASE,
)
_LONG_WORD = 4
_STEM = 5


@dataclass(frozen=True, slots=True)
class Titles:
    """`main` is the title to print, with its subtitle; `others` are what else the work is called, each once."""

    main: str
    others: tuple[str, ...]
    original: str = ""


def read_titles(record: Mapping[str, Any]) -> Titles:
    """The titles of a record; `main` is empty when it has none."""
    titles = _texts(record.get("title"))
    subtitles = _texts(record.get("subtitle"))
    bare, subtitle = _split(titles[0]) if titles else ("", "")
    subtitle = subtitle or (_tidied(subtitles[0]) if subtitles else "")
    main = joined(bare, subtitle)
    originals = [_tidied(raw) for raw in _texts(record.get("original-title"))]
    others = [bare, *(_tidied(raw) for raw in titles[1:]), *originals]
    if bare and subtitle and main == bare:
        others.append(subtitle)
    original = next((text for text in originals if folded(text) not in {folded(main), folded(bare)}), "")
    return Titles(main, _distinct(others, main), original)


def joined(title: str, subtitle: str) -> str:
    """`Title: Subtitle`, or the title alone when the subtitle repeats it or is its running head."""
    if not subtitle or not title:
        return title or subtitle
    if folded(subtitle) in folded(title) or _is_running_head(subtitle, title):
        return title
    return f"{title} {subtitle}" if title[-1] in "?!:" else f"{title}: {subtitle}"


def _texts(value: object) -> list[str]:
    """The non-empty texts of a list, or a single text as content negotiation gives it."""
    texts = [clean(raw) for raw in (value if isinstance(value, list) else [value])]
    return [text for text in texts if rich_text(text)]


def _split(raw: str) -> tuple[str, str]:
    """A title and the subtitle that was deposited inside it."""
    inside = _EMBEDDED_SUBTITLE.search(raw)
    if not inside:
        return _tidied(raw), ""
    return _tidied(raw[: inside.start()] + raw[inside.end() :]), _tidied(inside[1])


def _tidied(raw: str) -> str:
    text = _BLANK_BEFORE_STOP.sub("", rich_text(raw))
    if text.endswith(".") and not text.endswith("..") and not _ABBREVIATION.search(text):
        text = text[:-1].rstrip()
    return text


def _is_running_head(subtitle: str, title: str) -> bool:
    """Whether a short subtitle says in other forms of the same words what a much longer title says."""
    words, all_words = folded(subtitle).split(), folded(title).split()
    if 2 * len(words) > len(all_words):
        return False
    stems = {word[:_STEM] for word in all_words}
    content = [word for word in words if len(word) >= _LONG_WORD]
    return bool(content) and sum(word[:_STEM] in stems for word in content) >= 0.6 * len(content)


def _distinct(texts: list[str], main: str) -> tuple[str, ...]:
    known = {folded(main)}
    found: list[str] = []
    for text in texts:
        if text and folded(text) not in known:
            known.add(folded(text))
            found.append(text)
    return tuple(found)
