"""The port every scanner driver answers to: what may be asked, what comes back, and what can go wrong.

A driver hands over one page at a time. `keep` returns only when the page would survive a power cut, and only then is
the device asked for the next one: a jam, a pulled cable or a killed process costs at most the page under way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class Source(StrEnum):
    """Where the paper lies."""

    PLATEN = "platen"
    FEEDER = "feeder"


class Colour(StrEnum):
    """How a page is captured; never black and white, which loses stamps and signatures."""

    COLOUR = "colour"
    GREY = "grey"


@dataclass(frozen=True)
class ScanSettings:
    """What is wished for; a driver takes the nearest the device can do, but never fewer sides than asked."""

    source: Source
    dpi: int = 300
    colour: Colour = Colour.COLOUR
    duplex: bool = False


@dataclass(frozen=True)
class CapturedPage:
    """One side of paper as the device gave it. `number` counts from 1 within one call of `scan`.

    width, height: pixels as decoded. dpi: measured from the real size, not what the image's header claims.
    sha256: lower-case hex of `image`.
    """

    number: int
    image: bytes
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    dpi: float
    sha256: str


@dataclass(frozen=True)
class Busy:
    """Someone else is scanning, or the device is warming up, and it stayed so for as long as we waited."""


@dataclass(frozen=True)
class FeederEmpty:
    """There was no paper in the feeder when the scan began."""


@dataclass(frozen=True)
class PaperJam:
    """Paper is stuck in the feeder, or could not be picked up."""


@dataclass(frozen=True)
class CoverOpen:
    """The cover or a door is open."""


@dataclass(frozen=True)
class DoubleFeed:
    """Two sheets were drawn in at once."""


@dataclass(frozen=True)
class DamagedPage:
    """Page `number` did not arrive whole, also when asked for again."""

    number: int
    reason: Literal["cut_off", "empty", "wrong_type", "not_an_image", "too_large", "too_small"]


@dataclass(frozen=True)
class SettingsRefused:
    """The device cannot do this: no such source, no duplex, or it refused the job in every variant tried."""

    what: Literal["source", "duplex", "format", "job"]


@dataclass(frozen=True)
class ScannerUnreachable:
    """No answer from the device. `certificate_changed`: it shows another TLS certificate than when first met."""

    reason: Literal["no_connection", "timeout", "cut", "tls", "certificate_changed", "bad_address"]


@dataclass(frozen=True)
class DeviceFault:
    """The device answered, and what it said cannot be gone on with.

    status: its HTTP code where there was one. promised: for `pages_missing`, how many pages it says it sent.
    """

    reason: Literal[
        "aborted", "cancelled", "no_image", "pages_missing", "page_length", "tray", "down", "bad_answer",
        "answer_too_large", "repeats_itself", "unexpected_status",
    ]  # fmt: skip
    status: int | None = None
    promised: int | None = None


@dataclass(frozen=True)
class NotKept:
    """`keep` could not make the page durable; what was kept before is untouched."""

    reason: Literal["disk_full", "disk_fault"]


@dataclass(frozen=True)
class Stopped:
    """We were asked to stop."""


@dataclass(frozen=True)
class Finished:
    """The device says there is no more, and its count agrees with ours."""


Trouble = (
    Busy
    | FeederEmpty
    | PaperJam
    | CoverOpen
    | DoubleFeed
    | DamagedPage
    | SettingsRefused
    | ScannerUnreachable
    | DeviceFault
    | NotKept
    | Stopped
)


@dataclass(frozen=True)
class ScanResult:
    """`pages` were kept and stay kept, however the scan ended."""

    pages: int
    ended: Finished | Trouble


@dataclass(frozen=True)
class Resolutions:
    """What a source can do, in dpi: a list, or a range with a step (then `listed` is empty)."""

    listed: tuple[int, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1

    def nearest(self, dpi: int) -> int:
        """The smallest that is at least `dpi`; else the largest there is; `dpi` itself if nothing is known."""
        if self.listed:
            return min((offer for offer in self.listed if offer >= dpi), default=max(self.listed))
        if self.high <= 0:
            return dpi
        steps = -(-max(dpi - self.low, 0) // self.step)
        return min(self.low + steps * self.step, self.high)


@dataclass(frozen=True)
class SourceCapabilities:
    """One source: what it can do. max_width_mm, max_height_mm: the largest page it takes."""

    resolutions: Resolutions
    colours: tuple[Colour, ...]
    media_types: tuple[str, ...]
    max_width_mm: float
    max_height_mm: float


@dataclass(frozen=True)
class Capabilities:
    """What the device says of itself; a source it does not have is None."""

    model: str
    platen: SourceCapabilities | None
    feeder: SourceCapabilities | None
    feeder_duplex: SourceCapabilities | None


class Activity(StrEnum):
    """What the device is doing."""

    IDLE = "idle"
    BUSY = "busy"
    OUT_OF_ORDER = "out_of_order"
    UNKNOWN = "unknown"


class Paper(StrEnum):
    """Whether paper lies in the feeder. A hint: some devices say nothing, some say it wrongly."""

    LOADED = "loaded"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ScannerState:
    """How the device is now. `trouble` is a jam, an open cover and the like, None when it names none."""

    activity: Activity
    paper: Paper
    trouble: Trouble | None = None


Keep = Callable[[CapturedPage], NotKept | None]
"""Makes a page durable, then returns None; returns NotKept when it could not, and the scan ends there."""


class Scanner(Protocol):
    """A scanner, real or simulated. Nothing here raises for what a device or a network does."""

    def capabilities(self) -> Capabilities | Trouble:
        """Ask what the device can do."""

    def state(self) -> ScannerState | Trouble:
        """Ask how it is now, without scanning."""

    def scan(self, settings: ScanSettings, keep: Keep, stop: threading.Event) -> ScanResult:
        """Scan until the source is empty, trouble comes, or `stop` is set; every page goes through `keep` in order."""
