"""The entries of a .bib file as enriching looks at them: what each says, what it inherits, where its fields stand."""

from __future__ import annotations

from atlas_cite.bibfile.file import BibFile
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem, Severity
from atlas_cite.model.item import Item
from atlas_cite.sources.bibtex.blocks import RawEntry
from atlas_cite.sources.bibtex.fields import read_entry
from atlas_cite.sources.bibtex.inheritance import with_inherited


def bib_subjects(file: BibFile) -> tuple[list[Subject], list[Problem]]:
    """Every readable entry of a file, in order, and what a person should know or decide of what they say."""
    raw_and_whole, missing_parents = with_inherited(file)
    subjects: list[Subject] = []
    problems: list[Problem] = [*file.problems, *missing_parents]
    for entry, (raw, inherited) in zip(file.entries, raw_and_whole, strict=True):
        read = read_entry(inherited, file.where)
        problems += [each for each in read.problems if _matters(each)]
        item = read.reference.item if len(raw.fields) == len(inherited.fields) else _own_item(raw, read.reference.item)
        subjects.append(
            Subject(
                index=entry.index,
                key=entry.key,
                type=raw.type,
                line=entry.line,
                column=entry.column,
                own=item,
                reference=read.reference,
                fields=raw.fields,
            )
        )
    return subjects, problems


def _own_item(raw: RawEntry, whole: Item) -> Item:
    """What an entry says itself; its type may be one that only makes sense with what it inherits."""
    return Item(whole.type, read_entry(raw, "").reference.item.fields)


def _matters(problem: Problem) -> bool:
    """Whether what the reader of fields found concerns identity, or waits for a person; the rest is for linting."""
    return problem.severity is not Severity.WARNING or problem.code.startswith("doi-")
