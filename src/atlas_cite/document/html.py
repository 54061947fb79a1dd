"""HTML: a document as one accessible page that asks nothing of any other machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from atlas_cite.document import tree
from atlas_cite.document.chart import chart_svg
from atlas_cite.document.html_text import Identities, attribute, escaped, html_identity
from atlas_cite.document.languages import is_right_to_left

_TAGS: dict[type[tree.Inline], tuple[str, str]] = {
    tree.Emphasis: ("<em>", "</em>"),
    tree.Strong: ("<strong>", "</strong>"),
    tree.SmallCaps: ('<span style="font-variant: small-caps">', "</span>"),
    tree.Underline: ("<u>", "</u>"),
    tree.Superscript: ("<sup>", "</sup>"),
    tree.Subscript: ("<sub>", "</sub>"),
}
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="atlas-cite">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main{labels}>
{body}
</main>
</body>
</html>
"""


def render_html(document: tree.Document) -> str:
    """`document` as a complete page: one `article` an entry with its key as `id`, light, dark and print."""
    blocks = document.blocks
    if not any(isinstance(block, tree.Heading) and block.level == 1 for block in blocks):
        blocks = (tree.Heading(1, (tree.Text(document.title),)), *blocks)
    title = escaped(document.title).strip() or "References"
    return page(render_html_fragment(blocks), title, attribute(document.language or "en"), labels=_label_width(blocks))


def page(body: str, title: str, language: str = "en", *, style: str = "", labels: str = "") -> str:
    """A whole page round its `body`, with rules of `style` behind our own; everything is escaped already."""
    return _PAGE.format(language=language, title=title, style=page_style() + style, labels=labels, body=body)


def _label_width(blocks: Iterable[tree.Block]) -> str:
    """What makes the labels' columns of all entries as wide as the longest needs."""
    characters = len(tree.plain(tree.label_column(blocks)))
    return f' style="--labels: {characters + 0.5}ch"' if characters else ""


def render_html_fragment(blocks: Iterable[tree.Block]) -> str:
    """`blocks` as HTML elements to stand inside a page, without the page's styles."""
    return "\n".join(_Writer().blocks(blocks))


def render_html_blocks(blocks: Iterable[tree.Block]) -> Iterator[tuple[tree.Block, str]]:
    """Each block with its elements, for who puts something between them."""
    writer = _Writer()
    for block in blocks:
        yield block, "\n".join(writer.blocks([block]))


class _Writer:
    """Writes blocks in order; keeps the ids used and the level of the last heading."""

    def __init__(self) -> None:
        self._identities = Identities()
        self._charts = 0
        self._level = 1

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterator[str]:
        """Each block as an element."""
        for block in blocks:
            if isinstance(block, tree.Heading):
                self._level = min(max(block.level, 1), 5)
                yield self._heading(block, self._level)
            elif isinstance(block, tree.ReferenceEntry):
                yield from self._entry(block)
            elif isinstance(block, tree.Chart):
                self._charts += 1
                yield f'<figure class="chart">\n{chart_svg(block, f"chart-{self._charts}")}\n</figure>'
            else:
                yield _text_block(block)

    def _heading(self, heading: tree.Heading, level: int) -> str:
        identity = f' id="{self._id(heading.anchor)}"' if heading.anchor else ""
        return f"<h{level}{identity}>{_inlines(heading.children)}</h{level}>"

    def _entry(self, entry: tree.ReferenceEntry) -> Iterator[str]:
        identity = f' id="{self._id(entry.anchor)}"' if entry.anchor else ""
        yield f'<article class="entry"{identity}>'
        yield render_reference(entry)
        if entry.annotation:
            yield '<div class="annotation">'
            for block in entry.annotation:
                # Below the entry's section, so that no heading level is skipped.
                is_heading = isinstance(block, tree.Heading)
                yield self._heading(block, self._level + 1) if is_heading else _text_block(block)  # type: ignore[arg-type]
            yield "</div>"
        yield "</article>"

    def _id(self, anchor: str) -> str:
        return attribute(self._identities.new(anchor))


def render_reference(entry: tree.ReferenceEntry) -> str:
    """The reference of an entry alone, its label in a column of its own."""
    language = _language(entry.language)
    hanging = " hanging" if entry.hanging_indent and not entry.label else ""
    if entry.label:
        label = f'<span class="label">{_inlines(entry.label)}</span>'
        lines = "".join(f'<span class="line">{_inlines(line)}</span>' for line in entry.lines)
        return f'<p class="reference labelled"{language}>{label} <span class="text">{lines}</span></p>'
    lines = "<br>".join(_inlines(line) for line in entry.lines)
    return f'<p class="reference{hanging}"{language}>{lines}</p>'


def _text_block(block: tree.Block) -> str:
    if isinstance(block, tree.BulletList):
        items = "\n".join(f"<li>{_inlines(item)}</li>" for item in block.items)
        return f'<ul class="{attribute(block.style)}"{_language(block.language)}>\n{items}\n</ul>'
    if isinstance(block, tree.Paragraph):
        return f'<p class="{attribute(block.style)}"{_language(block.language)}>{_inlines(block.children)}</p>'
    if isinstance(block, tree.Contents):
        return _contents(block)
    return _table(block) if isinstance(block, tree.Table) else ""


def _contents(block: tree.Contents) -> str:
    """The headings as lists within lists, by level."""
    title = f'<p class="contents-title">{_inlines(block.title)}</p>'
    parts = [f'<nav class="contents" aria-label="{attribute(tree.plain(block.title))}">\n{title}']
    open_levels: list[int] = []
    for heading in block.headings:
        while open_levels and open_levels[-1] > heading.level:
            open_levels.pop()
            parts.append("</li>\n</ul>")
        if open_levels and open_levels[-1] == heading.level:
            parts.append("</li>")
        else:
            open_levels.append(heading.level)
            parts.append("<ul>")
        parts.append(f'<li><a href="#{attribute(_fragment(heading.anchor))}">{_inlines(heading.children)}</a>')
    parts += ["</li>\n</ul>" for _ in open_levels]
    return "\n".join([*parts, "</nav>"])


def _table(table: tree.Table) -> str:
    head = "".join(
        _cell(cell, "th", ' scope="col"', is_number=at in table.numeric) for at, cell in enumerate(table.header)
    )
    rows = "\n".join(
        "<tr>"
        + _cell(row[0], "th", ' scope="row"', is_number=False)
        + "".join(_cell(cell, "td", "", is_number=at in table.numeric) for at, cell in enumerate(row[1:], start=1))
        + "</tr>"
        for row in table.rows
    )
    # A region that scrolls must be reached by keyboard, and then needs a name.
    name = attribute(tree.plain(table.header[0].children))
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{name}">\n<table>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _cell(cell: tree.Cell, tag: str, scope: str, *, is_number: bool) -> str:
    look = ' class="number"' if is_number else ""
    return f"<{tag}{scope}{look}{_language(cell.language)}>{_inlines(cell.children)}</{tag}>"


def _fragment(anchor: str) -> str:
    """The end of an address that leads to an anchor."""
    return quote(html_identity(anchor), safe="!$&'()*+,;=:@/?-._~")


def _inlines(inlines: tree.Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(node: tree.Inline) -> str:
    if isinstance(node, tree.Text):
        return escaped(node.text)
    children = _inlines(node.children)
    if isinstance(node, tree.CrossReference):
        return f'<a href="#{attribute(_fragment(node.anchor))}">{children}</a>'
    if isinstance(node, tree.Link):
        url = tree.shown_url(node)
        return f'<a href="{attribute(url)}">{children}</a>' if url else children
    start, end = _TAGS[type(node)]
    return f"{start}{children}{end}"


def _language(tag: str) -> str:
    """The attributes of a text's own language; pages themselves are in languages written from left to right."""
    direction = ' dir="rtl"' if is_right_to_left(tag) else ""
    return f' lang="{attribute(tag)}"{direction}' if tag else ""


@cache
def page_style() -> str:
    """The style sheet of a page."""
    return files("atlas_cite.document").joinpath("page.css").read_text(encoding="utf-8")
