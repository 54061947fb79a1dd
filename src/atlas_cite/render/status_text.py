"""Status text: what has happened to a work since it was published, in words a reader cannot miss."""

from __future__ import annotations

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, Inline, Inlines, Link, Paragraph, Strong, Text
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import GRAVE, SEVERITY, Status, Update
from atlas_cite.render.labels import ENGLISH, label

_LEFT_OFF = frozenset({"new_version", "new_edition"})
"""Updates after which the work stands as it is."""


def status_blocks(status: Status, language: str = "en") -> tuple[Block, ...]:
    """One paragraph for each kind of update, the gravest first, and one when the work is itself a notice.

    Several sources of one notice are named together; an update of an unknown kind is printed by its name.
    """
    found = [Paragraph(_update(updates, language), "status") for updates in _merged(status)]
    if status.notice_for:
        links = [_doi_link(doi) for doi in status.notice_for]
        words = Text(f"{label('notice-for', language)} ")
        found.append(Paragraph((words, *_listed(links), Text(".")), "status"))
    return tuple(found)


def _merged(status: Status) -> list[list[Update]]:
    """The updates to print, those of one kind and notice together."""
    groups: dict[tuple[str, Doi | None], list[Update]] = {}
    for update in status.updates:
        if update.kind not in _LEFT_OFF:
            groups.setdefault((update.kind, update.notice), []).append(update)
    return sorted(groups.values(), key=lambda group: (_rank(group[0].kind), group[0].date or "9999"))


def _rank(kind: str) -> int:
    return SEVERITY.index(kind) if kind in SEVERITY else len(SEVERITY)


def _update(updates: list[Update], language: str) -> Inlines:
    kind = updates[0].kind
    known = kind in SEVERITY
    name = label(kind, language) if known else label("status", language, kind=one_line(kind))
    date = min((update.date for update in updates if update.date), default="")
    when = f" {label('status-date', language, date=one_line(date))}" if date else ""
    found: list[Inline] = [Strong((Text(f"{name}{when}."),))]
    if kind in GRAVE:
        found.append(Text(f" {label('status-grave', language)}"))
    if notice := updates[0].notice:
        found += [Text(f" {label('status-notice', language)} "), _doi_link(notice), Text(".")]
    if sources := ", ".join(dict.fromkeys(_source(update, language) for update in updates if update.source)):
        found.append(Text(f" {label('status-source', language, source=sources)}"))
    return tuple(found)


def _source(update: Update, language: str) -> str:
    name = f"source-{update.source}"
    return label(name, language) if name in ENGLISH else one_line(update.source)


def _doi_link(doi: Doi) -> Link:
    return Link(doi.url, (Text(doi.url),))


def _listed(links: list[Link]) -> Inlines:
    found: list[Inline] = []
    for link in links:
        found += [Text(", "), link] if found else [link]
    return tuple(found)
