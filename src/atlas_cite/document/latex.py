"""LaTeX: a document that pdfLaTeX, XeLaTeX and LuaLaTeX compile, its look in commands defined at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from atlas_cite.document import tree
from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_table
from atlas_cite.document.languages import language_tag, uses_letter_paper
from atlas_cite.latex.encode import encode_run

_COMMANDS: dict[type[tree.Inline], str] = {
    tree.Emphasis: "emph",
    tree.Strong: "textbf",
    tree.SmallCaps: "textsc",
    tree.Underline: "underline",
    tree.Superscript: "textsuperscript",
    tree.Subscript: "textsubscript",
}
_SECTIONS = ("section", "subsection", "subsubsection")
_ENVIRONMENTS = {
    "citation": "citedastext",
    "annotation": "annotation",
    "lead": "annotationlead",
    "status": "statusnotice",
    "notice": "notice",
    "snapshot-citation": "snapshotcitation",
    "details": "details",
}
"""For each role of a paragraph or list the environment of the preamble that sets it."""
_BREAKS = re.compile(r"(?<=[/.])(?=\w)")
# What pdfLaTeX's UTF-8 knows for certain: Latin-1, Latin Extended-A and common punctuation.
_KNOWN = re.compile("[\x00-\u017f–—‘’“”‚„…•€™†‡‹›]")


def render_latex(document: tree.Document) -> str:
    """`document` as a LaTeX file that needs no other file and only packages of every distribution."""
    body = "\n\n".join(filter(None, map(_block, document.blocks)))
    paper = "letterpaper" if uses_letter_paper(document.language) else "a4paper"
    title, language = encode_run(one_line(document.title)), language_tag(document.language) or "en"
    return (
        f"\\documentclass[11pt,{paper}]{{article}}\n{_preamble()}"
        f"\\hypersetup{{pdftitle={{{title}}},pdflang={{{language}}}}}\n{_unknown_characters(body + title)}"
        f"\\begin{{document}}\n\\labelcolumn{{{render_inlines(tree.label_column(document.blocks))}}}\n\n{body}\n\n"
        "\\end{document}\n"
    )


def _block(block: tree.Block) -> str:
    if isinstance(block, tree.Heading):
        section = _SECTIONS[min(max(block.level, 1), len(_SECTIONS)) - 1]
        bookmark = encode_run(one_line(tree.plain(block.children)))
        title = f"\\{section}{{\\texorpdfstring{{{render_inlines(block.children)}}}{{{bookmark}}}}}"
        return f"{_target(block.anchor)}{title}\\label{{{_name(block.anchor)}}}" if block.anchor else title
    if isinstance(block, tree.ReferenceEntry):
        return _entry(block)
    if isinstance(block, tree.Contents):
        return _contents(block)
    if isinstance(block, tree.Chart):
        return f"\\charttitle{{{encode_run(one_line(block.title))}}}\n{_table(chart_table(block))}"
    return _table(block) if isinstance(block, tree.Table) else _text_block(block)


def _contents(block: tree.Contents) -> str:
    items = "\n".join(
        f"\\contentsentry{{{heading.level}}}{{{_name(heading.anchor)}}}{{{render_inlines(heading.children)}}}"
        for heading in block.headings
    )
    return f"\\contentstitle{{{render_inlines(block.title)}}}\n{items}\n\\contentsend"


def _table(table: tree.Table) -> str:
    """A table that goes on over pages, its columns as wide as their weights say."""
    share = 0.98 / sum(table.weights)
    columns = "".join(
        f"{'R' if at in table.numeric else 'L'}{{{weight * share:.4f}}}" for at, weight in enumerate(table.weights)
    )
    head = " & ".join(f"\\textbf{{{_cell(cell)}}}" for cell in table.header)
    # A rule behind the last row could fall alone on the next page.
    rows = " \\hline\n".join(f"{' & '.join(map(_cell, row))} \\\\" for row in table.rows)
    return f"\\begin{{datatable}}{{{columns}}}\n{head} \\\\ \\hline\\endhead\n{rows}\n\\end{{datatable}}"


def _cell(cell: tree.Cell) -> str:
    return _in_language(render_inlines(cell.children), cell.language)


def _entry(entry: tree.ReferenceEntry) -> str:
    text = "\\newline\n".join(map(render_inlines, entry.lines))
    text = _in_language(f"{_target(entry.anchor)}{text}", entry.language)
    if entry.label:
        reference = f"\\labelledreference{{{render_inlines(entry.label)}}}{{{text}}}"
    else:
        reference = f"\\{'hangingreference' if entry.hanging_indent else 'plainreference'}{{{text}}}"
    if not entry.annotation:
        return f"{reference}\\entryspace{{{entry.spacing}}}"
    annotation = "\n".join(filter(None, map(_annotation, entry.annotation)))
    return f"{reference}\n\\begin{{annotations}}\n{annotation}\n\\end{{annotations}}"


def _annotation(block: tree.Block) -> str:
    if isinstance(block, tree.Heading):
        return f"\\annotationheading{{{render_inlines(block.children)}}}"
    return _text_block(block)


def _text_block(block: tree.Block) -> str:
    if isinstance(block, tree.BulletList) and block.style == "badge":
        badges = " ".join(f"\\badge{{{render_inlines(item)}}}" for item in block.items)
        return f"\\begin{{badges}}\n{badges}\n\\end{{badges}}"
    if isinstance(block, tree.BulletList):
        items = "\n".join(f"\\item {_in_language(render_inlines(item), block.language)}" for item in block.items)
        return f"\\begin{{annotationlist}}\n{items}\n\\end{{annotationlist}}" if items else ""
    if isinstance(block, tree.Paragraph):
        environment = _ENVIRONMENTS.get(block.style, "")
        text = _in_language(render_inlines(block.children), block.language)
        return f"\\begin{{{environment}}}\n{text}\n\\end{{{environment}}}" if environment else text
    return ""


def render_inlines(inlines: tree.Inlines) -> str:
    r"""Inlines as LaTeX that any document with UTF-8 text takes, `\href` for links."""
    return "".join(map(_inline, inlines))


def _inline(node: tree.Inline) -> str:
    if isinstance(node, tree.Text):
        return _guarded(encode_run(one_line(node.text)))
    children = render_inlines(node.children)
    if isinstance(node, tree.CrossReference):
        return f"\\hyperlink{{{_name(node.anchor)}}}{{{children}}}"
    if isinstance(node, tree.Link):
        url = tree.shown_url(node)
        # An address has no blanks to break a line at.
        shown = children if " " in tree.plain(node.children) else _BREAKS.sub(r"\\allowbreak{}", children)
        return f"\\href{{{_address(url)}}}{{{shown}}}" if url else children
    return f"\\{_COMMANDS[type(node)]}{{{children}}}"


def _guarded(latex: str) -> str:
    """A run that begins with a bracket or star is no argument of a command before it."""
    return f"{{}}{latex}" if latex.startswith(("[", "*")) else latex


def _address(url: str) -> str:
    encoded = quote(url, safe="%:/?#[]@!$&'()*+,;=-._~")
    return (
        encoded.replace("%", "\\%").replace("#", "\\#").replace("&", "\\&").replace("~", "\\~{}").replace("$", "\\%24")
    )


def _target(anchor: str) -> str:
    return f"\\hypertarget{{{_name(anchor)}}}{{}}" if anchor else ""


def _name(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9:.-]+", "-", anchor)


def _in_language(latex: str, language: str) -> str:
    return f"\\inlanguage{{{language}}}{{{latex}}}" if language_tag(language) else latex


def _unknown_characters(text: str) -> str:
    """A line for each character that pdfLaTeX may not know, so that it is shown by its number and not lost."""
    characters: Iterable[str] = sorted({character for character in text if not _KNOWN.match(character)})
    return "".join(f"\\ensurecharacter{{{each}}}{{{ord(each):04X}}}\n" for each in characters)


@cache
def _preamble() -> str:
    return files("atlas_cite.document").joinpath("preamble.tex").read_text(encoding="utf-8")
