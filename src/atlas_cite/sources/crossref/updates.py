"""What happened to a work since: `updated-by`, `update-to` and the title, read into a status; relations into links.

Source: Crossref REST API (`update-to`, `updated-by`, `relation`), Crossref's Retraction Watch data since January 2025.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from atlas_cite.errors import InvalidDoi
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import GRAVE, Relation, Status, Update
from atlas_cite.model.title_marks import marked_kind
from atlas_cite.sources.crossref.markup import plain_text
from atlas_cite.tables.crossref import CONTRADICTORY, RELATIONS_IGNORED, SUCCESSIONS, UPDATE_KINDS

_TOO_MANY_KINDS = 6
_FAR_TOO_MANY_KINDS = 9
"""So many kinds from one notice, or in one record, are a test or a fault: they are kept, but not believed."""


def read_status(record: Mapping[str, Any], doi: Doi, title: str, checked: str) -> Status:
    """The status of the work `doi` as its record tells it on the day `checked` (ISO date).

    An `update-to` that names its own work is an update in place; other targets make this work a notice for them, unless
    it is their new version or edition.
    """
    about = list(_entries(record.get("update-to")))
    own = [update for target, update in about if target == doi]
    others = [(target, update) for target, update in about if target != doi and update.kind not in SUCCESSIONS]
    updates = [Update(each.kind, each.source, target, each.date) for target, each in _entries(record.get("updated-by"))]
    updates += [Update(each.kind, each.source, doi, each.date) for each in own]
    believed = _believed(list(dict.fromkeys(updates)))
    if (marked := marked_kind(title)) and not any(update.kind in GRAVE for _, update in others):
        believed.append(Update(marked, "title"))
    return Status(checked, tuple(believed), tuple(dict.fromkeys(target for target, _ in others)))


def read_relations(record: Mapping[str, Any]) -> tuple[Relation, ...]:
    """The links to other DOIs, each once, with `replaces` for what this is a new version or edition of.

    Links to anything else have no place in a citation.
    """
    relation = record.get("relation")
    found: dict[Relation, None] = {}
    for kind, targets in relation.items() if isinstance(relation, Mapping) else ():
        for target in targets if isinstance(targets, list) and kind not in RELATIONS_IGNORED else ():
            doi = read_doi(target.get("id")) if isinstance(target, Mapping) and target.get("id-type") == "doi" else None
            if doi:
                found[Relation(str(kind), doi)] = None
    own = read_doi(record.get("DOI"))
    for target, update in _entries(record.get("update-to")):
        if update.kind in SUCCESSIONS and target != own:
            found[Relation("replaces", target)] = None
    return tuple(found)


def _entries(listed: object) -> Iterator[tuple[Doi, Update]]:
    """Each update of a list with the DOI it names; one that names none or no kind says nothing."""
    for raw in listed if isinstance(listed, list) else ():
        doi = read_doi(raw.get("DOI")) if isinstance(raw, Mapping) else None
        kind = _kind(raw.get("type") or raw.get("label")) if doi else ""
        if doi and kind:
            date = Date.from_csl(raw.get("updated"))
            yield doi, Update(kind, plain_text(raw.get("source")) or "publisher", None, date.iso() if date else "")


def _kind(value: object) -> str:
    word = "-".join(plain_text(value).casefold().replace("_", " ").replace("-", " ").split())
    return UPDATE_KINDS.get(word, word.replace("-", "_"))


def _believed(updates: list[Update]) -> list[Update]:
    """The updates, with all that one notice and source say replaced by one when they contradict each other wildly."""
    kinds: dict[tuple[Doi | None, str], set[str]] = {}
    for update in updates:
        kinds.setdefault((update.notice, update.source), set()).add(update.kind)
    junk = len({update.kind for update in updates}) >= _FAR_TOO_MANY_KINDS
    kept = (
        Update(CONTRADICTORY, update.source, update.notice, update.date)
        if junk or len(kinds[update.notice, update.source]) >= _TOO_MANY_KINDS
        else update
        for update in updates
    )
    return list(dict.fromkeys(kept))


def read_doi(value: object) -> Doi | None:
    """The DOI a value spells, or None."""
    try:
        return Doi.parse(value) if isinstance(value, str) else None
    except InvalidDoi:
        return None
