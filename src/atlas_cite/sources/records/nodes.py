"""YAML and JSON as values with line numbers.

YAML is read by the rules of 1.2 and never executed: every scalar but null and booleans stays the text it is (so dates,
DOIs and PubMed numbers stay texts), tags are reported, and an alias costs as much as what it stands for.
"""

from __future__ import annotations

import json
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from atlas_cite.errors import Problem

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node as YamlNode

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in "str int float bool null timestamp map seq merge".split()
)
_REPEATED = "the key “{}” stands twice; the first value counts"
_DEEPEST = 60
_HINT = "Correct the line, or save the file again from the program that wrote it."


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its line: text, number, truth value or None; a list of nodes; or a dictionary of nodes."""

    value: str | int | float | bool | list[Node] | dict[str, Node] | None
    line: int

    def plain(self) -> Any:
        """The value as JSON data."""
        if isinstance(self.value, list):
            return [each.plain() for each in self.value]
        if isinstance(self.value, dict):
            return {key: each.plain() for key, each in self.value.items()}
        return self.value


class _Fault(ValueError):
    """Something that stops the reading of one document."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse_yaml(text: str, where: str, first_line: int = 1) -> tuple[list[Node], list[Problem]]:
    """The documents of a YAML text; a fault ends the reading and leaves the documents before it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    nodes: list[Node] = []
    reader = _YamlReader(where, first_line, budget=len(text) + 100)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            documents = YAML(typ="safe", pure=True).compose_all(text)
            nodes.extend(reader.node(document, ()) for document in documents if document is not None)
    except _Fault as fault:
        reader.report("bad-yaml", fault.line, fault.message)
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        reader.report("bad-yaml", first_line + line, f"not YAML: {error.problem or error.context or 'unreadable'}")
    except (YAMLError, ValueError, RecursionError, OverflowError) as error:
        reader.report("bad-yaml", first_line, f"not YAML: {str(error).splitlines()[0] if str(error) else 'too deep'}")
    return nodes, reader.problems


def parse_json(text: str, where: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The value of a JSON text; None with a problem when it is none."""
    try:
        json.loads(text, parse_constant=_refuse_constant)
        reader = _JsonReader(text, first_line)
        node = reader.read()
        return node, [
            Problem("repeated-key", f"{where}:{line}", _REPEATED.format(name[:60]), _HINT)
            for name, line in reader.repeated
        ]
    except json.JSONDecodeError as error:
        return None, [Problem("bad-json", f"{where}:{first_line + error.lineno - 1}", f"not JSON: {error.msg}", _HINT)]
    except _Fault as fault:
        return None, [Problem("bad-json", f"{where}:{fault.line}", fault.message, _HINT)]
    except (ValueError, RecursionError) as error:
        return None, [Problem("bad-json", f"{where}:{first_line}", f"not JSON: {str(error)[:100]}", _HINT)]


def parse_json_lines(text: str, where: str) -> tuple[list[Node], list[Problem]]:
    """One value a line; a bad line costs only itself."""
    nodes: list[Node] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            node, found = parse_json(line, where, number)
            nodes += [node] if node else []
            problems += found
    return nodes, problems


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


class _YamlReader:
    """Turns composed YAML nodes into ours, within a budget that an expanding alias uses up."""

    def __init__(self, where: str, first_line: int, budget: int) -> None:
        self.where = where
        self.first_line = first_line
        self.budget = budget
        self.problems: list[Problem] = []

    def report(self, code: str, line: int, message: str) -> None:
        self.problems.append(Problem(code, f"{self.where}:{line}", message, _HINT))

    def node(self, node: YamlNode, above: tuple[int, ...]) -> Node:
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        line = self.first_line + node.start_mark.line
        self.budget -= 1
        if self.budget < 0:
            raise _Fault("the file's aliases (`*name`) stand for more text than a file may hold", line)
        if id(node) in above or len(above) > _DEEPEST:
            raise _Fault("a value contains itself, or lies too deep", line)
        if str(node.tag) not in _PLAIN_TAGS:
            self.report("yaml-tag", line, f"the tag {node.tag} is not followed; the value is read without it")
        inside = (*above, id(node))
        if isinstance(node, MappingNode):
            return Node(dict(self._members(node, inside)), line)
        if isinstance(node, SequenceNode):
            return Node([self.node(each, inside) for each in node.value], line)
        return Node(_scalar(node) if isinstance(node, ScalarNode) else None, line)

    def _members(self, node: YamlNode, inside: tuple[int, ...]) -> Iterator[tuple[str, Node]]:
        from ruamel.yaml.nodes import ScalarNode

        seen: set[str] = set()
        for key, value in node.value:
            line = self.first_line + key.start_mark.line
            if not isinstance(key, ScalarNode):
                self.report("bad-yaml", line, "a key must be a text")
                continue
            name = str(key.value)
            if name in seen:
                self.report("repeated-key", line, _REPEATED.format(name[:60]))
                name = f"{name} ({len(seen)})"
            seen.add(name)
            yield name, replace(self.node(value, inside), line=line)


def _scalar(node: Any) -> str | bool | None:
    tag = str(node.tag).rpartition(":")[2]
    if tag == "null" and node.style is None:
        return None
    if tag == "bool" and node.style is None:
        return str(node.value).lower() == "true"
    return str(node.value)


class _JsonReader:
    """Reads JSON that is known to be valid once more, for the line of every value."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.breaks = [place for place, character in enumerate(text) if character == "\n"]
        self.first_line = first_line
        self.decoder = json.JSONDecoder()
        self.repeated: list[tuple[str, int]] = []

    def read(self) -> Node:
        return self._node(self._skip(0), 0)[0]

    def _node(self, position: int, depth: int) -> tuple[Node, int]:
        line = self.first_line + bisect_right(self.breaks, position)
        if depth > _DEEPEST:
            raise _Fault("a value lies too deep", line)
        opening = self.text[position]
        if opening == "{":
            members, position = self._object(position + 1, depth + 1)
            return Node(members, line), position
        if opening == "[":
            elements, position = self._array(position + 1, depth + 1)
            return Node(elements, line), position
        value, end = self.decoder.raw_decode(self.text, position)
        return Node(value, line), end

    def _object(self, position: int, depth: int) -> tuple[dict[str, Node], int]:
        members: dict[str, Node] = {}
        position = self._skip(position)
        while self.text[position] != "}":
            key, position = self.decoder.raw_decode(self.text, self._skip(position))
            node, position = self._node(self._skip(self._skip(position) + 1), depth)
            if key in members:
                self.repeated.append((key, node.line))
                key = f"{key} ({len(members)})"
            members[key] = node
            position = self._after(position)
        return members, position + 1

    def _array(self, position: int, depth: int) -> tuple[list[Node], int]:
        elements: list[Node] = []
        position = self._skip(position)
        while self.text[position] != "]":
            node, position = self._node(self._skip(position), depth)
            elements.append(node)
            position = self._after(position)
        return elements, position + 1

    def _after(self, position: int) -> int:
        """Past the comma behind a member or element, if there is one."""
        position = self._skip(position)
        return self._skip(position + 1) if self.text[position] == "," else position

    def _skip(self, position: int) -> int:
        while position < len(self.text) and self.text[position] in " \t\n\r":
            position += 1
        return position
