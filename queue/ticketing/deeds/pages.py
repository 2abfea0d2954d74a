"""Phone pages: a ticket as its own page shows it, and what its holder does. The key in the address is the proof."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ticketing.deeds.house import House
from ticketing.domain.answers import Refused, Ticket, TicketStatus
from ticketing.domain.hub_clock import moment
from ticketing.domain.page_answers import PageState, PageStates
from ticketing.domain.page_key import PageKey
from ticketing.domain.records import TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_D = TypeVar("_D")


@dataclass(frozen=True, slots=True)
class AskOnPage:
    """Somebody who holds the address of a page wants something done with its ticket. minutes: of coming later."""

    key: PageKey
    request_id: str
    minutes: int = 0


class Pages:
    """Answers the relay. A page lives as long as the ticket's day."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self, ledger: Ledger, keys: Sequence[PageKey]) -> PageStates:
        """Every page as it stands."""
        now = self._house.clock.now_ms()
        return PageStates(tuple(self._state(ledger, key, now) for key in keys))

    def state(self, ledger: Ledger, key: PageKey) -> PageState | Refused:
        """One page as it stands."""
        state = self._state(ledger, key, self._house.clock.now_ms())
        return refuse(Refusal.UNKNOWN_TICKET) if state is None else state

    def ticket(self, ledger: Ledger, key: PageKey, now: int) -> TicketRecord | None:
        """The ticket of today that this key opens."""
        found = ledger.ticket_of_number(self._house.today(now), key.series, key.number)
        if found is None or not hmac.compare_digest(found.page_token.encode(), key.token.encode()):
            return None
        return found

    def _state(self, ledger: Ledger, key: PageKey, now: int) -> PageState | None:
        record = self.ticket(ledger, key, now)
        if record is None:
            return None
        ticket = self._house.describe(ledger, record, now)
        call = ledger.open_call_of(record.ticket_id) if record.status is TicketStatus.CALLED else None
        return PageState(
            label=ticket.label,
            status=ticket.status,
            ahead=ticket.ahead,
            wait_low_min=ticket.wait_low_min,
            wait_high_min=ticket.wait_high_min,
            counter=None if call is None else call.counter,
            until=self._until(ledger, record, now),
            wait_told=ticket.wait_told,
            too_late=self._house.too_late_to_return(ledger, record, now),
        )

    def _until(self, ledger: Ledger, record: TicketRecord, now: int) -> datetime | None:
        if record.status is TicketStatus.WAITING and record.held_until_ms > now:
            return moment(record.held_until_ms)
        until_ms = self._house.kept_until_ms(ledger, record)
        return None if until_ms is None else moment(until_ms)


class OnPage(Generic[_D]):
    """Carries a citizen's deed out for whoever holds the page's address; the answer is the page."""

    def __init__(
        self,
        house: House,
        deed: Callable[[Ledger, Sequence[_D]], Sequence[Ticket | Refused]],
        make: Callable[[str, AskOnPage], _D],
    ) -> None:
        """`make`: what is asked of the deed, for the ticket with this id."""
        self._house = house
        self._pages = Pages(house)
        self._deed = deed
        self._make = make

    def __call__(self, ledger: Ledger, asked: Sequence[AskOnPage]) -> Sequence[PageState | Refused]:
        """One answer for each request, in order."""
        return [self._one(ledger, one) for one in asked]

    def _one(self, ledger: Ledger, asked: AskOnPage) -> PageState | Refused:
        ticket = self._pages.ticket(ledger, asked.key, self._house.clock.now_ms())
        if ticket is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        (answer,) = self._deed(ledger, [self._make(ticket.ticket_id, asked)])
        return answer if isinstance(answer, Refused) else self._pages.state(ledger, asked.key)
