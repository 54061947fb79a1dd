"""The values of BibTeX and BibLaTeX fields: how the text of each kind of field is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from atlas_cite.latex.ascii import ascii_address, ascii_latex
from atlas_cite.latex.encode import (
    encode_list_item,
    encode_paragraphs,
    encode_plain,
    encode_rich,
    encode_verbatim,
    has_balanced_braces,
)
from atlas_cite.model.date import Date
from atlas_cite.tables.bibtex import LANGUAGES_WRITTEN, Kind

INDENT = "    "
"""What stands before the second and further paragraphs of a value."""

_PAGE = r"(?:[^\s,–-]*\d[^\s,–-]*|[ivxlcdm]+|[IVXLCDM]+)"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*-\s*({_PAGE})")
_LONGEST_PAGE_RANGE = 40
_NO_LANGUAGE = re.compile(r"[^\w\s,;:.()/-]|_")
_LANGUAGES_WRITTEN = {tag.lower(): name for tag, name in LANGUAGES_WRITTEN.items()}


def text_value(kind: Kind, text: str) -> str:
    """The text of a field of this kind as LaTeX, without the outer braces; names and dates are no text."""
    return _WRITERS[kind](text)


def date_value(date: Date) -> str:
    """A date as EDTF, whose tilde would be a blank to LaTeX anywhere else."""
    return encode_plain(date.iso()).replace("\\textasciitilde{}", "~")


def has_language_name(tag: str) -> bool:
    """Whether babel has a name for the language with this tag."""
    return tag.lower() in _LANGUAGES_WRITTEN


def ascii_value(value: str, *, is_address: bool) -> str:
    """A written value in ASCII: an address percent-encoded, anything else as LaTeX commands."""
    return ascii_address(value) if is_address else ascii_latex(value)


def _verbatim(text: str) -> str:
    """An identifier or DOI as it is; a DOI whose braces would break the file, as its address."""
    return encode_verbatim(
        text if has_balanced_braces(text) or not text.startswith("10.") else f"https://doi.org/{text}"
    )


def _address(text: str) -> str:
    return encode_verbatim("%20".join(text.split()))


def _pages(text: str) -> str:
    return ", ".join(_page_range(part.strip()) for part in text.split(","))


def _page_range(part: str) -> str:
    match = _PAGE_RANGE.fullmatch(part) if len(part) <= _LONGEST_PAGE_RANGE else None
    ends = match.groups() if match else part.split("–")
    return "--".join(encode_plain(end) for end in ends)


def _language(text: str) -> str:
    """Babel's name, or the text without signs: biblatex makes a command's name of it."""
    return _LANGUAGES_WRITTEN.get(text.lower()) or encode_plain(_NO_LANGUAGE.sub("", text))


_WRITERS: dict[Kind, Callable[[str], str]] = {
    "title": partial(encode_rich, protect=True),
    "rich": encode_rich,
    "text": encode_plain,
    "list": encode_list_item,
    "paragraphs": partial(encode_paragraphs, indent=INDENT),
    "verbatim": _verbatim,
    "address": _address,
    "pages": _pages,
    "language": _language,
}
