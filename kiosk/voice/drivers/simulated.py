"""A loudspeaker that writes: every announcement a WAV file, and a line that says when it began and ended."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.voice.ports import CutShort, NoVoice, Played
from kiosk.voice.sound import Sound, to_wav

JOURNAL: Final = "said.jsonl"
_FILES_KEPT: Final = 100


class SimulatedSpeakers:
    """Takes as long as real ones, so that what is written is what would have been heard."""

    def __init__(self, folder: Path, seconds: Callable[[], float] = time.time, haste: float = 1.0) -> None:
        """seconds: since 1970. haste: so many times faster than the sound."""
        self._folder = folder
        self._seconds = seconds
        self._haste = haste
        self._one_at_a_time = threading.Lock()
        self._quiet = threading.Event()
        self._closed = False

    def play(self, sound: Sound, name: str) -> Played | CutShort | NoVoice:
        """Write it, take its time, note it."""
        with self._one_at_a_time:
            self._quiet.clear()
            if self._closed:
                return CutShort()
            began = self._seconds()
            stamp = datetime.fromtimestamp(began, UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / f"{stamp}Z_{name}.wav").write_bytes(to_wav(sound))
                cut = self._quiet.wait(sound.seconds / self._haste)
                self._note({"name": name, "began": began, "ended": self._seconds(), "cut": cut})
                for old in sorted(self._folder.glob("*.wav"))[:-_FILES_KEPT]:
                    old.unlink()
            except OSError:
                return NoVoice("disk")
            return CutShort() if cut else Played()

    def cut(self) -> None:
        """Cut short what is playing now."""
        self._quiet.set()

    def close(self) -> None:
        """Cut short what is playing and all that would be."""
        self._closed = True
        self._quiet.set()

    def _note(self, line: dict[str, object]) -> None:
        with (self._folder / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(line) + "\n")
