"""Which absent tickets may still come back: for a counter of their line, or in any line. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.absent_answers import AbsentTicket
from ticketing.domain.answers import Refused
from ticketing.domain.hub_clock import moment
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_AT_A_COUNTER: Final = 100
_IN_ALL_LINES: Final = 1000


class LookForAbsent:
    """Who was called in vain and has time left. Whoever has the least of it comes first."""

    def __init__(self, house: House) -> None:
        self._house = house

    def at_counter(self, ledger: Ledger, counter: int) -> tuple[AbsentTicket, ...] | Refused:
        """In the lines of one counter."""
        rule = self._house.rules.counter_of.get(counter)
        if rule is None:
            return refuse(Refusal.UNKNOWN_COUNTER)
        forsaken = self._house.forsaken_lines(ledger, self._house.today(self._house.clock.now_ms()))
        return self._in_lines(ledger, rule.calls_from(forsaken), _AT_A_COUNTER)

    def for_staff(self, ledger: Ledger, session_sha256: str) -> tuple[AbsentTicket, ...] | Refused:
        """In every line, for a signed-in member of staff who may bring people back."""
        session = permitted(ledger, session_sha256, StaffDeed.BRING_BACK, self._house.clock.now_ms())
        if isinstance(session, Refused):
            return session
        forsaken = self._house.forsaken_lines(ledger, self._house.today(self._house.clock.now_ms()))
        return self._in_lines(ledger, {*self._house.rules.line_of, *forsaken}, _IN_ALL_LINES)

    def _in_lines(self, ledger: Ledger, lines: Collection[str], most: int) -> tuple[AbsentTicket, ...]:
        now = self._house.clock.now_ms()
        window = self._house.rules.terms.return_within_min * 60_000
        found = ledger.absent_since(self._house.today(now), lines, now - window, most)
        return tuple(
            AbsentTicket(ticket.ticket_id, ticket.label, ticket.queue_line, moment(ended_ms + window))
            for ticket, ended_ms in found
        )
