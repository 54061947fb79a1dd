"""In text: the citations of a manuscript and the references they lead to, as inlines; positions, notes and all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from atlas_cite.csl import Cite, Cluster
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.vocabulary import LOCATORS
from atlas_cite.document.tree import Emphasis, Inlines, ReferenceEntry, Strong, Superscript, Text
from atlas_cite.errors import Problem
from atlas_cite.manuscript.citations import CITING, Cited, Form, Placed
from atlas_cite.manuscript.locators import split_locator
from atlas_cite.manuscript.sealed import NOTHING, seal, unseal
from atlas_cite.model.entry import Entry
from atlas_cite.model.text import without_markup
from atlas_cite.render.annotation import STATUS_ALONE, AnnotationChoice, annotation_blocks
from atlas_cite.render.csl_engine import CslProcessor, load_program
from atlas_cite.render.locator import LOCATOR_WORDS
from atlas_cite.render.processor import RenderedReference
from atlas_cite.render.stops import settle_stops
from atlas_cite.render.truncated import settle_others, settle_reference, with_others
from atlas_cite.styles import StyleSource, find_locale

_FORMS = ("long", "short", "symbol")
_BARE = frozenset({Form.BARE, Form.BARE_IN_TEXT, Form.NOTE})
"""Forms without the parentheses of a style that cites in the text."""
_IN_SENTENCE = frozenset({Form.IN_TEXT, Form.BARE_IN_TEXT})
_BLANKS = re.compile(r"[ \t\r\n]+")
_NO_DATE = "n.d."


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as printed: the words that stay in the sentence, and the rest, which can become a note.

    `unknown` are the keys that no entry has.  `stop` is what the style ends a note with.
    """

    author: Inlines = ()
    rest: Inlines = ()
    unknown: tuple[str, ...] = ()
    stop: str = ""

    @property
    def is_raised(self) -> bool:
        """Whether the rest is a superscript, which stands right behind a word."""
        return len(self.rest) == 1 and isinstance(self.rest[0], Superscript)


@dataclass(frozen=True, slots=True)
class InTextOptions:
    """How citations are printed: the locale of the references, the language of notices, the annotation."""

    locale: str | None = None
    words: str = "en"
    annotate: AnnotationChoice = STATUS_ALONE


def cites_in_notes(style: StyleSource, locale: str | None) -> bool:
    """Whether the style cites in footnotes.  Raises StyleFault for a style that cannot be used."""
    return load_program(style, locale).style.style_class == "note"


class InText:
    """A style and the entries a manuscript cites, in the order it cites them first.

    Raises StyleFault for a style that cannot be used, StyleNotFound for an unknown locale.
    """

    def __init__(self, entries: Sequence[Entry], style: StyleSource, options: InTextOptions) -> None:
        self._options = options
        self._program = load_program(style, find_locale(options.locale) if options.locale else None)
        self._in_notes = self._program.style.style_class == "note"
        self._by_key = {entry.key: entry for entry in entries}
        self._engine = CslProcessor(self._program, style.name, [(entry.key, with_others(entry)) for entry in entries])

    @property
    def puts_marks_into_quotes(self) -> bool:
        """Whether the locale has full stops and commas inside quotation marks."""
        return self._program.finish_options.punctuation_in_quote

    @cached_property
    def _terms(self) -> Mapping[str, str]:
        """The words for places in English and in the style's locale, case folded, with the CSL term of each."""
        terms = {word: name for name, words in LOCATOR_WORDS.items() for word in words}
        terms |= {f"{word}.": name for word, name in terms.items() if word.isalpha()}
        locale = self._program.locale
        for name in sorted(LOCATORS):
            for form in _FORMS:
                for plural in (False, True):
                    if word := locale.term(name, form, plural=plural).casefold():
                        terms.setdefault(word, name)
        return terms

    def citations(self, cited: Sequence[Placed]) -> list[Printed]:
        """Each citation as printed; those with positions first, as year suffixes and the like depend on them."""
        clusters = [self._cluster(each) for each in cited]
        pairs = list(zip(cited, clusters, strict=True))
        counted = [(each, cluster) for each, cluster in pairs if each.citation.form in CITING]
        trees = self._engine.processor.citations([cluster for _, cluster in counted])
        whole = {
            id(cluster): self._whole(each, cluster, nodes)
            for (each, cluster), nodes in zip(counted, trees, strict=True)
        }
        return [
            Printed(
                self._author(each, cluster),
                settle_others(whole[id(cluster)] if id(cluster) in whole else self._other(each.citation.form, cluster)),
                tuple(work.key for work in each.citation.works if work.key not in self._by_key),
                self._stop if each.note else "",
            )
            for each, cluster in pairs
        ]

    def _whole(self, each: Placed, cluster: Cluster, nodes: tuple[Node, ...]) -> Inlines:
        """A citation's words; a note that would be empty without its author has the author in it too."""
        if not nodes and each.citation.form in _IN_SENTENCE and not each.note:
            return ()
        if not nodes and cluster.cites:
            again = replace(cluster, cites=[replace(cite, suppress_author=False) for cite in cluster.cites])
            nodes = self._engine.processor.citation(again)
        return self._engine.inlines(nodes, cluster)

    def _cluster(self, each: Placed) -> Cluster:
        """A citation as the processor takes it."""
        citation = each.citation
        cites = [
            self._cite(work, is_first=number == 0 and (each.opens_note or citation.begins))
            for number, work in enumerate(citation.works)
            if work.key in self._by_key
        ]
        in_own_note = self._in_notes and each.note > 0 and not each.opens_note
        if cites and in_own_note and not citation.begins and not cites[0].prefix:
            cites[0].prefix = NOTHING
        if cites and not in_own_note and citation.form in _IN_SENTENCE and cites[0].id == citation.works[0].key:
            cites[0].suppress_author = True
        is_bare = in_own_note if self._in_notes else citation.form in _BARE
        # What an author says beside works, and whose name stands in the sentence, holds in the order typed.
        in_order = any(cite.prefix or cite.suffix or cite.suppress_author for cite in cites)
        return Cluster(cites, each.note, mode="bare" if is_bare else "", in_order=in_order)

    def _cite(self, work: Cited, *, is_first: bool) -> Cite:
        """A work as the processor takes it; what stands first in a note begins with a capital."""
        found = split_locator(work.suffix, self._terms)
        before = _BLANKS.sub(" ", work.prefix).strip(" ")
        before = f"{before[:1].upper()}{before[1:]}" if is_first else before
        after = _BLANKS.sub(" ", found.suffix).rstrip(" ")
        prefix = seal(f"{before} ") if before else ""
        return Cite(work.key, found.place, found.term or "page", prefix, seal(after), work.suppress_author)

    def _author(self, each: Placed, cluster: Cluster) -> Inlines:
        """The author as a word of the sentence, where the form has one."""
        if each.citation.form is Form.AUTHOR:
            return _joined([self._name(cite) for cite in cluster.cites])
        is_word = each.citation.form in _IN_SENTENCE and any(cite.suppress_author for cite in cluster.cites[:1])
        return self._name(cluster.cites[0]) if is_word else ()

    def _name(self, cite: Cite) -> Inlines:
        alone = Cluster([Cite(cite.id, position=cite.position, author_only=True)])
        return settle_others(self._engine.inlines(self._engine.processor.citation(alone), alone))

    def _other(self, form: Form, cluster: Cluster) -> Inlines:
        find = {
            Form.YEAR: self._year,
            Form.TITLE: self._title,
            Form.REFERENCE: self._reference,
            Form.NOTE_REFERENCE: self._reference,
        }.get(form)
        return _joined([find(cite) for cite in cluster.cites]) if find else ()

    def _year(self, cite: Cite) -> Inlines:
        year = self._by_key[cite.id].item.year
        told_apart = self._engine.processor.document.disambiguation.get(cite.id)
        suffix = told_apart.year_suffix if told_apart else ""
        return (Text(f"{_NO_DATE if year is None else year}{suffix}"),)

    def _title(self, cite: Cite) -> Inlines:
        return (Emphasis((Text(without_markup(self._by_key[cite.id].item.text("title"))),)),)

    def _reference(self, cite: Cite) -> Inlines:
        return self._references.get(cite.id) or self._engine.inlines((), Cluster([cite]))

    @cached_property
    def _references(self) -> Mapping[str, Inlines]:
        """The entries of the bibliography as words in a line, by key."""
        return {entry.anchor: _joined(entry.lines, " ") for entry in self.bibliography()[0]}

    @property
    def _stop(self) -> str:
        """What the style ends a note with."""
        return self._program.citation.section.look.suffix if self._in_notes else ""

    def bibliography(self) -> tuple[tuple[ReferenceEntry, ...], list[Problem]]:
        """The references in the style's order with their annotation; none for a style that has no bibliography."""
        if not self._engine.has_bibliography:
            return (), []
        references, problems = self._engine.bibliography()
        return tuple(map(self._entry, references)), problems

    def _entry(self, reference: RenderedReference) -> ReferenceEntry:
        entry = self._by_key[reference.key]
        settled = settle_stops(settle_reference(reference), entry.item)
        annotation = annotation_blocks(entry, self._options.annotate, self._options.words, in_document=True)
        return ReferenceEntry(
            entry.key, settled.lines, settled.label, settled.hanging_indent, annotation, spacing=settled.spacing
        )


def _joined(parts: Sequence[Inlines], between: str = "; ") -> Inlines:
    found: Inlines = ()
    for part in parts:
        found = (*found, Text(between), *part) if found else part
    return found


def with_unknown(printed: Printed, in_own_note: Placed | None = None) -> Inlines:
    """A citation's words in a sentence, each unknown key in bold with a question mark."""
    rest = printed.rest
    if in_own_note and printed.stop and rest and not in_own_note.citation.begins:
        is_whole = in_own_note.citation.form is Form.PARENTHETICAL
        rest = (Text("("), *rest, Text(")")) if is_whole else rest
    between = (Text(" "),) if printed.author and rest and not printed.is_raised else ()
    said = (*printed.author, *between, *rest)
    return (*said, *_unknown(printed, lead=" " if said else ""))


def _unknown(printed: Printed, lead: str) -> Inlines:
    if not printed.unknown:
        return ()
    keys: Inlines = ()
    for key in printed.unknown:
        keys = (*keys, *((Text("; "),) if keys else ()), Strong((Text(f"{key}?"),)))
    return (Text(f"{lead}("), *keys, Text(")"))


def unsealed(words: Inlines) -> Inlines:
    """The words with what an author typed as it was typed, for formats whose writer escapes nothing."""
    return tuple(
        Text(unseal(node.text)) if isinstance(node, Text) else replace(node, children=unsealed(node.children))
        for node in words
    )
