"""Writing the page: one HTML file, piece by piece, with its style and script inside and no address to load from.

Sources: HTML Living Standard; CSP 3 (script by hash); WCAG 2.2; COinS (OpenURL ContextObject in SPAN).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_svg
from atlas_cite.document.html import page_style, render_html_fragment, render_reference
from atlas_cite.document.html_text import Identities, attribute, escaped
from atlas_cite.document.script import in_script
from atlas_cite.document.tree import Block, Heading, Paragraph
from atlas_cite.webpage.json_script import compact_json, json_ld_script
from atlas_cite.webpage.model import Facet, Section, Study, WebPage
from atlas_cite.webpage.words import words_of

_HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="atlas-cite">
<title>{title}</title>
<style>
{style}</style>
"""
EXPORT_KINDS = ("bib", "ris", "json")
"""What can be downloaded, by the ending of its file."""
_SORTS = ("given", "newest", "oldest", "evidence", "title")


def render_web_page(page: WebPage, own_pages: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """`page` as HTML, in pieces, so that a large one is never whole in memory.

    `own_pages` gives the address of each study's own page by its anchor; where there is none, the permanent link is the
    study's place in this page.
    """
    words = words_of(page.language)
    yield _HEAD.format(
        language=attribute(page.language or "en"),
        title=escaped(page.title),
        script_hash=_script_hash(),
        style=page_style() + _file("page.css"),
    )
    yield '</head>\n<body>\n<div class="page">\n'
    yield f"<header>\n<h1>{escaped(page.title)}</h1>\n{render_html_fragment(page.introduction)}\n</header>\n"
    yield f"{_controls(page, words)}<main>\n"
    yield _contents(page, words)
    yield from _charts(page, words)
    identities = Identities()
    told: set[str] = set()
    for section in page.sections:
        yield from _section(section, page, own_pages, identities)
        yield from _context_objects(section.studies, told)
    yield f'<p id="nothing" hidden>{escaped(words["nothing"])}</p>\n</main>\n</div>\n'
    yield f'<script type="application/json" id="data">{in_script(compact_json(_data(page, words)))}</script>\n'
    yield f'<script type="application/octet-stream" id="exports">{_packed(page.studies)}</script>\n'
    yield f"<script>{_file('page.js')}</script>\n"
    # Behind everything else: who reads the page need not wait for what machines read.
    works = {study.anchor: study.listed for study in page.studies if study.listed}
    yield from json_ld_script(works.values())
    yield "</body>\n</html>\n"


def _controls(page: WebPage, words: Mapping[str, str]) -> str:
    """Search, order, style, filters and downloads, which a page without script does not show."""
    parts = [
        f'<aside class="controls" aria-label="{attribute(words["filters"])}">',
        _field(words["search"], '<input type="search" id="search" autocomplete="off">'),
        f'<p id="shown" role="status">{escaped(_shown(page, words))}</p>',
        _field(words["sort"], _select("sort", [(order, words[order]) for order in _SORTS])),
    ]
    if len(page.styles) > 1:
        parts.append(_field(words["style"], _select("style", [(style, style) for style in page.styles])))
    parts.append(f'<details id="filters" open><summary>{escaped(words["filters"])}</summary>')
    parts += [_fieldset(at, facet, page) for at, facet in enumerate(page.facets)]
    parts.append("</details>")
    parts.append(_buttons((("reset", words["reset"]), ("open", words["open"]), ("close", words["close"]))))
    parts.append(f'<div class="row" role="group" aria-label="{attribute(words["download"])}">')
    parts += [
        f'<button type="button" data-do="download" data-kind="{kind}"'
        f' aria-label="{attribute(words["download"])}: .{kind}">↓ .{kind}</button>'
        for kind in EXPORT_KINDS
    ]
    parts.append("</div>\n</aside>\n")
    return "\n".join(parts)


def _field(name: str, control: str) -> str:
    return f'<label class="field"><span>{escaped(name)}</span>{control}</label>'


def _select(identity: str, options: Iterable[tuple[str, str]]) -> str:
    choices = "".join(f'<option value="{attribute(value)}">{escaped(text)}</option>' for value, text in options)
    return f'<select id="{identity}">{choices}</select>'


def _buttons(actions: Iterable[tuple[str, str]]) -> str:
    made = "".join(f'<button type="button" data-do="{action}">{escaped(text)}</button>' for action, text in actions)
    return f'<div class="row">{made}</div>'


def _fieldset(at: int, facet: Facet, page: WebPage) -> str:
    counts = dict.fromkeys(facet.values, 0)
    for study in page.studies:
        for value in study.facets.get(facet.name, ()):
            counts[value] += 1
    boxes = "".join(
        f'<label><input type="checkbox" data-facet="{at}" data-value="{number}"><span>{escaped(value)}</span>'
        f"<output>{counts[value]}</output></label>"
        for number, value in enumerate(facet.values)
    )
    return f"<fieldset><legend>{escaped(facet.label)}</legend><div>{boxes}</div></fieldset>"


def _contents(page: WebPage, words: Mapping[str, str]) -> str:
    named = [section for section in page.sections if section.title]
    if len(named) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{attribute(section.anchor)}">{escaped(section.title)}</a> ({len(section.studies)})</li>'
        for section in named
    )
    return f'<nav class="contents"><h2>{escaped(words["contents"])}</h2><ul>{items}</ul></nav>\n'


def _charts(page: WebPage, words: Mapping[str, str]) -> Iterator[str]:
    if page.charts:
        yield f'<div class="charts" role="group" aria-label="{attribute(words["charts"])}">\n'
        yield from (f"{chart_svg(chart, f'chart-{number}')}\n" for number, chart in enumerate(page.charts, start=1))
        yield "</div>\n"


def _section(section: Section, page: WebPage, own_pages: Mapping[str, str], identities: Identities) -> Iterator[str]:
    anchor = f' id="{attribute(identities.new(section.anchor))}"' if section.anchor else ""
    yield f'<section class="group"{anchor}>\n'
    if section.title:
        yield f"<h2>{escaped(section.title)} ({len(section.studies)})</h2>\n"
    for study in section.studies:
        identity = identities.new(study.anchor)
        address = own_pages.get(study.anchor, f"#{identity}")
        yield _article(study, page, identity, address, 3 if section.title else 2)
    yield "</section>\n"


def _article(study: Study, page: WebPage, identity: str, address: str, level: int) -> str:
    words = words_of(page.language)
    parts = [f'<article class="entry" id="{attribute(identity)}">']
    for number, (style, reference) in enumerate(zip(page.styles, study.references, strict=True)):
        hidden = " hidden" if number else ""
        parts.append(f'<div class="as" data-style="{attribute(style)}"{hidden}>{render_reference(reference)}</div>')
    warnings, rest = status_first(study.annotation, level)
    if warnings:
        parts.append(f'<div class="status-first">{render_html_fragment(warnings)}</div>')
    parts.append(
        f'<p class="tools"><button type="button" data-do="copy-citation">{escaped(words["copy-citation"])}</button>'
        f'<button type="button" data-do="copy-bibtex">{escaped(words["copy-bibtex"])}</button>'
        f'<a href="{attribute(address)}">{escaped(words["link"])}</a></p>'
    )
    if rest:
        body = render_html_fragment(rest)
        parts.append(
            f"<details open><summary>{escaped(words['annotation'])}</summary>"
            f'<div class="annotation">{body}</div></details>'
        )
    return "\n".join([*parts, "</article>\n"])


def _context_objects(studies: Iterable[Study], told: set[str]) -> Iterator[str]:
    """The COinS of the studies that are not `told` yet: Zotero offers each one it finds, however often."""
    for study in studies:
        if study.coins and study.anchor not in told:
            yield f'<span class="Z3988" title="{attribute(study.coins)}"></span>\n'
            told.add(study.anchor)


def status_first(blocks: tuple[Block, ...], level: int) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The status of a study, which nothing may fold away, and the rest with its headings at `level`."""
    warnings = tuple(block for block in blocks if isinstance(block, Paragraph) and block.style == "status")
    rest = tuple(
        Heading(level, block.children, block.anchor) if isinstance(block, Heading) else block
        for block in blocks
        if block not in warnings
    )
    return warnings, rest


def _data(page: WebPage, words: Mapping[str, str]) -> dict[str, Any]:
    """What the script needs: for each article its year, evidence, values by facet, title and key."""
    places = [{value: number for number, value in enumerate(facet.values)} for facet in page.facets]
    return {
        "words": {"shown": words["shown"], "copied": words["copied"]},
        "facets": len(page.facets),
        "studies": [
            [
                study.year,
                study.evidence,
                [
                    [place[value] for value in study.facets.get(facet.name, ())]
                    for facet, place in zip(page.facets, places, strict=True)
                ],
                one_line(study.title),
                study.anchor,
            ]
            for study in page.studies
        ],
    }


def _packed(studies: Iterable[Study]) -> str:
    """Every study's exports by its key, compressed: only who downloads them pays for unpacking."""
    records = {study.anchor: dict(study.exports) for study in studies}
    # Half a surrogate pair, which UTF-8 cannot hold, becomes its JSON escape.
    text = compact_json(records).encode("utf-8", "backslashreplace")
    return base64.b64encode(gzip.compress(text, mtime=0)).decode()


def _shown(page: WebPage, words: Mapping[str, str]) -> str:
    count = str(len(page.studies))
    return words["shown"].replace("{n}", count).replace("{m}", count)


@cache
def _script_hash() -> str:
    return base64.b64encode(hashlib.sha256(_file("page.js").encode()).digest()).decode()


@cache
def _file(name: str) -> str:
    return files("atlas_cite.webpage").joinpath(name).read_text(encoding="utf-8")
