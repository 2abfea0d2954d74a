"""Telex: `nguyeenx` or `nguyenxe` or `nguyxene` is nguyễn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.text import composing
from kiosk.text.composing import BACKSPACE, Mark
from kiosk.text.suggestions import suggest
from kiosk.text.syllable import Tone

__all__ = ["Telex", "suggest"]

_TONES: Final = {"s": Tone.SAC, "f": Tone.HUYEN, "r": Tone.HOI, "x": Tone.NGA, "j": Tone.NANG}
_HATS: Final = frozenset("aeo")


@dataclass(frozen=True)
class Telex:
    """The Telex input method. `new_tones`: hoà, khoẻ, thuý instead of hòa, khỏe, thúy."""

    new_tones: bool = False

    def press(self, text: str, key: str) -> str:
        """The text after one more key (one character, or BACKSPACE). Only its last word changes; NFC."""
        if key == BACKSPACE:
            return composing.erase(text)
        before, word = composing.split_last_word(text)
        return composing.joined(before, self._press(word, key))

    def _press(self, word: str, key: str) -> str:
        lower = key.lower()
        composed: str | None = None
        if lower in _TONES:
            composed = composing.put_tone(word, key, _TONES[lower], self.new_tones)
        elif lower == "z":
            composed = composing.remove_tone(word, self.new_tones)
        elif lower == "d":
            composed = composing.put_stroke(word, key, self.new_tones)
        elif lower == "w":
            composed = composing.put_mark(word, key, (Mark.HORN, Mark.BREVE), "aou", self.new_tones)
        elif lower in _HATS:
            composed = composing.put_mark(word, key, (Mark.HAT,), lower, self.new_tones)
        return composing.add_letter(word, key, self.new_tones) if composed is None else composed
