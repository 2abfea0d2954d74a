"""What the station's screens reach the world through; roles/station.py fills it in, tests with simulations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from config.centre import Centre
from config.procedures import Catalogue
from config.texts import Text
from kiosk.flows.close_visit import ClosingOutbox, ErasingSpool
from kiosk.flows.digitise import PageSpool
from kiosk.flows.fill_form import Unseal
from kiosk.flows.open_slip import OpenedVisit, SlipHub
from kiosk.flows.paper_tray import Paper, ReadingSpool, Tray
from printing.port import PrintOutcome
from printing.slip import SlipContent
from scanner.port import CapturedPage, NotKept, Scanner, Source
from ticketing.client import Refused, Ticket, Unreachable


class StationSpool(PageSpool, ReadingSpool, ErasingSpool, Protocol):
    """The spool as the station uses it; a change is durable when it returns None, and was not made otherwise."""

    def read(self, page_id: str) -> CapturedPage:
        """The page as it was captured."""
        ...

    def turn(self, batch: str, page_id: str, degrees: int) -> NotKept | None:
        """Turn it clockwise."""
        ...

    def move(self, batch: str, page_id: str, position: int) -> NotKept | None:
        """Put it at this place, from 0."""
        ...

    def delete(self, batch: str, page_id: str) -> NotKept | None:
        """Take it out; `restore` brings it back."""
        ...

    def restore(self, batch: str, page_id: str) -> NotKept | None:
        """Undo `delete`."""
        ...


class StationHub(SlipHub, Protocol):
    """The hub as the station uses it."""

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """A called ticket goes back to its place in the order."""
        ...


@dataclass(frozen=True)
class StationPorts:
    """Everything outside the screens.

    print_slip: lays out, prints and tells what became of it; the same job id is never printed twice. sent_files: which
    sha256 of a dossier the city has confirmed. All but `now` and `new_id` are slow.
    """

    centre: Centre
    catalogue: Catalogue
    hub: StationHub
    unseal: Unseal
    outbox: ClosingOutbox
    spool: StationSpool
    scanner: Scanner
    print_slip: Callable[[SlipContent, str], PrintOutcome]
    sent_files: Callable[[str], frozenset[str]]
    now: Callable[[], datetime]
    new_id: Callable[[], str]


@dataclass
class Sitting:
    """One citizen at the station: what lies on the tray and where the finger is. Gone when they leave."""

    opened: OpenedVisit
    tray: Tray
    paper_id: str = ""
    page_id: str = ""
    left_out: frozenset[str] = frozenset()
    both_sides: bool = False
    source: Source = Source.FEEDER
    trouble: Text | None = None
    undo: list[tuple[Paper, Callable[[], NotKept | None]]] = field(default_factory=list)
    """What takes the last changes back, the newest last, and in which paper."""

    @property
    def visit_id(self) -> str:
        """The visit's random id."""
        return self.opened.code.visit_id

    @property
    def ticket(self) -> str:
        """The number on the slip, or nothing."""
        return self.opened.place.label if self.opened.place else ""

    @property
    def paper(self) -> Paper | None:
        """The paper under the finger."""
        return self.tray.paper(self.paper_id)
