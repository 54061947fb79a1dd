"""Documents for the writers' tests: one with everything a document can hold, and texts that look like markup."""

from __future__ import annotations

from atlas_cite.document.tree import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    ReferenceEntry,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
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
