"""What a kiosk's screens work with, handed in by its role: the hub, the printer, the reader, time and luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from config.centre import Centre
from config.devices import KioskDevice
from config.procedures import Catalogue
from kiosk.domain.dossier_code import DossierCode
from kiosk.flows.fill_form import DraftHub, Seal, Unseal
from kiosk.flows.own_hours import OwnHours
from kiosk.flows.take_number import NumberHub, OwnNumbers, PrintSlip
from ticketing.client import LineState, Refused, Ticket, Unreachable


class KioskSeries(OwnNumbers, Protocol):
    """The kiosk's own series, as its window works with it."""

    def meet_hub(self) -> int:
        """Tell the hub of the numbers it does not know yet; slow. How many it took."""
        ...


class KioskHub(NumberHub, DraftHub, Protocol):
    """The part of the hub's client that a kiosk needs."""

    def lines(self) -> tuple[LineState, ...] | Refused | Unreachable:
        """Every line as it stands."""
        ...

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """A called ticket goes back to its old place."""
        ...


@dataclass(frozen=True)
class KioskHouse:
    """Ports only. read_image: the texts of the codes in a picture file, slow. now: with the centre's offset."""

    centre: Centre
    device: KioskDevice
    catalogue: Catalogue
    hub: KioskHub
    print_slip: PrintSlip
    seal: Seal
    unseal: Unseal
    read_image: Callable[[Path], tuple[str, ...]]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_code: Callable[[], DossierCode] = DossierCode.new
    own_series: KioskSeries | None = None

    @cached_property
    def own_hours(self) -> OwnHours:
        """How lines stand as far as the configuration tells."""
        return OwnHours(self.centre)
