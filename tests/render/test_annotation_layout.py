"""How annotations are laid out: headings, renamed labels, lengths, details, templates, languages."""

import pytest

from atlas_cite.document.tree import BulletList, Heading, Link, Paragraph, Strong, Text, plain
from atlas_cite.errors import InvalidSettings
from atlas_cite.model import summary
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Conflict, Origin
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import Part, Pem, SummaryRecord
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.render.annotation import AnnotationChoice, annotation_blocks, parse_labels, parse_shown

_RECORD = SummaryRecord(
    parts={
        Part.QUICK_SUMMARY: (summary.Paragraph("First sentence. Second sentence, longer than that."),),
        Part.OBSERVED_FINDINGS: (summary.Bullets(("Seen one", "Seen two")),),
        Part.INFERRED_CONCLUSIONS: (summary.Bullets(("Thought",)),),
        Part.NOT_PROVEN: (summary.Paragraph("That it works. That it lasts."),),
    },
    pem=Pem.REQUIRED,
    badges={"evidence_level": "E2 Moderate"},
    snapshot_date="2026-05-01",
    language="en",
    tags=("small sample",),
)
_FIELDS = {
    "title": "A <i>title</i> with *stars*",
    "author": (Name("Roe", "Ann"), Name(literal="A Group")),
    "issued": Date((2013, 7)),
    "container-title": "A Journal",
    "DOI": "10.1000/x",
}
_ENTRY = Entry(
    "roe2013",
    Item("article-journal", _FIELDS),
    {name: Origin("crossref") for name in _FIELDS},
    _RECORD,
    conflicts=(
        Conflict("issued", Date((2012,)), Origin("record", "page.txt:3")),
        Conflict("author", (Name("Row", "Ann"),), Origin("bibtex", "a.bib:1")),
        Conflict("volume", "12", Origin("record", "page.txt:3")),
    ),
    status=Status("", (Update("retraction", "publisher", Doi.parse("10.1000/notice")),)),
    verdict=Verdict(Certainty.SURE, Doi.parse("10.1000/x"), 0.973, ("title equal", "same year")),
)
_PARTS = ("summary", "findings", "conclusions", "not-proven", "badge")


def made(language="en", entry=_ENTRY, **choice):
    return annotation_blocks(
        entry, AnnotationChoice(**{"parts": _PARTS, "remainder": False} | choice), language, in_document=True
    )


def lines(blocks):
    """Each block in a form that shows its kind: `# heading`, `- item`, or the paragraph's words."""
    found = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(f"# {plain(block.children)}")
        elif isinstance(block, BulletList):
            found += [f"- {plain(item)}" for item in block.items]
        else:
            found.append(plain(block.children))
    return found


def test_inline_headings_run_into_the_first_paragraph_and_stand_before_a_list():
    blocks = made(headings="inline")[1:]
    assert lines(blocks) == [
        "Summary: First sentence. Second sentence, longer than that.",
        "Observed findings:",
        "- Seen one",
        "- Seen two",
        "Inferred conclusions:",
        "- Thought",
        "What this study does not prove: That it works. That it lasts.",
        "Badges, as of 2026-05-01:",
        "- Post-exertional malaise as a criterion: required",
        "- Evidence level: E2 Moderate",
    ]
    assert isinstance(blocks[0].children[0], Strong)


def test_without_headings_what_would_read_as_a_finding_keeps_its_own():
    assert lines(made(headings="none")[1:]) == [
        "First sentence. Second sentence, longer than that.",
        "- Seen one",
        "- Seen two",
        "Inferred conclusions:",
        "- Thought",
        "What this study does not prove: That it works. That it lasts.",
        "Badges, as of 2026-05-01:",
        "- Post-exertional malaise as a criterion: required",
        "- Evidence level: E2 Moderate",
    ]


def test_parts_are_renamed_and_what_is_not_renamed_keeps_its_label():
    blocks = made(labels=parse_labels([("summary", "In short"), ("Not_Proven", "Caveats?"), ("badge", "Marks")]))
    assert [line for line in lines(blocks) if line.startswith("#")] == [
        "# In short",
        "# Observed findings",
        "# Inferred conclusions",
        "# Caveats?",
        "# Marks (2026-05-01)",
    ]


def test_a_renamed_heading_that_asks_gets_no_colon():
    (block,) = made(parts=("not-proven",), labels={"not-proven": "What is open?"}, headings="inline")[1:]
    assert plain(block.children).startswith("What is open? That it works.")


def test_parts_are_shortened_and_caveats_never():
    assert lines(made(most_words=2)[1:]) == [
        "# Summary",
        "First sentence. […]",
        "# Observed findings",
        "- Seen one […]",
        "# Inferred conclusions",
        "- Thought",
        "# What this study does not prove",
        "That it works. That it lasts.",
        "# Badges, as of 2026-05-01",
        "- Post-exertional malaise as a criterion: required",
        "- Evidence level: E2 Moderate",
    ]


def test_conflicts_and_confidence_are_shown_on_request():
    blocks = made(parts=(), shown=("conflicts", "confidence"))[1:]
    assert lines(blocks) == [
        "# Where the sources disagree",
        "- issued: 2012 (record page.txt:3); printed: 2013-07",
        "- author: Ann Row (bibtex a.bib:1); printed: Ann Roe; A Group",
        "- volume: 12 (record page.txt:3); printed: nothing",
        "# How the work was found",
        "recognised with certainty; agreement 0.97 of 1; title equal; same year",
    ]
    assert {block.style for block in blocks if not isinstance(block, Heading)} == {"details"}


def test_nothing_is_shown_of_an_entry_without_conflicts_or_search():
    plain_entry = Entry("k", Item("book", {}), {})
    assert made(entry=plain_entry, parts=(), shown=("conflicts", "confidence")) == ()


@pytest.mark.parametrize(
    ("call", "argument", "says"),
    [
        (parse_labels, [("sumary", "x")], "summary"),
        (parse_shown, "conflict", "conflicts"),
        (parse_shown, "x y", "x, y"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(call, argument, says):
    with pytest.raises(InvalidSettings) as caught:
        call(argument)
    assert says in f"{caught.value.subject} {caught.value.hint}"


def test_what_is_shown_is_read():
    assert parse_shown("confidence, conflicts") == ("confidence", "conflicts")
    assert parse_shown("") == ()


def test_headings_are_in_the_documents_language_and_the_text_in_its_own():
    blocks = made("de")
    assert [line for line in lines(blocks) if line.startswith("#")] == [
        "# Zusammenfassung",
        "# Beobachtete Ergebnisse",
        "# Daraus gezogene Schlüsse",
        "# Was diese Studie nicht beweist",
        "# Kennzeichen, Stand 2026-05-01",
    ]
    assert {block.language for block in blocks if getattr(block, "style", "") == "annotation"} == {"en"}


@pytest.mark.parametrize(
    ("record", "language", "expected"),
    [
        (SummaryRecord(parts=_RECORD.parts, atlas="ME/CFS Atlas"), "de", "en"),
        (SummaryRecord(parts=_RECORD.parts), "de", "und"),
        (SummaryRecord(parts=_RECORD.parts), "en", ""),
        (SummaryRecord(parts=_RECORD.parts, language="fr"), "en", "fr"),
    ],
)
def test_a_text_in_an_unknown_language_is_not_taken_for_the_documents(record, language, expected):
    entry = Entry("k", Item("book", {}), {}, record)
    assert {block.language for block in made(language, entry) if getattr(block, "style", "") == "annotation"} == {
        expected
    }


_TEMPLATE = """\
{{ authors[0] }} and {{ authors|length - 1 }} more, {{ year }}: **{{ title }}**

{{ parts.findings }}

{% if parts.limitations %}Limits: {{ parts.limitations }}{% endif %}
{# a comment #}
# {{ headings.not_proven }}
{{ parts.not_proven }}

{% for badge in badges %}
- {{ badge.label }} = {{ badge.value }}
{% endfor %}

See <https://doi.org/{{ doi }}>. {{ label("pem") }}: {{ pem }}; {{ tags|join(", ") }}
"""


def test_a_template_lays_the_annotation_out_and_the_status_stays_first():
    blocks = made(template=_TEMPLATE)
    assert lines(blocks) == [
        "Retracted. Do not cite this work as sound. Notice: https://doi.org/10.1000/notice. Source: the publisher.",
        "Ann Roe and 1 more, 2013: A title with *stars*",
        "- Seen one",
        "- Seen two",
        "# What this study does not prove",
        "That it works. That it lasts.",
        "- Post-exertional malaise as a criterion = required",
        "- Evidence level = E2 Moderate",
        "See https://doi.org/10.1000/x. Post-exertional malaise as a criterion: required; small sample",
    ]
    assert blocks[1].children[1] == Strong((Text("A title with *stars*"),))
    assert any(isinstance(node, Link) for node in blocks[-1].children)


@pytest.mark.parametrize("value", ["# heading", "- item", "*a* **b** [x](https://e.org) <https://e.org> \\", "a\n\nb"])
def test_no_value_makes_markup_in_a_template(value):
    item = Item("book", {"title": value})
    entry = Entry("k", item, {"title": Origin("bibtex")})
    assert made(entry=entry, template="{{ title }}") == (Paragraph((Text(" ".join(value.split())),), "annotation"),)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{% if %}", "line 1"),
        ("\n{{ nowhere }}", "nowhere"),
        ("{{ parts.sumary }}", "sumary"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ 1/0 }}", "division"),
        ("{% for i in range(10**9) %}x{% endfor %}", "too big"),
        ("{% include '/etc/passwd' %}", "loader"),
        ("{{ title.nothing() }}", "nothing"),
    ],
)
def test_a_template_that_fails_says_why(template, says):
    with pytest.raises(InvalidSettings) as caught:
        made(template=template)
    assert says in caught.value.message
