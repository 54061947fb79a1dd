"""Read: any inputs as references, with every problem met on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import BinaryIO, Literal

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.sources.detect import Kind, detect_kind
from atlas_cite.sources.inputs import Identifier, SourceText, expand_inputs, parse_identifier

Read = tuple[list[Reference], list[Problem]]
RecordKind = Literal["yaml", "json", "jsonl", "markdown"]
_HINT = "Give an atlas page, records (YAML, JSON, Markdown), .bib, RIS, CSL-JSON or CSL-YAML, or a list of DOIs."
_UNREAD = {Kind.EMPTY: ("input-empty", "the file is empty")}


def read_inputs(names: Sequence[str], stdin: BinaryIO) -> Read:
    """References from files, folders, identifiers and standard input (`-`), in input order.

    Nothing is looked up.  Each thing that cannot be read is a problem; the rest is read.
    """
    references: list[Reference] = []
    problems: list[Problem] = []
    for found in expand_inputs(names, stdin):
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Identifier):
            references.append(identified_reference(found))
        else:
            new_references, new_problems = read_text(found)
            references.extend(new_references)
            problems.extend(new_problems)
    return references, problems


def read_text(source: SourceText) -> Read:
    """References from one text of any kind."""
    try:
        kind = detect_kind(source.text)
        if reader := _READERS.get(kind):
            references, problems = reader(source.text, source.where)
            return references, problems if references or problems else [_nothing_in(source)]
    except RecursionError:
        message = "brackets are nested too deeply to be read"
        return [], [Problem("input-too-deep", source.where, message, "Check where the file comes from.")]
    severity = Severity.WARNING if source.in_folder else Severity.ERROR
    code, message = _UNREAD.get(kind, ("input-unknown", "this is no kind of input that atlas-cite knows"))
    return [], [Problem(code, source.where, message, _HINT, severity)]


def _nothing_in(source: SourceText) -> Problem:
    severity = Severity.WARNING if source.in_folder else Severity.ERROR
    return Problem("input-empty", source.where, "there is nothing in it", _HINT, severity)


def record_reference(record: SummaryRecord, where: str) -> Reference:
    """The reference of a summary record found at `where`."""
    return Reference(Origin("record", where, record.snapshot_date), doi=record.doi, pmid=record.pmid, summary=record)


def identified_reference(found: Identifier) -> Reference:
    """The reference that is only a DOI or PubMed id."""
    first, *others = found.readings or (None,)
    others_known = tuple(doi for doi in others if doi)
    return Reference(
        Origin("input", found.where), doi=first, other_readings=others_known, pmid=found.pmid, pmcid=found.pmcid
    )


def _read_identifiers(text: str, where: str) -> Read:
    references, problems = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        spelled = line.strip()
        if not spelled or spelled.startswith("#"):
            continue
        if found := parse_identifier(spelled, f"{where}:{number}"):
            references.append(identified_reference(found))
        else:
            hint = "Write one DOI, pmid:NUMBER, pmcid:PMCNUMBER or arXiv:ID a line."
            problems.append(Problem("doi-invalid", f"{where}:{number}", f"{spelled!r} is no DOI or PubMed id", hint))
    return references, problems


def _read_pages(text: str, where: str) -> Read:
    from atlas_cite.sources.atlas import read_atlas  # each reader loads only when met

    records, problems = read_atlas(text, where)
    return [record_reference(record, where) for record in records], problems


def _read_records(text: str, where: str, kind: RecordKind) -> Read:
    from atlas_cite.sources.records import read_records

    records, problems = read_records(text, where, kind)
    return [record_reference(each.record, f"{where}:{each.line}") for each in records], problems


def _read_bibtex(text: str, where: str) -> Read:
    from atlas_cite.sources.bibtex import read_bibtex

    return read_bibtex(text, where)


def _read_ris(text: str, where: str) -> Read:
    from atlas_cite.sources.ris import read_ris

    return read_ris(text, where)


def _read_csl_json(text: str, where: str) -> Read:
    from atlas_cite.sources.csl_json import read_csl_json

    return read_csl_json(text, where)


def _read_csl_yaml(text: str, where: str) -> Read:
    from atlas_cite.sources.csl_yaml import read_csl_yaml

    return read_csl_yaml(text, where)


def _read_nbib(text: str, where: str) -> Read:
    from atlas_cite.sources.nbib import read_nbib

    return read_nbib(text, where)


def _read_endnote_xml(text: str, where: str) -> Read:
    from atlas_cite.sources.endnote_xml import read_endnote_xml

    return read_endnote_xml(text, where)


def _read_table(text: str, where: str) -> Read:
    from atlas_cite.sources.csv_table import read_csv

    return read_csv(text, where)


_READERS: dict[Kind, Callable[[str, str], Read]] = {
    Kind.ATLAS_PAGE: _read_pages,
    Kind.ATLAS_HTML: _read_pages,
    Kind.YAML_RECORDS: partial(_read_records, kind="yaml"),
    Kind.JSON_RECORDS: partial(_read_records, kind="json"),
    Kind.JSON_LINES_RECORDS: partial(_read_records, kind="jsonl"),
    Kind.MARKDOWN_RECORD: partial(_read_records, kind="markdown"),
    Kind.BIBTEX: _read_bibtex,
    Kind.RIS: _read_ris,
    Kind.CSL_JSON: _read_csl_json,
    Kind.CSL_YAML: _read_csl_yaml,
    Kind.NBIB: _read_nbib,
    Kind.TABLE: _read_table,
    Kind.ENDNOTE_XML: _read_endnote_xml,
    Kind.IDENTIFIERS: _read_identifiers,
}
