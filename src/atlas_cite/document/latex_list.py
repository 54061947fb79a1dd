r"""A list of references in LaTeX that stands in any document, whatever packages it loads.

`thebibliography` will not do: natbib and biblatex give it a meaning of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from atlas_cite.document.latex import render_inlines
from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, ReferenceEntry, label_column

_HANGING = r"\setlength{\leftmargin}{1.6em}\setlength{\itemindent}{-1.6em}\setlength{\labelwidth}{0pt}"
_PLAIN = r"\setlength{\leftmargin}{0pt}\setlength{\labelwidth}{0pt}"
_COMMON = r"\setlength{\labelsep}{0.5em}\setlength{\parsep}{0pt}\setlength{\itemsep}{0.4\baselineskip}"
_WITHOUT_LINKS = r"\providecommand{\href}[2]{#2}"
"""For documents without hyperref: a link is its words."""


def render_reference_list(references: Sequence[ReferenceEntry]) -> str:
    """The references as a `list` environment, hanging or with labels in their own column."""
    widest = render_inlines(label_column(references))
    if widest:
        shape = rf"\settowidth{{\labelwidth}}{{{widest}}}\setlength{{\leftmargin}}{{\labelwidth}}"
        shape += r"\addtolength{\leftmargin}{0.5em}\renewcommand{\makelabel}[1]{#1\hfil}"
    else:
        shape = _HANGING if any(each.hanging_indent for each in references) else _PLAIN
    items = "\n".join(map(_item, references))
    return f"{{{_WITHOUT_LINKS}\\sloppy\n\\begin{{list}}{{}}{{{_COMMON}{shape}}}\n{items}\n\\end{{list}}}}"


def _item(reference: ReferenceEntry) -> str:
    label = f"[{{{render_inlines(reference.label)}}}]" if reference.label else "[]"
    lines = " \\newline\n".join(map(render_inlines, reference.lines))
    annotation = "".join(f"\n\n{text}" for block in reference.annotation if (text := _block(block)))
    return f"\\item{label} {lines}{annotation}"


def _block(block: Block) -> str:
    if isinstance(block, BulletList):
        return "\\\\\n".join(f"\\textbullet{{}} {render_inlines(item)}" for item in block.items)
    return render_inlines(block.children) if isinstance(block, Heading | Paragraph) else ""
