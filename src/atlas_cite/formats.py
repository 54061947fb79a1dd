"""Formats: what can be written, the file endings that mean it, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from atlas_cite.errors import InvalidSettings


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be written: its name for -t, the endings of -o that mean it, and the function that makes it.

    `accepts` names what the function takes beside a library and annotations: `place`, `ascii_only`.
    `is_binary` says that the function returns bytes; `package` is what it needs beyond a plain installation, and
    `extra` the optional part of ours that brings it.
    `doubtful` is the function that names the characters of a document which the format may not print here.
    """

    name: str
    endings: tuple[str, ...]
    function: str
    accepts: frozenset[str] = frozenset()
    is_binary: bool = False
    package: str = ""
    extra: str = ""
    doubtful: str = ""


DOCUMENT_FORMATS = (
    Format("text", (".txt",), "atlas_cite.document.plain_text:render_plain_text"),
    Format("markdown", (".md", ".markdown"), "atlas_cite.document.markdown:render_markdown"),
    Format("html", (".html", ".htm", ".xhtml"), "atlas_cite.document.html:render_html"),
    Format("docx", (".docx",), "atlas_cite.document.docx:render_docx", is_binary=True),
    Format(
        "pdf",
        (".pdf",),
        "atlas_cite.document.pdf:render_pdf",
        is_binary=True,
        package="typst",
        extra="pdf",
        doubtful="atlas_cite.document.pdf:beyond_own_fonts",
    ),
    Format("latex", (".tex", ".latex"), "atlas_cite.document.latex:render_latex"),
    Format("typst", (".typ",), "atlas_cite.document.typst:render_typst"),
    Format("rtf", (".rtf",), "atlas_cite.document.rtf:render_rtf"),
    Format("odt", (".odt",), "atlas_cite.document.odt:render_odt", is_binary=True, package="pypandoc", extra="pandoc"),
    Format(
        "epub", (".epub",), "atlas_cite.document.epub:render_epub", is_binary=True, package="pypandoc", extra="pandoc"
    ),
)
"""What `cite` and `bibliography` can write; the first is the default."""

_LATEX = frozenset({"place", "ascii_only"})

EXPORT_FORMATS = (
    Format("bibtex", (".bib", ".bibtex"), "atlas_cite.export.bibtex:render_bibtex", _LATEX),
    Format("biblatex", (".biblatex", ".bib"), "atlas_cite.export.biblatex:render_biblatex", _LATEX),
    Format("ris", (".ris",), "atlas_cite.export.ris:render_ris", frozenset({"place"})),
    Format("csl-json", (".json",), "atlas_cite.export.csl_json:render_csl_json"),
    Format("csl-yaml", (".yaml", ".yml"), "atlas_cite.export.csl_yaml:render_csl_yaml"),
    Format("endnote-xml", (".xml",), "atlas_cite.export.endnote_xml:render_endnote_xml"),
    Format("nbib", (".nbib",), "atlas_cite.export.nbib:render_nbib"),
    Format("zotero-rdf", (".rdf",), "atlas_cite.export.zotero_rdf:render_zotero_rdf"),
    Format("hayagriva", (".hayagriva",), "atlas_cite.export.hayagriva:render_hayagriva"),
    Format("mods", (".mods",), "atlas_cite.export.mods:render_mods"),
    Format("csv", (".csv",), "atlas_cite.export.csv_table:render_csv"),
    Format("json-ld", (".jsonld",), "atlas_cite.export.json_ld:render_json_ld"),
    Format("coins", (".coins",), "atlas_cite.export.coins:render_coins"),
    Format("meta", (".meta",), "atlas_cite.export.meta_tags:render_meta_tags"),
)
"""What `export` can write; the first is the default."""

LIBRARY_FORMATS = (
    Format("library", (".json",), "atlas_cite.export.csl_json:render_library"),
    Format("jsonl", (".jsonl", ".ndjson"), "atlas_cite.export.csl_json:render_library_lines"),
)
"""What `resolve` can write; the first is the default."""

RECORD_FORMATS = (
    Format("jsonl", (".jsonl", ".ndjson"), "atlas_cite.export.records:render_records_jsonl"),
    Format("yaml", (".yaml", ".yml"), "atlas_cite.export.records:render_records_yaml"),
)
"""What `import` can write; the first is the default."""


def choose_format(formats: Sequence[Format], name: str | None, output: Path | None) -> Format:
    """The format called `name`, else the one the output's ending means, else the first.

    Raises InvalidSettings, naming what there is.
    """
    if name is not None:
        chosen = next((each for each in formats if each.name == name), None)
    elif output is not None and output.suffix:
        chosen = next((each for each in formats if output.suffix.lower() in each.endings), None)
    else:
        return formats[0]
    if chosen is None:
        known = "; ".join(f"{each.name} ({', '.join(each.endings)})" for each in formats)
        raise InvalidSettings(
            "no such format", subject=name or str(output), hint=f"There are: {known}. Choose with -t."
        )
    return chosen


def check_available(chosen: Format) -> None:
    """Raise InvalidSettings when the package that writes the format is not installed."""
    if chosen.package and find_spec(chosen.package) is None:
        hint = f"Install it: pip install 'atlas-cite[{chosen.extra}]'."
        raise InvalidSettings(f"this format needs the package {chosen.package}", subject=chosen.name, hint=hint)


def load_function(name: str) -> Callable[..., object]:
    """The function `module:name`; formats load only when they are written."""
    module, _, attribute = name.partition(":")
    function: Callable[..., object] = getattr(import_module(module), attribute)
    return function
