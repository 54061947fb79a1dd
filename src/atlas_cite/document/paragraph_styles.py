"""Paragraph styles: the named styles of word-processor formats, as one table that each of them writes its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.document.languages import uses_letter_paper

SERIF, SANS = "Cambria", "Calibri"
INK, SOFT, ACCENT, ALARM, LINK = "1D2129", "555D6B", "2F6F62", "9F1D20", "0B57B0"
RULE, PANEL, ALARM_PANEL = "C5CBD5", "F3F5F7", "FDF1F0"

INDENT = 22.0
"""How far an annotation, and a hanging line, stand in from the margin, in points; labels may need more."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How paragraphs of one name look; lengths are points, colours six hexadecimal digits.

    `level` is the place in the outline (0 is none).  `bar` is the colour of a rule at the left edge, `panel` that of
    the ground.  `hanging` is how far the first line stands out to the left of `left`, which `is_inset` counts from
    where the text of references begins.
    """

    name: str
    based_on: str = "Normal"
    size: float = 10.5
    font: str = SERIF
    colour: str = INK
    is_bold: bool = False
    before: float = 0.0
    after: float = 6.0
    left: float = 0.0
    hanging: float = 0.0
    keeps_with_next: bool = False
    level: int = 0
    bar: str = ""
    panel: str = ""
    is_inset: bool = False

    @property
    def id(self) -> str:
        """The name without blanks."""
        return self.name.replace(" ", "")


NORMAL = ParagraphStyle("Normal", "")
HEADINGS = (
    ParagraphStyle("Heading 1", size=20, font=SANS, is_bold=True, after=14, keeps_with_next=True, level=1),
    ParagraphStyle("Heading 2", size=14, font=SANS, is_bold=True, before=22, after=8, keeps_with_next=True, level=2),
    ParagraphStyle("Heading 3", size=12, font=SANS, is_bold=True, before=16, after=6, keeps_with_next=True, level=3),
)
REFERENCE = ParagraphStyle("Bibliography")
ANNOTATION_HEADING = ParagraphStyle(
    "Annotation Heading", size=9.5, font=SANS, colour=ACCENT, is_bold=True, before=6, after=2, is_inset=True,
    keeps_with_next=True,
)  # fmt: skip

ROLES: Mapping[str, ParagraphStyle] = {
    "body": NORMAL,
    "citation": ParagraphStyle("Citation", size=12, before=16, after=4, keeps_with_next=True),
    "annotation": ParagraphStyle("Annotation", is_inset=True),
    "lead": ParagraphStyle("Annotation Lead", after=2, is_inset=True, keeps_with_next=True),
    "badge": ParagraphStyle("Badges", size=9, font=SANS, is_inset=True),
    "status": ParagraphStyle(
        "Status Notice", size=10, font=SANS, colour=ALARM, before=2, is_inset=True, keeps_with_next=True, bar=ALARM,
        panel=ALARM_PANEL,
    ),
    "notice": ParagraphStyle("Notice", size=9, font=SANS, colour=SOFT, after=10, left=8, bar=RULE),
    "snapshot-citation": ParagraphStyle("Snapshot Citation", size=9, font=SANS, colour=SOFT, is_inset=True),
    "details": ParagraphStyle("Details", size=9, font=SANS, colour=SOFT, is_inset=True),
}  # fmt: skip
"""For each role of a paragraph (`STYLES` in the tree) the style that sets it."""

LISTS: Mapping[str, ParagraphStyle] = {
    "annotation": ParagraphStyle("Annotation List", left=12, is_inset=True, hanging=12, after=3),
    "details": ParagraphStyle(
        "Details List", size=9, font=SANS, colour=SOFT, left=12, is_inset=True, hanging=12, after=2
    ),
}
"""For each role of a list the style of its items; any other is set as an annotation's, and badges as one paragraph."""

CONTENTS_HEADING = ParagraphStyle(
    "TOC Heading", size=12, font=SANS, is_bold=True, before=12, after=4, keeps_with_next=True
)
CONTENTS = (ParagraphStyle("TOC 2", after=2), ParagraphStyle("TOC 3", after=2, left=22))
"""The lines of a table of contents, for headings of the second level and below."""
CAPTION = ParagraphStyle("Caption", size=10, font=SANS, is_bold=True, before=12, after=4, keeps_with_next=True)
TABLE_HEADING = ParagraphStyle("Table Heading", size=8, font=SANS, is_bold=True, before=2, after=2)
TABLE_TEXT = ParagraphStyle("Table Text", size=8, font=SANS, before=2, after=2)

MARGIN = 72.0
"""The page's margins, in points."""
_LETTER, _A4 = (612.0, 792.0), (595.3, 841.9)
_CHARACTER_WIDTH = 5.8
_LINE = 13.0
_LONGEST_BADGE = 70
"""In characters."""

PARAGRAPH_STYLES = (
    NORMAL, *HEADINGS, REFERENCE, *tuple(ROLES.values())[1:], ANNOTATION_HEADING, *LISTS.values(), CONTENTS_HEADING,
    *CONTENTS, CAPTION, TABLE_HEADING, TABLE_TEXT,
)  # fmt: skip
TABLE_STYLE = "Study Table"
"""The style of tables."""
BADGE_MARK, HYPERLINK = "Badge", "Hyperlink"
"""The character styles: a badge's frame, and a link."""


def heading_style(level: int) -> ParagraphStyle:
    """The style of a heading outside entries."""
    return HEADINGS[min(max(level, 1), len(HEADINGS)) - 1]


def role_style(role: str) -> ParagraphStyle:
    """The style of a paragraph with this role; the body's for one that is not known."""
    return ROLES.get(role, NORMAL)


def list_style(role: str) -> ParagraphStyle:
    """The style of a list's items."""
    return LISTS.get(role, LISTS["annotation"])


def left_edge(style: ParagraphStyle, inset: float) -> float:
    """How far paragraphs stand in, in points; the text of the document's references stands in by `inset`."""
    return style.left + (inset if style.is_inset else 0.0)


def contents_style(level: int) -> ParagraphStyle:
    """The style of a line of contents that leads to a heading of this level."""
    return CONTENTS[min(max(level, 2), 3) - 2]


def text_width(language: str) -> float:
    """The width between the margins, in points."""
    return page_size(language)[0] - 2 * MARGIN


def page_size(language: str) -> tuple[float, float]:
    """Width and height, in points, of the paper that readers of the language print on."""
    return _LETTER if uses_letter_paper(language) else _A4


def label_width(characters: int) -> float:
    """How wide the column of labels is whose longest has so many characters; generous, as fonts differ."""
    return max(INDENT, characters * _CHARACTER_WIDTH + 8)


def badge_words(text: str) -> str:
    """A badge's words kept on one line, where a line can hold them, with room at both ends of its frame."""
    words = text.replace(" ", "\u00a0") if len(text) < _LONGEST_BADGE else text
    return f"\u00a0{words}\u00a0"


def entry_gap(lines: int) -> float:
    """The space behind an entry whose style asks for so many lines; one that asks for none stands apart a little."""
    return max(3.0, lines * _LINE * 0.7)


def twips(points: float) -> int:
    """A length in twentieths of a point, the unit of Word and RTF."""
    return round(points * 20)
