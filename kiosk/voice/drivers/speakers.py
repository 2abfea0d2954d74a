"""The loudspeakers: paplay where a sound server runs (PulseAudio, or PipeWire in its place), else aplay to the card."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.voice.drivers.child import end
from kiosk.voice.ports import CutShort, NoVoice, Played
from kiosk.voice.sound import Sound, to_wav

# Without a server paplay ends at once with an error, and aplay is asked; with one, aplay might find the card taken.
PROGRAMS: Final = (("paplay", "--client-name=motcua", "--latency-msec=100"), ("aplay", "-q"))
_PATIENCE_S: Final = 4.0  # longer than the sound; then the loudspeaker hangs


class Speakers:
    """Plays through the first program that can."""

    def __init__(self, programs: Sequence[Sequence[str]] = PROGRAMS, patience_s: float = _PATIENCE_S) -> None:
        """programs: command lines, to which the WAV file is added, in the order they are tried."""
        self._programs = programs
        self._patience_s = patience_s
        self._folder = Path(tempfile.mkdtemp(prefix="motcua-voice-"))
        self._one_at_a_time = threading.Lock()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._cut = threading.Event()
        self._closed = threading.Event()

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:  # noqa: ARG002 - a loudspeaker keeps no names
        """Return when it has been heard."""
        with self._one_at_a_time:
            self._cut.clear()
            file = self._folder / "call.wav"
            try:
                file.write_bytes(to_wav(sound))
            except OSError:
                return CutShort() if self._closed.is_set() else NoVoice("disk")
            trouble = NoVoice("missing")
            for words in self._programs:
                program = shutil.which(words[0])
                if program is None:
                    continue
                outcome = self._run([program, *words[1:], str(file)], sound.seconds + self._patience_s)
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
        """Cut short what is playing and all that would be; the file is gone afterwards."""
        self._closed.set()
        self.cut()
        with self._one_at_a_time:
            (self._folder / "call.wav").unlink(missing_ok=True)
            if self._folder.exists():
                self._folder.rmdir()

    def _run(self, words: Sequence[str], limit_s: float) -> Played | CutShort | NoVoice:
        with self._lock:
            if self._cut.is_set() or self._closed.is_set():
                return CutShort()
            try:
                process = subprocess.Popen(
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                return NoVoice("missing")
            self._process = process
        try:
            code = process.wait(limit_s)
        except subprocess.TimeoutExpired:
            end(process)
            return NoVoice("timeout")
        finally:
            with self._lock:
                self._process = None
        if self._cut.is_set() or self._closed.is_set():
            return CutShort()
        return Played() if code == 0 else NoVoice("failed")
