"""Where each cite stands: first, subsequent, ibid, near a note, and the note that cited its item first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas_cite.csl.run import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite

NEAR = 5
"""How many notes back still count as near where the style does not say."""


@dataclass(slots=True)
class Cluster:
    """The cites of one citation and the note it stands in, 0 for the text itself.

    `mode` is "" for the whole, `author-only`, `suppress-author`, `bare` (without the layout's affixes) or `composite`
    (author, `infix`, then the rest).  `in_order` keeps the cites as they were typed, whatever the style sorts by.
    """

    cites: list[Cite]
    note: int = 0
    id: str = ""
    mode: str = ""
    infix: str = ""
    in_order: bool = False


def set_positions(clusters: Sequence[Cluster], near: int = NEAR) -> None:
    """Set position, near_note and first_note of every cite from the order of the clusters."""
    seen: dict[str, tuple[int, int]] = {}
    latest: dict[bool, Cluster] = {}
    notes: dict[int, set[str]] = {}
    for cluster in clusters:
        previous = latest.get(cluster.note > 0)
        for at, cite in enumerate(cluster.cites):
            cite.note = cluster.note
            if cite.id in seen:
                first, last = seen[cite.id]
                alone = previous is None or len(notes.get(previous.note, ())) < 2 or previous.note == cluster.note
                cite.position = _position(cluster, at, previous if alone else None)
                cite.first_note = first
                cite.near_note = not cluster.note or not last or cluster.note - last <= near
            else:
                cite.position, cite.first_note, cite.near_note = FIRST, 0, False
            seen[cite.id] = (seen.get(cite.id, (cluster.note, 0))[0], cluster.note)
        if cluster.note:
            notes.setdefault(cluster.note, set()).update(cite.id for cite in cluster.cites)
        latest[cluster.note > 0] = cluster


def _position(cluster: Cluster, at: int, previous: Cluster | None) -> int:
    cite = cluster.cites[at]
    if at:
        before = cluster.cites[at - 1]
    elif previous is not None and previous.cites and _only(previous, cite) and _adjacent(cluster, previous):
        before = previous.cites[-1]
    else:
        return SUBSEQUENT
    if before.id != cite.id:
        return SUBSEQUENT
    if before.locator:
        if not cite.locator:
            return SUBSEQUENT
        same = (before.locator, before.label) == (cite.locator, cite.label)
        return IBID if same else IBID_WITH_LOCATOR
    return IBID_WITH_LOCATOR if cite.locator else IBID


def _only(previous: Cluster, cite: Cite) -> bool:
    return all(other.id == cite.id for other in previous.cites)


def _adjacent(cluster: Cluster, previous: Cluster) -> bool:
    return cluster.note - previous.note <= 1 or not cluster.note
