"""Markup: Crossref texts with HTML, JATS or MathML in them, turned into CSL rich text, plain text or paragraphs.

Source: CSL-JSON rich text (citeproc-js manual, "HTML-like formatting tags").
"""

from __future__ import annotations

import re

from atlas_cite.model.text import decode_entities, tidy, without_markup
from atlas_cite.sources.crossref.formulas import laid_out
from atlas_cite.sources.crossref.tags import BREAKING, FACES, SMALL_CAPS, Token, paired, read_tokens

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TWICE_ENCODED = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u2018-\u203a\u20ac\u0152\u0153\u0160\u0161\u0178\u02c6\u02dc]"
)
_GLUED_BEFORE = re.compile(r"(?<=[a-z]{2}|[a-z,],)<i>(?=[A-Z]\S*[a-z]{2})")
_GLUED_AFTER = re.compile(r"(?<=[a-z]{2})</i>(?=[A-Za-z]{2})")

_FALSE_FACE = re.compile(r"<(?=/?(?:i|b|sup|sub|span|sc)(?:\s[^<>]*)?>)")
_CLOSING = {"<i>": "</i>", "<b>": "</b>", "<sub>": "</sub>", "<sup>": "</sup>", SMALL_CAPS: "</span>"}
_OWN_TITLES = frozenset({"abstract", "summary", "zusammenfassung", "résumé", "resumen"})


def clean(raw: object) -> str:
    """The characters of a Crossref text: entities decoded, double encoding undone, nothing invisible; one line or more.

    Anything that is not a text or a number is empty.
    """
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    text = _SURROGATE.sub("\ufffd", decode_entities(str(raw)))
    return _CONTROL.sub("", _decoded_once_more(text))


def plain_text(raw: object) -> str:
    """A Crossref text on one line without any markup; any `<` left is a plain character."""
    return tidy(without_markup(rich_text(raw)))


def rich_text(raw: object) -> str:
    """A Crossref title as CSL-JSON rich text: face markup kept and balanced, formulas readable, other tags dropped."""
    tokens = read_tokens(clean(raw))
    text = _joined(laid_out(tokens))
    return _GLUED_AFTER.sub("</i> ", _GLUED_BEFORE.sub(" <i>", text))


def paragraphs(raw: object) -> tuple[str, ...]:
    """A JATS or HTML abstract as plain paragraphs, section titles leading their paragraph as `Methods: `."""
    tokens = read_tokens(clean(raw))
    found: list[str] = []
    heading, words, in_title = "", [], False
    for token in [*tokens, Token("open", "p")]:
        if token.kind == "text":
            words.append(token.value)
        elif token.value in BREAKING:
            text = tidy("".join(words))
            words = []
            if text and in_title:
                heading = text
            elif text:
                found.append(_headed(heading, text))
                heading = ""
            in_title = token.kind == "open" and token.value in {"title", "label"}
    return tuple([*found, heading] if heading else found)


def _headed(heading: str, text: str) -> str:
    if not heading or heading.casefold().rstrip(".:") in _OWN_TITLES:
        return text
    return f"{heading} {text}" if heading[-1] in ".:?!" else f"{heading}: {text}"


def _decoded_once_more(text: str) -> str:
    """Undo UTF-8 that was read as Latin-1 or Windows-1252 and encoded again; only when all of it fits."""
    if not _TWICE_ENCODED.search(text):
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _joined(tokens: list[Token]) -> str:
    """The tokens as one tidy line: no blank twice, not even across a tag, and no empty face."""
    line = _Line()
    for token in _without_empty_faces(tokens):
        if token.kind == "gap":
            line.gap = line.last.isalnum()
        elif token.kind == "text":
            line.add_text(_BLANKS.sub(" ", token.value))
        elif token.value in FACES:
            face = FACES[token.value]
            line.add_face(face if token.kind == "open" else _CLOSING[face], opens=token.kind == "open")
        elif line.last != " ":
            line.add_text(" ")
    return tidy(line.text())


class _Line:
    """A line being joined: `last` is its last character, markup aside; `gap` says that a formula ended or begins."""

    def __init__(self) -> None:
        self.last, self.gap = " ", False
        self._pieces: list[str] = []
        self._run = ""

    def add_text(self, text: str) -> None:
        text = text.lstrip() if self.last == " " else text
        needs_blank = (self.gap and text[:1].isalnum()) or (self.last == "<" and text[:1] not in {"", " "})
        if text:
            self._run += " " + text if needs_blank else text
            self.last, self.gap = text[-1], False

    def add_face(self, tag: str, *, opens: bool) -> None:
        if self.gap and opens:
            self._run += " "
            self.last, self.gap = " ", False
        self._pieces += [_FALSE_FACE.sub("< ", self._run), tag]
        self._run = ""

    def text(self) -> str:
        return "".join(self._pieces) + _FALSE_FACE.sub("< ", self._run)


def _without_empty_faces(tokens: list[Token]) -> list[Token]:
    """Text, gaps, breaks, and the face tags that have a partner and something between."""
    kept = [token for token in tokens if _says_something(token)]
    written = [0]
    for token in paired(kept):
        written.append(written[-1] + (token.kind == "text" and not token.value.isspace()))
    return [
        token
        for index, token in enumerate(kept)
        if token.value not in FACES or token.kind == "text" or written[index] != written[token.partner]
    ]


def _says_something(token: Token) -> bool:
    if token.kind in {"text", "gap"}:
        return bool(token.value) or token.kind == "gap"
    return token.value in BREAKING or (token.value in FACES and token.partner >= 0)
