"""Decode: the bytes of an input as text, whatever wrote them."""

from __future__ import annotations

import codecs

from atlas_cite.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes, where: str) -> tuple[str, str]:
    """The text of `data` with Unix line ends, and the encoding found.

    A byte-order mark decides; else UTF-8 if the bytes are UTF-8; else Windows-1252, or Latin-1 where that has no
    character.  Raises UnreadableInput for data that is no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _guess(data)
    if not encoding:
        raise UnreadableInput("this is not a text file", subject=where, hint="Give a page, a record or a bibliography.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"the text announces {encoding} and is not: byte {error.start} cannot be read",
            subject=where,
            hint="Save the file again as UTF-8.",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _guess(data: bytes) -> str:
    for name in ("utf-8", "cp1252", "latin-1"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return "" if b"\0" in data else name
    return ""
