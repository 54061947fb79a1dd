"""Titles that so many works share that they say nothing of which one is meant, folded."""

from __future__ import annotations

GENERIC = frozenset(
    line.strip()
    for line in """
    abbreviations
    abstract
    abstracts
    acknowledgement
    acknowledgements
    acknowledgments
    addendum
    announcement
    announcements
    appendix
    author index
    author s reply
    authors reply
    authors response
    back cover
    back matter
    bibliography
    book review
    book reviews
    books received
    briefly noted
    calendar
    calendar of events
    case report
    chairman s report
    comment
    comments
    commentary
    conclusion
    conclusions
    contents
    contributors
    correction
    corrections
    correspondence
    corrigendum
    cover
    cover image
    current literature
    discussion
    editor s note
    editorial
    editorial board
    editorials
    editors note
    einleitung
    einführung
    epilogue
    errata
    erratum
    foreword
    from the editor
    front cover
    front matter
    general discussion
    general index
    glossary
    guest editorial
    in brief
    in memoriam
    in reply
    in this issue
    index
    introduction
    introductory remarks
    issue information
    keynote address
    letter
    letter to the editor
    letters
    letters to the editor
    list of contributors
    literatur
    literature
    masthead
    methods
    miscellaneous
    miscellany
    new books
    news
    news and views
    news in brief
    news notes
    notes
    notes and news
    notice
    notices
    obituary
    opening remarks
    overview
    preface
    presidential address
    proceedings
    prologue
    questions and answers
    recent publications
    references
    rejoinder
    reply
    report
    reports
    response
    results
    review
    reviews
    short notices
    shorter notices
    subject index
    summary
    supplement
    table of contents
    the author replies
    the authors reply
    title page
    untitled
    volume contents
    vorwort
    """.splitlines()
    if line.strip()
)
