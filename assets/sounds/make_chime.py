"""Make chime.wav: `python assets/sounds/make_chime.py`. Two soft bell tones, a falling major third, before every call.

The tones are E5 and C5 with two quiet overtones each, struck 0.42 s apart and left to ring; written by this code alone.
"""

from __future__ import annotations

import io
import sys
import wave
from pathlib import Path
from typing import Final

import numpy as np

RATE: Final = 22_050
TONES_HZ: Final = (659.26, 523.25)
_STRUCK_S: Final = (0.0, 0.42)
_SECONDS: Final = 1.35
_PEAK: Final = 0.5  # of full scale: the voice is louder than the chime
# (multiple of the tone, strength, seconds until it has died down to 1/e)
_PARTIALS: Final = ((1.0, 1.0, 0.30), (2.0, 0.22, 0.18), (3.0, 0.07, 0.10))


def chime() -> bytes:
    """The bytes of the WAV file: 22,050 samples a second, 16 bits, one channel."""
    total = np.zeros(round(_SECONDS * RATE))
    for tone, struck in zip(TONES_HZ, _STRUCK_S, strict=True):
        start = round(struck * RATE)
        t = np.arange(len(total) - start) / RATE
        rise = 1 - np.exp(-t / 0.006)  # no click
        bell = sum(
            strength * np.exp(-t / dies) * np.sin(2 * np.pi * tone * many * t) for many, strength, dies in _PARTIALS
        )
        total[start:] += rise * bell
    fade = round(0.15 * RATE)
    total[-fade:] *= np.linspace(1, 0, fade)
    samples = np.round(total / np.abs(total).max() * _PEAK * 32_767).astype("<i2")
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples.tobytes())
    return target.getvalue()


if __name__ == "__main__":
    file = Path(__file__).with_name("chime.wav")
    file.write_bytes(chime())
    sys.stdout.write(f"{file}\n")
