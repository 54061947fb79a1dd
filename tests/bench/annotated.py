"""What the document benchmarks share: a made library with every part of a summary, and a process timed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas_cite.export.csl_json import render_csl_json, render_library
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status
from atlas_cite.model.summary import Bullets, Paragraph, Part, Pem, SummaryRecord

_WORDS = (
    "sleep pain exertion blood muscle memory immune signal stress pacing trial cohort children adults care the of in "
    "was were after before with without people patients controls group change measure day week month year score"
).split()
_LISTS = frozenset({Part.OBSERVED_FINDINGS, Part.INFERRED_CONCLUSIONS, Part.REMAINING_QUESTIONS})
_BADGES = {
    "evidence_level": ("E0 Consensus", "E1 Replicated", "E2 Moderate", "E3 Preliminary"),
    "confidence": ("Higher confidence", "Moderate confidence", "Preliminary"),
    "publication_type": ("RCT", "Case-Control", "Guideline", "Cohort"),
    "sample_size": ("24 patients", "1,204 people"),
}


def made_library(count: int) -> Library:
    """Studies that differ in all that is sorted, grouped and printed, each with about 330 words of summary."""
    return Library(tuple(_entry(number) for number in range(count)))


def _entry(number: int) -> Entry:
    fields = {
        "title": _sentence(number, 9),
        "author": tuple(Name(f"Name{(number * 7 + at) % 900}", "Anna B.") for at in range(number % 9 + 1)),
        "container-title": f"Journal of {_WORDS[number % 15]} research",
        "issued": Date((1990 + number % 35, number % 12 + 1)),
        "volume": str(number % 80 + 1),
        "page": f"{number + 1}-{number + 11}",
        "DOI": f"10.5555/made.{number}",
    }
    item = Item("article-journal", fields)  # type: ignore[arg-type]
    parts = {part: _part(part, number * 31 + at) for at, part in enumerate(Part)}
    badges = {name: values[number % len(values)] for name, values in _BADGES.items()}
    record = SummaryRecord(
        title=str(fields["title"]),
        parts=parts,
        badges=badges,
        pem=list(Pem)[number % 4],
        atlas="An Atlas",
        language="en",
    )
    return Entry(
        f"key{number}", item, dict.fromkeys(fields, Origin("crossref")), record, status=Status("2026-11-25", ())
    )


def _part(part: Part, seed: int) -> tuple[Paragraph | Bullets, ...]:
    if part in _LISTS:
        return (Bullets(tuple(_sentence(seed + at, 11) for at in range(3))),)
    return (Paragraph(" ".join(f"{_sentence(seed + at, 18)}." for at in range(2))),)


def _sentence(seed: int, length: int) -> str:
    return " ".join(_WORDS[(seed * 13 + at * (seed % 7 + 1)) % len(_WORDS)] for at in range(length)).capitalize()


def write_inputs(library: Library, folder: Path) -> None:
    """The library as ours, as CSL-JSON for pandoc, and a Markdown file that cites all of it."""
    (folder / "library.json").write_text("".join(render_library(library)), "utf-8")
    items = json.loads("".join(render_csl_json(library, lambda _: ())))
    for item in items:
        item.pop("note", None)
    (folder / "items.json").write_text(json.dumps(items), "utf-8")
    (folder / "all.md").write_text("---\nnocite: '@*'\ntitle: References\n---\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds by the clock and on the processor, and its peak memory in MiB."""

    seconds: float
    processor: float
    peak: float

    def to(self, other: Cost) -> str:
        """How many times the processor time of `other` this is, which a busy machine changes little."""
        return f"{self.processor / other.processor:.1f} x ours"

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s  ({self.processor:6.2f} s of processor, peak {self.peak:5.0f} MiB)"


def run(command: Sequence[str], folder: Path) -> Cost:
    """The cost of one command; ends the benchmark when it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{' '.join(command)}: {process.stderr.read().decode() if process.stderr else ''}")
    return Cost(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(*arguments: str) -> list[str]:
    """Our command line."""
    return [sys.executable, "-m", "atlas_cite", "bibliography", "library.json", "-q", "--offline", *arguments]


def pandoc() -> str:
    """pandoc's program: that of $PANDOC, on the path, or of pypandoc; empty without any."""
    if found := os.environ.get("PANDOC") or shutil.which("pandoc"):
        return found
    try:
        import pypandoc
    except ImportError:
        return ""
    return str(pypandoc.get_pandoc_path())
