"""DOCX styles: the table of paragraph styles as WordprocessingML."""

from __future__ import annotations

from atlas_cite.document.languages import is_east_asian, is_right_to_left
from atlas_cite.document.paragraph_styles import (
    ACCENT,
    BADGE_MARK,
    CAPTION,
    CONTENTS,
    CONTENTS_HEADING,
    HEADINGS,
    HYPERLINK,
    LINK,
    LISTS,
    NORMAL,
    PANEL,
    PARAGRAPH_STYLES,
    REFERENCE,
    RULE,
    SERIF,
    SOFT,
    TABLE_STYLE,
    ParagraphStyle,
    left_edge,
    twips,
)

_LINE_HEIGHT = 'w:line="259" w:lineRule="auto"'
"""1.08 lines, in 240ths of a line: what Word sets by default."""

_CHARACTER_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    f'<w:style w:type="character" w:styleId="{HYPERLINK}"><w:name w:val="Hyperlink"/>'
    f'<w:uiPriority w:val="99"/><w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{BADGE_MARK}"><w:name w:val="Badge"/><w:qFormat/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/></w:rPr></w:style>'
)
_TABLE_STYLE = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE.replace(" ", "")}">'
    f'<w:name w:val="{TABLE_STYLE}"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{SOFT}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{SOFT}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
_BUILT_IN = frozenset({NORMAL, *HEADINGS, REFERENCE, CONTENTS_HEADING, *CONTENTS, CAPTION})
_LOWER_CASE = frozenset({*HEADINGS, *CONTENTS, CAPTION})
"""Styles that Word itself names in lower case in files."""


def styles_xml(namespaces: str, language: str, inset: float) -> str:
    """The whole `w:styles` element, its defaults in `language`; `inset` as in left_edge."""
    kind = "bidi" if is_right_to_left(language) else "eastAsia" if is_east_asian(language) else "val"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:cs="{SERIF}"/>'
        f'<w:sz w:val="{round(NORMAL.size * 2)}"/><w:lang w:{kind}="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    styles = "".join(_style(style, inset) for style in PARAGRAPH_STYLES)
    return f"<w:styles {namespaces}>{defaults}{_CHARACTER_STYLES}{styles}{_TABLE_STYLE}</w:styles>"


def numbering_xml(namespaces: str, inset: float) -> str:
    """The bullets: one list, which every list style uses."""
    style = LISTS["annotation"]
    return (
        f'<w:numbering {namespaces}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_indent(style, inset)}</w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _style(style: ParagraphStyle, inset: float) -> str:
    custom = "" if style in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if style is NORMAL else ""
    name = style.name.lower() if style in _LOWER_CASE else style.name
    based_on = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    paragraph, run = _paragraph_properties(style, inset), _run_properties(style)
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{name}"/>{based_on}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _paragraph_properties(style: ParagraphStyle, inset: float) -> str:
    parts = [
        "<w:keepNext/>" if style.keeps_with_next else "",
        '<w:numPr><w:numId w:val="1"/></w:numPr>' if style in LISTS.values() else "",
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="{style.bar}"/></w:pBdr>' if style.bar else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{style.panel}"/>' if style.panel else "",
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" {_LINE_HEIGHT}/>',
        _indent(style, inset),
        f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else "",
    ]
    return "".join(parts)


def _run_properties(style: ParagraphStyle) -> str:
    bold = "<w:b/><w:bCs/>" if style.is_bold else ""
    font = f'<w:rFonts w:ascii="{style.font}" w:hAnsi="{style.font}" w:cs="{style.font}"/>'
    size = round(style.size * 2)
    return f'{font}{bold}<w:color w:val="{style.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _indent(style: ParagraphStyle, inset: float) -> str:
    left = left_edge(style, inset)
    hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ""
    return f'<w:ind w:left="{twips(left)}"{hanging}/>' if left else ""
