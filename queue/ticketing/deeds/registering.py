"""Taking over the numbers that kiosks gave by themselves: in order, each once, with the place of the hour it was given.

A kiosk asks the hub first. If the hub issued a ticket then and only its answer was lost, that ticket and the kiosk's
own number are one person: the number on the paper takes the place, the ticket that nobody ever saw leaves the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ticketing.deeds.desk import change_or_fail, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.recording import Recording
from ticketing.deeds.take_ticket import priority_taken
from ticketing.domain.answers import EventType, Refused, TicketStatus
from ticketing.domain.lease_records import KioskSeries, Lease
from ticketing.domain.leases import OfflineTicket, RegisteredTicket, SeriesState, series_label
from ticketing.domain.offline_asked import AnnounceSeries
from ticketing.domain.records import EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

SERIES_PATTERN: Final = r"^[A-Z][A-Z0-9]{1,3}$"
_UNSEEN: Final = frozenset({TicketStatus.WAITING, TicketStatus.ABSENT})


class AnnounceKioskSeries:
    """Notes which device gives a series, and says who calls it while the hub is away."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[AnnounceSeries]) -> Sequence[SeriesState | Refused]:
        """One answer for each request, in order."""
        return [self._announce(ledger, one) for one in asked]

    def _announce(self, ledger: Ledger, asked: AnnounceSeries) -> SeriesState | Refused:
        if not re.fullmatch(SERIES_PATTERN, asked.series):
            return refuse(Refusal.MALFORMED)
        known = ledger.kiosk_series().get(asked.series)
        if known is None:
            ledger.keep_kiosk_series(KioskSeries(asked.series, asked.device))
        elif known.device != asked.device:
            return refuse(Refusal.SERIES_TAKEN)
        day = self._house.today(self._house.clock.now_ms())
        last = ledger.last_of_series(day, asked.series)
        lease = ledger.series_leases().get(asked.series)
        if lease is None or lease.gone_version is not None:
            return SeriesState(asked.series, None, day, last)
        holder = ledger.counter_leases().get(lease.counter)
        is_held = holder is not None and holder.confirmed >= lease.since_version
        return SeriesState(asked.series, lease.counter if is_held else None, day, last)


class RegisterOfflineTickets:
    """Registers kiosks' numbers."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._recording = Recording(house)

    def __call__(self, ledger: Ledger, asked: Sequence[OfflineTicket]) -> Sequence[RegisteredTicket]:
        """One answer for each number, in order."""
        return [self._register(ledger, one) for one in asked]

    def _register(self, ledger: Ledger, asked: OfflineTicket) -> RegisteredTicket:
        label = series_label(asked.series, asked.number)
        refusal = self._take_over(ledger, asked)
        return RegisteredTicket(asked.request_id, label, "" if refusal is None else refusal.value)

    def _take_over(self, ledger: Ledger, asked: OfflineTicket) -> Refusal | None:
        house = self._house
        now = house.clock.now_ms()
        done = ledger.done_before([asked.request_id, _joined_id(asked)])
        if any(_is_this(event, asked) for event in done.values()):
            return None
        unseen = _unseen(ledger, asked, done) if done else None
        if done and unseen is None:
            return Refusal.REQUEST_REUSED
        if asked.line not in house.rules.line_of:
            return Refusal.UNKNOWN_LINE
        issued = self._issued_ms(asked, now)
        day = house.today(issued)
        if ledger.ticket_of_number(day, asked.series, asked.number) is not None or ledger.ticket(asked.ticket_id):
            return Refusal.NUMBER_TAKEN
        seq = ledger.draw_seqs(1, now)
        ticket = TicketRecord(
            ticket_id=asked.ticket_id,
            visit_id=asked.visit_id,
            day=day,
            line=asked.line,
            number=asked.number,
            issued_ms=issued,
            status=TicketStatus.WAITING,
            place=seq,
            kept=False,
            held_until_ms=0,
            page_token=house.luck.new_token(),
            series=asked.series,
            queue_line=asked.line,
            due_ms=self._due(ledger, asked, day, issued) if unseen is None else unseen.due_ms,
            priority=asked.priority if asked.priority is not None and house.grants(asked.priority, day) else None,
            procedure=asked.procedure,
            promise_until_ms=house.promise_until_ms(asked.line, asked.procedure, day, issued),
        )
        ledger.add_waiting_ticket(ticket)
        told = asked.request_id if unseen is None else _joined_id(asked)
        ledger.add_events([ticket_event(EventType.TICKET_ISSUED, ticket, told, seq, now)])
        if ticket.priority is not None:
            ledger.add_audit([priority_taken(ticket)])
        if unseen is not None and unseen.status in _UNSEEN:
            left = replace(unseen, status=TicketStatus.LEFT)
            change_or_fail(ledger, unseen, left)
            seq = ledger.draw_seqs(1, now)
            ledger.add_events([ticket_event(EventType.LEFT, left, f"{asked.request_id[:56]}-unseen", seq, now)])
        lease = ledger.series_leases().get(asked.series)
        if lease is not None:
            # Its counter may call this number by itself, perhaps has: nobody else may before the two have spoken.
            ledger.keep_lease(Lease(ticket.ticket_id, lease.counter, since_version=0))
        self._recording.join_early_call(ledger, ticket, now)
        return None

    def _issued_ms(self, asked: OfflineTicket, now: int) -> int:
        """When it was given, never later than now: by its age, which nobody can set; else by the kiosk's clock."""
        if asked.age_s is not None:
            return now - int(asked.age_s * 1000)
        issued = min(int(asked.issued_at.timestamp() * 1000), now)
        # A clock that is of a day before this one: nobody is put before people who were there.
        return now if self._house.today(issued) < asked.day else issued

    def _due(self, ledger: Ledger, asked: OfflineTicket, day: date, issued_ms: int) -> int:
        """The hour it counts from; never before the number before it, whatever the kiosk's clock did."""
        before = ledger.ticket_of_number(day, asked.series, asked.number - 1)
        return issued_ms if before is None else max(issued_ms, before.issued_ms)


def _joined_id(asked: OfflineTicket) -> str:
    """The request id of a paper number that takes the place of a ticket which the hub issued."""
    return f"{asked.request_id[:56]}-paper"


def _unseen(ledger: Ledger, asked: OfflineTicket, done: Mapping[str, EventRecord]) -> TicketRecord | None:
    """The ticket that the hub issued for this very visit's request; None if the request was about anything else."""
    first = done.get(asked.request_id)
    if len(done) > 1 or first is None or first.type is not EventType.TICKET_ISSUED or first.ticket_id is None:
        return None
    ticket = ledger.ticket(first.ticket_id)
    is_own = ticket is not None and ticket.visit_id == asked.visit_id and ticket.series == ticket.line
    return ticket if is_own else None


def _is_this(event: EventRecord, asked: OfflineTicket) -> bool:
    return event.type is EventType.TICKET_ISSUED and event.ticket_id == asked.ticket_id
