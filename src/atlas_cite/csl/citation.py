"""One citation: its cites sorted and printed side by side in the layout's look, the author apart where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from atlas_cite.csl.collapse import affix_nodes, print_cites
from atlas_cite.csl.document import Document
from atlas_cite.csl.elements.names import compile_names
from atlas_cite.csl.output.finish import finish
from atlas_cite.csl.output.tree import Node, Span, Text, find, is_empty
from atlas_cite.csl.positions import Cluster
from atlas_cite.csl.run import Cite
from atlas_cite.csl.sort import sort_runs
from atlas_cite.csl.style.nodes import NameElement, NamesElement, TextElement

JOINED = frozenset(".,;:!?'\u2019")
"""What an infix may begin with that no space stands before: `Smith's argument (2001)`."""


def render_cluster(document: Document, cluster: Cluster) -> tuple[Node, ...]:
    """The finished tree of a citation, empty where it prints nothing."""
    area = document.program.citation
    cites = [cite for cite in cluster.cites if cite.id in document.items]
    if not cluster.in_order:
        cites = [cites[at] for at in sort_runs([document.run(cite, area) for cite in cites], area.keys)]
    if not cites:
        return ()
    mode = cluster.mode or ("author-only" if any(cite.author_only for cite in cites) else "")
    nodes = MODES.get(mode, _whole)(document, cites, cluster.infix)
    return () if is_empty(nodes) else finish(nodes, document.program.finish_options)


def _whole(document: Document, cites: Sequence[Cite], _infix: str) -> tuple[Node, ...]:
    nodes = print_cites(document, list(cites))
    if is_empty(nodes):
        return ()
    look = document.program.citation.section.look
    return (Span((Span(nodes, prefix=look.prefix, suffix=look.suffix),), look.formatting),)


def _bare(document: Document, cites: Sequence[Cite], _infix: str) -> tuple[Node, ...]:
    """The cites without the layout's affixes, for a sentence that brings its own."""
    return print_cites(document, list(cites))


def _author_only(document: Document, cites: Sequence[Cite], _infix: str) -> tuple[Node, ...]:
    """The names of the first cite, as part of a sentence: without the layout's affixes."""
    cite = next((cite for cite in cites if cite.author_only), cites[0])
    printed = next(
        find(document.render(replace(cite, suppress_author=False), document.program.citation), "names"), None
    )
    return (printed,) if printed is not None else _author_unprinted(document, cite)


def _author_unprinted(document: Document, cite: Cite) -> tuple[Node, ...]:
    """The author's name where the style prints none, as numeric styles do: it is asked for all the same."""
    area = document.program.citation
    return compile_names(area.context, _AUTHOR)(document.run(cite, area))[0]


_AUTHOR = NamesElement(
    variables=("author",),
    name=NameElement({"form": "short", "and": "text"}),
    substitute=(NamesElement(("editor",)), NamesElement(("translator",)), TextElement("variable", "title", "short")),
)


def _suppress_author(document: Document, cites: Sequence[Cite], infix: str) -> tuple[Node, ...]:
    return _whole(document, [replace(cites[0], suppress_author=True), *cites[1:]], infix)


def _composite(document: Document, cites: Sequence[Cite], infix: str) -> tuple[Node, ...]:
    """Author, infix and the citation without its author: `Smith argues (2001)`."""
    author, rest = _author_only(document, cites, ""), _suppress_author(document, cites, "")
    if not author or not rest:
        return author or rest
    between = Text("" if infix[:1] in JOINED else " ")
    said = (between, *affix_nodes(infix)) if infix else ()
    return (*author, *said, Text(" "), *rest)


MODES: dict[str, Callable[[Document, Sequence[Cite], str], tuple[Node, ...]]] = {
    "author-only": _author_only,
    "bare": _bare,
    "suppress-author": _suppress_author,
    "composite": _composite,
}
"""What a citation may print but the whole, by the names of citeproc's JSON; `bare` is ours."""
