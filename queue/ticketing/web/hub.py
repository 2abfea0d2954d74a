"""The hub at work: requests go in, deeds are carried out, answers come back once they are durable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from config.event_log import Event, Happened, record, record_all
from ticketing.deeds.house import House
from ticketing.domain.answers import EventType, Refused
from ticketing.domain.records import EventRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.opening import HubStore
from ticketing.store.port import Ledger
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.trouble import StoreTrouble, trouble_of
from ticketing.store.writer import Committed, Deed, Failed, GroupCommitWriter
from ticketing.web.attendance import Attendance
from ticketing.web.forecaster import Forecaster
from ticketing.web.live import Live

_A = TypeVar("_A")
_R = TypeVar("_R")
_P = ParamSpec("_P")

_LOGGED: Final = {
    EventType.TICKET_ISSUED: Event.TICKET_ISSUED,
    EventType.CALLED: Event.TICKET_CALLED,
    EventType.CALL_RECORDED: Event.OFFLINE_CALLS_RECORDED,
    EventType.CALL_END_RECORDED: Event.OFFLINE_CALLS_RECORDED,
    EventType.RECALLED: Event.TICKET_RECALLED,
    EventType.ABSENT: Event.TICKET_ABSENT,
    EventType.FINISHED: Event.TICKET_FINISHED,
    EventType.KEPT: Event.TICKET_KEPT,
    EventType.VISIT_ENDED: Event.VISIT_CLOSED,
    EventType.CALL_UNDONE: Event.DEED_UNDONE,
    EventType.UNDONE: Event.DEED_UNDONE,
    EventType.HELD: Event.TICKET_HELD,
    EventType.TRANSFERRED: Event.TICKET_TRANSFERRED,
    EventType.CAME_BACK: Event.TICKET_CAME_BACK,
    EventType.PAUSED: Event.COUNTER_PAUSED,
    EventType.RESUMED: Event.COUNTER_RESUMED,
    EventType.MERGED: Event.TICKET_MERGED,
    EventType.LEFT: Event.TICKET_LEFT,
    EventType.POSTPONED: Event.TICKET_POSTPONED,
    EventType.PRIORITY_SET: Event.TICKET_PRIORITY,
    EventType.LINE_CLOSED: Event.LINE_CLOSED,
    EventType.LINE_OPENED: Event.LINE_OPENED,
    EventType.LEASES_FREED: Event.LEASES_FREED,
    EventType.APPOINTMENT_BOOKED: Event.APPOINTMENT_BOOKED,
    EventType.APPOINTMENT_CANCELLED: Event.APPOINTMENT_CANCELLED,
    EventType.PROMISE_AT_RISK: Event.PROMISE_AT_RISK,
    EventType.PROMISE_BROKEN: Event.PROMISE_BROKEN,
}


class Hub:
    """One centre's hub inside one event loop."""

    def __init__(self, house: House, store: HubStore, loop: asyncio.AbstractEventLoop) -> None:
        self.house = house
        self.store = store
        self._loop = loop
        self._centre = house.rules.centre_id
        with store.reading(self._centre) as ledger:
            mark = ledger.mark()
        house.clock.start_from(mark.at_ms)
        self.live = Live(mark.seq)
        self.attendance = Attendance()
        self._neighbours = store.neighbours(self._centre, mark.seq, self._hear)
        self._writer = GroupCommitWriter(
            loop,
            store.writing,
            self._enter,
            store.folder,
            self._hand_out,
            patience=store.patience,
            tell=None if self._neighbours is None else self._neighbours.tell,
        )
        self._checkpointer = store.checkpointer()
        self._forecaster = Forecaster(house, store)
        self._disk_is_full = False
        self._long_look = asyncio.Lock()

    def start(self) -> None:
        """Begin to write, and to hear what others wrote."""
        self._writer.start()
        if self._neighbours is not None:
            self._neighbours.start()
        if self._checkpointer is not None:
            self._checkpointer.start(self._between_commits)
        self._forecaster.start()

    async def look_ahead(self) -> None:
        """Know what to forecast before the first number is asked for."""
        await asyncio.to_thread(self._forecaster.wait_for_first)

    async def stop(self) -> None:
        """Finish what was asked, tell nobody any more."""
        self.live.close()
        await self._writer.stop()
        if self._neighbours is not None:
            self._neighbours.stop()
        if self._checkpointer is not None:
            self._checkpointer.stop()
        self._forecaster.stop()
        self.store.close()

    def _between_commits(self, work: Callable[[], object]) -> None:
        self._loop.call_soon_threadsafe(self._writer.between_commits, work)

    def now_s(self) -> float:
        """The loop's monotonic time, in seconds."""
        return self._loop.time()

    async def carry_out(self, deed: Deed[_A, _R], asked: _A, *, brief: bool = False) -> _R | Refused:
        """Do it durably; the answer comes after the commit. `brief`: as `GroupCommitWriter.submit` has it."""
        future: asyncio.Future[_R | StoreTrouble | Failed] = self._loop.create_future()

        def settle(answer: _R | StoreTrouble | Failed) -> None:
            if not future.done():
                future.set_result(answer)

        self._writer.submit(deed, asked, settle, brief=brief)
        answer = await future
        if isinstance(answer, StoreTrouble):
            return self._in_trouble(answer)
        if isinstance(answer, Failed):
            record(Event.UNEXPECTED, error_type=type(answer.error).__name__, where=type(deed).__name__)
            return refuse(Refusal.HUB_FAULT)
        self._disk_is_full = False
        return answer

    async def look(
        self, question: Callable[Concatenate[Ledger, _P], _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R | Refused:
        """Answer a question from one snapshot, without waiting for the writer."""

        def ask() -> _R | Refused:
            try:
                with self.store.reading(self._centre) as ledger:
                    return question(ledger, *args, **kwargs)
            except SQLAlchemyError as error:
                trouble = trouble_of(error, self.store.folder)
                if trouble is None:
                    raise
                return self._in_trouble(trouble)

        return await run_in_threadpool(ask)

    async def look_long(
        self, question: Callable[Concatenate[Ledger, _P], _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R | Refused:
        """The same for what walks through years of data: one at a time, so that the others find readers free."""
        async with self._long_look:
            return await self.look(question, *args, **kwargs)

    async def recorded(self, seq: int) -> int:
        """The last event that is recorded, as far as it matters to a listener who knows `seq`."""
        if seq <= self.live.seq:
            return self.live.seq
        # Heard from another hub of the centre, perhaps, a moment before this one heard it.
        mark = await self.look(lambda ledger: ledger.mark())
        return self.live.seq if isinstance(mark, Refused) else mark.seq

    def _in_trouble(self, trouble: StoreTrouble) -> Refused:
        if trouble.reason == "disk_full" and not self._disk_is_full:
            self._disk_is_full = True
            record(Event.DISK_FULL, where="hub")
        return refuse(Refusal(trouble.reason))

    def _enter(self, connection: Connection) -> SqlLedger:
        """On the thread that carries the deeds out."""
        ledger = self.store.ledger_on(connection, self._centre)
        self.house.clock.start_from(ledger.known_ms)
        return ledger

    def _hear(self, events: Sequence[EventRecord]) -> None:
        """On the writer's or the neighbours' thread: the events of every hub of the centre, in order."""
        self.house.clock.start_from(events[-1].at_ms)
        self._forecaster.tell(events)
        self._loop.call_soon_threadsafe(self.live.publish, events)

    def _hand_out(self, committed: Committed) -> None:
        committed.settle()
        if self._neighbours is None:
            self.live.publish(committed.events)
            self._forecaster.tell(committed.events)
        if committed.events:
            record_all([_logged(event) for event in committed.events])


def _logged(event: EventRecord) -> Happened:
    return _LOGGED[event.type], {
        "seq": event.seq,
        "label": event.label,
        "line": event.line,
        "ticket_id": event.ticket_id,
        "counter": event.counter,
    }
