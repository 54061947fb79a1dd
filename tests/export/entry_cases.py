"""Entries of every kind and with every trouble, for the tests of all exports."""

from __future__ import annotations

from collections.abc import Mapping

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status, Update
from atlas_cite.model.variables import ITEM_TYPES, TEXT_VARIABLES, VARIABLE_ALIASES

ORIGIN = Origin("bibtex", "a.bib:1")


def entry(key: str, kind: str, fields: Mapping[str, Value], **more: object) -> Entry:
    return Entry(key, Item(kind, fields), dict.fromkeys(fields, ORIGIN), **more)  # type: ignore[arg-type]  # per test


HEINS = entry(
    "heins2013",
    "article-journal",
    {
        "author": (Name("Heins", "Marianne J."), Name("Knoop", "Hans"), Name("Bleijenberg", "Gijs")),
        "title": "The role of the therapeutic relationship in cognitive behaviour therapy for chronic fatigue syndrome",
        "container-title": "Behaviour Research and Therapy",
        "container-title-short": "Behav Res Ther",
        "issued": Date((2013, 7)),
        "volume": "51",
        "issue": "7",
        "page": "368-376",
        "DOI": "10.1016/j.brat.2013.02.001",
        "ISSN": "0005-7967",
        "PMID": "23639303",
        "language": "en",
    },
)

HOSTILE = (
    "TY  - x\nER  - \n@article{x, title={y}}\n}{ \\input{/etc/passwd} $ % & # _ ~ ^ <script>alert(1)</script> \x00\x07"
)

HOSTILE_TEXTS = tuple(
    entry(f"hostile-{variable.lower()}", "document", {"title": "Hostile", variable: " ".join(HOSTILE.split())})
    for variable in sorted(
        TEXT_VARIABLES - VARIABLE_ALIASES.keys() - {"DOI", "citation-key", "citation-label", "year-suffix"}
    )
)

VARIED = (
    HEINS,
    entry(
        "names",
        "book",
        {
            "author": (
                Name("Meer", "Jos", non_dropping_particle="van der"),
                Name("Reis", "Ana", dropping_particle="dos"),
                Name("Smith", "John", "Jr."),
                Name("Villegas de Flores", "Daniela"),
                Name("Arc", "Jeanne", non_dropping_particle="d'"),
                Name("hooks", "bell"),
                Name(literal="World Health Organization"),
                Name(literal="Rest, Sleep and Fatigue Group"),
                Name(literal="others"),
                Name("Plato"),
                Name("Müller & Co", "J{ö}rg"),
            ),
            "editor": (Name("山田", "太郎"),),
            "title": "Names: <i>of</i> the Rose, Δ9 & 5% <sub>x</sub>",
            "publisher": "Test & Press",
            "publisher-place": "Bergen",
            "collection-title": "Tests",
            "collection-number": "7",
            "edition": "2",
            "ISBN": "978-3-16-148410-0",
            "issued": Date((2000,)),
        },
    ),
    entry(
        "number",
        "article-journal",
        {"title": "Article with a number: α-synuclein", "number": "e0815", "volume": 3, "issued": Date((2020, 2, 29))},
    ),
    entry("pages", "article-journal", {"title": "Pages", "page": "A-1–A-4, 436S-439S, iv-x, e12", "number": "77"}),
    entry(
        "chapter",
        "chapter",
        {
            "author": (Name("Poe", "E."),),
            "editor": (Name("Ek", "Bo"),),
            "title": "A Chapter",
            "container-title": "A <i>Book</i>",
            "chapter-number": "4",
            "page": "1-9",
            "issued": Date((1999,), (2001,)),
        },
    ),
    entry(
        "paper",
        "paper-conference",
        {
            "title": "A Talk",
            "container-title": "Proceedings of Testing",
            "event-title": "Testing 2019",
            "event-place": "Oslo",
            "event-date": Date((2019, 5, 1), (2019, 5, 3)),
            "issued": Date((2019,), season=1),
        },
    ),
    entry("event", "paper-conference", {"title": "Event only", "event-title": "Testing 2020"}),
    entry(
        "phd",
        "thesis",
        {"title": "Tired", "genre": "PhD thesis", "publisher": "University", "issued": Date((1990,), circa=True)},
    ),
    entry("msc", "thesis", {"title": "Less tired", "genre": "Master's thesis", "publisher": "University"}),
    entry("thesis", "thesis", {"title": "Some thesis", "publisher": "University"}),
    entry(
        "report", "report", {"title": "Report", "number": "TR-5", "publisher": "Institute", "genre": "Technical report"}
    ),
    entry(
        "preprint",
        "article",
        {
            "title": "Preprint",
            "genre": "Preprint",
            "publisher": "bioRxiv",
            "DOI": "10.1101/1",
            "issued": Date((2021, 5, 3)),
        },
    ),
    entry("arxiv", "article", {"title": "E-print", "archive": "arXiv", "archive_location": "math/0307200v3"}),
    entry("papers", "manuscript", {"title": "Letters", "archive": "National Archives", "archive_location": "Box {3"}),
    entry(
        "dataset",
        "dataset",
        {"title": "Data", "publisher": "Zenodo", "version": "1.2", "URL": "https://x.org/~a/b_c%20{d"},
    ),
    entry(
        "web",
        "webpage",
        {"title": "Page", "container-title": "Site", "URL": "https://x.org/a", "accessed": Date((2020, 1, 2))},
    ),
    entry(
        "magazine", "article-magazine", {"title": "Cover", "container-title": "Mag", "issued": Date(literal="in press")}
    ),
    entry("review", "review-book", {"title": "Review", "container-title": "J", "reviewed-title": "Book"}),
    entry(
        "sici",
        "article-journal",
        {"title": "SICI", "DOI": "10.1002/(sici)1099(199711/12)27:6<635::aid-ejsp835>3.0.co;2-8"},
    ),
    entry("range", "article-journal", {"title": "Range", "issued": Date((2019, 12, 30), (2020, 1, 2))}),
    entry("old", "classic", {"title": "Letters", "author": (Name(given="Cicero"),), "issued": Date((-44, 3))}),
    entry("bare", "article-journal", {}),
    entry(
        "notes",
        "article-journal",
        {
            "title": '<span class="nocase">eNotes</span> and mRNA',
            "abstract": "First paragraph of 100%.\n\n@article(second) paragraph.",
            "note": "Own note.\n\nSecond note.",
            "annote": "Mine.",
            "keyword": "rest, sleep",
        },
    ),
    entry(
        "raw",
        "book",
        {"title": "Raw", "author": (Name("Roe", "A."),)},
        extra={
            "bibtex:file": ":C\\:\\\\papers\\\\roe.pdf:PDF",
            "bibtex:groups": "A, B",
            "bibtex:title": "never",
            "bibtex:lone": "brace } here",
            "truncated-names": "author",
            "bibtex:entrytype": "proceedings",
            "bibtex:bad name": "never",
            "ris:L1": "a.pdf",
            "ris:U1": "one\ntwo",
            "csl-json:custom": '{"other": 1}',
        },
    ),
    entry(
        "retracted",
        "article-journal",
        {"title": "RETRACTED: Rest", "note": "Own."},
        status=Status("2026-11-22", (Update("retraction", "publisher", Doi.parse("10.5555/n"), "2014-01-01"),)),
    ),
    *(
        entry(f"type-{kind}", kind, {"title": f"A {kind}", "container-title": "Whole", "number": "5"})
        for kind in sorted(ITEM_TYPES)
    ),
)
ALL = (*VARIED, *HOSTILE_TEXTS)


def annotate_heins(one: Entry) -> tuple[Block, ...]:
    """An annotation with a heading, a list and hostile text, for one entry only."""
    if one.key != HEINS.key:
        return ()
    return (
        Paragraph((Text("A summary of 5%."),)),
        Heading(3, (Text("Observed findings"),)),
        BulletList(((Text("one & two"),), (Text(HOSTILE),))),
    )


def annotate_nothing(one: Entry) -> tuple[Block, ...]:
    """No annotation for any entry."""
    return ()
