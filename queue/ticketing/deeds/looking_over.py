"""The whole centre at a glance, for who may look over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import LineState, Refused
from ticketing.domain.device_records import DeviceStanding
from ticketing.domain.hub_clock import moment
from ticketing.domain.opening import NO_MORE
from ticketing.domain.overview_answers import (
    CounterOverview,
    DeviceOverview,
    LineOverview,
    OutboxOverview,
    Overview,
)
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_MINUTE_MS: Final = 60_000
HEARD_MS: Final = 60_000
"""Who was heard within this time is there: the hub notes who listens several times in it."""
_NEAR_MIN: Final = 15
"""A promise is near this long before its hour where no programme says otherwise."""


class LookingOver:
    """Answers from one snapshot of the ledger; nothing here writes."""

    def __init__(self, house: House) -> None:
        self._house = house

    def for_staff(self, ledger: Ledger, session_sha256: str) -> Overview | Refused:
        """The centre now, for a signed-in member of staff who may look over it."""
        session = permitted(ledger, session_sha256, StaffDeed.LOOK_OVER, self._house.clock.now_ms())
        return session if isinstance(session, Refused) else self.now(ledger)

    def now(self, ledger: Ledger) -> Overview:
        """The centre now."""
        now = self._house.clock.now_ms()
        return Overview(
            moment(now),
            self._lines(ledger, now),
            self._counters(ledger, now),
            ledger.mark().seq,
            tuple(_device(one, now) for one in ledger.devices()),
        )

    def _lines(self, ledger: Ledger, now: int) -> tuple[LineOverview, ...]:
        house = self._house
        day = house.today(now)
        oldest = ledger.oldest_waiting(day)
        working = house.calling(ledger, now)
        warn_ms = max((rule.warn_min for rule in house.rules.express), default=_NEAR_MIN) * _MINUTE_MS
        promised: Counter[str] = Counter()
        at_risk: Counter[str] = Counter()
        for line, until_ms in ledger.promises(day):
            promised[line] += 1
            at_risk[line] += until_ms - warn_ms <= now
        standing = {letter for letter, one in ledger.line_closings(day).items() if not one.is_over(now)}
        states = [*house.lines(ledger, now), *self._no_more(ledger, day)]
        return tuple(
            LineOverview(
                letter=line.letter,
                waiting=line.waiting,
                longest_min=max(0, now - oldest.get(line.letter, now)) // _MINUTE_MS,
                wait_low_min=line.wait_low_min,
                wait_high_min=line.wait_high_min,
                open=line.open,
                state=line.state,
                notice=line.notice,
                opens_at=line.opens_at,
                counters=len(house.rules.counters_for(line.letter) & working),
                promised=promised[line.letter],
                at_risk=at_risk[line.letter],
                closing_stands=line.letter in standing,
            )
            for line in states
        )

    def _no_more(self, ledger: Ledger, day: date) -> Iterator[LineState]:
        """The lines of this day that are no more and that people wait in."""
        for letter, waiting in ledger.waiting_by_line(day).items():
            if waiting and letter not in self._house.rules.line_of:
                yield LineState(letter, waiting, 0, 0, open=False, state=NO_MORE.state, notice=NO_MORE.notice)

    def _counters(self, ledger: Ledger, now: int) -> tuple[CounterOverview, ...]:
        staff = self._house.rules.staff_of
        present = {one.counter: one for one in ledger.counters_now(now)}
        serving = {one.counter: one for one in ledger.open_calls()}
        counters = []
        for rule in self._house.rules.counters:
            here, call = present.get(rule.number), serving.get(rule.number)
            pausing = here is not None and here.paused_until_ms > now
            member = None if here is None else staff.get(here.clerk_id)
            counters.append(
                CounterOverview(
                    number=rule.number,
                    lines=tuple(rule.lines),
                    open=here is not None,
                    clerk=None if member is None else member.name,
                    paused_until=moment(here.paused_until_ms) if here is not None and pausing else None,
                    pause_reason=here.pause_reason if here is not None and pausing else None,
                    label=None if call is None else call.label,
                    serving_since=None if call is None else moment(call.called_ms),
                    times=0 if call is None else call.times,
                )
            )
        return tuple(counters)


def _device(one: DeviceStanding, now: int) -> DeviceOverview:
    outbox = None
    if one.outbox is not None and one.told_ms is not None:
        oldest = one.outbox.oldest_ms
        outbox = OutboxOverview(
            moment(one.told_ms),
            one.outbox.dossiers_waiting,
            one.outbox.refused,
            None if oldest is None else moment(oldest),
        )
    last = one.heard_ms
    heard = last is not None and now - last <= HEARD_MS
    return DeviceOverview(one.name, one.role, heard, None if last is None else moment(last), outbox)
