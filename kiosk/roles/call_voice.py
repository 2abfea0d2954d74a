"""The voice of a board or a counter, as devices.toml has it; the only place that knows which loudspeakers are real."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path

from config.boards import BoardVoice, CallVoice
from config.spoken import load_spoken
from kiosk.roles.configuration import read_devices, whole
from kiosk.roles.options import CannotStart
from kiosk.voice.announcer import Announcer, Clocks
from kiosk.voice.composing import Composer, Manner, languages_of
from kiosk.voice.drivers.espeak import EspeakSpeech
from kiosk.voice.drivers.simulated import SimulatedSpeakers
from kiosk.voice.drivers.speakers import Speakers
from kiosk.voice.ports import NoVoice, Player
from kiosk.voice.sound import Sound, from_wav, to_wav

_SIMULATED = "simulated:"


def open_voice(
    voice: CallVoice, config: Path, home: Path, now: Callable[[], datetime], on_voice: Callable[[bool], None]
) -> Announcer | None:
    """The announcer, not started yet; None where nothing is to be said. Raises CannotStart."""
    if not voice.on:
        return None
    speech = EspeakSpeech(voice.pace, voice.pitch)
    clocks = Clocks(now, time.monotonic)
    return Announcer(_manner(voice, config), chime(), speech, _player(voice.sound, home), clocks, on_voice)


def say_once(name: str, label: str, counter: int, config: Path, out: Path | None) -> str:
    """Say one call with the voice of a board or counter through the loudspeakers, or write it to `out`.

    Returns what went wrong, or "". Raises CannotStart.
    Whether the device is silent or simulated does not matter: somebody wants to hear it.
    """
    devices = read_devices(config)
    device = devices.board(name) or devices.counter(name)
    if device is None:
        raise CannotStart(f"devices.toml has no board or counter named {name}")
    speech = EspeakSpeech(device.voice.pace, device.voice.pitch)
    sound, trouble = Composer(_manner(device.voice, config), chime(), speech).announcement(label, counter)
    if sound is None or trouble:
        return f"espeak-ng does not speak: {trouble}"
    if out is not None:
        out.write_bytes(to_wav(sound))
        return ""
    speakers = Speakers()
    try:
        outcome = speakers.play(sound, label)
    finally:
        speakers.close()
    return f"no loudspeaker plays: {outcome.reason}" if isinstance(outcome, NoVoice) else ""


def _manner(voice: CallVoice, config: Path) -> Manner:
    languages, unknown = languages_of(voice.languages, whole(load_spoken(config)))
    if unknown:
        raise CannotStart(f"no file in spoken/ for the language {', '.join(unknown)} that devices.toml asks for")
    quiet_hours = voice.quiet_hours if isinstance(voice, BoardVoice) else ()
    return Manner(languages, voice.volume, voice.times, voice.pause_s, quiet_hours)


def chime() -> Sound:
    """The two tones before every call, as shipped."""
    return from_wav((resources.files("assets") / "sounds" / "chime.wav").read_bytes())


def _player(sound: str, home: Path) -> Player:
    if sound.startswith(_SIMULATED):
        folder = sound.removeprefix(_SIMULATED)
        return SimulatedSpeakers(Path(folder) if folder else home / "voice")
    return Speakers()
