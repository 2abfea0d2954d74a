"""Sound as numbers: one channel of 16-bit samples, read from and written as WAV."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 22_050
_FULL: Final = 32_767
_SILENT: Final = 150
_LOUDEST_VOICE: Final = 0.92  # of full scale: a little room, so that nothing distorts


@dataclass(frozen=True, eq=False)
class Sound:
    """samples: int16, one channel, RATE a second."""

    samples: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE


def from_wav(data: bytes) -> Sound:
    """Read a 16-bit WAV of any rate; several channels become one. Raises ValueError for all else, or no sound."""
    try:
        with wave.open(io.BytesIO(data)) as reader:
            if reader.getsampwidth() != 2:
                raise ValueError("not 16 bits a sample")
            rate, channels = reader.getframerate(), reader.getnchannels()
            # espeak-ng cannot know the length when it begins to write: the header claims 2 GiB, the data end before.
            raw = reader.readframes(len(data))
    except (wave.Error, EOFError) as broken:
        raise ValueError("not a WAV file") from broken
    frames = np.frombuffer(raw[: len(raw) - len(raw) % (2 * channels)], dtype="<i2").reshape(-1, channels)
    if not len(frames) or rate <= 0:
        raise ValueError("no sound in it")
    mono = frames.mean(axis=1)
    if rate != RATE:
        at = np.arange(int(len(mono) * RATE / rate)) * (rate / RATE)
        mono = np.interp(at, np.arange(len(mono)), mono)
    return Sound(np.round(mono).astype(np.int16))


def to_wav(sound: Sound) -> bytes:
    """The bytes of a WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(sound.samples.astype("<i2").tobytes())
    return target.getvalue()


def silence(seconds: float) -> Sound:
    """Nothing, for so long."""
    return Sound(np.zeros(round(seconds * RATE), np.int16))


def joined(*sounds: Sound) -> Sound:
    """One after the other."""
    return Sound(np.concatenate([sound.samples for sound in sounds]))


def trimmed(sound: Sound) -> Sound:
    """Without the silence before and after, so that pauses are as long as they are meant to be."""
    loud = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > _SILENT)
    if not len(loud):
        return sound
    margin = RATE // 50
    return Sound(sound.samples[max(0, int(loud[0]) - margin) : int(loud[-1]) + margin])


def even(sound: Sound) -> Sound:
    """As loud as it can be without distortion, so that every voice and every sentence is equally loud."""
    peak = int(np.abs(sound.samples.astype(np.int32)).max(initial=0))
    if peak == 0:
        return sound
    return Sound((sound.samples * (_LOUDEST_VOICE * _FULL / peak)).astype(np.int16))


def at_volume(sound: Sound, percent: int) -> Sound:
    """percent: 0 to 100 of what it is. The ear hears evenly when the square of it is taken."""
    return Sound((sound.samples * (percent / 100) ** 2).astype(np.int16))
