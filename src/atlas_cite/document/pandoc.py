"""Pandoc: what it is asked to make of our own documents; its citation processor is never used.

Source: pandoc's manual, "Custom styles" and "EPUBs"; pandoc-types 1.23 (the JSON of its document tree).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atlas_cite.document.characters import one_line
from atlas_cite.document.languages import language_tag
from atlas_cite.document.tree import Document
from atlas_cite.errors import AtlasCiteError

_VERSION = (1, 23)
"""Of the tree, since pandoc 3.0."""

Node = dict[str, Any]
"""A block or inline of pandoc's tree."""


def convert(document: Document, blocks: Sequence[Node], target: str, files: dict[str, bytes], options: str) -> bytes:
    """The file of format `target` that pandoc makes of `blocks`, with the title and language of `document`.

    `files` are written beside it, and `options` are pandoc's, with {folder} for where they are.  Raises AtlasCiteError
    when there is no pandoc, and for what it refuses.
    """
    import pypandoc

    meta = {"title": [text(document.title)], "lang": [text(language_tag(document.language) or "en")]}
    tree = {
        "pandoc-api-version": _VERSION,
        "meta": {name: node("MetaInlines", inlines) for name, inlines in meta.items()},
        "blocks": blocks,
    }
    with TemporaryDirectory() as name:
        for file, content in files.items():
            Path(name, file).write_bytes(content)
        output = Path(name, f"document.{target}")
        arguments = [option.replace("{folder}", name) for option in options.split()]
        try:
            pypandoc.convert_text(json.dumps(tree), target, "json", outputfile=str(output), extra_args=arguments)
        except (OSError, RuntimeError) as error:
            hint = "Install pandoc 3 or later, or the extra that brings it: pip install 'atlas-cite[pandoc]'."
            raise AtlasCiteError(f"pandoc cannot write this document: {error}", hint=hint) from error
        return output.read_bytes()


def default_file(name: str) -> bytes:
    """A file that pandoc brings with it, such as `reference.odt`.  Raises AtlasCiteError when there is no pandoc."""
    import subprocess

    import pypandoc

    try:
        command = [pypandoc.get_pandoc_path(), f"--print-default-data-file={name}"]
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  the program pypandoc found
    except (OSError, subprocess.CalledProcessError) as error:
        hint = "Install pandoc 3 or later, or the extra that brings it: pip install 'atlas-cite[pandoc]'."
        raise AtlasCiteError(f"pandoc cannot be run: {error}", hint=hint) from error


def node(kind: str, *content: Any) -> Node:
    """A node of pandoc's tree: one argument is its content, several are a list of it."""
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def text(words: str) -> Node:
    """A run of plain characters."""
    return node("Str", one_line(words))


def attributes(identity: str = "", **pairs: str) -> list[Any]:
    """A node's identifier and pairs; `_` stands for the hyphen in their names."""
    return [identity, [], [[name.replace("_", "-"), value] for name, value in pairs.items() if value]]
