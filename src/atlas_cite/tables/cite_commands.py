"""Which commands of LaTeX name citation keys, and in which of their arguments.

Sources: LaTeX kernel; natbib 8.31; the biblatex manual §3.9; apacite, jurabib, chapterbib and bibentry.
"""

from __future__ import annotations

NOT_CITING = frozenset(
    """citestyle setcitestyle citereset citesetup newcites citeauthoryear citenumfont citeform citeleft citeright
    citemid citepunct citedash citedelim citeindextrue citeindexfalse citetrackertrue citetrackerfalse mkbibcite
    bibcite DeclareCiteCommand DeclareMultiCiteCommand""".split()
)
"""Commands with `cite` in their name that take no keys."""

OTHER_CITING = frozenset({"bibentry", "nobibentry", "citefield", "citelist", "citename", "shortcites"})
"""Commands that take keys besides those whose names hold `cite`."""

KEY_IN_SECOND = frozenset(f"{prefix}volcite" for prefix in ("", "p", "f", "ft", "s", "t", "a", "P", "T", "S", "A", "F"))
"""Commands whose first argument is a volume, and whose second is the key."""

VERBATIM_ENVIRONMENTS = frozenset({"verbatim", "Verbatim", "lstlisting", "minted", "comment", "filecontents", "alltt"})
"""Environments in which a command is only text."""

CROSS_REFERENCES = frozenset("fig tbl sec eq lst thm lem cor prp cnj def exm exr tab".split())
"""What Quarto (`@fig-plot`) and pandoc-crossref (`@fig:plot`) begin references to parts of the text itself with."""
