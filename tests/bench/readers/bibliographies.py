"""Readers of BibTeX, BibLaTeX and RIS: pandoc, citation.js, bibutils, bibtexparser, pybtex, biber, rispy."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from atlas_cite.latex.decode import decode_plain
from atlas_cite.sources.bibtex.dates import read_date, read_year_month_day
from atlas_cite.sources.bibtex.names import read_names
from bench.readers.facts import Facts, of_csl
from bench.readers.running import NODE, on_file, pandoc, run, run_python

Reader = Callable[[str], dict[str, Facts]]

_BIBTEXPARSER = """
import json, sys, bibtexparser
read = bibtexparser.parse_file(sys.argv[1])
assert not read.failed_blocks
print(json.dumps({each.key: {field.key: field.value for field in each.fields} for each in read.entries}))
"""
_PYBTEX = """
import json, sys
from pybtex.database import parse_file
read = parse_file(sys.argv[1], bib_format="bibtex")
print(json.dumps({key: {name.lower(): value for name, value in each.fields.items()}
    | {"author": " and ".join(map(str, each.persons.get("author", [])))} for key, each in read.entries.items()}))
"""
_RISPY = """
import json, sys, rispy
print(json.dumps(rispy.load(open(sys.argv[1], encoding="utf-8"))))
"""
_CITATION_JS = """
const {{Cite}} = require("{node}/@citation-js/core");
require("{node}/@citation-js/plugin-bibtex"); require("{node}/@citation-js/plugin-ris");
const text = require("fs").readFileSync(process.argv[1], "utf8");
const {{data}} = new Cite(text, {{forceType: "{kind}"}});
console.log(JSON.stringify(data.map(({{_graph, ...item}}) => item)));
"""
_MODS = {"m": "http://www.loc.gov/mods/v3"}


def pandoc_reader(kind: str) -> Reader:
    """Pandoc, from `kind` to CSL-JSON."""
    return lambda text: of_csl(json.loads(run([pandoc(), "-f", kind, "-t", "csljson"], text)))


def citation_js_reader(kind: str) -> Reader:
    """Citation.js, from `kind` to its CSL-JSON."""
    program = _CITATION_JS.format(node=NODE, kind=kind)
    return on_file(lambda path: of_csl(json.loads(run(["node", "-e", program, str(path)]))), ".txt")


def bibutils_reader(program: str, ending: str) -> Reader:
    """Bibutils, from a file to MODS."""
    return on_file(lambda path: of_mods(run([program, "-i", "utf8", "-un", str(path)])), ending)


def bibtexparser_reader(text: str) -> dict[str, Facts]:
    """The facts that bibtexparser gives."""
    return on_file(lambda path: of_fields(run_python(_BIBTEXPARSER, str(path))), ".bib")(text)  # type: ignore[no-any-return]


def pybtex_reader(text: str) -> dict[str, Facts]:
    """The facts that pybtex gives."""
    return on_file(lambda path: of_fields(run_python(_PYBTEX, str(path))), ".bib")(text)  # type: ignore[no-any-return]


def biber_reader(text: str) -> dict[str, Facts]:
    """The facts of the file that biber writes in tool mode."""

    def read(path: Path) -> dict[str, Facts]:
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "tool.bib"
            run(["biber", "--tool", "--quiet", f"--output-file={output}", f"--logfile={folder}/log", str(path)])
            read = run_python(_BIBTEXPARSER, str(output))
        return of_fields({key: {name.lower(): value for name, value in fields.items()} for key, fields in read.items()})

    return on_file(read, ".bib")(text)  # type: ignore[no-any-return]


def rispy_reader(text: str) -> dict[str, Facts]:
    """The facts that rispy gives."""
    return on_file(lambda path: of_rispy(run_python(_RISPY, str(path))), ".ris")(text)  # type: ignore[no-any-return]


def of_fields(entries: dict[str, dict[str, str]]) -> dict[str, Facts]:
    """The facts of BibTeX fields as a parser gives them, LaTeX decoded by our own reader."""
    return {key: _of_bibtex_fields(fields) for key, fields in entries.items()}


def _of_bibtex_fields(fields: dict[str, str]) -> Facts:
    if "date" in fields:
        date = read_date(fields["date"]).date
    else:
        date = read_year_month_day(fields.get("year", ""), fields.get("month", ""), "").date
    names = read_names(fields.get("author", "")).names

    def text(*keys: str) -> str:
        return next((decode_plain(fields[key]).text for key in keys if fields.get(key)), "")

    return {
        "title": text("title"),
        "authors": "; ".join(name.literal or name.family_with_particles for name in names),
        "given": "; ".join(f"{name.given if name.family else ''} {name.suffix}" for name in names),
        "year": str(date.year or "") if date else "",
        "date": "-".join(f"{part:02d}" for part in date.start[:2]) if date and not date.end else "",
        "container": text("journal", "journaltitle", "booktitle", "howpublished", "container-title"),
        "volume": text("volume"),
        "issue": text("issue") or (text("number") if "journal" in fields or "journaltitle" in fields else ""),
        "pages": text("pages", "eid"),
        "publisher": text("publisher", "institution", "organization", "school"),
        "doi": fields.get("doi", ""),
        "annotation": text("annote", "annotation"),
    }


def of_mods(xml: str) -> dict[str, Facts]:
    """The facts of bibutils' MODS."""
    parser = etree.XMLParser(recover=True, huge_tree=True)
    found: dict[str, Facts] = {}
    for mods in etree.fromstring(xml.encode(), parser).iterfind("m:mods", _MODS):
        found[mods.get("ID") or ""] = _of_mods_record(mods)
    return found


def _of_mods_record(mods: Any) -> Facts:
    def text(path: str) -> str:
        return " ".join(node.text or "" for node in mods.iterfind(path, _MODS))

    names = [
        name
        for name in mods.iterfind("m:name", _MODS)
        if any(role.text in {"author", "aut"} for role in name.iterfind("m:role/m:roleTerm", _MODS))
    ]
    dates = text(".//m:dateIssued").split() or text(".//m:part/m:date").split()
    return {
        "title": text("m:titleInfo/*"),
        "authors": "; ".join(_parts(name, {"family", None}) for name in names),
        "given": "; ".join(_parts(name, {"given", "suffix"}) for name in names),
        "year": dates[0][:4] if dates else "",
        "date": dates[0][:7] if dates else "",
        "container": text("m:relatedItem[@type='host']/m:titleInfo/*"),
        "volume": text(".//m:detail[@type='volume']/m:number"),
        "issue": text(".//m:detail[@type='issue']/m:number") or text(".//m:detail[@type='number']/m:number"),
        "pages": text(".//m:extent/*") or text(".//m:detail[@type='page']/m:number"),
        "publisher": text(".//m:publisher"),
        "doi": text("m:identifier[@type='doi']"),
        "annotation": text("m:note") or text("m:bibtex-annote"),
    }


def _parts(name: Any, kinds: set[str | None]) -> str:
    return " ".join(part.text or "" for part in name.iterfind("m:namePart", _MODS) if part.get("type") in kinds)


def of_rispy(records: list[dict[str, Any]]) -> dict[str, Facts]:
    """The facts of rispy's records."""
    return {each.get("id", ""): of_rispy_record(each) for each in records}


def of_rispy_record(each: dict[str, Any]) -> Facts:
    """The facts of one record of rispy's."""
    names = [name.rstrip(",") if name.endswith(",") else name for name in each.get("authors", ())]
    groups = {name.rstrip(",") for name in each.get("authors", ()) if name.endswith(",")}
    pages = (each.get("start_page", ""), each.get("end_page", ""))
    titles = (each.get("journal_name"), each.get("secondary_title"), *each.get("unknown_tag", {}).get("BT", []))
    return {
        "title": each.get("title", "") or each.get("primary_title", ""),
        "authors": "; ".join(name if name in groups else name.partition(",")[0] for name in names),
        "given": "; ".join("" if name in groups else name.partition(",")[2] for name in names),
        "year": each.get("year", "")[:4],
        "date": "-".join(part for part in each.get("date", each.get("year", "")).split("/")[:2] if part),
        "container": each.get("custom3", "") or next((title for title in titles if title), ""),
        "volume": each.get("volume", ""),
        "issue": each.get("number", ""),
        "pages": " ".join(page for page in pages if page),
        "publisher": each.get("publisher", ""),
        "doi": each.get("doi", ""),
        "annotation": " ".join(each.get("notes", ())),
    }
