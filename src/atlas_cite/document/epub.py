"""EPUB: a document as a book of one chapter: pandoc makes the package, the pages are those of our HTML."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from atlas_cite.document.html import page_style, render_html_blocks
from atlas_cite.document.html_text import html_identity
from atlas_cite.document.pandoc import Node, attributes, convert, node, text
from atlas_cite.document.tree import Contents, Document, Heading, plain
from atlas_cite.document.zip_package import with_fixed_dates

_OPTIONS = "--css={folder}/page.css --split-level=1 --toc-depth=3 --epub-title-page=false"


def render_epub(document: Document) -> bytes:
    """`document` as an EPUB 3 book.  Raises AtlasCiteError when there is no pandoc."""
    identity = UUID(bytes=sha256(repr(document).encode("utf-8", "replace")).digest()[:16], version=4)
    options = f"{_OPTIONS} --metadata=identifier:{identity.urn}"
    return with_fixed_dates(
        convert(document, list(_blocks(document)), "epub", {"page.css": page_style().encode()}, options)
    )


def _blocks(document: Document) -> Iterator[Node]:
    """Headings as pandoc's, of which it makes the book's contents; all else as it stands in our page."""
    if not any(isinstance(block, Heading) and block.level == 1 for block in document.blocks):
        yield node("Header", 1, attributes("title"), [text(document.title)])
    for number, (block, page) in enumerate(render_html_blocks(document.blocks), start=1):
        if isinstance(block, Heading):
            identity = html_identity(block.anchor) if block.anchor else f"heading-{number}"
            yield node("Header", min(max(block.level, 1), 6), attributes(identity), [text(plain(block.children))])
        elif not isinstance(block, Contents):  # a book's reader shows its own
            yield node("RawBlock", "html", page.replace("<br>", "<br/>"))
