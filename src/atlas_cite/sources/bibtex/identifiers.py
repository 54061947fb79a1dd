"""Which DOI, PubMed id and address a .bib entry gives, from whichever field holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibField
from atlas_cite.errors import InvalidDoi
from atlas_cite.latex.decode import decode_plain, decode_verbatim
from atlas_cite.model.doi import Doi
from atlas_cite.tables.bibtex import PUBMED_ARCHIVES

_URL_COMMAND = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}[\s.]*", re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_AT_DOI_ORG = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_PUBMED_ID = re.compile(r"(?:PMID:?\s*)?(\d{1,8})", re.IGNORECASE)
_PMC_ID = re.compile(r"(?:PMC)?\s*(\d{1,9})(?:\.\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What identifies the work: every reading of the DOI, and the fields by name from which each thing was taken.

    `doubts` are pairs of a field name and a sentence.
    """

    dois: tuple[Doi, ...] = ()
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    used: frozenset[str] = frozenset()
    doubts: tuple[tuple[str, str], ...] = ()


def read_identifiers(fields: Mapping[str, BibField]) -> Identifiers:
    """Read the identifiers of an entry; a field is `used` when nothing of it is left to say."""
    used: set[str] = set()
    doubts: list[tuple[str, str]] = []
    dois: tuple[Doi, ...] = ()
    if "doi" in fields:
        try:
            dois = Doi.readings(decode_verbatim(fields["doi"].text))
            used.add("doi")
        except InvalidDoi as error:
            if fields["doi"].text.strip():
                doubts.append(("doi", f"{error.subject!r} is {error.message}"))
    url = _read_url(fields, used)
    if _AT_DOI_ORG.match(url) and (linked := _readings(url)):
        dois = dois or linked
        url = "" if linked[0] in dois else url
    if not dois and "note" in fields and (noted := _readings(fields["note"].text)):
        dois = noted
        used.add("note")
    return Identifiers(dois, *_pubmed(fields, used, doubts), url, frozenset(used), tuple(doubts))


def _read_url(fields: Mapping[str, BibField], used: set[str]) -> str:
    """The address in `url`, or in a `howpublished` that is nothing else."""
    for name in ("url", "howpublished"):
        if name in fields:
            text = fields[name].text
            if command := _URL_COMMAND.fullmatch(text):
                text = command[1]
            address = "".join(decode_verbatim(text).split()) if name == "url" else decode_verbatim(text)
            if address and (name == "url" or _ADDRESS.fullmatch(address)):
                used.add(name)
                return address
    return ""


def _readings(text: str) -> tuple[Doi, ...]:
    """The readings of a text that is one DOI and nothing else."""
    try:
        return Doi.readings(decode_verbatim(text))
    except InvalidDoi:
        return ()


def _pubmed(fields: Mapping[str, BibField], used: set[str], doubts: list[tuple[str, str]]) -> tuple[str, str]:
    pmid = pmcid = ""
    archive, eprint = fields.get("eprinttype") or fields.get("archiveprefix"), fields.get("eprint")
    in_pubmed = archive is not None and archive.text.strip().lower() in PUBMED_ARCHIVES
    if archive and eprint and in_pubmed and (match := _PUBMED_ID.fullmatch(decode_plain(eprint.text).text)):
        pmid = match[1]
        used.update({"eprint", archive.name.lower()})
    if "pmid" in fields and not pmid and fields["pmid"].text.strip():
        if match := _PUBMED_ID.fullmatch(decode_plain(fields["pmid"].text).text):
            pmid = match[1]
            used.add("pmid")
        else:
            doubts.append(("pmid", f"{fields['pmid'].text!r} is no PubMed id, a number of up to eight figures"))
    for name in ("pmcid", "pmc"):
        if name in fields and (match := _PMC_ID.fullmatch(decode_plain(fields[name].text).text)):
            pmcid = f"PMC{match[1]}"
            used.add(name)
            break
    return pmid, pmcid
