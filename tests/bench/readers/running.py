"""Running other programs: what they print, and Python programs in the peers' interpreter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

PEERS = os.environ.get("PEERS_PYTHON", "python3")
"""A Python with pypandoc_binary, bibtexparser, pybtex, rispy, nbib, biopython, rdflib and typst."""

NODE = os.environ.get("NODE_PATH", "node_modules")
"""Where @citation-js/core and its plug-ins are."""


class NotInstalled(Exception):
    """A reader is not there."""


def run(command: list[str], stdin: str = "") -> str:
    """What a program prints.  Raises NotInstalled, and CalledProcessError when it fails."""
    if shutil.which(command[0]) is None:
        raise NotInstalled(command[0])
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def run_python(program: str, *arguments: str) -> Any:
    """What a Python program prints as JSON in the peers' interpreter."""
    try:
        return json.loads(run([PEERS, "-W", "ignore", "-c", program, *arguments]))
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode().strip().splitlines()[-1:]
        raise NotInstalled(*message) from error


def on_file(read: Callable[[Path], Any], ending: str) -> Callable[[str], Any]:
    """A reader of text from a reader of files."""

    def reader(text: str) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"library{ending}"
            path.write_text(text, "utf-8")
            return read(path)

    return reader


@cache
def pandoc() -> str:
    """The path of pandoc."""
    found = subprocess.run(
        [PEERS, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "pandoc"
