"""Readers of the other formats: our own, pandoc, nbib, Biopython, Typst, rdflib, lxml, bibutils, citation.js."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree, html

from atlas_cite.sources.inputs import SourceText
from atlas_cite.sources.read import read_text
from bench.readers.bibliographies import Reader, of_rispy_record
from bench.readers.facts import Facts, facts_of
from bench.readers.running import NotInstalled, on_file, run, run_python

_NBIB = """
import json, sys, nbib
print(json.dumps(nbib.read(open(sys.argv[1], encoding="utf-8").read() + "\\n"), default=str))
"""
_BIOPYTHON = """
import json, sys
from Bio import Medline
print(json.dumps(list(Medline.parse(open(sys.argv[1], encoding="utf-8")))))
"""
_XML2RIS = """
import json, sys, rispy
print(json.dumps(rispy.loads(open(sys.argv[1], encoding="utf-8-sig").read())))
"""
_TYPST = """
import json, sys, typst
typst.compile(sys.argv[1], output=sys.argv[1] + ".pdf")
print(json.dumps(""))
"""
_RDFLIB = """
import json, sys, rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="xml", publicID="x:")
print(json.dumps([[str(each) for each in triple] for triple in graph]))
"""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_BIB, _FOAF = "http://purl.org/net/biblio#", "http://xmlns.com/foaf/0.1/"
_ZOTERO, _PRISM = "http://www.zotero.org/namespaces/export#", "http://prismstandard.org/namespaces/1.2/basic/"


def own_reader(text: str) -> dict[str, Facts]:
    """Our own readers, by the text's content."""
    references, _ = read_text(SourceText("export", text.removeprefix("\ufeff")))
    return {
        each.key: facts_of(each.item, f"{each.item.text('annote')} {each.item.text('note')}") for each in references
    }


def nbib_reader(text: str) -> dict[str, Facts]:
    """The nbib library; keys by order, as it knows none."""
    return _by_order(on_file(lambda path: run_python(_NBIB, str(path)), ".nbib")(text), _of_nbib)


def _of_nbib(each: dict[str, Any]) -> Facts:
    return {
        "title": each.get("title", ""),
        "year": each.get("publication_date", "")[:4],
        "container": each.get("journal", ""),
        "volume": each.get("journal_volume", ""),
        "issue": each.get("journal_issue", ""),
        "pages": each.get("pages", ""),
        "doi": each.get("doi", ""),
    }


def biopython_reader(text: str) -> dict[str, Facts]:
    """Biopython's Medline; keys by order."""
    return _by_order(on_file(lambda path: run_python(_BIOPYTHON, str(path)), ".nbib")(text), _of_biopython)


def _of_biopython(each: dict[str, Any]) -> Facts:
    return {
        "title": each.get("TI", ""),
        "year": each.get("DP", "")[:4],
        "container": each.get("JT", "") or " ".join(each.get("BTI", [])),
        "volume": each.get("VI", ""),
        "issue": each.get("IP", ""),
        "pages": each.get("PG", ""),
        "publisher": " ".join(each.get("PB", [])),
        "doi": next((value.removesuffix(" [doi]") for value in each.get("AID", []) if value.endswith("[doi]")), ""),
        "annotation": " ".join(each.get("GN", [])),
    }


def xml2ris_reader(text: str) -> dict[str, Facts]:
    """Bibutils, from MODS to RIS, and that through rispy."""

    def read(path: Path) -> dict[str, Facts]:
        ris = path.with_suffix(".ris")
        ris.write_text(run(["xml2ris", str(path)]), "utf-8")
        return _by_order(run_python(_XML2RIS, str(ris)), of_rispy_record)

    return on_file(read, ".xml")(text)  # type: ignore[no-any-return]


def typst_reader(text: str) -> dict[str, Facts]:
    """Typst: a line of a page for each entry, in the order of the file, all of it as each fact."""
    if shutil.which("pdftotext") is None:
        raise NotInstalled("pdftotext")
    keys = re.findall(r"^([A-Za-z][\w:.+/-]*):$", text, re.MULTILINE)
    cited = "\n".join(f"#cite(<{key}>, form: none)" for key in keys)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        Path(folder, "works.yml").write_text(text, "utf-8")
        style = '#bibliography("works.yml", style: "vancouver")'
        page.write_text(f"#set page(width: 500cm, height: auto)\n{cited}\n{style}\n", "utf-8")
        run_python(_TYPST, str(page))
        out = run(["pdftotext", "-layout", f"{page}.pdf", "-"])
    lines = [re.fullmatch(r"\s*(\d+)\.(.*)", line) for line in out.splitlines()]
    return {keys[int(line[1]) - 1]: _Whole(line[2]) for line in lines if line}


class _Whole(dict[str, str]):
    """A text that is every fact."""

    def __init__(self, text: str) -> None:
        super().__init__(whole=text)


def rdflib_reader(text: str) -> dict[str, Facts]:
    """Zotero RDF as triples."""
    triples = on_file(lambda path: run_python(_RDFLIB, str(path)), ".rdf")(text)
    graph: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in triples:
        graph.setdefault(subject, {}).setdefault(predicate, []).append(value)
    items = {subject: said for subject, said in graph.items() if f"{_ZOTERO}itemType" in said and _key(said)}
    return {_key(said): _of_zotero(said, graph) for said in items.values()}


def _key(said: dict[str, list[str]]) -> str:
    match = re.search(r"^Citation Key: (\S+)", said.get(f"{_DC}description", [""])[0], re.MULTILINE)
    return match[1] if match else ""


def _of_zotero(item: dict[str, list[str]], graph: dict[str, dict[str, list[str]]]) -> Facts:
    def one(said: dict[str, list[str]], name: str) -> str:
        return said.get(name, [""])[0]

    wholes = [graph.get(part, {}) for part in item.get(f"{_TERMS}isPartOf", [])]
    whole: dict[str, list[str]] = next((each for each in wholes if each.get(f"{_RDF}type") != [f"{_BIB}Series"]), {})
    people = graph.get(one(item, f"{_BIB}authors"), {})
    members = sorted((int(name[len(_RDF) + 1 :]), each[0]) for name, each in people.items() if name[len(_RDF)] == "_")
    persons = [graph[member] for _, member in members]
    notes = [one(graph.get(note, {}), f"{_RDF}value") for note in item.get(f"{_TERMS}isReferencedBy", [])]
    numbers = [value for said in (item, whole) for value in said.get(f"{_DC}identifier", [])]
    extra = re.search(r"^Container Title: (.*)", one(item, f"{_DC}description"), re.MULTILINE)
    return {
        "title": one(item, f"{_DC}title"),
        "authors": "; ".join(one(person, f"{_FOAF}surname") for person in persons),
        "given": "; ".join(one(person, f"{_FOAF}givenName") for person in persons),
        "year": one(item, f"{_DC}date")[:4],
        "date": one(item, f"{_DC}date")[:7],
        "container": one(whole, f"{_DC}title") or (extra[1] if extra else ""),
        "volume": one(whole, f"{_PRISM}volume") or one(item, f"{_PRISM}volume"),
        "issue": one(whole, f"{_PRISM}number") or one(item, f"{_PRISM}number"),
        "pages": one(item, f"{_BIB}pages"),
        "publisher": one(graph.get(one(item, f"{_DC}publisher"), {}), f"{_FOAF}name"),
        "doi": next((value[4:] for value in numbers if value.startswith("DOI ")), ""),
        "annotation": " ".join(
            " ".join(html.fromstring(f"<div>{note}</div>").itertext(with_tail=True)) for note in notes
        ),
    }


def endnote_reader(text: str) -> dict[str, Facts]:
    """EndNote XML by its element names, as EndNote's own documents and Zotero have them, through lxml."""
    records = etree.fromstring(text.encode()).iter("record")
    return {record.findtext("label") or "": _of_endnote(record) for record in records}


def _of_endnote(record: Any) -> Facts:
    def text(path: str) -> str:
        found = record.find(path)
        return "" if found is None else " ".join("".join(found.itertext()).split())

    names = ["".join(each.itertext()) for each in record.iterfind("contributors/authors/author")]
    groups = {name for name in names if name.endswith(",")}
    year, day = text("dates/year"), text("dates/pub-dates/date")
    month = re.match(r"(\w{3})(?: \d+)?$", day)
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return {
        "title": text("titles/title"),
        "authors": "; ".join(name.rstrip(",") if name in groups else name.partition(",")[0] for name in names),
        "given": "; ".join("" if name in groups else name.partition(",")[2] for name in names),
        "year": year,
        "date": f"{year}-{months.index(month[1]) + 1:02d}" if month and month[1] in months else year,
        "container": text("custom3") or text("titles/secondary-title") or text("periodical/full-title"),
        "volume": text("volume"),
        "issue": text("number"),
        "pages": text("pages"),
        "publisher": text("publisher"),
        "doi": text("electronic-resource-num"),
        "annotation": text("research-notes"),
    }


def _by_order(records: list[dict[str, Any]], facts: Callable[[dict[str, Any]], Facts]) -> dict[str, Facts]:
    """Facts under the keys that `facts.library` gives, which are their places, for readers that know no keys."""
    return {f"#{number}": facts(each) for number, each in enumerate(records)}


READERS: dict[str, Reader] = {
    "ours": own_reader,
    "nbib": nbib_reader,
    "Biopython": biopython_reader,
    "xml2ris": xml2ris_reader,
    "Typst": typst_reader,
    "rdflib": rdflib_reader,
    "lxml": endnote_reader,
}
