"""Which keys a person strikes on a Telex keyboard to write a Vietnamese text."""

from __future__ import annotations

import unicodedata
from typing import Final

_SHAPES: Final = {"\u0302": None, "\u0306": "w", "\u031b": "w"}  # circumflex doubles its letter; breve and horn: w
_TONES: Final = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def telex_keys(text: str) -> str:
    """`Mẫu` -> `maaxu`, in lower case: the line itself decides about capitals."""
    keys = []
    for letter in unicodedata.normalize("NFC", text.lower()):
        if letter == "đ":
            keys.append("dd")
            continue
        base, *marks = list(unicodedata.normalize("NFD", letter))
        keys.append(base)
        keys.extend(_SHAPES[mark] or base for mark in marks if mark in _SHAPES)
        keys.extend(_TONES[mark] for mark in marks if mark in _TONES)
    return "".join(keys)
