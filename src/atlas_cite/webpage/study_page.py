"""A study's own page: the study first, how to cite it, its annotation, and last how to cite the atlas's summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas_cite.document.html import page_style, render_html_fragment, render_reference
from atlas_cite.document.html_text import attribute, escaped
from atlas_cite.webpage.json_script import json_ld_script
from atlas_cite.webpage.model import Study, WebPage
from atlas_cite.webpage.words import words_of
from atlas_cite.webpage.write import status_first

_HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
form-action 'none'">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="atlas-cite">
<title>{title}</title>
{meta}<style>
{style}pre {{ overflow-x: auto; background: var(--panel); padding: .8rem 1rem; font-size: .875rem; }}
nav {{ font: .9375rem/1.5 system-ui, sans-serif; display: flex; gap: 1.25rem; flex-wrap: wrap; margin-bottom: 2rem; }}
.cite h3, .cite summary {{ font: 600 .8125rem/1.4 system-ui, sans-serif; margin: 1.2rem 0 .3rem; }}
.cite summary {{ cursor: pointer; width: fit-content; }}
</style>
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a study's page stands among the others: file names beside it, empty where there is none."""

    index: str
    previous: str = ""
    following: str = ""


def render_study_page(study: Study, page: WebPage, place: Place) -> Iterator[str]:
    """The page of one study of `page`, in pieces.

    It has no COinS: Zotero would take them before the meta tags, which say more.
    """
    words = words_of(page.language)
    meta = "".join(f'<meta name="{attribute(name)}" content="{attribute(content)}">\n' for name, content in study.meta)
    title = escaped(study.title) or escaped(study.anchor)
    yield _HEAD.format(language=attribute(page.language or "en"), title=title, meta=meta, style=page_style())
    yield from json_ld_script([study.json_ld] if study.json_ld else [])
    yield f'</head>\n<body>\n<main>\n<nav><a href="{attribute(place.index)}">{escaped(page.title)}</a>'
    for name, target in (("previous", place.previous), ("next", place.following)):
        if target:
            yield f'<a rel="{name[:4]}" href="{attribute(target)}">{escaped(words[name])}</a>'
    yield f'</nav>\n<h1 dir="auto">{title}</h1>\n'
    warnings, rest = status_first(study.annotation, 2)
    yield f"{render_html_fragment(warnings)}\n" if warnings else ""
    yield from _citing(study, page)
    yield f'<div class="annotation">\n{render_html_fragment(rest)}\n</div>\n' if rest else ""
    yield f"{render_html_fragment(study.snapshot)}\n" if study.snapshot else ""
    yield "</main>\n</body>\n</html>\n"


def _citing(study: Study, page: WebPage) -> Iterator[str]:
    """The study's own citation in each style, and its BibTeX."""
    words = words_of(page.language)
    yield f'<section class="cite">\n<h2>{escaped(words["cite"])}</h2>\n'
    for style, reference in zip(page.styles, study.references, strict=True):
        yield f"<h3>{escaped(style)}</h3>\n" if style else ""
        yield f"{render_reference(reference)}\n"
    if bibtex := study.exports.get("bib"):
        # Closed, as it holds the whole annotation again; reached by keyboard, as what is wide has to be scrolled.
        text = f'<pre tabindex="0" role="region" aria-label="BibTeX">{_preformatted(bibtex)}</pre>'
        yield f"<details><summary>BibTeX</summary>\n{text}\n</details>\n"
    yield "</section>\n"


def _preformatted(text: str) -> str:
    return "\n".join(escaped(line) for line in text.splitlines())
