"""Spelling rules: values that are right and written in a way that programs read badly; all can be mended unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.checks.finding import Fix, Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Subject
from atlas_cite.latex.unprotected import unprotected_words, with_braces
from atlas_cite.model.check_digits import is_isbn, is_issn
from atlas_cite.model.title_marks import marked_kind
from atlas_cite.tables.bibtex import MONTH_MACROS

_DASH = r"(?:\\textendash(?:\{\})?|\\textemdash(?:\{\})?|[\u2010-\u2015\u2212]|-+)"
_RANGE = re.compile(
    rf"(?P<first>(?P<letters>[A-Za-z]{{0,3}})\d+[A-Za-z]?)\s*{_DASH}\s*(?P<last>[A-Za-z]{{0,3}}\d+[A-Za-z]?)"
)
_PAGE_LABEL = re.compile(r"\s*(?<![A-Za-z])(?:(?:pages?|pp)\s*[.:~]?|p(?:\s*[.:~]|(?=\s)))\s*(?=\d)", re.IGNORECASE)
"""A lone `p` needs a stop or a blank behind it: `P08003` is a number of its own (JINST)."""
_LIST = re.compile(r"\s*[,;+]\s*")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORTEST_MONTH = 3
_DASHES = re.compile(r"\\textendash(?:\{\})?|[\u2010-\u2015\u2212]|--+")
_NUMBER_LABEL = re.compile(r"^\s*(?:e-?|p-?|print|online)?\s*(?:ISSN|ISBN)(?:-1[03])?\s*[:.]?\s*", re.IGNORECASE)
_SHOUTED = re.compile(r"J\.|JOURNAL\.")
"""The beginning of a suffix that no publisher prints in capitals."""
_PRINTED_SMALL = frozenset(
    """10.1001 10.1002 10.1007 10.1016 10.1021 10.1038 10.1046 10.1053 10.1073 10.1080 10.1093 10.1098 10.1111 10.1126
    10.1136 10.1146 10.1152 10.1155 10.1177 10.1186 10.1242 10.1371 10.3389 10.3390 10.5194 10.7554 10.7717""".split()
)
"""Registrants that print their DOIs in small letters; others print capitals themselves (IEEE, AHA, NEJM, JJAP)."""
_LETTERS = re.compile(r"[^\W\d_]{3}")
_SHORTEST_SUFFIX = 2
_MARK_WORDS = frozenset({"RETRACTED", "WITHDRAWN", "REMOVED", "ARTICLE", "PAPER"})
"""Words of a publisher's mark; a rule of its own tells of it."""
_ENGLISH = frozenset({"", "en", "eng", "english", "american", "british", "usenglish", "ukenglish"})


def _case(subject: Subject) -> Iterator[Hit]:
    written = subject.text("title")
    language = subject.text("langid", "language").strip("{} ").lower()
    if not written or language.partition("-")[0] not in _ENGLISH:
        return
    words = list(dict.fromkeys(written[start:end] for start, end in unprotected_words(written)))
    if words and not (marked_kind(written) and _MARK_WORDS.issuperset(words)):
        shown = ", ".join(words[:4]) + (" …" if len(words) > 4 else "")
        hint = f"Put them in braces: {{{words[0]}}}."
        yield Hit(f"styles that lower titles lower {shown}", hint, "title", Fix("title", with_braces(written)))


def _pages(subject: Subject) -> Iterator[Hit]:
    written = subject.text("pages")
    mended = ", ".join(map(_mended_pages, _LIST.split(_PAGE_LABEL.sub("", written).strip()))) if written else ""
    if not mended or _without_blanks(mended) == _without_blanks(written):
        return
    if _PAGE_LABEL.match(written):
        yield Hit(f"the pages carry a label: {written}", "Styles print it themselves.", "pages", Fix("pages", mended))
    else:
        hint = "BibTeX wants two hyphens: 368--376."
        yield Hit(f"the pages are not joined by --: {written}", hint, "pages", Fix("pages", mended))


def _without_blanks(text: str) -> str:
    return "".join(text.split()).replace(";", ",")


def _mended_pages(part: str) -> str:
    """One page or range; a page whose own number holds a dash is left as it is."""
    match = _RANGE.fullmatch(part.strip())
    if match is None or (match["letters"] and not match["last"].startswith(match["letters"])):
        return part.strip()
    return f"{match['first']}--{match['last']}"


def _month(subject: Subject) -> Iterator[Hit]:
    field = subject.fields.get("month")
    if field is None or not field.is_literal or "date" in subject.fields:
        return
    name = field.text.strip(" .{}").lower()
    number = int(name) if name.isdecimal() and name.isascii() else _month_number(name)
    if 1 <= number <= len(MONTH_MACROS) and not name.isdecimal():
        macro = MONTH_MACROS[number - 1]
        hint = f"Write month = {macro}, without braces."
        message = f"the month is a word, {field.text}, which styles cannot translate"
        yield Hit(message, hint, "month", Fix("month", macro, is_macro=True))


def _month_number(name: str) -> int:
    """1 to 12 for an English month in full or cut short, else 0."""
    if len(name) < _SHORTEST_MONTH:
        return 0
    return next((number for number, full in enumerate(_MONTH_NAMES, 1) if full.startswith(name)), 0)


def _issn(subject: Subject) -> Iterator[Hit]:
    written = subject.text("issn")
    mended = ", ".join(_hyphened(part) or part.strip() for part in _LIST.split(written.strip()))
    is_other = _LIST.sub(", ", written.strip()) != mended
    if is_other and any(map(_hyphened, _LIST.split(written))):
        yield Hit(f"the ISSN is not written 1234-5678: {written}", "", "issn", Fix("issn", mended))


def _hyphened(part: str) -> str:
    """An ISSN in its one form; empty when `part` is none."""
    bare = _NUMBER_LABEL.sub("", _DASHES.sub("-", part)).strip()
    return f"{bare.replace('-', '')[:4]}-{bare.replace('-', '')[4:].upper()}" if is_issn(bare) else ""


def _isbn(subject: Subject) -> Iterator[Hit]:
    written = subject.text("isbn")
    mended = _NUMBER_LABEL.sub("", _DASHES.sub("-", written))
    if written and mended != written and is_isbn(mended):
        yield Hit(f"the ISBN is written with a label or dashes: {written}", "", "isbn", Fix("isbn", mended.strip()))


def _doi_case(subject: Subject) -> Iterator[Hit]:
    written = subject.text("doi")
    suffix = written.partition("/")[2]
    if subject.doi is None or not suffix.isupper() or written.strip().lower() != subject.doi.text:
        return
    if _SHOUTED.match(suffix) or (subject.doi.prefix in _PRINTED_SMALL and _LETTERS.match(suffix)):
        message = f"the DOI is in capitals: {written}"
        hint = "It leads to the same work; registries give it in small letters, and programs compare letters."
        yield Hit(message, hint, "doi", Fix("doi", subject.doi.text))


def _doi_tail(subject: Subject) -> Iterator[Hit]:
    written = subject.text("doi")
    doi = subject.doi
    if doi and written.strip().lower().startswith(doi.text) and len(written.strip()) > len(doi.text):
        hint = "Take it off: it ends up in the address."
        tail = written.strip()[len(doi.text) :]
        # A sentence's stop is no part of a DOI; `/full` may be, if rarely; and `10.1111/j.` was cut short.
        is_doubtful = tail.startswith("/") or len(doi.text.partition("/")[2]) < _SHORTEST_SUFFIX
        fix = Fix("doi", written.strip()[: len(doi.text)], asks=is_doubtful)
        yield Hit(f"behind the DOI stands {tail!r}", hint, "doi", fix)


RULES = (
    Rule(
        "content/case-protection",
        Level.NOTE,
        "Capitals of a title are not protected",
        "BibTeX’s styles, and all that print titles in sentence case, lower what is not in braces: acronyms, genes and"
        " formulas come out wrong. Names of people and places are not looked for: in a headline they cannot"
        " be told from other words.",
        _case,
        fix="each such word is put in braces",
    ),
    Rule(
        "content/pages-form",
        Level.NOTE,
        "Pages are not written 368--376",
        "A single hyphen is printed as one by some programs, a typographic dash is lost by others, and a label such as"
        " pp. is printed twice.",
        _pages,
        fix="two hyphens between the pages, no label",
    ),
    Rule(
        "content/month-word",
        Level.NOTE,
        "A month is a word",
        "Styles translate and shorten the macros jan to dec, and print any other text as it is.",
        _month,
        fix="the macro takes the word’s place",
    ),
    Rule(
        "content/issn-form",
        Level.NOTE,
        "An ISSN is not written 1234-5678",
        "Programs compare ISSNs letter by letter.",
        _issn,
        fix="four digits, a hyphen, four digits",
    ),
    Rule(
        "content/isbn-form",
        Level.NOTE,
        "An ISBN is written with a label or dashes",
        "Programs and library catalogues look for digits and hyphens.",
        _isbn,
        fix="hyphens, no label",
    ),
    Rule(
        "identity/doi-capitals",
        Level.NOTE,
        "A DOI is in capitals",
        "It leads to the same work, but programs that compare letters do not find it again.",
        _doi_case,
        fix="small letters, as the registry gives it",
    ),
    Rule(
        "identity/doi-tail",
        Level.WARNING,
        "Something stands behind a DOI",
        "A full stop, a comma or the tail of a publisher’s address ends up in the address and may break it.",
        _doi_tail,
        fix="the DOI alone",
    ),
)
