"""What a slip printer promises, and what can become of a print.

`Printed` is said only when the printer itself answered after the last byte. Where bytes went out and then nothing can
be known, the answer is `Unsure`: a person looks at the paper and decides; nothing is ever printed twice by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from PIL import Image


@dataclass(frozen=True)
class PaperOut:
    """The roll is at its end."""

    code: ClassVar[str] = "paper_out"


@dataclass(frozen=True)
class CoverOpen:
    """The cover is open."""

    code: ClassVar[str] = "cover_open"


@dataclass(frozen=True)
class CutterFault:
    """The knife is stuck; the slip may hang in the printer, printed but not cut."""

    code: ClassVar[str] = "cutter_fault"


@dataclass(frozen=True)
class PrinterFault:
    """The printer reports an error that staff must clear (too hot, unrecoverable)."""

    code: ClassVar[str] = "printer_fault"


@dataclass(frozen=True)
class Offline:
    """The printer answers, and says that it is not ready, without saying why (a button, paper being fed)."""

    code: ClassVar[str] = "offline"


@dataclass(frozen=True)
class Unreachable:
    """Nobody answers at its address: cable, power, or another address."""

    code: ClassVar[str] = "unreachable"


@dataclass(frozen=True)
class NoAnswer:
    """The connection stands and the printer keeps silent; some do while their cover is open."""

    code: ClassVar[str] = "no_answer"


@dataclass(frozen=True)
class PrinterBusy:
    """Another slip is still being printed by this process."""

    code: ClassVar[str] = "printer_busy"


Trouble = PaperOut | CoverOpen | CutterFault | PrinterFault | Offline | Unreachable | NoAnswer | PrinterBusy


@dataclass(frozen=True)
class Printed:
    """The slip is out and cut. `near_end`: the roll is nearly used up."""

    near_end: bool = False


@dataclass(frozen=True)
class NotPrinted:
    """Nothing of it is on paper; the same job may be sent again."""

    reason: Trouble


@dataclass(frozen=True)
class Unsure:
    """Bytes went out and the end is not known: look at the paper. The same job is not sent again."""

    reason: Trouble


PrintOutcome = Printed | NotPrinted | Unsure


@dataclass(frozen=True)
class PrinterState:
    """What the printer says about itself now; `trouble` None means ready."""

    trouble: Trouble | None = None
    near_end: bool = False


class SlipPrinter(Protocol):
    """A thermal printer; safe from any thread, one slip at a time, never longer than its time limit."""

    def print_slip(self, image: Image.Image, job_id: str) -> PrintOutcome:
        """Print a mode "1" image and cut. A job id that was Printed or Unsure is never sent again: same answer."""
        ...

    def state(self) -> PrinterState:
        """Ask the printer."""
        ...

    def close(self) -> None:
        """Let go of what the driver holds; safe to call twice."""
        ...
