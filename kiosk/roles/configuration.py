"""What the centre's configuration says, whole or not at all, for a role that is starting."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from config.centre import Centre, load_centre
from config.devices import Devices, load_devices
from config.event_log import Event, record
from config.faults import ConfigFault
from config.procedures import Catalogue, load_procedures
from kiosk.roles.options import CannotStart

T = TypeVar("T")


def read_centre(folder: Path) -> Centre:
    """centre.toml and staff.toml. Raises CannotStart with every fault."""
    return whole(load_centre(folder))


def read_devices(folder: Path) -> Devices:
    """devices.toml. Raises CannotStart with every fault."""
    return whole(load_devices(folder))


def read_catalogue(folder: Path) -> Catalogue:
    """procedures/. Raises CannotStart with every fault."""
    return whole(load_procedures(folder / "procedures"))


def whole(read: T | tuple[ConfigFault, ...]) -> T:
    """What was read. Raises CannotStart with every fault, each in the event log too."""
    if isinstance(read, tuple):
        for fault in read:
            record(Event.CONFIG_REFUSED, where=f"{fault.file}: {fault.key}")
        raise CannotStart("\n".join(fault.line() for fault in read))
    return read
