"""ODT styles: the table of paragraph styles as OpenDocument, under the names that pandoc gives them.

Source: OpenDocument 1.3 part 3, chapters 16 and 20; the names are those in pandoc's reference document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atlas_cite.document.languages import is_east_asian, is_right_to_left, language_tag, primary_language, region
from atlas_cite.document.paragraph_styles import (
    ACCENT,
    BADGE_MARK,
    INDENT,
    LINK,
    MARGIN,
    NORMAL,
    PANEL,
    PARAGRAPH_STYLES,
    REFERENCE,
    RULE,
    SANS,
    SERIF,
    SOFT,
    ParagraphStyle,
    entry_gap,
    left_edge,
    page_size,
    role_style,
)

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    )
)
_FONTS = (
    "<office:font-face-decls>"
    f'<style:font-face style:name="{SERIF}" svg:font-family="{SERIF}" style:font-family-generic="roman"/>'
    f'<style:font-face style:name="{SANS}" svg:font-family="{SANS}" style:font-family-generic="swiss"/>'
    "</office:font-face-decls>"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document's references are set: pandoc's paragraphs have styles and no properties of their own.

    `inset` is how far their text stands in, in points, `spacing` the space between them, in lines.
    """

    inset: float
    has_labels: bool
    has_hanging_indent: bool
    has_annotations: bool
    spacing: int


def styles_xml(language: str, layout: Layout) -> str:
    """The whole `styles.xml` of a document in `language`."""
    default = f"<style:text-properties {_language_attributes(language)}/>"
    own = {REFERENCE: _reference(layout)}
    paragraphs = "".join(_style(own.get(style, style), layout.inset) for style in PARAGRAPH_STYLES)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {_NAMESPACES} office:version="1.3">{_FONTS}'
        f'<office:styles><style:default-style style:family="paragraph">{default}</style:default-style>{paragraphs}'
        f"{_CHARACTER_STYLES}</office:styles>{_page(language)}</office:document-styles>"
    )


def _reference(layout: Layout) -> ParagraphStyle:
    """The style of references as this document's style of citation sets them."""
    left = layout.inset if layout.has_labels else INDENT if layout.has_hanging_indent else 0.0
    gap = entry_gap(layout.spacing)
    if layout.has_annotations:
        return replace(REFERENCE, left=left, hanging=left, before=max(gap, 12.0), after=4.0, keeps_with_next=True)
    return replace(REFERENCE, left=left, hanging=left, after=gap)


def cell_properties(is_header: bool) -> str:
    """The properties of a table's cells: room on each side, a line below, as in the Word file."""
    ground = f' fo:background-color="#{PANEL}" fo:border-top="1pt solid #{SOFT}"' if is_header else ""
    return (
        f'<style:table-cell-properties fo:padding-left="3pt" fo:padding-right="3pt" '
        f'fo:border-bottom="0.5pt solid #{RULE}"{ground}/>'
    )


def odt_name(style: ParagraphStyle) -> str:
    """What pandoc calls a style inside the file."""
    return "Standard" if style is NORMAL else style.name.replace(" ", "_20_") if style.level else style.id


def _language_attributes(tag: str) -> str:
    """The attributes for a language, by the kind of script it is written in; empty for none."""
    if not language_tag(tag):
        return ""
    kind = "-complex" if is_right_to_left(tag) else "-asian" if is_east_asian(tag) else ""
    prefix = "style" if kind else "fo"
    return f'{prefix}:language{kind}="{primary_language(tag)}" {prefix}:country{kind}="{region(tag) or "none"}"'


_CHARACTER_STYLES = (
    "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties fo:color="#{LINK}" '
        'style:text-underline-style="solid"/></style:style>'
        for name in ("Internet_20_link", "Definition")
    )
    + f'<style:style style:name="{BADGE_MARK}" style:family="text"><style:text-properties fo:color="#{ACCENT}" '
    f'fo:background-color="#{PANEL}" fo:border="0.5pt solid #{RULE}" fo:padding="1pt"/></style:style>'
)


def _style(style: ParagraphStyle, inset: float) -> str:
    parent = f' style:parent-style-name="{_parent(style)}"' if style.based_on else ""
    level = f' style:default-outline-level="{style.level}"' if style.level else ""
    keep = ' fo:keep-with-next="always"' if style.keeps_with_next else ""
    bar = f' fo:border-left="2.25pt solid #{style.bar}" fo:padding-left="6pt"' if style.bar else ""
    panel = f' fo:background-color="#{style.panel}"' if style.panel else ""
    left = left_edge(style, inset)
    indent = f' fo:margin-left="{left:g}pt" fo:text-indent="{-style.hanging:g}pt"' if left else ""
    return (
        f'<style:style style:name="{odt_name(style)}" style:display-name="{style.name}" style:family="paragraph"'
        f'{parent}{level}><style:paragraph-properties fo:margin-top="{style.before:g}pt" '
        f'fo:margin-bottom="{style.after:g}pt" fo:orphans="2" fo:widows="2"'
        f"{indent}{keep}{bar}{panel}/>"
        f'<style:text-properties {_characters(style)} fo:color="#{style.colour}"/></style:style>'
    )


def _characters(style: ParagraphStyle) -> str:
    """Font, size and weight, for each of the three kinds of script: else the others are in the program's default."""
    names = {"": ("style:font-name", "fo:font-size", "fo:font-weight")} | {
        kind: (f"style:font-name{kind}", f"style:font-size{kind}", f"style:font-weight{kind}")
        for kind in ("-asian", "-complex")
    }
    return " ".join(
        f'{font}="{style.font}" {size}="{style.size:g}pt"' + (f' {weight}="bold"' if style.is_bold else "")
        for font, size, weight in names.values()
    )


def _parent(style: ParagraphStyle) -> str:
    return "Standard" if style.based_on == NORMAL.name else style.based_on.replace(" ", "")


def _page(language: str) -> str:
    """The paper, and a page number at its foot."""
    width, height = page_size(language)
    return (
        '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{width:g}pt" fo:page-height="{height:g}pt" fo:margin="{MARGIN / 2:g}pt {MARGIN:g}pt" '
        f'fo:margin-top="{MARGIN:g}pt" fo:margin-bottom="{MARGIN / 2:g}pt" fo:margin-left="{MARGIN:g}pt" '
        f'fo:margin-right="{MARGIN:g}pt"/><style:footer-style><style:header-footer-properties fo:min-height="36pt" '
        'fo:margin-top="18pt"/></style:footer-style></style:page-layout>'
        f'<style:style style:name="Foot" style:family="paragraph" style:parent-style-name="{role_style("notice").id}">'
        '<style:paragraph-properties fo:text-align="center" fo:border="none" fo:padding="0pt"/></style:style>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="Page"><style:footer><text:p text:style-name="Foot">'
        "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>"
    )
