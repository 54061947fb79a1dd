"""Reading MEDLINE files (`.nbib`), from PubMed, ERIC and reference managers."""

from __future__ import annotations

from atlas_cite.errors import Problem
from atlas_cite.model.reference import Reference
from atlas_cite.sources.nbib.fields import read_record
from atlas_cite.sources.nbib.records import split_records

__all__ = ["read_nbib"]


def read_nbib(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every record of a MEDLINE text as a reference, and everything doubtful in it, in the order of lines.

    `where` names the file.  Tags without a CSL word stay in `extra` as `nbib:<tag>`, one line each; general notes
    (`GN`) are a reader's own: CSL's `annote`.
    """
    records, problems = split_records(text, where)
    references: list[Reference] = []
    for record in records:
        reference, new_problems = read_record(record, where)
        references.append(reference)
        problems.extend(new_problems)
    return references, problems
