"""The loudspeakers: pacat where a sound server runs (PulseAudio, or PipeWire in its place), else aplay to the card.

The sound goes in by a pipe: when a board is killed its last sentence ends soon, and does not run into the next board's.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Sequence
from typing import Final

from kiosk.voice.drivers.child import end
from kiosk.voice.ports import CutShort, NoVoice, Played
from kiosk.voice.sound import RATE, Sound

# Without a server pacat ends at once with an error, and aplay is asked; with one, aplay might find the card taken.
PROGRAMS: Final = (
    ("pacat", "--playback", "--client-name=motcua", "--latency-msec=200", "--format=s16le", f"--rate={RATE}",
     "--channels=1"),
    ("aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1"),
)  # fmt: skip
_PATIENCE_S: Final = 4.0  # longer than the sound; then the loudspeaker hangs


class Speakers:
    """Plays through the first program that can."""

    def __init__(self, programs: Sequence[Sequence[str]] = PROGRAMS, patience_s: float = _PATIENCE_S) -> None:
        """programs: command lines that play raw samples from a pipe, in the order they are tried."""
        self._programs = programs
        self._patience_s = patience_s
        self._one_at_a_time = threading.Lock()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._cut = threading.Event()
        self._closed = threading.Event()

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:  # noqa: ARG002 - loudspeakers keep no names
        """Return when it has been heard."""
        with self._one_at_a_time:
            self._cut.clear()
            data, limit_s = sound.samples.astype("<i2").tobytes(), sound.seconds + self._patience_s
            trouble = NoVoice("missing")
            for words in self._programs:
                program = shutil.which(words[0])
                if program is None:
                    continue
                outcome = self._run([program, *words[1:]], data, limit_s)
                if not isinstance(outcome, NoVoice):
                    return outcome
                trouble = outcome
            return trouble

    def cut(self) -> None:
        """Cut short what is playing now."""
        with self._lock:
            self._cut.set()
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Cut short what is playing and all that would be; returns when it is quiet."""
        self._closed.set()
        self.cut()
        with self._one_at_a_time:
            return

    def _run(self, words: Sequence[str], data: bytes, limit_s: float) -> Played | CutShort | NoVoice:
        with self._lock:
            if self._cut.is_set() or self._closed.is_set():
                return CutShort()
            try:
                process = subprocess.Popen(
                    words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                return NoVoice("missing")
            self._process = process
        with process:
            try:
                process.communicate(data, limit_s)
            except subprocess.TimeoutExpired:
                end(process)
                return NoVoice("timeout")
            finally:
                with self._lock:
                    self._process = None
        if self._cut.is_set() or self._closed.is_set():
            return CutShort()
        return Played() if process.returncode == 0 else NoVoice("failed")
