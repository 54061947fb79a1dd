"""Reading RIS files, from any program."""

from __future__ import annotations

from atlas_cite.errors import Problem
from atlas_cite.model.reference import Reference
from atlas_cite.sources.ris.fields import read_record
from atlas_cite.sources.ris.records import split_records

__all__ = ["read_ris"]


def read_ris(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every record of an RIS text as a reference, and everything doubtful in it, in the order of lines.

    `where` names the file.  Tags without a CSL word stay in `extra` as `ris:<tag>`, one line each;
    `truncated-names` names the lists that ended in "et al.".  Notes (`N1`, `RN`) are a reader's own: CSL's `annote`.
    """
    records, problems = split_records(text, where)
    references: list[Reference] = []
    keys: dict[str, int] = {}
    for record in records:
        reference, new_problems = read_record(record, where, keys)
        references.append(reference)
        problems.extend(new_problems)
    return references, sorted(problems, key=_line)


def _line(problem: Problem) -> int:
    number = problem.subject.rpartition(":")[2]
    return int(number) if number.isdigit() else 0
