"""What every role is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RoleOptions:
    """name: the device's name in devices.toml. hub, city: addresses. home: this machine's data. config: folder.

    driven: led from standard input (kiosk/ui/driven.py). fullscreen: the whole panel instead of a window.
    forms_out: folder for printed forms, where a role makes any; None means home/forms.
    """

    name: str
    hub: str
    city: str
    home: Path
    config: Path
    driven: bool = False
    fullscreen: bool = False
    forms_out: Path | None = None


class CannotStart(Exception):
    """A role lacks what it needs; the sentence says what, and what to do. It holds nothing personal."""


def device_token(home: Path) -> str:
    """This device's token for the hub. Raises CannotStart where it was never enrolled."""
    return read_token(home / "device.token", "motcua hub-enrol")


def city_token(home: Path) -> str:
    """This machine's token for the city. Raises CannotStart where it was never enrolled."""
    return read_token(home / "city.token", "motcua city-enrol")


def read_token(file: Path, command: str) -> str:
    """The token in a file; `command` makes one. Raises CannotStart."""
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise CannotStart(f"no token in {file}: enrol this device with `{command} --token-file {file}`") from None
