"""Text rules: markup and damage left in fields, and titles that styles cannot print right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.checks.encoding_damage import mended
from atlas_cite.checks.finding import Fix, Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Subject
from atlas_cite.latex.html_left import without_markup
from atlas_cite.latex.unprotected import shows_names, with_braces

_TEXTS = ("title", "container-title", "publisher", "abstract", "note", "collection-title", "publisher-place")
"""The variables whose words are looked at."""
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|p|br|span|jats:\w+|mml:\w+|scp?)\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[a-z]{2,6}acute|[a-z]uml|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)
_FEWEST_LETTERS, _FEWEST_WORDS = 12, 3
"""Below that a title in capitals may be a name or an acronym."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


def _markup(subject: Subject) -> Iterator[Hit]:
    for field in ("title", "journal", "booktitle", "publisher", "journaltitle", "author"):
        written = subject.text(field)
        plain = without_markup(written)
        fix = Fix(field, plain) if plain not in {"", written} else None
        if found := _MARKUP.search(written):
            yield Hit(f"markup is left in the {field}: {found[0]}", r"Write \emph{…} or take it out.", field, fix)
        elif found := _ENTITY.search(written.replace(r"\&", "&")):
            yield Hit(f"an entity is left in the {field}: {found[0]}", "Write the character itself.", field, fix)


def _mojibake(subject: Subject) -> Iterator[Hit]:
    texts = [(name, each.text) for name, each in subject.fields.items()]
    if not texts:
        texts = [(variable, subject.item.text(variable)) for variable in _TEXTS]
        texts += [("author", " and ".join(map(str, subject.item.names("author"))))]
    for name, text in texts:
        repaired = mended(text)
        if repaired != text:
            fix = Fix(name, repaired) if name in subject.fields else None
            yield Hit(f"the {name} was read in the wrong encoding; mended: {_excerpt(repaired)}", "", name, fix)


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else f"{plain[:77]}…"


def _control(subject: Subject) -> Iterator[Hit]:
    for name, each in subject.fields.items():
        if found := _CONTROL.search(each.text):
            yield Hit(
                f"the {name} holds U+{ord(found[0]):04X}, which is no character of a text",
                "Write what was meant.",
                name,
            )


def _shouted_title(subject: Subject) -> Iterator[Hit]:
    title = subject.title
    letters = [character for character in title if character.isalpha()]
    if (
        len(letters) > _FEWEST_LETTERS
        and len(title.split()) >= _FEWEST_WORDS
        and title == title.upper()
        and letters[0].lower() != letters[0]
    ):
        yield Hit(
            "the title is in capitals", "Write it as a sentence; styles make capitals where they want them.", "title"
        )


def _full_stop(subject: Subject) -> Iterator[Hit]:
    title = subject.title.rstrip()
    if (
        title.endswith(".")
        and not title.endswith("..")
        and not re.search(r"\b(?:\w\.|[A-Z][a-z]{0,3}\.|etc\.|al\.)$", title)
    ):
        written = subject.text("title").rstrip()
        fix = Fix("title", written[:-1]) if written.endswith(".") else None
        yield Hit("the title ends in a full stop", "Styles print one themselves.", "title", fix)


def _braced_title(subject: Subject) -> Iterator[Hit]:
    written = subject.text("title").strip()
    if len(written) > 2 and written[0] == "{" and _closes_last(written) and " " in written:
        bare = written[1:-1]
        # In a headline nobody can tell which capitals are a name's: bare, BibTeX prints `the detroit region`.
        fix = Fix("title", with_braces(bare, names=True), asks=not shows_names(bare))
        yield Hit("the whole title is in double braces", "Protect single words: {DNA}.", "title", fix)


def _closes_last(text: str) -> bool:
    """Whether the brace a text begins with is closed by its last character."""
    depth = 0
    for at, character in enumerate(text):
        if character in "{}" and text[at - 1 : at] != "\\":
            depth += 1 if character == "{" else -1
        if depth == 0:
            return at == len(text) - 1
    return False


RULES = (
    Rule(
        "content/markup-left",
        Level.WARNING,
        "Markup or an entity is left in a field",
        "HTML, JATS and entities are printed as they stand.",
        _markup,
        fix="LaTeX for italics, bold, raised and lowered; the character for an entity; other tags come off",
    ),
    Rule(
        "content/mojibake",
        Level.WARNING,
        "A text was read in the wrong encoding",
        "UTF-8 was read as Windows-1252 and saved so.",
        _mojibake,
        fix="the text as it read before",
    ),
    Rule(
        "content/control-character",
        Level.WARNING,
        "A character is no character of a text",
        "Control characters and U+FFFD break exports, or stand for what was lost.",
        _control,
    ),
    Rule(
        "content/title-capitals",
        Level.WARNING,
        "A title is in capitals",
        "No style can turn it into a sentence again.",
        _shouted_title,
    ),
    Rule(
        "content/title-full-stop",
        Level.NOTE,
        "A title ends in a full stop",
        "Styles print their own, so that there are two.",
        _full_stop,
        fix="the stop comes off",
    ),
    Rule(
        "content/title-braced",
        Level.NOTE,
        "A whole title is in double braces",
        "No style can change its case: headline styles print it in sentence case.",
        _braced_title,
        fix="the outer braces come off, and acronyms and names get their own; a headline hides its names, and is"
        " only offered",
    ),
)
