"""What a half-accented word may have been meant to be: the keyboard's strip for people who know no input method."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from kiosk.text.composing import split_last_word
from kiosk.text.syllable import STOPS, Syllable, Tone, bare, parse_syllable

_TONES = (Tone.NGANG, Tone.SAC, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.NANG)
_SHAPES = {"a": "aăâ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}


def suggest(text: str, new_tones: bool = False) -> tuple[str, ...]:
    """Other writings of the last word (each replaces that word), the likeliest first; empty for foreign words.

    "nguyen" -> nguyên, nguyến, nguyền, …; "an" -> án, àn, …, ăn, ân; "duong" -> dương, duông, đuong.
    """
    word = split_last_word(text)[1]
    syllable = parse_syllable(word)
    if syllable is None or not syllable.nucleus:
        return ()
    shapes = _other_shapes(syllable)
    if syllable.complete:
        found = [*_toned(syllable), *shapes]
    elif len(shapes) == 1:
        found = [shapes[0], *_toned(shapes[0])]
    else:
        found = shapes
    if syllable.onset == "d":
        found.append(replace(syllable, onset="đ"))
    return tuple(other.text(new_tones) for other in found)


def _toned(syllable: Syllable) -> list[Syllable]:
    tones = (Tone.SAC, Tone.NANG) if syllable.coda in STOPS else _TONES
    return [replace(syllable, tone=tone) for tone in tones if tone != syllable.tone]


def _other_shapes(syllable: Syllable) -> list[Syllable]:
    """The same letters with other marks, where that makes a whole Vietnamese nucleus."""
    choices = product(*(_SHAPES[bare(letter)] for letter in syllable.nucleus))
    nuclei = ("".join(choice) for choice in choices)
    reshaped = (syllable.with_nucleus(nucleus) for nucleus in nuclei if nucleus != syllable.nucleus)
    return [other for other in reshaped if other is not None and other.complete]
