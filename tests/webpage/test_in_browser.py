"""The page in headless Chromium: alone, readable without script, accessible, quick; skipped where there is no browser.

NODE_PATH names a folder with playwright-core and axe-core; CHROMIUM the browser where `chromium` is not on the path.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from atlas_cite.demo import make_demo

IN_BROWSER = Path(__file__).with_name("in_browser.js")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
MODULES = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and shutil.which("node") and any((each / "playwright-core").is_dir() for each in MODULES)),
        reason="needs chromium, node, and NODE_PATH with playwright-core and axe-core",
    ),
]


@pytest.fixture(scope="module", params=["page", "grouped", "study"])
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser tells of a page of the demo's studies, of the same in groups, and of a study's own page."""
    folder = tmp_path_factory.mktemp(request.param)
    make_demo(folder / "demo")
    library = str(folder / "demo" / "library.json")
    page = folder / "page.html"
    if request.param == "study":
        run(["site", library, "-o", str(folder / "public"), "-q"])
        page = folder / "public" / "studies" / "lombardi2009detection.html"
    else:
        options = ["--group-by", "decade"] if request.param == "grouped" else ["--charts"]
        run(["site", library, "-o", str(page), "--style", "apa", "--style", "vancouver", "-q", *options])
    environment = os.environ | {"CHROMIUM": str(CHROMIUM)}
    command = ["node", str(IN_BROWSER), str(page), "--axe"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    return {**json.loads(ended.stdout), "kind": request.param}


def test_nothing_is_asked_of_any_other_machine(seen: dict[str, Any]) -> None:
    assert len(seen["requests"]) == 1
    assert seen["requests"][0].startswith("file:")
    assert seen["errors"] == []


def test_axe_finds_nothing_in_any_light_at_any_width(seen: dict[str, Any]) -> None:
    assert seen["axe"] == {"light 390": [], "light 1280": [], "dark 390": [], "dark 1280": []}


def test_nothing_stands_out_of_a_phones_width(seen: dict[str, Any]) -> None:
    assert seen["overflow"] <= 0


def test_everything_can_be_read_without_script(seen: dict[str, Any]) -> None:
    assert seen["readable"] == (0 if seen["kind"] == "study" else 12)


def test_search_filter_and_sort_do_what_they_say(seen: dict[str, Any]) -> None:
    if seen["kind"] == "study":
        assert seen["times"] == {}
        return
    times = seen["times"]
    assert [times[name]["shown"] for name in ("search ", "filter off")] == [12, 12]
    assert 0 < times["search fatigue rituximab"]["shown"] < times["search fatigue"]["shown"] < 12
    assert 0 < times["filter on"]["shown"] < 12
    if seen["kind"] == "page":
        assert times["sort newest"]["order"][0].startswith("vancampen2020")
        assert times["sort title"]["order"] != times["sort newest"]["order"]
    assert times["sort given"]["order"] == seen["given"]


def test_search_and_filter_answer_within_a_tenth_of_a_second(seen: dict[str, Any]) -> None:
    slow = {name: each for name, each in seen["times"].items() if not name.startswith("sort") and each["handled"] > 100}
    assert slow == {}
