"""What a hall would hear, recorded: chime, then words, for every call, and never two at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.roles.call_voice import chime
from kiosk.voice.announcer import Announcer, Clocks
from kiosk.voice.composing import Manner
from kiosk.voice.drivers.espeak import EspeakSpeech
from kiosk.voice.drivers.speakers import PROGRAMS, Speakers
from kiosk.voice.ports import CutShort, NoVoice, Played
from kiosk.voice.sound import RATE, Sound, joined, silence
from tests.voice.given import NOW, Tone, chime_starts, languages, stretches
from tests.voice.null_sink import NullSink, null_sink

FULL = os.environ.get("MOTCUA_LONG") == "1"
PAUSE_S = 1.5 if FULL else 0.7
APART_S = 1.0 if FULL else 0.5  # longer than any breath inside an announcement


@pytest.fixture
def sink(peer: Callable[[str], str], tmp_path: Path) -> Iterator[NullSink]:
    for program in ("pulseaudio", "pacat", "parec", "espeak-ng"):
        peer(program)
    for started in null_sink(tmp_path):
        assert started is not None
        yield started


@dataclass
class Noted:
    """Real loudspeakers, with a note of what they were given."""

    speakers: Speakers
    lengths: list[float] = field(default_factory=list)

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:
        outcome = self.speakers.play(sound, name)
        self.lengths.append(sound.seconds)
        return outcome

    def cut(self) -> None:
        self.speakers.cut()

    def close(self) -> None:
        self.speakers.close()


def test_three_calls_in_a_burst_are_heard_one_after_the_other(sink: NullSink, tmp_path: Path) -> None:
    codes, pace, times = (("vi", "en"), 140, 2) if FULL else (("vi",), 260, 1)
    player = Noted(Speakers([[*PROGRAMS[0], f"--server={sink.server}"]]))
    manner = Manner(languages(*codes), 90, times, PAUSE_S)
    announcer = Announcer(manner, chime(), EspeakSpeech(pace, 45), player, Clocks(lambda: NOW, time.monotonic))
    tape = tmp_path / "heard.raw"
    with sink.record(tape) as recorder:
        time.sleep(0.5)  # until the recorder hears
        announcer.start()
        for label, counter in (("A012", 3), ("B007", 5), ("K2-001", 1)):
            announcer.called(label, counter, NOW)
        until = time.monotonic() + 120
        while len(player.lengths) < 3 * times and time.monotonic() < until:
            time.sleep(0.1)
        announcer.stop()
        time.sleep(0.5)
        recorder.terminate()
    heard = np.frombuffer(tape.read_bytes(), dtype="<i2")
    assert len(player.lengths) == 3 * times
    check(heard, player.lengths)


def check(heard: NDArray[np.int16], lengths: list[float]) -> None:
    """Every announcement is whole, begins with the chime, goes on with words, and stands apart from the next."""
    apart = stretches(heard, APART_S)
    chimes = chime_starts(heard)
    assert len(apart) == len(lengths)
    assert len(chimes) == len(lengths)
    for (begin, end), length, rings in zip(apart, lengths, chimes, strict=True):
        assert rings == pytest.approx(begin, abs=0.15)
        # A busy machine may let the sound server wait for a moment; another announcement would add more than a second.
        assert length - 0.3 < end - begin < length + 0.9
        words = heard[int((begin + chime().seconds + 0.2) * RATE) : int(end * RATE)].astype(float)
        assert np.sqrt(np.mean(words**2)) > 400
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(apart)]
    assert all(gap >= PAUSE_S * 0.8 for gap in gaps)


def announcement() -> Sound:
    (language,) = languages("vi")
    words = Tone().say("", language)
    assert isinstance(words, Sound)
    return joined(chime(), silence(0.25), *[words] * 20)


def test_the_measure_knows_announcements_that_stand_apart() -> None:
    one = announcement()
    heard = joined(silence(0.4), one, silence(PAUSE_S), one, silence(0.4))
    check(heard.samples, [one.seconds, one.seconds])


@pytest.mark.parametrize("offset_s", [0.3, 1.6, 3.0])
def test_the_measure_knows_announcements_that_overlap(offset_s: float) -> None:
    one = announcement()
    heard = np.zeros(RATE * 9, np.int16)
    for begin_s in (0.4, 0.4 + offset_s):
        at = int(begin_s * RATE)
        heard[at : at + len(one.samples)] += one.samples // 2
    with pytest.raises(AssertionError):
        check(heard, [one.seconds, one.seconds])


def test_the_measure_misses_a_chime_that_is_not_there() -> None:
    (language,) = languages("vi")
    words = Tone().say("", language)
    assert isinstance(words, Sound)
    heard = joined(silence(0.4), *[words] * 40)
    with pytest.raises(AssertionError):
        check(heard.samples, [4.0])
