"""Typst: a document as markup that compiles and that a person can go on editing.

Source: Typst reference, "Syntax" and "Markup mode"; what looks like markup in a text is escaped with a backslash.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from atlas_cite.document import tree
from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_description, chart_svg
from atlas_cite.document.languages import language_tag, primary_language, region, uses_letter_paper

_FUNCTIONS: dict[type[tree.Inline], str] = {
    tree.Emphasis: "emph",
    tree.Strong: "strong",
    tree.SmallCaps: "smallcaps",
    tree.Underline: "underline",
    tree.Superscript: "super",
    tree.Subscript: "sub",
}
_SPECIAL = re.compile(r"([\\#$@*_`<>\[\]~])")
# Comments, dashes, minus signs, soft hyphens, ellipses and addresses that Typst would make of plain characters.
_SHORTHAND = re.compile(r"(?<=/)(?=[/*])|(?<=\*)(?=/)|(?<=-)(?=[-?\d])|(?<=\.)(?=\.)|(?<=:)(?=//)")
_START = re.compile(r"[-+/=;(.:,!']|\d+(?=[.)])")
_ROLES = {
    "citation": "citation",
    "annotation": "annotation",
    "lead": "annotation-lead",
    "status": "status-notice",
    "notice": "notice",
    "snapshot-citation": "snapshot-citation",
    "details": "details",
}
"""For each role of a paragraph or list the function of the preamble that sets it."""

_LONGEST_WHOLE_CELL = 800
"""In characters; such a cell in a narrow column is about a third of a page high."""


def render_typst(document: tree.Document) -> str:
    """`document` as Typst markup: its look is functions at the beginning, its text calls them by name."""
    paper = "us-letter" if uses_letter_paper(document.language) else "a4"
    title = _string(document.title)
    label = _inlines(tree.label_column(document.blocks))
    settings = (
        f"#set document(title: {title}, date: none)\n"
        f'#set page(paper: "{paper}")\n'
        f"#set text({_language(document.language) or _language('en')})\n"
        f"#let widest-label = [{label}]\n"
    )
    blocks = "\n\n".join(filter(None, map(_block, document.blocks)))
    return f"{settings}\n{_preamble()}\n{blocks}\n"


def _block(block: tree.Block) -> str:
    if isinstance(block, tree.Heading):
        return f"#heading(level: {min(max(block.level, 1), 6)})[{_inlines(block.children)}]{_label(block.anchor)}"
    if isinstance(block, tree.ReferenceEntry):
        return _entry(block)
    if isinstance(block, tree.Contents):
        return f"#contents[{_inlines(block.title)}]"
    if isinstance(block, tree.Table):
        return _table(block)
    if isinstance(block, tree.Chart):
        return f"#chart({_string(chart_description(block))}, bytes({_string(chart_svg(block))}))"
    return _text_block(block)


def _table(table: tree.Table) -> str:
    """A call of the preamble's function, the header's cells first, one row a line."""
    shares = ", ".join(f"{weight}fr" for weight in table.weights)
    numeric = "".join(f"{at}, " for at in sorted(table.numeric))
    rows = "".join("".join(map(_cell, row)) for row in (table.header, *table.rows))
    # A row that may be higher than a page must break, or Typst would print past its end.
    is_whole = all(len(tree.plain(cell.children)) < _LONGEST_WHOLE_CELL for row in table.rows for cell in row)
    return f"#data-table(({shares},), ({numeric}), whole: {'true' if is_whole else 'false'}){rows}"


def _cell(cell: tree.Cell) -> str:
    text = _inlines(cell.children)
    language = _language(cell.language)
    return f"[#text({language})[{text}]]" if language else f"[{text}]"


def _entry(entry: tree.ReferenceEntry) -> str:
    lines = "".join(f"[{_inlines(line)}]" for line in entry.lines) or "[]"
    options = [f"spacing: {entry.spacing}"]
    if entry.label:
        options.append(f"label: [{_inlines(entry.label)}]")
    if entry.hanging_indent:
        options.append("hanging: true")
    if entry.annotation:
        options.append("sticky: true")
    reference = f"#reference({', '.join(options)}){lines}"
    if language := _language(entry.language):
        reference = f"#text({language})[{reference}]"
    reference += _label(entry.anchor)
    annotation = "\n".join(filter(None, map(_annotation, entry.annotation)))
    return f"{reference}\n{annotation}\n#entry-end" if annotation else reference


def _annotation(block: tree.Block) -> str:
    if isinstance(block, tree.Heading):
        return f"#annotation-heading[{_inlines(block.children)}]"
    return _text_block(block)


def _text_block(block: tree.Block) -> str:
    if isinstance(block, tree.BulletList) and block.style == "badge":
        return "#badges" + "".join(f"[{_inlines(item)}]" for item in block.items)
    if isinstance(block, tree.BulletList):
        items = "".join(f"[{_inlines(item)}]" for item in block.items)
        return _marked(block.style, f"list{items}", block.language) if items else ""
    if isinstance(block, tree.Paragraph):
        return _marked(block.style, f"[{_inlines(block.children)}]", block.language)
    return ""


def _marked(role: str, content: str, language: str) -> str:
    """A call of the function for `role`, its content in its own language."""
    function = _ROLES.get(role, "par")
    if text := _language(language):
        content = f"text({text})[#{content}]" if content.startswith("list") else f"text({text}){content}"
    argument = content if content.startswith("[") else f"({content})"
    return f"#{function}{argument}"


def _inlines(inlines: tree.Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(node: tree.Inline) -> str:
    if isinstance(node, tree.Text):
        return _escaped(node.text)
    children = _inlines(node.children)
    inner = children.strip(" ")
    if isinstance(node, tree.CrossReference):
        return f"#lead-to({_string(node.anchor)})[{inner}]" if inner else children
    url = tree.shown_url(node) if isinstance(node, tree.Link) else ""
    if not inner or (isinstance(node, tree.Link) and not url):
        return children
    call = f"#link({_string(url)})" if isinstance(node, tree.Link) else f"#{_FUNCTIONS[type(node)]}"
    # Typst drops blanks at the edges of what is in brackets.
    lead, _, trail = children.partition(inner)
    return f"{lead}{call}[{inner}]{trail}"


def _escaped(text: str) -> str:
    """Characters that mean themselves, wherever the run begins: behind a call or at the start of a line."""
    escaped = _SHORTHAND.sub(r"\\", _SPECIAL.sub(r"\\\1", one_line(text)))
    start = _START.match(escaped)
    if start is None:
        return escaped
    sign = start[0]
    return f"{sign}\\{escaped[len(sign) :]}" if sign.isdigit() else f"\\{escaped}"


def _string(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _label(anchor: str) -> str:
    return f" #label({_string(anchor)})" if one_line(anchor).strip() else ""


def _language(tag: str) -> str:
    """The arguments of `text` for a language, its region set or unset; empty for none."""
    if not language_tag(tag):
        return ""
    place = f'"{region(tag)}"' if region(tag) else "none"
    return f'lang: "{primary_language(tag)}", region: {place}'


@cache
def _preamble() -> str:
    return files("atlas_cite.document").joinpath("preamble.typ").read_text(encoding="utf-8")
