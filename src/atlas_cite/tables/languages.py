"""Languages: ISO 639-1 codes, which BCP 47 tags begin with, and the bibliographic codes of ISO 639-2.

Source: ISO 639-2 (code list of the Library of Congress), codes B.
"""

from __future__ import annotations

BIBLIOGRAPHIC_CODES = {
    "af": "afr", "ar": "ara", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "cze",
    "cy": "wel", "da": "dan", "de": "ger", "el": "gre", "en": "eng", "eo": "epo", "es": "spa", "et": "est",
    "eu": "baq", "fa": "per", "fi": "fin", "fr": "fre", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin",
    "hr": "hrv", "hu": "hun", "hy": "arm", "id": "ind", "is": "ice", "it": "ita", "ja": "jpn", "ka": "geo",
    "ko": "kor", "la": "lat", "lt": "lit", "lv": "lav", "mk": "mac", "ms": "may", "mul": "mul", "nb": "nor",
    "nl": "dut", "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "ro": "rum", "ru": "rus", "sk": "slo",
    "sl": "slv", "sq": "alb", "sr": "srp", "sv": "swe", "ta": "tam", "th": "tha", "tr": "tur", "uk": "ukr",
    "ur": "urd", "vi": "vie", "zh": "chi",
}  # fmt: skip
"""First part of a BCP 47 tag -> bibliographic code."""

TAGS = {code: tag for tag, code in BIBLIOGRAPHIC_CODES.items()} | {
    "nor": "no", "deu": "de", "fra": "fr", "nld": "nl", "ces": "cs", "zho": "zh", "ell": "el", "fas": "fa",
    "ron": "ro", "slk": "sk", "isl": "is", "cym": "cy", "eus": "eu", "hye": "hy", "kat": "ka", "mkd": "mk",
    "msa": "ms", "sqi": "sq",
}  # fmt: skip
"""Bibliographic code, or the other code of ISO 639-2 -> first part of a BCP 47 tag."""
