"""Who was sent to a counter of another line and finds nobody there goes back to the line on their paper.

While the clerk there only pauses they wait; so they do where somebody else serves the line they were sent to, who calls
them then. Their hour stays as it is, so they come back to their old place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import change_or_fail, ticket_event
from ticketing.deeds.house import House
from ticketing.domain.answers import EventType
from ticketing.domain.records import TicketRecord
from ticketing.store.port import Ledger

ALONE_MS: Final = 10 * 60_000
"""Whoever signs in within this time finds those who were sent to the counter."""


class SendHome:
    """One hub's. It remembers since when it has seen each of them with nobody there: a hub that starts counts anew."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._since_ms: dict[str, int] = {}

    def anybody(self, ledger: Ledger) -> bool:
        """Whether somebody is to be sent back. Only looks."""
        return bool(self._alone_for_long(ledger, self._house.clock.now_ms()))

    def __call__(self, ledger: Ledger, asked: Sequence[None]) -> Sequence[int]:
        """Send them back. How many, for each asking."""
        return [self._send(ledger, self._house.clock.now_ms()) for _ in asked]

    def _send(self, ledger: Ledger, now: int) -> int:
        alone = self._alone_for_long(ledger, now)
        for ticket in alone:
            home = replace(ticket, queue_line=ticket.line, for_counter=None)
            change_or_fail(ledger, ticket, home)
            seq = ledger.draw_seqs(1, now)
            ledger.add_events([ticket_event(EventType.TRANSFERRED, home, self._house.luck.new_id(), seq, now)])
        return len(alone)

    def _alone_for_long(self, ledger: Ledger, now: int) -> Sequence[TicketRecord]:
        alone = self._alone(ledger, now)
        self._since_ms = {one.ticket_id: self._since_ms.get(one.ticket_id, now) for one in alone}
        return [one for one in alone if now - self._since_ms[one.ticket_id] >= ALONE_MS]

    def _alone(self, ledger: Ledger, now: int) -> Sequence[TicketRecord]:
        house = self._house
        sent = [one for one in ledger.tickets_for_counters(house.today(now)) if one.queue_line != one.line]
        if not sent:
            return ()
        there = {counter for counter in house.attended(ledger, now) if not house.day_is_over(counter, now)}
        return [
            one for one in sent if one.for_counter not in there and not house.rules.counters_for(one.queue_line) & there
        ]
