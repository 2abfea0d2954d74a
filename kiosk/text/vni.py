"""VNI: `nguye6n4` is nguyễn. Never switch it on in a field of digits: it eats them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.text import composing
from kiosk.text.composing import BACKSPACE, Mark
from kiosk.text.syllable import Tone

_TONES: Final = {"1": Tone.SAC, "2": Tone.HUYEN, "3": Tone.HOI, "4": Tone.NGA, "5": Tone.NANG}
_MARKS: Final = {"6": (Mark.HAT, "aeo"), "7": (Mark.HORN, "ou"), "8": (Mark.BREVE, "a")}


@dataclass(frozen=True)
class Vni:
    """The VNI input method. `new_tones`: hoà, khoẻ, thuý instead of hòa, khỏe, thúy."""

    new_tones: bool = False

    def press(self, text: str, key: str) -> str:
        """The text after one more key (one character, or BACKSPACE). Only its last word changes; NFC."""
        if key == BACKSPACE:
            return composing.erase(text)
        before, word = composing.split_last_word(text)
        return composing.joined(before, self._press(word, key))

    def _press(self, word: str, key: str) -> str:
        composed: str | None = None
        if key in _TONES:
            composed = composing.put_tone(word, key, _TONES[key], self.new_tones)
        elif key == "0":
            composed = composing.remove_tone(word, self.new_tones)
        elif key == "9":
            composed = composing.put_stroke(word, key, self.new_tones)
        elif key in _MARKS:
            mark, vowels = _MARKS[key]
            composed = composing.put_mark(word, key, (mark,), vowels, self.new_tones)
        return composing.add_letter(word, key, self.new_tones) if composed is None else composed
