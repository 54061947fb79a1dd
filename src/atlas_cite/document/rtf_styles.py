"""RTF styles: the table of paragraph styles, its fonts and colours as controls of RTF."""

from __future__ import annotations

from atlas_cite.document.paragraph_styles import (
    ACCENT,
    ALARM,
    ALARM_PANEL,
    BADGE_MARK,
    INK,
    LINK,
    LISTS,
    PANEL,
    PARAGRAPH_STYLES,
    RULE,
    SANS,
    SERIF,
    SOFT,
    ParagraphStyle,
    left_edge,
    twips,
)

COLOURS = (INK, SOFT, ACCENT, ALARM, LINK, RULE, PANEL, ALARM_PANEL)
FONTS = (SERIF, SANS)
BADGE_STYLE = len(PARAGRAPH_STYLES)


def properties(style: ParagraphStyle, inset: float) -> str:
    """All that a style says, as controls; `inset` as in left_edge."""
    parts = [
        f"\\sb{twips(style.before)}\\sa{twips(style.after)}",
        indent(left_edge(style, inset), style.hanging),
        "\\keepn" if style.keeps_with_next else "",
        f"\\outlinelevel{style.level - 1}" if style.level else "",
        f"\\brdrl\\brdrs\\brdrw45\\brsp120\\brdrcf{colour(style.bar)}" if style.bar else "",
        f"\\cbpat{colour(style.panel)}" if style.panel else "",
        characters(style),
    ]
    return "".join(parts)


def characters(style: ParagraphStyle) -> str:
    """The font, size and colour of a style."""
    font, size = FONTS.index(style.font), round(style.size * 2)
    # Letters written from right to left have a font, size and weight of their own, else the reader's default.
    from_right = f"\\rtlch\\af{font}\\afs{size}" + ("\\ab" if style.is_bold else "")
    from_left = f"\\ltrch\\f{font}\\fs{size}" + ("\\b" if style.is_bold else "")
    return f"{from_right}{from_left}\\cf{colour(style.colour)}"


def indent(left: float, hanging: float) -> str:
    """The indent of all lines but the first, and how far that one stands out, in points."""
    return f"\\li{twips(left)}\\fi{-twips(hanging)}" if left else ""


def style_entry(style: ParagraphStyle, inset: float) -> str:
    """A style in the style sheet."""
    number = PARAGRAPH_STYLES.index(style)
    bullets = "\\ls1\\ilvl0" if style in LISTS.values() else ""
    return f"{{\\s{number}{properties(style, inset)}{bullets} {style.name};}}"


def badge_entry() -> str:
    """The character style of badges."""
    return f"{{\\*\\cs{BADGE_STYLE}\\additive{badge_properties()} {BADGE_MARK};}}"


def badge_properties() -> str:
    """A badge's colour, frame and ground."""
    return f"\\cf{colour(ACCENT)}\\chbrdr\\brdrs\\brdrw5\\brdrcf{colour(RULE)}\\chshdng0\\chcbpat{colour(PANEL)}"


def colour(colour: str) -> int:
    """A colour's number in the table, where 0 is the reader's own."""
    return COLOURS.index(colour) + 1


def colour_entry(colour: str) -> str:
    """A colour in the table of colours."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return f"\\red{red}\\green{green}\\blue{blue};"
