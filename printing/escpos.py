"""ESC/POS: the bytes of a slip, and the meaning of a printer's answers.

Raster only (`GS v 0`): the Vietnamese code pages of thermal printers cannot be trusted. Status by `DLE EOT n`, which a
printer answers at once, and `GS r 1`, which it answers when it has come that far in its work. Source: Epson's ESC/POS
command reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PIL import Image

from printing.port import CoverOpen, CutterFault, Offline, PaperOut, PrinterFault, Trouble

INITIALISE: Final = b"\x1b@"
NOTHING_UNASKED: Final = b"\x1da\x00"
"""GS a 0: no Automatic Status Back, which a memory switch of the printer may have turned on."""
FEED_AND_CUT: Final = b"\x1dVB\x00"  # feed to the knife, partial cut
ASK_PAPER_IN_TURN: Final = b"\x1dr\x01"
BAND_ROWS: Final = 128
_INVERTED: Final = bytes(255 - byte for byte in range(256))  # a set bit is black on paper and white in Pillow
# Printers look for these real-time commands even inside raster data.
_REAL_TIME: Final = re.compile(rb"\x10(?=[\x04\x05\x14])")


class Ask(IntEnum):
    """The n of DLE EOT n."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4


def status_question(ask: Ask) -> bytes:
    """DLE EOT n. Never to be sent inside raster data."""
    return bytes((0x10, 0x04, ask))


def is_status_answer(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT: 0xx1xx10."""
    return byte & 0b1001_0011 == 0b0001_0010


def is_turn_answer(byte: int) -> bool:
    """Whether a byte can be an answer to GS r: 0xx0xxxx."""
    return byte & 0b1001_0000 == 0


class AnswerSieve:
    """Keeps the answers and drops what a printer says unasked: Automatic Status Back, four bytes at a time.

    Its first byte is 0xx1xx00, which no answer is; the other three are 0xx0xxxx and look like answers to GS r.
    An answer to DLE EOT may stand between them: the printer gives it at once.
    """

    def __init__(self) -> None:
        self._unasked_left = 0

    def is_answer(self, byte: int) -> bool:
        """Whether the next byte from the printer belongs to an answer."""
        if byte & 0b1001_0011 == 0b0001_0000:
            self._unasked_left = 3
            return False
        if self._unasked_left and is_turn_answer(byte):
            self._unasked_left -= 1
            return False
        return True


@dataclass(frozen=True)
class Status:
    """The four answers of DLE EOT 1 to 4."""

    printer: int
    offline: int
    error: int
    paper: int

    @property
    def near_end(self) -> bool:
        """The roll is nearly used up."""
        return bool(self.paper & 0x0C)

    @property
    def trouble(self) -> Trouble | None:
        """What staff have to do, the plainest cause first; None when the printer is ready."""
        if self.offline & 0x04:
            return CoverOpen()
        if self.paper & 0x60 or self.offline & 0x20:
            return PaperOut()
        if self.error & 0x08:
            return CutterFault()
        if self.error & 0x60 or self.offline & 0x40:
            return PrinterFault()
        return Offline() if self.printer & 0x08 else None


def slip_bytes(image: Image.Image) -> Iterator[bytes]:
    """The slip as commands, one command or band at a time: initialise, say nothing unasked, raster bands, feed, cut.

    image: mode "1", black is what gets printed; at most 65,535 x 8 dots wide.
    """
    yield INITIALISE
    yield NOTHING_UNASKED
    for top in range(0, image.height, BAND_ROWS):
        yield _band(image.crop((0, top, image.width, min(top + BAND_ROWS, image.height))))
    yield FEED_AND_CUT


def _band(band: Image.Image) -> bytes:
    """GS v 0, normal size: bytes across, rows, then the rows, most significant bit left."""
    across = (band.width + 7) // 8
    header = b"\x1dv0\x00" + across.to_bytes(2, "little") + band.height.to_bytes(2, "little")
    whole = Image.new("1", (across * 8, band.height), 255)
    whole.paste(band.convert("1"))
    rows = whole.tobytes().translate(_INVERTED)
    # One dot more, once in a great many slips, rather than a printer that takes a picture for a command.
    return header + _REAL_TIME.sub(b"\x30", rows)
