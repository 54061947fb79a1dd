"""A saved HTML page as the lines of its text: headings and list items marked, links as `[words](address)`.

Navigation, scripts and hidden elements are left out, and the site's footer comes apart; lxml does the parsing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.lines import BOLD_LEVEL, DOTS, Line, clean, make_line
from atlas_cite.tables.atlas import METADATA_LABELS, PART_HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    """script style noscript template svg head nav iframe form select dialog object canvas audio video
    map textarea input""".split()
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo mrow msub msup q
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr""".split()
)
_LEFT_OUT_ROLES = frozenset({"navigation", "banner", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"})
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ANCHOR_MARKS = " #¶§🔗"


@dataclass(slots=True)
class _Writer:
    """Collects the pieces of a line until the next block begins."""

    base: str
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    number: int = 1
    level: int = 0
    items: list[bool] = field(default_factory=list)
    """For each open list item, whether its mark is still to come."""
    bold_depth: int = 0
    raw_depth: int = 0
    anchors: list[tuple[int, str]] = field(default_factory=list)
    """For each open link, where its words begin in `pieces`, and its address."""

    def write(self, text: str | None, number: int | None) -> None:
        """Add running text."""
        if not text:
            return
        if self.raw_depth and "\n" in text:
            for row in text.split("\n"):
                self._add(row, number)
                self.end_line()
            return
        self._add(_SPACES.sub(" ", text), number)

    def _add(self, text: str, number: int | None) -> None:
        if not self.pieces:
            self.number = number or self.number
        self.pieces.append(text)
        if self.bold_depth:
            self.bold.append(text)

    def end_line(self) -> None:
        """Make a line of what was collected."""
        bold = "".join(self.bold)
        if self.anchors and "".join(self.pieces[self.anchors[-1][0] :]).strip():
            # A link round several blocks belongs to the first of them: a study's title in a list.
            self.end_link()
            self.anchors.append((0, ""))
        raw = "".join(self.pieces)
        self.pieces, self.bold = [], []
        self.anchors = [(0, address) for _, address in self.anchors]
        line = make_line(self.number, clean(raw.strip()), blank_before=bool(self.lines))
        if line is None:
            return
        is_bold = bold.strip() == raw.strip() and len(raw) <= 100 and not self.items
        level = self.level or (BOLD_LEVEL if is_bold else 0)
        words = line.text.rstrip(_ANCHOR_MARKS) if level else line.text
        line = replace(line, level=level, text=words or line.text)
        if self.items and self.items[-1]:
            line, self.items[-1] = replace(line, mark="-"), False
        elif self.items and not level:
            line = replace(line, blank_before=False, indented=True)
        self.lines.append(line)

    def end_link(self) -> None:
        """Turn the words since the link's beginning into `[words](address)`."""
        start, address = self.anchors.pop()
        words = _SPACES.sub(" ", "".join(self.pieces[start:]))
        target = self._target(address) if address else ""
        if target and words.strip() and not set("[]") & set(words):
            lead = " " if words[0] == " " else ""
            trail = " " if words[-1] == " " else ""
            self.pieces[start:] = [f"{lead}[{words.strip()}]({target}){trail}"]

    def _target(self, address: str) -> str:
        try:
            target = urljoin(self.base, address.strip())
        except ValueError:
            return ""
        in_page = address.startswith("#")
        is_web = target.lower().startswith(("http://", "https://"))
        return quote(target, safe="/:?#@!$&'*+,;=~%-._") if is_web and not in_page else ""


def parse_html(text: str) -> HtmlElement | None:
    """The tree of an HTML text; None when it holds no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: HtmlElement = html.document_fromstring(_CONTROLS.sub(" ", text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def html_lines(tree: HtmlElement, base: str = "") -> tuple[list[Line], list[Line]]:
    """The lines of a page's main text, and those of the site's footer; `base` completes relative links."""
    for element in tree.xpath("//body//footer[not(ancestor::main or ancestor::article)]"):
        element.set("data-footer", "1")
    body = _main(tree)
    _separate_fields(body)
    footers = [element for element in tree.iter("footer") if element.get("data-footer")]
    text = _walk(body, base, skip_footer=True)
    return text, [line for element in footers for line in _walk(element, base, skip_footer=False)]


def _main(tree: HtmlElement) -> HtmlElement:
    for name in ("main", "article"):
        found = [element for element in tree.iter(name) if len(element.text_content().split()) > 20]
        if len(found) == 1:
            return found[0]
    bodies = list(tree.iter("body"))
    return bodies[0] if bodies else tree


def _walk(root: HtmlElement, base: str, *, skip_footer: bool) -> list[Line]:
    """Walk without recursion: saved pages can be nested deeper than Python's stack."""
    from lxml import etree

    writer = _Writer(base)
    skipped: HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if skipped is None and element is not root:
                writer.write(element.tail, element.sourceline)
            continue
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                writer.write(element.tail, element.sourceline)
            continue
        if event == "start" and element is not root and _is_left_out(element, root, skip_footer=skip_footer):
            skipped = element
        elif event == "start":
            _start(writer, element)
        else:
            _end(writer, element, is_root=element is root)
    writer.end_line()
    return writer.lines


def _start(writer: _Writer, element: HtmlElement) -> None:
    name = str(element.tag)
    if not _is_inline(element):
        writer.end_line()
    if name in _HEADINGS:
        writer.level = _HEADINGS[name]
    elif name == "li" and not element.get("data-field"):
        writer.items.append(True)
    elif name in {"b", "strong"}:
        writer.bold_depth += 1
    elif name == "pre":
        writer.raw_depth += 1
    elif name == "a":
        writer.anchors.append((len(writer.pieces), element.get("href") or ""))
    writer.write(element.text, element.sourceline)


def _end(writer: _Writer, element: HtmlElement, *, is_root: bool) -> None:
    name = str(element.tag)
    if name == "a" and writer.anchors:
        writer.end_link()
    if name in {"b", "strong"}:
        writer.bold_depth -= 1
        so_far = "".join(writer.pieces)
        if so_far.strip() == "".join(writer.bold).strip() and folded(so_far[:80]) in PART_HEADINGS:
            writer.end_line()
    if not _is_inline(element):
        writer.end_line()
    if name in _HEADINGS:
        writer.level = 0
    elif name == "li" and writer.items and not element.get("data-field"):
        writer.items.pop()
    elif name == "pre":
        writer.raw_depth -= 1
    if not is_root:
        writer.write(element.tail, element.sourceline)


def _is_inline(element: HtmlElement) -> bool:
    if element.get("data-field"):
        return True
    if element.tag == "button":
        parent = element.getparent()
        return parent is not None and parent.tag in _HEADINGS
    return element.tag in _INLINE


def _is_left_out(element: HtmlElement, root: HtmlElement, *, skip_footer: bool) -> bool:
    if element.tag in _LEFT_OUT or element.get("role") in _LEFT_OUT_ROLES or element.get("hidden") is not None:
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    if element.tag == "header":
        return root.tag == "body" and element.find(".//nav") is not None
    return skip_footer and element.tag == "footer" and bool(element.get("data-footer"))


def _separate_fields(body: HtmlElement) -> None:
    """Write the dots of a header whose fields are elements of their own, with dots drawn by the style sheet."""
    for element in list(body.iter()):
        children = list(element) if isinstance(element.tag, str) else []
        if not 3 <= len(children) <= 7 or (element.text or "").strip():
            continue
        texts = [" ".join(child.text_content().split()) if isinstance(child.tag, str) else "" for child in children]
        if _are_fields(children, texts):
            for child in children:
                child.set("data-field", "1")
                child.tail = " · " if child is not children[-1] else child.tail


def _are_fields(children: list[HtmlElement], texts: list[str]) -> bool:
    if any(child.tag in {"dt", "dd", "td", "th", "br"} or (child.tail or "").strip() for child in children):
        return False
    if any(not text or len(text) > 400 or set(text) & set(DOTS) for text in texts):
        return False
    if any(folded(text) in METADATA_LABELS.keys() - {"doi", "pmid", "pubmed"} for text in texts):
        return False
    years = [place for place, text in enumerate(texts) if _YEAR.fullmatch(text)]
    return len(years) == 1 and years[0] > 0
