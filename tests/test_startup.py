"""Start-up: --version, --help and offline verbs load none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from atlas_cite.cli.main import COMMANDS, run

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
    "pypandoc",
}

PROGRAM = """
import json, sys
from atlas_cite.cli.main import run
code = run(sys.argv[1:])
print("\\n" + json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def modules_loaded_by(arguments: list[str]) -> set[str]:
    """The modules that a new process has loaded when it has run the command line, which must succeed."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout.splitlines()[-1])
    assert facts["code"] == 0
    return set(facts["modules"])


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert HEAVY & {name.partition(".")[0] for name in modules_loaded_by(arguments)} == set()


def test_the_list_of_commands_imports_none_of_them() -> None:
    """It took 0.3 s, nearly all of it for first lines of docstrings."""
    assert modules_loaded_by(["--help"]) & {f"atlas_cite.cli.{place.module}" for place in COMMANDS.values()} == set()


def test_every_command_has_a_line_of_its_own_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    listed = capsys.readouterr().out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and "..." not in line for line in listed)
