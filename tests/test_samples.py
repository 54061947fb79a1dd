"""The bundled samples: they read cleanly, resolve from the bundled answers alone, and say what they are."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.errors import Problem
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.library import Library
from atlas_cite.model.reference import Reference
from atlas_cite.model.summary import Bullets, Paragraph, Part, Pem
from atlas_cite.model.text import folded
from atlas_cite.model.verdict import Certainty
from atlas_cite.pipeline.caches import import_cache
from atlas_cite.pipeline.libraries import Lookup, Problems, load_library
from atlas_cite.sources.detect import Kind, detect_kind
from atlas_cite.sources.read import read_inputs

SAMPLES = Path(__file__).parents[1] / "src" / "atlas_cite" / "samples"
INPUTS = SAMPLES / "inputs"
ANSWERS = SAMPLES / "crossref-answers.jsonl"
SEED = Path(__file__).parents[2] / "shared" / "seed"
LOST_DOI = frozenset({"10.1016/j.brat.2013.02.001", "10.1073/pnas.1607571113", "10.1111/j.1365-2796.2011.02428.x"}) | {
    "10.7326/0003-4819-121-12-199412150-00009",
    "10.1126/science.1179052",
}
"""Works whose page says only the word DOI, so that they are found by title, author and year."""
RETRACTION_NOTICE = "10.1126/science.334.6063.1636-a"

STUDIES = {
    # file name: kind, PEM criterion, DOI, authors, volume, issue, page or article number
    "carruthers-2011-myalgic-encephalomyelitis.txt": (
        Kind.ATLAS_PAGE, Pem.REQUIRED, "10.1111/j.1365-2796.2011.02428.x", 26, "270", "4", "327-338",
    ),
    "esfandyarpour-2019-nanoelectronics-blood.jsonl": (
        Kind.JSON_RECORDS, Pem.UNKNOWN, "10.1073/pnas.1901274116", 5, "116", "21", "10250-10257",
    ),
    "fluge-2011-benefit-lymphocyte.md": (
        Kind.MARKDOWN_RECORD, Pem.UNKNOWN, "10.1371/journal.pone.0026358", 10, "6", "10", "e26358",
    ),
    "fluge-2019-lymphocyte-depletion.yaml": (
        Kind.YAML_RECORDS, Pem.REQUIRED, "10.7326/m18-1451", 23, "170", "9", "585-593",
    ),
    "fukuda-1994-chronic-fatigue.txt": (
        Kind.ATLAS_PAGE, Pem.NOT_REQUIRED, "10.7326/0003-4819-121-12-199412150-00009", 6, "121", "12", "953-959",
    ),
    "heins-2013-role-therapeutic.txt": (
        Kind.ATLAS_PAGE, Pem.UNKNOWN, "10.1016/j.brat.2013.02.001", 3, "51", "7", "368-376",
    ),
    "hornig-2015-distinct-plasma.txt": (
        Kind.ATLAS_PAGE, Pem.UNKNOWN, "10.1126/sciadv.1400121", 13, "1", "1", "e1400121",
    ),
    "lombardi-2009-detection-infectious.txt": (
        Kind.ATLAS_PAGE, Pem.UNCLEAR, "10.1126/science.1179052", 13, "326", "5952", "585-589",
    ),
    "nakatomi-2014-neuroinflammation-patients.yaml": (
        Kind.YAML_RECORDS, Pem.UNCLEAR, "10.2967/jnumed.113.131045", 16, "55", "6", "945-950",
    ),
    "naviaux-2016-metabolic-features.txt": (
        Kind.ATLAS_PAGE, Pem.UNKNOWN, "10.1073/pnas.1607571113", 10, "113", "37", "E5472-E5480",
    ),
    "van-campen-2020-cerebral-blood.yaml": (
        Kind.YAML_RECORDS, Pem.UNCLEAR, "10.1016/j.cnp.2020.01.003", 4, "5", "", "50-58",
    ),
    "white-2011-comparison-adaptive.yaml": (
        Kind.YAML_RECORDS, Pem.NOT_REQUIRED, "10.1016/s0140-6736(11)60096-2", 19, "377", "9768", "823-836",
    ),
}  # fmt: skip
"""What each sample is, from the publications themselves."""

SIX_PARTS = frozenset(Part) - {Part.ADVANCED_SUMMARY, Part.STRENGTHS, Part.LIMITATIONS}
P_LAYOUT_PARTS = frozenset({Part.QUICK_SUMMARY, Part.WHY_IT_MATTERS, Part.NOT_PROVEN})


@pytest.fixture(scope="module")
def read() -> tuple[list[Reference], list[Problem]]:
    """The samples as they are read, unresolved, and what reading them had to say."""
    return read_inputs([str(INPUTS)], BytesIO())


@pytest.fixture(scope="module")
def references(read: tuple[list[Reference], list[Problem]]) -> dict[str, Reference]:
    """The references of the samples, unresolved, by file name."""
    return {Path(each.origin.where.partition(":")[0]).name: each for each in read[0]}


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Problems]:
    """The samples resolved offline from a cache that holds the bundled answers and nothing else."""
    cache = tmp_path_factory.mktemp("samples") / "answers.sqlite"
    import_cache(cache, ANSWERS)
    return load_library([str(INPUTS)], BytesIO(), Lookup(cache=cache, offline=True))


def answer_rows(kind: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in ANSWERS.read_text("utf-8").splitlines()]
    return [row for row in rows if row["kind"] == kind]


def test_the_folder_holds_the_twelve_studies_and_stays_small() -> None:
    assert {path.name for path in INPUTS.iterdir()} == STUDIES.keys()
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 120_000


@pytest.mark.parametrize("name", STUDIES)
def test_each_sample_is_of_its_kind(name: str) -> None:
    assert detect_kind((INPUTS / name).read_text("utf-8")) is STUDIES[name][0]


def test_the_samples_read_without_a_problem(read: tuple[list[Reference], list[Problem]]) -> None:
    assert [str(problem) for problem in read[1]] == []


def test_each_sample_is_one_reference(
    read: tuple[list[Reference], list[Problem]], references: dict[str, Reference]
) -> None:
    assert len(read[0]) == len(STUDIES)
    assert references.keys() == STUDIES.keys()


@pytest.mark.parametrize("name", STUDIES)
def test_each_sample_says_that_it_is_sample_text_of_no_atlas(name: str, references: dict[str, Reference]) -> None:
    summary = references[name].summary
    assert summary is not None
    assert summary.sample_text
    assert not summary.machine_written
    assert not summary.atlas
    assert "mecfsatlas" not in summary.url
    assert "cfsmeatlas" not in summary.url
    assert summary.slug == name.partition(".")[0]


@pytest.mark.parametrize("name", STUDIES)
def test_each_sample_has_its_parts_and_nothing_left_over(name: str, references: dict[str, Reference]) -> None:
    summary = references[name].summary
    assert summary is not None
    assert summary.parts.keys() == (P_LAYOUT_PARTS if name.startswith("hornig") else SIX_PARTS)
    assert summary.unassigned == ()
    assert summary.other.keys() <= {"citation", "bibtex"}
    for part in (Part.OBSERVED_FINDINGS, Part.INFERRED_CONCLUSIONS, Part.REMAINING_QUESTIONS):
        blocks = summary.parts.get(part, ())
        assert all(isinstance(block, Bullets) for block in blocks)
        assert sum(len(block.items) for block in blocks if isinstance(block, Bullets)) <= 4
    assert all(isinstance(block, Paragraph) for block in summary.parts[Part.NOT_PROVEN])


@pytest.mark.parametrize("name", STUDIES)
def test_the_mark_of_a_sample_is_no_part_of_its_summary(name: str, references: dict[str, Reference]) -> None:
    summary = references[name].summary
    assert summary is not None
    assert "Sample text" not in str(summary.parts)


@pytest.mark.parametrize("name", STUDIES)
def test_pem_is_read_from_a_badge_alone(name: str, references: dict[str, Reference]) -> None:
    summary = references[name].summary
    assert summary is not None
    assert summary.pem is STUDIES[name][1]


@pytest.mark.parametrize("name", STUDIES)
def test_pages_have_lost_their_doi_and_records_keep_it(name: str, references: dict[str, Reference]) -> None:
    expected = STUDIES[name][2]
    doi = references[name].doi
    assert doi == (None if expected in LOST_DOI else Doi.parse(expected))


@pytest.mark.parametrize("name", STUDIES)
def test_each_sample_resolves_to_its_work(name: str, resolved: tuple[Library, Problems]) -> None:
    _, _, doi, authors, volume, issue, page = STUDIES[name]
    entry = next(each for each in resolved[0] if each.summary and each.summary.slug == name.partition(".")[0])
    assert entry.doi == Doi.parse(doi, exact=True)
    assert entry.origins["DOI"].source == "crossref"
    assert (entry.verdict.certainty if entry.verdict else None) is (Certainty.SURE if doi in LOST_DOI else None)
    assert len(entry.item.names("author")) == authors
    assert (entry.item.text("volume"), entry.item.text("issue")) == (volume, issue)
    assert (entry.item.text("page") or entry.item.text("number")) == page


def test_the_retraction_is_the_one_thing_said_of_the_samples(resolved: tuple[Library, Problems]) -> None:
    library, problems = resolved
    retracted = [entry.doi for entry in library if entry.status.is_grave]
    assert retracted == [Doi.parse("10.1126/science.1179052")]
    assert [(problem.code, Path(problem.subject.partition(":")[0]).name) for problem in problems] == [
        ("work-retracted", "lombardi-2009-detection-infectious.txt")
    ]


def test_the_wrong_journal_left_in_on_purpose_becomes_a_conflict(resolved: tuple[Library, Problems]) -> None:
    entry = next(each for each in resolved[0] if each.doi == Doi.parse("10.2967/jnumed.113.131045"))
    assert entry.item.text("container-title") == "Journal of Nuclear Medicine"
    lost = {conflict.field: conflict.value for conflict in entry.conflicts}
    assert lost["container-title"] == "Brain, Behavior, and Immunity"


def test_every_answer_is_a_found_work_under_its_own_doi() -> None:
    rows = answer_rows("work")
    assert {row["doi"] for row in rows} == {study[2] for study in STUDIES.values()}
    assert all(row["status"] == "found" and row["record"]["DOI"] == row["doi"] for row in rows)


def test_every_page_without_doi_has_an_answer_to_the_very_query_it_makes(references: dict[str, Reference]) -> None:
    asked = {folded(sought_from(references[name]).query) for name in STUDIES if STUDIES[name][2] in LOST_DOI}
    assert {folded(row["query"]) for row in answer_rows("query")} == asked


def test_every_query_answer_hides_the_right_work_among_others(references: dict[str, Reference]) -> None:
    right = {
        folded(sought_from(references[name]).query): study[2] for name, study in STUDIES.items() if study[2] in LOST_DOI
    }
    for row in answer_rows("query"):
        dois = [record["DOI"] for record in row["records"]]
        assert right[folded(row["query"])] in dois
        assert 3 <= len(set(dois)) <= 5


def test_an_invented_record_says_so() -> None:
    known = {study[2] for study in STUDIES.values()} | {RETRACTION_NOTICE}
    others = [record for row in answer_rows("query") for record in row["records"] if record["DOI"] not in known]
    assert others
    assert all(record["DOI"].startswith("10.5555/atlas-cite.") for record in others)
    assert all(record["publisher"] == "Invented for atlas-cite" for record in others)


@pytest.mark.skipif(not SEED.is_dir(), reason="the shared reference material is not here")
@pytest.mark.parametrize("name", STUDIES)
def test_no_sample_repeats_a_sentence_of_a_real_page(name: str) -> None:
    seed = " ".join(folded(path.read_text("utf-8")) for path in SEED.glob("*.txt"))
    lines = (line for line in (INPUTS / name).read_text("utf-8").splitlines() if " · " not in line)
    sentences = (folded(sentence) for line in lines for sentence in re.split(r"(?<=[.?!])\s+", line))
    title = "the role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue syndrome"
    repeated = [each for each in sentences if len(each.split()) >= 8 and each in seed and each != title]
    assert repeated == []
