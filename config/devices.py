"""The devices of a centre, read from devices.toml: kiosks, stations, counters, boards, and what hangs on them."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.boards import BoardPlace, CallVoice
from config.faults import ConfigFault

Door = Literal["take_number", "fill_form", "track", "appointment"]
DeviceName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,29}$")]
PrinterUri = Annotated[
    str, Field(pattern=r"^(simulated:[^\x00-\x1f]{0,200}|network:[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?)$")
]
ScannerUri = Annotated[str, Field(pattern=r"^escl:https?://[^\s?#]{1,200}$")]
SERIES_PATTERN = r"^[A-Z][A-Z0-9]{1,3}$"

_MM_PER_INCH = 25.4


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Panel(_Entry):
    """A screen: pixels and the diagonal of what is lit, in inches. Sizes on screen are computed from it."""

    width_px: Annotated[int, Field(ge=320, le=16384)]
    height_px: Annotated[int, Field(ge=320, le=16384)]
    diagonal_in: Annotated[float, Field(ge=3, le=150)]

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre of the real glass."""
        return math.hypot(self.width_px, self.height_px) / (self.diagonal_in * _MM_PER_INCH)

    @property
    def width_mm(self) -> float:
        """Width of the lit glass in millimetres."""
        return self.width_px / self.px_per_mm

    @property
    def height_mm(self) -> float:
        """Height of the lit glass in millimetres."""
        return self.height_px / self.px_per_mm


class KioskDevice(_Entry):
    """A citizen's kiosk. `doors` are the deeds it offers; a door that is not named is absent from its screen."""

    name: DeviceName
    panel: Panel
    doors: Annotated[tuple[Door, ...], Field(min_length=1)]
    printer: str
    """Name in [printers]."""
    code_reader: Literal["keyboard", "none"] = "keyboard"
    """A handheld QR reader that types like a keyboard, or none."""
    public_url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=200)] | None = None
    """The address under which phones reach the hub's pages; without it no phone code is printed or shown."""
    series: Annotated[str, Field(pattern=SERIES_PATTERN)] | None = None
    """What stands before the numbers that this kiosk gives while the hub is away: `K2` gives K2-001."""

    @property
    def own_series(self) -> str | None:
        """The series, or the kiosk's name where it is short enough; None: it gives no numbers without the hub."""
        if self.series is None and re.fullmatch(SERIES_PATTERN, self.name):
            return self.name
        return self.series


class StationDevice(_Entry):
    """A digitising station: screen, scanner, slip printer."""

    name: DeviceName
    panel: Panel
    scanner: str
    """Name in [scanners]."""
    printer: str


class CounterDevice(_Entry):
    """The staff screen of one counter."""

    name: DeviceName
    panel: Panel
    counter: Annotated[int, Field(ge=1, le=999)]
    voice: CallVoice = CallVoice()
    """Says here what is called without the hub: no board hears of it."""


class BoardDevice(BoardPlace):
    """A call board: its glass, and what `boards.py` says of all boards."""

    name: DeviceName
    panel: Panel


class SupervisorDevice(_Entry):
    """The screen of whoever looks over the whole centre."""

    name: DeviceName
    panel: Panel


class Devices(_Entry):
    """Everything that devices.toml names."""

    kiosks: tuple[KioskDevice, ...] = ()
    stations: tuple[StationDevice, ...] = ()
    counters: tuple[CounterDevice, ...] = ()
    boards: tuple[BoardDevice, ...] = ()
    supervisors: tuple[SupervisorDevice, ...] = ()
    printers: dict[DeviceName, PrinterUri] = Field(default_factory=dict)
    scanners: dict[DeviceName, ScannerUri] = Field(default_factory=dict)

    def kiosk(self, name: str) -> KioskDevice | None:
        """The kiosk of this name, or None."""
        return next((device for device in self.kiosks if device.name == name), None)

    def station(self, name: str) -> StationDevice | None:
        """The station of this name, or None."""
        return next((device for device in self.stations if device.name == name), None)

    def counter(self, name: str) -> CounterDevice | None:
        """The counter screen of this name, or None."""
        return next((device for device in self.counters if device.name == name), None)

    def supervisor(self, name: str) -> SupervisorDevice | None:
        """The supervisor's screen of this name, or None."""
        return next((device for device in self.supervisors if device.name == name), None)

    def board(self, name: str) -> BoardDevice | None:
        """The board of this name, or None."""
        return next((device for device in self.boards if device.name == name), None)


def load_devices(folder: Path) -> Devices | tuple[ConfigFault, ...]:
    """Read devices.toml of a configuration folder; all faults at once."""
    from config.centre_reader import read_devices

    return read_devices(folder)
