"""What a saved page's markup says beside its text: citation meta, JSON-LD, canonical link, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded, tidy
from atlas_cite.sources.atlas.address import is_atlas_address
from atlas_cite.tables.atlas import ATLAS_HOSTS, ATLAS_NAME

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = {
    "citation_title": "title",
    "dc.title": "title",
    "citation_author": "author",
    "dc.creator": "author",
    "citation_doi": "doi",
    "dc.identifier": "doi",
    "prism.doi": "doi",
    "citation_pmid": "pmid",
    "citation_journal_title": "journal",
    "prism.publicationname": "journal",
    "citation_publication_date": "year",
    "citation_date": "year",
    "citation_year": "year",
    "article:modified_time": "last_updated",
}
"""Names of `meta` elements (lower case) and the fact each states."""

_PAPERS = frozenset({"scholarlyarticle", "medicalscholarlyarticle"})
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SITE = re.compile(r"https?://(?:www\.)?(?:" + "|".join(re.escape(host) for host in ATLAS_HOSTS) + r")\b")
_LARGEST_JSON = 500_000
_DEEPEST_JSON = 12


@dataclass(slots=True)
class HtmlFacts:
    """Facts by name (`title`, `author`, `doi` …) in the order they stand, the page's address and language."""

    values: dict[str, list[str]] = field(default_factory=dict)
    url: str = ""
    language: str = ""
    base: str = ""
    """What completes relative links: the page's address, or its site's."""

    def add(self, name: str, text: object) -> None:
        """Note a value once, when it says anything."""
        value = tidy(str(text)) if isinstance(text, str | int) else ""
        kept = self.values.setdefault(name, [])
        if value and value not in kept:
            kept.append(value)

    def first(self, name: str) -> str:
        """The first value of a fact, or an empty text."""
        return next(iter(self.values.get(name, ())), "")


def html_facts(tree: HtmlElement, text: str) -> HtmlFacts:
    """Collect what the markup of `text` states; a value that is not sure to be the paper's is left out."""
    facts = HtmlFacts(language=(tree.get("lang") or tree.get("xml:lang") or "").strip())
    facts.url = _canonical_address(tree, text)
    for element in tree.iter("meta"):
        name = _meta_name(element)
        if name in _META:
            _add_meta(facts, _META[name], element.get("content") or "")
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            _add_json(facts, element.text_content())
    if host := _SITE.search(text):
        facts.base = facts.url or host.group()
    for element in tree.iter("title"):
        facts.add("html_title", element.text_content())
    return facts


def _meta_name(element: HtmlElement) -> str:
    return (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()


def _canonical_address(tree: HtmlElement, text: str) -> str:
    """The page's own address: the canonical link, `og:url`, or a browser's `saved from` comment."""
    saved = _SAVED_FROM.search(text[:4000])
    links = [each for each in tree.iter("link") if "canonical" in (each.get("rel") or "").lower().split()]
    stated = [
        *(each.get("href") or "" for each in links),
        *(each.get("content") or "" for each in tree.iter("meta") if _meta_name(each) == "og:url"),
        *([saved.group(1)] if saved else []),
    ]
    return next((tidy(address) for address in stated if is_atlas_address(tidy(address))), "")


def _add_meta(facts: HtmlFacts, name: str, content: str) -> None:
    if name == "doi":
        found = Doi.find(content)
        if found:
            facts.add("doi", found[0].text)
    elif name == "year":
        found_year = _YEAR.search(content)
        facts.add("year", found_year.group() if found_year else "")
    elif name == "last_updated":
        facts.add("last_updated", content[:10])
    elif folded(content) != folded(ATLAS_NAME):
        facts.add(name, content)


def _add_json(facts: HtmlFacts, text: str) -> None:
    """Read JSON-LD: only an object that is typed as a paper may give title, authors and DOI."""
    if len(text) > _LARGEST_JSON:
        return
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    for each in _objects(data, 0):
        kinds = each.get("@type")
        names = {str(kind).casefold() for kind in (kinds if isinstance(kinds, list) else [kinds])}
        if names & _PAPERS:
            _add_paper(facts, each)
        if not facts.language and isinstance(each.get("inLanguage"), str):
            facts.language = each["inLanguage"].strip()


def _objects(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(data, Mapping):
        yield data
        for value in data.values():
            yield from _objects(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _objects(value, depth + 1)


def _add_paper(facts: HtmlFacts, paper: Mapping[str, Any]) -> None:
    for key in ("identifier", "sameAs", "@id", "url"):
        for text in _texts(paper.get(key)):
            for doi in Doi.find(text)[:1]:
                facts.add("doi", doi.text)
    authors = paper.get("author")
    names = [_person(each) for each in (authors if isinstance(authors, list) else [authors])]
    if any(folded(name) == folded(ATLAS_NAME) for name in names):
        return
    facts.add("title", paper.get("headline") or paper.get("name"))
    if not facts.values.get("author"):
        for name in names:
            facts.add("author", name)
    if isinstance(journal := paper.get("isPartOf"), Mapping):
        facts.add("journal", journal.get("name"))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [str(value.get("value") or value.get("@id") or "")]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) and len(value) < 50 else []


def _person(value: Any) -> str:
    if isinstance(value, Mapping):
        family, given = value.get("familyName"), value.get("givenName")
        return f"{family}, {given}" if family and given else tidy(str(value.get("name") or ""))
    return value if isinstance(value, str) else ""
