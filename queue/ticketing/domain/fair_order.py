"""Whose turn it is. Pure.

Inside a line those with priority come first, but after `priority_run` of them in a row one without is called, if any
waits. Among its lines a counter takes the one whose oldest has waited longest, by the weight of the line; whoever has
waited longer than `patience_min` is overtaken by no heavier line. So the number of calls before anybody's is bounded:
once the patience is over, only older tickets choose the line, and each line gives one in every `priority_run` + 1 calls
to its oldest without priority.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketing.domain.records import LineOrder, TicketRecord
from ticketing.domain.rules import Terms


@dataclass(frozen=True, slots=True)
class LineQueue:
    """Who waits in a line and may be called, each class in order; and the line as a whole."""

    line: str
    preferred: tuple[TicketRecord, ...]
    ordinary: tuple[TicketRecord, ...]
    order: LineOrder


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn. `run`: the line's run afterwards; None if it was not the line's order that chose."""

    ticket: TicketRecord
    run: int | None


def turns(
    queues: Sequence[LineQueue], weights: Mapping[str, float], counter: int, terms: Terms, now_ms: int
) -> Iterator[Turn]:
    """The tickets a counter would call, in order, if nothing else happened."""
    places = [_Place(queue, weights.get(queue.line, 1.0)) for queue in queues]
    while waiting := [place for place in places if place.oldest is not None]:
        first = min(waiting, key=lambda place: _turn_of(place.oldest))
        oldest = first.oldest
        if oldest is not None and oldest.for_counter == counter:
            first.take(oldest)
            yield Turn(oldest, None)
            continue
        chosen = max(waiting, key=lambda place: place.claim(now_ms, terms))
        yield chosen.give(terms.priority_run)


class _Place:
    """How far a line's queue has been called."""

    def __init__(self, queue: LineQueue, weight: float) -> None:
        self._queue = queue
        self._weight = weight
        self._run = queue.order.run
        self._next = {True: 0, False: 0}
        self.oldest = self._oldest()
        """The oldest of both classes."""

    def head(self, *, preferred: bool) -> TicketRecord | None:
        """The first of a class who is still there."""
        tickets = self._queue.preferred if preferred else self._queue.ordinary
        return tickets[self._next[preferred]] if self._next[preferred] < len(tickets) else None

    def _oldest(self) -> TicketRecord | None:
        heads = [head for head in (self.head(preferred=True), self.head(preferred=False)) if head is not None]
        return min(heads, key=lambda head: head.turn, default=None)

    def claim(self, now_ms: int, terms: Terms) -> tuple[bool, float, tuple[int, int]]:
        """How strongly the line claims the next call; the larger, the sooner. Only for a line where somebody waits."""
        due, place = _turn_of(self.oldest)
        waited = now_ms - due
        if waited > terms.patience_min * 60_000:
            return True, waited, (-due, -place)
        return False, waited * self._weight, (-due, -place)

    def give(self, priority_run: int) -> Turn:
        """The line's own next."""
        preferred, ordinary = self.head(preferred=True), self.head(preferred=False)
        chosen = ordinary if preferred is None or (self._run >= priority_run and ordinary is not None) else preferred
        if chosen is None:
            raise AssertionError("nobody waits in this line")
        self._run = self._run + 1 if chosen.preferred else 0
        self.take(chosen)
        return Turn(chosen, self._run)

    def take(self, ticket: TicketRecord) -> None:
        """This ticket is called."""
        self._next[ticket.preferred] += 1
        self.oldest = self._oldest()


def _turn_of(ticket: TicketRecord | None) -> tuple[int, int]:
    if ticket is None:
        raise AssertionError("nobody waits in this line")
    return ticket.turn


def places_before(before: int, order: LineOrder, priority_run: int, *, preferred: bool) -> int:
    """How many of its line are called before a ticket, as things stand.

    `before`: how many of its own class wait before it; `order`: everybody who waits in the line.
    """
    if preferred:
        ordinary = order.waiting - order.preferred
        return before + min(ordinary, _ordinary_among(before, order.run, priority_run))
    return before + min(order.preferred, max(0, priority_run - order.run) + before * priority_run)


def _ordinary_among(preferred: int, run: int, priority_run: int) -> int:
    """How many without priority are called before the next `preferred` + 1 with priority have had their turn."""
    return (min(run, priority_run) + preferred) // priority_run
