"""Metadata, Topics, Tags and footers: labels with values, one a line or in turn, into a draft.

Source: ../shared/ATLAS.md §1 (versions), §2 (record model, tags) and §5 (layouts HM, HMBL).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from atlas_cite.errors import Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.badges import known_badge, pem_value, split_tags
from atlas_cite.sources.atlas.citation import clean_title, pmid_of
from atlas_cite.sources.atlas.draft import Claim, Draft, shortened
from atlas_cite.sources.atlas.footers import (
    ANY_DAY,
    VERSIONS,
    holds_versions,
    is_footer,
    iso_date,
    read_footer,
    read_versions,
)
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.names import parse_author_list
from atlas_cite.sources.atlas.notices import is_notice, report_notice
from atlas_cite.tables.atlas import (
    BADGE_VALUES,
    EVIDENCE_LEVEL_TEXTS,
    METADATA_LABELS,
)

_LABELLED = re.compile(
    r"(?:\*\*|__)?([^:|*]{2,40}?)(?:\*\*|__)?\s*(?::(?!//)(?:\*\*|__)?\s*|\t|\s+[|–—]\s+|\s{2,})(\S.*)"
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_PMID = re.compile(r"\d{4,9}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LIST = re.compile(r"\s*[,;|·•]\s*")


def read_metadata(lines: Sequence[Line], draft: Draft) -> None:
    """Read labels and values, `Label: value` on one line or each on its own."""
    waiting: Line | None = None
    for line in lines:
        label, value = ("", "") if _is_label(line.text) or holds_versions(line.text) else _split_label(line.text)
        if label and value and (waiting is None or not _is_label(waiting.text)):
            _report_unpaired(waiting, draft)
            waiting = None
            read_value(label, value, line, draft)
        elif _is_label(line.text) and not (waiting and line.links and _is_label(waiting.text)):
            _report_unpaired(waiting, draft)
            waiting = line
        elif is_footer(line.text) and not (waiting and _is_label(waiting.text)):
            read_footer(line, draft)
        elif is_notice(line.text) and waiting is None:
            report_notice(line, draft)
        elif waiting is None:
            waiting = line
        else:
            read_value(waiting.text, line.text, line, draft)
            waiting = None
    _report_unpaired(waiting, draft)


def labelled_value(line: Line) -> tuple[str, str]:
    """Label and value of a `Label: value` line whose label is known; two empty texts for any other."""
    found = _LABELLED.fullmatch(line.text)
    return (found.group(1), found.group(2)) if found and _is_label(found.group(1)) else ("", "")


def read_value(label: str, value: str, line: Line, draft: Draft) -> None:
    """Put one labelled value where it belongs; an unknown label keeps its value in `other`.

    `value` is plain words: what they link to is a DOI or PubMed number where the label asks for one, else a link.
    """
    name = METADATA_LABELS.get(folded(label))
    addresses = [link.address for link in line.links]
    if name == "doi" and not Doi.find(value):
        value = next((each for each in addresses if Doi.find(each)), value)
    elif name == "pmid" and not _PMID.search(value):
        value = next(filter(None, map(pmid_of, addresses)), value)
    for address in addresses if name not in {"doi", "pmid"} else ():
        draft.keep("link", address)
    if is_notice(value) and (name is None or "status" in name):
        report_notice(replace(line, linked=f"{label.rstrip(' :')}: {value}"), draft)
        return
    if name is None:
        draft.keep(label.rstrip(" :"), value)
        draft.report("unknown-label", line.number, f"“{shortened(label)}” is no known label of the metadata")
        return
    group, _, field = name.partition(".")
    if group == "badges":
        _read_badge(field, value, line, draft)
    elif group == "other":
        draft.keep(field, value)
    else:
        _read_fact(name, value, line, draft)


def read_topics(lines: Sequence[Line], draft: Draft) -> None:
    """Read topics, one a line or separated by commas, semicolons or dots."""
    for line in lines:
        draft.topics += [topic for topic in _LIST.split(line.text) if topic]
        for link in line.links:
            draft.keep("topic_links", link.address)


def read_tags(lines: Sequence[Line], draft: Draft) -> None:
    """Read tags, one a line, separated, or run together; what could only be cut by its look is reported."""
    for line in lines:
        tags, groups, doubtful = split_tags(line.text)
        if any(map(is_notice, tags)):
            report_notice(line, draft)
        draft.tags += tags
        for group in groups:
            draft.keep("tag_groups", group)
        for piece in doubtful:
            draft.keep("tag_text", piece)
            message = f"the tag line runs together, and “{shortened(piece)}” is in no list of known tags"
            draft.report("unknown-tag", line.number, message)


def _split_label(text: str) -> tuple[str, str]:
    """Label and value of one line: with a separator, or a known label and a blank."""
    if found := _LABELLED.fullmatch(text):
        return found.group(1), found.group(2)
    words = text.split()
    for count in (3, 2, 1):
        label = " ".join(words[:count])
        if len(words) > count and _is_label(label) and words[count][0].isalnum():
            return label, " ".join(words[count:])
    return "", ""


def _is_label(text: str) -> bool:
    return len(text) < 40 and folded(text) in METADATA_LABELS


def _report_unpaired(line: Line | None, draft: Draft) -> None:
    """A label without a value, or a value without a label."""
    if line is None:
        return
    if _is_label(line.text):
        draft.report("empty-value", line.number, f"“{line.text}” has no value")
    else:
        draft.keep_line(line, "metadata")


def _read_badge(name: str, value: str, line: Line, draft: Draft) -> None:
    known = known_badge(name, value)
    if name == "evidence_level" and not known:
        known = EVIDENCE_LEVEL_TEXTS.get(folded(value), "")
        if known:
            draft.keep("evidence_level_text", value)
    printed = known or value
    if not known and name in BADGE_VALUES:
        message = f"“{shortened(value)}” is no known value of {name.replace('_', ' ')}"
        draft.report("unknown-badge", line.number, message)
    stated = draft.badges.setdefault(name, printed)
    if stated != printed:
        draft.keep(name, printed)
        if name != "review_status":
            message = f"the metadata say “{shortened(printed)}”, the badge line “{shortened(stated)}”"
            draft.report("badge-differs", line.number, message)


def _read_fact(name: str, value: str, line: Line, draft: Draft) -> None:
    claim = Claim("metadata", value, line.number)
    if name == "doi":
        draft.dois.append(claim)
    elif name == "pmid" and (found := _PMID.search(value)):
        draft.pmids.append(Claim("metadata", found.group(), line.number))
    elif name == "title":
        draft.titles.append(Claim("metadata", clean_title(value), line.number))
    elif name == "authors":
        draft.author_lists.append((claim, parse_author_list(value)))
    elif name == "pem":
        _read_pem(value, line, draft)
    elif name == "year":
        _read_year(value, line, draft)
    else:
        _read_text(name, value, line, draft)


def _read_pem(value: str, line: Line, draft: Draft) -> None:
    found = pem_value(value)
    if found is None:
        draft.keep("pem", value)
        message = f"“{shortened(value)}” is no value of the PEM criterion"
        draft.report("unknown-badge", line.number, message, severity=Severity.ERROR)
    else:
        draft.pem.append((found, line.number))


def _read_year(value: str, line: Line, draft: Draft) -> None:
    found = _YEAR.search(value)
    if not found or value != found.group():
        draft.keep("published", value)
    if found and draft.year is None:
        draft.year = int(found.group())
    elif found and draft.year != int(found.group()):
        draft.keep("year", found.group())
        draft.report("year-differs", line.number, f"the metadata say {found.group()}, the header {draft.year}")


def _read_text(name: str, value: str, line: Line, draft: Draft) -> None:
    """Text fields: the first value stays, another one is kept beside it."""
    if name == "language" and not _LANGUAGE.fullmatch(value):
        draft.keep(name, value)
        return
    text = value
    if name in {"last_updated", "snapshot_date", "generator_version"}:
        text = _version_value(name, value, line, draft)
        if not text:
            return
    stated = getattr(draft, name, "")
    if not stated:
        setattr(draft, name, text)
    elif folded(stated) != folded(text):
        draft.keep(name, text)
        draft.report(f"{name.replace('_', '-')}-differs", line.number, f"“{shortened(text)}” contradicts “{stated}”")


def _version_value(name: str, value: str, line: Line, draft: Draft) -> str:
    """The date or version that `value` begins with; what else it says is read as a footer."""
    pattern = dict(VERSIONS)[name] if name == "generator_version" else ANY_DAY
    found = pattern.search(value)
    text = iso_date(value) or (iso_date(found.group()) if found else "") if pattern is ANY_DAY else value
    if found and found.group() != value:
        text = iso_date(found.group()) if pattern is ANY_DAY else found.group()
        draft.keep("footer", line.linked)
        read_versions(value.replace(found.group(), " ", 1), draft)
    elif not text:
        draft.keep(name, value)
        draft.report("unknown-label", line.number, f"“{shortened(value)}” is no date ({name.replace('_', ' ')})")
    return text
