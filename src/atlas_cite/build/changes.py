"""What changed from one build to the next, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from atlas_cite.build.manifest import EntryFacts, Manifest
from atlas_cite.document.characters import one_line
from atlas_cite.model.status import GRAVE


@dataclass(frozen=True, slots=True)
class Changes:
    """Studies by key, sorted: `changed` with the fields that did, `retracted` and `corrected` with the news."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retracted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.retracted, self.corrected))


def changes_between(before: Manifest, after: Manifest) -> Changes:
    """What changed from one build to the next."""
    old, new = before.entries, after.entries
    common = sorted(old.keys() & new.keys())
    news = {key: frozenset(facts.updates) - _known(old.get(key)) for key, facts in sorted(new.items())}
    return Changes(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        {key: _differing(old[key].fields, new[key].fields) for key in common if old[key].sha256 != new[key].sha256},
        {key: tuple(sorted(kinds & GRAVE)) for key, kinds in news.items() if kinds & GRAVE},
        {key: tuple(sorted(kinds - GRAVE)) for key, kinds in news.items() if kinds - GRAVE},
    )


def _known(facts: EntryFacts | None) -> set[str]:
    return set(facts.updates) if facts else set()


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def render_changes(changes: Changes, before: Manifest, after: Manifest) -> Iterator[str]:
    """The changes as Markdown, the grave ones first, each study by its title."""
    titles = {key: facts.title for key, facts in {**before.entries, **after.entries}.items()}
    lists = (
        ("Retracted, withdrawn or doubted since", _told(changes.retracted, titles)),
        ("Corrected or added to since", _told(changes.corrected, titles)),
        ("New", _told(dict.fromkeys(changes.added, ()), titles)),
        ("No longer there", _told(dict.fromkeys(changes.removed, ()), titles)),
        ("Changed", _told(changes.changed, titles)),
    )
    yield "# What changed since the last build\n"
    if not changes:
        yield "\nNothing.\n"
    for heading, lines in lists:
        if lines:
            yield f"\n## {heading} ({len(lines)})\n\n"
            yield from lines


def _told(named: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]) -> list[str]:
    lines = []
    for key, words in named.items():
        title = one_line(titles[key]).strip() or "without a title"
        lines.append(f"- `{_code(key)}`: {_escaped(title)}{f' ({_words(words)})' if words else ''}\n")
    return lines


def _words(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _code(key: str) -> str:
    return one_line(key).replace("`", "'")


def _escaped(text: str) -> str:
    """A title in Markdown: nothing in it begins a format, a link or a tag."""
    return "".join(f"\\{character}" if character in "\\*_[]<>`#" else character for character in text)
