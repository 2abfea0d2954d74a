"""Child processes of the demonstration: servers that say when they are ready, and roles led by touch."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, Self

START_S: Final = 60.0
ANSWER_S: Final = 90.0
LONGEST_S: Final = 120.0
STOP_S: Final = 5.0
_TOUCH_S: Final = 15.0

# Forking from a program with threads is what `posix_spawn` avoids; this is also how an operator would start them.
MOTCUA: Final = (sys.executable, "-m", "kiosk")


class DemoFault(Exception):
    """A process did not do what it was told; the sentence says which, and where its words are."""


class Child:
    """One process, its standard error in a file, its standard output read line by line with a time limit."""

    def __init__(self, name: str, arguments: Sequence[str], log: Path, environment: Mapping[str, str] = {}) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log = log
        self._words = log.open("ab")
        self._process = subprocess.Popen(
            [*MOTCUA, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._stdout, selectors.EVENT_READ)
        self._unread = b""

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def line(self, patience_s: float) -> dict[str, Any]:
        """The next JSON line of its standard output. Raises DemoFault when none comes."""
        until = time.monotonic() + patience_s
        while b"\n" not in self._unread:
            left = until - time.monotonic()
            if left <= 0:
                raise DemoFault(f"{self.name} said nothing for {patience_s:.0f} s; its words are in {self.log}")
            if not self._selector.select(left):
                continue
            piece = os.read(self._stdout.fileno(), 1 << 16)
            if not piece:
                raise DemoFault(f"{self.name} ended with code {self._process.wait()}; its words are in {self.log}")
            self._unread += piece
        line, self._unread = self._unread.split(b"\n", 1)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def say(self, words: Mapping[str, Any]) -> None:
        """Write one JSON line to its standard input. Raises DemoFault when it is gone."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write((json.dumps(words, ensure_ascii=False) + "\n").encode())
            self._process.stdin.flush()
        except OSError as gone:
            raise DemoFault(f"{self.name} is gone; its words are in {self.log}") from gone

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end; insist after a while."""
        if self.alive:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._selector.close()
        for stream in (self._process.stdin, self._process.stdout, self._words):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Server(Child):
    """A process that prints `{"ready": true, "port": N}` once it serves."""

    def __init__(
        self, name: str, arguments: Sequence[str], log: Path, environment: Mapping[str, str] = {}, port: int = 0
    ) -> None:
        """port: where it will serve, 0 while that is not known."""
        super().__init__(name, arguments, log, environment)
        self.port = port
        self.said: dict[str, Any] = {}

    def wait_ready(self) -> Self:
        """Return when it serves. Raises DemoFault."""
        self.said = self.line(START_S)
        self.port = int(self.said.get("port") or self.port)
        return self

    @property
    def url(self) -> str:
        """Its address on this machine."""
        return f"http://127.0.0.1:{self.port}"


class Refusal(DemoFault):
    """The role answered that it could not do what it was told."""


class Role(Child):
    """A role with its real screens, led by touch (see kiosk/ui/driven.py). patience_s: waits never last longer."""

    patience_s: float = LONGEST_S

    def _do(self, deed: str, **words: Any) -> dict[str, Any]:
        words["timeout"] = min(float(words.get("timeout", _TOUCH_S)), self.patience_s)
        self.say({"do": deed, **words})
        answer = self.line(max(ANSWER_S, words["timeout"] + 10))
        if not answer["ok"]:
            raise Refusal(f"{self.name} on screen {answer.get('screen')}: {deed} {words}: {answer['why']}")
        return answer

    def tap(self, name: str, **words: Any) -> None:
        """Touch a control by name."""
        self._do("tap", name=name, **words)

    def type(self, text: str) -> None:
        """Type on a keyboard."""
        self._do("type", text=text)

    def key(self, key: str) -> None:
        """Press one key by its Qt name: F2, Return."""
        self._do("key", key=key)

    def wedge(self, text: str) -> None:
        """Hold a code before the handheld reader."""
        self._do("wedge", text=text)

    def wait(
        self, screen: str | None = None, *, name: str | None = None, gone: str | None = None, timeout: float = 15
    ) -> None:
        """Until a screen is shown, a control can be used, or a control cannot be used any more."""
        words = {"screen": screen, "name": name, "gone": gone}
        self._do("wait", timeout=timeout, **{key: value for key, value in words.items() if value is not None})

    def snapshot(self) -> dict[str, Any]:
        """What the screen was given to show."""
        shown: dict[str, Any] = self._do("snapshot")["snapshot"]
        return shown

    def look(self) -> tuple[str, dict[str, Any]]:
        """The name of the screen that is shown, and what it was given to show."""
        answer = self._do("snapshot")
        return str(answer["screen"]), answer["snapshot"]

    def screen(self) -> str:
        """The name of the screen that is shown."""
        return str(self._do("snapshot")["screen"])

    def names(self) -> list[str]:
        """Every control that can be used now."""
        names: list[str] = self._do("names")["names"]
        return names

    def text(self, name: str) -> str:
        """The text of one item."""
        return str(self._do("text", name=name)["text"])

    def words(self, name: str) -> str:
        """The text of one item with what it says in small letters below."""
        answer = self._do("text", name=name)
        return f"{answer['text']} {answer['detail'] or ''}".strip()

    def wait_for_text(self, name: str, text: str, patience_s: float = 15) -> None:
        """Until an item says `text`. Raises DemoFault."""
        until = time.monotonic() + patience_s
        while (said := self.text(name)) != text:
            if time.monotonic() > until:
                raise DemoFault(f"{self.name}: {name} says {said!r}, not {text!r}")

    def cut(self, signal_name: str) -> None:
        """Take one signal away."""
        self._do("cut", signal=signal_name)

    def mend(self, signal_name: str) -> None:
        """Give it back."""
        self._do("mend", signal=signal_name)

    def grab(self, file: Path) -> None:
        """Write the picture."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._do("grab", file=str(file))
