"""Reference: what one input says about one work, before anything is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status
from atlas_cite.model.summary import SummaryRecord


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as an input names it: a DOI, fields, a summary, or a finished library entry.

    `other_readings` are further readings of its DOI, for when the first is absent.  `key` is the citation key the
    input gave, empty when it gave none.  `extra` holds fields for which CSL has no word, by `<format>:<field>`
    (`bibtex:file`), so that nothing of the input is lost.  `summary_where` is the summary's place when another input
    gave the rest.  `status` is what PubMed told when it was asked for the work behind `pmid` or `pmcid`.
    """

    origin: Origin
    item: Item = field(default_factory=Item)
    doi: Doi | None = None
    other_readings: tuple[Doi, ...] = ()
    pmid: str = ""
    key: str = ""
    summary: SummaryRecord | None = None
    summary_where: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    entry: Entry | None = None
    pmcid: str = ""
    status: Status = field(default_factory=Status)
