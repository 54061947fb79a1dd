"""Documents for the writers' tests: one with everything a document can hold, and texts that look like markup."""

from __future__ import annotations

from atlas_cite.document.tree import (
    Block,
    BulletList,
    Cell,
    Chart,
    Contents,
    CrossReference,
    Document,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    ReferenceEntry,
    Series,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)

ADDRESS = "https://doi.org/10.1000/456%23789"

ANNOTATION: tuple[Block, ...] = (
    Paragraph((Strong((Text("Retracted."),)), Text(" Notice: "), Link(ADDRESS, (Text(ADDRESS),))), "status"),
    Heading(3, (Text("Zusammenfassung"),)),
    Paragraph((Text("The study’s summary."),), "annotation", "en"),
    Heading(3, (Text("Ergebnisse"),)),
    BulletList(((Text("one"),), (Text("two"),)), "annotation", "en"),
    Heading(3, (Text("Kennzeichen"),)),
    BulletList(((Text("Evidenzgrad: E2 Moderate"),), (Text("PEM: required"),)), "badge"),
    Paragraph((Text("To cite the atlas"),), "snapshot-citation"),
    BulletList(((Text("year: 2012"),),), "details"),
)

FULL = Document(
    "A title",
    (
        Heading(1, (Text("A title"),)),
        Paragraph((Text("Written by a machine."),), "notice"),
        Heading(2, (Text("A group"),), "group"),
        ReferenceEntry(
            "key-1",
            (
                (
                    Text("Roe, A. "),
                    Emphasis((Text("Journal"),)),
                    Text("; "),
                    SmallCaps((Text("Caps"),)),
                    Strong((Text("12"),)),
                    Text("(3), H"),
                    Subscript((Text("2"),)),
                    Text("O"),
                    Superscript((Text("3"),)),
                    Underline((Text("under"),)),
                    Text(" "),
                    Link(ADDRESS, (Text(ADDRESS),)),
                ),
                (Text("A second line."),),
            ),
            (Text("[10]"),),
            annotation=ANNOTATION,
            language="de-DE",
        ),
        ReferenceEntry("key 1", ((Text("Hanging."),),), hanging_indent=True, spacing=0),
        Paragraph((Text("(Roe, 1999)"),), "citation"),
        Paragraph((Text("Plain."),)),
    ),
    "de-DE",
)

GROUP = Heading(2, (Text("PEM: required (2)"),), "group-1")
INNER = Heading(3, (Text("2010–2019 (1)"),), "group-1-1")
ARRANGED = Document(
    "Arranged",
    (
        Heading(1, (Text("Arranged"),)),
        Contents((Text("Contents"),), (GROUP, INNER)),
        Table(
            (Cell((Text("Study"),)), Cell((Text("Year"),)), Cell((Text("Limits"),))),
            (
                (
                    Cell((CrossReference("Roe2013", (Text("1. Roe"),)), Text(". On rest"))),
                    Cell((Text("2013"),)),
                    Cell((Text("Es beweist nichts."),), "de"),
                ),
                (Cell((Text("Doe"),)), Cell((Text("1999"),)), Cell((Text("a | b"),))),
            ),
            (3, 1, 4),
            frozenset({1}),
        ),
        Chart(
            "Studies", ("2012", "2013", "2014"), (Series("yes", (1, 0, 2)), Series("no", (0, 0, 3))), "n", "Year", "Sum"
        ),
        GROUP,
        INNER,
        ReferenceEntry("Roe2013", ((Text("Roe."),),), (Text("1."),)),
        ReferenceEntry(
            "",
            ((Text("Again."),),),
            annotation=(Paragraph((Text("See "), CrossReference("group-1", (Text("above"),))), "details"),),
        ),
    ),
    "en-GB",
)
"""What arranged bibliographies hold besides: contents, a table, a chart, and words that lead to other places."""

HOSTILE = (
    "a #set page(fill: red) b",
    '#"code" $x$ @ref <label> `raw` *bold* _it_ [b] ~ \\ / * */ // comment',
    "- item",
    "= heading",
    "+ enum 1. two",
    "1. first",
    "/ term: x",
    "; after",
    "(args)",
    ".method",
    "-5 -- --- -? ... '' \"quotes\" it's",
    "https://example.org/a_b?c=d#e",
    "\\input{/etc/passwd} \\end{document} % comment",
    "{ } } {",
    "\\\\ & # $ ^ ~ _ {} |",
    "a\x00b\x07c\x1b[31m\x85d\u2028e\ufffe\ud800f",
    "\u202eevil\u202c \u2066x\u2069",
    "{\\rtf1 \\bin99999 } \\par \\'41",
    "]]> <w:p/> & <script>alert(1)</script> &amp;",
    "日本語の文章。 العربية עברית Ελληνικά Кириллица",
    "🧬 \U0001f9ec \u0301combining e\u0301",
    "no\u00a0break \u2009thin\u200bzero",
    "α→β ≤ ½ ²³ ₂ − × · ‑ ﬁ",
    "*[x] [x]{y} \\[ \\( *",
)
"""Texts that a writer could take for markup, or that a format cannot hold."""


def document_of(text: str) -> Document:
    """A document with `text` wherever a text can stand."""
    words = (Text(text),)
    link = Link("https://example.org/a", words)
    entry = ReferenceEntry(
        text,
        ((Emphasis(words), Text(text), Strong(words), link),),
        words,
        annotation=(
            Heading(3, words),
            Paragraph(words, "annotation", text),
            Paragraph((Strong(words), Text(text)), "status"),
            BulletList((words, words), "annotation"),
            BulletList((words, words), "badge"),
        ),
        language=text,
    )
    return Document(text, (Heading(1, words, text), entry, Paragraph(words)), text)


def arranged_of(text: str) -> Document:
    """An arranged document with `text` wherever a text can stand."""
    words = (Text(text),)
    heading = Heading(2, words, text)
    blocks = (
        Contents(words, (heading,)),
        Table((Cell(words), Cell(words)), ((Cell((CrossReference(text, words), *words), text), Cell(words)),), (1, 2)),
        Chart(text, (text, "2"), (Series(text, (1, 2)),), text, text, text),
        heading,
        ReferenceEntry("", (words,), annotation=(Paragraph((CrossReference(text, words),), "details"),)),
    )
    return Document(text, blocks, "en")


def full_paragraphs(badges: str) -> list[tuple[str, str]]:
    """FULL as a word processor has it: each paragraph's style and text; `badges` are apart as the format has them."""
    return [
        ("Heading 1", "A title"),
        ("Notice", "Written by a machine."),
        ("Heading 2", "A group"),
        ("Bibliography", f"[10]\tRoe, A. Journal; Caps12(3), H2O3under {ADDRESS}\nA second line."),
        ("Status Notice", f"Retracted. Notice: {ADDRESS}"),
        ("Annotation Heading", "Zusammenfassung"),
        ("Annotation", "The study’s summary."),
        ("Annotation Heading", "Ergebnisse"),
        ("Annotation List", "one"),
        ("Annotation List", "two"),
        ("Annotation Heading", "Kennzeichen"),
        ("Badges", badges),
        ("Snapshot Citation", "To cite the atlas"),
        ("Details List", "year: 2012"),
        ("Bibliography", "Hanging."),
        ("Citation", "(Roe, 1999)"),
        ("Normal", "Plain."),
    ]
