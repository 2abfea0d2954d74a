"""Hours, caps, closings and promises, carried out on both databases."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from config.texts import Text
from tests.ticketing.conftest import CENTRE, HandClock
from tests.ticketing.desk_in_hand import Desk as Clerk
from tests.ticketing.desk_in_hand import new_id, with_supervisor
from ticketing.deeds.closing_lines import CloseLines, OpenLines
from ticketing.deeds.house import House
from ticketing.deeds.looking import Looking
from ticketing.deeds.looking_over import LookingOver
from ticketing.deeds.registering import AnnounceKioskSeries, RegisterOfflineTickets
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.watching_promises import WatchPromises
from ticketing.domain.answers import Call, CallStatus, LineStanding, LineState, Ticket
from ticketing.domain.asked import OpenSession, TakeTicket
from ticketing.domain.express import ExpressRule
from ticketing.domain.leases import OfflineTicket
from ticketing.domain.lines_asked import CloseLine, OpenLine
from ticketing.domain.luck import fingerprint
from ticketing.domain.offline_asked import AnnounceSeries
from ticketing.domain.opening import ClosingReason, LineOpening
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore

MONDAY = date(2026, 11, 23)
EXPRESS = ExpressRule("green", Text("Xanh", "Green"), 0, frozenset("C"), frozenset({"1.004873"}), 60, 15)


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    """Lines with hours; B gives three numbers a day."""
    office = LineOpening(shifts=lambda _day: ((time(8), time(12)), (time(13), time(17))), last_before_close_min=10)
    lines = tuple(
        replace(line, opening=replace(office, daily_cap=3 if line.letter == "B" else None)) for line in rules.lines
    )
    return replace(with_supervisor(rules), lines=lines, express=(EXPRESS,))


class Desk:
    """A centre in the hand of a test."""

    def __init__(self, house: House, store: HubStore, perform: Callable[..., list[Any]], clock: HandClock) -> None:
        self.house, self.store, self.perform, self.clock = house, store, perform, clock

    def move_to(self, hour: int, minute: int = 0, day: date = MONDAY) -> int:
        """Let it be that local hour; milliseconds."""
        wanted = int(datetime.combine(day, time(hour, minute), self.house.rules.timezone).timestamp() * 1000)
        self.clock.pass_minutes((wanted - self.clock.wall_ms) / 60_000)
        return wanted

    def take(self, line: str = "A", procedure: str | None = None) -> Any:
        asked = TakeTicket(line, str(uuid.uuid4()), secrets.token_hex(16), procedure=procedure)
        return self.perform(TakeTickets(self.house), asked)[0]

    def register(self, series: str, number: int, line: str) -> None:
        """A kiosk tells of a number that it gave by itself."""
        now = datetime.fromtimestamp(self.clock.wall_ms / 1000, self.house.rules.timezone)
        ids = (secrets.token_hex(16), str(uuid.uuid4()), str(uuid.uuid4()))
        given = OfflineTicket(series, number, now.date(), line, *ids, now)
        assert self.perform(RegisterOfflineTickets(self.house), given)[0].code == ""

    def line(self, letter: str) -> LineState:
        with self.store.reading(CENTRE) as ledger:
            return {one.letter: one for one in Looking(self.house).lines(ledger)}[letter]

    def sign_in(self, clerk: str) -> str:
        return fingerprint(self.perform(OpenSessions(self.house), OpenSession(clerk, 1))[0].token)

    def close(self, session: str, request_id: str | None = None, **more: Any) -> Any:
        wish = {"line": "A", "from_ms": None, "until_ms": None, "reason": ClosingReason.STAFF_AWAY, **more}
        asked = CloseLine(**wish, request_id=request_id or str(uuid.uuid4()), session_sha256=session)
        return self.perform(CloseLines(self.house), asked)[0]

    def events(self) -> list[tuple[str, str | None]]:
        with self.store.reading(CENTRE) as ledger:
            return [(event.type.value, event.line) for event in ledger.events_after(0, 1000)]


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock) -> Desk:
    desk = Desk(house, store, perform, hand_clock)
    desk.move_to(9)
    return desk


def test_no_number_outside_hours_and_the_number_before_it_stands(desk: Desk) -> None:
    assert isinstance(desk.take(), Ticket)
    desk.move_to(12)
    refused = desk.take()
    assert refused.code == "not_open_now"
    assert "13:00" in refused.message_vi
    assert not desk.line("A").open
    assert desk.line("A").waiting == 1
    desk.move_to(13)
    assert desk.take().label == "A002"
    desk.move_to(16, 50)
    assert desk.take().code == "not_open_now"


def test_numbers_that_a_kiosk_gave_by_itself_count_into_the_cap_when_they_are_registered(desk: Desk) -> None:
    desk.move_to(9)
    desk.perform(AnnounceKioskSeries(desk.house), AnnounceSeries("K1", "kiosk-1"))
    for number, line in enumerate("BAB", start=1):
        desk.register("K1", number, line)
    assert desk.take("B").label == "B001"
    assert desk.take("B").code == "line_full"
    assert desk.take("A").label == "A001", "a line without a cap"
    desk.register("K1", 4, "B")
    assert desk.line("B").state is LineStanding.FULL, "whoever holds a number on paper keeps it"
    desk.move_to(9, day=MONDAY + timedelta(days=1))
    assert desk.take("B").label == "B001"


def test_the_cap_holds_within_one_crowd_and_nobody_else_is_refused_with_it(desk: Desk) -> None:
    asked = [TakeTicket(line, str(uuid.uuid4()), secrets.token_hex(16)) for line in "BABBBA"]
    answers = desk.perform(TakeTickets(desk.house), *asked)
    given = [one.label if isinstance(one, Ticket) else one.code for one in answers]
    assert given == ["B001", "A001", "B002", "B003", "line_full", "A002"]
    assert desk.line("B").state == "full"
    assert desk.line("A").state == "open"
    again = desk.perform(TakeTickets(desk.house), asked[0])[0]
    assert again.label == "B001", "a retry of a number that was given is answered although the line is full"


def test_what_a_clerk_serves_quickly_takes_nobodys_number_of_the_day(desk: Desk) -> None:
    clerk = Clerk(desk.house, desk.store, desk.perform)
    session = clerk.sign_in("lan", 2)
    for _ in range(3):
        request_id = new_id()
        assert isinstance(clerk.quick(session, 2, "B", request_id), Call)
        clerk.undo(request_id, session)
    served = clerk.quick(session, 2, "B")
    assert served.ticket.label == "B004"
    clerk.end(served, session, CallStatus.FINISHED)
    assert [desk.take("B").label for _ in range(3)] == ["B005", "B006", "B007"]
    assert desk.take("B").code == "line_full"
    assert clerk.call(session, 2).ticket.label == "B005"
    assert desk.take("B").code == "line_full", "a number that was taken and called still counts"


def test_a_line_that_is_not_valid_today_is_unknown_to_quick_service_and_transfer(desk: Desk) -> None:
    lines = tuple(replace(line, valid_to=MONDAY) if line.letter == "B" else line for line in desk.house.rules.lines)
    house = replace(desk.house, rules=replace(desk.house.rules, lines=lines))
    clerk = Clerk(house, desk.store, desk.perform)
    session = clerk.sign_in("lan", 2)
    assert isinstance(clerk.transfer(clerk.quick(session, 2, "B"), session, "B"), Call)
    desk.move_to(9, day=MONDAY + timedelta(days=1))
    session = clerk.sign_in("lan", 2)
    assert clerk.quick(session, 2, "B").code == "unknown_line"
    assert clerk.transfer(clerk.quick(session, 2, "A"), session, "B").code == "unknown_line"


def test_a_supervisor_closes_a_line_with_notice_and_opens_it_again(desk: Desk) -> None:
    waiting = desk.take()
    supervisor = desk.sign_in("mai")
    state = desk.close(supervisor, from_ms=desk.move_to(9) + 3_600_000)
    assert (state.state, state.open) == ("closing", True)
    assert isinstance(desk.take(), Ticket)
    desk.move_to(10)
    refused = desk.take()
    assert refused.code == "line_closed"
    with desk.store.reading(CENTRE) as ledger:
        kept = ledger.ticket(waiting.ticket_id)
        assert kept is not None
        assert kept.status == "waiting", "numbers already taken are served"
        assert [row.entry.deed for row in ledger.audit_after(0, 10)] == ["sign_in", "close_line"]
    opened = desk.perform(OpenLines(desk.house), OpenLine("A", str(uuid.uuid4()), supervisor))[0]
    assert (opened.state, opened.open) == ("open", True)
    assert isinstance(desk.take(), Ticket)
    assert ("line_closed", "A") in desk.events()
    assert ("line_opened", "A") in desk.events()


def test_a_closing_to_come_is_seen_and_taken_back_although_the_line_is_full(desk: Desk) -> None:
    def stands(letter: str) -> tuple[str, bool]:
        with desk.store.reading(CENTRE) as ledger:
            line = next(one for one in LookingOver(desk.house).now(ledger).lines if one.letter == letter)
        return line.state, line.closing_stands

    supervisor = desk.sign_in("mai")
    for _ in range(3):
        desk.take("B")
    assert stands("B") == ("full", False)
    desk.close(supervisor, line="B", from_ms=desk.move_to(9) + 3_600_000)
    assert stands("B") == ("full", True)
    desk.perform(OpenLines(desk.house), OpenLine("B", str(uuid.uuid4()), supervisor))
    assert stands("B") == ("full", False)
    desk.close(supervisor, until_ms=desk.move_to(9) + 3_600_000)
    assert stands("A") == ("closed", True)
    desk.move_to(12)
    assert stands("A") == ("closed", False), "its hours, nobody's deed"


def test_a_closing_is_for_supervisors_for_known_lines_and_for_hours_to_come(desk: Desk) -> None:
    clerk = desk.sign_in("lan")
    assert desk.close(clerk).code == "not_allowed"
    assert desk.close("0" * 64).code == "not_signed_in"
    supervisor = desk.sign_in("mai")
    assert desk.close(supervisor, line="Ω").code == "unknown_line"
    tomorrow = desk.move_to(9) + 24 * 3_600_000
    assert desk.close(supervisor, from_ms=tomorrow).code == "wrong_hour"
    assert desk.close(supervisor, until_ms=desk.move_to(9) - 1).code == "wrong_hour"
    assert desk.line("A").state == "open"


def test_the_same_closing_twice_is_one(desk: Desk) -> None:
    supervisor, request_id = desk.sign_in("mai"), str(uuid.uuid4())
    assert desk.close(supervisor, request_id).state == "closed"
    assert desk.close(supervisor, request_id).state == "closed"
    assert desk.close(supervisor, request_id, line="B").code == "request_reused"
    assert desk.events().count(("line_closed", "A")) == 1


def test_a_second_closing_opens_no_minute_of_the_first(desk: Desk) -> None:
    nine, hour = desk.move_to(9), 3_600_000
    supervisor = desk.sign_in("mai")
    desk.close(supervisor, reason=ClosingReason.SYSTEM_DOWN)
    refused = desk.close(supervisor, from_ms=nine + 7 * hour)
    assert refused.code == "closing_stands"
    assert "from 09:00 for the rest of today (a system is out of order)" in refused.message_en
    assert "từ 09:00 đến hết hôm nay" in refused.message_vi
    assert desk.close(supervisor, until_ms=nine + hour).code == "closing_stands"
    assert desk.take().code == "line_closed"
    assert desk.close(supervisor, reason=ClosingReason.DRILL).state == "closed", "the same minutes for another reason"


def test_a_closing_to_come_is_replaced_by_one_that_covers_it_and_by_no_other(desk: Desk) -> None:
    nine, hour = desk.move_to(9), 3_600_000
    supervisor = desk.sign_in("mai")
    desk.close(supervisor, from_ms=nine + 5 * hour, until_ms=nine + 6 * hour)
    for others in ((nine + 7 * hour, None), (nine + 5 * hour + 1, None), (nine + 5 * hour, nine + 6 * hour - 1)):
        refused = desk.close(supervisor, from_ms=others[0], until_ms=others[1])
        assert refused.code == "closing_stands"
        assert "from 14:00 to 15:00" in refused.message_en
    assert desk.close(supervisor, from_ms=nine + 4 * hour).state == "closing"
    desk.perform(OpenLines(desk.house), OpenLine("A", str(uuid.uuid4()), supervisor))
    assert desk.close(supervisor, from_ms=nine + 7 * hour).state == "closing", "the first was withdrawn"


def test_a_closing_that_is_over_stands_in_nobodys_way(desk: Desk) -> None:
    nine, hour = desk.move_to(9), 3_600_000
    supervisor = desk.sign_in("mai")
    desk.close(supervisor, until_ms=nine + hour)
    desk.move_to(10)
    assert isinstance(desk.take(), Ticket)
    assert desk.close(supervisor, from_ms=nine + 7 * hour).state == "closing"


def test_a_closing_made_longer_has_lasted_since_the_first_began(desk: Desk) -> None:
    nine, hour = desk.move_to(9), 3_600_000
    supervisor = desk.sign_in("mai")
    desk.close(supervisor, until_ms=nine + hour)
    desk.move_to(9, 30)
    desk.close(supervisor, until_ms=nine + 2 * hour)
    with desk.store.reading(CENTRE) as ledger:
        closing = ledger.line_closings(MONDAY)["A"]
    assert (closing.from_ms, closing.until_ms) == (nine, nine + 2 * hour)


def test_an_opening_that_comes_again_late_opens_no_line_that_was_closed_since(desk: Desk) -> None:
    desk.move_to(9)
    supervisor = desk.sign_in("mai")
    opening = OpenLine("A", str(uuid.uuid4()), supervisor)
    assert desk.perform(OpenLines(desk.house), opening)[0].state == "open", "it was open all the time"
    desk.close(supervisor)
    assert desk.perform(OpenLines(desk.house), opening)[0].state == "closed"
    assert desk.take().code == "line_closed"


def test_a_green_day_promises_an_hour_and_tells_once_before_and_once_after(desk: Desk) -> None:
    watch = WatchPromises(desk.house)
    promised, other = desk.take("A", "1.004873"), desk.take("A")
    begun = desk.move_to(9)
    assert promised.promise_until.timestamp() * 1000 == begun + 3_600_000
    assert other.promise_until is None
    assert desk.take("C").promise_until is not None

    def told() -> list[str]:
        desk.perform(watch, None)
        return [type_ for type_, _ in desk.events() if type_.startswith("promise")]

    desk.move_to(9, 44)
    assert told() == []
    desk.move_to(9, 45)
    with desk.store.reading(CENTRE) as ledger:
        assert watch.anything_due(ledger)
    assert told() == ["promise_at_risk"] * 2
    assert told() == ["promise_at_risk"] * 2
    with desk.store.reading(CENTRE) as ledger:
        assert not watch.anything_due(ledger)
    desk.move_to(10, 1)
    assert sorted(told()) == ["promise_at_risk"] * 2 + ["promise_broken"] * 2
    tuesday = date(2026, 11, 24)
    desk.move_to(9, 0, tuesday)
    assert desk.take("C").promise_until is None
