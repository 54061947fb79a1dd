"""Reading CSL-JSON: arrays, single items, `{"items": […]}`, JSON Lines, and libraries that atlas-cite saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas_cite.errors import AtlasCiteError, InvalidDoi, Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item, unknown_variables
from atlas_cite.model.plain import NAMESPACE, entry_from_plain, is_library_item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.variables import ITEM_TYPES, NAME_VARIABLES
from atlas_cite.tables.csl_json import FOREIGN_CUSTOM, OWN_NOTE
from atlas_cite.tables.truncation import OTHERS_READ

__all__ = ["CslReader", "csl_key", "read_csl_items", "read_csl_json"]

_UNKNOWN = "csl-json:"
"""What the names of members begin with that CSL does not know, among what is kept beside an item."""

_ITEMS = re.compile(r'"items"\s*:\s*(?=\[)')
_BLANK = re.compile(r"\s*")
_MEMBER_LIMIT = 5
_READ_ERRORS = (KeyError, TypeError, ValueError, AttributeError, AtlasCiteError)


@dataclass(slots=True)
class CslReader:
    """Reads the items of one file, `where`, and collects what is doubtful in them; `source` is what origins call it.

    Without `watches_ids` nobody is told of an id that comes twice, and none is remembered.
    """

    where: str
    source: str = "csl-json"
    watches_ids: bool = True
    problems: list[Problem] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)

    def read(self, items: Iterable[tuple[int, Any]]) -> Iterator[Reference]:
        """A reference for each CSL-JSON value, which come with their lines; at the end `problems` are complete."""
        for line, value in items:
            if isinstance(value, dict):
                yield _read_item(value, line, self)
            else:
                message = f"{json.dumps(value)[:60]} is no CSL item, which is an object"
                self.report("csl-json-item", line, message, severity=Severity.ERROR)
        self._report_unknown_members()

    def _report_unknown_members(self) -> None:
        hint = "It is kept beside the item."
        for name, line in list(self.unknown.items())[:_MEMBER_LIMIT]:
            self.report("csl-json-unknown-member", line, f"CSL has no variable {name!r}", hint)
        if further := list(self.unknown)[_MEMBER_LIMIT:]:
            message = f"CSL has no variables {', '.join(map(repr, further))[:300]} either"
            line = self.unknown[further[0]]
            self.report("csl-json-unknown-member", line, message, "They are kept beside the items.")

    def report(self, code: str, line: int, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Take note of a problem in a line."""
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, severity))


def read_csl_json(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every item of a CSL-JSON text as a reference, and everything doubtful or unreadable in it.

    `where` names the file.  An item that atlas-cite saved comes back as its whole entry.  Members that CSL does not
    know stay in `extra` as `csl-json:<name>`, in JSON; `truncated-names` names the lists that ended in "et al.".
    """
    reading = CslReader(where)
    return list(reading.read(_values(text.removeprefix("\ufeff"), reading))), reading.problems


def read_csl_items(items: Iterable[tuple[int, Any]], where: str, source: str) -> tuple[list[Reference], list[Problem]]:
    """References from CSL-JSON values with their lines, as `read_csl_json`; `source` is what origins call the file."""
    reading = CslReader(where, source)
    return list(reading.read(items)), reading.problems


def _values(text: str, reading: CslReader) -> Iterator[tuple[int, Any]]:
    """The items of a file with their lines, however the file holds them."""
    start = _skip_blank(text, 0)
    if text[start : start + 1] == "[":
        yield from _array(text, start, reading)
        return
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _lines(text, error, reading)
        return
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        found = _ITEMS.search(text)
        yield from _array(text, found.end(), reading) if found else ((1, item) for item in whole["items"])
    else:
        yield 1 + text.count("\n", 0, start), whole


def _array(text: str, start: int, reading: CslReader) -> Iterator[tuple[int, Any]]:
    """The members of the array at `start`; after a fault in one of them the rest cannot be told apart."""
    decoder = json.JSONDecoder()
    position, line = _skip_blank(text, start + 1), 1 + text.count("\n", 0, start + 1)
    counted = start + 1
    while text[position : position + 1] not in {"]", ""}:
        line += text.count("\n", counted, position)
        counted = position
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            _report_fault(error, line, reading, "The items before it were read.")
            return
        yield line, value
        position = _skip_blank(text, position)
        if text[position : position + 1] == ",":
            position = _skip_blank(text, position + 1)
        elif text[position : position + 1] != "]":
            break
    if text[position : position + 1] != "]":
        last = 1 + text.count("\n", 0, position)
        message = "the list is broken off or a comma is missing"
        reading.report("json-invalid", last, message, "The items before it were read.", Severity.ERROR)


def _lines(text: str, whole_error: Exception, reading: CslReader) -> Iterator[tuple[int, Any]]:
    """JSON Lines; when no line is an object by itself, the text is one damaged object."""
    read: list[tuple[int, Any]] = []
    faults: list[tuple[int, Exception]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                read.append((number, json.loads(line)))
            except (ValueError, RecursionError) as error:
                faults.append((number, error))
    if any(isinstance(value, dict) for _, value in read):
        for number, fault in faults:
            _report_fault(fault, number, reading, "The other lines were read.")
        yield from read
    else:
        _report_fault(whole_error, getattr(whole_error, "lineno", 1), reading, "")


def _report_fault(error: Exception, line: int, reading: CslReader, hint: str) -> None:
    message = getattr(error, "msg", "") or (
        "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    )
    at = getattr(error, "lineno", 0)
    reading.report("json-invalid", max(line, at), f"this is no valid JSON: {message}", hint, Severity.ERROR)


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _read_item(csl: dict[str, Any], line: int, reading: CslReader) -> Reference:
    key = _read_key(csl, line, reading)
    if entry := _saved_entry(csl, line, reading):
        origin = Origin("library", f"{reading.where}:{line}")
        summary, pmid = entry.summary, entry.item.text("PMID")
        return Reference(origin, entry.item, entry.doi, (), pmid, key, summary, extra=entry.extra, entry=entry)
    extra = _extra(csl, line, reading)
    _check_type(csl, key, line, reading, extra)
    complete, truncated = _without_others(csl, NAME_VARIABLES)
    extra |= {TRUNCATED_NAMES: " ".join(truncated)} if truncated else {}
    item = Item.from_csl(complete)
    dois = _read_doi(item, line, reading, extra)
    if not dois and "DOI" in item.fields:
        item = Item(item.type, {name: value for name, value in item.fields.items() if name != "DOI"})
    elif dois and item.fields["DOI"] != dois[0].text:
        item = item.with_fields({"DOI": dois[0].text})
    return Reference(
        origin=Origin(reading.source, f"{reading.where}:{line}"),
        item=item,
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=item.text("PMID"),
        key=key,
        extra=extra,
    )


def _read_key(csl: Mapping[str, Any], line: int, reading: CslReader) -> str:
    key = csl_key(csl)
    if not key:
        reading.report("csl-json-id-missing", line, "the item has no id", "It will be given one.")
    elif key in reading.keys:
        message = f"the id {key!r} was used before, in line {reading.keys[key]}; both items are kept"
        reading.report("csl-json-id-repeated", line, message)
    if reading.watches_ids:
        reading.keys.setdefault(key, line)
    return key


def csl_key(csl: Mapping[str, Any]) -> str:
    """The id of a CSL-JSON object as a citation key; empty when it has none."""
    given = csl.get("id")
    return str(given).strip() if isinstance(given, str | int | float) and not isinstance(given, bool) else ""


def _saved_entry(csl: Mapping[str, Any], line: int, reading: CslReader) -> Entry | None:
    """The entry of an item that atlas-cite saved; None for any other, or when what we know of it cannot be read."""
    if not is_library_item(csl):
        return None
    unknown = _unknown(csl, line, reading)
    csl = {name: value for name, value in csl.items() if f"{_UNKNOWN}{name}" not in unknown} if unknown else csl
    ours = csl["custom"][NAMESPACE]
    if OWN_NOTE in ours:
        csl = {name: value for name, value in csl.items() if name != "note"} | (
            {"note": ours[OWN_NOTE]} if ours[OWN_NOTE] else {}
        )
    try:
        truncated = str(ours.get("extra", {}).get(TRUNCATED_NAMES, "")).split()
        plain = _without_others(csl, truncated)[0]
        try:
            entry = entry_from_plain(plain)
        except ValueError:
            entry = _changed_entry(plain, line, reading)
        return replace(entry, extra={**entry.extra, **unknown}) if unknown else entry
    except _READ_ERRORS as error:
        message = f"the item was changed since atlas-cite saved it ({error}); it was read as plain CSL-JSON"
        reading.report("library-entry-changed", line, message, "Provenance and summary stay in its custom member.")
        return None


def _changed_entry(plain: Mapping[str, Any], line: int, reading: CslReader) -> Entry:
    """A saved entry to which somebody has added fields, or from which taken: what is known of the work still holds.

    Raises as `entry_from_plain`.
    """
    ours = plain["custom"][NAMESPACE]
    said, names = ours.get("origins", {}), Item.from_csl(plain).fields
    by_hand = {"source": reading.source, "where": f"{reading.where}:{line}", "when": ""}
    origins = {name: said.get(name, by_hand) for name in names}
    entry = entry_from_plain({**plain, "custom": {NAMESPACE: {**ours, "origins": origins}}})
    added, gone = sorted(names - said.keys()), sorted(said.keys() - names)
    told = [f"{', '.join(each)} {word}" for each, word in ((added, "added"), (gone, "taken out")) if each]
    message = f"somebody has changed {entry.key!r} since atlas-cite saved it: {'; '.join(told)}"
    reading.report("library-entry-changed", line, message, "Its summary, status and other origins are kept.")
    return entry


def _without_others(csl: Mapping[str, Any], variables: Iterable[str]) -> tuple[Mapping[str, Any], list[str]]:
    """The item without the "et al." at the end of name lists, and the variables whose list had one."""
    found = {
        variable: names[:-1]
        for variable in csl.keys() & variables
        if isinstance(names := csl[variable], list) and len(names) > 1 and _is_others(names[-1])
    }
    return {**csl, **found} if found else csl, sorted(found)


def _is_others(name: object) -> bool:
    literal = name.get("literal") if isinstance(name, Mapping) else name
    return isinstance(literal, str) and literal.strip().lower() in OTHERS_READ


def _extra(csl: Mapping[str, Any], line: int, reading: CslReader) -> dict[str, str]:
    extra = _unknown(csl, line, reading)
    if csl.get("custom"):
        extra[FOREIGN_CUSTOM] = json.dumps(csl["custom"], ensure_ascii=False)
    return extra


def _unknown(csl: Mapping[str, Any], line: int, reading: CslReader) -> dict[str, str]:
    """The members that CSL does not know, as they are kept beside an item."""
    found = unknown_variables(csl)
    for name in found:
        reading.unknown.setdefault(name, line)
    return {f"{_UNKNOWN}{name}": json.dumps(value, ensure_ascii=False) for name, value in found.items()}


def _check_type(csl: Mapping[str, Any], key: str, line: int, reading: CslReader, extra: dict[str, str]) -> None:
    given = csl.get("type")
    if not given:
        reading.report("csl-json-type-missing", line, f"the item {key!r} has no type", "It is treated as a document.")
    elif not isinstance(given, str) or given not in ITEM_TYPES:
        message = f"the type {str(given)[:40]!r} of {key!r} is not a CSL type"
        reading.report("csl-json-type-unknown", line, message, "It is treated as a document.")
        extra["csl-json:type"] = json.dumps(given, ensure_ascii=False)


def _read_doi(item: Item, line: int, reading: CslReader, extra: dict[str, str]) -> tuple[Doi, ...]:
    text = item.text("DOI")
    if not text:
        return ()
    try:
        return Doi.readings(text)
    except InvalidDoi as error:
        reading.report("doi-invalid", line, f"{text[:80]!r} is {error.message}", error.hint)
        extra["csl-json:DOI"] = json.dumps(text, ensure_ascii=False)
        return ()
