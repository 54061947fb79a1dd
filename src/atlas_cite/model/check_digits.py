"""Check digits: whether an ISSN, ISBN or ORCID can be right.

Sources: ISO 3297 (ISSN), ISO 2108 (ISBN), ISO 7064 MOD 11-2 (ORCID).
"""

from __future__ import annotations

import re

_NOT_SIGN = re.compile(r"[\s\u2010-\u2015-]")


def is_issn(text: str) -> bool:
    """Whether `text` is an ISSN whose check digit fits."""
    signs = _NOT_SIGN.sub("", text).upper()
    if not re.fullmatch(r"\d{7}[\dX]", signs):
        return False
    return sum(weight * _value(sign) for weight, sign in zip(range(8, 0, -1), signs, strict=True)) % 11 == 0


def is_isbn(text: str) -> bool:
    """Whether `text` is an ISBN of 10 or 13 digits whose check digit fits."""
    signs = _NOT_SIGN.sub("", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", signs):
        return sum(weight * _value(sign) for weight, sign in zip(range(10, 0, -1), signs, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", signs):
        return sum((1, 3)[place % 2] * int(sign) for place, sign in enumerate(signs)) % 10 == 0
    return False


def is_orcid(text: str) -> bool:
    """Whether `text` is an ORCID iD, bare or as an address, whose check digit fits."""
    signs = _NOT_SIGN.sub("", re.sub(r"^https?://orcid\.org/", "", text.strip(), flags=re.IGNORECASE)).upper()
    if not re.fullmatch(r"\d{15}[\dX]", signs):
        return False
    total = 0
    for sign in signs[:15]:
        total = (total + int(sign)) * 2
    return (12 - total % 11) % 11 == _value(signs[15])


def _value(sign: str) -> int:
    return 10 if sign == "X" else int(sign)
