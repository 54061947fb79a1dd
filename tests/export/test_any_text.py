"""Properties of the exports: whatever a field holds, the file stays whole and every reader finds one entry in it."""

from __future__ import annotations

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.export.ris import render_ris
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.model.text import tidy
from atlas_cite.sources.bibtex import read_bibtex
from atlas_cite.sources.ris import read_ris
from export.entry_cases import annotate_nothing, entry

signs = r"""@article{ { } " , = # \ \{ % & _ ~ ^ $ -- '' ` and AND others Jr. III van der De d' DNA mRNA A α Δ ≥ ² ⁻ é <
> <i> </i> ( ) ; : ? . - – / | 12 TY ER family= http:// 10.5555/x 漢 @""".split()
pieces = st.lists(
    st.sampled_from([*signs, " ", " ", "\n", "\x00", "\u2028", '<span class="nocase">', "</span>"]), max_size=10
)
texts = st.one_of(pieces.map("".join), st.text(max_size=20)).map(tidy)
lines = st.lists(texts, max_size=3).map("\n\n".join)
names = st.builds(Name, texts, texts, st.sampled_from(["", "Jr.", "III"]), texts, texts, st.one_of(st.just(""), texts))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    fields = {
        name: draw(texts) for name in ("title", "container-title", "publisher", "keyword", "page", "number", "URL")
    }
    fields |= {name: draw(lines) for name in ("abstract", "note", "annote")}
    people = tuple(name for name in draw(st.lists(names, max_size=3)) if not name.is_empty)
    kept = {name: value for name, value in fields.items() if value}
    kind = draw(st.sampled_from(["article-journal", "book", "webpage", "thesis", "paper-conference"]))
    return entry("key", kind, {"author": people, **kept} if people else kept)


@given(entries())
def test_any_text_is_one_whole_bibtex_entry(one: Entry) -> None:
    text = "".join(render_bibtex([one], annotate_nothing))
    library = bibtexparser.parse_string(text)
    assert (len(library.entries), len(library.blocks)) == (1, 1)
    (reference,), _ = read_bibtex(text, "a.bib")
    assert reference.key == "key"


@given(entries())
def test_any_text_is_one_whole_ris_record(one: Entry) -> None:
    text = "".join(render_ris([one], annotate_nothing))
    assert [record["id"] for record in rispy.loads(text)] == ["key"]
    (reference,), _ = read_ris(text, "a.ris")
    assert reference.key == "key"
