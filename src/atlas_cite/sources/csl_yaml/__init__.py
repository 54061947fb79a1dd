"""Reading CSL-YAML: the `references` of a pandoc document's metadata or bibliography file, or a bare list of items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.reference import Reference
from atlas_cite.model.variables import DATE_VARIABLES, ITEM_TYPES
from atlas_cite.sources.csl_json import read_csl_items
from atlas_cite.sources.csl_yaml.markdown import from_markdown
from atlas_cite.sources.records.nodes import Node, parse_yaml

__all__ = ["looks_like_csl_yaml", "read_csl_yaml"]

_LOOKED_AT = 20_000
_REFERENCES = re.compile(r"""^["']?references["']?[ \t]*:[ \t]*(?:\[|(?:#.*)?\n)""", re.MULTILINE)
_LIST = re.compile(r"(?:%YAML.*\n)?(?:---[ \t]*\n)?(?:[ \t]*(?:#.*)?\n)*[-\[]\s")
_MEMBER = re.compile(
    r"""(?:^[ \t]*(?:-[ \t]+)*|[{,][ \t]*)["']?(id|type)["']?[ \t]*:[ \t]+["']?([\w-]+)""", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def looks_like_csl_yaml(text: str) -> bool:
    """Whether a text holds CSL-YAML: `references`, or a list, whose items have an `id` and a CSL `type`."""
    text = text.removeprefix("\ufeff")[:_LOOKED_AT]
    head = _LIST.match(text) or _REFERENCES.search(text)
    if not head:
        return False
    members = dict(reversed(_MEMBER.findall(text, max(head.end() - 2, 0))))
    return "id" in members and members.get("type") in ITEM_TYPES


def read_csl_yaml(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every item of a CSL-YAML text as a reference, and everything doubtful or unreadable in it.

    `where` names the file.  Texts are Markdown, whose emphasis becomes CSL's; the rest is as `read_csl_json`.
    """
    nodes, problems = parse_yaml(_metadata(text.removeprefix("\ufeff")), where)
    items = [(item.line, _plain_item(item)) for node in nodes for item in _items(node)]
    references, found = read_csl_items(items, where, "csl-yaml")
    if nodes and not items:
        message = "there is no list of references in it"
        problems.append(Problem("csl-yaml-empty", where, message, "Give it a `references` list.", Severity.WARNING))
    return references, [*problems, *found]


def _metadata(text: str) -> str:
    """The metadata of a Markdown document that has its references there; any other text as it is."""
    front = _FRONT_MATTER.match(text)
    return front.group() if front and _REFERENCES.search(front[1]) else text


def _items(node: Node) -> Iterator[Node]:
    if isinstance(node.value, list):
        yield from node.value
    elif isinstance(node.value, dict) and (references := node.value.get("references")):
        yield from _items(references)


def _plain_item(item: Node) -> Any:
    plain = item.plain()
    if not isinstance(plain, dict):
        return plain
    return {name: _date(value) if name in DATE_VARIABLES else _unescaped(value) for name, value in plain.items()}


def _unescaped(value: Any) -> Any:
    """`value` with every text in it as CSL-JSON has it."""
    if isinstance(value, str):
        return from_markdown(value)
    if isinstance(value, list):
        return [_unescaped(each) for each in value]
    if isinstance(value, dict):
        return {name: _unescaped(each) for name, each in value.items()}
    return value


def _date(value: Any) -> Any:
    """A date as CSL-JSON has it; pandoc's older form is a `year`, `month` and `day`, or a list of two such."""
    ends = value if isinstance(value, list) else [value]
    if not all(isinstance(end, dict) and "year" in end for end in ends) or not ends:
        return _unescaped(value)
    parts = [[end[name] for name in ("year", "month", "day") if name in end] for end in ends]
    return {"date-parts": parts} | {name: ends[0][name] for name in ("season", "circa") if name in ends[0]}
