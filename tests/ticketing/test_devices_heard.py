"""Which devices are there, and what couriers still have to send: only what was really heard, on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ticketing.conftest import CENTRE, MORNING_MS, HandClock
from ticketing.client import ClerkSession, EventFeed, HubClient, OutboxNoted, Overview, Refused
from ticketing.deeds.hearing_devices import NoteHeard, NoteOutboxes, TellOutbox
from ticketing.deeds.house import House
from ticketing.deeds.looking_over import LookingOver
from ticketing.domain.hub_clock import moment
from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.store.opening import HubStore
from ticketing.web.attendance import Attendance


def seen(store: HubStore, house: House) -> dict[str, Any]:
    with store.reading(CENTRE) as ledger:
        return {one.name: one for one in LookingOver(house).now(ledger).devices}


def test_a_device_is_there_for_a_minute_after_it_was_heard(
    store: HubStore, perform: Callable[..., list[Any]], house: House, hand_clock: HandClock
) -> None:
    with store.writing_once(CENTRE) as ledger:
        for name, role in (("K1", DeviceRole.KIOSK), ("S1", DeviceRole.STATION), ("courier", DeviceRole.COURIER)):
            ledger.enrol(name.encode().hex() * 4, DeviceRecord(name, role), MORNING_MS)
    never = seen(store, house)
    assert [(one.heard, one.heard_at, one.outbox) for one in never.values()] == [(False, None, None)] * 3
    perform(NoteHeard(house), frozenset({"K1", "a stranger"}), frozenset({"S1"}))
    perform(NoteOutboxes(house), TellOutbox("courier", 2, 1, 840))
    now = seen(store, house)
    assert sorted(now) == ["K1", "S1", "courier"]
    assert [now[name].heard for name in sorted(now)] == [True, True, True]
    outbox = now["courier"].outbox
    assert (outbox.dossiers_waiting, outbox.refused) == (2, 1)
    assert outbox.oldest_at == moment(MORNING_MS - 840_000)
    hand_clock.pass_minutes(1.5)
    perform(NoteHeard(house), frozenset({"S1"}))
    later = seen(store, house)
    assert [later[name].heard for name in sorted(later)] == [False, True, False]
    assert later["K1"].heard_at == moment(MORNING_MS)
    assert later["courier"].outbox == outbox, "the last that was told, with its hour"
    perform(NoteOutboxes(house), TellOutbox("courier", 0, 0, None))
    assert seen(store, house)["courier"].outbox.oldest_at is None


def test_who_listens_is_heard_until_it_goes() -> None:
    here = Attendance()
    here.asked("K1")
    with here.listening("B1"), here.listening("Q3"):
        with here.listening("B1"):
            assert here.to_note(0) == {"K1", "B1", "Q3"}
        here.asked("K1")
        assert here.to_note(14) == frozenset(), "not every second"
        assert here.to_note(15) == {"K1", "B1", "Q3"}
        here.asked("K2")
        assert here.to_note(16) == {"K2", "B1", "Q3"}, "who comes is seen at once"
    assert here.to_note(31) == {"B1", "Q3"}, "once more, for the hour when they went"
    assert here.to_note(46) == frozenset()
    here.asked("K1")
    assert here.to_note(60) == {"K1"}, "who comes back is seen at once"


def test_at_a_real_hub(start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path) -> None:
    hub = start_hub(tmp_path)
    desk, courier = (HubClient(hub.url, let_in(tmp_path, role)) for role in ("supervisor", "courier"))
    let_in(tmp_path, "station")
    feed = EventFeed(hub.url, let_in(tmp_path, "board"), lambda _event: None, lambda _link: None)
    feed.start()
    assert isinstance(desk.sign_in("huong", "864200", 0), ClerkSession)
    assert isinstance(courier.tell_outbox(3, 0, 90), OutboxNoted)
    refused = desk.tell_outbox(3, 0, 90)
    assert isinstance(refused, Refused)
    assert refused.code == "wrong_role"
    deadline = time.monotonic() + 60
    while True:
        overview = desk.overview()
        assert isinstance(overview, Overview)
        heard = {one.role: one.heard for one in overview.devices}
        assert heard["supervisor"], "who asks is there, from the first look on"
        if heard["board"]:
            break
        assert time.monotonic() < deadline
        time.sleep(0.2)
    feed.stop()
    assert heard == {"board": True, "courier": True, "supervisor": True, "station": False}
    told = next(one.outbox for one in overview.devices if one.role == "courier")
    assert told is not None
    assert told.dossiers_waiting == 3
