"""The README: its console blocks say what the program says, and its commands are the ones CI runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
ANYTHING = "…"


def steps() -> list[tuple[str, str]]:
    """Every command of the README's console blocks with the output printed under it."""
    found = []
    for block in BLOCKS:
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            found.append((command, output))
    return found


def matches(printed: str, expected: str) -> bool:
    """Whether the output is as printed in the README, where a line `…` stands for any lines."""
    pattern = "".join(".*?" if line == ANYTHING else re.escape(line + "\n") for line in expected.splitlines())
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def test_every_console_command_prints_what_the_readme_shows(tmp_path: Path) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "ATLAS_CITE_OFFLINE": "1",
        "LANG": "C.UTF-8",
    }
    assert len(steps()) >= 6
    for command, expected in steps():
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        assert matches(done.stdout, expected), f"$ {command}\n{done.stdout}"


@pytest.mark.parametrize("words", ["atlas-cite demo", "pytest"])
def test_the_two_commands_are_one_line_each_on_the_first_screen(words: str) -> None:
    lines = [line for line in README.splitlines()[:25] if line.startswith("python3 -m venv") and words in line]
    assert len(lines) == 1


def test_ci_runs_the_readmes_own_test_command() -> None:
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_command_is_in_the_readme() -> None:
    from atlas_cite.cli.main import COMMANDS

    for name in COMMANDS:
        assert f"| `{name}` |" in README


def test_the_map_names_every_room() -> None:
    rooms = {path.name for path in (ROOT / "src" / "atlas_cite").iterdir() if not path.name.startswith(("__", "."))}
    assert {room for room in rooms if f"`{room}" not in README} == {"py.typed"}


def test_every_option_that_the_readme_shows_exists() -> None:
    import click

    from atlas_cite.cli.main import atlas_cite

    shown = re.findall(r"atlas-cite (?P<command>[a-z]+)(?P<rest>[^\n`|]*)", README)
    context = click.Context(atlas_cite)
    checked = 0
    for name, rest in shown:
        command = atlas_cite.get_command(context, name)
        if command is None:
            continue  # "atlas-cite for …": prose
        known = {option for each in command.params for option in each.opts} | {"--help"}
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest.partition(";")[0].partition("#")[0]):
            assert option in known, f"atlas-cite {name} {option}"
            checked += 1
    assert checked > 30


def test_the_build_file_in_the_readme_is_one(tmp_path: Path) -> None:
    from atlas_cite.cli.main import run

    (block,) = [
        each
        for each in re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
        if "[[bibliographies]]" in each
    ]
    (tmp_path / "pages").mkdir()
    (tmp_path / "references.bib").write_text("@book{a, title = {On rest}, year = {2020}}\n", "utf-8")
    (tmp_path / "build.toml").write_text(block, "utf-8")
    assert run(["build", str(tmp_path / "build.toml"), "--offline", "--dry-run", "-q"]) == 0


def test_the_readme_counts_the_rules_and_names_the_extras() -> None:
    import tomllib

    from atlas_cite.checks.rules import RULES

    assert f"lists its {len(RULES)} rules" in README
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = {name for each in re.findall(r"pip install[^\n]*'[^'\[]*\[([\w,]+)\]'", README) for name in each.split(",")}
    assert {"pdf", "pandoc", "dev"} <= named <= extras.keys()
