"""What the voice needs of the machine: words made into sound, sound made heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from config.spoken import SpokenLanguage
from kiosk.voice.sound import Sound


@dataclass(frozen=True)
class NoVoice:
    """It could not be said. reason: "missing" | "timeout" | "failed" | "bad_answer" | "disk"."""

    reason: str


@dataclass(frozen=True)
class Played:
    """It was heard to its end, as far as the machine knows."""


@dataclass(frozen=True)
class CutShort:
    """`cut` or `close` was called meanwhile."""


class Speech(Protocol):
    """Makes sentences into sound."""

    def say(self, text: str, language: SpokenLanguage) -> Sound | NoVoice:
        """The sentence in that language's voice. Returns within a few seconds, whatever the synthesiser does."""
        ...


class Player(Protocol):
    """Makes sound heard, one at a time."""

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:
        """Return when it has been heard. name: what is played, for whoever looks into the machine; letters and digits.

        A loudspeaker that hangs is given up soon after the sound should have ended.
        """
        ...

    def cut(self) -> None:
        """Cut short what is playing now, if anything is. From any thread."""
        ...

    def close(self) -> None:
        """Cut short what is playing, and all that would be played later; leave nothing behind. From any thread."""
        ...
