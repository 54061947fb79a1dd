"""The plan as a file that a person can read and edit: TOML, one table for each entry, one for each change.

A change whose `do` is true is made, and no other.  `new` may be edited; an entry or a change may be deleted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from atlas_cite.enrich.plan import TYPE_FIELD, WHOLE_ENTRY, Change, Decision, EntryPlan, Note, Plan
from atlas_cite.errors import UnreadableInput
from atlas_cite.model.provenance import Origin
from atlas_cite.model.verdict import Certainty, Verdict

_VERSION = 1
_NAME = "atlas-cite-plan"
_HEADER = """\
# A plan of `atlas-cite enrich`; `atlas-cite enrich FILE.bib --apply PLAN` makes the changes whose `do` is true.
# You may turn `do` to false or true, edit `new` (LaTeX, without the outer braces), and delete changes or entries.
# A change with `remove = true` takes the field out.  The .bib file must be the one that was planned for (sha256).
"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")  # bytes that are not of the file's encoding; TOML cannot hold them
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}@\\]+")
_HINT = "Make the plan again with --plan, or take the edit back."


def render_plan(plan: Plan) -> Iterator[str]:
    """The plan as TOML, piece by piece; entries without changes, status or notes are left out."""
    yield _HEADER
    yield f"{_NAME} = {_VERSION}\nfile = {_text(plan.file)}\nsha256 = {_text(plan.sha256)}\nmade = {_text(plan.made)}\n"
    for entry in plan.entries:
        if entry.says_something:
            yield _rendered_entry(entry)
            yield from map(_rendered_change, entry.changes)


def _rendered_entry(entry: EntryPlan) -> str:
    verdict = entry.verdict
    facts: list[tuple[str, str]] = [
        ("key", _text(entry.key)),
        ("number", str(entry.index + 1)),
        ("type", _text(entry.type)),
        ("line", str(entry.line)),
        ("column", str(entry.column)),
        ("title", _text(entry.title)),
        ("doi", _text(entry.doi)),
        ("stated", _text(entry.stated)),
        ("certainty", _text(verdict.certainty)),
        ("confidence", f"{verdict.confidence:.3f}"),
        ("reasons", _list(verdict.reasons)),
        ("candidates", _list(tuple(f"{each.doi} ({each.confidence:.2f}) {each.title}" for each in verdict.candidates))),
        ("status", _text(entry.status)),
        ("notes", _list(tuple(each.text for each in entry.notes))),
    ]
    lines = [f"{name} = {value}\n" for name, value in facts if value not in {'""', "''", "[]"}]
    return "\n[[entry]]\n" + "".join(lines)


def _rendered_change(change: Change) -> str:
    facts: list[tuple[str, str]] = [
        ("do", "true" if change.decision is Decision.DO else "false"),
        ("field", _text(change.field)),
        *([("old", _text(change.old))] if change.old is not None else []),
        ("new", _text(change.new)) if change.new is not None else ("remove", "true"),
        *([("macro", "true")] if change.is_macro else []),
        ("reason", _text(change.reason)),
        ("source", _text(change.origin.source)),
        ("where", _text(change.origin.where)),
        ("date", _text(change.origin.when)),
    ]
    return "\n  [[entry.change]]\n" + "".join(f"  {name} = {value}\n" for name, value in facts)


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    """A TOML string: literal, so that LaTeX reads as it is, unless it holds what a literal one cannot."""
    text = _HALF_CHARACTER.sub("\ufffd", text)
    if "'" not in text and "\n" not in text and "\t" not in text and not _CONTROL.search(text):
        return f"'{text}'"
    if "\n" in text and "'''" not in text and not text.endswith("'") and not _CONTROL.search(text):
        return f"'''\n{text}'''"
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'


def parse_plan(text: str, where: str) -> Plan:
    """Read a plan that `render_plan` wrote and a person may have edited; raises UnreadableInput, saying the fault."""
    try:
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableInput(f"the plan is no TOML any more: {error}", subject=where, hint=_HINT) from error
    if plain.get(_NAME) != _VERSION:
        hint = "Give a file that --plan wrote."
        raise UnreadableInput("this is no plan of atlas-cite enrich", subject=where, hint=hint)
    try:
        entries = tuple(_entry(each, where) for each in plain.get("entry", []))
        return Plan(_string(plain, "file"), _string(plain, "sha256"), _string(plain, "made"), entries)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableInput(f"the plan cannot be read: {error}", subject=where, hint=_HINT) from error


def _entry(plain: Mapping[str, Any], where: str) -> EntryPlan:
    verdict = Verdict(
        Certainty(plain.get("certainty", Certainty.NO)),
        confidence=float(plain.get("confidence", 0.0)),
        reasons=tuple(map(str, plain.get("reasons", ()))),
    )
    return EntryPlan(
        index=_whole(plain, "number") - 1,
        key=_string(plain, "key"),
        type=_string(plain, "type"),
        line=_whole(plain, "line"),
        column=_whole(plain, "column"),
        verdict=verdict,
        doi=_string(plain, "doi", ""),
        stated=_string(plain, "stated", ""),
        title=_string(plain, "title", ""),
        status=_string(plain, "status", ""),
        notes=tuple(Note("", str(text)) for text in plain.get("notes", ())),
        changes=tuple(_change(each, plain, where) for each in plain.get("change", ())),
    )


def _change(plain: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> Change:
    name = _string(plain, "field")
    if name not in {TYPE_FIELD, WHOLE_ENTRY} and not _FIELD_NAME.fullmatch(name):
        raise UnreadableInput(f"{name!r} in {entry.get('key')!r} is no name of a field", subject=where, hint=_HINT)
    if not isinstance(plain.get("do"), bool):
        raise TypeError(f"`do` of {name!r} in {entry.get('key')!r} is neither true nor false")
    return Change(
        field=name,
        old=_string(plain, "old") if "old" in plain else None,
        new=None if plain.get("remove") is True else _string(plain, "new"),
        origin=Origin(_string(plain, "source", ""), _string(plain, "where", ""), _string(plain, "date", "")),
        reason=_string(plain, "reason", ""),
        is_macro=plain.get("macro") is True,
        decision=Decision.DO if plain["do"] else Decision.ASK,
    )


def _string(plain: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = plain.get(name, default)
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is no text")
    return value


def _whole(plain: Mapping[str, Any], name: str) -> int:
    value = plain.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError(f"`{name}` is no number from 1 on")
    return value
