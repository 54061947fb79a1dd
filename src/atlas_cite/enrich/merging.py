"""Merging: entries that are one work become one entry, and nothing that any of them says is lost.

The entry that stays takes over what it lacks.  Of two values that mean the same the fuller one is kept.  A value that
contradicts waits in the plan as a change to decide on, and is written into the field `merged` meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibField
from atlas_cite.enrich.plan import WHOLE_ENTRY, Change, Decision, EntryPlan, Note
from atlas_cite.enrich.subject import Subject
from atlas_cite.enrich.values import is_same
from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.tables.bib_dialects import FIELD_PAIRS
from atlas_cite.tables.bibtex import MONTH_MACROS

LOST = "merged"
"""The field for values that contradict those of the entry that stays."""
_LISTS: Mapping[str, str] = {"keywords": ", ", "groups": ", ", "file": ";", "ids": ","}
"""Fields that hold lists, and what stands between their members; merging joins them."""
_NOTES = frozenset({"note", "annote", "annotation", "comment", "abstract"})
"""Fields of prose: both texts stay, one after the other, unless one says all of the other."""
_VARIABLES: Mapping[str, str] = {
    "author": "author", "editor": "editor", "title": "title", "journal": "container-title",
    "journaltitle": "container-title", "booktitle": "container-title", "volume": "volume", "number": "issue",
    "pages": "page", "doi": "DOI", "issn": "ISSN", "isbn": "ISBN", "publisher": "publisher",
}  # fmt: skip
"""Fields that are compared by what they mean, and their CSL variables; others are compared by their words."""
_REFERRING = ("crossref", "xref", "xdata", "related", "entryset")
"""Fields that name other entries by key, several with commas between."""
_PARENTS = ("crossref", "xref")
"""Those whose target BibTeX wants behind the entry."""
_OTHER_NAMES = FIELD_PAIRS | {biblatex: bibtex for bibtex, biblatex in FIELD_PAIRS.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are one work, by their numbers in the file, and why they are taken for one."""

    members: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Merging:
    """What is done to each entry that changes, and the keys that become others."""

    entries: tuple[EntryPlan, ...]
    new_keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """What merging must know of a file: its entries and their texts, how often keys are cited, its kind."""

    subjects: Sequence[Subject]
    texts: Sequence[str]
    cited: Mapping[str, int]
    is_biblatex: bool


def plan_merging(file: File, groups: Sequence[Group], when: str) -> Merging:
    """The plan that makes each group one entry; `when` is the ISO date of the plan."""
    parents = {each.fields[name].text.strip() for each in file.subjects for name in _PARENTS if name in each.fields}
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    notes: dict[int, Note] = {}
    new_keys: dict[str, str] = {}
    for group in groups:
        kept = _kept(file, group, parents)
        others = [file.subjects[number] for number in group.members if number != kept.index]
        united = _United(file, kept, when)
        for other in others:
            united.take_over(other)
            origin = Origin("check", group.reason, when)
            reason = f"{kept.key} says all of it"
            changes[other.index].append(Change(WHOLE_ENTRY, file.texts[other.index], None, origin, reason))
            if other.key != kept.key:
                new_keys[other.key] = kept.key
        changes[kept.index] += united.changes()
        notes[kept.index] = Note("merged", f"takes over {', '.join(each.key for each in others)}: {group.reason}")
    for index, change in _referring(file.subjects, new_keys, when):
        changes[index].append(change)
    planned = [_entry_plan(file.subjects[index], changes[index], notes.get(index)) for index in sorted(changes)]
    return Merging(tuple(planned), new_keys)


def _kept(file: File, group: Group, parents: set[str]) -> Subject:
    """The entry that stays: the most cited, then the first; of parents the last, as BibTeX wants them."""
    members = [file.subjects[number] for number in sorted(group.members)]
    named = [each for each in members if each.key in parents]
    if named:
        return named[-1]
    return max(members, key=lambda each: (file.cited.get(each.key, 0), -each.index))


@dataclass(frozen=True, slots=True)
class _Value:
    """A field's value in the making: its name as it will be written, and its text."""

    name: str
    text: str
    is_macro: bool = False


class _United:
    """The fields of the entry that stays, with those of others joined in one by one."""

    def __init__(self, file: File, kept: Subject, when: str) -> None:
        self._file, self._kept, self._when = file, kept, when
        self._now: dict[str, BibField | _Value] = dict(kept.fields)
        self._said: dict[str, Subject] = dict.fromkeys(kept.fields, kept)
        self._lost: list[str] = []
        self._made: dict[str, Change] = {}
        self._asked: list[Change] = []

    def take_over(self, other: Subject) -> None:
        """Join what `other` says."""
        contradicted = []
        for name, field in other.fields.items():
            if not field.text.strip():
                continue
            here = name if name in self._now else _OTHER_NAMES.get(name, name)
            if here not in self._now or not self._now[here].text.strip():
                self._set(here if here in self._now else field.name, field, f"{other.key} gives it")
                self._said[here if here in self._now else name] = other
            elif not self._join(here, name, other):
                contradicted.append(f"{field.name} = {{{field.text}}}")
                self._ask(here, field.text, other)
        if contradicted:
            self._lost.append(f"{other.key}: {', '.join(contradicted)}")
        if self._file.is_biblatex and other.key != self._kept.key:
            before = self._now["ids"].text if "ids" in self._now else ""
            ids = _Value("ids", ",".join(filter(None, (before, other.key))))
            self._set("ids", ids, "citations of the old key still work")

    def _join(self, here: str, name: str, other: Subject) -> bool:
        """Join a field that both have; whether nothing of it is lost."""
        ours, theirs = self._now[here].text, other.fields[name].text
        if _words(ours) == _words(theirs):
            return True
        if here in _LISTS:
            self._set(here, _Value(here, _joined(ours, theirs, _LISTS[here])), f"joined with that of {other.key}")
            return True
        if here in _NOTES:
            if _words(theirs) not in _words(ours):
                text = theirs if _words(ours) in _words(theirs) else f"{ours}\n\n{theirs}"
                self._set(here, _Value(here, text), f"joined with that of {other.key}")
            return True
        return self._keep_fuller(here, other.fields[name], other)

    def _keep_fuller(self, here: str, theirs: BibField, other: Subject) -> bool:
        """Keep the fuller of two values that mean the same; whether they do."""
        variable = _VARIABLES.get(here)
        mine, yours = (each.own.fields.get(variable or "") for each in (self._said.get(here, self._kept), other))
        if variable is None or mine is None or yours is None:
            return False
        if is_same(variable, mine, yours):
            return True
        if is_same(variable, yours, mine):
            self._set(here, theirs, f"{other.key} says more")
            self._said[here] = other
            return True
        return False

    def _set(self, name: str, value: BibField | _Value, reason: str) -> None:
        written = self._now.get(name.lower())
        old = self._kept.fields.get(name.lower())
        shown = written.name if written else name
        is_macro = value.is_macro and value.text in MONTH_MACROS  # of other macros the text is known, not the name
        self._now[name.lower()] = _Value(shown, value.text, is_macro)
        origin = Origin("check", "merging", self._when)
        self._made[name.lower()] = Change(shown, old.text if old else None, value.text, origin, reason, is_macro)

    def _ask(self, name: str, text: str, other: Subject) -> None:
        reason = f"{other.key} says so, and this entry something else"
        origin = Origin("check", "merging", self._when)
        now = self._now[name]
        self._asked.append(Change(now.name, now.text, text, origin, reason, decision=Decision.ASK))

    def changes(self) -> list[Change]:
        """The changes of the entry that stays."""
        if self._lost:
            before = self._now[LOST].text + "; " if LOST in self._now else ""
            lost = _Value(LOST, before + "; ".join(self._lost))
            self._set(LOST, lost, "what contradicts, so that nothing is lost")
        return [*self._made.values(), *self._asked]


def _words(latex: str) -> str:
    return folded(decode_plain(latex).text)


def _joined(ours: str, theirs: str, mark: str) -> str:
    sign = mark.strip()
    members = [each.strip() for text in (ours, theirs) for each in text.replace(";", sign).split(sign)]
    return mark.join(dict.fromkeys(filter(None, members)))


def _referring(subjects: Sequence[Subject], new_keys: Mapping[str, str], when: str) -> list[tuple[int, Change]]:
    """The changes of entries that name, as their parent or otherwise, an entry that is merged into another."""
    found = []
    for subject in subjects:
        for name in _REFERRING:
            field = subject.fields.get(name)
            if field is None or not any(key in new_keys for key in _keys(field.text)):
                continue
            new = ",".join(dict.fromkeys(new_keys.get(key, key) for key in _keys(field.text)))
            reason = "the entry it names is merged into this one"
            found.append((subject.index, Change(field.name, field.text, new, Origin("check", "merging", when), reason)))
    return found


def _keys(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _entry_plan(subject: Subject, changes: Sequence[Change], note: Note | None) -> EntryPlan:
    verdict = Verdict(Certainty.NO, reasons=tuple(dict.fromkeys(each.origin.where for each in changes)))
    return EntryPlan(
        subject.index,
        subject.key,
        subject.type,
        subject.line,
        subject.column,
        verdict,
        title=subject.own.text("title"),
        notes=(note,) if note else (),
        changes=tuple(changes),
    )
