"""The entries of a .bib file as enriching looks at them: what each says, what it inherits, where its fields stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas_cite.bibfile.file import BibField, BibFile
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.sources.bibtex.blocks import RawEntry
from atlas_cite.sources.bibtex.fields import read_entry
from atlas_cite.sources.bibtex.inheritance import with_inherited
from atlas_cite.sources.inputs import parse_identifier
from atlas_cite.tables.datacite import ARXIV_PREFIX

_ARXIV_IN_TEXT = re.compile(r"arxiv\s*:\s*[\w./-]*\w", re.IGNORECASE)


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
                is_damaged=entry.is_damaged,
                arxiv=_arxiv(raw.fields),
            )
        )
    return subjects, problems


def _own_item(raw: RawEntry, whole: Item) -> Item:
    """What an entry says itself; its type may be one that only makes sense with what it inherits."""
    return Item(whole.type, read_entry(raw, "").reference.item.fields)


def _matters(problem: Problem) -> bool:
    """Whether what the reader of fields found concerns identity, or waits for a person; the rest is for linting."""
    return problem.severity is not Severity.WARNING or problem.code.startswith("doi-")


def _arxiv(fields: Mapping[str, BibField]) -> Doi | None:
    """The DOI that arXiv registers for the paper whose id an entry gives, or None."""
    found = (parse_identifier(text) for text in _arxiv_ids(fields))
    dois = (each.readings[0] for each in found if each and each.readings)
    return next((doi for doi in dois if doi.text.startswith(ARXIV_PREFIX)), None)


def _arxiv_ids(fields: Mapping[str, BibField]) -> Iterator[str]:
    """What may be an arXiv id: in `eprint`, in Mendeley's `arxivid`, in `url`, or in a journal called `arXiv:ID`."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype")
    for name in ("eprint", "arxivid"):
        if name in fields:
            text = fields[name].text.strip()
            is_bare = name == "arxivid" or (archive is not None and archive.text.strip().lower() == "arxiv")
            yield f"arXiv:{text}" if is_bare and not text.lower().startswith("arxiv") else text
    if "url" in fields and "arxiv" in fields["url"].text.lower():
        yield fields["url"].text.strip()
    for name in ("journal", "journaltitle"):
        if name in fields and "arxiv" in fields[name].text.lower():
            yield from _ARXIV_IN_TEXT.findall(fields[name].text)[:1]
