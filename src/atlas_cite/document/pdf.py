"""PDF: a document compiled by Typst, whose wheel brings compiler and fonts; nothing else is needed."""

from __future__ import annotations

import re

from atlas_cite.document.tree import Document
from atlas_cite.document.typst import render_typst
from atlas_cite.errors import AtlasCiteError

# Latin, Greek, Cyrillic, punctuation, signs: what Typst's own serif font has.
_BEYOND_OWN_FONTS = re.compile("[^\x00-\u052f\u1d00-\u20cf\u2100-\u22ff\ufb00-\ufb06]")


def beyond_own_fonts(document: Document) -> str:
    """The characters, each once, that Typst's own fonts lack: without a font of the machine they are printed as boxes.

    Typst does not tell which fonts it finds, so whether they are is not known here.
    """
    return "".join(dict.fromkeys(_BEYOND_OWN_FONTS.findall(render_typst(document))))


def render_pdf(document: Document) -> bytes:
    """`document` as a tagged PDF; the same document is the same bytes.

    Fonts of the machine are used only for scripts that Typst's own fonts lack, such as Chinese.
    """
    import typst

    source = render_typst(document)
    has_own_fonts = not _BEYOND_OWN_FONTS.search(source)
    try:
        return bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=has_own_fonts))
    except typst.TypstError as error:
        hint = "This is a fault in atlas-cite; please report it with the Typst file (-t typst)."
        raise AtlasCiteError(f"Typst cannot compile the document: {error}", hint=hint) from error
