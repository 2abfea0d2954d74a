"""zbar as a second reader of codes, in a child process that may abort or hang without harm."""

from __future__ import annotations

import atexit
import json
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Final

from scanner.imaging.decode import Pixels

_MOST_ANSWER: Final = 4 * 1024 * 1024
_STARTS: Final = 3


@dataclass(frozen=True)
class SecondRead:
    """What zbar read: symbology, middle of the symbol in pixels, the raw bytes."""

    format: str
    x: float
    y: float
    data: bytes


class SecondReader:
    """One child for many pictures; started when first asked, started again after it fell. Safe from any thread."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "scanner.zbar_child")) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._falls = 0
        atexit.register(self.close)

    def read(self, grey: Pixels, seconds: float) -> tuple[SecondRead, ...] | None:
        """The codes of a grey picture; None where the child fell, hung past `seconds`, or cannot be started."""
        with self._lock:
            child = self._running()
            if child is None:
                return None
            answer: list[bytes] = []
            talk = threading.Thread(target=_converse, args=(child, grey, answer), daemon=True)
            talk.start()
            talk.join(seconds)
            if not answer:
                self._falls += 1
                self._end()
                return None
            self._falls = 0
        return tuple(SecondRead(name, x, y, bytes.fromhex(data)) for name, x, y, data in json.loads(answer[0]))

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        # A library that is missing makes every child fall: then there is one opinion, and no child is started again.
        if self._falls >= _STARTS:
            return None
        try:
            self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            self._falls = _STARTS
            return None
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written has nowhere to go
        child.wait()


def _converse(child: subprocess.Popen[bytes], grey: Pixels, answer: list[bytes]) -> None:
    """Send a picture and wait for the answer; ends without one when the child ends."""
    if child.stdin is None or child.stdout is None:
        return
    try:
        child.stdin.write(struct.pack("<II", grey.shape[1], grey.shape[0]) + grey.tobytes())
        child.stdin.flush()
        header = child.stdout.read(4)
        if len(header) != 4:
            return
        length = struct.unpack("<I", header)[0]
        if length > _MOST_ANSWER:
            return
        body = child.stdout.read(length)
    except (OSError, ValueError):
        return
    if len(body) == length:
        answer.append(body)
