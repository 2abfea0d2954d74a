"""A counter alone: the numbers it holds, then the kiosks' numbers; and back to the hub when everything is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from kiosk.flows.call_alone import Alone, CallingAlone
from kiosk.flows.hold_slice import ALONE_AFTER_S, SliceKeeper
from kiosk.storage.slice_book import SliceFile
from tests.storage.full_disk import full_disk
from ticketing.client import (
    Call,
    CallEnd,
    CallStatus,
    LeasedSeries,
    LeasedTicket,
    NobodyWaiting,
    OfflineCall,
    Recorded,
    RecordedCall,
    Refused,
    Renewed,
    Slice,
    Ticket,
    TicketStatus,
    Unreachable,
)

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
AWAY = Unreachable("no_connection")
ELSEWHERE = Refused("slice_elsewhere", "Máy khác giữ.", "Another machine holds it.")
SLICE = Slice(
    3,
    tuple(LeasedTicket(f"ticket-{n}", f"{n:032x}", f"A{n:03d}", "A", NINE) for n in (4, 6)),
    (LeasedSeries("K1", TODAY, 1),),
)


@dataclass
class Hub:
    """Answers or does not."""

    away: bool = False
    slice: Slice | None = SLICE
    outcome: Recorded = Recorded.RECORDED
    refusal: Refused | None = None
    reported: list[OfflineCall] = field(default_factory=list)
    held: list[tuple[int, bool]] = field(default_factory=list)

    def lease(self, counter: int, held_version: int, *, wanted: bool, wait_s: float) -> Renewed | Refused | Unreachable:
        if self.away:
            return AWAY
        self.held.append((held_version, wanted))
        if self.refusal is not None:
            return self.refusal
        newer = self.slice if self.slice is not None and self.slice.version > held_version else None
        return Renewed(newer)

    def report_offline_calls(
        self, counter: int, calls: Sequence[OfflineCall]
    ) -> tuple[RecordedCall, ...] | Refused | Unreachable:
        if self.away:
            return AWAY
        self.reported.extend(calls)
        return tuple(RecordedCall(call.call_id, call.label, self.outcome) for call in calls)


class Desk:
    """A counter's calling without its screen."""

    def __init__(self, folder: Path) -> None:
        self.hub = Hub()
        self.uptime = 1000.0
        self.now = NINE
        self.states: list[Alone] = []
        self.heard: list[Call] = []
        self.ids = count(1)
        self.book = SliceFile(folder / "slice.sqlite3", lambda: self.uptime, lambda: "boot")
        self.start()
        self.keeper.beat(0)
        self.keeper.beat(0)

    def start(self) -> None:
        self.calling = CallingAlone(
            3, self.book, lambda: self.now, lambda: f"call-{next(self.ids):08d}", self.states.append, self.heard.append
        )
        self.calling.signed_in("lan")
        self.keeper = SliceKeeper(3, self.hub, self.book, self.calling)

    def is_alone(self) -> bool:
        return self.calling.state.now

    def lose_the_hub(self) -> None:
        self.hub.away = True
        self.uptime += ALONE_AFTER_S + 1
        self.keeper.beat(0)
        assert self.is_alone()

    def next(self) -> str:
        answer = self.calling.call_next(lambda: AWAY)
        assert isinstance(answer, Call), answer
        return answer.ticket.label

    def end(self, end: CallEnd) -> None:
        call = self.calling.current_call(lambda: AWAY)
        assert isinstance(call, Call)
        assert isinstance(self.calling.go_on(call.call_id, end, lambda: AWAY), Call)

    def beats(self, times: int = 3) -> None:
        self.hub.away = False
        for _ in range(times):
            self.keeper.beat(0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.book.close()


def hub_call(number: int) -> Call:
    ticket = Ticket(
        f"ticket-{number}",
        f"{number:032x}",
        f"A{number:03d}",
        "A",
        number,
        TODAY,
        NINE,
        TicketStatus.CALLED,
        0,
        0,
        0,
        "p",
    )
    return Call(f"hub-call-{number}", ticket, 3, NINE, 1, CallStatus.OPEN)


def test_a_short_silence_is_no_reason_to_go_alone(desk: Desk) -> None:
    desk.hub.away = True
    desk.uptime += ALONE_AFTER_S - 1
    desk.keeper.beat(0)
    assert not desk.is_alone()
    assert desk.calling.call_next(lambda: AWAY) == AWAY


def test_alone_the_slice_is_called_in_order_then_the_kiosks_numbers(desk: Desk) -> None:
    desk.lose_the_hub()
    called = []
    for _ in range(4):
        called.append(desk.next())
        desk.end(CallEnd.FINISHED)
    assert called == ["A004", "A006", "K1-001", "K1-002"]
    assert desk.states[-1] == Alone(now=True, calls=4, left=0)


def test_what_is_done_without_the_hub_is_heard_here_and_nothing_else(desk: Desk) -> None:
    desk.calling.call_next(lambda: hub_call(4))
    desk.calling.go_on("hub-call-4", CallEnd.FINISHED, lambda: replace(hub_call(4), status=CallStatus.FINISHED))
    assert desk.heard == []
    desk.lose_the_hub()
    desk.next()
    desk.end(CallEnd.OPEN)
    assert isinstance(desk.calling.call_next(lambda: AWAY), Refused)  # somebody is being served
    desk.end(CallEnd.ABSENT)
    assert [(call.ticket.label, call.counter, call.times, call.status) for call in desk.heard] == [
        ("A006", 3, 1, CallStatus.OPEN),
        ("A006", 3, 2, CallStatus.OPEN),
        ("A006", 3, 2, CallStatus.ABSENT),
    ]


def test_who_asked_to_come_later_is_not_called_before_the_hour_and_is_first_after_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    soon = NINE + timedelta(minutes=20)
    first, second = SLICE.tickets
    desk.hub.slice = Slice(4, (second, replace(first, not_before=soon)))
    desk.beats()
    desk.lose_the_hub()
    shown = desk.calling.queue(lambda: AWAY)
    assert isinstance(shown, tuple)
    assert [(row.label, row.held) for row in shown] == [("A006", False), ("A004", True)]
    assert desk.next() == "A006"
    desk.end(CallEnd.FINISHED)
    assert desk.calling.call_next(lambda: AWAY) == NobodyWaiting()
    desk.now = soon
    assert desk.next() == "A004"
    desk.book.close()


def test_nobody_came_does_not_use_a_kiosks_number_up_nor_hold_up_the_next(desk: Desk) -> None:
    desk.lose_the_hub()
    for _ in range(2):
        desk.next()
        desk.end(CallEnd.FINISHED)
    assert desk.next() == "K1-001"
    desk.end(CallEnd.ABSENT)
    assert desk.next() == "K1-002"
    desk.end(CallEnd.FINISHED)
    desk.start()
    assert desk.next() == "K1-001", "it is called again, even after a restart"
    desk.end(CallEnd.FINISHED)
    assert desk.next() == "K1-003"


def test_after_nobody_came_another_kiosks_number_is_called(desk: Desk) -> None:
    desk.hub.slice = Slice(4, (), (LeasedSeries("K1", TODAY, 1), LeasedSeries("K2", TODAY, 5)))
    desk.beats()
    desk.lose_the_hub()
    called = []
    for _ in range(6):
        called.append(desk.next())
        desk.end(CallEnd.ABSENT)
    assert [label[:2] for label in called] == ["K1", "K2"] * 3
    assert desk.next() == "K1-001"
    desk.end(CallEnd.FINISHED)
    assert desk.next() == "K1-002"
    desk.end(CallEnd.ABSENT)
    assert desk.next().startswith("K2"), "however often nobody came there before"


def test_whom_the_hub_called_here_already_is_not_called_from_the_slice(desk: Desk) -> None:
    assert desk.calling.call_next(lambda: hub_call(4)) == hub_call(4)
    desk.lose_the_hub()
    assert desk.calling.current_call(lambda: AWAY) == hub_call(4)
    desk.end(CallEnd.FINISHED)
    assert desk.next() == "A006"
    desk.beats()
    assert [(call.call_id, call.end) for call in desk.hub.reported][:1] == [("hub-call-4", CallEnd.FINISHED)]


def test_calls_are_told_before_a_version_is_and_once(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.next()
    desk.end(CallEnd.FINISHED)
    desk.next()
    desk.hub.held.clear()
    desk.hub.away = False
    desk.keeper.beat(0)
    assert [call.label for call in desk.hub.reported] == ["A004", "A006"]
    assert desk.hub.held == []
    assert desk.is_alone()
    desk.beats()
    assert not desk.is_alone()
    assert desk.states[-1].told == 1
    assert len(desk.hub.reported) == 2


def test_a_number_its_kiosk_has_not_registered_is_told_again_until_it_is(desk: Desk) -> None:
    desk.lose_the_hub()
    for _ in range(2):
        desk.next()
        desk.end(CallEnd.FINISHED)
    desk.next()
    desk.beats()
    desk.hub.outcome = Recorded.WAITS_FOR_KIOSK
    reported = len(desk.hub.reported)
    desk.book.keep_call(desk.book.calls()[-1])
    desk.calling.hub_lost()
    desk.beats(2)
    assert len(desk.hub.reported) == reported + 2
    assert desk.is_alone(), "the citizen is at the counter; the hub knows nothing of it yet"
    desk.hub.outcome = Recorded.RECORDED
    desk.beats()
    assert not desk.is_alone()


def test_a_counter_whose_disk_is_full_tells_its_calls_once_and_works_with_the_hub_again(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.next()
    desk.end(CallEnd.FINISHED)
    desk.hub.slice = replace(SLICE, version=4)
    with full_disk():
        desk.beats(5)
        assert desk.keeper.beat(0) >= 2, "it does not ask again at once"
        assert [call.label for call in desk.hub.reported] == ["A004"]
        assert not desk.is_alone()
        assert desk.book.slice() == SLICE
    desk.beats()
    assert desk.book.slice().version == 4
    assert len(desk.hub.reported) == 1


def test_what_could_not_stand_is_named(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.next()
    desk.end(CallEnd.FINISHED)
    desk.hub.outcome = Recorded.CONTESTED
    desk.beats()
    assert desk.states[-1].contested == ("A004",)


def test_a_restarted_process_goes_on_with_the_call_in_its_hand(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.next()
    desk.start()
    assert desk.is_alone(), "the hub does not know of everything yet"
    call = desk.calling.current_call(lambda: AWAY)
    assert isinstance(call, Call)
    assert call.ticket.label == "A004"
    desk.end(CallEnd.FINISHED)
    assert desk.next() == "A006"


def test_after_two_hours_of_silence_nothing_is_called(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.uptime += 2 * 3600
    assert desk.calling.call_next(lambda: AWAY) == Unreachable("slice_lapsed")


def test_yesterdays_numbers_are_not_called_in_the_morning(desk: Desk) -> None:
    desk.now += timedelta(days=1)
    desk.lose_the_hub()
    assert isinstance(desk.calling.call_next(lambda: AWAY), NobodyWaiting)


def test_without_anything_held_nobody_waits(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.hub.slice = Slice(4)
    desk.beats()
    desk.lose_the_hub()
    assert desk.calling.call_next(lambda: AWAY) == NobodyWaiting()
    desk.book.close()


def test_whose_slice_is_another_machines_holds_nothing_and_says_so_until_it_has_it(desk: Desk) -> None:
    desk.hub.refusal = ELSEWHERE
    assert desk.keeper.beat(0) >= 2, "it does not ask again at once"
    assert desk.book.slice() == Slice()
    assert desk.states[-1] == Alone(elsewhere=True)
    told = len(desk.states)
    desk.keeper.beat(0)
    assert len(desk.states) == told
    assert desk.calling.call_next(lambda: hub_call(4)) == hub_call(4), "with the hub it works as ever"
    desk.lose_the_hub()
    assert desk.states[-1] == Alone(now=True, elsewhere=True)
    desk.end(CallEnd.FINISHED)
    assert desk.calling.call_next(lambda: AWAY) == Unreachable("slice_lapsed")
    desk.beats()
    assert [call.call_id for call in desk.hub.reported] == ["hub-call-4"]
    assert not desk.is_alone()
    desk.hub.refusal = None
    desk.keeper.beat(0)
    assert desk.book.slice() == SLICE
    assert not desk.states[-1].elsewhere


def test_what_was_called_alone_is_told_by_a_machine_whose_slice_is_another_ones(desk: Desk) -> None:
    desk.lose_the_hub()
    desk.next()
    desk.end(CallEnd.FINISHED)
    desk.hub.refusal = ELSEWHERE
    desk.beats()
    assert [call.label for call in desk.hub.reported] == ["A004"]
    assert not desk.is_alone(), "the hub answers"


def test_a_slice_that_was_let_go_of_is_not_called_by_the_next_process(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.hub.refusal = ELSEWHERE
    desk.keeper.beat(0)
    desk.book.close()
    book = SliceFile(tmp_path / "slice.sqlite3", lambda: desk.uptime, lambda: "boot")
    assert not book.may_call()
    assert book.slice() == Slice()
    book.close()
