"""Examples: for every rule what makes it fire, and what is right; a test feeds them to the check.

An example is a whole input (`@article{…}`, a YAML record), or fields that take the place of those of a sound entry or
record.  `registry` is what a registry says of the work, as JSON members of a Crossref record; `manuscript` a text that
cites; `beside` the other entry that it takes to fire.  An example in `words` cannot be fed: it tells of a page, or of
two runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What makes a rule fire, and what stands right in its place."""

    fires: str = ""
    sound: str = ""
    registry: str = ""
    manuscript: str = ""
    words: str = ""
    beside: str = ""


def _updated(kind: str) -> str:
    return f'"updated-by": [{{"type": "{kind}", "DOI": "10.5555/notice", "source": "publisher"}}]'


_DOI = "doi = {10.5555/brat.1}"
_FIRST = """@article{heins2013, author = {Heins, Marianne J.}, title = {The role of {CBT} in a chronic fatigue
  syndrome}, journal = {Brain}, year = {2013}, volume = {51}, pages = {368--376}, doi = {10.5555/brat.1}}"""
_SECOND = "@article{b2013, author = {Heins, Marianne J.}, title = {The role of {CBT} in a chronic fatigue syndrome}"
_OTHER = "@article{b2013, author = {Heins, Marianne J.}, title = {The cost of {CBT} in a chronic fatigue syndrome}"
_BRAIN = "journal = {Brain}, year = {2013}, volume = {51}, pages = {368--376}"

EXAMPLES: Mapping[str, Example] = {
    "status/retracted": Example(_DOI, registry=_updated("retraction")),
    "status/partly-retracted": Example(_DOI, registry=_updated("partial_retraction")),
    "status/withdrawn": Example(_DOI, registry=_updated("withdrawal")),
    "status/removed": Example(_DOI, registry=_updated("removal")),
    "status/concern": Example(_DOI, registry=_updated("expression_of_concern")),
    "status/corrected": Example(_DOI, registry=_updated("correction")),
    "status/reinstated": Example(words="Retraction Watch lists a retraction and, later, a reinstatement"),
    "status/contradictory": Example(
        _DOI,
        registry='"updated-by": [{"type": "retraction", "DOI": "10.5555/n"}, {"type": "erratum", "DOI": "10.5555/n"}]',
    ),
    "status/title-says-so": Example("title = {RETRACTED: A study of tiredness}", "title = {A study of tiredness}"),
    "status/notice-cited": Example("title = {Retraction: A study of tiredness}", "title = {Retraction of the tongue}"),
    "status/unchecked": Example(_DOI),
    "since/retracted": Example(words="the last run saw no update of the work, and this one a retraction"),
    "since/updated": Example(words="the last run saw no update of the work, and this one a correction"),
    "since/changed": Example(words="an article that was online first got its pages"),
    "identity/doi-other-work": Example(
        _DOI, registry='"title": ["Quantum dots in wires at low temperature"], "author": [{"family": "Zhao"}]'
    ),
    "identity/record-differs": Example("year = {2003}", "year = {2013}", registry='"volume": "51"'),
    "identity/numbers-differ": Example("volume = {15}", "volume = {51}", registry='"volume": "51"'),
    "identity/journal-differs": Example(
        "journal = {Heart and Lung}", "journal = {Brain}", registry='"container-title": ["Brain"]'
    ),
    "identity/doi-absent": Example("doi = {10.5555/brat}", _DOI, registry='"volume": "51"'),
    "identity/doi-alias": Example(words="10.5555/old leads to a record that calls itself 10.5555/new"),
    "identity/doi-missing": Example("doi = {}", _DOI),
    "identity/doi-latex": Example(r"doi = {10.5555/tacl\_a\_1}", "doi = {10.5555/tacl_a_1}"),
    "identity/doi-address": Example("doi = {https://doi.org/10.5555/brat.1}", _DOI),
    "identity/doi-capitals": Example("doi = {10.5555/J.BRAT.2013}", "doi = {10.5555/j.brat.2013}"),
    "identity/doi-tail": Example("doi = {10.5555/brat.1.}", _DOI),
    "identity/url-repeats-doi": Example("url = {https://doi.org/10.5555/brat.1}", "url = {https://example.org/1}"),
    "identity/doi-twice": Example(f"{_SECOND}, {_BRAIN}, {_DOI}}}", f"{_OTHER}, {_BRAIN}}}", beside=_FIRST),
    "identity/work-twice": Example(f"{_SECOND}, {_BRAIN}}}", f"{_OTHER}, {_BRAIN}}}", beside=_FIRST),
    "identity/two-dois": Example(
        f"{_SECOND}, {_BRAIN}, doi = {{10.5555/brat.2}}}}",
        f"{_OTHER}, {_BRAIN}, doi = {{10.5555/brat.2}}}}",
        beside=_FIRST,
    ),
    "identity/preprint-published": Example(
        _DOI, registry='"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/article"}]}'
    ),
    "identity/doi-invalid": Example("doi = {10.55}", _DOI),
    "identity/doi-in-note": Example("doi = {}\nnote = {See 10.5555/brat.1}", "note = {a note}"),
    "identity/pmid-invalid": Example("pmid = {PMC12}", "pmid = {12345678}"),
    "content/required": Example("journal = {}", "journal = {Brain}"),
    "content/recommended": Example("volume = {}\ndoi = {}", "volume = {51}"),
    "content/date-impossible": Example("year = {2103}", "year = {2013}"),
    "content/date-unreadable": Example("month = {13}", "month = {12}"),
    "content/pages-backwards": Example("pages = {1197--1180}", "pages = {1180--97}"),
    "content/pages-form": Example("pages = {pp. 368-376}", "pages = {368--376}"),
    "content/month-word": Example("month = {March}", "month = 3"),
    "content/issn-invalid": Example("issn = {0005-7968}", "issn = {0005-7967}"),
    "content/issn-form": Example("issn = {00057967}", "issn = {0005-7967}"),
    "content/isbn-invalid": Example("isbn = {978-3-16-148410-1}", "isbn = {978-3-16-148410-0}"),
    "content/isbn-form": Example("isbn = {ISBN 978–3–16–148410–0}", "isbn = {978-3-16-148410-0}"),
    "content/placeholder": Example("volume = {null}", "volume = {51}"),
    "content/journal-spelling": Example(
        "@article{b, author = {Doe, A.}, title = {On something else}, journal = {The Brain}, year = {2013}}",
        "@article{b, author = {Doe, A.}, title = {On something else}, journal = {Brain}, year = {2013}}",
        beside=_FIRST,
    ),
    "content/orcid-invalid": Example(words="0000-0002-1825-0098 in a CSL-JSON name: its check digit should be 7"),
    "content/name-capitals": Example("author = {SMITH, John}", "author = {Smith, John}"),
    "content/name-small": Example("author = {smith, john}", "author = {de la Cruz, Inés}"),
    "content/name-title": Example("author = {Smith, Dr. John}", "author = {Smith, John}"),
    "content/name-swapped": Example("author = {J., Smith}", "author = {Smith, J.}"),
    "content/name-list": Example("author = {Smith, J.; Doe, A.}", "author = {Smith, J. and Doe, A.}"),
    "content/names-unreadable": Example("author = {Smith, J. and and Doe, A.}", "author = {Smith, J. and Doe, A.}"),
    "content/markup-left": Example("title = {The <i>apoe</i> gene}", r"title = {The \emph{apoe} gene}"),
    "content/mojibake": Example("author = {MÃ¼ller, Jörg}", "author = {Müller, Jörg}"),
    "content/control-character": Example("title = {The role\ufffd of it}", "title = {The role of it}"),
    "content/title-capitals": Example(
        "title = {A STUDY OF FATIGUE IN ADULTS}", "title = {A study of fatigue in adults}"
    ),
    "content/title-full-stop": Example("title = {A study of tiredness.}", "title = {A study of vitamins et al.}"),
    "content/title-braced": Example("title = {{A study of tiredness}}", "title = {A {Study} of tiredness}"),
    "content/case-protection": Example("title = {A study of DNA in mice}", "title = {A study of {DNA} in mice}"),
    "keys/undefined": Example(_DOI, manuscript=r"\cite{heins2031}"),
    "keys/unused": Example(_DOI, manuscript=r"\cite{}"),
    "keys/repeated": Example("@book{heins2013, title = {One}}", "@book{heins2014, title = {One}}", beside=_FIRST),
    "keys/odd": Example("@book{a key, title = {One}}", "@book{akey, title = {One}}"),
    "keys/missing": Example("@book{, title = {One}}", "@book{akey, title = {One}}"),
    "bibtex/unreadable": Example("@book{a, title = {One}", "@book{a, title = {One}}"),
    "bibtex/field-repeated": Example("@book{a, title = {One}, title = {Two}}", "@book{a, title = {One}}"),
    "bibtex/field-swallowed": Example(
        "@book{a, title = {One {two},\nyear = {2013}}}", "@book{a, title = {One {two}},\nyear = {2013}}"
    ),
    "bibtex/macro-undefined": Example("@book{a, title = {One}, publisher = wiley}", "@book{a, title = {One}}"),
    "bibtex/macro-repeated": Example("@string{w = {Wiley}}\n@string{w = {Walker}}", "@string{w = {Wiley}}"),
    "bibtex/type-unknown": Example("@artikle{a, title = {One}}", "@book{a, title = {One}}"),
    "bibtex/parent-missing": Example("@inbook{a, title = {One}, crossref = {none}}", "@inbook{a, title = {One}}"),
    "bibtex/comma-missing": Example("@book{a, title = {One} year = 2013}", "@book{a, title = {One}, year = 2013}"),
    "bibtex/comma-extra": Example("@book{a, title = {One},, year = 2013}", "@book{a, title = {One}, year = 2013}"),
    "bibtex/escaped-brace": Example(r"@book{a, title = {One \{ two}}", r"@book{a, title = {One \{two\}}}"),
    "bibtex/encoding": Example(words="a file in UTF-8 with a line that was pasted in as ISO-8859-1"),
    "bibtex/command-unknown": Example(r"title = {A \mycommand{x} of it}", r"title = {A \emph{x} of it}"),
    "bibtex/not-a-work": Example("@xdata{x, publisher = {Wiley}}", "@book{a, title = {One}}"),
    "reading/not-json": Example(words="a .json file that breaks off"),
    "reading/not-yaml": Example("title: [One", "title: One"),
    "reading/yaml-tag": Example("title: !!python/name:os.system One", "title: One"),
    "reading/value-odd": Example("year: [a, b]", "year: 2013"),
    "reading/key-unknown": Example("tittle: Two", "title: One"),
    "reading/key-repeated": Example(words="a record with two lines that begin with title:"),
    "reading/not-a-record": Example(words="a list of records with a bare text among them"),
    "reading/not-a-page": Example(words="a .txt file with a shopping list"),
    "reading/not-xml": Example(words="an EndNote XML file that breaks off"),
    "reading/not-a-table": Example(words="a .csv file whose first line holds no names of columns"),
    "reading/type-unknown": Example(words="a row of a .csv file whose type is “poster”"),
    "reading/text-outside": Example(words="a letter above the records of an .nbib file"),
    "summaries/part-missing": Example("quick_summary: ", "quick_summary: It helped some."),
    "summaries/part-empty": Example(words="a saved library whose summary has a part of blanks"),
    "summaries/caveat-missing": Example("not_proven: ", "not_proven: That it helps all."),
    "summaries/parts-mixed": Example("inferred_conclusions: [Fatigue fell.]", "inferred_conclusions: [It may help.]"),
    "summaries/badge-conflict": Example("pem: required\ntags: [PEM_UNCLEAR]", "pem: required\ntags: [PEM_REQUIRED]"),
    "summaries/badges-differ": Example(words="a page with both badges, PEM required and PEM not required"),
    "summaries/badge-unknown": Example("pem: perhaps", "pem: unclear"),
    "summaries/other-doi": Example(words="a saved library whose entry is 10.5555/1 and whose summary is of 10.5555/2"),
    "summaries/machine-notice": Example("machine_written: ", "machine_written: true"),
    "summaries/snapshot-old": Example(
        "snapshot_date: 2026-04-18",
        "snapshot_date: 2026-11-20",
        registry='"updated-by": [{"type": "erratum", "DOI": "10.5555/n", "updated": {"date-parts": [[2026, 10, 1]]}}]',
    ),
    "summaries/retired-badge": Example("review_status: Reviewed", "peer_review: Peer-reviewed"),
    "summaries/dois-differ": Example(words="a page whose citation and whose header give different DOIs"),
    "summaries/hand-entered": Example(words="a page whose slug ends freely, as those entered by hand do"),
    "summaries/text-cut": Example(words="a page that was copied up to the middle of a sentence"),
    "summaries/text-unassigned": Example(words="a page whose first heading was lost in copying"),
    "summaries/authors-ambiguous": Example("authors: Smith John, Doe Ann", 'authors: ["Smith, John", "Doe, Ann"]'),
    "summaries/retraction-banner": Example(words="a page with the line “This paper has been retracted.”"),
    "summaries/unidentified": Example("title: \ndoi: ", "title: One"),
    "summaries/heading-empty": Example(
        words="a page with the heading Observed Findings, and the next heading right under it"
    ),
    "summaries/header-odd": Example(words="a page whose line of authors, journal and year holds more than these"),
    "summaries/header-missing": Example(words="a page that begins with its first heading"),
    "summaries/journal-missing": Example(words="a page whose header is “Heins, Knoop · 2013”"),
    "summaries/several-studies": Example(words="two pages copied into one file"),
    "summaries/heading-repeated": Example(words="a page with Why It Matters twice"),
    "summaries/heading-unknown": Example(words="a page with the heading What We Think"),
    "summaries/label-unknown": Example(words="a line of the page’s metadata such as “Mood: fair”"),
    "summaries/tag-unknown": Example(words="a tag such as SmallSampleEXPLORATORY"),
    "summaries/value-empty": Example(words="a line of the page’s metadata with nothing behind its label"),
    "summaries/addresses-differ": Example(words="a page that names two addresses of the atlas as its own"),
}
"""An example of each rule by its name."""


def example_lines(rule: str) -> Iterator[str]:
    """A rule's example in lines for a person."""
    example = EXAMPLES[rule]
    parts = {
        "Fires on": example.fires or example.words,
        "beside": example.beside,
        "when the registry says": example.registry,
        "when the manuscript says": example.manuscript,
        "Sound": example.sound,
    }
    for label, text in parts.items():
        if text:
            yield f"\n{label}:\n" + "\n".join(f"    {line}" for line in text.splitlines())
