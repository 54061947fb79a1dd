"""The index of a build: one page with a link to every file, by filter and kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from atlas_cite.build.own_files import CHANGES, CHECKSUMS
from atlas_cite.build.spec import Target
from atlas_cite.document.html import page
from atlas_cite.document.html_text import attribute, escaped

_STYLE = """
table { border-collapse: collapse; }
th, td { padding: .25em 1.5em .25em 0; text-align: left; vertical-align: baseline; }
td:last-child { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; }
"""
_FOOT = f'<p><a href="{CHANGES}">What changed last</a> · <a href="{CHECKSUMS}">checksums</a></p>'
_KINDS = {"bibliographies": "Bibliographies", "exports": "For reference managers", "sites": "Web sites"}


def render_index(title: str, targets: Sequence[Target], sizes: Mapping[str, int]) -> str:
    """The page; `sizes` are bytes by path, and what has none was not made and has no link."""
    body = "\n".join(_sections(targets, sizes))
    heading = escaped(title or "References")
    return page(f"<h1>{heading}</h1>\n{body}\n{_FOOT}", heading, style=_STYLE)


def _sections(targets: Sequence[Target], sizes: Mapping[str, int]) -> Iterator[str]:
    for kind, heading in _KINDS.items():
        for name in dict.fromkeys(each.filter for each in targets if each.kind == kind):
            chosen = [each for each in targets if each.kind == kind and each.filter == name]
            where = f": {escaped(name)} <small>({escaped(chosen[0].where)})</small>" if name else ""
            yield f"<h2>{heading}{where}</h2>\n<table>"
            yield '<thead><tr><th scope="col">File</th><th scope="col">Size</th></tr></thead>\n<tbody>'
            yield from (_row(each, sizes) for each in chosen)
            yield "</tbody>\n</table>"


def _row(target: Target, sizes: Mapping[str, int]) -> str:
    path = target.file if target.file in sizes else f"{target.file}/index.html"
    if path not in sizes:
        return f"<tr><td>{escaped(target.file)}</td><td>not made</td></tr>"
    size = (
        sizes[path]
        if path == target.file
        else sum(each for name, each in sizes.items() if name.startswith(f"{target.file}/"))
    )
    return f'<tr><td><a href="{attribute(quote(path))}">{escaped(target.file)}</a></td><td>{_shown(size)}</td></tr>'


def _shown(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
