"""What a store that many hubs share promises beyond the one in a file."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.postgres_cluster import Cluster
from ticketing.deeds.calling import CallNextTicket
from ticketing.deeds.house import House
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Refused, Ticket
from ticketing.domain.asked import CallNext, OpenSession, TakeTicket
from ticketing.domain.hub_clock import HubClock, moment
from ticketing.domain.luck import fingerprint
from ticketing.store.opening import HubStore, open_store
from ticketing.store.postgres import _LINK
from ticketing.web.hub import Hub

CENTRE = "H26-CN03"


@pytest.fixture
def stores(tmp_path: Path, empty_postgres: Callable[[], str]) -> Iterator[tuple[HubStore, HubStore]]:
    """Two hubs' views of one database."""
    url = empty_postgres()
    first, second = open_store(tmp_path, url), open_store(tmp_path, url)
    assert isinstance(first, HubStore)
    assert isinstance(second, HubStore)
    yield first, second
    first.close()
    second.close()


def do(store: HubStore, centre: str, deed: Any, *asked: Any) -> Any:
    with store.writing_once(centre) as ledger:
        return deed(ledger, asked)


def take(count: int = 1, line: str = "A") -> list[TakeTicket]:
    return [TakeTicket(line, str(uuid.uuid4()), uuid.uuid4().hex) for _ in range(count)]


def test_seqs_have_no_gap_for_anyone_who_looks_at_any_moment(stores: tuple[HubStore, HubStore], house: House) -> None:
    """The order of seqs is the order of commits: whoever has seen one has seen all before it."""
    deed, stop, seen = TakeTickets(house), threading.Event(), [0]

    def write(store: HubStore, index: int) -> None:
        for turn in range(30):
            do(store, CENTRE, deed, *take(1 + (turn + index) % 3, "AB"[turn % 2]))

    def look() -> None:
        while True:
            last_time = stop.is_set()
            with stores[0].reading(CENTRE) as ledger:
                seen.extend(event.seq for event in ledger.events_after(seen[-1], 500))
            if last_time:
                return

    writers = [threading.Thread(target=write, args=(store, index)) for index, store in enumerate(stores)]
    looker = threading.Thread(target=look)
    for thread in (*writers, looker):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    looker.join()
    assert seen == list(range(len(seen)))
    assert len(seen) == 1 + 2 * 60
    with stores[1].reading(CENTRE) as ledger:
        labels = [str(event.label) for event in ledger.events_after(0, 500)]
    assert sorted(labels) == sorted(f"{line}{n:03d}" for line in "AB" for n in range(1, 61))


def test_one_request_at_two_hubs_gets_one_ticket(stores: tuple[HubStore, HubStore], house: House) -> None:
    asked, tickets = take()[0], []
    threads = [
        threading.Thread(target=lambda store=store: tickets.extend(do(store, CENTRE, TakeTickets(house), asked)))
        for store in stores
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tickets) == 2
    assert tickets[0].ticket_id == tickets[1].ticket_id


def test_centres_in_one_database_do_not_meet(stores: tuple[HubStore, HubStore], house: House) -> None:
    """Nor do they wait for each other: one writes while the other's transaction is open."""
    other = "H26-CN04"
    there = House(replace(house.rules, centre_id=other), house.clock, house.luck)
    with stores[0].writing_once(CENTRE) as ledger:
        here_tickets = TakeTickets(house)(ledger, take(3))
        there_tickets = do(stores[1], other, TakeTickets(there), *take(2))
    assert [getattr(one, "label", one) for one in here_tickets] == ["A001", "A002", "A003"]
    assert [one.label for one in there_tickets] == ["A001", "A002"]
    for centre, count in ((CENTRE, 3), (other, 2)):
        with stores[0].reading(centre) as ledger:
            assert [event.seq for event in ledger.events_after(0, 100)] == list(range(1, count + 1))
            assert ledger.waiting_by_line(house.today(house.clock.now_ms())) == {"A": count}
            assert ledger.ticket(there_tickets[0].ticket_id) is None or centre == other


def test_a_ticket_in_somebody_elses_hand_is_passed_over(stores: tuple[HubStore, HubStore], house: House) -> None:
    """Somebody at the database itself, say; a hub is kept out by the centre's mark before it comes to that."""
    first, second = do(stores[0], CENTRE, TakeTickets(house), *take(2))
    session = fingerprint(do(stores[0], CENTRE, OpenSessions(house), OpenSession("lan", 1))[0].token)
    with stores[1].writing.connect() as hand, hand.begin():
        hand.execute(text("SELECT 1 FROM ticket WHERE ticket_id = :id FOR UPDATE"), {"id": first.ticket_id})
        begun = time.monotonic()
        call = do(stores[0], CENTRE, CallNextTicket(house), CallNext(1, str(uuid.uuid4()), session))[0]
        assert time.monotonic() - begun < 3
    assert call.ticket.ticket_id == second.ticket_id


def test_answers_are_durable_and_nobody_holds_a_hall(tmp_path: Path, postgres: Cluster) -> None:
    """Whatever the server's defaults are: commits reach the disk, and a frozen hub's transaction is ended."""
    url = postgres.fresh()
    name = postgres.run("SELECT current_database()", url)[0][0]
    postgres.run(f"ALTER DATABASE {name} SET synchronous_commit = off")
    store = open_store(tmp_path, url)
    assert isinstance(store, HubStore)
    with store.writing.connect() as connection:
        said = {
            key: connection.exec_driver_sql(f"SHOW {key}").scalar()
            for key in ("synchronous_commit", "idle_in_transaction_session_timeout", "lock_timeout")
        }
    store.close()
    assert said == {
        "synchronous_commit": "on",
        "idle_in_transaction_session_timeout": "10s",
        "lock_timeout": "5s",
    }


def test_a_server_that_does_not_answer_at_all_is_given_up_and_found_again(
    tmp_path: Path, postgres: Cluster, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen, it acknowledges whatever is sent: who asks gets an answer in time all the same, and no number is lost."""
    monkeypatch.setattr("ticketing.store.postgres._LONGEST_S", 1.0)
    monkeypatch.setitem(_LINK, "connect_timeout", 2)
    store = open_store(tmp_path, postgres.fresh())
    assert isinstance(store, HubStore)
    late = take()[0]

    async def answers(hub: Hub) -> list[Any]:
        """A number asked for, one a moment later, and what the board shows, asked by more than there are readers."""
        looks = [hub.look(lambda ledger: ledger.mark()) for _ in range(12)]
        asked = [hub.carry_out(TakeTickets(hub.house), one) for one in (late, *take())]
        return await asyncio.gather(*asked, *looks)

    async def main() -> None:
        hub = Hub(house, store, asyncio.get_running_loop())
        hub.start()
        first = await hub.carry_out(TakeTickets(hub.house), take()[0])
        assert isinstance(first, Ticket)
        for _ in range(2):
            with postgres.frozen():
                begun = time.monotonic()
                refused = await answers(hub)
                took = time.monotonic() - begun
            assert {one.code for one in refused} == {"store_broken"}
            assert took < 6
            await asyncio.sleep(1)
            found = await answers(hub)
            assert [type(one) for one in found[:2]] == [Ticket, Ticket]
            assert not any(isinstance(one, Refused) for one in found)
        with store.reading(CENTRE) as ledger:
            issued = [str(one.label) for one in ledger.events_after(0, 100)]
        assert issued == [f"A{number:03d}" for number in range(1, len(issued) + 1)]
        await hub.stop()

    asyncio.run(main())


def test_a_hub_that_is_behind_the_others(stores: tuple[HubStore, HubStore], house: House, hand_clock: Any) -> None:
    """In its clock, it goes on from their hour; in what it has heard, it knows a listener who has heard more."""
    slow = HubClock(house.rules.timezone, lambda: hand_clock.wall_ms - 3_600_000, lambda: 0.0, hand_clock.apart.append)

    async def main() -> Ticket | Refused:
        hub = Hub(replace(house, clock=slow), stores[0], asyncio.get_running_loop())
        do(stores[1], CENTRE, TakeTickets(house), *take(3))
        assert hub.live.seq == 0
        assert await hub.recorded(2) == 3
        assert hub.live.listen(2, await hub.recorded(2)).seq == 2
        assert hub.live.listen(9, await hub.recorded(9)).seq == 0
        hub.start()
        fourth = await hub.carry_out(TakeTickets(hub.house), take()[0])
        await hub.stop()
        return fourth

    ticket = asyncio.run(main())
    assert isinstance(ticket, Ticket)
    assert ticket.number == 4
    assert ticket.issued_at == moment(hand_clock.wall_ms)
    assert hand_clock.apart == [-3600.0]
