"""The structured event log: one JSON line an event, from a closed list of events and fields.

Never holds answers, touches, names, numbers of people, QR text or keys. A new event or field is added here, in the
open, or it cannot be written. The list is what an operator greps for and what the fault tests aim at.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic_core import to_json


class Event(StrEnum):
    """Everything this software says about itself. `room.deed_in_the_past`."""

    PROCESS_STARTED = "process.started"
    PROCESS_STOPPED = "process.stopped"
    SCREEN_SHOWN = "screen.shown"
    CONFIG_REFUSED = "config.refused"
    DISK_FULL = "disk.full"
    INPUT_REFUSED = "input.refused"
    UNEXPECTED = "process.unexpected"

    TICKET_ASKED = "ticket.asked"
    TICKET_ISSUED = "ticket.issued"
    TICKET_KEPT = "ticket.place_kept"
    TICKET_CALLED = "ticket.called"
    TICKET_RECALLED = "ticket.recalled"
    TICKET_ABSENT = "ticket.absent"
    TICKET_FINISHED = "ticket.finished"
    TICKET_HELD = "ticket.held"
    TICKET_TRANSFERRED = "ticket.transferred"
    TICKET_MERGED = "ticket.merged"
    TICKET_LEFT = "ticket.left"
    TICKET_POSTPONED = "ticket.postponed"
    TICKET_CAME_BACK = "ticket.came_back"
    TICKET_PRIORITY = "ticket.priority_set"
    DEED_UNDONE = "deed.undone"
    COUNTER_PAUSED = "counter.paused"
    COUNTER_RESUMED = "counter.resumed"
    LINE_CLOSED = "line.closed"
    LINE_OPENED = "line.opened"
    APPOINTMENT_BOOKED = "appointment.booked"
    APPOINTMENT_CANCELLED = "appointment.cancelled"
    APPOINTMENTS_ERASED = "appointment.erased"
    PROMISE_AT_RISK = "promise.at_risk"
    PROMISE_BROKEN = "promise.broken"
    CLERK_SIGNED_IN = "clerk.signed_in"
    CLERK_REFUSED = "clerk.refused"
    CLERK_LOCKED = "clerk.locked"
    BADGE_GIVEN = "badge.given"
    BADGE_REVOKED = "badge.revoked"
    DEVICE_ENROLLED = "device.enrolled"
    DEVICE_REFUSED = "device.refused"
    CLOCK_SET_BACK = "clock.set_back"
    CLOCK_LEAPT = "clock.leapt"
    HUB_ALREADY_RUNNING = "hub.already_running"
    STORE_DAMAGED = "store.damaged"
    LISTENER_CUT_OFF = "listener.cut_off"
    DATABASE_LOST = "database.lost"
    CALL_SPOKEN = "call.spoken"
    VOICE_LOST = "voice.lost"
    VOICE_FOUND = "voice.found"
    HUB_LOST = "hub.lost"
    HUB_FOUND = "hub.found"
    TICKET_ISSUED_OFFLINE = "ticket.issued_offline"
    OFFLINE_TICKETS_REGISTERED = "ticket.offline_registered"
    SERIES_UNUSABLE = "series.unusable"
    OFFLINE_TICKET_REFUSED = "ticket.offline_refused"
    OFFLINE_CALL_MADE = "call.made_offline"
    OFFLINE_CALLS_RECORDED = "call.offline_recorded"
    OFFLINE_CALL_CONTESTED = "call.offline_contested"
    SLICE_KEPT = "slice.kept"
    SLICE_REFUSED = "slice.refused"
    SLICE_UNUSABLE = "slice.unusable"
    LEASES_FREED = "lease.freed"
    CITY_LOST = "city.lost"
    CITY_FOUND = "city.found"

    SLIP_PRINTED = "slip.printed"
    SLIP_NOT_PRINTED = "slip.not_printed"
    SLIP_UNSURE = "slip.unsure"

    CARD_READ = "card.read"
    CARD_REFUSED = "card.refused"
    DRAFT_KEPT = "draft.kept"
    DRAFT_OPENED = "draft.opened"
    DRAFT_EXPIRED = "draft.expired"

    SCAN_STARTED = "scan.started"
    SCAN_ENDED = "scan.ended"
    SCAN_TROUBLE = "scan.trouble"
    PAGE_KEPT = "page.kept"
    PAGE_CLEANED = "page.cleaned"
    DOCUMENT_MADE = "document.made"

    VISIT_CLOSED = "visit.closed"
    VISIT_ENDED_TOLD = "visit.ended_told"
    CITIZEN_FORGOTTEN = "citizen.forgotten"
    PARCEL_LEASED = "parcel.leased"
    PARCEL_SENT = "parcel.sent"
    PARCEL_CONFIRMED = "parcel.confirmed"
    PARCEL_ERASED = "parcel.erased"
    PARCEL_REFUSED = "parcel.refused"
    PARCEL_POSTPONED = "parcel.postponed"
    DOSSIER_ANNOUNCED = "dossier.announced"
    DOSSIER_CODED = "dossier.coded"
    DOSSIER_ACCEPTED = "dossier.accepted"
    FORM_MADE = "form.made"


# Values are counts, durations, codes from our own lists, and random ids that mean nothing outside this centre.
FIELDS: Final = frozenset(
    {
        "process", "version", "port", "role", "device", "screen", "line", "label", "counter", "reason", "status",
        "count", "pages", "bytes", "seconds", "attempt", "offset", "revision", "seq", "procedure", "document",
        "ticket_id", "call_id", "dossier_id", "parcel_id", "batch_id", "clerk_id", "error_type", "where",
    }
)  # fmt: skip

Value = str | int | float | bool | None
Happened = tuple[Event, Mapping[str, Value]]


class EventLog:
    """Appends events to a file or to standard error; safe from any thread."""

    def __init__(self, process: str, path: Path | None = None) -> None:
        self._process = process
        self._lock = threading.Lock()
        if path is None:
            self._fd = sys.stderr.fileno()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def record(self, event: Event, **fields: Value) -> None:
        """Write one event. Raises ValueError for a field that is not on the list; a full disk is not raised."""
        self.record_all([(event, fields)])

    def record_all(self, happened: Iterable[Happened]) -> None:
        """Write events of one moment, all at once. Raises as `record` does."""
        head = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "process": self._process}
        lines = []
        for event, fields in happened:
            _check(fields)
            lines.append(to_json({**head, "event": event.value, **fields}) + b"\n")
        with self._lock:
            try:
                os.write(self._fd, b"".join(lines))
            except OSError:
                # The log must never be the reason why a citizen is not served.
                return


def _check(fields: Mapping[str, Value]) -> None:
    if not fields.keys() <= FIELDS:
        strangers = fields.keys() - FIELDS
        raise ValueError(f"not a field of the event log: {', '.join(sorted(strangers))}")


_log: EventLog | None = None


def open_log(process: str, path: Path | None = None) -> EventLog:
    """Make this process's log the one that `record` writes to."""
    global _log
    _log = EventLog(process, path)
    return _log


def record(event: Event, **fields: Value) -> None:
    """Write one event to this process's log; before `open_log`, fields are checked and nothing is written."""
    record_all([(event, fields)])


def record_all(happened: Iterable[Happened]) -> None:
    """The same for events of one moment, written at once."""
    if _log is not None:
        _log.record_all(happened)
        return
    for _, fields in happened:
        _check(fields)
