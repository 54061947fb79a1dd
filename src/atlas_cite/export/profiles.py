"""Profiles: what a program wants to be given, so that it shows the annotation whole where it shows notes.

Every row says where its facts are from.  A format that a row does not name takes the annotation where it always does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.export.annotation import Place


@dataclass(frozen=True, slots=True)
class Profile:
    """A program: the format to give it unless another is asked for, and where it reads annotations, by format."""

    format: str
    places: Mapping[str, Place] = field(default_factory=dict)


PROFILES: Mapping[str, Profile] = {
    # RIS.js makes a note of each N1 and keeps HTML in it; BibTeX.js makes one of `annote`, with its paragraphs, and
    # knows no `annotation` (both: zotero/translators).
    "zotero": Profile("ris", {"ris": Place("N1", "html"), "biblatex": Place("annote")}),
    # The Comments tab and the entry preview show `comment`, the preview as Markdown (JabRef's default preview style,
    # `\format[Markdown,HTMLChars(keepCurlyBraces)]{\comment}`; JabRef #6194); its RIS import takes N1 there.
    "jabref": Profile("bibtex", {"bibtex": Place("comment", "markdown"), "biblatex": Place("comment", "markdown")}),
    # EndNote's RIS filter takes RN for Research Notes, its summary pane's field, and N1 for Notes (EndNote's RIS
    # export, as mapped by the University of Michigan's Data Discussions, 2010-02-22).
    "endnote": Profile("ris", {"ris": Place("RN")}),
    # Imports `annote` and N1 as General Notes (tried with 1.17.9: Xunius/Menotexport #29); one field keeps one note.
    "mendeley": Profile("bibtex", {"bibtex": Place("annote"), "biblatex": Place("annote")}),
    # Its own keys are BibLaTeX's; `annote` is turned into `annotation` (papis/bibtex.py).
    "papis": Profile("biblatex"),
    # Annotated CSL styles print `note`; Typst up to 0.15 ignores `annotation` (typst/hayagriva, src/interop.rs), and
    # takes one only where there is neither `note` nor `howpublished` since.
    "typst": Profile("biblatex", {"biblatex": Place("note"), "bibtex": Place("note")}),
    # Reads CSL-JSON as its own; of annotated CSL styles three print `note`, where `annotation` becomes `annote`
    # (pandoc 3.9, run).
    "pandoc": Profile("csl-json", {"biblatex": Place("note"), "bibtex": Place("note")}),
}
"""What `--for` takes."""
