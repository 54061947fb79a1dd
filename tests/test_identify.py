"""PubMed ids become DOIs or PubMed's own facts, and what PubMed tells of retractions is not lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer, SearchAnswer, Work
from atlas_cite.resolve import resolve

DOI = Doi.parse("10.1000/right")
TITLE = "Metabolic features of chronic fatigue syndrome in adolescents"
RETRACTED = Status("2026-11-22", (Update("retraction", "pubmed", None, "2020"),))
ITEM = Item(
    "article-journal",
    {
        "title": TITLE,
        "author": (Name("Naviaux", "R."),),
        "issued": Date((2016,)),
        "container-title": "PNAS",
        "PMID": "1",
        "PMCID": "PMC1",
    },
)
WORK = Work(DOI, Item("article-journal", {"title": TITLE, "DOI": DOI.text, "volume": "113"}), "2026-11-22")


@dataclass
class Registry:
    """Knows one work at most, and PubMed's answers by id."""

    answers: dict[str, PubmedAnswer] = field(default_factory=dict)
    works: tuple[Work, ...] = (WORK,)
    found_by_words: tuple[Work, ...] = ()
    asked: list[str] = field(default_factory=list)

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        self.asked += names
        absent = PubmedAnswer("", Outcome.ABSENT, code="pmid-absent", reason="PubMed has no record of it")
        return [self.answers.get(name, absent) for name in names]

    def fetch(self, dois: Sequence[Doi], progress: object = None) -> list[Answer]:
        works = {work.doi: work for work in self.works}
        return [Answer(doi, Outcome.FOUND, works[doi]) for doi in dois]

    def search_many(self, queries: Sequence[str], *, progress: object = None) -> list[SearchAnswer]:
        return [SearchAnswer(Outcome.FOUND, self.found_by_words) for _ in queries]


def answer(name: str, doi: Doi | None = DOI, status: Status | None = None) -> PubmedAnswer:
    return PubmedAnswer(name, Outcome.FOUND, "2026-11-22", doi, "1", "PMC1", ITEM, status or Status("2026-11-22"))


def pmid(**fields: object) -> Reference:
    return Reference(Origin("input", "pmid:1"), **{"pmid": "1", **fields})  # type: ignore[arg-type]  # test data


def run(registry: Registry, *references: Reference, everything: bool = False) -> tuple[Library, list[str]]:
    library, problems = resolve(references, registry, everything=everything)
    return library, [problem.code for problem in problems]


def test_a_pubmed_id_leads_to_the_registered_work_and_both_ids_stay() -> None:
    (entry,), codes = run(Registry({"pmid:1": answer("pmid:1")}), pmid())
    assert (entry.doi, entry.item.text("volume"), codes) == (DOI, "113", [])
    assert (entry.item.text("PMID"), entry.item.text("PMCID")) == ("1", "PMC1")


def test_a_retraction_that_only_pubmed_knows_is_told() -> None:
    (entry,), codes = run(Registry({"pmid:1": answer("pmid:1", status=RETRACTED)}), pmid())
    assert entry.status.updates == RETRACTED.updates
    assert codes == ["work-retracted"]


def test_without_a_doi_pubmeds_record_is_the_entry() -> None:
    (entry,), codes = run(Registry({"pmid:1": answer("pmid:1", None, RETRACTED)}), pmid())
    assert entry.item == ITEM
    assert set(entry.origins.values()) == {Origin("pubmed", "pmid:1", "2026-11-22")}
    assert (entry.status, codes) == (RETRACTED, ["work-retracted"])


def test_without_a_doi_the_work_is_still_looked_for_by_its_words() -> None:
    work = Work(DOI, ITEM.with_fields({"DOI": DOI.text, "volume": "113"}), "2026-11-22")
    (entry,), codes = run(Registry({"pmid:1": answer("pmid:1", None)}, found_by_words=(work,)), pmid())
    assert (entry.doi, entry.origins["volume"].source, codes) == (DOI, "crossref", [])


def test_a_page_with_a_pubmed_id_and_no_doi_keeps_its_summary() -> None:
    record = SummaryRecord(title=TITLE, authors=(Name("Naviaux", "Robert"),), year=2016, pmid="1")
    page = Reference(Origin("record", "page.txt"), pmid="1", summary=record)
    for found in (answer("pmid:1"), answer("pmid:1", None)):
        (entry,), codes = run(Registry({"pmid:1": found}), page)
        assert entry.summary == record
        assert entry.item.text("title") == TITLE
        assert codes == []


def test_a_pubmed_id_of_another_work_is_not_believed() -> None:
    record = SummaryRecord(title="Sleep and steps in nurses", authors=(Name("Other", "A."),), year=1999, pmid="1")
    page = Reference(Origin("record", "page.txt"), pmid="1", summary=record)
    other = Work(DOI, ITEM, "2026-11-22")
    (entry,), codes = run(Registry({"pmid:1": answer("pmid:1")}, works=(other,)), page)
    assert entry.doi is None
    assert codes == ["doi-other-work", "match-none"]


@pytest.mark.parametrize(
    ("reference", "asked"),
    [
        (pmid(), ["pmid:1"]),
        (pmid(pmid="", pmcid="PMC7"), ["pmcid:PMC7"]),
        (pmid(pmcid="PMC7"), ["pmid:1"]),
        (pmid(doi=DOI), []),
    ],
)
def test_only_what_has_no_doi_is_asked_for(reference: Reference, asked: list[str]) -> None:
    registry = Registry({"pmid:1": answer("pmid:1"), "pmcid:PMC7": answer("pmcid:PMC7")})
    run(registry, reference)
    assert registry.asked == asked


def test_an_unknown_id_costs_only_itself() -> None:
    registry = Registry({"pmid:1": answer("pmid:1")})
    library, codes = run(registry, pmid(pmid="9"), pmid())
    assert (len(library), codes) == (1, ["pmid-absent"])


def test_a_file_stands_unless_everything_is_looked_up_and_keeps_its_own_words() -> None:
    file = Reference(Origin("bibtex", "r.bib:1"), Item("book", {"title": "Mine", "PMID": "1"}), pmid="1", key="k")
    registry = Registry({"pmid:1": answer("pmid:1", None)})
    run(registry, file)
    assert registry.asked == []
    (entry,), codes = run(registry, file, everything=True)
    assert (entry.item.text("title"), entry.origins["title"].source, codes) == ("Mine", "bibtex", ["match-none"])


def test_a_preprint_that_is_published_is_told_and_not_swapped() -> None:
    article = Relation("is-preprint-of", Doi.parse("10.1000/article"))
    preprint = Work(DOI, ITEM, "2026-11-22", relations=(article,))
    (entry,), codes = run(Registry(works=(preprint,)), Reference(Origin("input", DOI.text), doi=DOI))
    assert (entry.doi, entry.relations, codes) == (DOI, (article,), ["preprint-published"])
