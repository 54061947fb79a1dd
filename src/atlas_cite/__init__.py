"""atlas-cite: trustworthy citations and annotated bibliographies from research-atlas summaries.

    any input -> sources -> model -> match, merge -> Library -> render -> document -> html, markdown, text
                                                             -> export -> bibtex, ris, csl-json

The map of the rooms is in README.md.  The names below are the public API; each loads when it is first used, so that
importing the package costs nothing.
"""

from importlib import import_module

from atlas_cite.version import VERSION

__version__ = VERSION

_HOMES = {
    "AtlasCiteError": "atlas_cite.errors",
    "Problem": "atlas_cite.errors",
    "Doi": "atlas_cite.model.doi",
    "Entry": "atlas_cite.model.entry",
    "Library": "atlas_cite.model.library",
    "BibliographyRequest": "atlas_cite.pipeline.documents",
    "Lookup": "atlas_cite.pipeline.libraries",
    "bibliography": "atlas_cite.pipeline.documents",
    "cite": "atlas_cite.pipeline.documents",
    "export": "atlas_cite.pipeline.exports",
    "import_records": "atlas_cite.pipeline.records",
    "load_library": "atlas_cite.pipeline.libraries",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604  # the names stand in the table above


def __getattr__(name: str) -> object:
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
