"""Scanner drivers, opened by the address that devices.toml gives: `escl:http://192.168.1.20/eSCL`."""

from __future__ import annotations

from pathlib import Path

from scanner.drivers.escl import EsclScanner, Pins
from scanner.port import Scanner


class UnknownScanner(ValueError):
    """The address names no driver of ours."""


def open_scanner(uri: str, pins: Path | None = None) -> Scanner:
    """The scanner at `uri`; nothing is sent yet. pins: file that remembers TLS certificates between runs.

    Raises UnknownScanner for a scheme we have no driver for.
    """
    kind, _, address = uri.partition(":")
    if kind == "escl" and address.startswith(("http://", "https://")):
        return EsclScanner(address, pins=Pins(pins))
    raise UnknownScanner("a scanner's address looks like escl:http://HOST:PORT/eSCL or escl:https://HOST/eSCL")
