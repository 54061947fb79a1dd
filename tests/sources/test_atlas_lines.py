"""The single readers below a page: headers, badges, tags, citations, BibTeX blocks, metadata."""

from __future__ import annotations

import pytest

from atlas_cite.model.summary import Pem
from atlas_cite.sources.atlas import read_atlas_page
from atlas_cite.sources.atlas.badges import is_badge_line, pem_value, read_badges, split_tags
from atlas_cite.sources.atlas.citation import clean_title, parse_bibtex, parse_citation, pmid_of
from atlas_cite.sources.atlas.header import find_header
from atlas_cite.sources.atlas.lines import split_lines


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Lind, P · Rest · 2016 · DOI", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P·Rest·2016", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P • Rest • 2016", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P ‧ Rest ∙ 2016", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P | Rest | 2016 | DOI", ("Lind, P", "Rest", 2016, "", "")),
        ("Rest · 2016", ("", "Rest", 2016, "", "")),
        ("Lind, P · Rest (1946) · 2013 · DOI ↗", ("Lind, P", "Rest (1946)", 2013, "", "")),
        (
            "Lind, P · Rest (Washington, D.C. : 1974) · 1992",
            ("Lind, P", "Rest (Washington, D.C. : 1974)", 1992, "", ""),
        ),
        ("Lind, P · Rest · (2016)", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P · Rest · Mar 2016 · doi: 10.1000/A", ("Lind, P", "Rest", 2016, "doi: 10.1000/A", "")),
        (
            "Lind, P · Rest · 2016 · https://doi.org/10.1000/a",
            ("Lind, P", "Rest", 2016, "https://doi.org/10.1000/a", ""),
        ),
        ("Lind, P · Rest · 2016 · PMID 2216608", ("Lind, P", "Rest", 2016, "", "2216608")),
        ("Lind, P, Ek, B et al. · 2016 · DOI", ("Lind, P, Ek, B et al.", "", 2016, "", "")),
        ("Lind, P ·  · 2016 · DOI", ("Lind, P", "", 2016, "", "")),
        ("**Lind, P** · *Rest* · 2016", ("Lind, P", "Rest", 2016, "", "")),
        ("Lind, P &middot; Rest &amp; Sleep &middot; 2016", ("Lind, P", "Rest & Sleep", 2016, "", "")),
        ("Puig, M · Col·lecció · 2016", ("Puig, M", "Col·lecció", 2016, "", "")),
    ],
)
def test_a_header_is_read_from_the_right(line: str, fields: tuple[object, ...]) -> None:
    header = find_header(split_lines(line)[0])
    assert header is not None
    assert (header.authors, header.journal, header.year, header.doi_text, header.pmid) == fields


@pytest.mark.parametrize(
    "line",
    [
        "Standard · 3 min",
        "Deep dive · 10+ min",
        "Lind, P · Rest · DOI",
        "© 2026 · ME/CFS Atlas",
        "ME/CFS Atlas · 2026",
        "The dose was 5 mg·kg in 2016.",
        "2016",
        "2016 · Rest",
        "Lind, P (2016). Rest. https://doi.org/10.1000/a",
    ],
)
def test_other_lines_with_dots_or_years_are_no_header(line: str) -> None:
    assert find_header(split_lines(line)[0]) is None


@pytest.mark.parametrize(
    ("line", "values", "pem"),
    [
        ("E2 ModeratePreliminaryPEM unclear", ["E2 Moderate", "Preliminary"], [Pem.UNCLEAR]),
        ("E2 ModerateModerate confidencePEM ✓RCT", ["E2 Moderate", "Moderate confidence", "RCT"], [Pem.REQUIRED]),
        ("E3 PreliminaryModerate confidencePEM ?", ["E3 Preliminary", "Moderate confidence"], [Pem.UNCLEAR]),
        ("E3 PreliminaryPreliminaryPEM ✕Reviewed", ["E3 Preliminary", "Preliminary", "Reviewed"], [Pem.NOT_REQUIRED]),
        (
            "E1 Replicated · Higher confidence · PEM not required",
            ["E1 Replicated", "Higher confidence"],
            [Pem.NOT_REQUIRED],
        ),
        ("e0 consensus PEM REQUIRED Review-Narrative", ["E0 Consensus", "Review-Narrative"], [Pem.REQUIRED]),
        ("PEM requiredPEM unclear", [], [Pem.REQUIRED, Pem.UNCLEAR]),
    ],
)
def test_badges_are_cut_off_from_the_left(line: str, values: list[str], pem: list[Pem]) -> None:
    badges = read_badges(line)
    assert is_badge_line(line)
    assert (list(badges.values.values()), list(badges.pem), badges.unknown) == (values, pem, ())


@pytest.mark.parametrize(
    "line", ["Preliminary data from forty adults", "Guideline use in practice", "PEM was required.", ""]
)
def test_a_sentence_with_a_badge_s_words_is_no_badge_line(line: str) -> None:
    assert not is_badge_line(line)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PEM required", Pem.REQUIRED),
        ("not-required", Pem.NOT_REQUIRED),
        ("PEM ✗", Pem.NOT_REQUIRED),
        ("perhaps", None),
    ],
)
def test_a_pem_value_alone(text: str, value: Pem | None) -> None:
    assert pem_value(text) is value


@pytest.mark.parametrize(
    ("line", "tags", "groups", "doubtful"),
    [
        (
            "Method Flag:PEM_UNCLEARSmall SampleEXPLORATORY",
            ["PEM_UNCLEAR", "Small Sample", "EXPLORATORY"],
            ["Method Flag"],
            [],
        ),
        ("EXPLORATORYBIOLOGICALLY_RELEVANT", ["EXPLORATORY", "BIOLOGICALLY_RELEVANT"], [], []),
        ("sleep, autonomic function", ["sleep", "autonomic function"], [], []),
        ("Weak CasesEXPLORATORY", ["Weak Cases", "EXPLORATORY"], [], ["Weak Cases"]),
    ],
)
def test_tags_that_run_together(line: str, tags: list[str], groups: list[str], doubtful: list[str]) -> None:
    assert split_tags(line) == (tags, groups, doubtful)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Rest.", "Rest"),
        ("Rest..", "Rest"),
        ("[Rest]..", "[Rest]"),
        ("Rest...", "Rest..."),
        ("Rest?", "Rest?"),
        ("Rest in the U.S..", "Rest in the U.S."),
    ],
)
def test_a_title_loses_the_full_stops_it_did_not_have(printed: str, title: str) -> None:
    assert clean_title(printed) == title


@pytest.mark.parametrize(
    ("citation", "journal", "title", "address"),
    [
        (
            "Lind, P (1992). Rest.. Nihon rest. Japanese rest. https://doi.org/10.1000/a",
            "Nihon rest. Japanese rest",
            "Rest",
            "https://doi.org/10.1000/a",
        ),
        (
            "Lind, P (1992). Is it rest?. Rest. https://doi.org/10.1000/a",
            "Rest",
            "Is it rest?",
            "https://doi.org/10.1000/a",
        ),
        (
            "Lind, P (1992). Rest. And rest. Rest. https://doi.org/10.1000/a",
            "Rest",
            "Rest. And rest",
            "https://doi.org/10.1000/a",
        ),
        ("Lind, P (1992). Rest. Journal of re", "Journal of rest", "Rest", ""),
        ("Lind, P (1992). Rest. And re", "Journal of rest", "", ""),
        ("Lind, P (1992). Rest. Sleep. https://doi.org/10.1000/a", "", "Rest", "https://doi.org/10.1000/a"),
        ("Lind, P (1992). Rest. Sleep, ", "Sleep, rest", "", ""),
    ],
)
def test_a_citation_s_title_ends_where_the_journal_begins(
    citation: str, journal: str, title: str, address: str
) -> None:
    found = parse_citation(citation, journal)
    assert found.title == title
    assert found.doi_text == address


def test_a_citation_cut_in_its_authors_says_nothing() -> None:
    assert parse_citation("Lind, P, Ek, B, Al", "Rest").authors is None


@pytest.mark.parametrize(
    ("address", "pmid"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/2216608/", "2216608"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/2216608", "2216608"),
        ("https://example.org/2216608", ""),
    ],
)
def test_a_pubmed_number_in_an_address(address: str, pmid: str) -> None:
    assert pmid_of(address) == pmid


def test_only_the_complete_fields_of_a_cut_bibtex_block_are_read() -> None:
    entry = parse_bibtex(
        "@article{mecfsatlas-a, author = {Lind, P and Ek, B}, title = {{Rest} \\& sleep}, journal = {Jou"
    )
    assert entry.fields == {"author": "Lind, P and Ek, B", "title": "{Rest} & sleep"}
    assert (entry.key, entry.complete) == ("mecfsatlas-a", False)


def test_a_bibtex_value_with_latex_is_left_to_the_other_sources() -> None:
    assert parse_bibtex('@article{a, author = "Fr{\\\'e}mont, M", year = 2016}').fields == {"year": "2016"}


@pytest.mark.parametrize(
    "metadata",
    [
        "DOI\n10.1000/a\nSample size\n40 adults\nNovel label\nsome value",
        "- DOI\n- 10.1000/a\n- Sample size\n- 40 adults\n- Novel label\n- some value",
        "DOI: 10.1000/a\nSample size: 40 adults\nNovel label: some value",
        "DOI\t10.1000/a\nSample size 40 adults\nNovel label: some value",
        "| DOI | 10.1000/a\nSample size | 40 adults\nNovel label | some value".replace("| DOI", "DOI"),
    ],
)
def test_metadata_are_labels_and_values_in_any_form(metadata: str) -> None:
    page = f"Rest.\nLind, P · Rest · 2016\nQuick Summary\nIt was calm. Very calm.\nMetadata\n{metadata}\n"
    record, problems = read_atlas_page(page, "page.txt")
    assert record is not None
    assert str(record.doi) == "10.1000/a"
    assert record.badges == {"sample_size": "40 adults"}
    assert record.other == {"Novel label": "some value"}
    assert [problem.code for problem in problems] == ["unknown-label"]


def test_a_cut_marks_the_part_it_cuts() -> None:
    _, problems = read_atlas_page("Rest.\nLind, P · Rest · 2016\nQuick Summary\nIt was calm and the", "page.txt")
    assert [(problem.code, "Quick Summary" in problem.message) for problem in problems] == [("text-cut", True)]


@pytest.mark.parametrize(
    ("dates", "value"),
    [
        ("Snapshot taken 2026-04-20", "2026-04-20"),
        ("snapshot of 7 April 2026", "2026-04-07"),
        ("Generated in 2026", ""),
    ],
)
def test_a_snapshot_date_is_read_only_where_it_is_called_one(dates: str, value: str) -> None:
    note = "About the PEM badge: it tells. How the atlas works →"
    page = f"Lind, P · Rest · 2016\nOne. A.\nTwo. B.\nThree. C.\n{note}\nAtlas snapshot\nME/CFS Atlas. Rest. {dates}.\n"
    record, _ = read_atlas_page(page, "page.txt")
    assert record is not None
    assert record.snapshot_date == value
