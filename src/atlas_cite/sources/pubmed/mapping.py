"""A PubMed summary turned into an item, its identifiers, and what happened to the work since.

Source: NCBI E-utilities, ESummary 2.0 for PubMed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status, Update
from atlas_cite.model.text import without_markup
from atlas_cite.model.work import Outcome, PubmedAnswer
from atlas_cite.sources.crossref.markup import plain_text, rich_text
from atlas_cite.sources.crossref.people import read_name
from atlas_cite.sources.crossref.updates import read_doi, read_status
from atlas_cite.tables.crossref import SUFFIXES
from atlas_cite.tables.pubmed import LANGUAGES, RETRACTED, TYPES, UPDATES

_INITIALS = re.compile(r"[^\W\d_]{1,4}(?:-[^\W\d_]{1,2})*")
_PII = re.compile(r"pii: ([^.;\s]+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_summary(asked: str, summary: Mapping[str, Any], fetched: str) -> PubmedAnswer:
    """What a summary tells; whatever is missing or damaged is left out, never raises.  `fetched` is an ISO date."""
    ids = {plain_text(each.get("idtype")): plain_text(each.get("value")) for each in _listed(summary, "articleids")}
    doi = read_doi(ids.get("doi", ""))
    pmid, pmcid = plain_text(summary.get("uid")), (ids.get("pmc") or "").upper()
    item = Item(TYPES.get(plain_text(summary.get("doctype")), "article-journal"), _fields(summary, doi, pmid, pmcid))
    status = _status(summary, item.text("title"), fetched)
    return PubmedAnswer(asked, Outcome.FOUND, fetched, doi, pmid, pmcid, item, status)


def _fields(summary: Mapping[str, Any], doi: Doi | None, pmid: str, pmcid: str) -> dict[str, Value]:
    languages = [plain_text(each) for each in summary.get("lang") or [] if isinstance(each, str)]
    issn = [text for text in (plain_text(summary.get("issn")), plain_text(summary.get("essn"))) if text]
    page = _full_pages(plain_text(summary.get("pages")).partition(";")[0].strip())
    number = _PII.search(plain_text(summary.get("elocationid")))
    said: dict[str, Value | None] = {
        "title": _title(summary.get("title")),
        "original-title": _title(summary.get("vernaculartitle")),
        "author": _people(summary, {"Author", "CollectiveName"}),
        "editor": _people(summary, {"Editor"}),
        "container-title": plain_text(summary.get("fulljournalname")) or plain_text(summary.get("booktitle")),
        "container-title-short": plain_text(summary.get("source")),
        "issued": _date(plain_text(summary.get("pubdate"))),
        "available-date": _date(plain_text(summary.get("epubdate"))),
        "volume": plain_text(summary.get("volume")),
        "issue": plain_text(summary.get("issue")),
        "page": page,
        "number": number[1] if number and not page else "",
        "publisher": plain_text(summary.get("publishername")),
        "publisher-place": plain_text(summary.get("publisherlocation")),
        "ISSN": ", ".join(dict.fromkeys(issn)),
        "language": LANGUAGES.get(languages[0], "") if languages else "",
        "DOI": doi.text if doi else "",
        "PMID": pmid,
        "PMCID": pmcid,
    }
    return {variable: value for variable, value in said.items() if value}


def _title(raw: object) -> str:
    """A title without PubMed's full stop, and without the brackets that mark a translated one."""
    title = rich_text(raw)
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return title[1:-1] if title.startswith("[") and title.endswith("]") else title


def _people(summary: Mapping[str, Any], kinds: set[str]) -> tuple[Name, ...]:
    people = [each for each in _listed(summary, "authors") if plain_text(each.get("authtype")) in kinds]
    names = (_name(plain_text(each.get("name")), plain_text(each.get("authtype"))) for each in people)
    return tuple(name for name in names if not name.is_empty)


def _name(text: str, kind: str) -> Name:
    """`van der Meer JW Jr` in parts; a group, or a name without initials, whole."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and words[-1].casefold().rstrip(".") in SUFFIXES else ""
    if kind == "CollectiveName" or len(words) < 2 or not (_INITIALS.fullmatch(words[-1]) and words[-1].isupper()):
        return Name(literal=text)
    given = " ".join(f"{letter}." for letter in words[-1] if letter != "-")
    return read_name({"family": " ".join(words[:-1]), "given": given, "suffix": suffix})


def _date(text: str) -> Date | None:
    """The day, month, season or year of `2019 Aug 1`, `2019 Jul-Aug`, `1998 Dec 15-31`; of a range its beginning."""
    date = Date.parse(re.sub(r"(\w)-\w+.*", r"\1", text))
    if date is None or date.start:
        return date
    year = _YEAR.search(text)
    return Date((int(year.group()),)) if year else None


def _full_pages(pages: str) -> str:
    """`368-76` as `368-376`."""
    first, dash, last = pages.partition("-")
    missing = len(first) - len(last)
    return first + dash + first[:missing] + last if first.isdecimal() and last.isdecimal() and missing > 0 else pages


def _status(summary: Mapping[str, Any], title: str, fetched: str) -> Status:
    """What PubMed tells of the work: links to notices, the type of a retracted work, and a marked title."""
    told = [
        Update(kind, "pubmed", None, _notice_date(plain_text(each.get("refsource"))))
        for each in _listed(summary, "references")
        if (kind := UPDATES.get(plain_text(each.get("reftype")).casefold()))
    ]
    types = {plain_text(each).casefold() for each in summary.get("pubtype") or [] if isinstance(each, str)}
    if RETRACTED in types and not any(update.kind == "retraction" for update in told):
        told.append(Update("retraction", "pubmed"))
    marked = read_status({}, Doi.parse("10.0000/none"), without_markup(title), fetched).updates
    return Status(fetched, tuple(dict.fromkeys([*told, *marked])))


def _notice_date(source: str) -> str:
    """The year of the notice, as `Lancet. 2010 Feb 6;375(9713):445` gives it."""
    found = _YEAR.search(source)
    return found.group() if found else ""


def _listed(summary: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    value = summary.get(name)
    yield from (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()
