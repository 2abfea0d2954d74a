"""A board's voice, built as devices.toml says; the only place that knows which loudspeakers are real."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path

from config.boards import BoardVoice
from config.spoken import load_spoken
from kiosk.roles.configuration import whole
from kiosk.roles.options import CannotStart
from kiosk.voice.announcer import Announcer, Clocks, Manner, languages_of
from kiosk.voice.drivers.espeak import EspeakSpeech
from kiosk.voice.drivers.simulated import SimulatedSpeakers
from kiosk.voice.drivers.speakers import Speakers
from kiosk.voice.ports import Player
from kiosk.voice.sound import Sound, from_wav

_SIMULATED = "simulated:"


def open_voice(
    voice: BoardVoice, config: Path, home: Path, now: Callable[[], datetime], on_voice: Callable[[bool], None]
) -> Announcer | None:
    """The announcer, not started yet; None where the board is to be silent. Raises CannotStart."""
    if not voice.on:
        return None
    languages, unknown = languages_of(voice.languages, whole(load_spoken(config)))
    if unknown:
        raise CannotStart(f"no file in spoken/ for the language {', '.join(unknown)} that devices.toml asks for")
    manner = Manner(languages, voice.volume, voice.times, voice.pause_s, voice.quiet_hours)
    speech = EspeakSpeech(voice.pace, voice.pitch)
    return Announcer(manner, chime(), speech, _player(voice.sound, home), Clocks(now, time.monotonic), on_voice)


def chime() -> Sound:
    """The two tones before every call, as shipped."""
    return from_wav((resources.files("assets") / "sounds" / "chime.wav").read_bytes())


def _player(sound: str, home: Path) -> Player:
    if sound.startswith(_SIMULATED):
        folder = sound.removeprefix(_SIMULATED)
        return SimulatedSpeakers(Path(folder) if folder else home / "voice")
    return Speakers()
