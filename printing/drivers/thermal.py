"""A thermal printer's inside, simulated: it frames ESC/POS, works through it row by row, and leaves PNG slips.

Like the real ones it keeps what it was sent: a roll that ends in the middle of a slip goes on where it stopped when
paper is put in, even after the sender has given up.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

Reply = Callable[[bytes], None]

_REAL_TIME: Final = re.compile(rb"\x10[\x04\x05\x14]")
_INVERTED: Final = bytes(255 - byte for byte in range(256))  # a set bit is black on paper and white in Pillow
_ROWS_A_LINE: Final = 30
# Commands of fixed length that move no paper: how many bytes follow the two of their name.
_SETTINGS: Final = {
    b"\x1b@": 0,
    b"\x1ba": 1,
    b"\x1b!": 1,
    b"\x1bE": 1,
    b"\x1bM": 1,
    b"\x1d!": 1,
    b"\x1da": 1,
    b"\x1b3": 1,
    b"\x1b2": 0,
}


@dataclass(frozen=True)
class Rows:
    """Raster rows still to be printed, mode "1"."""

    image: Image.Image


@dataclass(frozen=True)
class Feed:
    """White rows."""

    rows: int


@dataclass(frozen=True)
class Cut:
    """The knife."""


@dataclass(frozen=True)
class Answer:
    """Bytes owed to the sender once the work has come this far (GS r)."""

    reply: Reply


Work = Rows | Feed | Cut | Answer


class Mechanism:
    """Paper, cover, knife, and the work that waits for them. Not thread-safe: its server calls it from one thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._queue: deque[Work] = deque()
        self._paper: list[Image.Image] = []
        self.rows_left: int | None = None
        """Rows until the roll ends; None: a full roll."""
        self.near_end = False
        self.cover_open = False
        self.knife_stuck = False
        self.strange_bytes = 0
        """Bytes that were neither raster nor a command known here: a raster-only sender leaves it at 0."""
        self.real_time_in_raster = 0
        """Real-time commands seen inside raster data: some real printers would obey them."""

    @property
    def paper_out(self) -> bool:
        """Whether the roll is at its end."""
        return self.rows_left == 0

    @property
    def ready(self) -> bool:
        """Whether it works at all now."""
        return not (self.paper_out or self.cover_open or self.knife_stuck)

    def slips(self) -> list[Path]:
        """The slips cut so far, oldest first."""
        return sorted(self._folder.glob("slip-*.png"))

    def status(self, question: int) -> bytes:
        """The answer to DLE EOT `question`; empty for an unknown one."""
        match question:
            case 1:
                return bytes((0x12 | (0 if self.ready else 0x08),))
            case 2:
                bits = 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * self.knife_stuck
                return bytes((0x12 | bits,))
            case 3:
                return bytes((0x12 | 0x08 * self.knife_stuck,))
            case 4:
                return bytes((0x12 | 0x0C * self.near_end | 0x60 * self.paper_out,))
            case _:
                return b""

    def add(self, work: Work) -> None:
        """Put work at the end of the queue and do what can be done."""
        self._queue.append(work)
        self.go_on()

    def go_on(self) -> None:
        """Work until the queue is empty or something is in the way."""
        while self._queue and self.ready:
            match self._queue.popleft():
                case Rows(image):
                    self._print(image)
                case Feed(rows):
                    self._print(Image.new("1", (8, rows), 255))
                case Cut():
                    self._cut()
                case Answer(reply):
                    reply(bytes((0x03 * self.near_end,)))

    def _print(self, image: Image.Image) -> None:
        if self.rows_left is not None and image.height > self.rows_left:
            rest = image.crop((0, self.rows_left, image.width, image.height))
            self._queue.appendleft(Rows(rest))
            image = image.crop((0, 0, image.width, self.rows_left))
        if self.rows_left is not None:
            self.rows_left -= image.height
        if image.height:
            self._paper.append(image)

    def _cut(self) -> None:
        if not self._paper:
            return
        slip = Image.new("1", (max(part.width for part in self._paper), sum(part.height for part in self._paper)), 255)
        top = 0
        for part in self._paper:
            slip.paste(part, (0, top))
            top += part.height
        self._paper.clear()
        made = self.slips()
        number = int(made[-1].stem.removeprefix("slip-")) + 1 if made else 1
        draft = self._folder / f".slip-{number:04d}.draft"
        slip.save(draft, format="PNG")
        draft.replace(self._folder / f"slip-{number:04d}.png")


class Framer:
    """Cuts one connection's stream into commands. Status questions are answered at once, all else is queued."""

    def __init__(self, mechanism: Mechanism, reply: Reply) -> None:
        self._mechanism = mechanism
        self._reply = reply
        self._waiting = bytearray()
        self.mute = False

    def feed(self, data: bytes) -> None:
        """Take what arrived."""
        self._waiting += data
        while self._waiting:
            taken = self._one()
            if taken == 0:
                return
            del self._waiting[:taken]

    def _one(self) -> int:
        """Handle the command in front; how many bytes it took, 0 when it is not whole yet."""
        data = self._waiting
        if data[0] == 0x0A:
            self._mechanism.add(Feed(_ROWS_A_LINE))
            return 1
        if data[0] not in (0x10, 0x1B, 0x1D):
            self._mechanism.strange_bytes += 1
            return 1
        name = bytes(data[:2])
        if len(name) < 2:
            return 0
        if name in _SETTINGS:
            return self._whole(2 + _SETTINGS[name])
        match name:
            case b"\x10\x04":
                return self._status(data)
            case b"\x1bJ" | b"\x1bd":
                return self._feed(data)
            case b"\x1dV":
                return self._cut(data)
            case b"\x1dr":
                return self._in_turn(data)
            case b"\x1dv":
                return self._raster(data)
        self._mechanism.strange_bytes += 1
        return 1

    def _whole(self, length: int) -> int:
        return length if len(self._waiting) >= length else 0

    def _status(self, data: bytearray) -> int:
        if len(data) < 3:
            return 0
        if not self.mute:
            self._reply(self._mechanism.status(data[2]))
        return 3

    def _feed(self, data: bytearray) -> int:
        if len(data) < 3:
            return 0
        self._mechanism.add(Feed(data[2] * (_ROWS_A_LINE if data[1:2] == b"d" else 1)))
        return 3

    def _cut(self, data: bytearray) -> int:
        if len(data) < 3:
            return 0
        fed = data[2] in (65, 66, 97, 98)
        if fed and len(data) < 4:
            return 0
        if fed and data[3]:
            self._mechanism.add(Feed(data[3]))
        self._mechanism.add(Cut())
        return 4 if fed else 3

    def _in_turn(self, data: bytearray) -> int:
        if len(data) < 3:
            return 0
        self._mechanism.add(Answer(self._reply))
        return 3

    def _raster(self, data: bytearray) -> int:
        if len(data) < 8:
            return 0
        across, rows = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
        end = 8 + across * rows
        if len(data) < end:
            return 0
        bits = bytes(data[8:end])
        self._mechanism.real_time_in_raster += len(_REAL_TIME.findall(bits))
        if bits:
            self._mechanism.add(Rows(Image.frombytes("1", (across * 8, rows), bits.translate(_INVERTED))))
        return end
