"""A saved HTML page as the lines of its text: headings and list items marked, links as `[words](address)`.

Navigation, scripts and hidden elements are left out, and the site's footer comes apart; lxml does the parsing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.html_writer import Writer
from atlas_cite.sources.atlas.lines import DOTS, Line, clean, make_line
from atlas_cite.sources.atlas.notices import is_banner, is_notice, is_retracted_title, mentions_retraction
from atlas_cite.tables.atlas import CHROME, METADATA_LABELS, PART_HEADINGS, SIDE_HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    """script style noscript template svg head nav iframe form select dialog object canvas audio video
    map textarea input""".split()
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo mrow msub msup q
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr img picture source meter nobr output
    progress""".split()
)
_RUNNING = _INLINE | {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements that hold running text, so that a button among words belongs to them."""
_SILENT = frozenset("script style noscript template svg head nav iframe form select canvas audio video map".split())
_CHIPS = frozenset({"a", "span", "button", "code"})
_LISTED = frozenset({"topics", "tags"})
_LEFT_OUT_ROLES = frozenset({"navigation", "banner", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"})
_ANNOUNCING_ROLES = frozenset({"banner", "alert", "alertdialog", "dialog", "status"})
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def parse_html(text: str) -> HtmlElement | None:
    """The tree of an HTML text; None when it holds no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: HtmlElement = html.document_fromstring(_CONTROLS.sub(" ", text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def html_notices(tree: HtmlElement, lines: Sequence[Line]) -> list[Line]:
    """Notices of a retraction that `lines`, the page's main text, leave out: in banners, dialogs and pictures."""
    bodies = list(tree.iter("body"))
    root = bodies[0] if bodies else tree
    said = {line.text for line in lines}
    found = [line for line in _walk(root, "", skip_footer=True, lenient=True) if _announces(line.text)]
    walked: set[HtmlElement] = set()
    for element in root.iter():
        if element.getparent() in walked:
            walked.add(element)
        elif isinstance(element.tag, str) and _is_announcement(element):
            walked.add(element)
            inside = _walk(element, "", skip_footer=True, lenient=True)
            found += [line for line in inside if mentions_retraction(line.text)]
    notices = {line.text: line for line in found if line.text not in said}
    for element in root.iter("img", "svg", "span", "div", "i"):
        text = " ".join((element.get("alt") or element.get("aria-label") or "").split())
        if mentions_retraction(text) and (line := make_line(element.sourceline or 1, clean(text), blank_before=True)):
            notices.setdefault(line.text, line)
    return list(notices.values())


def _announces(text: str) -> bool:
    """Whether a line beside the main text is about this study: the title of another one is not."""
    return (is_banner(text) or is_notice(text)) and not is_retracted_title(text)


def _is_announcement(element: HtmlElement) -> bool:
    """Whether an element that the main text leaves out is there to announce something, and shown."""
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return False
    return element.get("role") in _ANNOUNCING_ROLES or (element.tag == "dialog" and element.get("open") is not None)


def html_lines(tree: HtmlElement, base: str = "") -> tuple[list[Line], list[Line]]:
    """The lines of a page's main text, and those of the site's footer; `base` completes relative links."""
    for element in tree.xpath("//body//footer[not(ancestor::main or ancestor::article)]"):
        element.set("data-footer", "1")
    body = _main(tree)
    _separate_fields(body)
    _separate_chips(body)
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


def _walk(root: HtmlElement, base: str, *, skip_footer: bool, lenient: bool = False) -> list[Line]:
    """Walk without recursion: saved pages can be nested deeper than Python's stack.

    `lenient` goes into banners and open dialogs, too.
    """
    from lxml import etree

    writer = Writer(base)
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
        if (
            event == "start"
            and element is not root
            and _is_left_out(element, root, skip_footer=skip_footer, lenient=lenient)
        ):
            skipped = element
        elif event == "start":
            _start(writer, element)
        else:
            _end(writer, element, is_root=element is root)
    writer.end_line()
    return writer.lines


def _start(writer: Writer, element: HtmlElement) -> None:
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
    elif name == "button" and writer.pieces and writer.pieces[-1].endswith((".", "?", "!")):
        writer.write(" ", element.sourceline)
    elif name == "a":
        writer.anchors.append((len(writer.pieces), element.get("href") or ""))
    writer.write(element.text, element.sourceline)


def _end(writer: Writer, element: HtmlElement, *, is_root: bool) -> None:
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
    if element.tag == "button" or "-" in str(element.tag):
        parent = element.getparent()
        return parent is not None and (parent.tag in _HEADINGS or _is_among_words(element, parent))
    return element.tag in _INLINE


def _is_among_words(element: HtmlElement, parent: HtmlElement) -> bool:
    """Whether running text stands before and behind `element`, or before it in an element of running text."""
    previous = element.getprevious()
    before = ((parent.text if previous is None else previous.tail) or "").strip()
    return bool((element.tail or "").strip() or (before and parent.tag in _RUNNING))


def _is_left_out(element: HtmlElement, root: HtmlElement, *, skip_footer: bool, lenient: bool) -> bool:
    role = element.get("role")
    if element.tag in (_SILENT if lenient else _LEFT_OUT) or element.get("hidden") is not None:
        return True
    if role == "navigation" or (role in _LEFT_OUT_ROLES and not lenient):
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    if element.tag in {"dialog", "button"}:
        return _is_closed(element)
    if element.tag == "header":
        return not lenient and root.tag == "body" and element.find(".//nav") is not None
    return skip_footer and element.tag == "footer" and bool(element.get("data-footer"))


def _is_closed(element: HtmlElement) -> bool:
    """Whether a dialog is not open, or a button among words is one of the site's own."""
    if element.tag == "dialog":
        return element.get("open") is None
    return folded(element.text_content()) in CHROME and _is_among_words(element, element.getparent())


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


def _separate_chips(body: HtmlElement) -> None:
    """Write commas between links that stand side by side under Topics or Tags: the style sheet sets them apart."""
    inside = False
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        is_heading = element.tag in _HEADINGS or element.tag in {"strong", "b", "dt", "p", "span", "div"}
        words = folded(element.text_content()[:60]) if is_heading else ""
        if words in SIDE_HEADINGS:
            inside = SIDE_HEADINGS[words] in _LISTED
        elif element.tag in _HEADINGS or (words and words in PART_HEADINGS):
            inside = False
        elif inside and element.tag in _CHIPS and not (element.tail or "").strip():
            after = element.getnext()
            if after is not None and after.tag in _CHIPS and element.text_content().strip():
                element.tail = ", "


def _are_fields(children: list[HtmlElement], texts: list[str]) -> bool:
    if any(child.tag in {"dt", "dd", "td", "th", "br"} or (child.tail or "").strip() for child in children):
        return False
    if any(not text or len(text) > 400 or set(text) & set(DOTS) for text in texts):
        return False
    if any(folded(text) in METADATA_LABELS.keys() - {"doi", "pmid", "pubmed"} for text in texts):
        return False
    years = [place for place, text in enumerate(texts) if _YEAR.fullmatch(text)]
    return len(years) == 1 and years[0] > 0
