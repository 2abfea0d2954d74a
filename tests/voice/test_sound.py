"""Sound as numbers: what a WAV may be, and what it may not."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from assets.sounds.make_chime import TONES_HZ
from assets.sounds.make_chime import chime as made_chime
from kiosk.roles.call_voice import chime
from kiosk.voice.sound import RATE, Sound, at_volume, even, from_wav, joined, silence, to_wav, trimmed


def a_wav(rate: int, channels: int, frames: int, width: int = 2) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(bytes(frames * channels * width))
    return target.getvalue()


def test_what_is_written_is_read() -> None:
    sound = Sound(np.arange(-500, 500, dtype=np.int16))
    assert np.array_equal(from_wav(to_wav(sound)).samples, sound.samples)


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (22_050, 2), (44_100, 2), (8_000, 1)])
def test_other_rates_and_channels_last_as_long(rate: int, channels: int) -> None:
    assert from_wav(a_wav(rate, channels, rate // 2)).seconds == pytest.approx(0.5, abs=0.001)


def test_a_header_that_claims_more_than_there_is_does_not_matter() -> None:
    data = bytearray(to_wav(silence(0.2)))
    data[40:44] = b"\x00\xf0\xff\x7f"  # as espeak-ng writes to a pipe
    assert from_wav(bytes(data)).seconds == pytest.approx(0.2)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"not a sound at all", a_wav(22_050, 1, 0), a_wav(22_050, 1, 9, width=1)]
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"WAV|sound|bits"):
        from_wav(data)


def test_silence_stays_silence() -> None:
    assert not even(silence(0.1)).samples.any()
    assert not at_volume(joined(silence(0.1), silence(0.1)), 100).samples.any()


def test_silence_before_and_after_is_taken_off() -> None:
    tone = Sound(np.full(RATE // 2, 9000, np.int16))
    assert trimmed(joined(silence(0.7), tone, silence(0.3), tone, silence(2))).seconds == pytest.approx(1.34, abs=0.01)
    assert trimmed(silence(0.2)).seconds == pytest.approx(0.2)


def test_the_shipped_chime_is_the_one_that_the_code_makes() -> None:
    assert np.abs(from_wav(made_chime()).samples.astype(int) - chime().samples).max() <= 1
    assert chime().seconds < 1.5
    assert chime().samples[-1] == chime().samples[0] == 0


def test_the_chime_is_two_tones_one_after_the_other() -> None:
    samples = chime().samples
    for tone, at in zip(TONES_HZ, (0.1, 0.6), strict=True):
        piece = samples[int(at * RATE) : int((at + 0.25) * RATE)].astype(float)
        power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)))) ** 2
        loudest = np.fft.rfftfreq(len(piece), 1 / RATE)[int(power.argmax())]
        assert loudest == pytest.approx(tone, abs=4)
