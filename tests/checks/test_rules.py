"""Every rule on an entry that breaks it and on one that does not, through the readers and the rules together."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.checks.encoding_damage import mended
from atlas_cite.checks.finding import Finding, Level, Place
from atlas_cite.checks.run import make_baseline, read_baseline, run_rules, without_known
from atlas_cite.checks.since import Seen, changes_since, seen_in
from atlas_cite.checks.status import with_listed
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.check_digits import is_isbn, is_issn, is_orcid
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.model.summary import Bullets, Paragraph, Part, SummaryRecord
from atlas_cite.model.work import Work
from atlas_cite.pipeline.checking import CheckRequest, check
from atlas_cite.pipeline.libraries import Lookup

TODAY = date(2026, 11, 25)
SOUND = (
    "author = {Heins, Marianne J. and Knoop, Hans}, title = {The role of {CBT} in a chronic fatigue syndrome},"
    " journal = {Brain},"
    " year = {2013}, volume = {51}, pages = {368--376}, doi = {10.5555/brat.1}"
)


def found_in(text: str, tmp_path: Path, request: CheckRequest | None = None) -> tuple[Finding, ...]:
    path = tmp_path / "refs.bib"
    path.write_text(text, "utf-8")
    lookup = Lookup(offline=True, cache=tmp_path / "cache.sqlite")
    return check([str(path)], BytesIO(), lookup, request or CheckRequest(), today=TODAY).findings


def rules_of(text: str, tmp_path: Path, request: CheckRequest | None = None) -> set[str]:
    return {finding.rule for finding in found_in(text, tmp_path, request)} - {"status/unchecked"}


def test_a_sound_entry_is_left_in_peace(tmp_path: Path) -> None:
    assert rules_of(f"@article{{heins2013, {SOUND}}}", tmp_path) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("journal = {Brain},", "", "content/required"),
        ("volume = {51}, pages = {368--376}, doi = {10.5555/brat.1}", "", "content/recommended"),
        ("doi = {10.5555/brat.1}", "", "identity/doi-missing"),
        ("{2013}", "{2103}", "content/date-impossible"),
        ("368--376", "376--268", "content/pages-backwards"),
        ("{51}", "{51}, issn = {0005-7968}", "content/issn-invalid"),
        ("{51}", "{51}, isbn = {978-3-16-148410-1}", "content/isbn-invalid"),
        ("{51}", "{null}", "content/placeholder"),
        ("Heins", "HEINS", "content/name-capitals"),
        ("Marianne J.", "Dr. Marianne", "content/name-title"),
        ("Heins, Marianne J.", "M., Heins", "content/name-swapped"),
        ("Heins, Marianne J. and Knoop, Hans", "Heins, M.; Knoop, H.", "content/name-list"),
        ("and Knoop, Hans", "and Knoop, Hans et al.", "content/name-list"),
        ("syndrome", "<i>syndrome</i>", "content/markup-left"),
        ("syndrome", "syndrome &amp; more", "content/markup-left"),
        ("Knoop", "KnÃ¶p", "content/mojibake"),
        ("syndrome", "syndrome\ufffd", "content/control-character"),
        (
            "The role of {CBT} in a chronic fatigue syndrome",
            "THE ROLE OF THERAPY IN A SYNDROME",
            "content/title-capitals",
        ),
        ("syndrome}", "syndrome.}", "content/title-full-stop"),
        (
            "{The role of {CBT} in a chronic fatigue syndrome}",
            "{{The role of CBT in a syndrome}}",
            "content/title-braced",
        ),
        ("10.5555/brat.1", r"10.5555/brat\_1", "identity/doi-latex"),
        ("10.5555/brat.1", "https://doi.org/10.5555/brat.1", "identity/doi-address"),
        ("{51}", "{51}, url = {https://doi.org/10.5555/brat.1}", "identity/url-repeats-doi"),
        ("The role", "RETRACTED: The role", "status/title-says-so"),
        ("heins2013", "heins 2013", "keys/odd"),
        ("volume", "year = {2014}, volume", "bibtex/field-repeated"),
        ("{Brain}", "brainmacro", "bibtex/macro-undefined"),
        ("@article", "@artikle", "bibtex/type-unknown"),
        ("10.5555/brat.1", "10.55", "identity/doi-invalid"),
    ],
)
def test_a_fault_is_found(old: str, new: str, rule: str, tmp_path: Path) -> None:
    text = f"@article{{heins2013, {SOUND}}}"
    assert old in text
    assert rule in rules_of(text.replace(old, new, 1), tmp_path)


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ("@article{b, " + SOUND + "}", "identity/doi-twice"),
        ("@article{b, " + SOUND.replace(", doi = {10.5555/brat.1}", "") + "}", "identity/work-twice"),
        ("@article{b, " + SOUND.replace("brat.1", "brat.2") + "}", "identity/two-dois"),
        ("@article{b, " + SOUND.replace("The role", "X").replace("brat.1", "x").replace("Brain", "The Brain") + "}",
         "content/journal-spelling"),
        ("@article{b, " + SOUND.replace("The role", "X").replace("brat.1", "x").replace("Brain", "Brain (London, UK)")
         + "}", "content/journal-spelling"),
        ("@article{HEINS2013, " + SOUND + "}", "keys/repeated"),
    ],
)  # fmt: skip
def test_entries_are_compared(second: str, rule: str, tmp_path: Path) -> None:
    assert rule in rules_of(f"@article{{heins2013, {SOUND}}}\n{second}", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Heins, Marianne J. and Knoop, Hans", "EPPO", "content/name-capitals"),
        ("Heins, Marianne J.", r"Folkner, W.\,M.", "content/name-list"),
        (
            "{51}",
            "{51}, url = {https://doi.org/10.5555/brat.1 https://example.org/full-text}",
            "identity/url-repeats-doi",
        ),
        ("@article", "@manual", "content/required"),
        ("@article", "@proceedings", "content/required"),
    ],
)
def test_no_false_alarm(old: str, new: str, rule: str, tmp_path: Path) -> None:
    text = f"@article{{heins2013, {SOUND}}}"
    assert old in text
    assert rule not in rules_of(text.replace(old, new, 1), tmp_path)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("@article{a, title = {One}, author = {Doe, A.}, year = 1999}", "journal is missing"),
        ("@incollection{a, title = {One}, author = {Doe, A.}, year = 1999}", "booktitle is missing"),
        ("@phdthesis{a, title = {One}, author = {Doe, A.}, year = 1999}", "school is missing"),
        ("@techreport{a, title = {One}, year = 1999}", "institution or author is missing"),
    ],
)
def test_what_is_missing_is_called_as_the_file_would(entry: str, message: str, tmp_path: Path) -> None:
    assert [each.message for each in found_in(entry, tmp_path) if each.rule == "content/required"] == [message]


def test_copies_are_told_once_each(tmp_path: Path) -> None:
    bare = SOUND.replace(", doi = {10.5555/brat.1}", "")
    text = "\n".join(f"@article{{copy{number}, {bare}}}" for number in range(4))
    told = [each.message for each in found_in(text, tmp_path) if each.rule == "identity/work-twice"]
    assert [message.partition(" (")[0] for message in told] == [f"copy{number} and copy0" for number in (1, 2, 3)]


def test_the_next_yearly_report_is_no_copy(tmp_path: Path) -> None:
    report = "@article{a, title = {Progress toward a new sub-millimetre test of the gravitational inverse square law},"
    report += " author = {Doe, A.}, journal = {Annual Report}, year = {2008}}"
    following = report.replace("{a,", "{b,").replace("Progress", "Continued progress").replace("2008", "2009")
    assert "identity/work-twice" not in rules_of(f"{report}\n{following}", tmp_path)


def test_a_journal_with_the_issn_of_another_is_no_other_name_of_it(tmp_path: Path) -> None:
    article = "@article{%s, title = {%s}, author = {Doe, A.}, journal = {%s}, year = 1999, volume = 1, pages = 1%s}"
    issn = ", issn = {0005-7967}"
    entries = [("a", "Alpha", "Brain", issn), ("b", "Beta", "Heart", issn), ("c", "Gamma", "Heart", "")]
    entries += [("d", "Delta", "Heart", "")]
    assert "content/journal-spelling" not in rules_of("\n".join(article % each for each in entries), tmp_path)


def test_names_parted_by_commas_are_told_once(tmp_path: Path) -> None:
    text = f"@article{{heins2013, {SOUND}}}".replace("Heins, Marianne J. and Knoop, Hans", "A. Doe, B. Roe, C. Poe")
    text = text.replace("C. Poe", "C. Poe, D. Joe")
    assert rules_of(text, tmp_path) == {"content/name-list"}


def test_a_short_doi_is_no_error_of_an_offline_run(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(f"@article{{heins2013, {SOUND}}}".replace("10.5555/brat.1", "10/abc"))
    lookup = Lookup(offline=True, cache=tmp_path / "cache.sqlite")
    found = check([str(path)], BytesIO(), lookup, CheckRequest(), today=TODAY)
    assert (found.problems, [each.rule for each in found.findings]) == ((), ["status/unchecked"])


def test_a_part_two_is_no_duplicate(tmp_path: Path) -> None:
    first = f"@article{{a, {SOUND}}}"
    second = first.replace("{a,", "{b,").replace("syndrome", "syndrome: Part II").replace("brat.1", "brat.2")
    assert not {rule for rule in rules_of(f"{first}\n{second}", tmp_path) if rule.startswith("identity/")}


def test_manuscripts_are_compared_with_the_file(tmp_path: Path) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_text("Text.\n\\cite{heins2031}\n")
    request = CheckRequest(against=(paper,))
    assert {"keys/undefined", "keys/unused"} <= rules_of(f"@article{{heins2013, {SOUND}}}", tmp_path, request)
    paper.write_text("\\nocite{*} \\cite{heins2013}")
    assert rules_of(f"@article{{heins2013, {SOUND}}}", tmp_path, request) == set()


def test_a_list_of_retractions_counts(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "OriginalPaperDOI,RetractionDOI,RetractionDate,RetractionNature\n"
        "10.5555/BRAT.1,10.5555/notice,12/6/2022 0:00,Retraction\nunavailable,,,Retraction\n"
    )
    assert "status/retracted" in rules_of(f"@article{{a, {SOUND}}}", tmp_path, CheckRequest(retractions=listed))


def work(
    title: str = "The role of CBT in a chronic fatigue syndrome", status: Status | None = None, **more: object
) -> Work:
    item = Item("article-journal", {"title": title, "author": (Name("Heins", "M. J."),), "issued": Date((2013,))})
    doi = Doi.parse("10.5555/brat.1")
    return Work(doi, item, "2026-11-25", status or Status("2026-11-25"), **more)  # type: ignore[arg-type]


def subject(found: Work | None = None, **more: object) -> Subject:
    item = work().item
    status = found.status if found else Status()
    doi = Doi.parse("10.5555/brat.1")
    return Subject("a", Place("refs.bib", 1, 1), item, doi, work=found, status=status, **more)  # type: ignore[arg-type]


def names(*subjects: Subject) -> set[str]:
    return {finding.rule for finding in run_rules(Corpus(subjects, TODAY), levels={"content": "off"})}


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("retraction", "status/retracted"),
        ("partial_retraction", "status/partly-retracted"),
        ("withdrawal", "status/withdrawn"),
        ("removal", "status/removed"),
        ("expression_of_concern", "status/concern"),
        ("erratum", "status/corrected"),
        ("reinstatement", "status/reinstated"),
        ("contradictory", "status/contradictory"),
    ],
)
def test_each_update_has_its_rule(kind: str, rule: str) -> None:
    assert names(subject(work(status=Status("2026-11-25", (Update(kind, "publisher"),))))) == {rule}


def test_a_correction_is_no_retraction_and_unchecked_is_not_clean() -> None:
    assert names(subject(work())) == set()
    assert names(subject()) == {"status/unchecked"}


def test_a_notice_a_wrong_doi_an_alias_and_a_preprint_are_told() -> None:
    notice = Status("2026-11-25", notice_for=(Doi.parse("10.5555/x"),))
    other = Work(Doi.parse("10.5555/brat.1"), Item("article-journal", {
        "title": "Quantum dots in silicon wires at low temperature", "author": (Name("Zhao", "Li"),),
        "issued": Date((1999,)),
    }), "", Status("2026-11-25"))  # fmt: skip
    alias = Work(Doi.parse("10.5555/prime"), work().item, "", Status("2026-11-25"))
    published = work(relations=(Relation("is-preprint-of", Doi.parse("10.5555/y")),))
    assert names(subject(work(status=notice))) == {"status/notice-cited"}
    assert names(subject(other)) == {"identity/doi-other-work"}
    assert names(subject(alias)) == {"identity/doi-alias"}
    assert names(subject(published)) == {"identity/preprint-published"}
    assert names(subject(absent=True)) == {"identity/doi-absent"}


def test_summaries_are_looked_at() -> None:
    parts = {
        Part.QUICK_SUMMARY: (Paragraph(" "),),
        Part.OBSERVED_FINDINGS: (Bullets(("Fatigue fell.",)),),
        Part.INFERRED_CONCLUSIONS: (Bullets(("Fatigue fell.",)),),
    }
    late = Status("2026-11-25", (Update("correction", "publisher", None, "2026-10-01"),))
    summary = SummaryRecord(
        parts=parts, atlas="ME/CFS Atlas", snapshot_date="2026-04-18", doi=Doi.parse("10.5555/z"),
        badges={"review_status": "Reviewed"},
    )  # fmt: skip
    found = names(subject(work(status=late), summary=summary, is_record=True))
    assert {name for name in found if name.startswith("summaries/")} == {
        "summaries/part-empty", "summaries/caveat-missing", "summaries/parts-mixed", "summaries/other-doi",
        "summaries/machine-notice", "summaries/snapshot-old", "summaries/retired-badge",
    }  # fmt: skip


def test_a_list_adds_only_what_a_registry_does_not_say() -> None:
    known = Status("2026-01-01", (Update("retraction", "publisher", Doi.parse("10.5555/n")),))
    listed = (Update("retraction", "retraction-watch"), Update("reinstatement", "retraction-watch"))
    assert [update.kind for update in with_listed(known, listed).updates] == ["retraction", "reinstatement"]


def test_only_what_changed_since_is_told() -> None:
    before = seen_in(Corpus((subject(work()),), TODAY), Seen())
    retracted = work(
        "Another title", Status("2026-11-25", (Update("retraction", "publisher", Doi.parse("10.5555/n")),))
    )
    now = Corpus((subject(retracted),), TODAY)
    assert list(changes_since(Corpus((subject(work()),), TODAY), before)) == []
    assert [finding.rule for finding in changes_since(now, before)] == ["since/retracted", "since/changed"]
    assert seen_in(Corpus((subject(),), TODAY), before) == before  # unasked is not unchanged
    assert Seen.from_json(before.to_json(), "x") == before


def test_levels_and_baselines() -> None:
    corpus = Corpus((subject(absent=True),), TODAY)
    findings = run_rules(corpus, levels={"identity": "off", "identity/doi-absent": "note"})
    assert [(each.rule, each.level) for each in findings if each.rule.startswith("identity")] == [
        ("identity/doi-absent", Level.NOTE)
    ]
    known = read_baseline(make_baseline(findings), "baseline.json")
    assert without_known([*findings, findings[0]], known) == [findings[0]]
    for levels in ({"identity/doi-abscent": "off"}, {"identity": "loud"}):
        with pytest.raises(InvalidSettings):
            run_rules(corpus, levels=levels)


@pytest.mark.parametrize(
    ("text", "good"), [("0005-7967", True), ("2434-561X", True), ("0005-7968", False), ("x", False)]
)
def test_issn(text: str, good: bool) -> None:
    assert is_issn(text) is good


@pytest.mark.parametrize(
    ("text", "good"), [("978-3-16-148410-0", True), ("0-8044-2957-X", True), ("978-3-16-148410-1", False)]
)
def test_isbn(text: str, good: bool) -> None:
    assert is_isbn(text) is good


@pytest.mark.parametrize(
    ("text", "good"), [("https://orcid.org/0000-0002-1825-0097", True), ("0000-0002-1825-0098", False)]
)
def test_orcid(text: str, good: bool) -> None:
    assert is_orcid(text) is good


@pytest.mark.parametrize(
    ("text", "right"),
    [("MÃ¼ller", "Müller"), ("itâ€™s", "it’s"), ("Müller", "Müller"), ("SÃO PAULO", "SÃO PAULO"), ("CAFÉ»", "CAFÉ»")],
)
def test_encoding_damage(text: str, right: str) -> None:
    assert mended(text) == right


@given(st.text(max_size=60))
def test_mended_text_is_mended_once(text: str) -> None:
    assert isinstance(mended(text), str)


def test_a_finding_is_the_same_when_its_line_moves() -> None:
    one, other = (Finding("r", Level.NOTE, Place("f", line), "m", key="k") for line in (1, 9))
    assert one.fingerprint == other.fingerprint
