"""Merge: what an input says and what a registry says, made into one entry that remembers both.

Every field of the entry comes from one source by the precedence table, and knows it; what another source said
differently stays in `conflicts`.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from atlas_cite.errors import Problem
from atlas_cite.match.decide import Sought
from atlas_cite.match.identity import contradictions
from atlas_cite.match.similarity import container_agrees
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import DOUBTS, TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import IDENTIFIERS, Conflict, Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.text import folded, without_markup
from atlas_cite.model.verdict import Verdict
from atlas_cite.model.work import Work
from atlas_cite.stated_status import with_stated

SOURCES = ("registry", "file", "record")
"""Who can say something: a registry (Crossref), a bibliography file, an atlas's record."""

PRECEDENCE: Mapping[str, tuple[str, ...]] = {
    "abstract": ("file", "registry", "record"),
    "annote": ("file", "registry", "record"),
    "keyword": ("file", "registry", "record"),
    "note": ("file", "registry", "record"),
    "PMID": ("record", "file", "registry"),
}
"""Fields for which SOURCES is not the order of trust: a person's own notes, and PubMed ids, which Crossref lacks."""


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """Who wins each field: `preferred` names a source by field, before PRECEDENCE."""

    preferred: Mapping[str, str] = field(default_factory=dict)

    def order(self, name: str) -> tuple[str, ...]:
        """The sources for one field, the most trusted first."""
        usual = PRECEDENCE.get(name, SOURCES)
        first = self.preferred.get(name)
        return (first, *(source for source in usual if source != first)) if first else usual


DEFAULT_POLICY = MergePolicy()


@dataclass(frozen=True, slots=True)
class _Said:
    """One source's item, and who it is."""

    source: str
    item: Item
    origin: Origin
    is_truncated: bool = False


def sought_from(reference: Reference) -> Sought:
    """What a reference says of its work, in the words of matching."""
    item = record_item(reference.summary).with_fields(reference.item.fields) if reference.summary else reference.item
    return Sought(
        title=item.text("title"),
        authors=item.names("author") or item.names("editor"),
        year=item.year,
        container=item.text("container-title"),
        volume=item.text("volume"),
        page=item.text("page") or item.text("number"),
        issue=item.text("issue"),
        issn=tuple(item.text("ISSN").split(", ")) if item.text("ISSN") else (),
        is_book=item.type == "book",
        doi=reference.doi,
    )


def merge(
    reference: Reference,
    work: Work | None,
    verdict: Verdict | None = None,
    policy: MergePolicy = DEFAULT_POLICY,
    asked: Doi | None = None,
) -> tuple[Entry, tuple[Problem, ...]]:
    """Make the entry of `reference`, with `work` when it was found.

    `asked` is the DOI that led to the work.  The entry's key is the reference's own, possibly empty: `keys` settles
    them.  Problems are warnings that a year, title or author contradicts beyond tolerance; whether the work is another
    one is `match.identity`'s to say.
    """
    said = _sources(reference, work)
    fields, origins, conflicts = _merged_fields(said, policy)
    item = Item(_type(said), fields)
    stated = work.status.joined(reference.status) if work else reference.status
    entry = Entry(
        key=reference.key,
        item=item,
        origins=origins,
        summary=reference.summary,
        conflicts=conflicts,
        status=with_stated(stated, item, reference.summary),
        verdict=verdict,
        extra=_extra(reference, origins),
    )
    if work is None:
        return entry, ()
    alias = asked if asked != work.doi else None
    differing = tuple(each for each in conflicts if not (alias and each.field == "DOI" and each.value == alias.text))
    problems = contradictions(sought_from(reference), work, reference.origin.where)
    extra = {**entry.extra, DOUBTS: "\n".join(problem.message for problem in problems)} if problems else entry.extra
    entry = replace(entry, conflicts=differing, relations=work.relations, asked=alias, extra=extra)
    return entry, problems


def record_item(record: SummaryRecord) -> Item:
    """The bibliographic facts of an atlas record as a CSL item."""
    said: dict[str, Value | None] = {
        "title": record.title,
        "author": record.authors,
        "container-title": record.journal,
        "issued": Date((record.year,)) if record.year else None,
        "DOI": record.doi.text if record.doi else "",
        "PMID": record.pmid,
    }
    fields = {name: value for name, value in said.items() if value}
    return Item("article-journal" if record.journal else "document", fields)


def same_value(name: str, one: Value, other: Value) -> bool:
    """Whether two values of a field say the same, spelling aside.

    Text is compared folded, journals through their usual spellings (NLM names, abbreviations), names by family and
    first initial, dates as far as both go, pages with their short ends completed (`368-76` is `368-376`).
    """
    if isinstance(one, Date) and isinstance(other, Date):
        shorter = min(len(one.start), len(other.start))
        return one.start[:shorter] == other.start[:shorter]
    if isinstance(one, tuple) and isinstance(other, tuple):
        return [_name_key(each) for each in one] == [_name_key(each) for each in other]
    if name == "container-title":
        return container_agrees(str(one), [str(other)]) is not False
    if name == "page":
        return _full_pages(str(one)) == _full_pages(str(other))
    return folded(str(one)) == folded(str(other))


def _sources(reference: Reference, work: Work | None) -> tuple[_Said, ...]:
    said = []
    if work is not None:
        said.append(_Said("registry", work.item, Origin(work.registry, work.doi.text, work.fetched)))
    if reference.item.fields:
        said.append(_Said("file", reference.item, reference.origin))
    if reference.summary:
        where = reference.summary_where or reference.origin.where
        origin = Origin("record", where, reference.summary.snapshot_date)
        said.append(_Said("record", record_item(reference.summary), origin, reference.summary.authors_truncated))
    if reference.doi and not any(each.item.text("DOI") for each in said):
        said.append(_Said("file", Item(fields={"DOI": reference.doi.text}), reference.origin))
    if reference.pmid and not any(each.item.text("PMID") for each in said):
        said.append(_Said("file", Item(fields={"PMID": reference.pmid}), reference.origin))
    if reference.pmcid and not any(each.item.text("PMCID") for each in said):
        said.append(_Said("file", Item(fields={"PMCID": reference.pmcid}), reference.origin))
    return tuple(said)


def _type(said: tuple[_Said, ...]) -> str:
    """The first source's type that says something; `document` is what an unknown type falls back to."""
    kinds = [each.item.type for each in said if each.item.fields.keys() - IDENTIFIERS]
    return next((kind for kind in kinds if kind != "document"), "document")


def _merged_fields(
    said: tuple[_Said, ...], policy: MergePolicy
) -> tuple[dict[str, Value], dict[str, Origin], tuple[Conflict, ...]]:
    if len(said) == 1:
        return dict(said[0].item.fields), dict.fromkeys(said[0].item.fields, said[0].origin), ()
    fields: dict[str, Value] = {}
    origins: dict[str, Origin] = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys(name for each in said for name in each.item.fields):
        order = policy.order(name)
        speakers = sorted((each for each in said if name in each.item.fields), key=lambda one: order.index(one.source))
        winner = _better_cased(speakers) if name == "title" and name not in policy.preferred else speakers[0]
        fields[name], origins[name] = winner.item.fields[name], winner.origin
        losers = (each for each in speakers if each is not winner and not _agree(name, fields[name], each))
        conflicts.extend(Conflict(name, loser.item.fields[name], loser.origin) for loser in losers)
    return fields, origins, tuple(conflicts)


def _better_cased(speakers: list[_Said]) -> _Said:
    """The first speaker, or one who says the same title in sentence case when the first says it in headline case.

    Styles can make headline case from sentence case and not the other way, so sentence case is what CSL asks data to
    have.  A title with markup is kept, because the plain one would lose it.
    """
    first = speakers[0]
    title = first.item.text("title")
    if not _is_headline(title) or without_markup(title) != title:
        return first
    return next(
        (
            each
            for each in speakers[1:]
            if same_value("title", title, each.item.text("title")) and not _is_headline(each.item.text("title"))
        ),
        first,
    )


def _is_headline(title: str) -> bool:
    """Whether most longer words after the first begin with a capital."""
    words = [word for word in title.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > len(words) * 0.6


def _agree(name: str, kept: Value, loser: _Said) -> bool:
    """Whether the loser says nothing different: a truncated author list may be just the beginning of the kept one."""
    value = loser.item.fields[name]
    if isinstance(kept, tuple) and isinstance(value, tuple) and loser.is_truncated:
        return same_value(name, kept[: len(value)], value)
    return same_value(name, kept, value)


def _extra(reference: Reference, origins: Mapping[str, Origin]) -> dict[str, str]:
    """What CSL has no word for; a list completed from elsewhere is no longer marked as truncated."""
    said = reference.extra.get(TRUNCATED_NAMES, "").split()
    if reference.summary and reference.summary.authors_truncated:
        said.append("author")
    truncated = [name for name in said if name in origins and not origins[name].is_registry]
    extra = {key: value for key, value in reference.extra.items() if key != TRUNCATED_NAMES}
    return extra | ({TRUNCATED_NAMES: " ".join(dict.fromkeys(truncated))} if truncated else {})


def _name_key(name: Name) -> tuple[str, str]:
    return folded(name.sort_family), folded(name.given)[:1]


def _full_pages(pages: str) -> tuple[str, ...]:
    """Both ends of a page range, the second completed from the first: 368-76 is 368 to 376."""
    ends: Iterable[str] = (end.strip().lower() for end in pages.replace("–", "-").replace("--", "-").split("-"))
    first, *rest = ends
    missing = len(first) - len(rest[0]) if rest else 0
    if missing > 0 and first.isdigit() and rest[0].isdigit():
        return first, first[:missing] + rest[0]
    return first, *rest
