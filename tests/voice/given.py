"""Voices and loudspeakers in the hand, and what is heard in a recording."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from assets.sounds.make_chime import TONES_HZ
from config.folder import shipped_folder
from config.spoken import SpokenLanguage, load_spoken
from kiosk.voice.ports import CutShort, NoVoice, Played
from kiosk.voice.sound import RATE, Sound

NOW = datetime(2026, 11, 23, 9, 57, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def languages(*codes: str) -> tuple[SpokenLanguage, ...]:
    """Shipped languages."""
    spoken = load_spoken(shipped_folder())
    assert isinstance(spoken, dict)
    return tuple(spoken[code] for code in codes)


@dataclass
class Tone:
    """A synthesiser that hums; it can lose its voice, or only some of it."""

    said: list[str] = field(default_factory=list)
    trouble: str = ""
    mute: set[str] = field(default_factory=set)

    def say(self, text: str, language: SpokenLanguage) -> Sound | NoVoice:
        if self.trouble or language.voice in self.mute:
            return NoVoice(self.trouble or "failed")
        self.said.append(text)
        return Sound((3000 * np.sin(np.arange(RATE // 10) * 0.1)).astype(np.int16))


@dataclass
class Tape:
    """A loudspeaker that only remembers; `hold` makes it play on until it is let go or cut."""

    names: list[str] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)
    trouble: str = ""
    hold: threading.Event | None = None
    began: threading.Event = field(default_factory=threading.Event)
    is_cut: bool = False
    closed: bool = False

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:
        if self.trouble:
            return NoVoice(self.trouble)
        self.names.append(name)
        self.sounds.append(sound)
        self.is_cut = False
        self.began.set()
        if self.hold is not None:
            self.hold.wait(10)
        return CutShort() if self.is_cut or self.closed else Played()

    def cut(self) -> None:
        self.is_cut = True
        if self.hold is not None:
            self.hold.set()

    def close(self) -> None:
        self.closed = True
        self.cut()


@dataclass
class HandClock:
    """Time that tests move."""

    at_s: float = 100.0
    now: datetime = NOW

    def seconds(self) -> float:
        return self.at_s


def chime_starts(samples: NDArray[np.int16]) -> list[float]:
    """Seconds at which the chime's first tone begins, followed by its second: found by their share of the spectrum."""
    window = RATE // 10
    hop = window // 2
    shares = [_tone_shares(samples[at : at + window]) for at in range(0, len(samples) - window, hop)]
    starts = []
    quiet_until = -1.0
    for at, (first, _) in enumerate(shares):
        second = max((share for _, share in shares[at : at + 16]), default=0.0)
        when = at * hop / RATE
        if first > 0.5 and second > 0.4 and when > quiet_until:
            starts.append(when)
            quiet_until = when + 1.2
    return starts


def _tone_shares(piece: NDArray[np.int16]) -> tuple[float, float]:
    wave = piece.astype(float) * np.hanning(len(piece))
    power = np.abs(np.fft.rfft(wave)) ** 2
    total = power.sum()
    if total < 1e9:
        return 0.0, 0.0
    frequencies = np.fft.rfftfreq(len(piece), 1 / RATE)
    first, second = (float(power[np.abs(frequencies - tone) < 25].sum() / total) for tone in TONES_HZ)
    return first, second


def stretches(samples: NDArray[np.int16], least_gap_s: float) -> list[tuple[float, float]]:
    """(begin, end) in seconds of everything that sounds, apart where it is silent for at least so long."""
    window = RATE // 50
    loud = [
        at * window for at in range(len(samples) // window) if _energy(samples[at * window : (at + 1) * window]) > 60
    ]
    found: list[tuple[float, float]] = []
    for at in loud:
        begin, end = at / RATE, (at + window) / RATE
        if found and begin - found[-1][1] < least_gap_s:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _energy(piece: NDArray[np.int16]) -> float:
    return float(np.sqrt(np.mean(piece.astype(float) ** 2)))
