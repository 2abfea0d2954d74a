"""A hall at work: the hub's real deeds on a real store, counters and kiosks that really go on alone, a bad network.

Between them lies `Wire`, which loses questions, loses answers, and delivers questions once more, late. Every citizen is
followed from the number they hold to the counter that served them.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Intent, NumberGiven
from kiosk.flows.call_alone import CallingAlone
from kiosk.flows.hold_slice import SliceKeeper
from kiosk.flows.own_series import OwnSeries
from kiosk.flows.take_number import take_number
from kiosk.storage.series_book import SeriesFile
from kiosk.storage.slice_book import SliceFile
from ticketing.client import Unreachable
from ticketing.deeds.calling import CallNextTicket, EndCall
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import InTheWay, RenewLeases, WithdrawForCall
from ticketing.deeds.looking import Looking
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.registering import AnnounceKioskSeries, RegisterOfflineTickets
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Call, CallStatus, CurrentCall, Refused
from ticketing.domain.asked import CallNext, GoOnWithCall, OpenSession, TakeTicket
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.leases import CallEnd, OfflineCall, OfflineTicket
from ticketing.domain.luck import SystemLuck, fingerprint
from ticketing.domain.offline_asked import AnnounceSeries, MakeWay, RenewLease, ReportCall
from ticketing.domain.rights import CALLERS
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore, open_store

CENTRE = "H26-CN03"
START_MS = 1_795_320_000_000  # 2026-11-22 11:00 in Hanoi


@dataclass
class Time:
    """One clock for everybody: what differs between clocks is not what is looked at here."""

    now_ms: int = START_MS

    @property
    def uptime_s(self) -> float:
        return self.now_ms / 1000

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC).astimezone()

    def pass_s(self, seconds: float) -> None:
        """Time goes by."""
        self.now_ms += int(seconds * 1000)


class HubAtWork:
    """The hub's deeds. A new one on the same store is a hub that was killed and came back."""

    def __init__(self, rules: CentreRules, folder: Path, database: str | None, time: Time) -> None:
        store = open_store(folder, database)
        assert isinstance(store, HubStore)
        self.store = store
        clock = HubClock(rules.timezone, lambda: time.now_ms, lambda: time.uptime_s, lambda _s: None)
        self.house = House(rules, clock, SystemLuck())
        self.watch = LeaseWatch(lambda: time.uptime_s)
        house, watch = self.house, self.watch
        self.take, self.call, self.renew = TakeTickets(house), CallNextTicket(house), RenewLeases(house, watch)
        self.finish, self.absent = EndCall(house, CallStatus.FINISHED), EndCall(house, CallStatus.ABSENT)
        self.announce, self.register = AnnounceKioskSeries(house), RegisterOfflineTickets(house)
        self.report, self.withdraw = RecordOfflineCalls(house), WithdrawForCall(watch)
        self.in_the_way, self.looking = InTheWay(house), Looking(house)

    def do(self, deed: Any, asked: object) -> Any:
        """One deed in a transaction of its own."""
        with self.store.writing_once(CENTRE) as ledger:
            return deed(ledger, [asked])[0]

    def look(self, question: Callable[..., Any], *asked: object) -> Any:
        """A question."""
        with self.store.reading(CENTRE) as ledger:
            return question(ledger, *asked)


@dataclass
class Wire:
    """What lies between a device and the hub. `cut`: nothing goes through. Shares: of all questions."""

    hub: Callable[[], HubAtWork | None]
    luck: random.Random
    loses: float = 0.0
    repeats: float = 0.0
    cut: bool = False
    late: list[Callable[[HubAtWork], object]] = field(default_factory=list)

    def ask(self, question: Callable[[HubAtWork], Any]) -> Any:
        """The answer, or Unreachable: then nobody here knows whether the hub heard the question."""
        hub = self.hub()
        if hub is None or self.cut:
            return Unreachable("no_connection")
        if self.luck.random() < self.repeats:
            self.late.append(question)
        if self.luck.random() < self.loses / 2:
            return Unreachable("timeout")
        answer = question(hub)
        return Unreachable("timeout") if self.luck.random() < self.loses / 2 else answer

    def deliver_late(self) -> None:
        """Questions come once more, long after; nobody hears the answers."""
        hub = self.hub()
        if hub is not None and not self.cut:
            self.luck.shuffle(self.late)
            for question in self.late:
                question(hub)
            self.late.clear()


@dataclass
class Citizen:
    """Somebody with a number on paper. `served`: at which counters. Who is not here does not come when called."""

    label: str
    line: str
    came_ms: int
    served: list[int] = field(default_factory=list)
    called: list[int] = field(default_factory=list)
    is_here: bool = True


class Counter:
    """A counter, its machine and its clerk."""

    def __init__(self, hall: Hall, number: int, clerk: str, device: str = "") -> None:
        """`device`: the machine's enrolled name."""
        self.hall, self.number, self.clerk = hall, number, clerk
        self.device = device or f"Q{number}"
        self.wire = hall.wire()
        self.path = hall.folder / self.device / "slice.sqlite3"
        self.lost: tuple[str, str] | None = None
        self.sign_in()
        self.start()

    def sign_in(self) -> None:
        hub = self.hall.hub
        assert hub is not None
        self.session = fingerprint(hub.do(OpenSessions(hub.house), OpenSession(self.clerk, self.number)).token)

    def start(self) -> None:
        """The process starts, perhaps after it was killed."""
        time = self.hall.time
        self.book = SliceFile(self.path, lambda: time.uptime_s, lambda: "boot")
        self.calling = CallingAlone(
            self.number, self.book, lambda: time.now, lambda: str(uuid.uuid4()), lambda _state: None
        )
        self.calling.signed_in(self.clerk)
        self.keeper = SliceKeeper(self.number, self, self.book, self.calling)
        self.lost = None

    def kill(self) -> None:
        """The process is killed and starts anew: what was only in memory is gone, a clerk signs in again."""
        self.book.close()
        self.start()

    # --- the hub as this counter sees it -----------------------------------------------------------------------------

    def lease(self, counter: int, held_version: int, *, wanted: bool, wait_s: float) -> Any:
        asked = RenewLease(counter, self.device, held_version, wanted)
        return self.wire.ask(lambda hub: hub.do(hub.renew, asked))

    def report_offline_calls(self, counter: int, calls: Sequence[OfflineCall]) -> Any:
        asked = [ReportCall(counter, call) for call in calls]
        return self.wire.ask(lambda hub: tuple(hub.do(hub.report, one) for one in asked))

    def current(self) -> Any:
        answer = self.wire.ask(lambda hub: hub.look(hub.looking.current_call, self.number))
        return answer.call if isinstance(answer, CurrentCall) else answer

    def _next(self, request_id: str) -> Any:
        def ask(hub: HubAtWork) -> Any:
            lease = hub.look(hub.in_the_way.next, self.number)
            if lease is not None and hub.watch.is_heard(lease.counter):
                hub.do(hub.withdraw, MakeWay(lease.ticket_id, self.number))
            return hub.do(hub.call, CallNext(self.number, request_id, self.session))

        return self.wire.ask(ask)

    def _end(self, call_id: str, end: CallEnd, request_id: str) -> Any:
        asked = GoOnWithCall(call_id, request_id, self.session)
        return self.wire.ask(lambda hub: hub.do(hub.finish if end is CallEnd.FINISHED else hub.absent, asked))

    # --- the clerk ---------------------------------------------------------------------------------------------------

    def work(self) -> None:
        """Look who is called here; end that call, or call the next."""
        call = self.calling.current_call(self.current)
        if isinstance(call, Unreachable | Refused):
            return
        if call is None:
            self._call_next()
        else:
            self.end(call)

    def _call_next(self) -> None:
        answer = self.calling.call_next(partial(self._next, self._id("call_next")))
        self._settle(answer)
        if isinstance(answer, Call):
            self.hall.announced(self.number, answer.ticket.label)

    def end(self, call: Call) -> None:
        """Finish, if somebody came; else absent."""
        citizen = self.hall.holder(call.ticket.label)
        self.hall.announced(self.number, call.ticket.label)
        here = citizen is not None and citizen.is_here and not citizen.served
        end = CallEnd.FINISHED if here else CallEnd.ABSENT
        answer = self.calling.go_on(
            call.call_id, end, partial(self._end, call.call_id, end, self._id(f"{end}:{call.call_id}"))
        )
        self._settle(answer)
        if here and citizen is not None and (isinstance(answer, Call) or self._known_ended(call)):
            citizen.served.append(self.number)

    def _known_ended(self, call: Call) -> bool:
        """The answer was lost; the citizen has been served all the same, and knows it."""
        return True

    def _id(self, deed: str) -> str:
        if self.lost is not None and self.lost[0] == deed:
            return self.lost[1]
        self.lost = (deed, str(uuid.uuid4()))
        return self.lost[1]

    def _settle(self, answer: object) -> None:
        if not isinstance(answer, Unreachable):
            self.lost = None


class Kiosk:
    """A kiosk and its machine."""

    def __init__(self, hall: Hall, series: str) -> None:
        self.hall, self.series = hall, series
        self.wire = hall.wire()
        self.path = hall.folder / series / "series.sqlite3"
        self.clock_is_off = timedelta()
        self.boot = "first"
        self.start()

    def start(self) -> None:
        """The process starts, perhaps after it was killed."""
        self.book = SeriesFile(self.path, self.series, lambda: self.hall.time.uptime_s, lambda: self.boot)
        self.own = OwnSeries(
            self.series, self.book, self, lambda: self.hall.time.now + self.clock_is_off, lambda: str(uuid.uuid4())
        )

    def kill(self) -> None:
        """The process is killed and starts anew."""
        self.book.close()
        self.start()

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Any:
        asked = TakeTicket(line, request_id, visit_id)
        return self.wire.ask(lambda hub: hub.do(hub.take, asked))

    def check_in(self, visit_id: str, request_id: str, **_found_by: str | None) -> Any:
        raise AssertionError("nobody booked in this hall")

    def announce_series(self, series: str) -> Any:
        return self.wire.ask(lambda hub: hub.do(hub.announce, AnnounceSeries(series, series)))

    def register_offline_tickets(self, tickets: Sequence[OfflineTicket]) -> Any:
        asked = tuple(tickets)
        return self.wire.ask(lambda hub: tuple(hub.do(hub.register, one) for one in asked))

    def serve(self, line: str) -> Citizen:
        """Somebody takes a number."""
        intent = Intent(line, str(uuid.uuid4()), DossierCode.new())
        given = take_number(self, intent, self.own)
        assert isinstance(given, NumberGiven), given
        return self.hall.came(given.place.label, line)


class Hall:
    """Everybody together."""

    def __init__(self, rules: CentreRules, folder: Path, database: str | None, luck: random.Random) -> None:
        self.rules, self.folder, self.database, self.luck = rules, folder, database, luck
        self.time = Time()
        self.hub: HubAtWork | None = None
        self.wires: list[Wire] = []
        self.citizens: dict[str, Citizen] = {}
        self.hub_comes()
        clerks = [member.id for member in rules.staff if member.role in CALLERS]
        self.counters = [Counter(self, rule.number, clerk) for rule, clerk in zip(rules.counters, clerks, strict=False)]
        self.kiosks = [Kiosk(self, series) for series in ("K1", "K2")]
        self.quiet()

    def wire(self) -> Wire:
        """A line to the hub."""
        self.wires.append(Wire(lambda: self.hub, self.luck))
        return self.wires[-1]

    def hub_comes(self) -> None:
        """The hub starts."""
        self.hub = HubAtWork(self.rules, self.folder, self.database, self.time)

    def hub_dies(self) -> None:
        """The hub is killed."""
        assert self.hub is not None
        self.hub.store.close()
        self.hub = None

    def came(self, label: str, line: str) -> Citizen:
        assert label not in self.citizens, f"{label} was given twice"
        self.citizens[label] = Citizen(label, line, self.time.now_ms)
        return self.citizens[label]

    def holder(self, label: str) -> Citizen | None:
        return self.citizens.get(label)

    def announced(self, counter: int, label: str) -> None:
        """A counter calls a number; nobody is ever called by two."""
        citizen = self.holder(label)
        if citizen is None:
            return
        if counter not in citizen.called:
            citizen.called.append(counter)
        assert len(citizen.called) == 1, f"{label} was called by counters {citizen.called}"

    def beat(self) -> None:
        """Everybody exchanges with the hub once."""
        for counter in self.counters:
            counter.keeper.beat(0)
        for kiosk in self.kiosks:
            kiosk.own.meet_hub()

    def quiet(self, times: int = 6) -> None:
        """A while in which nothing is lost."""
        for wire in self.wires:
            wire.deliver_late()
            wire.loses = wire.repeats = 0.0
            wire.cut = False
        for _ in range(times):
            self.time.pass_s(2)
            self.beat()

    def empty(self, most: int = 2000) -> None:
        """Work until nobody waits."""
        for _ in range(most):
            self.time.pass_s(2)
            self.beat()
            for counter in self.counters:
                counter.work()
            if all(citizen.served for citizen in self.citizens.values()):
                return
        left = [citizen.label for citizen in self.citizens.values() if not citizen.served]
        raise AssertionError(f"nobody called {left}")

    def close(self) -> None:
        for counter in self.counters:
            counter.book.close()
        for kiosk in self.kiosks:
            kiosk.book.close()
        if self.hub is not None:
            self.hub.store.close()
