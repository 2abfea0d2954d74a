"""What is done once when a hub starts: people, counters and skills may have changed since it was stopped.

Sessions of people who work here no more, or in another role, or at a counter that is no more, end. Who was called to
such a counter waits again in the old place; what waits for a counter that does not serve its line is everybody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketing.deeds.desk import change_or_fail, put_back
from ticketing.deeds.house import House
from ticketing.domain.audit import AuditDeed
from ticketing.domain.records import AuditEntry
from ticketing.store.port import Ledger


class SettleIn:
    """Brings what is recorded in line with the rules of today."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[None]) -> Sequence[int]:
        """How many sessions, calls and tickets were not as the rules have it, for each asking."""
        now = self._house.clock.now_ms()
        return [
            self._sign_out_strangers(ledger, now) + self._put_back(ledger, now) + self._give_to_all(ledger, now)
            for _ in asked
        ]

    def _sign_out_strangers(self, ledger: Ledger, now: int) -> int:
        rules = self._house.rules
        gone = list(ledger.close_sessions_but([(one.id, one.role) for one in rules.staff]))
        for session in ledger.sessions_at_counters(now):
            if session.counter not in rules.counter_of:
                ledger.close_session(session.token_sha256)
                gone.append((session.clerk_id, session.counter))
        if gone:
            deed = AuditDeed.SIGN_OUT.value
            ledger.add_audit([AuditEntry(now, clerk_id, deed, counter=counter) for clerk_id, counter in gone])
        return len(gone)

    def _put_back(self, ledger: Ledger, now: int) -> int:
        gone = {one.counter for one in ledger.calls_under_way()} - self._house.rules.counter_of.keys()
        return sum(put_back(self._house, ledger, ledger.open_call_at(counter), now) is not None for counter in gone)

    def _give_to_all(self, ledger: Ledger, now: int) -> int:
        counters = self._house.rules.counter_of
        stranded = [
            one
            for one in ledger.tickets_for_counters(self._house.today(now))
            if one.for_counter not in counters or one.queue_line not in counters[one.for_counter].lines
        ]
        for one in stranded:
            change_or_fail(ledger, one, replace(one, for_counter=None))
        return len(stranded)
