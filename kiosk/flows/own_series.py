"""A kiosk's own series: numbers for people who come while the hub cannot be heard, registered in order when it can.

A number is durable before anybody is told of it. It carries the request id with which the hub was asked first: should
the hub have issued a ticket whose answer was lost, it finds the two under one id and makes them one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from config.event_log import Event, record
from kiosk.domain.journey import Intent, Place
from ticketing.client import OfflineTicket, Refused, RegisteredTicket, SeriesState, Unreachable, series_label

_AT_ONCE: Final = 20


class SeriesHub(Protocol):
    """The part of the hub's client that a kiosk with a series needs."""

    def announce_series(self, series: str) -> SeriesState | Refused | Unreachable:
        """Say that this kiosk has the series, and hear who calls it while the hub is away."""
        ...

    def register_offline_tickets(
        self, tickets: Sequence[OfflineTicket]
    ) -> tuple[RegisteredTicket, ...] | Refused | Unreachable:
        """Register numbers in order; each once, however often it is told."""
        ...


class SeriesBook(Protocol):
    """Where the series is kept; every method returns once what it did would survive a power cut."""

    def admitted(self) -> bool:
        """Whether the hub once confirmed that the series is this kiosk's."""
        ...

    def caller(self) -> int | None:
        """The counter that calls the series while the hub is away, as the hub last said."""
        ...

    def learn(self, state: SeriesState) -> None:
        """Remember what the hub said of the series. A new day begins once every number before it is registered."""
        ...

    def give(self, wish: OfflineTicket) -> OfflineTicket | None:
        """Keep a wish under the next number of the hub's day; the same request id always gets the same number.

        The number in `wish` is ignored, and so is its day once the hub has told its own.
        None: it could not be kept (a full disk), so nobody may be told of it.
        """
        ...

    def unregistered(self, limit: int) -> tuple[OfflineTicket, ...]:
        """The oldest numbers that the hub has not taken over, in order, and how old they are now."""
        ...

    def note_registered(self, answers: Sequence[RegisteredTicket]) -> None:
        """The hub took these over, or refused them for good: they are unregistered no more.

        Where the disk does not take it, the next process tells them again.
        """
        ...


@dataclass(frozen=True)
class OwnSeries:
    """One kiosk's series. now: with the centre's offset."""

    series: str
    book: SeriesBook
    hub: SeriesHub
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def give(self, intent: Intent) -> Place | None:
        """A number for this wish, or None where the series cannot be used. Slow: waits for the disk."""
        if not self.book.admitted():
            return None
        now = self.now()
        wish = OfflineTicket(
            series=self.series,
            number=0,
            day=now.date(),
            line=intent.line,
            visit_id=intent.code.visit_id,
            request_id=intent.request_id,
            ticket_id=self.new_id(),
            issued_at=now,
            priority=intent.priority,
            procedure=intent.procedure,
        )
        given = self.book.give(wish)
        if given is None:
            return None
        label = series_label(given.series, given.number)
        record(Event.TICKET_ISSUED_OFFLINE, line=given.line, label=label, ticket_id=given.ticket_id)
        return Place(given.ticket_id, label, given.line, 0, 0, 0, without_hub=True, counter=self.book.caller())

    def meet_hub(self) -> int:
        """Tell the hub of the series and of every number it does not know. Returns how many it took. Slow."""
        state = self.hub.announce_series(self.series)
        if not isinstance(state, SeriesState):
            return 0
        self.book.learn(state)
        taken = 0
        while batch := self.book.unregistered(_AT_ONCE):
            answers = self.hub.register_offline_tickets(batch)
            if not isinstance(answers, tuple):
                break
            self.book.note_registered(answers)
            for answer in answers:
                if answer.code:
                    record(Event.OFFLINE_TICKET_REFUSED, label=answer.label, reason=answer.code)
            taken += sum(not answer.code for answer in answers)
        if taken:
            record(Event.OFFLINE_TICKETS_REGISTERED, count=taken)
        return taken
