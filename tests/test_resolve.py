"""Resolving: every reference becomes an entry, and whatever is doubtful is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from atlas_cite.errors import Severity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.work import Answer, Outcome, SearchAnswer, Work
from atlas_cite.resolve import resolve

TITLE = "Metabolic features of chronic fatigue syndrome in adolescents"


def work(doi: str = "10.1000/right", title: str = TITLE, family: str = "Naviaux", status: Status | None = None) -> Work:
    values = {"title": title, "author": (Name(family, "R."),), "issued": Date((2016,)), "DOI": doi, "volume": "113"}
    item = Item("article-journal", values)
    return Work(Doi.parse(doi), item, "2026-11-22", status or Status("2026-11-22"), registry_type="journal-article")


@dataclass
class ShelfRegistry:
    """A registry that is a shelf of works: the smallest thing that keeps the Registry protocol's promises."""

    works: Sequence[Work] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    down: bool = False
    asked: list[str] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    def fetch(self, dois: Sequence[Doi], progress: Callable[[int, int], None] | None = None) -> list[Answer]:
        self.asked += [doi.text for doi in dois]
        return [self._answer(doi) for doi in dois]

    def search_many(
        self, queries: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> list[SearchAnswer]:
        self.searched += queries
        if self.down:
            return [SearchAnswer(Outcome.UNKNOWN, (), "network-error", "refused") for _ in queries]
        return [SearchAnswer(Outcome.FOUND, tuple(self.works)) for _ in queries]

    def _answer(self, doi: Doi) -> Answer:
        if self.down:
            return Answer(doi, Outcome.UNKNOWN, None, "network-error", "refused")
        found = next((each for each in self.works if each.doi.text == self.aliases.get(doi.text, doi.text)), None)
        return (
            Answer(doi, Outcome.FOUND, found) if found else Answer(doi, Outcome.ABSENT, None, "doi-absent", "unknown")
        )


def page(doi: str = "", title: str = TITLE, family: str = "Naviaux") -> Reference:
    parsed = Doi.parse(doi) if doi else None
    record = SummaryRecord(
        title=title, authors=(Name(family, "Robert"),) if family else (), year=2016, journal="PNAS", doi=parsed
    )
    return Reference(Origin("record", "page.txt"), doi=parsed, summary=record)


def run(references: Sequence[Reference], registry: ShelfRegistry, **options: bool) -> tuple[Library, list[str]]:
    library, problems = resolve(references, registry, **options)
    return library, [problem.code for problem in problems]


def test_a_known_doi_is_fetched_and_nothing_is_searched() -> None:
    registry = ShelfRegistry([work()])
    library, codes = run([page("10.1000/right")], registry)
    assert library.entries[0].item.text("volume") == "113"
    assert (codes, registry.searched) == ([], [])


def test_a_page_without_a_doi_is_found_by_its_words() -> None:
    library, codes = run([page()], ShelfRegistry([work()]))
    entry = library.entries[0]
    assert entry.doi == Doi.parse("10.1000/right")
    assert entry.verdict is not None
    assert entry.verdict.certainty == "sure"
    assert codes == []


def test_a_doi_of_another_work_is_not_used_and_the_right_one_is_found() -> None:
    shelf = ShelfRegistry(
        [work("10.1000/wrong", "Neuroinflammation seen by PET in eleven patients", "Nakatomi"), work()]
    )
    library, problems = resolve([page("10.1000/wrong")], shelf)
    entry = library.entries[0]
    assert entry.doi == Doi.parse("10.1000/right")
    assert entry.asked is None
    assert [(each.field, each.value) for each in entry.conflicts if each.field == "DOI"] == [("DOI", "10.1000/wrong")]
    assert [(problem.code, problem.severity) for problem in problems] == [("doi-other-work", Severity.WARNING)]
    assert "10.1000/right" in problems[0].message


def test_a_doi_of_another_work_is_left_off_when_no_other_is_found() -> None:
    shelf = ShelfRegistry([work("10.1000/wrong", "Neuroinflammation seen by PET in eleven patients", "Nakatomi")])
    library, codes = run([page("10.1000/wrong")], shelf)
    entry = library.entries[0]
    assert entry.doi is None
    assert [each.value for each in entry.conflicts] == ["10.1000/wrong"]
    assert entry.item.text("title") == TITLE
    assert codes == ["doi-other-work", "match-none"]


def test_an_absent_doi_costs_only_its_own_entry() -> None:
    references = [Reference(Origin("input", doi), doi=Doi.parse(doi)) for doi in ("10.1000/none", "10.1000/right")]
    library, codes = run(references, ShelfRegistry([work()]))
    assert [entry.item.text("title") for entry in library] == [TITLE]
    assert codes == ["doi-absent"]


def test_another_reading_of_a_doi_is_tried_when_the_first_is_absent() -> None:
    first, *others = Doi.readings("10.1000/right/full")
    reference = Reference(Origin("input", "10.1000/right/full"), doi=first, other_readings=tuple(others))
    library, codes = run([reference], ShelfRegistry([work("10.1000/right/full")]))
    assert library.entries[0].doi == Doi.parse("10.1000/right/full", exact=True)
    assert codes == []


def test_when_nobody_answers_the_entry_is_made_from_the_page_and_the_doi_kept() -> None:
    library, codes = run([page("10.1000/right"), page()], ShelfRegistry(down=True))
    assert [entry.item.text("title") for entry in library] == [TITLE, TITLE]
    assert library.entries[0].item.text("DOI") == "10.1000/right"
    assert library.entries[0].status.checked == ""
    assert codes == ["network-error", "network-error"]


def test_an_unsure_match_is_asked_about_and_not_used() -> None:
    library, problems = resolve([page()], ShelfRegistry([work(), work("10.1000/twin")]))
    assert library.entries[0].doi is None
    assert [(problem.code, problem.severity) for problem in problems] == [("match-unsure", Severity.ASK)]
    assert "10.1000/right" in problems[0].message


def test_an_alias_is_followed_and_remembered() -> None:
    registry = ShelfRegistry([work()], {"10.1000/old": "10.1000/right"})
    library, _ = run([page("10.1000/old")], registry)
    assert (library.entries[0].doi, library.entries[0].asked) == (Doi.parse("10.1000/right"), Doi.parse("10.1000/old"))


def test_files_stand_as_they_are_unless_everything_is_looked_up() -> None:
    reference = Reference(
        Origin("bibtex", "refs.bib:1"), Item("book", {"title": TITLE}), doi=Doi.parse("10.1000/right"), key="k"
    )
    registry = ShelfRegistry([work()])
    library, _ = run([reference], registry, everything=False)
    assert (registry.asked, library.entries[0].item.text("volume")) == ([], "")
    library, _ = run([reference], registry, everything=True)
    assert (registry.asked, library.entries[0].item.text("volume")) == (["10.1000/right"], "113")


def test_a_saved_entry_is_not_asked_for_again() -> None:
    registry = ShelfRegistry([work()])
    library, _ = run([page("10.1000/right")], registry)
    registry.asked.clear()
    again, _ = run([Reference(Origin("library", "library.json"), entry=library.entries[0])], registry)
    assert registry.asked == []
    assert again == library


def test_two_inputs_that_are_one_work_are_both_kept_and_told() -> None:
    library, problems = resolve([page("10.1000/right"), page()], ShelfRegistry([work()]))
    assert len(library) == 2
    assert [problem.code for problem in problems] == ["doi-twice"]


def test_a_page_and_a_file_entry_of_one_study_become_one_entry_with_the_files_key() -> None:
    item = Item("article-journal", {"title": TITLE, "note": "mine"})
    file = Reference(Origin("bibtex", "refs.bib:1"), item, doi=Doi.parse("10.1000/right"), key="mykey")
    library, problems = resolve([file, page()], ShelfRegistry([work()]), everything=False)
    (entry,) = library
    assert (entry.key, entry.item.text("note"), entry.item.text("volume")) == ("mykey", "mine", "113")
    assert entry.summary is not None
    assert entry.origins["note"] == Origin("bibtex", "refs.bib:1")
    assert not problems


def test_a_bare_doi_beside_its_page_adds_nothing() -> None:
    bare = Reference(Origin("input", "10.1000/right"), doi=Doi.parse("10.1000/right"))
    library, codes = run([bare, page("10.1000/right"), bare], ShelfRegistry([work()]))
    assert (len(library), codes) == (1, [])


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        (Reference(Origin("bibtex", "b:1"), Item("book", {"title": "RETRACTED ARTICLE: A study"})), "title"),
        (
            Reference(Origin("ris", "r:1"), Item("book", {"title": "A study", "note": "Retracted on 2015-06-05."})),
            "note",
        ),
        (Reference(Origin("record", "p"), summary=SummaryRecord(title="A", other={"banner": "Retracted"})), "page"),
    ],
)
def test_a_retraction_that_only_the_input_tells_is_told(reference: Reference, source: str) -> None:
    library, problems = resolve([reference], ShelfRegistry(), everything=False)
    assert [(update.kind, update.source) for update in library.entries[0].status.updates] == [("retraction", source)]
    assert "work-retracted" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    "title", ["Retracted works and who cites them", "The withdrawn patient: a case", "Retractions: a review"]
)
def test_a_work_about_retraction_is_not_retracted(title: str) -> None:
    reference = Reference(Origin("bibtex", "b:1"), Item("book", {"title": title}))
    assert resolve([reference], ShelfRegistry(), everything=False)[1] == ()


def test_a_retracted_work_and_a_cited_notice_are_told() -> None:
    retraction = Update("retraction", "publisher", Doi.parse("10.1000/notice"), "2011-12-23")
    shelf = [
        work(status=Status("2026-11-22", (retraction,))),
        work(
            "10.1000/notice",
            "Retraction of a study",
            "Alberts",
            Status("2026-11-22", (), (Doi.parse("10.1000/right"),)),
        ),
    ]
    references = [page("10.1000/right"), Reference(Origin("input", "n"), doi=Doi.parse("10.1000/notice"))]
    _, codes = run(references, ShelfRegistry(shelf))
    assert codes == ["work-retracted", "notice-cited"]


def test_too_little_to_search_for_is_said() -> None:
    _, codes = run([page(title="", family="")], ShelfRegistry([work()]))
    assert codes == ["too-little-known"]


def test_a_saved_entry_that_was_never_checked_is_told() -> None:
    saved, _ = resolve([page("10.1000/right")], ShelfRegistry(down=True))
    again = [Reference(Origin("library", "library.json"), entry=entry) for entry in saved]
    _, codes = run(again, ShelfRegistry(down=True), everything=False)
    assert codes == ["status-unchecked"]


def test_a_saved_doubt_about_the_doi_is_told_again() -> None:
    other = work(title="Sleep and steps in a cohort of nurses")
    saved, problems = resolve([page("10.1000/right")], ShelfRegistry([other]))
    assert [problem.code for problem in problems] == ["title-contradicts"]
    again = [Reference(Origin("library", "library.json"), entry=entry) for entry in saved]
    _, codes = run(again, ShelfRegistry(), everything=False)
    assert codes == ["doi-doubtful"]
