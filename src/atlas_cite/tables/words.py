"""Words and letters of languages: what a title's small words are, and how a language spells its letters in ASCII."""

from __future__ import annotations

SMALL_WORDS = {
    "en": """a an the of in on for and or nor but to with by at from as into onto is are was were be been do does did
        can could will would may might should what which who whom how why when where whether this that
        these those its their our your than then not no""",
    "de": """der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf aus bei beim mit
        nach von vom zu zum zur für über unter durch gegen ohne um als wie ist sind war wird werden nicht
        was wer""",
    "fr": """le la les l un une des du de d et ou mais dans en sur sous par pour avec sans au aux à chez est sont ce
        cette ces qui que quoi dont""",
    "es": "el la los las un una unos unas y o u e de del en con sin por para a al sobre entre es son que se su sus",
    "it": """il lo la i gli le un uno una e o di del dello della dei degli delle in nel nella con su per tra fra da
        dal dalla a al alla è sono che""",
    "pt": "o a os as um uma uns umas e ou de do da dos das em no na nos nas com por para sobre entre ao à é são que",
    "nl": "de het een en of maar in op aan van voor met bij door over onder tot uit naar om als is zijn was wat wie",
    "da": "den det de en et og eller men i på af til for med ved om over under fra som er var hvad hvem",
    "sv": "den det de en ett och eller men i på av till för med vid om över under från som är var vad vem",
    "no": "den det de en ei et og eller men i på av til for med ved om over under fra som er var hva hvem",
}
"""Words that tell nothing of a title, by language."""

ANY_LANGUAGE = """a an the of in on for and or to with by at from as is are do does can what which how why when der die
    das den und le la les un une el los las de des du het een"""
"""Those left out when the language is not known, or does not count."""

_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
_DANISH = {"å": "aa", "Å": "Aa", "ø": "oe", "Ø": "Oe", "æ": "ae", "Æ": "Ae"}
LETTERS = {
    "de": _GERMAN,
    "da": _DANISH,
    "no": _DANISH,
    "is": {"þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "æ": "ae", "Æ": "Ae"},
}
"""Letters that a language spells with others in ASCII; all else loses its marks, or goes letter by letter."""

LANGUAGE_ALIASES = {"nb": "no", "nn": "no", "gsw": "de", "nds": "de"}
