"""Readers of what machines find in pages: JSON-LD through extruct, COinS and meta tags through lxml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from lxml import html

from bench.readers.bibliographies import Reader
from bench.readers.facts import Facts
from bench.readers.running import on_file, run_python

_EXTRUCT = """
import json, sys, extruct
script = open(sys.argv[1], encoding="utf-8").read().replace("</", "<\\\\/")
page = f'<html><head><script type="application/ld+json">{script}</script></head></html>'
print(json.dumps(extruct.extract(page, syntaxes=["json-ld"])["json-ld"][0]["@graph"]))
"""


def json_ld_reader(text: str) -> dict[str, Facts]:
    """The things of a graph, under their `citekey`."""

    def read(path: Path) -> dict[str, Facts]:
        return {_identifier(thing, "citekey"): _of_thing(thing) for thing in run_python(_EXTRUCT, str(path))}

    return on_file(read, ".jsonld")(text)  # type: ignore[no-any-return]


def _of_thing(thing: dict[str, Any]) -> Facts:
    chain = [*_wholes(thing)]
    people = _listed(thing.get("author"))
    return {
        "title": thing.get("name", ""),
        "authors": "; ".join(person.get("familyName", person["name"]) for person in people),
        "given": "; ".join(f"{person.get('givenName', '')} {person.get('honorificSuffix', '')}" for person in people),
        "year": str(thing.get("datePublished", ""))[:4],
        "date": str(thing.get("datePublished", ""))[:7],
        "container": next((each["name"] for each in chain if each.get("name") and "Series" not in each["@type"]), ""),
        "volume": next((each["volumeNumber"] for each in (thing, *chain) if each.get("volumeNumber")), ""),
        "issue": next((each["issueNumber"] for each in (thing, *chain) if each.get("issueNumber")), ""),
        "pages": thing.get("pagination", "") or f"{thing.get('pageStart', '')} {thing.get('pageEnd', '')}",
        "publisher": thing.get("publisher", {}).get("name", ""),
        "doi": _identifier(thing, "DOI"),
        "annotation": " ".join(each.get("text", "") for each in _listed(thing.get("subjectOf"))),
    }


def _wholes(thing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a thing is a part of, and what that is."""
    for whole in _listed(thing.get("isPartOf")):
        yield whole
        yield from _wholes(whole)


def _listed(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value] if value else []


def _identifier(thing: dict[str, Any], name: str) -> str:
    found = (each["value"] for each in _listed(thing.get("identifier")) if each["propertyID"] == name)
    return next(found, "")


def coins_reader(text: str) -> dict[str, Facts]:
    """The spans, in the order of the entries."""
    spans = html.fromstring(f"<div>{text}</div>").iter("span")
    return {f"#{number}": _of_coins(parse_qs(span.get("title") or "")) for number, span in enumerate(spans)}


def _of_coins(fields: dict[str, list[str]]) -> Facts:
    def first(*names: str) -> str:
        return next((fields[f"rft.{name}"][0] for name in names if f"rft.{name}" in fields), "")

    ids = fields.get("rft_id", [])
    return {
        "title": first("atitle", "title", "btitle"),
        "year": first("date")[:4],
        "date": first("date")[:7],
        "volume": first("volume"),
        "issue": first("issue"),
        "pages": first("pages") or f"{first('spage')} {first('epage')}",
        "doi": next((each.removeprefix("info:doi/") for each in ids if each.startswith("info:doi/")), ""),
    }


def meta_reader(text: str) -> dict[str, Facts]:
    """The blocks of tags, in the order of the entries."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return {f"#{number}": _of_meta(block) for number, block in enumerate(blocks)}


def _of_meta(block: str) -> Facts:
    tags: dict[str, list[str]] = {}
    for tag in html.fromstring(f"<div>{block}</div>").iter("meta"):
        tags.setdefault(tag.get("name") or "", []).append(tag.get("content") or "")
    first = {name: values[0] for name, values in tags.items()}
    return {
        "title": first.get("citation_title", ""),
        "authors": "; ".join(name.partition(",")[0] for name in tags.get("citation_author", [])),
        "year": first.get("DC.date", "")[:4],
        "date": first.get("DC.date", "")[:7],
        "volume": first.get("citation_volume", ""),
        "issue": first.get("citation_issue", ""),
        "pages": f"{first.get('citation_firstpage', '')} {first.get('citation_lastpage', '')}",
        "publisher": first.get("DC.publisher", ""),
        "doi": first.get("citation_doi", ""),
    }


READERS: dict[str, Reader] = {"json-ld": json_ld_reader, "coins": coins_reader, "meta": meta_reader}
