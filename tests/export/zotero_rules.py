"""How Zotero's connector reads a page, as its translators say: COinS first, else the meta tags.

Written from `COinS.js` and `Embedded Metadata.js` (zotero/translators), `openurl.js` and `cleanAuthor`
(zotero/utilities); what our pages can never bring about is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import html

FORMATS = {
    "info:ofi/fmt:kev:mtx:journal": "journalArticle",
    "info:ofi/fmt:kev:mtx:dissertation": "thesis",
    "info:ofi/fmt:kev:mtx:patent": "patent",
    "info:ofi/fmt:kev:mtx:dc": "webpage",
}
BOOK_GENRES = {
    "bookitem": "bookSection",
    "conference": "conferencePaper",
    "proceeding": "conferencePaper",
    "report": "report",
    "document": "document",
}
PARTS = ("journalArticle", "bookSection", "conferencePaper")
KEYS_BY_KIND = {
    "btitle": {"book": "title", "report": "title"} | dict.fromkeys(PARTS[1:], "publicationTitle"),
    "atitle": dict.fromkeys(PARTS, "title"),
    "jtitle": {"journalArticle": "publicationTitle"},
    "stitle": {"journalArticle": "journalAbbreviation"},
    "title": {"": "title"} | dict.fromkeys(PARTS, "publicationTitle"),
    "date": {"": "date", "patent": "issueDate"},
}
"""What a key is for each kind of item; under no name: for all others."""
ADDRESSES = {"info:doi/": "DOI", "urn:isbn:": "ISBN", "http": "url"}
PEOPLE = {"au": "author", "creator": "author", "contributor": "contributor", "inventor": "inventor"}
PLAIN_KEYS = {
    "volume": "volume", "issue": "issue", "pages": "pages", "place": "place", "edition": "edition",
    "tpages": "numPages", "pub": "publisher", "publisher": "publisher", "inst": "publisher", "degree": "type",
    "rights": "rights", "description": "abstractNote", "language": "language", "source": "publicationTitle",
    "number": "patentNumber", "assignee": "assignee", "series": "series",
}  # fmt: skip


@dataclass
class Found:
    """An item as Zotero would keep it; creators are family name, given name and role."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def items_of_page(text: str) -> list[Found]:
    """What the connector offers for a page: all COinS where there are any, else what the meta tags tell."""
    tree = html.document_fromstring(text.encode())
    spans = [span.get("title") for span in tree.cssselect("span.Z3988[title]")]
    found = [item for span in spans if (item := item_of_context_object(span))]
    if found:
        return found
    metas = [(each.get("name"), each.get("content")) for each in tree.cssselect("head > meta[name][content]")]
    item = item_of_meta_tags([(name, content) for name, content in metas if name and content])
    return [item] if item else []


def item_of_context_object(text: str) -> Found | None:
    """`parseContextObject`: a `+` becomes a blank however it is written, the last value of a key counts."""
    pairs = [part.split("=") for part in text.split("&")]
    values = [(pair[0], unquote(re.sub(r"\+|%2[bB]", " ", pair[1]), errors="strict")) for pair in pairs]
    plain = dict(values)
    kind = FORMATS.get(plain.get("rft_val_fmt", ""))
    if plain.get("rft_val_fmt") == "info:ofi/fmt:kev:mtx:book":
        kind = BOOK_GENRES.get(plain.get("rft.genre", ""), "book")
    if kind is None:
        return None
    item = Found(kind)
    parted: list[dict[str, str]] = []
    for key, value in values:
        if value:
            _take(item, key, value, parted)
    for person in parted:
        if not any(
            last == person.get("last") and given and given.startswith(person.get("first", ""))
            for last, given, _ in item.creators
        ):
            item.creators.insert(0, (person.get("last", ""), person.get("first", ""), "author"))
    return item


def _take(item: Found, key: str, value: str, parted: list[dict[str, str]]) -> None:
    name = key.removeprefix("rft.")
    if key == "rft_id":
        for start in filter(value.startswith, ADDRESSES):
            item.fields[ADDRESSES[start]] = value if start == "http" else value.removeprefix(start)
    elif name in KEYS_BY_KIND:
        by_kind = KEYS_BY_KIND[name]
        if target := by_kind.get(item.kind, by_kind.get("", "")):
            item.fields[target] = value
    elif name in {"issn", "eissn", "isbn"}:
        item.fields.setdefault(name.removeprefix("e").upper(), value)
    elif name in PEOPLE or name in {"aulast", "aufirst"}:
        _take_person(item, name, value, parted)
    elif name == "subject":
        item.tags.append(value)
    elif name == "type" and item.kind not in {"thesis", "patent"}:
        item.kind = value
    elif name in PLAIN_KEYS:
        item.fields[PLAIN_KEYS[name]] = value


def _take_person(item: Found, name: str, value: str, parted: list[dict[str, str]]) -> None:
    part = name.removeprefix("au")
    if name in PEOPLE:
        item.creators.append((*clean_author(value, by_comma="," in value), PEOPLE[name]))
    elif parted and part not in parted[-1]:
        parted[-1][part] = value
    else:
        parted.append({part: value})


def clean_author(author: str, *, by_comma: bool) -> tuple[str, str]:
    """`cleanAuthor`: family and given name; what stands behind a second comma is lost."""
    author = re.sub(r"^[\s\xa0.,/\[\]:]+|[\s\xa0.,/\[\]:]+$", "", author)
    if by_comma:
        author = re.sub(r"\.([^ ])", r". \1", author, count=1)
        last, *rest = re.split(r"[,،] ?", author)
        first = rest[0] if rest else ""
    else:
        first, _, last = author.rpartition(" ")
    if re.fullmatch(r"[A-ZЀ-Я]{1,3}", first) and (len(first) == 1 or last.upper() != last):
        first = " ".join(f"{letter}." for letter in first)
    words = re.split(r"[\s.]+|(?=-)", re.sub(r"\s*([-\u2010-\u2015])\s*", "-", first.strip(" .")))
    dotted = " ".join(f"{word}." if re.fullmatch(r"-?[A-ZЀ-Я]", word) else word for word in filter(None, words))
    return last, dotted.replace(" -", "-").strip()


HIGHWIRE = {
    "citation_title": "title", "citation_publication_date": "date", "citation_journal_title": "publicationTitle",
    "citation_journal_abbrev": "journalAbbreviation", "citation_inbook_title": "publicationTitle",
    "citation_volume": "volume", "citation_issue": "issue", "citation_series_title": "series",
    "citation_conference_title": "conferenceName", "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution", "citation_technical_report_number": "number",
    "citation_publisher": "publisher", "citation_isbn": "ISBN", "citation_abstract": "abstractNote",
    "citation_doi": "DOI", "citation_public_url": "url", "citation_language": "language", "citation_pmid": "PMID",
}  # fmt: skip
CLAIMS = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
"""Tags that claim a kind; the last one in the page counts, and before Dublin Core's."""


def item_of_meta_tags(tags: list[tuple[str, str]]) -> Found | None:
    """`Embedded Metadata.js`: Highwire's tags, the kind from them or from `DC.type`."""
    claimed = [CLAIMS[name] for name, _ in tags if name in CLAIMS]
    told = next((content for name, content in tags if name == "DC.type"), "")
    if not (claimed or told):
        return None
    item = Found(claimed[-1] if claimed else told)
    for name, content in tags:
        if name in HIGHWIRE:
            joins = HIGHWIRE[name] == "ISBN" and "ISBN" in item.fields
            if joins:
                item.fields["ISBN"] += f", {content}"
            else:
                item.fields.setdefault(HIGHWIRE[name], content)
    pages = [content for name, content in tags if name in {"citation_firstpage", "citation_lastpage"}]
    if pages:
        item.fields["pages"] = "-".join(pages)
    item.fields |= {"ISSN": ", ".join(content for name, content in tags if name == "citation_issn")}
    for role in ("author", "editor"):
        item.creators += _people([content for name, content in tags if name == f"citation_{role}"], role)
    return item


def _people(nodes: list[str], role: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    previous = ""
    for node in nodes:
        names = re.split(r"\s*;\s*", node)
        by_comma = re.split(r"\s*,\s*", names[0])
        if len(names) == len(nodes) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            names = by_comma
        for name in names:
            if name and name != previous:
                found.append((*clean_author(name, by_comma="," in name), role))
                previous = name
    return found
