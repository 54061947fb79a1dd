"""A site: an index, a page for each study, a feed, a sitemap and the exports, as names and texts for a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from atlas_cite.files import is_reserved_name
from atlas_cite.webpage.feed import render_atom, render_sitemap
from atlas_cite.webpage.model import Study, WebPage
from atlas_cite.webpage.study_page import Place, render_study_page
from atlas_cite.webpage.write import render_web_page

INDEX = "index.html"
STUDIES = "studies"
"""The folder of the studies' pages."""
_LONGEST_NAME = 120


def render_site(
    page: WebPage, exports: Mapping[str, Iterable[str]], site_url: str = ""
) -> Iterator[tuple[str, Iterable[str]]]:
    """Each file of the site as its name in the folder and its text in pieces.

    `exports` are further files by name (`studies.bib`); `site_url` is where the site will stand, without which there
    is no sitemap, because a sitemap holds whole addresses.
    """
    unique = {study.anchor: study for study in page.studies}
    named = file_names(unique)
    yield INDEX, render_web_page(page, {key: f"{STUDIES}/{name}" for key, name in named.items()})
    keys = list(unique)
    for at, key in enumerate(keys):
        before = named[keys[at - 1]] if at else ""
        after = named[keys[at + 1]] if at + 1 < len(keys) else ""
        yield f"{STUDIES}/{named[key]}", render_study_page(unique[key], page, Place(f"../{INDEX}", before, after))
    pages: list[tuple[Study, str]] = [(study, f"{STUDIES}/{named[key]}") for key, study in unique.items()]
    yield "feed.xml", render_atom(page.title, site_url, pages)
    if site_url:
        yield "sitemap.xml", render_sitemap(site_url, [(INDEX, ""), *((name, study.updated) for study, name in pages)])
    yield from exports.items()


def file_names(keys: Iterable[str]) -> dict[str, str]:
    """A file name for each key: safe on every file system, and no two alike but for their case."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for key in keys:
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", key).strip(".-")[:_LONGEST_NAME].rstrip(".-") or "study"
        if is_reserved_name(base) or base.lower() == "index":  # a server shows an index in place of the folder
            base = f"study-{base}"
        name, number = base, 2
        while name.lower() in used:
            name, number = f"{base}-{number}", number + 1
        used.add(name.lower())
        names[key] = f"{name}.html"
    return names
