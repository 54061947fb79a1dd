"""Roman numerals."""

from __future__ import annotations

_STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST = 5999


def roman(number: int) -> str:
    """The number in lower-case Roman numerals; decimal digits outside 1 to 5999."""
    if not 1 <= number <= LARGEST:
        return str(number)
    letters = []
    for value, numeral in _STEPS:
        count, number = divmod(number, value)
        letters.append(numeral * count)
    return "".join(letters)
