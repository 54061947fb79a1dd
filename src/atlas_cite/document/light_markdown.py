"""Light Markdown: the little of it that people write annotations in, read as blocks.

Paragraphs and `- ` items between blank lines, `#` headings, `*emphasis*`, `**strong**`, `[words](https://…)`,
`<https://…>` and backslash escapes; every other character is text.  Source: CommonMark 0.31.2, of which this is a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.document.markdown import render_markdown
from atlas_cite.document.tree import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Strong,
    Text,
    plain,
    shown_url,
)

_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)(?:\s+#+)?\s*$")
_ITEM = re.compile(r"[-*+]\s+(?P<words>.*)$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])+)\]"
    r"\((?:<(?P<pointed>https?://[^<>\s]+)>|(?P<address>https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))\)"
    r"|<(?P<bare>https?://[^<>\s]+)>"
    r"|\*\*(?P<strong>(?=\S)(?:\\.|[^\\])+?(?<=\S))\*\*"
    r"|\*(?P<emphasis>(?=[^\s*])(?:\\.|[^\\*])+?(?<=\S))\*"
)


def parse_light_markdown(text: str, language: str = "") -> tuple[Block, ...]:
    """The blocks of `text`, paragraphs and lists in `language` and with the style of an annotation."""
    return tuple(
        block
        for unit in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
        for block in _unit_blocks([line.strip() for line in unit.split("\n") if line.strip()], language)
    )


def light_markdown(blocks: tuple[Block, ...]) -> str:
    """Blocks as light Markdown, from which `parse_light_markdown` reads them again."""
    return render_markdown(Document("", blocks)).strip()


def escaped(text: str) -> str:
    """Any text as light Markdown that means nothing but itself, on one line."""
    return light_markdown((Paragraph((Text(text),)),))


def _unit_blocks(lines: list[str], language: str) -> Iterator[Block]:
    """The blocks of lines without a blank one between: a line that starts nothing goes on with what stands before."""
    words: list[str] = []
    items: list[list[str]] = []
    for line in lines:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if (heading or item) and words:
            yield _paragraph(words, language)
            words = []
        if heading and items:
            yield _list(items, language)
            items = []
        if heading:
            yield Heading(3, _inlines(heading["words"]))
        elif item:
            items.append([item["words"]])
        else:
            (items[-1] if items else words).append(line)
    if words:
        yield _paragraph(words, language)
    if items:
        yield _list(items, language)


def _paragraph(words: list[str], language: str) -> Paragraph:
    return Paragraph(_inlines(" ".join(words)), "annotation", language)


def _list(items: list[list[str]], language: str) -> BulletList:
    return BulletList(tuple(_inlines(" ".join(item)) for item in items), "annotation", language)


def _inlines(text: str) -> Inlines:
    found: list[Inline] = []
    end = 0
    for match in _INLINE.finditer(text):
        found += [Text(text[end : match.start()]), _inline(match)]
        end = match.end()
    return _joined([*found, Text(text[end:])])


def _inline(match: re.Match[str]) -> Inline:
    if match["escaped"]:
        return Text(match["escaped"])
    if match["strong"]:
        return Strong(_inlines(match["strong"]))
    if match["emphasis"]:
        return Emphasis(_inlines(match["emphasis"]))
    # A value that a template printed into an address comes escaped.
    written = match["bare"] or match["pointed"] or match["address"]
    address = _ESCAPE.sub(r"\1", written).replace("&amp;", "&")
    link = Link(address, _inlines(match["words"]) if match["words"] else (Text(address),))
    return link if shown_url(link) else Text(plain(link.children))


def _joined(inlines: list[Inline]) -> Inlines:
    """Neighbouring texts as one, empty ones left out."""
    found: list[Inline] = []
    for node in inlines:
        last = found[-1] if found else None
        if isinstance(node, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + node.text)
        elif not isinstance(node, Text) or node.text:
            found.append(node)
    return tuple(found)
