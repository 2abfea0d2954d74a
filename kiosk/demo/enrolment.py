"""Letting the demonstration's devices in at hub and city, as `motcua hub-enrol` and `motcua city-enrol` do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.centre import Centre
from kiosk.demo.processes import DemoFault
from kiosk.storage.sealing import DeviceKey

KIOSK: Final = "K1"
STATION: Final = "S1"
COUNTER: Final = "Q3"
BOARD: Final = "B1"
DESK: Final = "V1"


@dataclass(frozen=True)
class Enrolled:
    """A device that the hub lets in, and perhaps the city. home: the folder of the machine it runs on."""

    name: str
    hub_role: str
    home: str
    city_role: str | None = None


DEVICES: Final = (
    Enrolled(KIOSK, "kiosk", "kiosk"),
    Enrolled(STATION, "station", "station", "centre"),
    Enrolled(COUNTER, "counter", "counter", "clerk"),
    Enrolled(BOARD, "board", "board"),
    Enrolled(DESK, "supervisor", "supervisor"),
    Enrolled("courier", "courier", "station"),
    Enrolled("relay", "phone", "phone"),
)


def enrol_devices(state: Path, centre: Centre) -> None:
    """Make everybody's tokens under `state`. Raises DemoFault."""
    from city.sandbox.admission import token_in
    from city.sandbox.app import open_store
    from ticketing.domain.luck import SystemLuck
    from ticketing.domain.rules import DeviceRole
    from ticketing.enrolment import enrol
    from ticketing.store.opening import StartRefused

    for home in ("hub", "city", *(device.home for device in DEVICES)):
        (state / home).mkdir(parents=True, exist_ok=True)
    key = DeviceKey.load_or_make(state / "city" / "city.key")
    city = open_store(state / "city", key.seal, key.unseal, centre.unit_code, centre.zone)
    now_ms = time.time_ns() // 1_000_000
    for device in DEVICES:
        token = state / device.home / ("courier-device.token" if device.name == "courier" else "device.token")
        role = DeviceRole(device.hub_role)
        done = enrol(state / "hub", centre.id, device.name, role, token, SystemLuck(), now_ms)
        if isinstance(done, StartRefused):
            raise DemoFault(done.en)
        if device.city_role is not None:
            city.enrol(device.name, device.city_role, token_in(state / device.home / "city.token"))
    city.close()
