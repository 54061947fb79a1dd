"""Where a new field belongs in an entry, and which fields hold text that is never LaTeX."""

from __future__ import annotations

BELONGS_AFTER: dict[str, tuple[str, ...]] = {
    "title": ("author", "editor"),
    "subtitle": ("title",),
    "titleaddon": ("subtitle", "title"),
    "shorttitle": ("subtitle", "title"),
    "editor": ("author",),
    "translator": ("editor", "author"),
    "journal": ("shorttitle", "subtitle", "title"),
    "journaltitle": ("shorttitle", "subtitle", "title"),
    "journalsubtitle": ("journaltitle", "journal"),
    "shortjournal": ("journalsubtitle", "journaltitle", "journal"),
    "booktitle": ("shorttitle", "subtitle", "title"),
    "booksubtitle": ("booktitle",),
    "volume": ("shortjournal", "journalsubtitle", "journaltitle", "journal", "series", "booktitle"),
    "number": ("volume",),
    "issue": ("number", "volume"),
    "pages": ("issue", "number", "volume"),
    "eid": ("issue", "number", "volume"),
    "pagetotal": ("pages",),
    "month": ("year",),
    "day": ("month",),
    "address": ("publisher", "institution", "school", "organization"),
    "location": ("publisher", "institution", "school", "organization"),
    "issn": ("isbn",),
    "url": ("doi",),
    "urldate": ("url",),
    "eprinttype": ("eprint",),
    "eprintclass": ("eprinttype", "eprint"),
    "archiveprefix": ("eprint",),
    "primaryclass": ("archiveprefix", "eprint"),
    "pmid": ("doi",),
    "pmcid": ("pmid", "doi"),
    "langid": ("language",),
    "langidopts": ("langid",),
}
"""Field -> the fields it follows, the best first; a field without a row, or without any of them, goes last."""

BELONGS_FIRST = frozenset({"author"})

VERBATIM_FIELDS = frozenset(
    """doi url urlraw eprint file pdf ps verba verbb verbc pmid pmcid isbn issn archiveprefix primaryclass eprinttype
    eprintclass crossref xdata xref ids related entryset keywords groups timestamp owner date-added date-modified
    bdsk-url-1 bdsk-url-2 bdsk-file-1 local-url""".split()
)
"""Fields whose text programs take as it is: biblatex's verbatim and uri fields (manual §2.2.1), identifiers, what
reference managers keep there."""
