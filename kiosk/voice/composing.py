"""One announcement as one sound: the chime, then the sentence in each language in turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.boards import QuietHours
from config.spoken import SpokenLanguage
from kiosk.voice.ports import NoVoice, Speech
from kiosk.voice.sound import Sound, at_volume, even, joined, silence, trimmed
from kiosk.voice.wording import call_sentence

_AFTER_CHIME_S: Final = 0.25
_BETWEEN_LANGUAGES_S: Final = 0.5
_PHRASES_KEPT: Final = 48  # about 10 MB


@dataclass(frozen=True)
class Manner:
    """How this place speaks: the languages in turn, loudness in percent, how often, pauses in seconds, quiet hours."""

    languages: tuple[SpokenLanguage, ...]
    volume: int
    times: int
    pause_s: float
    quiet_hours: tuple[QuietHours, ...] = ()


class Composer:
    """Makes announcements; remembers the newest sentences, because most are said again."""

    def __init__(self, manner: Manner, chime: Sound, speech: Speech) -> None:
        self._manner = manner
        self._chime = chime
        self._speech = speech
        self._phrases: OrderedDict[tuple[str, str], Sound] = OrderedDict()

    def announcement(self, label: str, counter: int) -> tuple[Sound | None, str]:
        """Chime and sentences in those languages that can be spoken, None where none can; and what the trouble was."""
        sentences: list[Sound] = []
        trouble = ""
        for language in self._manner.languages:
            sentence = self._sentence(language, call_sentence(language, label, counter))
            if isinstance(sentence, NoVoice):
                trouble = trouble or sentence.reason
            else:
                sentences += [silence(_BETWEEN_LANGUAGES_S if sentences else _AFTER_CHIME_S), sentence]
        if not sentences:
            return None, trouble
        return at_volume(joined(self._chime, *sentences), self._manner.volume), trouble

    def _sentence(self, language: SpokenLanguage, text: str) -> Sound | NoVoice:
        key = (language.voice, text)
        kept = self._phrases.pop(key, None)
        if kept is None:
            made = self._speech.say(text, language)
            if isinstance(made, NoVoice):
                return made
            kept = even(trimmed(made))
        self._phrases[key] = kept
        while len(self._phrases) > _PHRASES_KEPT:
            self._phrases.popitem(last=False)
        return kept


def languages_of(
    codes: Sequence[str], spoken: dict[str, SpokenLanguage]
) -> tuple[tuple[SpokenLanguage, ...], tuple[str, ...]]:
    """The languages of these codes in this order, and the codes that no file stands for."""
    known = tuple(spoken[code] for code in codes if code in spoken)
    return known, tuple(code for code in codes if code not in spoken)
