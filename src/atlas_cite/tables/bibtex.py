"""What BibTeX and BibLaTeX call types, fields, languages and months, both ways.

Sources: O. Patashnik, "BibTeXing" (1988); the biblatex manual 3.20 §2.1-2.2 and appendix B; what JabRef, Mendeley,
Zotero and publishers write beyond them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas_cite.model.variables import DATE_VARIABLES, NAME_VARIABLES, TITLE_VARIABLES, VARIABLES

Kind = Literal[
    "title", "rich", "text", "list", "paragraphs", "names", "date", "verbatim", "address", "pages", "language"
]
"""How a field's text is read and written; `rich` is a title without case protection, `list` a BibLaTeX literal list
(manual §2.2.1), of which CSL has one text."""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: the classic BibTeX type to write, and the BibTeX and BibLaTeX types read as it."""

    csl: str
    write: str
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A CSL variable: its field names, the first one written, the first one present read.

    `types` are the entry types for which the row holds; empty: all types without a row of their own.  `biblatex` is the
    name written in BibLaTeX where it is another.
    """

    variable: str
    kind: Kind
    names: tuple[str, ...]
    types: frozenset[str] = frozenset()
    biblatex: str = ""


CLASSIC_TYPES = frozenset(
    """article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis
    proceedings techreport unpublished""".split()
)

NOT_WORKS = frozenset({"set", "xdata", "control", "bibnote"})
"""BibLaTeX and REVTeX types that describe no work."""

TYPE_ROWS = (
    TypeRow("article-journal", "article", ("article", "suppperiodical", "journal_article", "journal")),
    TypeRow("article-magazine", "article", ("magazine_article", "magazine")),
    TypeRow("article-newspaper", "article", ("newspaper_article", "newspaper")),
    TypeRow("review", "article", ("review",)),
    TypeRow("review-book", "article"),
    TypeRow(
        "book",
        "book",
        (
            "book", "mvbook", "collection", "mvcollection", "reference", "mvreference", "proceedings",
            "mvproceedings", "manual", "edited_book",
        ),
    ),
    TypeRow("periodical", "misc", ("periodical",)),
    TypeRow(
        "chapter",
        "incollection",
        ("incollection", "inbook", "suppbook", "suppcollection", "bookinbook", "book_section"),
    ),
    TypeRow("entry", "incollection"),
    TypeRow("entry-encyclopedia", "incollection", ("inreference", "encyclopedia_article")),
    TypeRow("entry-dictionary", "incollection"),
    TypeRow("paper-conference", "inproceedings", ("inproceedings", "conference", "conference_proceedings")),
    TypeRow("thesis", "phdthesis", ("phdthesis", "mastersthesis", "thesis", "bachelorsthesis")),
    TypeRow("report", "techreport", ("techreport", "report", "working_paper")),
    TypeRow("manuscript", "unpublished", ("unpublished",)),
    TypeRow("pamphlet", "booklet", ("booklet",)),
    TypeRow("article", "misc", ("preprint",)),
    TypeRow("webpage", "misc", ("online", "electronic", "www", "webpage", "web_page", "website")),
    TypeRow("dataset", "misc", ("dataset", "data")),
    TypeRow("software", "misc", ("software", "computer_program", "program")),
    TypeRow("patent", "misc", ("patent",)),
    TypeRow("standard", "misc", ("standard",)),
    TypeRow("motion_picture", "misc", ("movie", "video", "film")),
    TypeRow("song", "misc", ("audio", "music")),
    TypeRow("performance", "misc", ("performance",)),
    TypeRow("speech", "misc", ("speech", "presentation", "talk", "slides")),
    TypeRow("legislation", "misc", ("legislation", "statute", "law")),
    TypeRow("legal_case", "misc", ("jurisdiction", "legal", "case")),
    TypeRow("bill", "misc", ("bill",)),
    TypeRow("map", "misc", ("map",)),
    TypeRow("graphic", "misc", ("artwork", "image", "graphic")),
    TypeRow("figure", "misc", ("figure",)),
    TypeRow("personal_communication", "misc", ("letter", "personal_communication")),
    TypeRow("interview", "misc", ("interview",)),
    TypeRow("broadcast", "misc", ("tv_broadcast", "television_broadcast", "broadcast")),
    TypeRow("document", "misc", ("misc", "generic", "commentary", "other")),
)  # fmt: skip

TYPES_READ = {name: row.csl for row in TYPE_ROWS for name in row.read}
TYPES_WRITTEN = {row.csl: row.write for row in TYPE_ROWS}

BIBLATEX_TYPES_WRITTEN = TYPES_WRITTEN | {
    "thesis": "thesis", "report": "report", "webpage": "online", "article": "online", "post": "online",
    "post-weblog": "online", "dataset": "dataset", "software": "software", "patent": "patent", "standard": "standard",
    "periodical": "periodical", "entry": "inreference", "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference", "motion_picture": "movie", "song": "audio", "performance": "performance",
    "graphic": "artwork", "legislation": "legislation", "legal_case": "jurisdiction",
    "personal_communication": "letter",
}  # fmt: skip
"""CSL type -> BibLaTeX's type (manual §2.1.1 and §2.1.3); a preprint is `@online`, as the manual advises for arXiv."""

BIBLATEX_TYPES = frozenset(
    """article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection suppcollection
    dataset manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings reference
    mvreference inreference report software thesis unpublished artwork audio image jurisdiction legislation letter movie
    music performance review standard video""".split()
)
"""What an entry may stay when its file called it so; aliases of older styles (`@phdthesis`) are not among them."""

EDITOR_TYPES = {
    "compiler": "compiler", "organizer": "organizer", "director": "director", "script-writer": "scriptwriter",
}  # fmt: skip
"""CSL's roles that BibLaTeX gives in `editor`, `editora` ... with `editortype` beside it (manual §2.3.6)."""

SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "preprint": "article"}
"""Values of BibLaTeX's `entrysubtype` with a word of their own; others are CSL type names."""

MASTERS_GENRE = ("master", "m.sc", "msc", "m.a.", "ma thesis", "mphil")
THESIS_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "bachelorsthesis": "Bachelor's thesis"}
"""What the classic styles print for a thesis without `type`."""

GENERAL_THESIS = "Thesis"
"""Written as `type` when the kind of thesis is unknown, so that no style claims a doctorate."""

GENRE_KEYS = {
    "phdthesis": "PhD thesis", "mathesis": "Master's thesis", "mastersthesis": "Master's thesis",
    "bathesis": "Bachelor's thesis", "candthesis": "Candidate thesis", "techreport": "Technical report",
    "resreport": "Research report", "software": "Software", "datacd": "Data CD", "audiocd": "Audio CD",
    "patent": "Patent", "patentus": "U.S. patent", "patenteu": "European patent", "patreq": "Patent request",
}  # fmt: skip
"""BibLaTeX's localisation keys in `type`."""

PUBLICATION_STATES = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
    "prepublished": "pre-published",
}  # fmt: skip
"""BibLaTeX's localisation keys in `pubstate`."""

_ARTICLES = frozenset({"article", "suppperiodical", "journal_article", "magazine_article", "newspaper_article"})
_PARTS = frozenset(
    """inbook incollection inproceedings conference suppbook suppcollection bookinbook inreference book_section
    conference_proceedings encyclopedia_article""".split()
)
_BOOKS = frozenset("book mvbook collection mvcollection reference mvreference proceedings mvproceedings".split())
_THESES = frozenset({"phdthesis", "mastersthesis", "thesis", "bachelorsthesis"})
_REPORTS = frozenset({"techreport", "report", "working_paper"})
_OTHER_WHOLES = frozenset({"manual", "booklet", "periodical"})
_ELSEWHERE = frozenset(
    {"misc", *(name for row in TYPE_ROWS if row.write in {"misc", "unpublished"} for name in row.read)}
) - {"periodical"}
_PUBLISHED = frozenset({"dataset", "data"})
"""Those among them that have a publisher in BibLaTeX too, where others have an organization."""
_IN_JOURNAL = ("journal", "journaltitle", "booktitle")
_IN_BOOK = ("booktitle", "journal", "journaltitle")
_ARTICLE_NUMBER = ("eid", "article-number", "articleno", "article_number", "art_number")

FIELD_ROWS = (
    FieldRow("author", "names", ("author",)),
    FieldRow("editor", "names", ("editor",)),
    FieldRow("translator", "names", ("translator",)),
    FieldRow("container-author", "names", ("bookauthor",)),
    FieldRow("title", "title", ("title",)),
    FieldRow("title-short", "title", ("shorttitle",)),
    FieldRow("container-title", "rich", _IN_JOURNAL, _ARTICLES, "journaltitle"),
    FieldRow("container-title", "rich", _IN_BOOK, _PARTS),
    FieldRow("container-title", "rich", ("howpublished", *_IN_JOURNAL), _ELSEWHERE),
    FieldRow("container-title-short", "rich", ("shortjournal", "journalabbr", "journal-iso", "abbrev_source_title")),
    FieldRow("collection-title", "rich", ("series",)),
    FieldRow("volume", "text", ("volume",)),
    FieldRow("number-of-volumes", "text", ("volumes",)),
    FieldRow("part-number", "text", ("part",)),
    FieldRow("issue", "text", ("number", "issue"), _ARTICLES | {"periodical"}),
    FieldRow("collection-number", "text", ("number",), _PARTS | _BOOKS),
    FieldRow("number", "text", ("number", *_ARTICLE_NUMBER), _THESES | _REPORTS | _ELSEWHERE | _OTHER_WHOLES),
    FieldRow("edition", "text", ("edition",)),
    FieldRow("chapter-number", "text", ("chapter",)),
    FieldRow("page", "pages", ("pages", "page")),
    FieldRow("number", "text", _ARTICLE_NUMBER, _ARTICLES | _PARTS | _BOOKS),
    FieldRow("number-of-pages", "text", ("pagetotal", "numpages")),
    FieldRow("version", "text", ("version",)),
    FieldRow("publisher", "list", ("school", "institution", "publisher", "organization"), _THESES, "institution"),
    FieldRow("publisher", "list", ("institution", "publisher", "school", "organization"), _REPORTS),
    FieldRow(
        "publisher",
        "list",
        ("publisher", "organization", "institution", "school"),
        _ARTICLES | _PARTS | _BOOKS | _PUBLISHED | _OTHER_WHOLES,
    ),
    FieldRow(
        "publisher",
        "list",
        ("publisher", "organization", "institution", "school"),
        _ELSEWHERE - _PUBLISHED,
        "organization",
    ),
    FieldRow("publisher-place", "list", ("address", "location", "city"), biblatex="location"),
    FieldRow("issued", "date", ("year",), biblatex="date"),
    FieldRow("event-title", "rich", ("eventtitle",)),
    FieldRow("event-date", "date", ("eventdate",)),
    FieldRow("event-place", "text", ("venue",)),
    FieldRow("original-title", "rich", ("origtitle",)),
    FieldRow("original-date", "date", ("origdate", "origyear")),
    FieldRow("original-publisher", "list", ("origpublisher",)),
    FieldRow("original-publisher-place", "list", ("origlocation",)),
    FieldRow("genre", "text", ("type",)),
    FieldRow("status", "text", ("pubstate",)),
    FieldRow("note", "paragraphs", ("note",)),
    FieldRow("DOI", "verbatim", ("doi",)),
    FieldRow("URL", "address", ("url",)),
    FieldRow("accessed", "date", ("urldate", "lastchecked")),
    FieldRow("archive_location", "verbatim", ("eprint",)),
    FieldRow("archive", "text", ("archiveprefix", "eprinttype"), biblatex="eprinttype"),
    FieldRow("archive_collection", "text", ("primaryclass", "eprintclass"), biblatex="eprintclass"),
    FieldRow("ISBN", "text", ("isbn",)),
    FieldRow("ISSN", "text", ("issn", "eissn")),
    FieldRow("PMID", "text", ("pmid",)),
    FieldRow("PMCID", "text", ("pmcid",)),
    FieldRow("language", "language", ("langid", "language")),
    FieldRow("keyword", "text", ("keywords", "keyword", "author_keywords")),
    FieldRow("abstract", "paragraphs", ("abstract",)),
    FieldRow("annote", "paragraphs", ("annote", "annotation"), biblatex="annotation"),
)
"""In the order in which fields are written.  A CSL variable without a row is written and read by its own name."""

CSL_NAME_KINDS: dict[str, Kind] = {
    **dict.fromkeys(VARIABLES, "text"),
    **dict.fromkeys(TITLE_VARIABLES, "rich"),
    **dict.fromkeys(DATE_VARIABLES, "date"),
    **dict.fromkeys(NAME_VARIABLES, "names"),
}
"""How a variable that goes by its CSL name is written and read."""

PROCESSORS_OWN = frozenset(
    "citation-key citation-label citation-number first-reference-note-number locator year-suffix".split()
)
"""CSL variables that a processor makes; a field of that name means something else."""

SUBTITLES = {"title": ("subtitle",), "booktitle": ("booksubtitle",), "journaltitle": ("journalsubtitle",)}
"""BibLaTeX keeps a subtitle apart; CSL knows one title."""

EPRINT_ARCHIVES = frozenset(
    """arxiv biorxiv medrxiv chemrxiv psyarxiv socarxiv engrxiv ssrn hal osf zenodo jstor googlebooks hdl
    researchsquare preprints.org techrxiv""".split()
) | {"research square"}
"""Archives whose identifier belongs into `eprint`, in lower case."""

PUBMED_ARCHIVES = frozenset({"pubmed", "pmid", "medline"})

NOT_INHERITED = frozenset(
    """ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring
    relatedtype shortauthor shorteditor shorthand shorthandintro sortkey sortname sorttitle indextitle doi url urldate
    eprint eprinttype eprintclass archiveprefix primaryclass pmid pmcid abstract annote annotation note keywords file
    pages pagetotal title subtitle titleaddon shorttitle groups timestamp owner date-added date-modified""".split()
)
"""Fields that speak of the parent alone (biblatex manual, appendix B; besides, what identifies or comments it)."""

TITLES_INHERITED = {
    "booktitle": {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"},
    "journaltitle": {"title": "journaltitle", "subtitle": "journalsubtitle"},
    "maintitle": {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"},
}
"""Under which name a child takes over its parent's titles (biblatex manual, appendix B)."""

TITLE_INHERITANCE = {
    **dict.fromkeys(_PARTS, "booktitle"),
    **dict.fromkeys(_ARTICLES, "journaltitle"),
    **dict.fromkeys(_BOOKS, "maintitle"),
}

NOT_REWRITTEN = frozenset({"crossref", "xdata", "entrytype"})
"""Raw fields that are not written again: what was inherited is written out; the last two are notes of the reader."""

MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

LANGUAGES = {
    "american": "en-US", "usenglish": "en-US", "english": "en", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "newzealand": "en-NZ", "german": "de", "ngerman": "de",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr",
    "francais": "fr", "canadien": "fr-CA", "spanish": "es", "catalan": "ca", "portuguese": "pt", "brazilian": "pt-BR",
    "brazil": "pt-BR", "portuges": "pt", "italian": "it", "dutch": "nl", "danish": "da", "swedish": "sv",
    "norwegian": "no", "norsk": "nb", "nynorsk": "nn", "finnish": "fi", "icelandic": "is", "estonian": "et",
    "latvian": "lv", "lithuanian": "lt", "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl",
    "slovenian": "sl", "croatian": "hr", "serbian": "sr", "bosnian": "bs", "hungarian": "hu", "magyar": "hu",
    "romanian": "ro", "bulgarian": "bg", "macedonian": "mk", "greek": "el", "russian": "ru", "ukrainian": "uk",
    "turkish": "tr", "hebrew": "he", "arabic": "ar", "persian": "fa", "farsi": "fa", "japanese": "ja",
    "chinese": "zh", "korean": "ko", "vietnamese": "vi", "thai": "th", "hindi": "hi", "latin": "la", "irish": "ga",
    "welsh": "cy", "basque": "eu", "galician": "gl", "afrikaans": "af", "esperanto": "eo",
}  # fmt: skip
"""Babel's name of a language -> its tag (BCP 47)."""

LANGUAGES_WRITTEN = {tag: name for name, tag in reversed(LANGUAGES.items())}
"""The first name listed for a tag is the one written."""

NAME_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})

NAME_PREFIX_OPTION = "useprefix"
"""BibLaTeX's option, of an entry or a name, that makes a particle part of the family name."""

PATHS = frozenset({"doi", "url", "file", "pdf", "path", "localfile", "sentelink"})
"""Fields of addresses and paths, in which no LaTeX command is understood."""

NAME_LIST_OPTIONS = frozenset({"useprefix", "sortingnamekeytemplatename", "nametemplates", "nohashothers"})
"""What BibLaTeX takes for a setting of the list where a name would stand."""

GROUP_WORDS = frozenset(
    """association bureau center centre collaboration college commission committee consortium council department
    foundation group initiative institute investigators ministry network office organisation organization panel
    partnership project society team trialists university workgroup""".split()
)
"""Last words of a name that is hardly a person's."""
