"""The `build` command: what is made, what is kept, and what a person changed stays."""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import html

from atlas_cite.build.folder_lock import only_build_in
from atlas_cite.cli.main import run
from atlas_cite.errors import InvalidSettings
from atlas_cite.files import PARTIAL_SUFFIX
from atlas_cite.styles import find_style

BUILD = """
inputs = ["studies.json"]
output = "public"
title = "Three <b>studies</b>"

[filters]
recent = "year >= 2010"

[[bibliographies]]
style = ["apa", "vancouver"]
to = ["html", "docx"]
filter = ["", "recent"]

[[exports]]
to = ["bibtex", "ris"]

[[sites]]
file = "site"
style = ["apa", "vancouver"]
"""
FILES = [
    "apa.docx", "apa.html", "recent/apa.docx", "recent/apa.html", "recent/vancouver.docx", "recent/vancouver.html",
    "references.bib", "references.ris", "vancouver.docx", "vancouver.html",
]  # fmt: skip


def study(key: str, title: str, year: int) -> dict[str, object]:
    return {
        "id": key,
        "type": "article-journal",
        "title": title,
        "author": [{"family": "Walker", "given": "Ann"}],
        "issued": {"date-parts": [[year]]},
    }


STUDIES = [study("a", "Pacing", 2001), study("b", "Sleep & rest", 2015), study("c", "On <i>walking</i>", 2020)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "build.toml").write_text(BUILD, "utf-8")
    write(tmp_path, STUDIES)
    return tmp_path


def write(folder: Path, studies: list[dict[str, object]]) -> None:
    (folder / "studies.json").write_text(json.dumps(studies), "utf-8")


def build(folder: Path, *options: str) -> int:
    return run(["build", str(folder / "build.toml"), "--jobs", "1", "--offline", *options])


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder / "public").as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (folder / "public").rglob("*")
        if path.is_file()
    }


def made(output: str) -> list[str]:
    return sorted(re.findall(r"^made (\S+)$", output, re.MULTILINE))


def test_everything_that_was_asked_for_is_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder) == 0
    assert made(capsys.readouterr().out) == [*FILES[:8], "site", *FILES[8:]]
    files = state(folder)
    assert set(FILES) < set(files)
    assert "Pacing" not in files["recent/apa.html"][0].decode()
    assert "Pacing" in files["apa.html"][0].decode()
    assert len([name for name in files if name.startswith("site/studies/")]) == 3
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"][0].decode().splitlines())
    assert sums["apa.docx"] == hashlib.sha256(files["apa.docx"][0]).hexdigest()
    assert {*FILES, "index.html", "site/index.html"} < sums.keys()
    index = html.document_fromstring(files["index.html"][0])
    links = [link.get("href") for link in index.cssselect("a")]
    assert set(links) == {*FILES, "site/index.html", "CHANGES.md", "SHA256SUMS"}
    assert index.cssselect("h1")[0].text_content() == "Three <b>studies</b>"


def test_what_has_not_changed_is_not_made_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    before = state(folder)
    capsys.readouterr()
    assert build(folder) == 0
    assert "0 made, 11 unchanged" in capsys.readouterr().out
    assert state(folder) == before


def test_a_change_reaches_what_it_touches_and_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    capsys.readouterr()
    write(folder, [study("a", "Pacing again", 2001), *STUDIES[1:2], study("d", "New", 2003)])
    assert build(folder) == 0
    output = capsys.readouterr().out
    # "c", the newest, has gone from the recent ones too
    assert made(output) == [*FILES[:8], "site", *FILES[8:]]
    assert "- `a`: Pacing again (title)" in output
    assert "- `d`: New" in output
    assert "- `c`: On walking" in output
    assert (folder / "public" / "CHANGES.md").read_text("utf-8") in output
    assert not (folder / "public" / "site" / "studies" / "c.html").exists()


def test_an_old_study_leaves_recent_ones_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    capsys.readouterr()
    write(folder, [study("a", "Pacing again", 2001), *STUDIES[1:]])
    build(folder)
    assert not [file for file in made(capsys.readouterr().out) if file.startswith("recent/")]


def test_a_retraction_is_the_first_news(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    capsys.readouterr()
    write(folder, [*STUDIES[:2], study("c", "RETRACTED: On walking", 2020)])
    build(folder)
    output = capsys.readouterr().out
    assert "## Retracted, withdrawn or doubted since (1)\n\n- `c`: RETRACTED: On walking (retraction)" in output


def test_what_a_person_changed_stays_until_forced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    edited = folder / "public" / "apa.html"
    edited.write_text("mine", "utf-8")
    write(folder, STUDIES[:2])
    assert build(folder) == 1
    said = capsys.readouterr()
    assert "error: apa.html: this file was not written so by a build, and was kept" in said.err
    assert "failed apa.html" in said.out
    assert edited.read_text("utf-8") == "mine"
    assert "On walking" not in (folder / "public" / "vancouver.html").read_text("utf-8")
    assert build(folder) == 1
    assert build(folder, "--force") == 0
    assert "Pacing" in edited.read_text("utf-8")


def test_a_foreign_file_is_not_overwritten(folder: Path) -> None:
    foreign = folder / "public" / "references.bib"
    foreign.parent.mkdir()
    foreign.write_text("% mine\n", "utf-8")
    assert build(folder) == 1
    assert foreign.read_text("utf-8") == "% mine\n"


def test_a_target_that_is_no_longer_wanted_goes_unless_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(folder)
    (folder / "public" / "vancouver.html").write_text("mine", "utf-8")
    (folder / "build.toml").write_text(BUILD.replace('["apa", "vancouver"]\nto', '["apa"]\nto'), "utf-8")
    capsys.readouterr()
    assert build(folder) == 0
    said = capsys.readouterr()
    assert "removed vancouver.docx" in said.out
    assert "vancouver.html: no target makes this file any more" in said.err
    left = state(folder)
    assert "vancouver.html" in left
    assert "recent/vancouver.docx" not in left


def test_a_lost_file_is_made_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    (folder / "public" / "apa.docx").unlink()
    capsys.readouterr()
    build(folder)
    assert made(capsys.readouterr().out) == ["apa.docx"]


def test_only_some_and_only_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder, "--dry-run", "--only", "*.docx") == 0
    assert sorted(capsys.readouterr().out.split()) == [file for file in FILES if file.endswith(".docx")]
    assert not (folder / "public").exists()
    assert build(folder, "--only", "recent/*") == 0
    assert made(capsys.readouterr().out) == [file for file in FILES if file.startswith("recent/")]
    assert build(folder) == 0
    assert "4 unchanged" in capsys.readouterr().out


def test_several_processes_write_the_same_bytes(folder: Path) -> None:
    build(folder)
    single = {name: data for name, (data, _) in state(folder).items()}
    assert build(folder, "--jobs", "2", "--force", "-o", str(folder / "public")) == 0
    assert run(["build", str(folder / "build.toml"), "--offline", "-j", "2", "-o", str(folder / "other"), "-q"]) == 0
    other = {
        path.relative_to(folder / "other").as_posix(): path.read_bytes()
        for path in (folder / "other").rglob("*")
        if path.is_file()
    }
    assert other == single


def test_every_fault_is_said_before_anything_is_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = BUILD.replace('"apa", "vancouver"]\nto', '"apaa", "vancouver"]\nto').replace("year >=", "yeer >=")
    (folder / "build.toml").write_text(faulty + 'sort = "colour"\n', "utf-8")
    assert build(folder) == 2
    said = capsys.readouterr().err
    assert "apaa" in said
    assert "yeer" in said
    assert "colour" in said
    assert not (folder / "public").exists()


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = folder / "outside"
    outside.mkdir()
    (folder / "public").mkdir()
    (folder / "public" / "recent").symlink_to(outside)
    assert build(folder) == 1
    assert "a link leads out of the build's folder" in capsys.readouterr().err
    assert not list(outside.iterdir())


def test_two_builds_at_once_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with only_build_in(folder / "public"):
        assert build(folder) == 2
    assert "another build is at work here" in capsys.readouterr().err
    (folder / "public" / ".build.lock").write_text("of a build that was killed", "utf-8")
    assert build(folder) == 0
    assert not (folder / "public" / ".build.lock").exists()


def test_many_at_once_hold_the_folder_one_after_another(tmp_path: Path) -> None:
    """A lock file left by a killed build was taken by two, when both found it at once."""
    holders: list[int] = []

    def hold(number: int) -> int:
        while True:
            try:
                with only_build_in(tmp_path):
                    holders.append(number)
                    assert holders == [number]
                    holders.remove(number)
                    return number
            except InvalidSettings:
                continue

    (tmp_path / ".build.lock").write_text("left behind", "utf-8")
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(hold, range(200))) == list(range(200))


def test_a_manifest_that_is_none_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "public").mkdir()
    (folder / "public" / "build.json").write_text("{", "utf-8")
    assert build(folder) == 2
    assert "this is no manifest of a build" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.3, 0.5, 0.7, 0.9, 1.2])
def test_a_killed_build_is_gone_on_from(folder: Path, after: float) -> None:
    command = [sys.executable, "-m", "atlas_cite", "build", str(folder / "build.toml"), "--offline", "-j", "1", "-q"]
    process = subprocess.Popen(command, cwd=folder)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    write(folder, STUDIES[:2])  # what was half made is not what will be made
    assert build(folder, "-q") == 0
    # what had changed since the killed build is told in one of the two, and its page's hash kept
    whole = {name: data for name, (data, _) in state(folder).items() if name not in {"CHANGES.md", "build.json"}}
    assert not [name for name in whole if name.endswith(PARTIAL_SUFFIX) and not name.startswith(".build.json")]
    whole = {name: data for name, data in whole.items() if not name.endswith(PARTIAL_SUFFIX)}
    assert run(["build", str(folder / "build.toml"), "--offline", "-j", "1", "-o", str(folder / "new"), "-q"]) == 0
    for name, data in whole.items():
        assert (folder / "new" / name).read_bytes() == data, name


def test_pages_of_the_build_s_own_are_not_written_over_what_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A project's own CHANGES.md, and an index that somebody wrote, were overwritten in silence."""
    public = folder / "public"
    public.mkdir()
    for name in ("CHANGES.md", "index.html", "SHA256SUMS"):
        (public / name).write_text("mine", "utf-8")
    assert build(folder) == 1
    said = capsys.readouterr().err
    for name in ("CHANGES.md", "index.html", "SHA256SUMS"):
        assert f"error: {name}: this file was not written so by a build" in said
        assert (public / name).read_text("utf-8") == "mine"
    assert build(folder, "--force") == 0
    assert (public / "index.html").read_text("utf-8") != "mine"
    (public / "index.html").write_text("edited", "utf-8")
    assert build(folder) == 1
    assert (public / "index.html").read_text("utf-8") == "edited"


def test_a_manifest_s_paths_stay_inside_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A manifest that named ../victim with its hash had it deleted."""
    (folder / "victim").write_text("mine", "utf-8")
    (folder / "public").mkdir()
    facts = {"made_from": "", "files": {"../victim": hashlib.sha256(b"mine").hexdigest()}}
    manifest = {"form": 1, "entries": {}, "targets": {"x": facts}}
    (folder / "public" / "build.json").write_text(json.dumps(manifest), "utf-8")
    assert build(folder) == 2
    assert "the path '../victim'" in capsys.readouterr().err
    assert (folder / "victim").exists()


def test_nothing_is_deleted_behind_a_link(folder: Path) -> None:
    build(folder)
    (folder / "public" / "recent").rename(folder / "elsewhere")
    (folder / "public" / "recent").symlink_to(folder / "elsewhere")
    (folder / "build.toml").write_text(BUILD.replace('filter = ["", "recent"]', ""), "utf-8")
    build(folder)
    assert len(list((folder / "elsewhere").iterdir())) == 4


def test_the_output_is_no_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Inputs that hold the output folder had every study again with each build."""
    (folder / "build.toml").write_text(BUILD.replace('["studies.json"]', '["."]'), "utf-8")
    assert build(folder) == 2
    assert "the output folder lies in an input" in capsys.readouterr().err
    assert not (folder / "public").exists()


def test_a_build_is_not_replaced_by_one_that_lost_its_inputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    before = state(folder)
    (folder / "studies.json").write_text("[{", "utf-8")
    capsys.readouterr()
    assert build(folder) == 1
    assert "nothing was made, and the last build stays" in capsys.readouterr().err
    (folder / "studies.json").unlink()
    assert build(folder, "--dry-run") == 1
    assert build(folder) == 1
    assert state(folder) == before
    assert build(folder, "--keep-going") == 1
    assert "No longer there (3)" in capsys.readouterr().out


def test_a_pattern_that_means_nothing_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder, "--only", "*.pdf") == 2
    assert "*.pdf: no target makes such a file" in capsys.readouterr().err


def test_styles_and_templates_stand_beside_the_build_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "styles").mkdir()
    (folder / "styles" / "ours.csl").write_bytes(Path(find_style("apa").path).read_bytes())
    (folder / "note.md").write_text("Template of ours", "utf-8")
    (folder / "build.toml").write_text(
        'inputs = ["studies.json"]\noutput = "public"\n[[bibliographies]]\nstyle = ["styles/ours.csl", "apa"]\n'
        'to = "markdown"\ntemplate = "note.md"\n[[sites]]\nstyle = ["styles/ours.csl"]\n',
        "utf-8",
    )
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert build(folder) == 0
    assert "Template of ours" in (folder / "public" / "ours.md").read_text("utf-8")
    assert (folder / "public" / "ours" / "index.html").is_file()


def test_groups_are_a_part_of_the_matrix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = '[[bibliographies]]\nto = "markdown"\ngroup-by = ["", "decade", ["pem", "year"]]\ntable = [true, false]\n'
    (folder / "build.toml").write_text(f'inputs = ["studies.json"]\noutput = "public"\n{groups}', "utf-8")
    assert build(folder) == 0
    names = ["", "-decade", "-decade-table", "-pem-year", "-pem-year-table", "-table"]
    assert sorted(made(capsys.readouterr().out)) == sorted(f"references{name}.md" for name in names)
    assert "2010–2019 (1)" in (folder / "public" / "references-decade.md").read_text("utf-8")
    assert "2010–2019" not in (folder / "public" / "references.md").read_text("utf-8")


def test_a_filter_that_keeps_nothing_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "build.toml").write_text(BUILD.replace("year >= 2010", "year >= 2050"), "utf-8")
    assert build(folder) == 0
    assert "year >= 2050: no entry fits this filter" in capsys.readouterr().err


def test_a_style_or_template_that_changed_makes_what_uses_it_anew(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style, template = folder / "ours.csl", folder / "note.md"
    style.write_bytes(Path(find_style("apa").path).read_bytes())
    template.write_text("First", "utf-8")
    (folder / "build.toml").write_text(
        'inputs = ["studies.json"]\noutput = "public"\n[[bibliographies]]\nstyle = ["ours.csl", "ieee"]\n'
        '[[bibliographies]]\nstyle = "mla"\ntemplate = "note.md"\n[[sites]]\nstyle = ["apa", "ours.csl"]\n',
        "utf-8",
    )
    build(folder)
    capsys.readouterr()
    style.write_bytes(style.read_bytes() + b"\n")
    build(folder)
    assert made(capsys.readouterr().out) == ["apa-ours", "ours.txt"]
    template.write_text("Second", "utf-8")
    build(folder)
    assert made(capsys.readouterr().out) == ["mla.txt"]
    assert "Second" in (folder / "public" / "mla.txt").read_text("utf-8")


def test_filters_that_nobody_uses_are_read_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "build.toml").write_text(BUILD.replace("[filters]", '[filters]\nunused = "pem == maybe"'), "utf-8")
    assert build(folder) == 2
    assert "filters.unused (line 7): pem never has this value" in capsys.readouterr().err


def test_one_target_s_fault_costs_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "public" / "apa.docx").mkdir(parents=True)
    assert build(folder) == 1
    said = capsys.readouterr()
    assert "apa.docx: it could not be made: IsADirectoryError" in said.err
    assert "10 made" in said.out


def test_what_a_site_had_written_when_it_failed_is_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The pages written before the fault were taken for a person's work by the next build."""
    (folder / "public" / "site" / "feed.xml").mkdir(parents=True)
    assert build(folder) == 1
    (folder / "public" / "site" / "feed.xml").rmdir()
    write(folder, [study("a", "Pacing again", 2001), *STUDIES[1:]])
    capsys.readouterr()
    assert build(folder) == 0
    assert "Pacing again" in (folder / "public" / "site" / "index.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there an interruption is another thing")
def test_an_interruption_is_prompt_and_leaves_nothing_half_done(folder: Path) -> None:
    write(folder, [study(f"s{number}", f"Study {number}", 2015) for number in range(400)])
    command = [sys.executable, "-m", "atlas_cite", "build", str(folder / "build.toml"), "--offline", "-j", "2", "-q"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (folder / "public" / "build.json").exists():
        time.sleep(0.05)
    time.sleep(0.5)  # in the middle of beginning, or of making
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not [name for name in state(folder) if name.endswith((".part", ".build.lock"))]
    assert build(folder, "-q") == 0
    assert set(FILES) < set(state(folder))


def processes_of(group: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(of_group) == group and state != "Z":
                found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted under /proc")
def test_a_killed_build_leaves_no_process_behind(folder: Path) -> None:
    """They went on writing into the folder, which was free by then, and waited for ever."""
    write(folder, [study(f"s{number}", f"Study {number}", 2015) for number in range(400)])
    command = [sys.executable, "-m", "atlas_cite", "build", str(folder / "build.toml"), "--offline", "-j", "2", "-q"]
    process = subprocess.Popen(command, start_new_session=True)
    while not list((folder / "public").glob("*.html")):
        time.sleep(0.05)
    process.kill()
    process.wait()
    ends = time.monotonic() + 20
    while processes_of(process.pid):
        assert time.monotonic() < ends
        time.sleep(0.1)


def test_an_output_that_is_a_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "public").write_text("mine", "utf-8")
    assert build(folder) == 2
    assert "the output is no folder" in capsys.readouterr().err


def test_neither_the_working_folder_nor_a_line_s_number_is_a_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build from another folder, or a study more in front, told every study as changed."""
    build(folder)
    monkeypatch.chdir(folder)
    capsys.readouterr()
    assert run(["build", "build.toml", "-j", "1", "--offline"]) == 0
    assert "0 made, 11 unchanged" in capsys.readouterr().out
    write(folder, [study("0", "The first", 1999), *STUDIES])
    build(folder)
    said = capsys.readouterr().out
    assert "## New (1)" in said
    assert "## Changed" not in said


def kill_children(done: threading.Event, most: int) -> None:
    """Kill the processes that a build begins, as the system does when memory is short."""
    killed: set[int | None] = set()
    while not done.wait(0.02):
        for child in multiprocessing.active_children():
            if len(killed) < most and child.pid not in killed:
                killed.add(child.pid)
                child.kill()


@pytest.mark.parametrize(("most", "code"), [(1, 0), (99, 1)])
def test_a_process_that_dies_costs_no_more_than_its_target(
    folder: Path, capsys: pytest.CaptureFixture[str], most: int, code: int
) -> None:
    done = threading.Event()
    killer = threading.Thread(target=kill_children, args=(done, most))
    killer.start()
    try:
        assert run(["build", str(folder / "build.toml"), "--offline", "--jobs", "2"]) == code
    finally:
        done.set()
        killer.join()
    said = capsys.readouterr()
    assert ("11 made" if code == 0 else "0 made, 0 unchanged, 11 failed") in said.out
    assert said.err.count("the process that made it died") == (11 if code else 0)


def test_what_a_killed_build_had_begun_to_write_goes(folder: Path) -> None:
    build(folder)
    public = folder / "public"
    manifest = json.loads((public / "build.json").read_text("utf-8"))
    for file in ("apa.html", "site"):
        facts = manifest["targets"][file]
        manifest["targets"][file] = {"made_from": "", "files": dict.fromkeys([*facts["files"], "site/"], "")}
    (public / "build.json").write_text(json.dumps(manifest), "utf-8")
    begun = [public / ".apa.html.ab12cd34.part", public / "site" / "studies" / ".a.html.ab12cd34.part"]
    others = [public / ".mine.part", public / "recent" / ".apa.html.ab12cd34.part"]
    for each in (*begun, *others):
        each.write_text("half", "utf-8")
    assert build(folder) == 0
    assert not [each for each in begun if each.exists()]
    assert all(each.exists() for each in others)
