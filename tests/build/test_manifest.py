"""Manifests: what counts as a change, and what does not."""

from __future__ import annotations

import pytest

from atlas_cite.build.manifest import Changes, FileFacts, Manifest, changes_between, checksums, entry_facts, made_from
from atlas_cite.build.spec import Job
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status, Update


def entry(key: str, title: str = "T", *updates: str, when: str = "2026-01-01") -> Entry:
    item = Item("article-journal", {"title": title})
    status = Status(when, tuple(Update(kind) for kind in updates))
    return Entry(key, item, {"title": Origin("crossref", "10.1000/1", when)}, status=status)


def manifest(*entries: Entry) -> Manifest:
    return Manifest(entry_facts(entries))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([entry("a")], [entry("a", when="2026-02-02")], Changes()),
        ([entry("a")], [entry("a"), entry("b")], Changes(added=("b",))),
        ([entry("a"), entry("b")], [entry("b")], Changes(removed=("a",))),
        ([entry("a")], [entry("a", "New title")], Changes(changed=("a",))),
        ([entry("a")], [entry("a", "T", "retraction")], Changes(changed=("a",), retracted=("a",))),
        ([entry("a", "T", "correction")], [entry("a", "T", "correction", "erratum")], Changes(changed=("a",))),
        ([entry("a", "T", "retraction")], [entry("a", "T", "retraction")], Changes()),
    ],
)
def test_changes(before: list[Entry], after: list[Entry], changes: Changes) -> None:
    assert changes_between(manifest(*before), manifest(*after)) == changes
    assert bool(changes) == (changes != Changes())


def test_a_manifest_is_read_as_it_was_written() -> None:
    made = Manifest(entry_facts([entry("a", "T", "retraction")]), {"x.html": FileFacts("1" * 64, "2" * 64)})
    assert Manifest.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": 2, "entries": {}, "files": {}}', '{"form":1,"entries":[],"files":{}}']
)
def test_another_text_is_no_manifest(text: str) -> None:
    with pytest.raises(InvalidSettings, match="no manifest"):
        Manifest.from_json(text, "build.json")


def test_a_file_depends_on_its_job_its_entries_and_the_rest() -> None:
    entries = [entry("a"), entry("b")]
    facts = entry_facts(entries)
    job = Job("exports", "x.bib", "bibtex")
    same = made_from(job, entries, facts, ["0.1.0"])
    assert same == made_from(job, entries, entry_facts([entry("a", when="2027"), entry("b")]), ["0.1.0"])
    others = [
        made_from(Job("exports", "x.bib", "bibtex", where="year"), entries, facts, ["0.1.0"]),
        made_from(job, entries[::-1], facts, ["0.1.0"]),
        made_from(job, entries[:1], facts, ["0.1.0"]),
        made_from(job, entries, facts, ["0.2.0"]),
        made_from(job, entries, entry_facts([entry("a", "U"), entry("b")]), ["0.1.0"]),
    ]
    assert len({same, *others}) == 6


def test_checksums_are_in_the_form_of_sha256sum() -> None:
    assert checksums({"b": FileFacts("", "2"), "a": FileFacts("", "1")}) == "1  a\n2  b\n"
