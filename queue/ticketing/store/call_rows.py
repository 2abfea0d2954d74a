"""Calls and the counters that make them, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, or_, select, tuple_, update

from ticketing.domain.answers import CallStatus, StaffRole
from ticketing.domain.changes import Pause
from ticketing.domain.records import CallRecord, PinTries, SessionRecord, TicketRecord
from ticketing.store.queue_rows import CENTRE, TICKET_COLUMNS, ticket_from
from ticketing.store.tables import call, clerk_session, pin_tries, ticket

_CALL_COLUMNS: Final = (
    call.c.call_id, call.c.ticket_id, call.c.day, call.c.counter, call.c.clerk_id, call.c.called_ms,
    call.c.announced_seq, call.c.times, call.c.status, call.c.ended_ms, call.c.announced_ms,
)  # fmt: skip
# A board shows calls that stand, and those that ended at their counter; not what was taken back or put off.
_SHOWN: Final = (CallStatus.OPEN.value, CallStatus.ABSENT.value, CallStatus.FINISHED.value)
_IS_OPEN: Final = call.c.status == literal_column("'open'")

_ADD_CALL: Final = insert(call)
_CALLS: Final = select(*_CALL_COLUMNS).where(call.c.centre == CENTRE)
_CALL: Final = _CALLS.where(call.c.call_id == bindparam("id"))
OPEN_AT: Final = _CALLS.where(call.c.counter == bindparam("at_counter"), _IS_OPEN)
_OPEN_OF: Final = _CALLS.where(call.c.ticket_id == bindparam("id"), _IS_OPEN)
_LAST_OF: Final = _CALLS.where(call.c.ticket_id == bindparam("id")).order_by(call.c.announced_seq.desc()).limit(1)
_ABSENT_SINCE: Final = select(func.max(call.c.ended_ms)).where(
    call.c.centre == CENTRE,
    call.c.ticket_id == bindparam("id"),
    call.c.status == literal_column("'absent'"),
)
_AGAIN: Final = (
    update(call)
    .where(call.c.call_id == bindparam("id"))
    .values(announced_seq=bindparam("at_seq"), times=bindparam("so_often"), announced_ms=bindparam("now"))
)
_END: Final = (
    update(call).where(call.c.call_id == bindparam("id")).values(status=bindparam("to"), ended_ms=bindparam("now"))
)
LAST_CALLS: Final = (
    select(*_CALL_COLUMNS, *TICKET_COLUMNS)
    .join(ticket, ticket.c.ticket_id == call.c.ticket_id)
    .where(call.c.centre == CENTRE, call.c.day == bindparam("on_day"), call.c.status.in_(_SHOWN))
    .order_by(call.c.announced_seq.desc())
    .limit(bindparam("most"))
)
_SESSIONS: Final = select(
    clerk_session.c.token_sha256, clerk_session.c.clerk_id, clerk_session.c.role, clerk_session.c.counter,
    clerk_session.c.expires_ms, clerk_session.c.paused_until_ms, clerk_session.c.pause_reason,
).where(clerk_session.c.centre == CENTRE, clerk_session.c.expires_ms > bindparam("now"))  # fmt: skip
_AT_COUNTERS: Final = _SESSIONS.where(clerk_session.c.counter.is_not(None)).order_by(clerk_session.c.counter)
_SESSION: Final = _SESSIONS.where(clerk_session.c.token_sha256 == bindparam("token"))
_PAUSE: Final = (
    update(clerk_session)
    .where(clerk_session.c.centre == CENTRE, clerk_session.c.token_sha256 == bindparam("token"))
    .values(paused_until_ms=bindparam("until"), pause_reason=bindparam("why"))
)
_END_EARLIER_SESSIONS: Final = (
    delete(clerk_session)
    .where(
        clerk_session.c.centre == CENTRE,
        or_(clerk_session.c.clerk_id == bindparam("clerk"), clerk_session.c.counter == bindparam("at_counter")),
    )
    .returning(clerk_session.c.clerk_id, clerk_session.c.counter, clerk_session.c.expires_ms)
)
_OPEN_SESSION: Final = insert(clerk_session)
_CLOSE_SESSION: Final = delete(clerk_session).where(
    clerk_session.c.centre == CENTRE, clerk_session.c.token_sha256 == bindparam("token")
)
_STRANGERS: Final = (
    delete(clerk_session)
    .where(
        clerk_session.c.centre == CENTRE,
        tuple_(clerk_session.c.clerk_id, clerk_session.c.role).not_in(bindparam("known", expanding=True)),
    )
    .returning(clerk_session.c.clerk_id, clerk_session.c.counter)
)
_TRIES: Final = select(pin_tries.c.failures, pin_tries.c.not_before_ms, pin_tries.c.locked_until_ms).where(
    pin_tries.c.centre == CENTRE, pin_tries.c.clerk_id == bindparam("clerk")
)
_FORGET_TRIES: Final = delete(pin_tries).where(pin_tries.c.centre == CENTRE, pin_tries.c.clerk_id == bindparam("clerk"))
_NOTE_TRIES: Final = insert(pin_tries)


class CallRows:
    """The part of the ledger that is about calls and signed-in clerks."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def add_call(self, call: CallRecord) -> None:
        self._connection.execute(
            _ADD_CALL,
            {
                "centre": self._centre, "call_id": call.call_id, "day": call.day, "ticket_id": call.ticket_id,
                "counter": call.counter, "clerk_id": call.clerk_id, "called_ms": call.called_ms,
                "announced_seq": call.announced_seq, "times": call.times, "status": call.status.value,
                "ended_ms": call.ended_ms, "announced_ms": call.announced_ms,
            },
        )  # fmt: skip

    def call(self, call_id: str) -> CallRecord | None:
        row = self._connection.execute(_CALL, {"of_centre": self._centre, "id": call_id}).first()
        return None if row is None else _call(row)

    def open_call_at(self, counter: int) -> CallRecord | None:
        row = self._connection.execute(OPEN_AT, {"of_centre": self._centre, "at_counter": counter}).first()
        return None if row is None else _call(row)

    def open_call_of(self, ticket_id: str) -> CallRecord | None:
        row = self._connection.execute(_OPEN_OF, {"of_centre": self._centre, "id": ticket_id}).first()
        return None if row is None else _call(row)

    def last_call_of(self, ticket_id: str) -> CallRecord | None:
        row = self._connection.execute(_LAST_OF, {"of_centre": self._centre, "id": ticket_id}).first()
        return None if row is None else _call(row)

    def called_in_vain_ms(self, ticket_id: str) -> int | None:
        ended_ms: int | None = self._connection.execute(
            _ABSENT_SINCE, {"of_centre": self._centre, "id": ticket_id}
        ).scalar_one()
        return ended_ms

    def announce_again(self, call_id: str, seq: int, times: int, at_ms: int) -> None:
        self._connection.execute(_AGAIN, {"id": call_id, "at_seq": seq, "so_often": times, "now": at_ms})

    def end_call(self, call_id: str, status: CallStatus, at_ms: int) -> None:
        self._connection.execute(_END, {"id": call_id, "to": status.value, "now": at_ms})

    def restore_call(self, call: CallRecord) -> None:
        asked = {"id": call.call_id, "to": call.status.value, "now": call.ended_ms}
        self._connection.execute(_END, asked)

    def last_calls(self, day: date, limit: int) -> Sequence[tuple[CallRecord, TicketRecord]]:
        rows = self._connection.execute(LAST_CALLS, {"of_centre": self._centre, "on_day": day, "most": limit})
        width = len(_CALL_COLUMNS)
        return [(_call(row), ticket_from(row[width:])) for row in rows]

    def open_session(self, session: SessionRecord, now_ms: int) -> Sequence[tuple[str, int | None]]:
        counter = session.counter or None
        earlier = {"of_centre": self._centre, "clerk": session.clerk_id, "at_counter": counter}
        ended = self._connection.execute(_END_EARLIER_SESSIONS, earlier).all()
        self._connection.execute(
            _OPEN_SESSION,
            {
                "centre": self._centre, "token_sha256": session.token_sha256, "clerk_id": session.clerk_id,
                "role": session.role.value, "counter": counter, "expires_ms": session.expires_ms,
            },
        )  # fmt: skip
        return sorted((clerk_id, at) for clerk_id, at, expires_ms in ended if expires_ms > now_ms)

    def session(self, token_sha256: str, now_ms: int) -> SessionRecord | None:
        asked = {"of_centre": self._centre, "token": token_sha256, "now": now_ms}
        row = self._connection.execute(_SESSION, asked).first()
        return None if row is None else _session(row)

    def sessions_at_counters(self, now_ms: int) -> Sequence[SessionRecord]:
        rows = self._connection.execute(_AT_COUNTERS, {"of_centre": self._centre, "now": now_ms})
        return [_session(row) for row in rows]

    def pause_session(self, token_sha256: str, pause: Pause) -> None:
        asked = {"of_centre": self._centre, "token": token_sha256, "until": pause.until_ms, "why": pause.reason}
        self._connection.execute(_PAUSE, asked)

    def close_session(self, token_sha256: str) -> None:
        self._connection.execute(_CLOSE_SESSION, {"of_centre": self._centre, "token": token_sha256})

    def close_sessions_but(self, staff: Collection[tuple[str, StaffRole]]) -> Sequence[tuple[str, int | None]]:
        asked = {"of_centre": self._centre, "known": sorted((clerk_id, role.value) for clerk_id, role in staff)}
        return [(row[0], row[1]) for row in self._connection.execute(_STRANGERS, asked)]

    def pin_tries(self, clerk_id: str) -> PinTries:
        row = self._connection.execute(_TRIES, {"of_centre": self._centre, "clerk": clerk_id}).first()
        return PinTries(0, 0, 0) if row is None else PinTries(row[0], row[1], row[2])

    def note_pin_tries(self, clerk_id: str, tries: PinTries) -> None:
        self._connection.execute(_FORGET_TRIES, {"of_centre": self._centre, "clerk": clerk_id})
        self._connection.execute(
            _NOTE_TRIES,
            {
                "centre": self._centre, "clerk_id": clerk_id, "failures": tries.failures,
                "not_before_ms": tries.not_before_ms, "locked_until_ms": tries.locked_until_ms,
            },
        )  # fmt: skip


def _session(row: Sequence[Any]) -> SessionRecord:
    return SessionRecord(row[0], row[1], StaffRole(row[2]), row[3] or 0, row[4], row[5], row[6])


def _call(row: Sequence[Any]) -> CallRecord:
    return CallRecord(
        call_id=row[0], ticket_id=row[1], day=row[2], counter=row[3], clerk_id=row[4], called_ms=row[5],
        announced_seq=row[6], times=row[7], status=CallStatus(row[8]), ended_ms=row[9], announced_ms=row[10],
    )  # fmt: skip
