"""Status text: what has happened to a work since it was published, in words a reader cannot miss."""

from __future__ import annotations

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, Inline, Inlines, Link, Paragraph, Strong, Text
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import GRAVE, SEVERITY, Status, Update
from atlas_cite.render.labels import is_known, label

_LEFT_OFF = frozenset({"new_version", "new_edition"})
"""Updates after which the work stands as it is."""

_ONCE = frozenset({"retraction", "withdrawal", "removal"})
"""What happens to a work once: several updates are several voices on one event."""


def status_blocks(status: Status, language: str = "en") -> tuple[Block, ...]:
    """One paragraph for each event, the gravest first, and one when the work is itself a notice.

    Several sources of one event are named together; an update of an unknown kind is printed by its name.
    """
    found = [Paragraph(_update(updates, language), "status") for updates in _merged(status)]
    if status.notice_for:
        links = [_doi_link(doi) for doi in status.notice_for]
        words = Text(f"{label('notice-for', language)} ")
        found.append(Paragraph((words, *_listed(links), Text(label("stop", language))), "status"))
    return tuple(found)


def _merged(status: Status) -> list[list[Update]]:
    """The updates to print, those about one event together."""
    printed = [update for update in status.updates if update.kind not in _LEFT_OFF]
    groups: list[list[Update]] = []
    # What says most comes first, so that what says less finds its event.
    for update in sorted(printed, key=lambda update: (update.notice is None, not update.date)):
        group = next((group for group in groups if _is_same_event(update, group)), None)
        if group is None:
            groups.append([update])
        else:
            group.append(update)
    return sorted(groups, key=lambda group: (_rank(group[0].kind), _earliest(group) or "9999"))


def _is_same_event(update: Update, group: list[Update]) -> bool:
    """Whether `update` is about the event of `group`: nothing in its notice or date speaks against it."""
    first = group[0]
    if update.kind != first.kind:
        return False
    if update.kind in _ONCE or (update.notice and update.notice == first.notice):
        return True
    if update.notice and first.notice:
        return False
    return update.date.startswith(first.date) or first.date.startswith(update.date)


def _earliest(group: list[Update]) -> str:
    """The first of the dates, as exactly as it is known (`2021-09-11` rather than `2021`)."""
    dates = sorted(update.date for update in group if update.date)
    return max((date for date in dates if date.startswith(dates[0])), key=len, default="")


def _rank(kind: str) -> int:
    return SEVERITY.index(kind) if kind in SEVERITY else len(SEVERITY)


def _update(updates: list[Update], language: str) -> Inlines:
    kind = updates[0].kind
    known = kind in SEVERITY
    name = label(kind, language) if known else label("status", language, kind=one_line(kind))
    date = _earliest(updates)
    when = f" {label('status-date', language, date=one_line(date))}" if date else ""
    stop = label("stop", language)
    found: list[Inline] = [Strong((Text(f"{name}{when}{stop}"),))]
    if kind in GRAVE:
        found.append(Text(f" {label('status-grave', language)}"))
    if notices := dict.fromkeys(update.notice for update in updates if update.notice):
        found += [Text(f" {label('status-notice', language)} "), *_listed(list(map(_doi_link, notices))), Text(stop)]
    if sources := ", ".join(dict.fromkeys(_source(update, language) for update in updates if update.source)):
        found.append(Text(f" {label('status-source', language, source=sources)}"))
    return tuple(found)


def _source(update: Update, language: str) -> str:
    name = f"source-{update.source}"
    return label(name, language) if is_known(name) else one_line(update.source)


def _doi_link(doi: Doi) -> Link:
    return Link(doi.url, (Text(doi.url),))


def _listed(links: list[Link]) -> Inlines:
    found: list[Inline] = []
    for link in links:
        found += [Text(", "), link] if found else [link]
    return tuple(found)
