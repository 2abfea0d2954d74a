"""What the keys of an input method do to a word: shared by Telex and VNI, pure, and without memory.

Everything is decided from the text that stands there, so a word may be composed, corrected with backspace, prefilled
or pasted, and typed on: there is no hidden state to get out of step with what the citizen sees.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from enum import StrEnum
from typing import Final

from kiosk.text.syllable import STOPS, Syllable, Tone, bare, parse_syllable

BACKSPACE: Final = "\b"
_LAST_WORD: Final = re.compile(r"[^\W\d_]*\Z")
_SMOOTH: Final = frozenset({Tone.HUYEN, Tone.HOI, Tone.NGA})
_SLOW_HORN: Final = frozenset({"h", "kh", "th"})


class Mark(StrEnum):
    """The shape marks; the stroke of đ is a deed of its own."""

    HAT = "hat"
    HORN = "horn"
    BREVE = "breve"


_MARKED: Final = {
    Mark.HAT: {"a": "â", "e": "ê", "o": "ô"},
    Mark.HORN: {"o": "ơ", "u": "ư"},
    Mark.BREVE: {"a": "ă"},
}


def split_last_word(text: str) -> tuple[str, str]:
    """(what stands before, the letters at the end), NFC: only the word being typed is composed."""
    whole = unicodedata.normalize("NFC", text)
    at = _LAST_WORD.search(whole)
    start = at.start() if at else len(whole)
    return whole[:start], whole[start:]


def joined(before: str, word: str) -> str:
    """The whole text again, NFC even where a key was a lone combining mark."""
    return unicodedata.normalize("NFC", before + word)


def erase(text: str) -> str:
    """Take away one visible letter with its marks."""
    return unicodedata.normalize("NFC", text)[:-1]


def add_letter(word: str, key: str, new_tones: bool) -> str:
    """Type a plain letter: the tone moves to its right place, ưo and uơ close to ươ before what follows them."""
    longer = parse_syllable(word + key)
    if longer is None:
        return word + key
    follows = len(longer.nucleus) > 2 or longer.coda
    if follows and longer.nucleus[:2] in ("uơ", "ưo"):
        longer = longer.with_nucleus("ươ" + longer.nucleus[2:]) or longer
    return longer.text(new_tones)


def put_tone(word: str, key: str, tone: Tone, new_tones: bool) -> str | None:
    """Put the tone on; the same tone again takes it off and types the key. None: this key is a letter here."""
    syllable = parse_syllable(word)
    if syllable is None or not syllable.nucleus:
        return None
    if syllable.tone == tone:
        return replace(syllable, tone=Tone.NGANG).text(new_tones) + key
    if syllable.coda in STOPS and tone in _SMOOTH:
        return None
    return replace(syllable, tone=tone).text(new_tones)


def remove_tone(word: str, new_tones: bool) -> str | None:
    """Take the tone off. None: there is none."""
    syllable = parse_syllable(word)
    if syllable is None or not syllable.tone:
        return None
    return replace(syllable, tone=Tone.NGANG).text(new_tones)


def put_stroke(word: str, key: str, new_tones: bool) -> str | None:
    """d -> đ wherever in the syllable the key comes; again: back, and the key is typed. None: not here."""
    syllable = parse_syllable(word)
    if syllable is None or syllable.onset not in ("d", "đ"):
        return None
    if syllable.onset == "đ":
        return replace(syllable, onset="d").text(new_tones) + key
    return replace(syllable, onset="đ").text(new_tones)


def put_mark(word: str, key: str, marks: tuple[Mark, ...], only: str, new_tones: bool) -> str | None:
    """Shape the vowels of the word with the first of `marks` that makes a Vietnamese nucleus.

    only: the vowels (without marks) this key may shape. The same key again takes the marks off and types itself.
    None: this key is a letter here.
    """
    syllable = parse_syllable(word)
    if syllable is None:
        return None
    for nucleus in _shaped(syllable, marks, only):
        if nucleus == syllable.nucleus:
            plain = "".join(_unmark(letter, marks, only) for letter in syllable.nucleus)
            return (syllable.with_nucleus(plain) or syllable).text(new_tones) + key
        changed = syllable.with_nucleus(nucleus)
        if changed is not None:
            return add_letter(changed.text(new_tones), "", new_tones)
    return None


def _shaped(syllable: Syllable, marks: tuple[Mark, ...], only: str) -> list[str]:
    """The nuclei this key could mean, the likeliest first; some of them are not Vietnamese."""
    nucleus = syllable.nucleus
    plain = "".join(bare(letter) for letter in nucleus)
    wanted: list[str] = []
    if Mark.HORN in marks and plain.startswith("uo"):
        # thuở, huơ: without anything after it, uo becomes uơ here; `add_letter` turns it to ươ when something comes
        alone = plain == "uo" and not syllable.coda and syllable.onset in _SLOW_HORN and nucleus[0] == "u"
        wanted.append(("uơ" if alone else "ươ") + nucleus[2:])
    for mark in marks:
        table = _MARKED[mark]
        for at, letter in enumerate(plain):
            if letter in only and letter in table:
                wanted.append(nucleus[:at] + table[letter] + nucleus[at + 1 :])
                wanted.append(plain[:at] + table[letter] + plain[at + 1 :])
    return wanted


def _unmark(letter: str, marks: tuple[Mark, ...], only: str) -> str:
    plain = bare(letter)
    ours = plain in only and letter in {_MARKED[mark].get(plain) for mark in marks}
    return plain if ours else letter
