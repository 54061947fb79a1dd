"""The alphabets of languages: text → a key that sorts it by its letters, as the readers of a language expect.

Only primary differences count: case, accents that make no letter of their own and punctuation are passed over; spaces
come before everything, then symbols, numbers by value, and letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

SPACE, SYMBOL, NUMBER, LEADING = "\x01", "\x02", "\x03", "\x04"
"""What begins the key of each class of characters; letters of the script a language puts first begin with LEADING."""

AFTER = 0x10F000
"""Added behind a letter, makes keys that come after it and all that begins with it, before the next letter."""

ALPHABETS = {
    "az": "c < ç; e < ə; g < ğ; h < x < ı; k < q; o < ö; s < ş; u < ü; z < w",
    "bs": "c < č < ć; d < dž < đ; l < lj; n < nj; s < š; z < ž",
    "cs": "c < č; h < ch; r < ř; s < š; z < ž",
    "cy": "c < ch; d < dd; f < ff; g < ng; l < ll; p < ph; r < rh; t < th",
    "da": "y = ü; z < æ = ä < ø = ö = ő = œ < å = aa",
    "eo": "c < ĉ; g < ĝ; h < ĥ; j < ĵ; s < ŝ; u < ŭ",
    "es": "n < ñ",
    "et": "s < š < z < ž; w < õ < ä < ö < ü",
    "fi": "y = ü; z < å < ä = æ < ö = ø",
    "fil": "n < ñ < ng",
    "fo": "y = ü; z < æ = ä < ø = ö < å = aa",
    "gl": "n < ñ",
    "hr": "c < č < ć; d < dž < đ; l < lj; n < nj; s < š; z < ž",
    "hu": "c < cs; d < dz < dzs; g < gy; l < ly; n < ny; o < ö = ő; s < sz; t < ty; u < ü = ű; z < zs",
    "is": "a < á; d < ð; e < é; i < í; o < ó; u < ú; y < ý; z < þ < æ = ä < ö = ø < å",
    "lt": "c < č; i = y; s < š; z < ž",
    "lv": "c < č; g < ģ; i < y; k < ķ; l < ļ; n < ņ; r < ŗ; s < š; z < ž",
    "mk": "г < ѓ; к < ќ",
    "nb": "y = ü; z < æ = ä < ø = ö < å = aa",
    "nn": "y = ü; z < æ = ä < ø = ö < å = aa",
    "no": "y = ü; z < æ = ä < ø = ö < å = aa",
    "pl": "a < ą; c < ć; e < ę; l < ł; n < ń; o < ó; s < ś; z < ź < ż",
    "ro": "a < ă < â; i < î; s < ș = ş; t < ț = ţ",
    "sk": "a < ä; c < č; d < dz < dž; h < ch; o < ô; s < š; z < ž",
    "sl": "c < č < ć; d < đ; s < š; z < ž",
    "sq": "c < ç; d < dh; e < ë; g < gj; l < ll; n < nj; r < rr; s < sh; t < th; x < xh; z < zh",
    "sr": "c < č < ć; d < dž < đ; l < lj; n < nj; s < š; z < ž",
    "sv": "d = đ = ð; y = ü; z < å < ä = æ < ö = ø",
    "tr": "c < ç; g < ğ; h < ı; o < ö; s < ş; u < ü",
    "uk": "г < ґ",
    "vi": "a < ă < â; d < đ; e < ê; o < ô < ơ; u < ư",
}
"""By language, the letters its alphabet has besides: `h < ch` puts ch after h, `ø = ö` sorts both as one."""

UNDECOMPOSED = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "æ": "ae", "œ": "oe", "ŋ": "n", "ß": "ss",
    "й": "и" + chr(AFTER + 9), "ї": "и" + chr(AFTER + 2), "ı": "i" + chr(AFTER), "þ": "z" + chr(AFTER + 99),
    "є": "е" + chr(AFTER), "ђ": "д" + chr(AFTER), "љ": "л" + chr(AFTER), "њ": "н" + chr(AFTER), "ћ": "т" + chr(AFTER),
    "і": "и" + chr(AFTER + 1), "ј": "и" + chr(AFTER + 3), "џ": "ч" + chr(AFTER),
}  # fmt: skip
"""Letters that Unicode does not take apart, and where they stand in every language that has no other word on them."""

FIRST_SCRIPTS = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), (0x0400, 0x052F)),
    "el": (0x0370, 0x03FF),
    "he": (0x0590, 0x05FF),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), (0x0600, 0x06FF)),
    "hy": (0x0530, 0x058F),
    "ka": (0x10A0, 0x10FF),
    "ko": (0x1100, 0x11FF),
    "th": (0x0E00, 0x0E7F),
    "zh": (0x4E00, 0x9FFF),
}
"""By language, the first and last character of the script that it lists before all others."""

HAN_ORDERS = {"zh": "gb2312", "zh-Hant": "big5", "ja": "euc_jp", "ko": "euc_kr"}
"""By language, the character set whose order is that of its dictionaries: by pinyin, strokes, reading.

Characters that the set lacks, and those of its second level (rare ones, which it has by radical), come after the rest.
"""

TRADITIONAL = frozenset({"zh-TW", "zh-HK", "zh-MO"})
_HAN = (0x4E00, 0x9FFF)
_WORD_OF_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")

Collate = Callable[[str], str]


@cache
def collator(language: str) -> Collate:
    """The function that gives texts their keys in a language; "" for text without a letter, digit or symbol."""
    base = language.split("-", maxsplit=1)[0].lower()
    han = HAN_ORDERS.get("zh-Hant" if language in TRADITIONAL else base, "")
    weights = _Weights(FIRST_SCRIPTS.get(base), han)
    digraphs = weights.learn(ALPHABETS.get(base, ""))
    turkic = base in {"tr", "az"}

    @lru_cache(maxsize=50_000)
    def collate(text: str) -> str:
        if turkic:
            text = text.replace("I", "ı").replace("İ", "i")
        text = unicodedata.normalize("NFC", text.casefold()) if not text.isascii() else text.lower()
        if digraphs is not None:
            text = digraphs.sub(lambda found: chr(weights.digraphs[found[0]]), text)
        text = _WORD_OF_DIGITS.sub(_by_value, _BLANKS.sub(SPACE, text.strip()))
        return text.translate(weights)

    return collate


def _by_value(digits: re.Match[str]) -> str:
    """A number with its length before it, so that longer ones come later."""
    number = "".join(str(unicodedata.decimal(digit)) for digit in digits[0]).lstrip("0")
    return chr(_LENGTH + min(len(number), _MOST_DIGITS)) + number


_LENGTH, _MOST_DIGITS = 0xF0000, 0x0FFF
_DIGRAPH = 0xF8000
"""Where the characters begin that stand for lengths of numbers, and for digraphs, until they are weighed."""


class _Weights(dict[int, str]):
    """Character → its part of the key, worked out when it is first met."""

    def __init__(self, first_script: tuple[int, int] | None, han: str) -> None:
        super().__init__({ord(SPACE): SPACE})
        self.first_script = first_script
        self.han = han
        self.digraphs: dict[str, int] = {}

    def learn(self, alphabet: str) -> re.Pattern[str] | None:
        """Take in the letters of an alphabet; what finds its digraphs, None where it has none."""
        for letter, key in _letters(alphabet, self):
            code = ord(letter) if len(letter) == 1 else _DIGRAPH + len(self.digraphs)
            if len(letter) > 1:
                self.digraphs[letter] = code
            self[code] = key
        return re.compile("|".join(sorted(self.digraphs, key=len, reverse=True))) if self.digraphs else None

    def __missing__(self, code: int) -> str:
        self[code] = key = self._weight(code)
        return key

    def _weight(self, code: int) -> str:
        if _LENGTH <= code < _DIGRAPH:
            return NUMBER + chr(code)
        character = chr(code)
        known = UNDECOMPOSED.get(character)
        if known is not None:
            return "".join(map(self._letter, known))
        return "".join(map(self._part, unicodedata.normalize("NFKD", character).casefold()))

    def _part(self, character: str) -> str:
        """The weight of a character that cannot be taken apart: nothing for marks, punctuation and control codes."""
        category = unicodedata.category(character)
        if category[0] in "LN":
            return self._letter(character)
        if category[0] == "S":
            return SYMBOL + character
        return SPACE if category[0] == "Z" else ""

    def _letter(self, character: str) -> str:
        code = ord(character)
        if 0x3041 <= code <= 0x30F6:
            character = _hiragana(code)
        elif self.han and _HAN[0] <= code <= _HAN[1]:
            character = chr(_HAN[0]) + _place(character, self.han)
        first = self.first_script
        return LEADING + character if first and first[0] <= code <= first[1] else character


SMALL_KANA = dict(zip(map(ord, "ぁぃぅぇぉっゃゅょゎ"), "あいうえおつやゆよわ", strict=True))


def _hiragana(code: int) -> str:
    """The full-sized hiragana of a kana."""
    code -= 0x60 if code >= 0x30A1 else 0
    return SMALL_KANA.get(code, chr(code))


def _place(character: str, charset: str) -> str:
    """Where a character set has a Han character, as two characters that sort."""
    try:
        high, low = character.encode(charset)
    except (UnicodeEncodeError, ValueError):
        return chr(0x100) + character
    return chr(high) + chr(low)


def _letters(alphabet: str, weights: _Weights) -> Iterator[tuple[str, str]]:
    """The letters of an alphabet with their keys."""
    for rule in filter(None, alphabet.split("; ")):
        anchor, *following = (place.split(" = ") for place in rule.split(" < "))
        key = weights[ord(anchor[0])]
        for letter in anchor[1:]:
            yield letter, key
        for at, letters in enumerate(following):
            for letter in letters:
                yield letter, key + chr(AFTER + 100 + at)
