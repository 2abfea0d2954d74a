"""Which absent tickets may still come back, for a counter of their line. Nothing here writes."""

from __future__ import annotations

from typing import Final

from ticketing.deeds.house import House
from ticketing.domain.absent_answers import AbsentTicket
from ticketing.domain.answers import Refused
from ticketing.domain.hub_clock import moment
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_SHOWN: Final = 100


class LookForAbsent:
    """Who was called in vain in the lines of one counter and has time left."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, counter: int) -> tuple[AbsentTicket, ...] | Refused:
        """Whoever has the least time left comes first."""
        rule = self._house.rules.counter_of.get(counter)
        if rule is None:
            return refuse(Refusal.UNKNOWN_COUNTER)
        now = self._house.clock.now_ms()
        window = self._house.rules.terms.return_within_min * 60_000
        found = ledger.absent_since(self._house.today(now), rule.lines, now - window, _SHOWN)
        return tuple(
            AbsentTicket(ticket.ticket_id, ticket.label, ticket.queue_line, moment(ended_ms + window))
            for ticket, ended_ms in found
        )
