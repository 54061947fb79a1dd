"""Recall and precision of `check` by rule: faults seeded into sound files of real records.

    python tests/bench/check_labelled.py [--works works.jsonl] [--bibs FOLDER] [--each 8] [--misses]

Three files: one exported from real Crossref records, which a Crossref on loopback answers for, and two real .bib files,
checked offline.  Each kind of fault goes into `--each` entries of each, one fault an entry.  A fault is found when the
rule it is labelled with fires on that entry; every finding that the sound file did not have and no fault explains
is false.  What the sound files themselves had is counted beside, to be looked at by hand.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import Edit, RemoveField, SetField
from atlas_cite.bibfile.file import BibEntry, BibFile
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.checks.finding import Finding
from atlas_cite.cli.main import run
from atlas_cite.pipeline.checking import CheckRequest, check
from atlas_cite.pipeline.libraries import Lookup
from loopback.crossref_server import CrossrefServer

TODAY = date(2026, 11, 25)
Record = dict[str, Any]
Change = Callable[[BibEntry], "str | None"]
"""The new text of a field, or None where the fault has no place in an entry."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: the rule that must fire, and the field it stands in and how it is made there."""

    name: str
    rule: str
    field: str
    change: Change
    needs_registry: bool = False


def text_of(entry: BibEntry, name: str) -> str:
    return entry.text(name) or entry.text({"journal": "journaltitle", "year": "date"}.get(name, name))


def replaced(field: str, pattern: str, new: str) -> Change:
    """A change of the first match of a pattern in a field."""

    def change(entry: BibEntry) -> str | None:
        text, count = re.subn(pattern, new, text_of(entry, field), count=1, flags=re.DOTALL)
        return text if count and text != text_of(entry, field) else None

    return change


def put(value: str) -> Change:
    return lambda entry: value


def when(field: str, value: Callable[[str], str | None]) -> Change:
    def change(entry: BibEntry) -> str | None:
        text = text_of(entry, field)
        return value(text) if text else None

    return change


def mojibake(text: str) -> str | None:
    damaged = text.encode("utf-8").decode("cp1252", "replace")
    return damaged if damaged != text and "\ufffd" not in damaged else None


def swapped(text: str) -> str | None:
    people = text.split(" and ")
    match = re.fullmatch(r"([^,{}\\]{4,}), ([^,{}\\]{4,})", people[0])
    return " and ".join([f"{match[2]}, {match[1]}", *people[1:]]) if match else None


def backwards(text: str) -> str | None:
    match = re.fullmatch(r"(\d{2,})--(\d{2,})", text)
    return f"{match[2]}--{match[1]}" if match and int(match[2]) > int(match[1]) else None


def wrong_digit(text: str) -> str | None:
    match = re.match(r"(\d{4}-\d{3})(\d)", text)
    return f"{match[1]}{(int(match[2]) + 1) % 10}" if match else None


def truncated_doi(text: str) -> str | None:
    return text[:-3] if len(text.partition("/")[2]) > 6 and text[-3:].isalnum() else None


def is_sentence(text: str) -> bool:
    return sum(word.islower() for word in text.split()) >= 4 and "{" not in text


FAULTS = (
    Fault("DOI of another work", "identity/doi-other-work", "doi", put(""), needs_registry=True),
    Fault("DOI cut short", "identity/doi-absent", "doi", when("doi", truncated_doi), needs_registry=True),
    Fault("year off by four", "identity/record-differs", "year",
          when("year", lambda text: str(int(text) - 4) if text.isdigit() else None), needs_registry=True),
    Fault("volume of another year", "identity/numbers-differ", "volume",
          when("volume", lambda text: str(int(text) + 3) if text.isdigit() else None), needs_registry=True),
    Fault("page misprinted", "identity/numbers-differ", "pages",
          when("pages", lambda text: f"9{text}" if re.match(r"\d+--", text) else None), needs_registry=True),
    Fault("another journal", "identity/journal-differs", "journal",
          when("journal", lambda text: "Annals of Improbable Geology"), needs_registry=True),
    Fault("other authors", "identity/record-differs", "author",
          when("author", lambda text: "Quisling, Zebulon and Xylander, Ottokar"), needs_registry=True),
    Fault("retracted", "status/retracted", "", put("retraction"), needs_registry=True),
    Fault("expression of concern", "status/concern", "", put("expression_of_concern"), needs_registry=True),
    Fault("corrected", "status/corrected", "", put("correction"), needs_registry=True),
    Fault("withdrawn", "status/withdrawn", "", put("withdrawal"), needs_registry=True),
    Fault("RETRACTED before the title", "status/title-says-so", "title",
          when("title", lambda text: f"RETRACTED: {text}")),
    Fault("DOI as an address", "identity/doi-address", "doi", when("doi", lambda text: f"https://doi.org/{text}")),
    Fault("DOI with LaTeX", "identity/doi-latex", "doi", replaced("doi", r"([_&%])", r"\\\1")),
    Fault("DOI with a stop", "identity/doi-tail", "doi", when("doi", lambda text: f"{text}.")),
    Fault("DOI in capitals", "identity/doi-capitals", "doi",
          when("doi", lambda text: text.upper() if re.match(r"10\.\d+/(j\.|[a-z]{4})", text) else None)),
    Fault("DOI that is none", "identity/doi-invalid", "doi", when("doi", lambda text: text.partition("/")[2] or None)),
    Fault("URL repeats the DOI", "identity/url-repeats-doi", "url",
          when("doi", lambda text: f"https://doi.org/{text}")),
    Fault("no title", "content/required", "title", put("")),
    Fault("no journal", "content/required", "journal", when("journal", lambda text: "")),
    Fault("no authors", "content/required", "author", when("author", lambda text: "")),
    Fault("year in the future", "content/date-impossible", "year",
          when("year", lambda text: "2103" if text.isdigit() else None)),
    Fault("pages backwards", "content/pages-backwards", "pages", when("pages", backwards)),
    Fault("pages with one hyphen", "content/pages-form", "pages", replaced("pages", r"^(\d+)--(\d+)$", r"\1-\2")),
    Fault("pages with a label", "content/pages-form", "pages", replaced("pages", r"^(?=\d)", "pp. ")),
    Fault("ISSN misprinted", "content/issn-invalid", "issn", when("issn", wrong_digit)),
    Fault("ISSN without hyphen", "content/issn-form", "issn", replaced("issn", r"^(\d{4})-(\d{3}[\dX])$", r"\1\2")),
    Fault("volume null", "content/placeholder", "volume", when("volume", lambda text: "null")),
    Fault("month a word", "content/month-word", "month", put("September")),
    Fault("names in capitals", "content/name-capitals", "author",
          replaced("author", r"^([^,{}\\]{4,}),", lambda match: f"{match[1].upper()},")),
    Fault("name with a title", "content/name-title", "author", replaced("author", r"^([^,{}\\]+), ", r"\1, Dr. ")),
    Fault("names swapped", "content/name-swapped", "author", when("author", swapped), needs_registry=True),
    Fault("names with semicolons", "content/name-list", "author",
          when("author", lambda text: text.replace(" and ", "; ") if " and " in text else None)),
    Fault("et al. as a name", "content/name-list", "author", when("author", lambda text: f"{text} and et al.")),
    Fault("names with commas", "content/name-list", "author", put("J. Smith, A. B. Doe, C. Roe")),
    Fault("markup in the title", "content/markup-left", "title", replaced("title", r" (\w{4,}) ", r" <i>\1</i> ")),
    Fault("entity in the journal", "content/markup-left", "journal", replaced("journal", r"\\&", "&amp;")),
    Fault("mojibake in a name", "content/mojibake", "author", when("author", mojibake)),
    Fault("lost character", "content/control-character", "title", replaced("title", r"(\w{3}) ", "\\1\ufffd ")),
    Fault("title in capitals", "content/title-capitals", "title",
          when("title", lambda text: text.upper() if is_sentence(text) else None)),
    Fault("title with a stop", "content/title-full-stop", "title", replaced("title", r"(?<=[a-z]{4})$", ".")),
    Fault("title in double braces", "content/title-braced", "title",
          when("title", lambda text: f"{{{text}}}" if " " in text and "{" not in text else None)),
    Fault("acronym unprotected", "content/case-protection", "title",
          when("title", lambda text: re.sub(r"\{(\w+)\}", r"\1", text) if re.search(r"\{[A-Z]{2,}\}", text) else None)),
    Fault("journal abbreviated", "content/journal-spelling", "journal",
          replaced("journal", r"^(The )?Journal of ", "J. ")),
    Fault("same DOI twice", "identity/doi-twice", "+doi", put("")),
    Fault("work twice, no DOI", "identity/work-twice", "+", put("")),
    Fault("field twice", "bibtex/field-repeated", "=", put("")),
    Fault("key twice", "keys/repeated", "+key", put("")),
    Fault("unknown type", "bibtex/type-unknown", "@", put("artical")),
    Fault("undefined macro", "bibtex/macro-undefined", "#", put("nosuchmacro")),
)  # fmt: skip

_OTHERS = 4
"""Entries of a journal among which one that abbreviates it stands out."""
EXPLAINED: Mapping[str, frozenset[str]] = {
    "content/required": frozenset({"content/recommended", "identity/record-differs", "identity/doi-other-work"}),
    "identity/work-twice": frozenset({"identity/doi-missing", "content/recommended"}),
    "identity/record-differs": frozenset({"identity/doi-other-work"}),
    "identity/numbers-differ": frozenset({"content/pages-backwards"}),
    "bibtex/field-repeated": frozenset({"identity/record-differs", "identity/doi-other-work"}),
    "content/name-title": frozenset({"content/name-list"}),
    "identity/doi-invalid": frozenset({"identity/doi-missing", "content/recommended"}),
    "identity/doi-absent": frozenset({"identity/doi-tail", "content/required", "content/recommended"}),
    "content/title-capitals": frozenset({"content/case-protection"}),
    "content/date-impossible": frozenset({"identity/record-differs"}),
    "content/pages-backwards": frozenset({"identity/numbers-differ"}),
    "content/placeholder": frozenset({"identity/numbers-differ"}),
    "content/mojibake": frozenset({"identity/record-differs"}),
    "content/name-list": frozenset({"identity/record-differs", "content/name-swapped", "content/names-unreadable"}),
    "content/name-swapped": frozenset({"identity/record-differs"}),
    "identity/doi-twice": frozenset({"keys/repeated", "content/case-protection"}),
    "keys/repeated": frozenset({"identity/doi-twice", "identity/work-twice"}),
    "status/title-says-so": frozenset({"identity/record-differs"}),
    "bibtex/type-unknown": frozenset({"content/recommended", "content/required"}),
    "identity/doi-other-work": frozenset({"identity/doi-twice"}),
    "content/title-braced": frozenset({"content/case-protection"}),
    "bibtex/macro-undefined": frozenset({"content/required", "identity/journal-differs", "content/journal-spelling"}),
}
"""Rules that rightly fire besides the one a fault is labelled with."""


@dataclass(frozen=True)
class Seeded:
    """A fault in an entry."""

    fault: Fault
    key: str


def copies(file: BibFile, entry: BibEntry, fault: Fault) -> str:
    """A second entry of the same work, for faults that are about two."""
    text = file.text[entry.start : entry.end]
    if fault.field != "+key":
        text = text.replace(entry.key, f"{entry.key}-again", 1)
    if fault.field == "+":
        text = re.sub(r"\bdoi\s*=\s*\{[^{}]*\},?", "", text, flags=re.IGNORECASE)
    return f"\n\n{text}\n"


@dataclass
class Seeding:
    """A file on its way to have faults: the edits, what stands behind it, what is damaged by hand, the records."""

    file: BibFile
    known: dict[str, Record]
    chance: random.Random
    edits: list[Edit] = dataclass_field(default_factory=list)
    behind: str = ""
    raw: list[tuple[str, str]] = dataclass_field(default_factory=list)

    def put(self, fault: Fault, entry: BibEntry, new: str) -> str:
        """Put a fault into an entry; returns the key of the entry that is then at fault."""
        if fault.field.startswith("+"):
            self.behind += copies(self.file, entry, fault)
            return f"{entry.key}-again" if fault.field in {"+", "+doi"} else entry.key
        if fault.field in {"=", "@", "#"}:
            self.raw.append((entry.key, fault.field))
        elif not fault.field:
            update = {"DOI": "10.5555/notice", "type": new, "source": "publisher"}
            self.known[entry.text("doi").lower()]["updated-by"] = [update]
        elif fault.rule == "identity/doi-other-work":
            dois = [each.text("doi") for each in self.file.entries if each.text("doi").lower() in self.known]
            self.edits.append(SetField(entry.index, "doi", self.chance.choice(dois)))
        elif new:
            name = fault.field if entry.field(fault.field) or fault.field in {"month", "url"} else other_name(fault)
            self.edits.append(SetField(entry.index, name, new))
        else:
            self.edits += [RemoveField(entry.index, name) for name in (fault.field, other_name(fault))]
        return entry.key

    def data(self) -> bytes:
        """The bytes of the file with its faults."""
        edited, _ = apply_edits(self.file, self.edits)
        text = edited.data.decode(self.file.source.encoding) + self.behind
        for key, sign in self.raw:
            text = damaged(text, key, sign)
        return text.encode()


def seed(
    data: bytes, faults: Sequence[Fault], each: int, records: dict[str, Record], chance: random.Random
) -> tuple[bytes, list[Seeded], dict[str, Record]]:
    """The file with faults, what was seeded, and the registry's records with the updates that faults are about."""
    file = read_bib_file(data, "sound.bib")
    seeding = Seeding(file, {doi: dict(record) for doi, record in records.items()}, chance)
    keys = Counter(entry.key.lower() for entry in file.entries)
    journals = Counter(entry.text("journal") for entry in file.entries)
    free = [entry for entry in file.entries if keys[entry.key.lower()] == 1 and entry.key and len(entry.fields) > 3]
    chance.shuffle(free)
    seeded: list[Seeded] = []
    for fault in faults:
        fitting = [entry for entry in free if made(fault, entry) is not None]
        if fault.rule == "content/journal-spelling":  # something else must spell it in full
            fitting = [entry for entry in fitting if journals[entry.text("journal")] >= _OTHERS]
        for entry in fitting[:each]:
            seeded.append(Seeded(fault, seeding.put(fault, entry, made(fault, entry) or "")))
            free.remove(entry)
    return seeding.data(), seeded, seeding.known


def other_name(fault: Fault) -> str:
    return {"journal": "journaltitle", "year": "date"}.get(fault.field, fault.field)


def made(fault: Fault, entry: BibEntry) -> str | None:
    if fault.field in {"", "+", "+doi"} and not (entry.text("doi") and entry.type.lower() == "article"):
        return None
    if fault.rule.startswith(("identity/record", "identity/numbers", "identity/journal", "content/required")) and (
        entry.type.lower() != "article"
    ):
        return None
    if fault.field == "title" and len(entry.text("title").split()) < 5:
        return None
    if fault.field == "#" and not entry.field("journal"):
        return None
    return fault.change(entry)


def damaged(text: str, key: str, sign: str) -> str:
    """The text with an entry's type misspelled, a field repeated, or its journal a macro."""
    start = re.search(rf"@(\w+)\{{\s*{re.escape(key)}\s*,", text)
    if start is None:
        raise ValueError(f"{key} is not there")
    if sign == "@":
        return text[: start.start(1)] + "artical" + text[start.end(1) :]
    if sign == "=":
        return f"{text[: start.end()]}\n  title = {{Another title of {key.lower()}}}," + text[start.end() :]
    rest = re.sub(r"(\n\s*journal\s*=\s*)\{[^\n]*\}(,?)\n", r"\1nosuchmacro\2\n", text[start.end() :], count=1)
    return text[: start.end()] + rest


def found_in(path: Path, lookup: Lookup) -> list[Finding]:
    return list(check([str(path)], BytesIO(), lookup, CheckRequest(), today=TODAY).findings)


def fires(finding: Finding, seeded: Seeded) -> bool:
    return finding.rule == seeded.fault.rule and (finding.key == seeded.key or seeded.key in finding.message)


@dataclass
class Tally:
    """What was counted of each rule: seeded, found, false; and what sound files had."""

    seeded: Counter[str]
    found: Counter[str]
    false: Counter[str]
    sound: Counter[str]
    kinds: set[str]


def measure(
    tally: Tally, data: bytes, lookups: Callable[[dict[str, Record]], Lookup], records: dict[str, Record],
    faults: Sequence[Fault], each: int, folder: Path, *, misses: bool,
) -> None:  # fmt: skip
    path = folder / "seeded.bib"
    path.write_bytes(data)
    before = found_in(path, lookups(records))
    tally.sound.update(finding.rule for finding in before)
    text, seeded, known = seed(data, faults, each, records, random.Random(8))
    path.write_bytes(text)
    after = found_in(path, lookups(known))
    old = Counter(finding.fingerprint for finding in before)
    new = [finding for finding in after if not old[finding.fingerprint]]
    for each_fault in seeded:
        tally.seeded[each_fault.fault.rule] += 1
        tally.kinds.add(each_fault.fault.name)
        hits = [finding for finding in after if fires(finding, each_fault)]
        tally.found[each_fault.fault.rule] += bool(hits)
        if misses and not hits:
            print(f"missed: {each_fault.fault.name} in {each_fault.key}")
    had = {(finding.rule, finding.key) for finding in before}
    for finding in new:
        is_copied = (finding.rule, finding.key.removesuffix("-again")) in had
        if not is_copied and not any(explains(each_fault, finding) for each_fault in seeded):
            tally.false[finding.rule] += 1
            if misses:
                print(f"false: {finding.rule} {finding.key} {finding.message[:150]}")


def explains(seeded: Seeded, finding: Finding) -> bool:
    about = {seeded.key, seeded.key.removesuffix("-again")}
    is_about = finding.key in about or any(
        re.search(rf"(?<!\w){re.escape(key)}(?!\w)", finding.message) for key in about
    )
    rules = {seeded.fault.rule, *EXPLAINED.get(seeded.fault.rule, ())}
    return (is_about and finding.rule in rules) or (
        finding.rule == "status/unchecked" or "nosuchmacro" in finding.message
    )


def exported(works: Path, folder: Path) -> tuple[bytes, dict[str, Record]]:
    """A .bib file of the articles and papers among real records, and the records by DOI."""
    records = [json.loads(line) for line in works.open(encoding="utf-8")]
    known = {record["DOI"].lower(): record for record in records}
    dois = folder / "dois.txt"
    dois.write_text("".join(f"{doi}\n" for doi in known))
    with CrossrefServer(records) as server:
        run(["export", str(dois), "-o", str(folder / "sound.bib"), "--crossref-url", server.url, "--mailto",
             "bench@example.org", "--cache", str(folder / "sound.sqlite"), "--annotate", "none", "-q"])  # fmt: skip
    return (folder / "sound.bib").read_bytes(), known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(__file__).parents[3] / "shared"
    parser.add_argument("--works", type=Path, default=shared / "crossref" / "works.jsonl")
    parser.add_argument("--bibs", type=Path, default=shared / "bibs")
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    tally = Tally(Counter(), Counter(), Counter(), Counter(), set())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, records = exported(options.works, folder)
        for run_number, faults in enumerate(halves(FAULTS)):
            with servers(folder / str(run_number)) as lookups:
                measure(tally, data, lookups, records, faults, options.each, folder, misses=options.misses)
        offline = [fault for fault in FAULTS if not fault.needs_registry]
        lookup = Lookup(offline=True, cache=folder / "none.sqlite")
        for file in ("mecfs-immune.bib", "mendeley-dupkeys.bib"):
            real = (options.bibs / file).read_bytes()
            measure(tally, real, lambda _: lookup, {}, offline, options.each, folder, misses=options.misses)
    report(tally)


def halves(faults: Sequence[Fault]) -> Iterator[Sequence[Fault]]:
    """Faults that are about the registry and the others: there are not entries enough for all at once."""
    yield [fault for fault in faults if fault.needs_registry]
    yield [fault for fault in faults if not fault.needs_registry]


class servers:  # noqa: N801  # used as a context manager, as a function would be
    """Crossrefs on loopback, one for each set of records that is asked about."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._open = folder, []  # type: ignore[var-annotated]  # a list of servers

    def __enter__(self) -> Callable[[dict[str, Record]], Lookup]:
        self._folder.mkdir()
        return self._lookup

    def __exit__(self, *_: object) -> None:
        for server in self._open:
            server.__exit__(None, None, None)

    def _lookup(self, records: dict[str, Record]) -> Lookup:
        server = CrossrefServer(records.values())
        server.__enter__()
        self._open.append(server)
        url = server.url
        cache = self._folder / f"{len(self._open)}.sqlite"
        return Lookup(
            crossref_url=url, doi_url=f"{url}/doi.org", datacite_url=url, mailto="bench@example.org", cache=cache
        )


def report(tally: Tally) -> None:
    print("| rule | seeded | recall | precision | in the sound files |\n|---|---:|---:|---:|---:|")
    for rule in sorted(tally.seeded | tally.false):
        seeded, found, false = tally.seeded[rule], tally.found[rule], tally.false[rule]
        recall = f"{found / seeded:.2f}" if seeded else ""
        precision = f"{found / (found + false):.2f}" if found + false else ""
        print(f"| `{rule}` | {seeded} | {recall} | {precision} | {tally.sound[rule]} |")
    seeded, found, false = (sum(each.values()) for each in (tally.seeded, tally.found, tally.false))
    print(f"| all: {len(tally.kinds)} kinds | {seeded} | {found / seeded:.3f} | {found / (found + false):.3f} | |")
    others = {rule: count for rule, count in sorted(tally.sound.items()) if rule not in tally.seeded}
    print(f"besides, in the sound files: {others}")


if __name__ == "__main__":
    main()
