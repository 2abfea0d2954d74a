"""The hub as its devices see it: every deed is one call, every expected trouble a value.

`HubClient` speaks HTTP, `EventFeed` (event_feed.py) listens to the WebSocket. Loads neither FastAPI nor SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import requests
from pydantic import TypeAdapter, ValidationError

from ticketing.counter_client import CounterDeeds
from ticketing.domain.absent_answers import AbsentTicket
from ticketing.domain.answers import (
    BoardCall,
    BoardState,
    Call,
    CallStatus,
    ClerkSession,
    CounterState,
    CurrentCall,
    DraftKept,
    EventType,
    HubEvent,
    LineStanding,
    LineState,
    NobodyWaiting,
    NoDraft,
    Refused,
    SealedDraft,
    SignedOut,
    StaffRole,
    Ticket,
    TicketStatus,
    TicketVisit,
    Undone,
    VisitEnded,
    WaitingTicket,
)
from ticketing.domain.appointment_answers import Appointment, Slot
from ticketing.domain.audit_answers import AuditChecked, AuditLine, AuditPage
from ticketing.domain.booking import AppointmentStatus
from ticketing.domain.leases import (
    CallEnd,
    LeasedSeries,
    LeasedTicket,
    LeasesFreed,
    OfflineCall,
    OfflineTicket,
    Recorded,
    RecordedCall,
    RegisteredTicket,
    Renewed,
    SeriesState,
    Slice,
    series_label,
)
from ticketing.domain.opening import ClosingReason
from ticketing.domain.overview_answers import (
    CounterOverview,
    DeviceOverview,
    LineOverview,
    OutboxNoted,
    OutboxOverview,
    Overview,
)
from ticketing.domain.report_answers import CounterFigures, Report, ReportFormat, Totals
from ticketing.domain.wait_answers import HourScore, LineScore, ScoredWaits, WaitingScore
from ticketing.event_feed import EventFeed
from ticketing.hub_link import Unreachable, path_part, trouble_in
from ticketing.line_client import LineDeeds
from ticketing.offline_client import AskingWithoutHub
from ticketing.supervisor_client import SupervisorDeeds
from ticketing.ticket_client import TicketDeeds

__all__ = [
    "AbsentTicket",
    "Appointment",
    "AppointmentStatus",
    "AuditChecked",
    "AuditLine",
    "AuditPage",
    "BoardCall",
    "BoardState",
    "Call",
    "CallEnd",
    "CallStatus",
    "ClerkSession",
    "ClosingReason",
    "CounterFigures",
    "CounterOverview",
    "CounterState",
    "DeviceOverview",
    "DraftKept",
    "EventFeed",
    "EventType",
    "HourScore",
    "HubClient",
    "HubEvent",
    "LeasedSeries",
    "LeasedTicket",
    "LeasesFreed",
    "LineOverview",
    "LineScore",
    "LineStanding",
    "LineState",
    "NoDraft",
    "NobodyWaiting",
    "OfflineCall",
    "OfflineTicket",
    "OutboxNoted",
    "OutboxOverview",
    "Overview",
    "Recorded",
    "RecordedCall",
    "Refused",
    "RegisteredTicket",
    "Renewed",
    "Report",
    "ReportFormat",
    "ScoredWaits",
    "SealedDraft",
    "SeriesState",
    "SignedOut",
    "Slice",
    "Slot",
    "StaffRole",
    "Ticket",
    "TicketStatus",
    "TicketVisit",
    "Totals",
    "Undone",
    "Unreachable",
    "VisitEnded",
    "WaitingScore",
    "WaitingTicket",
    "series_label",
]


@dataclass(frozen=True)
class _Lines:
    lines: tuple[LineState, ...]


@dataclass(frozen=True)
class _Queue:
    waiting: tuple[WaitingTicket, ...]


@dataclass(frozen=True)
class _Dossiers:
    dossier_ids: tuple[str, ...]


_TICKET: Final = TypeAdapter(Ticket)
_CALL: Final = TypeAdapter(Call)
_CURRENT_CALL: Final = TypeAdapter(CurrentCall)
_LINES: Final = TypeAdapter(_Lines)
_QUEUE: Final = TypeAdapter(_Queue)
_SESSION: Final = TypeAdapter(ClerkSession)
_SIGNED_OUT: Final = TypeAdapter(SignedOut)
_DRAFT_KEPT: Final = TypeAdapter(DraftKept)
_VISIT_ENDED: Final = TypeAdapter(VisitEnded)
_OUTBOX_NOTED: Final = TypeAdapter(OutboxNoted)
_DOSSIERS: Final = TypeAdapter(_Dossiers)
_BOARD: Final = TypeAdapter(BoardState)
_SCORE: Final = TypeAdapter(WaitingScore)
_SEALED: Final = TypeAdapter(SealedDraft)


class HubClient(CounterDeeds, TicketDeeds, LineDeeds, SupervisorDeeds, AskingWithoutHub):
    """One device's door to the hub. Safe to call from several threads: each keeps its own connection."""

    def lines(self) -> tuple[LineState, ...] | Refused | Unreachable:
        """Every line, in the order of the centre's configuration."""
        answer = self._ask("GET", "/v1/lines", _LINES)
        return answer.lines if isinstance(answer, _Lines) else answer

    def ticket(self, ticket_id: str) -> Ticket | Refused | Unreachable:
        """The ticket as it stands now."""
        return self._ask("GET", f"/v1/tickets/{path_part(ticket_id)}", _TICKET)

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        """The newest ticket of a visit."""
        return self._ask("GET", f"/v1/visits/{path_part(visit_id)}/ticket", _TICKET)

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        """Sign a clerk in at a counter; this client then acts for the clerk until `sign_out`."""
        asked = {"clerk_id": clerk_id, "pin": pin, "counter": counter}
        session = self._ask("POST", "/v1/clerks/sign-in", _SESSION, asked)
        if isinstance(session, ClerkSession):
            self._clerk = session.token
        return session

    def sign_in_with_badge(self, badge: str, counter: int) -> ClerkSession | Refused | Unreachable:
        """The same with the text of a badge. `counter` 0: a supervisor's desk, which is no counter."""
        asked = {"badge": badge, "counter": counter}
        session = self._ask("POST", "/v1/clerks/sign-in-with-badge", _SESSION, asked)
        if isinstance(session, ClerkSession):
            self._clerk = session.token
        return session

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        """End the clerk's session."""
        ending = self._clerk
        answer = self._ask("POST", "/v1/clerks/sign-out", _SIGNED_OUT, {})
        # Somebody else may have signed in while a slow hub answered.
        if isinstance(answer, SignedOut) and self._clerk == ending:
            self._clerk = None
        return answer

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """What this counter would call next, in order (the first 200)."""
        answer = self._ask("GET", f"/v1/counters/{counter}/queue", _QUEUE)
        return answer.waiting if isinstance(answer, _Queue) else answer

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        """The open call of a counter, or None."""
        answer = self._ask("GET", f"/v1/counters/{counter}/call", _CURRENT_CALL)
        return answer.call if isinstance(answer, CurrentCall) else answer

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        """Keep a sealed draft durably. `revision` must be the last one + 1 (the first is 1), or "draft_conflict"."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Request-Id": request_id,
            "Draft-Revision": str(revision),
        }
        return self._ask("PUT", f"/v1/visits/{path_part(visit_id)}/draft", _DRAFT_KEPT, sealed, headers)

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        """The sealed draft of a visit."""
        response = self._send("GET", f"/v1/visits/{path_part(visit_id)}/draft", None, {})
        if isinstance(response, Unreachable):
            return response
        if response.status_code == requests.codes.no_content:
            return NoDraft()
        if response.status_code != requests.codes.ok:
            return trouble_in(response)
        try:
            return _SEALED.validate_python(
                {
                    "visit_id": visit_id,
                    "sealed": response.content,
                    "revision": response.headers.get("Draft-Revision"),
                    "expires_at": response.headers.get("Draft-Expires-At"),
                }
            )
        except ValidationError:
            return Unreachable("bad_answer")

    def end_visit(
        self, visit_id: str, dossier_ids: Sequence[str], request_id: str
    ) -> VisitEnded | Refused | Unreachable:
        """Erase the draft and link the dossiers to the visit. Asking twice changes nothing."""
        asked = {"dossier_ids": list(dossier_ids), "request_id": request_id}
        return self._ask("POST", f"/v1/visits/{path_part(visit_id)}/end", _VISIT_ENDED, asked)

    def tell_outbox(
        self, dossiers_waiting: int, refused: int, oldest_s: int | None
    ) -> OutboxNoted | Refused | Unreachable:
        """What this courier still has to send; oldest_s: for how many seconds the oldest dossier has waited."""
        asked = {"dossiers_waiting": dossiers_waiting, "refused": refused, "oldest_s": oldest_s}
        return self._ask("PUT", "/v1/outbox", _OUTBOX_NOTED, asked)

    def dossiers_of_visit(self, visit_id: str) -> tuple[str, ...] | Refused | Unreachable:
        """The dossiers that were filed in a visit, in the order they were told; empty if none is known."""
        answer = self._ask("GET", f"/v1/visits/{path_part(visit_id)}/dossiers", _DOSSIERS)
        return answer.dossier_ids if isinstance(answer, _Dossiers) else answer

    def board(self, lines: Sequence[str] = (), counter: int | None = None) -> BoardState | Refused | Unreachable:
        """What a board shows now; listen with `EventFeed(since=state.seq)` for what follows.

        lines: only calls from these, none means all. counter: only calls to this one.
        """
        asked = [f"line={path_part(letter)}" for letter in lines] + ([] if counter is None else [f"counter={counter}"])
        return self._ask("GET", "/v1/board" + ("?" + "&".join(asked) if asked else ""), _BOARD)

    def waiting_score(self, day: date | None = None) -> WaitingScore | Refused | Unreachable:
        """How right the forecasts of a day were (None: today); for a clerk's session that may look over the centre."""
        return self._ask("GET", "/v1/waiting/score" + ("" if day is None else f"?day={day.isoformat()}"), _SCORE)
