"""Reports: days that were counted by hand, on both databases; and what must add up for any day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, insert

from tests.ticketing.conftest import CENTRE
from tests.ticketing.desk_in_hand import Desk, new_id
from ticketing.deeds.reporting import Reporting
from ticketing.domain.answers import CallStatus, Refused, TicketStatus
from ticketing.domain.report_answers import Report, Told, Totals, Waits
from ticketing.domain.report_records import CallFact, MoveFact, TicketFact
from ticketing.reports.counting import count_report
from ticketing.store.opening import HubStore
from ticketing.store.tables import call, ticket
from ticketing.store.waiting_tables import forecast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 23)
NEXT = date(2026, 11, 24)
NOTHING = Totals(0, 0, 0, 0, 0, 0, Waits(0, 0, 0, 0, 0), Told(0, 0, 0, 0, 0))


def at(day: date, hour: int, minute: float) -> int:
    return int((datetime(day.year, day.month, day.day, hour, tzinfo=HANOI).timestamp() + minute * 60) * 1000)


@dataclass(frozen=True)
class Visit:
    """A ticket by hand: issued at hour:minute, what was told (minutes), and its calls (counter, from, to, how)."""

    name: str
    hour: int
    minute: float
    status: TicketStatus
    told: tuple[int, int] | None = None
    calls: tuple[tuple[int, float, float | None, CallStatus], ...] = ()
    day: date = DAY
    promise_min: float | None = None
    """Minutes after eight o'clock."""
    kept: bool = False

    @property
    def line(self) -> str:
        return self.name[0]


DONE, GONE, OPEN = CallStatus.FINISHED, CallStatus.ABSENT, CallStatus.OPEN
# Calls are in minutes after eight o'clock.
MONDAY = (
    Visit("A001", 8, 0, TicketStatus.FINISHED, (5, 10), ((1, 4, 12, DONE),), promise_min=12),  # waited 4, served 8
    Visit("A002", 8, 1, TicketStatus.FINISHED, (10, 12), ((2, 21, 26, DONE),), promise_min=25),  # waited 20, late
    Visit("A003", 8, 2, TicketStatus.ABSENT, (10, 20), ((1, 12, 14, GONE), (1, 15, 17, GONE))),  # waited 10
    Visit("A004", 8, 3, TicketStatus.LEFT, (15, 30), promise_min=60),  # never served: neither kept nor broken
    Visit("B001", 9, 10, TicketStatus.FINISHED, None, ((2, 70, 90, DONE),)),  # issued and called at once
    Visit("B002", 9, 10, TicketStatus.MERGED, (20, 40)),
    Visit("B003", 9, 30, TicketStatus.CALLED, (20, 40), ((2, 120, None, OPEN),)),  # waited 30
    Visit("B005", 9, 35, TicketStatus.FINISHED, (5, 10), ((2, 160, 165, DONE),), kept=True),  # wished to come later
    Visit("B004", 9, 40, TicketStatus.WAITING, (20, 40), ((2, 110, 111, CallStatus.UNDONE),)),
)
TUESDAY = (Visit("A001", 14, 0, TicketStatus.FINISHED, (8, 9), ((1, 366, 376, DONE),), NEXT),)  # waited 6


def facts(visits: Sequence[Visit]) -> tuple[list[TicketFact], list[CallFact]]:
    tickets, calls = [], []
    for visit in visits:
        name = f"{visit.day}-{visit.name}"
        low, high = visit.told or (None, None)
        tickets.append(
            TicketFact(
                name, visit.day, visit.line, at(visit.day, visit.hour, visit.minute), visit.status,
                None if low is None else low * 60, None if high is None else high * 60,
                None if visit.promise_min is None else at(visit.day, 8, visit.promise_min), visit.kept,
            )
        )  # fmt: skip
        for counter, begun, ended, status in visit.calls:
            end = None if ended is None else at(visit.day, 8, ended)
            calls.append(CallFact(name, visit.day, counter, at(visit.day, 8, begun), status, end))
    return tickets, calls


def filled(table: Table, known: dict[str, Any]) -> dict[str, Any]:
    """A row with something fitting in every column that must hold something."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name in known:
            row[column.name] = known[column.name]
        elif not column.nullable and column.default is None:
            kind = column.type.python_type
            row[column.name] = {str: "", bool: False}.get(kind, 0)
    return row


def keep(connection: Connection, visits: Sequence[Visit]) -> None:
    tickets, calls = facts(visits)
    for number, (fact, visit) in enumerate(zip(tickets, visits, strict=True), 1):
        known = {"centre": CENTRE, "ticket_id": fact.ticket_id, "visit_id": fact.ticket_id, "day": fact.day,
                 "line": fact.line, "series": fact.line, "queue_line": fact.line, "number": int(visit.name[1:]),
                 "issued_ms": fact.issued_ms, "due_ms": fact.issued_ms, "status": fact.status.value, "place": number,
                 "page_token": fact.ticket_id, "promise_until_ms": fact.promise_until_ms,
                 "kept": fact.kept}  # fmt: skip
        connection.execute(insert(ticket), filled(ticket, known))
        if fact.p50_s is not None:
            told = {"centre": CENTRE, "ticket_id": fact.ticket_id, "p50_s": fact.p50_s, "p90_s": fact.p90_s}
            connection.execute(insert(forecast), filled(forecast, told))
    for number, made in enumerate(calls, 1):
        known = {"centre": CENTRE, "call_id": f"call-{made.day}-{number}", "ticket_id": made.ticket_id, "day": made.day,
                 "counter": made.counter, "clerk_id": "lan", "called_ms": made.called_ms, "announced_seq": number,
                 "times": 1, "status": made.status.value, "ended_ms": made.ended_ms}  # fmt: skip
        connection.execute(insert(call), filled(call, known))


@pytest.fixture
def kept(store: HubStore) -> HubStore:
    with store.writing.connect() as connection, connection.begin():
        keep(connection, MONDAY)
        keep(connection, TUESDAY)
    return store


def report_of(store: HubStore, house: Any, first: date, last: date) -> Report:
    with store.reading(CENTRE) as ledger:
        report = Reporting(house).of_days(ledger, first, last)
    assert isinstance(report, Report)
    return report


def test_a_day_counted_by_hand(kept: HubStore, house: Any) -> None:
    report = report_of(kept, house, DAY, DAY)
    # Waits: 4, 20, 10, 30; B001 was called at once, B005 asked to come later, B004's call was undone.
    whole = report.totals
    assert (whole.issued, whole.served, whole.absent, whole.left, whole.merged, whole.open) == (9, 4, 1, 1, 1, 2)
    assert (whole.promised, whole.kept) == (2, 1)
    assert whole.waits == Waits(4, 16.0, 10.0, 30.0, 30.0)
    # Told 5, 10, 10, 20 beside 4, 20, 10, 30: apart 1, 10, 0, 10; within 10, 20 and 40, but not 12.
    assert whole.told == Told(4, 11.25, 16.0, 5.25, 0.75)
    assert [(one.hour, one.totals.issued, one.totals.waits.mean_min) for one in report.by_hour] == [
        (8, 4, 11.33),
        (9, 5, 30.0),
    ]
    assert [(one.line, one.totals.issued, one.totals.served, one.totals.absent) for one in report.by_line] == [
        ("A", 4, 2, 1),
        ("B", 5, 2, 0),
    ]
    first, second = report.by_counter
    # Counter 1: 8 minutes served, 2 and 2 for nobody. Counter 2: 5, 20 and 5 served, one still there.
    assert (first.counter, first.calls, first.served, first.absent) == (1, 3, 1, 2)
    assert (first.service_min, first.busy_min, first.waits.tickets, first.waits.mean_min) == (8.0, 12.0, 2, 7.0)
    assert (second.counter, second.calls, second.served, second.absent) == (2, 4, 3, 0)
    assert (second.service_min, second.busy_min, second.waits.mean_min) == (10.0, 30.0, 25.0)
    assert second.told == Told(2, 15.0, 25.0, 10.0, 0.5)
    assert [day.day for day in report.by_day] == [DAY]


def test_two_days_are_their_sum_and_an_empty_day_is_left_out(kept: HubStore, house: Any) -> None:
    report = report_of(kept, house, date(2026, 11, 1), date(2026, 11, 30))
    assert [(day.day, day.totals.issued) for day in report.by_day] == [(DAY, 9), (NEXT, 1)]
    assert report.totals.issued == 10
    assert report.totals.waits == Waits(5, 14.0, 10.0, 30.0, 30.0)
    assert [one.hour for one in report.by_hour] == [8, 9, 14]
    empty = report_of(kept, house, date(2026, 12, 1), date(2026, 12, 1))
    assert (empty.totals, empty.by_hour, empty.by_line, empty.by_counter, empty.by_day) == (NOTHING, (), (), (), ())


def test_another_centre_is_another_report(kept: HubStore, house: Any) -> None:
    with kept.reading("H26-CN04") as ledger:
        assert ledger.report_tickets(DAY, NEXT) == []
        assert ledger.report_calls(DAY, NEXT) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [(NEXT, DAY), (date(2026, 11, 1), date(2026, 12, 2)), (date.min, date.max), (date.max, date.min)],
)
def test_more_than_a_month_and_backwards_are_refused(kept: HubStore, house: Any, first: date, last: date) -> None:
    with kept.reading(CENTRE) as ledger:
        refused = Reporting(house).of_days(ledger, first, last)
    assert isinstance(refused, Refused)
    assert refused.code == "malformed"


MINUTES = st.integers(0, 600)
TICKETS = st.lists(
    st.tuples(
        st.sampled_from("ABC"), MINUTES, st.sampled_from(TicketStatus), st.none() | st.tuples(MINUTES, MINUTES),
        st.lists(st.tuples(st.integers(1, 4), MINUTES, st.none() | MINUTES, st.sampled_from(CallStatus)), max_size=3),
    ),
    max_size=25,
)  # fmt: skip


@given(TICKETS)
def test_what_adds_up_for_every_day(day: list[Any]) -> None:
    visits = tuple(
        Visit(f"{line}{number:03d}", 8, minute, status, told, tuple(calls))
        for number, (line, minute, status, told, calls) in enumerate(day, 1)
    )
    tickets, calls = facts(visits)
    report = count_report(DAY, DAY, tickets, calls, [], HANOI)
    everything = [report.totals, *(one.totals for one in report.by_line), *(one.totals for one in report.by_hour)]
    for totals in everything:
        ends = (totals.served, totals.absent, totals.left, totals.merged, totals.open)
        assert totals.issued == sum(ends)
        assert totals.waits.median_min <= totals.waits.p90_min <= totals.waits.longest_min
        assert totals.waits.mean_min <= totals.waits.longest_min
        assert totals.told.tickets <= totals.waits.tickets <= totals.issued
        assert 0 <= totals.told.within <= 1
        assert totals.kept <= totals.promised <= totals.issued
    for parts in (
        [one.totals for one in report.by_line],
        [one.totals for one in report.by_hour],
        [one.totals for one in report.by_day],
    ):
        assert sum(one.issued for one in parts) == report.totals.issued
        assert sum(one.waits.tickets for one in parts) == report.totals.waits.tickets
    assert sum(one.calls for one in report.by_counter) == len(calls)
    assert sum(one.waits.tickets for one in report.by_counter) == report.totals.waits.tickets


def test_hours_are_the_centres_own() -> None:
    late = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # half past seven in Hanoi
    fact = TicketFact("t", DAY, "A", int(late.timestamp() * 1000), TicketStatus.WAITING, None, None)
    report = count_report(DAY, DAY + timedelta(days=1), [fact], [], [], HANOI)
    assert [one.hour for one in report.by_hour] == [7]


def test_a_call_left_open_over_night_counts_as_served_but_its_minutes_do_not() -> None:
    forgotten = Visit("A002", 8, 1, TicketStatus.FINISHED, None, ((1, 20, 24 * 60, DONE),))
    in_vain = Visit("A003", 8, 2, TicketStatus.ABSENT, None, ((2, 30, 24 * 60 + 1, GONE),))
    tickets, calls = facts((MONDAY[0], forgotten, in_vain))
    report = count_report(DAY, DAY, tickets, calls, [], HANOI)
    first, second = report.by_counter
    assert (first.calls, first.served, first.service_min, first.busy_min) == (2, 2, 8.0, 8.0)
    assert (second.calls, second.absent, second.service_min, second.busy_min) == (1, 1, 0.0, 0.0)
    assert report.totals.served == 2


def test_nobody_waited_through_the_night() -> None:
    """A counter without the hub had the number still, and called it in the morning."""
    visit = Visit("A002", 8, 1, TicketStatus.FINISHED, (5, 10), ((1, 24 * 60, 24 * 60 + 5, DONE),))
    report = count_report(DAY, DAY, *facts((visit,)), [], HANOI)
    assert (report.totals.served, report.totals.waits.tickets, report.totals.told.tickets) == (1, 0, 0)
    assert report.by_counter[0].waits.tickets == 0


def test_numbers_sent_on_are_counted_where_they_waited(
    house: Any, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    desk = Desk(house, store, perform)
    for _ in range(2):
        desk.take("A")
    lan, minh = desk.sign_in("lan", 2), desk.sign_in("minh", 3)  # A and B are called at 2, B and C at 3
    desk.transfer(desk.call(lan, 2), lan, line="B")
    desk.transfer(desk.call(minh, 3), minh, line="C")
    other, too_far = desk.call(lan, 2), new_id()
    desk.transfer(other, lan, line="C", request_id=too_far)
    desk.undo(too_far, lan)
    desk.transfer(other, lan, counter=3)  # where A is not called: it waits in B
    back, in_vain = desk.call(minh, 3), new_id()
    desk.transfer(back, minh, line="A", request_id=in_vain)
    desk.undo(in_vain, minh)
    desk.end(back, minh, CallStatus.FINISHED)
    today = house.today(house.clock.now_ms())
    report = report_of(store, house, today, today)
    lines = {one.line: (one.totals.issued, one.totals.moved, one.moved_away, one.moved_in) for one in report.by_line}
    assert lines == {"A": (2, 3, 2, 0), "B": (0, 0, 1, 2), "C": (0, 0, 0, 1)}
    assert report.totals.moved == 3
    assert [one.totals.moved for one in report.by_hour] == [3]


def test_a_number_sent_to_a_counter_of_its_own_line_leaves_no_line() -> None:
    tickets, calls = facts(MONDAY[:2])
    one, other = (fact.ticket_id for fact in tickets)
    moves = [
        MoveFact(one, "A", sent_on=True),
        MoveFact(other, "C", sent_on=False),  # held by a counter that calls only C
        MoveFact(other, "A", sent_on=True),
        MoveFact("of yesterday", "B", sent_on=True),
    ]
    report = count_report(DAY, DAY, tickets, calls, moves, HANOI)
    lines = {line.line: (line.totals.issued, line.moved_away, line.moved_in) for line in report.by_line}
    assert lines == {"A": (2, 0, 1), "C": (0, 1, 0)}
    assert report.totals.moved == 2
