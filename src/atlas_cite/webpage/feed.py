"""Feeds: the studies last changed, as Atom, and every page, as a sitemap.

Sources: RFC 4287 (Atom); sitemaps.org protocol 0.9.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from atlas_cite.document.html_text import attribute, escaped
from atlas_cite.document.tree import plain
from atlas_cite.webpage.model import Study

_ENTRIES = 50
"""How many studies a feed holds: what readers ask for, and a small file."""
_NO_DATE = "1970-01-01"


def render_atom(title: str, site_url: str, pages: Sequence[tuple[Study, str]]) -> Iterator[str]:
    """The studies changed last, the newest first, as an Atom feed; `pages` gives each study with its file's name.

    Ids are addresses under `site_url`, or made of the title and the key where there is none, so that they never change.
    """
    dated = sorted(pages, key=lambda each: (each[0].updated or _NO_DATE, each[0].anchor), reverse=True)[:_ENTRIES]
    newest = dated[0][0].updated if dated else ""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<title>{escaped(title)}</title>\n<id>{escaped(_identity(site_url, title, ''))}</id>\n"
    yield f"<updated>{_moment(newest)}</updated>\n<author><name>{escaped(title)}</name></author>\n"
    for study, name in dated:
        reference = plain(study.references[0].lines[0]) if study.references and study.references[0].lines else ""
        yield (
            f"<entry>\n<title>{escaped(study.title)}</title>\n<id>{escaped(_identity(site_url, title, name))}</id>\n"
            f'<link href="{attribute(_address(site_url, name))}"/>\n<updated>{_moment(study.updated)}</updated>\n'
            f"<summary>{escaped(reference)}</summary>\n</entry>\n"
        )
    yield "</feed>\n"


def render_sitemap(site_url: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Every page's address, with the ISO date of its last change where that is known."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name, updated in names:
        changed = f"<lastmod>{escaped(updated)}</lastmod>" if updated else ""
        yield f"<url><loc>{escaped(_address(site_url, name))}</loc>{changed}</url>\n"
    yield "</urlset>\n"


def _address(site_url: str, name: str) -> str:
    return f"{site_url.rstrip('/')}/{name}" if site_url else name


def _identity(site_url: str, title: str, name: str) -> str:
    if site_url:
        return _address(site_url, name)
    digest = hashlib.sha256(f"{title}\n{name}".encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _moment(date: str) -> str:
    """An ISO date as the moment Atom wants; a year or month alone is its beginning."""
    known = (date or _NO_DATE)[:10]
    return f"{known}{'-01' * (3 - len(known.split('-')))}T00:00:00Z"
