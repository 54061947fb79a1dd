"""A plan as a file and back: any text survives, and what nobody could mean is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.bibfile.file import BibField
from atlas_cite.enrich.memory import Memory, parse_memory
from atlas_cite.enrich.plan import Change, Decision, EntryPlan, Note, Plan
from atlas_cite.enrich.plan_file import parse_plan, render_plan
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import UnreadableInput
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.verdict import Certainty, Verdict

ORIGIN = Origin("crossref", "10.5555/x", "2026-11-25")
CHANGE = Change("volume", None, "12", ORIGIN, "missing")
ENTRY = EntryPlan(3, "key", "article", 7, 1, Verdict(Certainty.SURE, None, 0.9, ("same year",)), changes=(CHANGE,))
PLAN = Plan("refs.bib", "before", "2026-11-25", (ENTRY,))


def with_change(change: Change) -> Plan:
    return replace(PLAN, entries=(replace(ENTRY, changes=(change,), notes=(Note("", "it's so"),)),))


@given(
    st.text(st.characters(blacklist_categories=["Cs"])),
    st.none() | st.text(st.characters(blacklist_categories=["Cs"])),
    st.sampled_from(Decision),
    st.booleans(),
)
def test_any_text_survives_the_file(new: str, old: str | None, decision: Decision, is_macro: bool) -> None:
    plan = with_change(Change("title", old, new, ORIGIN, "why", is_macro, decision))
    assert parse_plan("".join(render_plan(plan)), "plan") == plan


def test_a_removal_survives_and_latex_reads_as_it_is() -> None:
    plan = with_change(Change("title", r"M{\"u}ller", None, ORIGIN, "why"))
    text = "".join(render_plan(plan))
    assert r"old = 'M{\"u}ller'" in text
    assert "remove = true" in text
    assert parse_plan(text, "plan") == plan


@pytest.mark.parametrize(
    "text",
    ["", "x", "{", "atlas-cite-plan = 1\nfile = 1", "atlas-cite-plan = 1\nentry = 3",
     "atlas-cite-plan = 1\nfile=''\nsha256=''\nmade=''\n[[entry]]\nkey = 'x'\nnumber = 0\n"],
)  # fmt: skip
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        parse_plan(text, "plan.toml")
    assert refused.value.subject == "plan.toml"
    assert refused.value.hint


def subject(**fields: str) -> Subject:
    present = {name: BibField(name, f"{{{text}}}", text, "{", 0, 0, 1, 1) for name, text in fields.items()}
    return Subject(3, "key", "article", 7, 1, Item(), Reference(Origin("bibtex")), present)


def test_memory_tells_our_values_from_a_persons() -> None:
    memory = parse_memory(Memory().with_applied(PLAN, "after").render(), "m")
    assert memory.is_ours(subject(volume=" 12\n"), "Volume")
    assert memory.is_a_persons(subject(volume="13"), "volume")
    assert memory.is_a_persons(subject(), "volume")
    assert not memory.is_a_persons(subject(pages="1"), "pages")


@pytest.mark.parametrize(("sha256", "remembers"), [("after", True), ("edited", True), ("before", False)])
def test_memory_forgets_what_was_taken_back(sha256: str, *, remembers: bool) -> None:
    memory = Memory().with_applied(PLAN, "after").at(sha256)
    assert (memory.written("key", "volume") == "12") is remembers


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"atlas-cite-memory": 2, "runs": []}', '{"atlas-cite-memory": 1}'])
def test_another_memory_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput):
        parse_memory(text, "refs.bib.atlas.json")
