"""Sorting Vietnamese text as a Vietnamese dictionary does: letters first, then tones, then case."""

from __future__ import annotations

import unicodedata
from typing import Final

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_AFTER_LETTERS: Final = len(_ALPHABET) + 1

CollationKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def collation_key(text: str) -> CollationKey:
    """A key for `sorted`: first the letters (a ă â b … with spaces before any letter), then tones, then case."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for whole in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", whole)
        tone = max((_TONES.get(part, 0) for part in parts), default=0)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)).lower()
        letters.append(_place(letter))
        tones.append(tone)
    return tuple(letters), tuple(tones), text.swapcase()


def person_key(full_name: str) -> tuple[CollationKey, CollationKey, CollationKey]:
    """A key that sorts people by given name (the last word), then family name, then the names between."""
    words = full_name.split()
    if not words:
        return collation_key(""), collation_key(""), collation_key("")
    return collation_key(words[-1]), collation_key(words[0]), collation_key(" ".join(words[1:-1]))


def _place(letter: str) -> tuple[int, int]:
    """(rank, code point): spaces, then digits and signs, then the alphabet, then everything else."""
    if letter.isspace():
        return 0, 0
    rank = _RANK.get(letter)
    if rank is not None:
        return rank + 1, 0
    code = ord(letter[0]) if letter else 0
    return (_AFTER_LETTERS + 1 if letter.isalpha() else 1), code
