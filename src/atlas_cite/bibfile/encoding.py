"""The bytes of a .bib file as text and back, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from atlas_cite.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARATION = re.compile(
    rb"""-\*-.*?\bcoding:\s*([\w.-]+)                  # Emacs
    |\b(?:fileencoding|fenc)\s*=\s*([\w.-]+)           # Vim
    |^[%\s]*Encoding:\s*([\w.-]+)                      # JabRef
    |Saved\ with\ string\ encoding\ ([\w\ ().-]+)      # BibDesk
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_DECLARED_WITHIN = 3000
"""Bytes at either end of a file in which editors write how it is encoded."""

_LINE_END_SUFFIX = re.compile(r"-(?:unix|dos|mac)$")

_BIBDESK_NAMES = {
    "unicode (utf-8)": "utf-8",
    "western (iso latin 1)": "latin-1",
    "western (windows latin 1)": "cp1252",
    "western (mac os roman)": "mac-roman",
    "western (ascii)": "ascii",
}

_NOT_FOR_FILES = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text with its line ends as they are, and all it takes to make the same bytes of it again.

    `encoding` is Python's name of the codec; `mark` the byte-order mark; bytes that are not of the encoding stand in
    `text` as lone surrogates (`errors` is their handler), which `readable` replaces.
    """

    text: str
    encoding: str
    mark: bytes = b""
    errors: str = "strict"

    def encode(self, text: str) -> bytes:
        """`text` as the bytes of this file; raises UnicodeEncodeError for characters that `missing` names."""
        return self.mark + text.encode(self.encoding, self.errors)

    def encode_all(self, pieces: Iterable[str]) -> bytes:
        """As `encode` of all `pieces` together, each of which may be let go when it has been encoded."""
        encoder = codecs.getincrementalencoder(self.encoding)(self.errors)
        encoded = [encoder.encode(piece) for piece in pieces]
        return b"".join((self.mark, *encoded, encoder.encode("", final=True)))

    def missing(self, text: str) -> str:
        """The characters of a new `text` that the encoding does not have, each once, in order."""
        if text.isascii():  # every encoding of a .bib file has these
            return ""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return "".join(dict.fromkeys(character for character in text if not self._has(character)))
        return ""

    def _has(self, character: str) -> bool:
        try:
            character.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def decode_bib(data: bytes, where: str = "") -> DecodedText:
    """Find how `data` is encoded: mark, UTF-16 without one, UTF-8, what an editor declares, UTF-8 with faults, cp1252.

    The text always encodes to the same bytes.  Raises UnreadableInput for data that is no text.
    """
    for encoding, mark, errors in _candidates(data):
        try:
            found = DecodedText(data[len(mark) :].decode(encoding, errors), encoding, mark, errors)
            if "\0" not in found.text and found.encode(found.text) == data:
                return found
        except (UnicodeError, LookupError):
            continue
    raise UnreadableInput("this is not a text file", subject=where, hint="Give a .bib file, or save it as UTF-8.")


def readable(text: str) -> str:
    """`text` with the bytes that are not of its encoding read as Windows-1252, which they most often are."""
    return _ESCAPED_BYTE.sub(lambda match: _windows(ord(match[0]) - 0xDC00), text)


def foreign_bytes(source: DecodedText) -> list[int]:
    """The offsets of the bytes in a text that are not of its encoding."""
    if source.errors != "surrogateescape":
        return []
    return [match.start() for match in _ESCAPED_BYTE.finditer(source.text)]


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _candidates(data: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Codec, mark and error handler, the likeliest first."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding, mark, "surrogateescape" if encoding == "utf-8" else "surrogatepass"
    if wide := _wide_encoding(data):
        yield wide, b"", "surrogatepass"
    declared = _declared(data)
    if declared and data.isascii():
        yield declared, b"", "strict"
    yield "utf-8", b"", "strict"
    if declared:
        yield declared, b"", "strict"
    if _is_mostly_utf8(data):
        yield "utf-8", b"", "surrogateescape"
    yield "cp1252", b"", "strict"
    yield "latin-1", b"", "strict"


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: of ASCII letters, every other byte is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half and sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _declared(data: bytes) -> str:
    """The codec that a line for an editor names, at the beginning or the end of the file."""
    for part in (data[:_DECLARED_WITHIN], data[-_DECLARED_WITHIN:]):
        if match := _DECLARATION.search(part):
            name = next(group for group in match.groups() if group).decode("ascii", "replace").strip().lower()
            name = _LINE_END_SUFFIX.sub("", _BIBDESK_NAMES.get(name, name))
            try:
                codec = codecs.lookup(name)
            except (LookupError, ValueError):
                continue
            if codec.name not in _NOT_FOR_FILES and codec._is_text_encoding:  # noqa: SLF001 - nothing public tells base64 from latin-1
                return {"utf-16": "utf-16-le"}.get(codec.name, codec.name)
    return ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters than bytes are of UTF-8, as in files put together from several."""
    text = data.decode("utf-8", "surrogateescape")
    faults = len(_ESCAPED_BYTE.findall(text))
    return len(_NOT_ASCII.findall(text)) >= 2 * faults
