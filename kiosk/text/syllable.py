"""A Vietnamese syllable taken apart and put together: onset, nucleus, coda, one tone.

The parts of a syllable that is still being typed count too: "nguye" is on its way to "nguyễn". What is not on its way
to any Vietnamese syllable ("Facebook", "gmail") does not parse, and the input methods leave it alone.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Final


class Tone(StrEnum):
    """The combining mark of each tone (NFD)."""

    NGANG = ""
    SAC = "\u0301"
    HUYEN = "\u0300"
    HOI = "\u0309"
    NGA = "\u0303"
    NANG = "\u0323"


_TONES: Final = {str(tone): tone for tone in Tone if tone}
VOWELS: Final = frozenset("aăâeêioôơuưy")
CONSONANTS: Final = frozenset("bcdđghklmnpqrstvx")

# kr, pl, br: names from the Central Highlands (Krông, Plei, Brâu) stand in Hanoi's papers too.
ONSETS: Final = (
    *("ngh", "ng", "nh", "gh", "gi", "kh", "kr", "ch", "ph", "pl", "th", "tr", "qu", "br"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", ""),
)
STOPS: Final = frozenset({"c", "ch", "k", "p", "t"})
_CODAS: Final = frozenset({"", "c", "ch", "k", "m", "n", "ng", "nh", "p", "t"})
_BEFORE_CH_NH: Final = frozenset("aeêiy")

# Nuclei that a consonant may follow, and those that end their syllable.
_CLOSABLE_LIST: Final = "a ă â e ê i o ô ơ u ư y iê yê uô ươ oa oă oe oo uâ uê uy uyê"
_OPEN_ONLY_LIST: Final = (
    "ai ao au ay âu ây eo êu ia iu iêu yêu oi ôi ơi oai oay oao oeo ua ui uôi uêu ưa ưi ươi ươu ưu uây uơ uya uyu"
)
_NEVER_OPEN_LIST: Final = "ă â iê yê uô ươ oă oo uâ uyê"
_CLOSABLE: Final = frozenset(_CLOSABLE_LIST.split())
NUCLEI: Final = _CLOSABLE | frozenset(_OPEN_ONLY_LIST.split())
_OPEN: Final = NUCLEI - frozenset(_NEVER_OPEN_LIST.split())


@cache
def bare(letter: str) -> str:
    """The letter without its shape mark: ơ -> o, đ -> d."""
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


def _on_the_way(nuclei: frozenset[str]) -> frozenset[str]:
    """Those nuclei, and the same with some marks not typed yet."""
    return frozenset(
        "".join(letters) for nucleus in nuclei for letters in product(*({letter, bare(letter)} for letter in nucleus))
    )


_CLOSABLE_SO_FAR: Final = _on_the_way(_CLOSABLE)
_NUCLEI_SO_FAR: Final = _on_the_way(NUCLEI)


@dataclass(frozen=True)
class Syllable:
    """One syllable, lower case without tone in its parts; `capitals` says letter by letter which were upper case."""

    onset: str
    nucleus: str
    coda: str
    tone: Tone
    capitals: tuple[bool, ...]

    @property
    def complete(self) -> bool:
        """Whether the nucleus carries every mark it needs."""
        return self.nucleus in (_CLOSABLE if self.coda else _OPEN)

    def with_nucleus(self, nucleus: str) -> Syllable | None:
        """The same syllable with other marks on its vowels, or None where Vietnamese knows no such thing."""
        return replace(self, nucleus=nucleus) if _fits(nucleus, self.coda) else None

    def text(self, new_tones: bool = False) -> str:
        """Put it together (NFC). `new_tones`: hoà, khoẻ, thuý; otherwise hòa, khỏe, thúy."""
        letters = list(self.onset + self.nucleus + self.coda)
        if self.nucleus:
            place = len(self.onset) + _tone_place(self.nucleus, bool(self.coda), new_tones)
            letters[place] += self.tone
        cased = (letter.upper() if capital else letter for letter, capital in zip(letters, self.capitals, strict=True))
        return unicodedata.normalize("NFC", "".join(cased))


def parse_syllable(text: str) -> Syllable | None:
    """Take apart a syllable or the beginning of one; None for anything else, the empty text too."""
    letters: list[str] = []
    capitals: list[bool] = []
    tone = Tone.NGANG
    for whole in unicodedata.normalize("NFC", text):
        lower = whole.lower()
        parts = unicodedata.normalize("NFD", lower)
        marks = [_TONES[part] for part in parts if part in _TONES]
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        if letter not in VOWELS and (letter not in CONSONANTS or marks):
            return None
        if marks and (tone or len(marks) > 1):
            return None
        tone = marks[0] if marks else tone
        letters.append(letter)
        capitals.append(whole != lower)
    return _split("".join(letters), tone, tuple(capitals)) if letters else None


def _split(letters: str, tone: Tone, capitals: tuple[bool, ...]) -> Syllable | None:
    for onset in ONSETS:
        if not letters.startswith(onset):
            continue
        rime = letters[len(onset) :]
        end = next((at for at, letter in enumerate(rime) if letter not in VOWELS), len(rime))
        nucleus, coda = rime[:end], rime[end:]
        # gì, gìn: the i is the vowel; a lone q waits for its u
        if (onset == "gi" and not nucleus) or (onset == "q" and nucleus):
            continue
        if _fits(nucleus, coda):
            return Syllable(onset, nucleus, coda, tone, capitals)
    return None


def _fits(nucleus: str, coda: str) -> bool:
    if coda not in _CODAS:
        return False
    if not nucleus:
        return not coda
    if not coda:
        return nucleus in _NUCLEI_SO_FAR
    if coda in ("ch", "nh") and nucleus[-1] not in _BEFORE_CH_NH:
        return False
    return nucleus in _CLOSABLE_SO_FAR


def _tone_place(nucleus: str, closed: bool, new_tones: bool) -> int:
    """Which vowel of the nucleus carries the tone."""
    marked = [at for at, letter in enumerate(nucleus) if bare(letter) != letter]
    if marked:
        return marked[-1]
    if closed:
        return len(nucleus) - 1
    if len(nucleus) == 2 and nucleus in ("oa", "oe", "uy"):
        return 1 if new_tones else 0
    return 1 if len(nucleus) == 3 else 0
