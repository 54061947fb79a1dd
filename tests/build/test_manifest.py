"""Manifests: what counts as a change, and what does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from atlas_cite.build.changes import Changes, changes_between, render_changes
from atlas_cite.build.manifest import Manifest, TargetFacts, checksums, entry_facts, made_from
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status, Update


@dataclass(frozen=True)
class Asked:
    style: str
    accepts: frozenset[str] = frozenset()


def entry(key: str, title: str = "T", *updates: str, when: str = "2026-01-01", where: str = "x.bib:1") -> Entry:
    item = Item("article-journal", {"title": title})
    status = Status(when, tuple(Update(kind) for kind in updates))
    return Entry(key, item, {"title": Origin("bibtex", where, when)}, status=status)


def manifest(*entries: Entry) -> Manifest:
    return Manifest(entry_facts(entries))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([entry("a")], [entry("a", when="2026-02-02")], Changes()),
        ([entry("a")], [entry("a"), entry("b")], Changes(added=("b",))),
        ([entry("a"), entry("b")], [entry("b")], Changes(removed=("a",))),
        ([entry("a")], [entry("a", "New title")], Changes(changed={"a": ("title",)})),
        (
            [entry("a")],
            [entry("a", "T", "retraction")],
            Changes(changed={"a": ("status",)}, retracted={"a": ("retraction",)}),
        ),
        (
            [entry("a", "T", "correction")],
            [entry("a", "T", "correction", "erratum")],
            Changes(changed={"a": ("status",)}, corrected={"a": ("erratum",)}),
        ),
        ([entry("a")], [entry("a", where="moved.bib:9")], Changes()),
        ([entry("a", when="")], [entry("a")], Changes(changed={"a": ("status",)})),
        ([entry("a", "T", "retraction")], [entry("a", "T", "retraction")], Changes()),
        ([], [entry("a", "T", "retraction")], Changes(added=("a",), retracted={"a": ("retraction",)})),
    ],
)
def test_changes(before: list[Entry], after: list[Entry], changes: Changes) -> None:
    assert changes_between(manifest(*before), manifest(*after)) == changes
    assert bool(changes) == (changes != Changes())


def test_grave_news_is_told_first_and_titles_are_text() -> None:
    before = manifest(entry("a"), entry("gone", "Old"))
    after = manifest(entry("a", "T", "retraction"), entry("new", "<i>Sleep</i> *and* [rest](x)"))
    told = "".join(render_changes(changes_between(before, after), before, after))
    assert told.index("Retracted") < told.index("New (1)") < told.index("No longer there (1)")
    assert "- `a`: T (retraction)" in told
    assert "- `new`: Sleep \\*and\\* \\[rest\\](x)" in told
    assert "- `gone`: Old" in told


def test_no_title_or_key_drives_a_terminal() -> None:
    before, after = manifest(), manifest(entry("a\x1bc\n`b", "\x9b31mred\u202e\n# Heading"))
    told = "".join(render_changes(changes_between(before, after), before, after))
    assert told.splitlines()[-1] == "- `ac 'b`: 31mred \\# Heading"


def test_a_manifest_is_read_as_it_was_written() -> None:
    made = Manifest(
        entry_facts([entry("a", "T", "retraction")]), {"x.html": TargetFacts("1" * 64, {"x.html": "2" * 64})}
    )
    assert Manifest.from_json(made.to_json()) == made


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "c:\\x", "a\0", ""])
def test_a_path_outside_is_no_build_s(path: str) -> None:
    for made in (Manifest({}, {"t": TargetFacts("", {path: "1"})}), Manifest({}, {}, {path: "1"})):
        with pytest.raises(InvalidSettings, match="no manifest"):
            Manifest.from_json(made.to_json())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": 2, "entries": {}, "targets": {}}', '{"form":1,"entries":[],"targets":{}}']
)
def test_another_text_is_no_manifest(text: str) -> None:
    with pytest.raises(InvalidSettings, match="no manifest"):
        Manifest.from_json(text, "build.json")


def test_a_target_depends_on_what_is_asked_its_entries_and_the_rest() -> None:
    entries = [entry("a"), entry("b")]
    facts = entry_facts(entries)
    same = made_from(Asked("apa"), entries, facts, ["0.1.0"])
    assert same == made_from(Asked("apa"), entries, entry_facts([entry("a", when="2027"), entry("b")]), ["0.1.0"])
    others = [
        made_from(Asked("ieee"), entries, facts, ["0.1.0"]),
        made_from(Asked("apa", frozenset({"x"})), entries, facts, ["0.1.0"]),
        made_from(Asked("apa"), entries[::-1], facts, ["0.1.0"]),
        made_from(Asked("apa"), entries[:1], facts, ["0.1.0"]),
        made_from(Asked("apa"), entries, facts, ["0.2.0"]),
        made_from(Asked("apa"), entries, entry_facts([entry("a", "U"), entry("b")]), ["0.1.0"]),
    ]
    assert len({same, *others}) == 7


def test_sets_count_without_order() -> None:
    one, two = Asked("a", frozenset("abcdefgh")), Asked("a", frozenset("hgfedcba"))
    assert made_from(one, [], {}, []) == made_from(two, [], {}, [])


def test_checksums_are_in_the_form_of_sha256sum() -> None:
    assert checksums({"b": "2", "a": "1"}) == "1  a\n2  b\n"
