"""What the counter's screens reach the world through; roles/counter.py fills it in, tests with simulations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from config.centre import Centre
from config.procedures import Catalogue
from kiosk.flows.accept_dossier import ClerkCity, VisitHub
from kiosk.flows.call_citizen import CallingHub
from kiosk.flows.counter_desk import Figures
from kiosk.flows.fill_form import DraftHub, Unseal
from kiosk.ui.staff_door import StaffHub


class CounterHub(StaffHub, CallingHub, VisitHub, DraftHub, Protocol):
    """The hub as a counter uses it."""


class FormPrinter(Protocol):
    """Where a legal form goes: paper, or a folder that the operator named."""

    def print_form(self, dossier_code: str, pdf: bytes, /) -> bool:
        """Print it. False where it could not; slow."""
        ...


class FiguresKeeper(Protocol):
    """Keeps the day's figures of this counter over a restart; they hold nothing personal."""

    def load(self, day: date) -> Figures:
        """The figures of that day so far."""
        ...

    def save(self, day: date, figures: Figures) -> None:
        """Keep them; slow."""
        ...


@dataclass(frozen=True)
class CounterPorts:
    """Everything outside the screens. now: with the centre's offset. All but `now` and `new_id` are slow."""

    centre: Centre
    catalogue: Catalogue
    counter: int
    hub: CounterHub
    city: ClerkCity
    unseal: Unseal
    printer: FormPrinter
    figures: FiguresKeeper
    now: Callable[[], datetime]
    new_id: Callable[[], str]
