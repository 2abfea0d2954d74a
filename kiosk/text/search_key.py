"""The key two spellings of one Vietnamese text share: no accents, no case, no punctuation between words."""

from __future__ import annotations

import unicodedata
from typing import Final

_DROPPED: Final = str.maketrans("", "", "'’‘ʼ`´")
_APART: Final = str.maketrans(dict.fromkeys('.-–—_/,;:()"“”', " "))
_STROKED: Final = str.maketrans("đĐ", "dD")


def search_key(text: str) -> str:
    """Fold to what people type when they search: `"Đường  Hoà-Bình"` and `"duong hoa binh"` give the same key.

    Apostrophes vanish (H'Mông: hmong), dots, hyphens and other separators become one space, so that hyphenated and
    spaced spellings of a name meet. Idempotent.
    """
    folded = unicodedata.normalize("NFD", text.translate(_STROKED).casefold())
    bare = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
    return " ".join(unicodedata.normalize("NFC", bare).translate(_DROPPED).translate(_APART).split())
