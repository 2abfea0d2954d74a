"""Looking at the queue: nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from ticketing.deeds.house import House
from ticketing.deeds.pausing import counter_state
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import (
    BoardCall,
    BoardState,
    CallStatus,
    CounterState,
    CurrentCall,
    LineState,
    NoDraft,
    Refused,
    SealedDraft,
    Ticket,
    TicketStatus,
    TicketVisit,
    WaitingTicket,
)
from ticketing.domain.fair_order import turns
from ticketing.domain.hub_clock import moment
from ticketing.domain.records import CallRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.domain.rules import CounterRule
from ticketing.store.port import Ledger

_BOARD_CALLS = 8
_BOARD_LOOKS_BACK = 256  # a board of a few lines finds its eight among so many calls of the centre
# A ticket that waits again, left or was merged is not invited any more, whatever its last call says.
_ON_BOARD = frozenset({TicketStatus.CALLED, TicketStatus.ABSENT, TicketStatus.FINISHED})
_AT_A_COUNTER = 200
_IN_ALL_LINES = 2000


class Looking:
    """Every question that is answered from one snapshot of the ledger."""

    def __init__(self, house: House) -> None:
        self._house = house

    def lines(self, ledger: Ledger) -> tuple[LineState, ...]:
        """Every line now."""
        return self._house.lines(ledger, self._house.clock.now_ms())

    def board(self, ledger: Ledger, lines: Collection[str] = (), counter: int | None = None) -> BoardState:
        """What a board shows, and the seq it stands for. lines: only calls from these; counter: only calls to it.

        Whoever waits in a line that is no more has no board of their own: they are shown on every one.
        """
        now = self._house.clock.now_ms()
        seq = ledger.mark().seq
        some = bool(lines) or counter is not None
        calls = ledger.last_calls(self._house.today(now), _BOARD_LOOKS_BACK if some else 8 * _BOARD_CALLS)
        newest: dict[str, tuple[CallRecord, TicketRecord]] = {}
        # By their hours: what counters did without the hub is told late and was not called last.
        for call, ticket in sorted(calls, key=lambda one: (one[0].announced_ms, one[0].announced_seq), reverse=True):
            newest.setdefault(ticket.ticket_id, (call, ticket))
        last = [
            _on_board(call, ticket)
            for call, ticket in newest.values()
            if ticket.status in _ON_BOARD
            and (counter is None or call.counter == counter)
            and (not lines or ticket.queue_line in lines or ticket.queue_line not in self._house.rules.line_of)
        ]
        return BoardState(tuple(last[:_BOARD_CALLS]), self._house.lines(ledger, now), seq)

    def ticket(self, ledger: Ledger, ticket_id: str) -> Ticket | Refused:
        """A ticket as it stands."""
        record = ledger.ticket(ticket_id)
        if record is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        return self._house.describe(ledger, record, self._house.clock.now_ms())

    def ticket_of_visit(self, ledger: Ledger, visit_id: str) -> Ticket | Refused:
        """The ticket that a visit is served with: its newest, or the one that was merged into."""
        record = ledger.ticket_of_visit(visit_id)
        if record is not None and record.merged_into is not None:
            record = ledger.ticket(record.merged_into)
        if record is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        return self._house.describe(ledger, record, self._house.clock.now_ms())

    def visits_of_ticket(self, ledger: Ledger, ticket_id: str) -> tuple[TicketVisit, ...] | Refused:
        """The visits that a ticket stands for, its own first."""
        tickets = sorted(ledger.visits_of(ticket_id), key=lambda one: one.ticket_id != ticket_id)
        if not tickets:
            return refuse(Refusal.UNKNOWN_TICKET)
        return tuple(TicketVisit(one.visit_id, one.ticket_id, one.label, one.procedure) for one in tickets)

    def counters(self, ledger: Ledger) -> tuple[CounterState, ...]:
        """Every counter in the order of the configuration."""
        now = self._house.clock.now_ms()
        sessions = {session.counter: session for session in ledger.sessions_at_counters(now)}
        return tuple(counter_state(rule.number, sessions.get(rule.number), now) for rule in self._house.rules.counters)

    def queue(
        self, ledger: Ledger, counter: int, session_sha256: str | None = None
    ) -> tuple[WaitingTicket, ...] | Refused:
        """What a counter would call, in order. Who looks with a session hears at once that it is over."""
        rule = self._house.rules.counter_of.get(counter)
        if rule is None:
            return refuse(Refusal.UNKNOWN_COUNTER)
        now = self._house.clock.now_ms()
        if session_sha256 is not None and ledger.session(session_sha256, now) is None:
            return refuse(Refusal.NOT_SIGNED_IN)
        forsaken = self._house.forsaken_lines(ledger, self._house.today(now))
        lines = rule.calls_from(forsaken)
        return self._waiting(ledger, replace(rule, lines=tuple(lines)), now, _AT_A_COUNTER)

    def everybody_waiting(self, ledger: Ledger, session_sha256: str) -> tuple[WaitingTicket, ...] | Refused:
        """Who waits in any line for no counter in particular, for a member of staff who may give priority."""
        now = self._house.clock.now_ms()
        session = permitted(ledger, session_sha256, StaffDeed.SET_PRIORITY, now)
        if isinstance(session, Refused):
            return session
        forsaken = self._house.forsaken_lines(ledger, self._house.today(now))
        nowhere = CounterRule(0, tuple(dict.fromkeys((*self._house.rules.line_of, *forsaken))))
        return self._waiting(ledger, nowhere, now, _IN_ALL_LINES)

    def _waiting(self, ledger: Ledger, rule: CounterRule, now: int, most: int) -> tuple[WaitingTicket, ...]:
        return tuple(
            WaitingTicket(
                ticket_id=one.ticket_id,
                visit_id=one.visit_id,
                label=one.label,
                line=one.queue_line,
                waited_min=max(0, now - one.due_ms) // 60_000,
                kept=one.kept,
                held=one.held_until_ms > now,
                priority=one.priority,
                for_counter=one.for_counter,
                note=one.note,
                promise_until=None if one.promise_until_ms is None else moment(one.promise_until_ms),
            )
            for one in self._in_order(ledger, rule, now, most)
        )

    def _in_order(self, ledger: Ledger, rule: CounterRule, now: int, most: int) -> Sequence[TicketRecord]:
        found: list[TicketRecord] = []
        day, kept_for = self._house.today(now), self._house.kept_for(ledger, now)
        for held in (False, True):
            queues = ledger.line_queues(
                day, rule.lines, rule.number, now, kept_for=kept_for, held=held, most=most, whoever_leases=True
            )
            terms = self._house.rules.terms
            found.extend(turn.ticket for turn in islice(turns(queues, rule.weights, rule.number, terms, now), most))
        return found[:most]

    def current_call(self, ledger: Ledger, counter: int) -> CurrentCall | Refused:
        """The open call of a counter."""
        if counter not in self._house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        call = ledger.open_call_at(counter)
        ticket = None if call is None else ledger.ticket(call.ticket_id)
        if call is None or ticket is None:
            return CurrentCall(None)
        return CurrentCall(self._house.call(call, ticket))

    def dossiers(self, ledger: Ledger, visit_id: str) -> tuple[str, ...]:
        """The dossiers that were filed in a visit."""
        return ledger.dossiers_of(visit_id)

    def draft(self, ledger: Ledger, visit_id: str) -> SealedDraft | NoDraft:
        """The sealed draft of a visit."""
        kept = ledger.draft(visit_id, self._house.clock.now_ms())
        if kept is None:
            return NoDraft()
        return SealedDraft(kept.visit_id, kept.sealed, kept.revision, moment(kept.expires_ms))


def _on_board(call: CallRecord, ticket: TicketRecord) -> BoardCall:
    is_open = call.status is CallStatus.OPEN
    return BoardCall(ticket.label, call.counter, moment(call.called_ms), call.times, ticket.queue_line, is_open)
