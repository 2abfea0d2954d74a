"""Printers, real and simulated, behind one port."""

from __future__ import annotations

from pathlib import Path

from printing.port import SlipPrinter


def open_printer(uri: str, simulated_slips: Path) -> SlipPrinter:
    """The printer of a devices.toml entry: `network:HOST[:PORT]`, `simulated:` or `simulated:FOLDER`.

    simulated_slips: where `simulated:` without a folder leaves its slips. Raises ValueError for any other address.
    """
    kind, _, address = uri.partition(":")
    if kind == "network" and address:
        from printing.drivers.network import DEFAULT_PORT, NetworkPrinter

        host, _, port = address.partition(":")
        return NetworkPrinter(host, int(port) if port else DEFAULT_PORT)
    if kind == "simulated":
        from printing.drivers.simulated import SimulatedPrinter

        return SimulatedPrinter(Path(address) if address else simulated_slips)
    raise ValueError("a printer's address is network:HOST[:PORT], simulated: or simulated:FOLDER")
