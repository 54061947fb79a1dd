"""The annotation: parts, their order and headings, badges, status, notices."""

import pytest

from atlas_cite.document.tree import BulletList, Heading, Link, Paragraph, Text, plain
from atlas_cite.errors import InvalidSettings
from atlas_cite.model import summary
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import SEVERITY, Status, Update
from atlas_cite.model.summary import Part, Pem, SummaryRecord
from atlas_cite.render.annotation import PARTS, AnnotationChoice, annotation_blocks, parse_parts
from atlas_cite.render.labels import label
from atlas_cite.tables.labels import ENGLISH

_FULL = {part: (summary.Paragraph(f"Text of {part.value}."),) for part in Part}
_DEFAULT_HEADINGS = [
    "Summary",
    "Why it matters",
    "Observed findings",
    "Inferred conclusions",
    "Remaining questions",
    "What this study does not prove",
    "Badges",
]


def entry(record=None, status=None):
    return Entry("key", Item("article-journal", {}), {}, record, status=status or Status())


def headings(blocks):
    return [plain(block.children) for block in blocks if isinstance(block, Heading)]


def texts(blocks):
    found = []
    for block in blocks:
        found += [plain(item) for item in block.items] if isinstance(block, BulletList) else [plain(block.children)]
    return found


def test_the_default_has_seven_parts_in_order_and_never_drops_what_is_not_proven():
    assert headings(annotation_blocks(entry(SummaryRecord(parts=_FULL)), parse_parts("default"))) == _DEFAULT_HEADINGS
    assert "not-proven" in AnnotationChoice().parts


def test_parts_come_in_the_order_asked():
    blocks = annotation_blocks(entry(SummaryRecord(parts=_FULL)), parse_parts("not-proven, Summary"))
    assert texts(blocks) == [
        "What this study does not prove",
        "Text of not_proven.",
        "Summary",
        "Text of quick_summary.",
    ]


def test_observed_and_inferred_stand_apart():
    record = SummaryRecord(
        parts={
            Part.OBSERVED_FINDINGS: (summary.Bullets(("seen",)),),
            Part.INFERRED_CONCLUSIONS: (summary.Bullets(("thought",)),),
        }
    )
    blocks = annotation_blocks(entry(record), parse_parts("findings,conclusions"))
    assert [type(block) for block in blocks] == [Heading, BulletList, Heading, BulletList]
    assert texts(blocks) == ["Observed findings", "seen", "Inferred conclusions", "thought"]


@pytest.mark.parametrize("empty", [(), (summary.Paragraph("  "),), (summary.Bullets(()),)])
def test_an_empty_part_has_no_heading(empty):
    record = SummaryRecord(parts={Part.QUICK_SUMMARY: empty})
    assert annotation_blocks(entry(record), parse_parts("summary")) == ()


@pytest.mark.parametrize(
    ("pem", "expected"),
    [
        (Pem.REQUIRED, "Post-exertional malaise as a criterion: required"),
        (Pem.NOT_REQUIRED, "Post-exertional malaise as a criterion: not required"),
        (Pem.UNCLEAR, "Post-exertional malaise as a criterion: unclear"),
        (Pem.UNKNOWN, "Post-exertional malaise as a criterion: unknown — the page does not say"),
    ],
)
def test_the_pem_criterion_is_always_among_the_badges(pem, expected):
    assert texts(annotation_blocks(entry(SummaryRecord(pem=pem)), parse_parts("badge"))) == ["Badges", expected]


def test_badges_carry_their_date_and_never_the_retired_review_status():
    record = SummaryRecord(
        badges={"evidence_level": "E2 Moderate", "review_status": "Reviewed", "new_thing": "yes"},
        snapshot_date="2026-05-01",
    )
    assert texts(annotation_blocks(entry(record), parse_parts("badge"))) == [
        "Badges, as of 2026-05-01",
        "Post-exertional malaise as a criterion: unknown — the page does not say",
        "Evidence level: E2 Moderate",
        "New thing: yes",
    ]


def test_all_adds_the_other_parts_and_the_text_without_a_part():
    record = SummaryRecord(parts=_FULL, unassigned=(summary.Bullets(("lost",)),))
    blocks = annotation_blocks(entry(record), parse_parts("all"))
    assert headings(blocks)[-1] == "Other text from the page"
    assert {"Advanced summary", "Methodological strengths", "Limitations"} <= set(headings(blocks))
    assert texts(blocks)[-1] == "lost"


def test_none_prints_nothing_but_a_status():
    assert annotation_blocks(entry(SummaryRecord(parts=_FULL)), parse_parts("none")) == ()


_RETRACTED = Status(
    "2026-11-22",
    (
        Update("correction", "publisher", date="2010-01-01"),
        Update("retraction", "publisher", Doi.parse("10.1000/notice"), "2011-12-23"),
        Update("retraction", "retraction-watch", Doi.parse("10.1000/notice"), "2011-12-23"),
    ),
)


@pytest.mark.parametrize("choice", ["none", "default", "status", "summary"])
def test_the_status_stands_first_whatever_is_chosen(choice):
    blocks = annotation_blocks(entry(SummaryRecord(parts=_FULL), _RETRACTED), parse_parts(choice))
    assert [block.style for block in blocks[:2]] == ["status", "status"]
    assert plain(blocks[0].children) == (
        "Retracted on 2011-12-23. Do not cite this work as sound. Notice: https://doi.org/10.1000/notice. "
        "Source: the publisher, Retraction Watch."
    )
    assert plain(blocks[1].children) == "Corrected on 2010-01-01. Source: the publisher."
    assert any(isinstance(node, Link) for node in blocks[0].children)


def test_a_status_is_printed_for_an_entry_without_a_summary():
    assert len(annotation_blocks(entry(None, _RETRACTED), parse_parts("default"))) == 2


def test_a_status_of_an_unknown_kind_is_printed_and_a_new_version_is_not():
    status = Status("", (Update("new_version", "x"), Update("interim_note", "x")))
    assert texts(annotation_blocks(entry(None, status), parse_parts("none"))) == ["Status “interim_note”. Source: x."]


def test_a_notice_says_what_it_is_about():
    status = Status("", (), (Doi.parse("10.1000/a"), Doi.parse("10.1000/b")))
    assert texts(annotation_blocks(entry(None, status), parse_parts("none"))) == [
        "This is itself a notice about https://doi.org/10.1000/a, https://doi.org/10.1000/b."
    ]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (SummaryRecord(parts=_FULL, machine_written=True, atlas="ME/CFS Atlas"), "written by a machine"),
        (SummaryRecord(parts=_FULL, machine_written=True, sample_text=True), "sample text"),
    ],
)
def test_an_annotation_that_stands_alone_says_who_wrote_it(record, words):
    last = annotation_blocks(entry(record), parse_parts("summary"))[-1]
    assert isinstance(last, Paragraph)
    assert last.style == "notice"
    assert words in plain(last.children)
    assert annotation_blocks(entry(record), parse_parts("summary"), in_document=True)[-1].style == "annotation"


def test_no_notice_without_any_of_the_text():
    record = SummaryRecord(parts=_FULL, machine_written=True)
    assert not any(
        getattr(block, "style", "") == "notice" for block in annotation_blocks(entry(record), parse_parts("badge"))
    )


def test_text_keeps_the_summarys_language():
    record = SummaryRecord(parts={Part.QUICK_SUMMARY: (summary.Paragraph("Kurz."),)}, language="de")
    assert annotation_blocks(entry(record), parse_parts("summary"))[1] == Paragraph(
        (Text("Kurz."),), "annotation", "de"
    )


@pytest.mark.parametrize("text", ["sumary", "", " , ", "none,summary", "summary;findings"])
def test_a_wrong_choice_names_the_valid_words(text):
    with pytest.raises(InvalidSettings) as caught:
        parse_parts(text)
    assert all(name in caught.value.hint for name in (*PARTS, "default", "all", "none"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("summary,findings,not-proven", ("summary", "findings", "not-proven")),
        ("Not_Proven summary summary", ("not-proven", "summary")),
        ("summary,default", ("summary", "why", "findings", "conclusions", "questions", "not-proven", "badge")),
    ],
)
def test_a_choice_is_read(text, parts):
    assert parse_parts(text).parts == parts


def test_every_part_pem_value_and_status_has_an_english_label():
    assert {*Part, *(f"pem-{pem}" for pem in Pem), *SEVERITY} - {"new_version", "new_edition"} <= ENGLISH.keys()
    assert label("badge", "xx") == "Badges"


_LOST = SummaryRecord(parts=_FULL, unassigned=(summary.Paragraph("lost"),))


@pytest.mark.parametrize(("choice", "is_printed"), [("default", True), ("all", True), ("none", False), ("why", False)])
def test_text_whose_part_was_lost_is_printed_unless_parts_were_chosen_by_name(choice, is_printed):
    blocks = annotation_blocks(entry(_LOST), parse_parts(choice))
    assert (texts(blocks)[-2:] == ["Other text from the page", "lost"]) is is_printed
    assert ("lost" in texts(blocks)) is is_printed


@pytest.mark.parametrize(
    ("record", "is_said"),
    [
        (SummaryRecord(parts=_FULL, atlas="ME/CFS Atlas"), True),
        (SummaryRecord(parts=_FULL, atlas="ME/CFS Atlas", machine_written=False), False),
        (SummaryRecord(parts=_FULL), False),
    ],
)
def test_an_atlass_text_counts_as_machine_written_unless_its_record_says_otherwise(record, is_said):
    blocks = annotation_blocks(entry(record), parse_parts("summary"))
    assert ("written by a machine" in texts(blocks)[-1]) is is_said


def test_several_updates_about_one_retraction_are_one_line_with_all_sources():
    notice = Doi.parse("10.1000/notice")
    status = Status(
        "",
        (
            Update("retraction", "title"),
            Update("retraction", "retraction-watch", notice, "2021-09-11"),
            Update("retraction", "publisher", notice, "2021"),
            Update("retraction", "page"),
            Update("retraction", "note"),
        ),
    )
    (line,) = texts(annotation_blocks(entry(None, status), parse_parts("none"), in_document=True))
    assert line == (
        "Retracted on 2021-09-11. Do not cite this work as sound. Notice: https://doi.org/10.1000/notice. "
        "Source: Retraction Watch, the publisher, its title, the atlas’s page, a note in the file."
    )


def test_two_corrections_are_two_lines_and_one_without_date_or_notice_joins_the_first():
    first, second = Doi.parse("10.1000/first"), Doi.parse("10.1000/second")
    status = Status(
        "",
        (
            Update("correction", "title"),
            Update("correction", "publisher", second, "2012-02-02"),
            Update("correction", "publisher", first, "2011-01-01"),
        ),
    )
    assert texts(annotation_blocks(entry(None, status), parse_parts("none"))) == [
        "Corrected on 2011-01-01. Notice: https://doi.org/10.1000/first. Source: the publisher.",
        "Corrected on 2012-02-02. Notice: https://doi.org/10.1000/second. Source: the publisher, its title.",
    ]


@pytest.mark.parametrize("choice", ["default", "none", "summary"])
def test_doubts_about_the_work_stand_behind_the_status_whatever_is_chosen(choice):
    extra = {"doubts": "The title is another one.\nSo is the first author."}
    doubted = Entry("key", Item("article-journal", {}), {}, SummaryRecord(parts=_FULL), status=_RETRACTED, extra=extra)
    blocks = annotation_blocks(doubted, parse_parts(choice))
    assert blocks[2].style == "status"
    assert plain(blocks[2].children) == "Check this reference: The title is another one. So is the first author."


_NOTE = "Read by me.\n- one\n- two\nSee https://example.org/x."


def noted(record=None):
    item = Item("article-journal", {"annote": _NOTE})
    return Entry("key", item, {"annote": Origin("bibtex")}, record)


_NOTE_TEXTS = ["Note", "Read by me.", "one", "two", "See https://example.org/x."]


@pytest.mark.parametrize("choice", ["default", "all", "note", "summary,note"])
def test_the_entrys_own_note_is_printed_where_there_is_no_summary(choice):
    blocks = annotation_blocks(noted(), parse_parts(choice), in_document=True)
    assert texts(blocks) == _NOTE_TEXTS
    assert [type(block) for block in blocks] == [Heading, Paragraph, BulletList, Paragraph]


@pytest.mark.parametrize("choice", ["none", "summary,findings"])
def test_the_entrys_own_note_is_not_printed_when_other_parts_were_chosen(choice):
    assert annotation_blocks(noted(), parse_parts(choice), in_document=True) == ()


def test_beside_a_summary_the_entrys_own_note_is_printed_only_by_name():
    both = noted(SummaryRecord(parts=_FULL))
    assert "Note" not in headings(annotation_blocks(both, parse_parts("default"), in_document=True))
    chosen = annotation_blocks(both, parse_parts("summary,note"), in_document=True)
    assert texts(chosen) == ["Summary", "Text of quick_summary.", *_NOTE_TEXTS]


def test_an_exported_annotation_leaves_the_own_note_to_its_field():
    assert annotation_blocks(noted(), parse_parts("default,note")) == ()


def test_a_status_that_only_the_own_note_tells_is_not_told_again_where_the_note_is_exported():
    status = Status("", (Update("retraction", "note"),))
    assert annotation_blocks(entry(None, status), parse_parts("default")) == ()
    assert len(annotation_blocks(entry(None, status), parse_parts("default"), in_document=True)) == 1
    assert annotation_blocks(entry(SummaryRecord(parts=_FULL), status), parse_parts("default"))[0].style == "status"
