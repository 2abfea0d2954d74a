"""Open a visit at the station by its slip: a finished form, or the reason why there is nothing to digitise yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from config.procedures import Catalogue, Procedure
from kiosk.domain.dossier_code import DossierCode, DossierCodeFault, parse_dossier_code
from kiosk.domain.draft import Draft
from kiosk.domain.journey import Place
from kiosk.flows.close_visit import ClosingOutbox, already_closed
from kiosk.flows.fill_form import DraftHub, NotOpened, Unseal, go_on_by_slip
from ticketing.client import Refused, Unreachable

SlipTrouble = Literal[
    "not_a_slip", "damaged", "nothing_written", "not_finished", "not_offered", "cannot_open", "already_sent",
    "hub_away",
]  # fmt: skip


class SlipHub(DraftHub, Protocol):
    """The part of the hub's client that opening a slip needs."""

    def dossiers_of_visit(self, visit_id: str) -> tuple[str, ...] | Refused | Unreachable:
        """The dossiers that the visit has filed."""
        ...


@dataclass(frozen=True)
class OpenedVisit:
    """A slip that opened a finished form. procedure: the version it was begun under; place: None without a number."""

    code: DossierCode
    draft: Draft
    procedure: Procedure
    place: Place | None


@dataclass(frozen=True)
class ClosedVisit:
    """This station has closed that visit before (the power failed, or the slip is shown again): it is on its way."""

    code: DossierCode
    place: Place | None


@dataclass(frozen=True)
class NotOpenedHere:
    """Why the slip opens nothing here."""

    reason: SlipTrouble


SlipOutcome = OpenedVisit | ClosedVisit | NotOpenedHere


def open_slip(
    text: str, hub: SlipHub, unseal: Unseal, catalogue: Catalogue, outbox: ClosingOutbox, today: date
) -> SlipOutcome:
    """Read a slip's code and open its draft. today: at the centre. Slow: asks the hub two or three times."""
    opened = go_on_by_slip(text, hub, unseal, catalogue, today)
    closed = _closed_here(text, outbox)
    if isinstance(opened, NotOpened):
        return ClosedVisit(closed, None) if closed is not None else NotOpenedHere(_reason(opened.reason))
    if closed is not None:
        return ClosedVisit(closed, opened.place)
    if opened.draft is None or opened.procedure is None:
        filed = hub.dossiers_of_visit(opened.code.visit_id)
        return NotOpenedHere("already_sent" if isinstance(filed, tuple) and filed else "nothing_written")
    if not opened.draft.finished:
        return NotOpenedHere("not_finished")
    return OpenedVisit(opened.code, opened.draft, opened.procedure, opened.place)


def _closed_here(text: str, outbox: ClosingOutbox) -> DossierCode | None:
    try:
        code = parse_dossier_code(text)
    except DossierCodeFault:
        return None
    return code if already_closed(outbox, code.visit_id) else None


def _reason(reason: str) -> SlipTrouble:
    match reason:
        case "not_a_slip" | "damaged":
            return reason
        case "not_offered" | "unknown_procedure":
            return "not_offered"
        case "unknown_visit":
            return "nothing_written"
        case "unreachable":
            return "hub_away"
        case _:
            return "cannot_open"
