"""Preprints: the server's identifier, read out of the DOI, stands where each format has eprints, and is no news."""

from __future__ import annotations

import re

import pytest

from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.export.ris import render_ris
from atlas_cite.model.entry import Entry
from atlas_cite.model.eprint import with_eprint, without_repeated_eprint
from atlas_cite.model.item import Item
from atlas_cite.sources.bibtex import read_bibtex
from atlas_cite.sources.ris import read_ris
from export.entry_cases import annotate_nothing, entry

SERVERS = [
    # DOI, publisher; server and identifier
    ("10.48550/arxiv.2101.00001", "arXiv", ("arXiv", "2101.00001")),
    ("10.48550/arxiv.math/0307200", "arXiv", ("arXiv", "math/0307200")),
    ("10.1101/055319", "bioRxiv", ("bioRxiv", "055319")),
    ("10.1101/2021.05.03.442400", "bioRxiv", ("bioRxiv", "2021.05.03.442400")),
    ("10.1101/2020.03.03.20029843v2", "medRxiv", ("medRxiv", "2020.03.03.20029843")),
    ("10.64898/2026.01.02.700001", "bioRxiv", ("bioRxiv", "2026.01.02.700001")),
    ("10.2139/ssrn.5250900", "SSRN", ("SSRN", "5250900")),
    ("10.26434/chemrxiv-2021-abc12", "ChemRxiv", ("ChemRxiv", "chemrxiv-2021-abc12")),
    ("10.21203/rs.3.rs-100956/v2", "Research Square", ("Research Square", "rs.3.rs-100956/v2")),
    ("10.20944/preprints202101.0001.v1", "Preprints.org", ("Preprints.org", "preprints202101.0001.v1")),
    ("10.31234/osf.io/abcd1", "PsyArXiv", ("PsyArXiv", "osf.io/abcd1")),
]


def preprint(doi: str, publisher: str) -> Entry:
    return entry("p", "article", {"title": "T", "genre": "Preprint", "publisher": publisher, "DOI": doi})


def field(text: str, name: str) -> str:
    match = re.search(rf"^  {name} = \{{(.*)\}},$", text, re.MULTILINE)
    return match[1] if match else ""


@pytest.mark.parametrize(("doi", "publisher", "eprint"), SERVERS)
def test_the_eprint_stands_where_each_format_has_it(doi: str, publisher: str, eprint: tuple[str, str]) -> None:
    one = preprint(doi, publisher)
    bibtex = "".join(render_bibtex([one], annotate_nothing))
    biblatex = "".join(render_biblatex([one], annotate_nothing))
    ris = "".join(render_ris([one], annotate_nothing))
    assert (field(bibtex, "archiveprefix"), field(bibtex, "eprint")) == eprint
    assert (field(biblatex, "eprinttype"), field(biblatex, "eprint")) == eprint
    assert f"DB  - {eprint[0]}\n" in ris
    assert f"AN  - {eprint[1]}\n" in ris


@pytest.mark.parametrize(("doi", "publisher", "eprint"), SERVERS)
def test_reading_it_back_adds_nothing(doi: str, publisher: str, eprint: tuple[str, str]) -> None:
    one = preprint(doi, publisher)
    for text, read in (
        ("".join(render_bibtex([one], annotate_nothing)), read_bibtex),
        ("".join(render_biblatex([one], annotate_nothing)), read_bibtex),
        ("".join(render_ris([one], annotate_nothing)), read_ris),
    ):
        (reference,), _ = read(text, "file")
        assert reference.item == one.item, eprint


@pytest.mark.parametrize(
    "item",
    [
        Item("article-journal", {"DOI": "10.1101/055319"}),
        Item("article", {"DOI": "10.1101/gr.055319"}),
        Item("article", {"DOI": "10.1101/055319", "archive": "Zenodo"}),
        Item("article", {"DOI": "10.5555/arxiv.2101.00001"}),
        Item("article", {}),
    ],
)
def test_nothing_is_made_up(item: Item) -> None:
    assert with_eprint(item) == item


@pytest.mark.parametrize(
    "fields",
    [
        {"archive": "arXiv", "archive_location": "2101.00001"},  # nobody else says arXiv
        {"archive": "arXiv", "archive_location": "2101.00002", "publisher": "arXiv"},  # another one
        {"archive": "HAL", "archive_location": "2101.00001", "publisher": "arXiv"},
    ],
)
def test_what_says_more_than_the_doi_is_kept(fields: dict[str, str]) -> None:
    item = Item("article", {"DOI": "10.48550/arxiv.2101.00001", **fields})
    assert without_repeated_eprint(item) == item
