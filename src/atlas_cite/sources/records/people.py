"""The people of a record file: names as texts or objects, and lists that were cut."""

from __future__ import annotations

import re

from atlas_cite.errors import Severity
from atlas_cite.model.name import Name
from atlas_cite.sources.atlas.names import AuthorList, parse_author_list
from atlas_cite.sources.atlas.person import is_bare_initials, is_group, is_initial, is_vancouver, pair_name, parse_name
from atlas_cite.sources.records.nodes import Node
from atlas_cite.sources.records.values import Notes, as_text, fold_key
from atlas_cite.tables.atlas import NAME_KEYS

_QUOTE_HINT = 'Write one author an element, in quotes: `"Doe, J"`; a group as `{literal: WHO}`.'
_MORE = re.compile(r"[\s,;]*\bet\.? al\b\.?\s*$|^\s*others\s*$", re.IGNORECASE)


def read_names(node: Node, notes: Notes) -> AuthorList:
    """Authors: a list of texts or name objects, or one text as the atlas prints it."""
    if isinstance(node.value, dict):
        return AuthorList(tuple(filter(None, [_name_object(node, notes)])))
    if not isinstance(node.value, list):
        found = parse_author_list(as_text(node))
        if found.doubt:
            hint = "Write the authors as a list, one name an element."
            notes.report("ambiguous-authors", node.line, found.doubt, hint, Severity.ASK)
        return found
    if (pairs := _split_pairs(node.value, notes)) is not None:
        return pairs
    names: list[Name] = []
    truncated = False
    for each in node.value:
        if isinstance(each.value, dict):
            names += filter(None, [_name_object(each, notes)])
            continue
        text = as_text(each)
        truncated = truncated or bool(_MORE.search(text))
        if text := _MORE.sub("", text):
            names.append(_one_name(text, each, notes))
    return AuthorList(tuple(names), truncated)


def _split_pairs(nodes: list[Node], notes: Notes) -> AuthorList | None:
    """Pairs that a list without quotes splits at their commas (`[Doe, J]`); None when the list is no such one."""
    texts = [as_text(each) for each in nodes if not isinstance(each.value, dict | list)]
    truncated = bool(texts) and bool(_MORE.search(texts[-1])) and not _MORE.sub("", texts[-1])
    texts = texts[:-1] if truncated else texts
    if len(texts) + truncated < len(nodes) or len(texts) < 2 or len(texts) % 2:
        return None
    families, givens = texts[::2], texts[1::2]
    if not all(_is_only_initials(text) for text in givens) or any("," in text for text in texts):
        return None
    if any(is_vancouver(text) or _is_only_initials(text) or is_group(text) for text in families):
        return None
    names = tuple(pair_name(family, given) for family, given in zip(families, givens, strict=True))
    message = f"the list has “{texts[0]}” and “{texts[1]}” as two elements; they are read as one name"
    notes.report("ambiguous-authors", nodes[0].line, message, _QUOTE_HINT, Severity.ASK)
    return AuthorList(names, truncated)


def _is_only_initials(text: str) -> bool:
    return bool(text) and (is_bare_initials(text) or all(map(is_initial, text.split())))


def _one_name(text: str, node: Node, notes: Notes) -> Name:
    found = parse_name(text)
    if found.literal and "," in text and not is_group(text):
        message = f"“{text[:80]}” has more commas than one name can have; it stays as printed"
        notes.report("ambiguous-authors", node.line, message, "Write `Family, Given`, one author.", Severity.ASK)
    elif found.literal and len(text.split()) == 1:
        message = f"“{text[:80]}” is one word: part of a name, or a group; it stays as printed"
        notes.report("ambiguous-authors", node.line, message, _QUOTE_HINT, Severity.ASK)
    return found


def _name_object(node: Node, notes: Notes) -> Name | None:
    """A name object with CSL's keys or their usual other spellings."""
    if not isinstance(node.value, dict):
        return None
    csl: dict[str, object] = {}
    for key, each in node.value.items():
        name = NAME_KEYS.get(fold_key(key))
        if name is None:
            message = f"“{key[:60]}” is no key of a name: {as_text(each)[:80]}"
            notes.report("unknown-key", each.line, message, severity=Severity.WARNING)
        else:
            csl[name] = each.value if isinstance(each.value, bool) else as_text(each)
    whole = str(csl.pop("name", ""))
    orcid = str(csl.pop("orcid", ""))
    person = Name.from_csl(csl) or (parse_name(whole) if whole else None)
    if person is None:
        notes.bad("authors", node, "a name: it has neither family nor given name nor literal")
        return None
    return Name(**{part: getattr(person, part) for part in Name.__slots__ if part != "orcid"}, orcid=orcid)
