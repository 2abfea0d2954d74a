"""Speech by espeak-ng, a child process a sentence: offline, and it knows Vietnamese of north, middle and south."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

from config.spoken import SpokenLanguage
from kiosk.voice.drivers.child import end
from kiosk.voice.ports import NoVoice
from kiosk.voice.sound import Sound, from_wav

PROGRAM: Final = "espeak-ng"
_PATIENCE_S: Final = 3.0  # a sentence takes 0.02 s


class EspeakSpeech:
    """pace: words a minute. pitch: 0 to 99. program: a name on the path, or a path."""

    def __init__(self, pace: int, pitch: int, program: str = PROGRAM, patience_s: float = _PATIENCE_S) -> None:
        self._manner = ["-s", str(pace), "-p", str(pitch)]
        self._program = program
        self._patience_s = patience_s

    def say(self, text: str, language: SpokenLanguage) -> Sound | NoVoice:
        """The sentence as sound; a synthesiser that is not there, hangs, or stutters is a value."""
        program = shutil.which(self._program)
        if program is None:
            return NoVoice("missing")
        # The text goes in by a pipe: on the command line a dash at its head would be an option.
        words = [program, "-v", language.voice, *self._manner, "--stdin", "--stdout"]
        try:
            process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return NoVoice("missing")
        with process:
            try:
                data, _ = process.communicate(text.encode(), self._patience_s)
            except subprocess.TimeoutExpired:
                end(process)
                return NoVoice("timeout")
        if process.returncode != 0:
            return NoVoice("failed")
        try:
            return from_wav(data)
        except ValueError:
            return NoVoice("bad_answer")
