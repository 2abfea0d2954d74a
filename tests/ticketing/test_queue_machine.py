"""Any order of everything that citizens, clerks, late messages and crashes do to the queue, against a plain model."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.ticketing.queue_apart import CountersApart
from tests.ticketing.queue_at_hand import CENTRE, SECOND, TERMS, same
from tests.ticketing.queue_model import MCall, MTicket
from ticketing.deeds.calling import EndCall
from ticketing.domain.answers import (
    CallStatus,
    TicketStatus,
)
from ticketing.domain.asked import ComeBack, LeaveLine
from ticketing.domain.audit import verify
from ticketing.domain.rules import CentreRules, CounterRule, PriorityRule
from ticketing.store.tables import call as call_table
from ticketing.store.tables import ticket as ticket_table

LONG = os.environ.get("MOTCUA_LONG") == "1"
RUNS = {False: (15, 500), True: (3, 100)}
"""How many examples in ./test and in ./test --long; fewer where every step is a round trip to a server."""


class QueueMachine(CountersApart):
    """All of it together, and what always holds."""

    @precondition(lambda self: self.past)
    @rule(data=st.data(), again=st.integers(1, 3))
    def the_same_request_comes_again(self, data: st.DataObject, again: int) -> None:
        """Late, twice, after others that were asked later: it changes nothing, and gets the same answer."""
        deed, asked, first = data.draw(st.sampled_from(self.past))
        session = getattr(asked, "session_sha256", None)
        events = len(self.told)
        for _ in range(again):
            answer = self.do(deed, asked)
            if (
                session is not None
                and session not in self.sessions.values()
                and not isinstance(asked, ComeBack | LeaveLine)
            ):
                self.refused(answer, "not_signed_in")
            else:
                assert same(answer) == first
        assert len(self.told) == events

    @rule(seconds=st.sampled_from([1, 6, 11, 60, 7 * 60, 61 * 60, 130 * 60]))
    def time_passes(self, seconds: int) -> None:
        self.wall_ms += seconds * SECOND

    @rule()
    def the_hub_dies_and_comes_back(self) -> None:
        """What was answered is in the database; everything else in memory may go."""
        self.store.close()
        self.open()
        self.past = [(self.anew(deed), asked, first) for deed, asked, first in self.past]

    def anew(self, deed: Any) -> Any:
        return EndCall(self.house, deed.end) if isinstance(deed, EndCall) else type(deed)(self.house)

    # What always holds

    @invariant()
    def the_tickets_are_as_the_model_says(self) -> None:
        with self.store.readers.connect() as connection:
            t = ticket_table.c
            rows = connection.execute(
                select(
                    t.ticket_id, t.day, t.line, t.number, t.visit_id, t.due_ms, t.queue_line, t.priority, t.status,
                    t.kept, t.held_until_ms, t.for_counter, t.note, t.merged_into,
                ).order_by(t.place)
            ).all()  # fmt: skip
            kept = {
                row[0]: MTicket(*row[:5], (row[5], at), row[6], row[7], TicketStatus(row[8]), *row[9:])
                for at, row in enumerate(rows)
            }
            assert kept == self.model.tickets
            c = call_table.c
            calls = connection.execute(
                select(c.call_id, c.ticket_id, c.counter, c.announced_ms, c.times, c.status, c.ended_ms)
            )
            assert {row[0]: MCall(*row[:5], CallStatus(row[5]), row[6]) for row in calls} == self.model.calls
        self.no_number_twice_and_no_gap()

    def no_number_twice_and_no_gap(self) -> None:
        numbers: dict[Any, list[int]] = {}
        for one in self.model.tickets.values():
            numbers.setdefault((one.day, one.line), []).append(one.number)
        for given in numbers.values():
            assert sorted(given) == list(range(1, len(given) + 1))
        still = [call for call in self.model.calls.values() if call.status is CallStatus.OPEN]
        assert not [who for who, times in Counter(call.ticket for call in still).items() if times > 1]

    @invariant()
    def counts_events_and_audit_agree(self) -> None:
        with self.store.reading(CENTRE) as ledger:
            orders = ledger.line_orders(self.today)
            for line in self.centre_rules.lines:
                here = [one for one in self.model.waiting(self.today) if one.queue_line == line.letter]
                if line.letter not in orders:
                    assert not here
                    continue
                order = orders[line.letter]
                run = self.model.runs.get((self.today, line.letter), (0, ""))[0]
                assert (order.waiting, order.preferred, order.run) == (
                    len(here), sum(one.priority is not None for one in here), run,
                )  # fmt: skip
            events = ledger.events_after(0, 10_000)
            assert [one.seq for one in events] == list(range(1, len(events) + 1))
            assert list(events) == self.told
            audit = ledger.audit_after(0, 10_000)
            assert verify(CENTRE, audit, *ledger.audit_head()) is None


def test_any_order_of_deeds(rules: CentreRules, empty_database: Callable[[], str | None]) -> None:
    QueueMachine.centre_rules = replace(
        rules,
        terms=TERMS,
        counters=(CounterRule(1, ("A",)), CounterRule(2, ("B", "A", "C"), {"B": 3.0, "C": 0.5})),
        priority_classes=(PriorityRule("over_75"), PriorityRule("pregnant")),
    )
    QueueMachine.empty_database = staticmethod(empty_database)
    runs = RUNS[empty_database() is not None]
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(max_examples=runs[LONG], stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
