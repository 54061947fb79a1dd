"""Start-up: --version, --help and offline verbs load none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "habanero",
    "httpx2",
    "bibtexparser",
    "citeproc",
    "lxml",
    "ruamel",
    "rapidfuzz",
    "pylatexenc",
    "tenacity",
    "sqlite3",
    "anyascii",
    "docx",
    "typst",
    "jinja2",
}

PROGRAM = """
import json, sys
from atlas_cite.cli.main import run
code = run(sys.argv[1:])
print("\\n" + json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["bibliography", "--help"],
        ["resolve", "--help"],
        ["cache", "--help"],
        ["demo", "--help"],
    ],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout.splitlines()[-1])
    assert facts["code"] == 0
    assert HEAVY & set(facts["modules"]) == set()
