"""Doi: a Digital Object Identifier in its one canonical form.

Sources: DOI Handbook §2 (syntax, ASCII case-insensitivity), ANSI/NISO Z39.84, ANSI/NISO Z39.56 (SICI suffixes).
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote

from atlas_cite.errors import InvalidDoi

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_LATEX = (
    (re.compile(r"\\textunderscore(?:\{\}|\s)?"), "_"),
    (re.compile(r"\{\\([_%&#$])\}"), r"\1"),
    (re.compile(r"\\([_%&#${}])"), r"\1"),
    (re.compile(r"\\textless(?:\{\}|\s)?"), "<"),
    (re.compile(r"\\textgreater(?:\{\}|\s)?"), ">"),
)
_RESOLVER = re.compile(
    r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org[:/]+(?:doi:)?|info:doi/|urn:doi:|doi\s*[:=]?\s*", re.IGNORECASE
)
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_SYNTAX = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_PLAIN = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[A-Za-z0-9._()/-]*[A-Za-z0-9]")
"""A DOI that has one reading, itself: nothing to undo, and no sign at its end that a sentence may have put there."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BLANK = re.compile(r"\s")
_SHORT_SYNTAX = re.compile(r"10/[a-z0-9]{3,}", re.IGNORECASE)
_PUBLISHER_TAIL = re.compile(
    r"/(?:full|fulltext|abstract|pdf|epdf|pdfdirect|html|meta|summary|references|figures)$", re.IGNORECASE
)
_IN_PROSE = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d+)*/\S+")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_WRAPPING = {"<": ">", "(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "“": "”", "‘": "’", "`": "`"}
_UPPER_TO_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_HINT = "A DOI looks like 10.1016/j.brat.2013.02.001; it starts with 10., has a slash, and no blanks."


@dataclass(frozen=True, slots=True, order=True)
class Doi:
    """A DOI, lower-cased, without resolver or punctuation; made only by `Doi.parse`."""

    text: str

    @classmethod
    def parse(cls, text: str, *, exact: bool = False) -> Doi:
        """Read one DOI in any spelling: bare, `doi:`, resolver or publisher address, LaTeX- or HTML-escaped.

        `exact` is for a DOI that a registry or our own files gave: only its case is folded, nothing is cut off.
        Raises InvalidDoi, naming the text and the fault.
        """
        return _checked(text, text) if exact else cls.readings(text)[0]

    @classmethod
    def readings(cls, text: str) -> tuple[Doi, ...]:
        """All sensible readings of one spelled DOI, the likeliest first.

        More than one when the end is ambiguous: `/full`, a last slash or a last dot can be a publisher's or a
        sentence's, and can be part of the DOI.  Raises InvalidDoi as `parse` does.
        """
        if _PLAIN.fullmatch(text) and not _PUBLISHER_TAIL.search(text):
            return (cls(text.lower()),)
        spelled = _spelled(text)
        cleaned = _without_tail(_without_punctuation(spelled))
        others = (_without_punctuation(spelled), spelled, cleaned.rstrip("/"))
        spellings = [cleaned, *(other for other in others if _SYNTAX.fullmatch(other))]
        return tuple(dict.fromkeys(_checked(spelling, text) for spelling in dict.fromkeys(spellings)))

    @classmethod
    def find(cls, prose: str) -> tuple[Doi, ...]:
        """Every DOI inside a running text, in order, each once; never raises."""
        found: list[Doi] = []
        for match in _IN_PROSE.finditer(html.unescape(prose)):
            try:
                found.append(cls.parse(match.group().strip("\"'”’")))
            except InvalidDoi:
                continue
        return tuple(dict.fromkeys(found))

    @property
    def is_short(self) -> bool:
        """Whether this is a shortDOI (`10/abc`), which only doi.org can expand."""
        return self.text.startswith("10/")

    @property
    def prefix(self) -> str:
        """The registrant's part, `10.1016`."""
        return self.text.partition("/")[0]

    @property
    def quoted(self) -> str:
        """The DOI percent-encoded as one path segment, the slash included."""
        return quote(self.text, safe="")

    @property
    def url(self) -> str:
        """The address at doi.org, encoded as DOI Handbook §3.5.1 asks; slashes, brackets and colons stay readable."""
        return "https://doi.org/" + quote(self.text, safe="/():;,._-~!$*@'")

    def __hash__(self) -> int:
        return hash(self.text)  # DOIs are looked up by the thousand, and the hash of a text is known

    def __str__(self) -> str:
        return self.text


def _spelled(text: str) -> str:
    """Undo copying damage and remove whatever stands before `10.`."""
    bare = unicodedata.normalize("NFC", html.unescape(text)).translate(_INVISIBLE).strip()
    if not bare:
        raise InvalidDoi("the DOI is empty", subject=text, hint=_HINT)
    bare = _unwrapped(bare)
    address = bool(_WEB_ADDRESS.match(bare))
    while match := _RESOLVER.match(bare):
        address = address or "doi.org" in match.group().lower()
        bare = bare[match.end() :]
    if "\\" in bare:
        for pattern, plain in _LATEX:
            bare = pattern.sub(plain, bare)
    return _unwrapped(_from_address(bare) if address else bare)


def _from_address(bare: str) -> str:
    """The DOI inside a web address: query and fragment cut, percent-encoding undone once."""
    bare = re.split(r"[?#]", bare, maxsplit=1)[0]
    decoded = unquote(bare)
    inside = _IN_ADDRESS.search(decoded)
    return inside.group() if inside and not _SHORT_SYNTAX.fullmatch(decoded) else decoded


def _unwrapped(text: str) -> str:
    while len(text) > 1 and _WRAPPING.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text.lstrip("<([{\"'“‘") if _SYNTAX.search(text) else text


def _without_punctuation(text: str) -> str:
    """Drop what a sentence put behind: stops and quotes, and brackets that were never opened inside."""
    while text:
        last = text[-1]
        unbalanced = last in _PAIRS and text.count(last) > text.count(_PAIRS[last])
        if not unbalanced and last not in ".,;:!?\"'”’…*":
            break
        text = text[:-1]
    return text


def _without_tail(text: str) -> str:
    shorter = _PUBLISHER_TAIL.sub("", text)
    return shorter if _SYNTAX.fullmatch(shorter) else text


def _checked(candidate: str, original: str) -> Doi:
    if fault := _fault(candidate):
        raise InvalidDoi(f"not a DOI: {fault}", subject=original, hint=_HINT)
    return Doi(candidate.translate(_UPPER_TO_LOWER))


def _fault(candidate: str) -> str:
    """What keeps `candidate` from being a DOI, or an empty string."""
    if _CONTROL.search(candidate):
        return "it contains a control character or line break"
    if _BLANK.search(candidate):
        return "it contains a blank"
    if not candidate.startswith("10"):
        return "it does not start with '10.'"
    if _SHORT_SYNTAX.fullmatch(candidate) or _SYNTAX.fullmatch(candidate):
        return ""
    if "/" not in candidate:
        return "it has no slash"
    return "the part before the slash is not '10.' and four to nine digits, or nothing follows the slash"
