"""The kinds of .bib fields: how the text of each becomes a CSL value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from atlas_cite.bibfile.file import BibField
from atlas_cite.errors import Severity
from atlas_cite.latex.decode import Decoded, decode_paragraphs, decode_plain, decode_rich, decode_title, decode_verbatim
from atlas_cite.model.item import Value
from atlas_cite.sources.bibtex.dates import read_date
from atlas_cite.sources.bibtex.draft import Draft
from atlas_cite.sources.bibtex.names import read_names
from atlas_cite.sources.languages import read_language
from atlas_cite.tables.bibtex import GENRE_KEYS, LANGUAGES, PUBLICATION_STATES, SUBTITLES, Kind

_HYPHENS = re.compile(r"-{2,}")
_PAGE_DASHES = re.compile(r"\s*[–—−]\s*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LANGUAGE_VARIANT = re.compile(r"variant\s*=\s*(\w+)")
_KEYS = {"genre": GENRE_KEYS, "status": PUBLICATION_STATES}
"""Variables for which BibLaTeX has keys instead of text."""


class Source(NamedTuple):  # every field that is read becomes one, and a tuple is made in half the time
    """A raw field, the CSL variable it is read for, and the entry it belongs to."""

    draft: Draft
    variable: str
    raw: BibField

    def text(self, decode: Callable[[str], Decoded]) -> str:
        """The field's text, decoded."""
        return self.draft.text(decode(self.raw.text), self.raw.line)

    def doubt(self, code: str, message: str, severity: Severity = Severity.WARNING, hint: str = "") -> None:
        """Report something doubtful about the field."""
        self.draft.report(
            code, self.raw.line, f"{self.raw.name.lower()} of {self.draft.entry.key!r}: {message}", severity, hint
        )


def _title(source: Source) -> str:
    return _with_subtitle(source, decode_title)


def _rich(source: Source) -> str:
    return _with_subtitle(source, decode_rich)


def _with_subtitle(source: Source, decode: Callable[[str], Decoded]) -> str:
    title = source.text(decode)
    for name in SUBTITLES.get(source.raw.name.lower(), ()):
        if subtitle := source.draft.left.pop(name, None):
            text = source.draft.text(decode(subtitle.text), subtitle.line)
            if text and text.lower() not in title.lower():
                title += f" {text}" if title.endswith((":", "?", "!")) else f": {text}"
    return title


def _text(source: Source) -> str:
    text = source.text(decode_plain)
    return _KEYS.get(source.variable, {}).get(text, text)


def _paragraphs(source: Source) -> str:
    return source.text(decode_paragraphs)


def _verbatim(source: Source) -> str:
    return " ".join(decode_verbatim(source.raw.text).split())


def _pages(source: Source) -> str:
    return read_pages(decode_plain(_HYPHENS.sub("–", source.raw.text)).text)


def read_pages(text: str) -> str:
    """Pages as CSL has them: a hyphen between first and last; a dash where a page number itself holds a hyphen."""
    ranges = []
    for part in text.split(","):
        ends = _PAGE_DASHES.split(part.strip())
        ranges.append(("–" if any("-" in end for end in ends) else "-").join(end for end in ends if end))
    return ", ".join(ranges)


def _names(source: Source) -> Value:
    found = read_names(source.raw.text)
    for doubt in found.doubts:
        source.doubt("bibtex-names", doubt, Severity.ASK, "The name was kept as it is printed.")
    if found.others:
        source.draft.truncated.append(source.variable)
    return found.names


def _date(source: Source) -> Value | None:
    found = read_date(source.raw.text)
    if found.doubt:
        source.doubt("bibtex-date", found.doubt)
    return found.date


def _language(source: Source) -> str:
    name = source.text(decode_plain)
    left = source.draft.left
    options = left.get("langidopts")
    if options and (variant := _LANGUAGE_VARIANT.search(options.text)) and variant[1].lower() in LANGUAGES:
        del left["langidopts"]
        name = variant[1]
    tag = read_language(name)
    return tag.replace("_", "-") if _LANGUAGE_TAG.fullmatch(tag) else tag


READERS: dict[Kind, Callable[[Source], Value | None]] = {
    "title": _title,
    "rich": _rich,
    "text": _text,
    "list": _text,
    "paragraphs": _paragraphs,
    "names": _names,
    "date": _date,
    "verbatim": _verbatim,
    "pages": _pages,
    "language": _language,
}
"""Kind of field -> its reader; an empty value says that the field holds nothing that CSL could take."""
