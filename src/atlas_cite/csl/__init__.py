"""A CSL 1.0.2 processor that knows nothing of its host: style and CSL-JSON in, trees of formatted text out.

`load_style` reads and compiles a style; `Processor` renders the citations and the bibliography of a list of items;
the modules of `output` write the trees as HTML, plain text, Markdown and more.
"""

from atlas_cite.csl.load import LoadedStyle, load_style
from atlas_cite.csl.positions import Cluster
from atlas_cite.csl.processor import Entry, ListLayout, Processor
from atlas_cite.csl.run import Cite
from atlas_cite.csl.style.problems import StyleError, StyleProblem

__all__ = [
    "Cite",
    "Cluster",
    "Entry",
    "ListLayout",
    "LoadedStyle",
    "Processor",
    "StyleError",
    "StyleProblem",
    "load_style",
]
