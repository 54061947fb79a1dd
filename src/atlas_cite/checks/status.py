"""Status rules: retractions and the like, from registries, a local list, and what titles say.

Source: ../shared/CROSSREF.md §2, "Updates and retractions".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Each, Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.model.status import GRAVE, Status, Update
from atlas_cite.model.title_marks import marked_kind

REINSTATEMENT = "reinstatement"
"""Retraction Watch's word for a retraction that was taken back; registries have none."""
CONTRADICTORY = "contradictory"
_SAID = {
    "retraction": "was retracted",
    "partial_retraction": "was partly retracted",
    "withdrawal": "was withdrawn",
    "removal": "was removed",
    "expression_of_concern": "drew an expression of concern",
    "correction": "was corrected",
    "corrigendum": "was corrected",
    "erratum": "was corrected",
    REINSTATEMENT: "was reinstated after a retraction",
}
_TAKEN_BACK = frozenset({"retraction", "partial_retraction", "withdrawal", "expression_of_concern"})
"""What a reinstatement takes back."""
_NOTICE_TITLE = re.compile(
    r"[\s\[(]*(?:retraction(?: note| notice)?|notice of retraction|(?:author|publisher)?\s*correction|corrigendum|"
    r"erratum|expression of concern)(?:\s+(?:to|for|of))?\s*[:\])–—-]",
    re.IGNORECASE,
)
_CORRECTIONS = ("correction", "corrigendum", "erratum")


def with_listed(status: Status, listed: Iterable[Update]) -> Status:
    """A status with the updates of a local list that it does not have; a list alone is no check of a registry."""
    new = tuple(update for update in listed if not any(_is_same(update, other) for other in status.updates))
    return Status(status.checked, (*status.updates, *new), status.notice_for)


def _is_same(one: Update, other: Update) -> bool:
    return one.kind == other.kind and (one.notice is None or other.notice is None or one.notice == other.notice)


def _of_kind(*kinds: str, hint: str) -> Each:
    """A rule's function that looks for updates of some kinds."""

    def look(subject: Subject) -> Iterable[Hit]:
        updates = [update for update in standing_updates(subject.status) if update.kind in kinds]
        if updates:
            first = min(updates, key=lambda update: update.date or "9999")
            yield Hit(f"this work {_SAID[first.kind]}{_told(first, updates)}", hint, "doi")

    return look


def standing_updates(status: Status) -> list[Update]:
    """The updates that still hold: a reinstatement takes back the retractions before it, which registries keep."""
    reinstated = max((each.date or "9999" for each in status.updates if each.kind == REINSTATEMENT), default="")
    return [each for each in status.updates if each.kind not in _TAKEN_BACK or (each.date or "0") > reinstated]


def _told(first: Update, updates: list[Update]) -> str:
    when = f" on {first.date}" if first.date else ""
    notices = list(dict.fromkeys(str(update.notice) for update in updates if update.notice))
    sources = list(dict.fromkeys(update.source for update in updates if update.source))
    notice = f", notice {', '.join(notices)}" if notices else ""
    return f"{when} (says {', '.join(sources) or 'an unnamed source'}{notice})"


def _title_says_so(subject: Subject) -> Iterator[Hit]:
    kind = marked_kind(subject.title)
    known = {update.kind for update in subject.status.updates}
    if kind and not known & GRAVE and not subject.status.notice_for:
        checked = "no registry says so" if subject.work else "nobody asked a registry"
        yield Hit(
            f"the title says that this work {_SAID[kind]}, and {checked}",
            "Look at the publisher’s page before citing it.",
            "title",
        )


def _notice_cited(subject: Subject) -> Iterator[Hit]:
    about = ", ".join(doi.text for doi in subject.status.notice_for)
    if about:
        yield Hit(f"this is itself a notice about {about}", "Cite the work if you mean the work.", "doi")
    elif _NOTICE_TITLE.match(subject.title):
        yield Hit("the title is that of a notice about a work", "Cite the work if you mean the work.", "title")


def _unchecked(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    unchecked = [each for each in corpus if each.doi and not each.status.checked and not each.absent]
    if unchecked:
        count = f"{len(unchecked)} of {len(corpus.subjects)} entries were never checked for retractions"
        yield unchecked[0], Hit(count, "Run check with --resolve: unchecked is not clean.")


def _contradictory(subject: Subject) -> Iterator[Hit]:
    updates = [update for update in subject.status.updates if update.kind == CONTRADICTORY]
    for notice, kinds in _kinds_by_notice(subject).items():
        if len(kinds & GRAVE) > 1 or (kinds & GRAVE and kinds & set(_CORRECTIONS)):
            named = ", ".join(sorted(kind.replace("_", " ") for kind in kinds))
            yield Hit(f"one notice, {notice}, is listed as {named}", "Read the notice.", "doi")
    if updates:
        told = _told(updates[0], updates)
        yield Hit(
            f"the registry’s updates of this work contradict each other{told}", "Look at the publisher’s page.", "doi"
        )


def _kinds_by_notice(subject: Subject) -> dict[str, set[str]]:
    """The kinds of update that each notice is listed as; updates in place, which share the work's DOI, are left out."""
    own = subject.work.doi if subject.work else subject.doi
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for update in subject.status.updates:
        if update.notice and update.notice != own:
            kinds[update.notice.text].add(update.kind)
    return kinds


_NOT_SOUND = "Do not cite it as sound: say that it was, or take it out."

RULES = (
    Rule(
        "status/retracted",
        Level.ERROR,
        "A retracted work is cited",
        "A registry, Retraction Watch or the given list says that the publisher retracted this work. Citing it as sound"
        " misleads every reader; citing it as an example of a retracted work is fine when the text says so.",
        _of_kind("retraction", hint=_NOT_SOUND),
    ),
    Rule(
        "status/partly-retracted",
        Level.ERROR,
        "A partly retracted work is cited",
        "Parts of the work (figures, tables, claims) were retracted; what remains may not support your point.",
        _of_kind("partial_retraction", hint="Read the notice: is what you cite among what was retracted?"),
    ),
    Rule(
        "status/withdrawn",
        Level.ERROR,
        "A withdrawn work is cited",
        "Its authors or publisher withdrew it: it may be out of date (a Cochrane review) or wrong (a preprint).",
        _of_kind("withdrawal", hint="Cite what took its place, or say that it was withdrawn."),
    ),
    Rule(
        "status/removed",
        Level.ERROR,
        "A removed work is cited",
        "The publisher removed it, mostly for legal or safety reasons; readers cannot look it up.",
        _of_kind("removal", hint=_NOT_SOUND),
    ),
    Rule(
        "status/concern",
        Level.WARNING,
        "A work with an expression of concern is cited",
        "The publisher doubts the work and says so; an investigation may end in a retraction or in nothing.",
        _of_kind("expression_of_concern", hint="Read the notice, and say so where you cite the work."),
    ),
    Rule(
        "status/corrected",
        Level.NOTE,
        "A corrected work is cited",
        "A correction was published. It is not a retraction; it may matter for what you cite.",
        _of_kind(*_CORRECTIONS, hint="Read the correction: does it touch what you cite?"),
    ),
    Rule(
        "status/reinstated",
        Level.NOTE,
        "A reinstated work is cited",
        "The retraction was taken back. Registries keep the retraction in their records, so others may still warn.",
        _of_kind(REINSTATEMENT, hint="Keep the notice of the reinstatement at hand."),
    ),
    Rule(
        "status/contradictory",
        Level.WARNING,
        "A work’s updates contradict each other",
        "One record gives many kinds of update at once, which no work can have: the registry’s data are damaged.",
        _contradictory,
    ),
    Rule(
        "status/title-says-so",
        Level.WARNING,
        "A title says that the work was retracted or withdrawn",
        "Publishers put RETRACTED or WITHDRAWN before a title; no other source confirms it here.",
        _title_says_so,
    ),
    Rule(
        "status/notice-cited",
        Level.WARNING,
        "A notice is cited instead of the work",
        "The DOI is that of a retraction notice, correction or the like, not of the work it is about.",
        _notice_cited,
    ),
    Rule(
        "status/unchecked",
        Level.NOTE,
        "Works were never checked for retractions",
        "Nobody asked a registry about these works, so nothing is known of their status. Unchecked is not clean.",
        whole=_unchecked,
    ),
)
