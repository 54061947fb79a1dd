"""Reading EndNote XML, from EndNote and from the programs that write it."""

from __future__ import annotations

from atlas_cite.errors import Problem
from atlas_cite.model.reference import Reference
from atlas_cite.sources.endnote_xml.fields import read_record
from atlas_cite.sources.endnote_xml.records import split_records

__all__ = ["read_endnote_xml"]


def read_endnote_xml(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every record of an EndNote XML text as a reference, and everything doubtful in it.

    `where` names the file.  Elements without a CSL word stay in `extra` as `endnote:<path>`, one line each;
    `truncated-names` names the lists that ended in "et al.".  `research-notes` are a reader's own: CSL's `annote`.
    """
    records, problems = split_records(text, where)
    references: list[Reference] = []
    keys: dict[str, int] = {}
    for record in records:
        reference, new_problems = read_record(record, where, keys)
        references.append(reference)
        problems.extend(new_problems)
    return references, problems
