"""Reserving the queue for the hub's absence: each counter is offered a slice, says what it holds, is offered the next.

What a counter may still hold is everybody else's no more: the version that it confirmed and all that it was offered
since. A ticket that leaves a slice is free only when the counter holds a version without it (decision 31).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ticketing.deeds.desk import put_back
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import EventType, Refused, TicketStatus
from ticketing.domain.audit import AuditDeed
from ticketing.domain.dealing import Dealt, deal, deal_series
from ticketing.domain.fair_order import turns
from ticketing.domain.hub_clock import moment
from ticketing.domain.lease_records import CounterLease, Lease, SeriesLease
from ticketing.domain.leases import MOST_IN_A_SLICE, LeasedSeries, LeasedTicket, LeasesFreed, Renewed, Slice
from ticketing.domain.offline_asked import FreeLeases, MakeWay, RenewLease
from ticketing.domain.reasons import CitizenReason
from ticketing.domain.records import AuditEntry, CallRecord, EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_PLAN_SERVES_S: Final = 1.0
# A plan for a hundred counters and thousands of people takes tenths of a second: it serves ten times as long.
_PLAN_RESTS: Final = 10.0


@dataclass(frozen=True)
class _Plan:
    """How the queue should be dealt. Made for all counters that ask within a moment.

    `known`: the last event and the state of the watch that it was made for; `rests_s`: how long it serves whatever
    happens.
    """

    known: tuple[object, ...]
    made_s: float
    rests_s: float
    day: date
    counters: AbstractSet[int]
    order: Mapping[str, TicketRecord]
    dealt: Mapping[str, int]
    shares: Mapping[int, Sequence[str]]


class RenewLeases:
    """Hears which version a counter holds, frees what it let go of, and offers the next one if there is another."""

    def __init__(self, house: House, watch: LeaseWatch) -> None:
        self._house = house
        self._watch = watch
        self._at_rest: dict[int, tuple[object, ...]] = {}
        self._made: _Plan | None = None

    def __call__(self, ledger: Ledger, asked: Sequence[RenewLease]) -> Sequence[Renewed | Refused]:
        """One answer for each request, in order."""
        return [self._renew(ledger, one) for one in asked]

    def _renew(self, ledger: Ledger, asked: RenewLease) -> Renewed | Refused:
        house, counter = self._house, asked.counter
        if counter not in house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        now = house.clock.now_ms()
        wanted = asked.wanted and counter in house.callers(ledger, now)
        counters = ledger.counter_leases()
        was = counters.get(counter, CounterLease(counter))
        changes_hands = was.device != asked.device
        if changes_hands and not self._let_go(ledger, was):
            return refuse(Refusal.SLICE_ELSEWHERE)
        renewals = self._watch.hear(counter, was.renewals, wanted=wanted)
        # A hub that was restored from a backup may be behind its counters: versions only ever rise.
        held = asked.held_version
        offered = was.offered if held <= was.offered else held + 1
        if changes_hands:
            # Whatever this device or the one before it have kept, the next version is newer, and is told whole.
            offered = max(offered, was.offered + 1 if was.offered else 0)
            self._at_rest.pop(counter, None)
        state = replace(
            was, confirmed=max(was.confirmed, held), offered=offered, renewals=renewals, device=asked.device
        )
        if held > was.confirmed and ledger.settle_leases(counter, held):
            self._watch.changed()
        for other in counters.values():
            lapsed = other.counter != counter and self._watch.has_lapsed(other.counter, other.renewals)
            if lapsed and free_counter(ledger, other):
                self._watch.changed()
        seq = ledger.mark().seq
        known = (seq, self._watch.state())
        rest = (held, wanted, known)
        if self._at_rest.get(counter) == rest:
            if state != was:
                ledger.keep_counter_lease(state)
            return Renewed(None)
        plan = self._plan(ledger, known, now)
        state = self._offer(ledger, state, plan)
        if state.offered != was.offered:
            self._watch.changed()
        if state != was:
            ledger.keep_counter_lease(state)
        if held == state.offered:
            if plan.known == known:
                self._at_rest[counter] = rest
            return Renewed(None)
        return Renewed(self._slice(ledger, state, plan, now))

    def _let_go(self, ledger: Ledger, was: CounterLease) -> bool:
        """Whether the device that had the slice can call nothing from it any more, so that another one may have it.

        One that is there and wants a slice keeps it, empty or not: two machines of one counter would else take it from
        each other at every question.
        """
        if was.device is None:
            return True
        if self._watch.has_lapsed(was.counter, was.renewals):
            free_counter(ledger, was)
            self._watch.changed()
            return True
        return not self._watch.is_dealing(was.counter) and not _may_hold(ledger, was.counter)

    def _plan(self, ledger: Ledger, known: tuple[object, ...], now: int) -> _Plan:
        """A plan that is at most a moment old. What it says of single tickets is looked at again before it is done."""
        rules, day, now_s = self._house.rules, self._house.today(now), self._watch.now_s()
        counters = self._watch.dealing() & rules.counter_of.keys()
        made = self._made
        if made is not None and made.day == day:
            age_s = now_s - made.made_s
            serves = made.counters == counters and (made.known == known or age_s < _PLAN_SERVES_S)
            if serves or age_s < made.rests_s:
                return made
        forsaken = self._house.forsaken_lines(ledger, day)
        dealing = {counter: frozenset(rules.counter_of[counter].calls_from(forsaken)) for counter in sorted(counters)}
        lines = sorted(set().union(*dealing.values()))
        most = MOST_IN_A_SLICE * max(1, len(dealing))
        kept_for = self._house.kept_for(ledger, now)
        order = [one for one in ledger.tickets_for_counters(day) if one.for_counter in kept_for]
        for held in (False, True):
            queues = ledger.line_queues(
                day, lines, 0, now, kept_for=kept_for, held=held, most=most, whoever_leases=True
            )
            order += [turn.ticket for turn in turns(queues, {}, 0, rules.terms, now)]
        leases = {lease.ticket_id: lease for lease in ledger.leases()}
        tickets = [_dealt(one, leases.get(one.ticket_id), kept_for) for one in order]
        dealt = deal(tickets, dealing, MOST_IN_A_SLICE)
        shares: dict[int, list[str]] = {counter: [] for counter in dealing}
        for ticket_id, counter in dealt.items():
            shares[counter].append(ticket_id)
        rests_s = _PLAN_RESTS * (self._watch.now_s() - now_s)
        self._made = _Plan(known, now_s, rests_s, day, counters, {one.ticket_id: one for one in order}, dealt, shares)
        return self._made

    def _offer(self, ledger: Ledger, state: CounterLease, plan: _Plan) -> CounterLease:
        """Write down what comes into the counter's slice and what goes out of it, under a new version."""
        counter, version = state.counter, state.offered + 1
        if (counter in self._watch.dealing()) != (counter in plan.counters):
            return state  # the plan was made before it came or went: the next one knows
        asked_for = {
            ticket_id: asker
            for ticket_id, asker in self._watch.asked_for().items()
            if ticket_id in plan.order and asker in plan.counters
        }
        mine = {lease.ticket_id: lease for lease in ledger.leases_of(counter)}
        changed, is_dealing = False, counter in plan.counters
        for lease in mine.values():
            to = asked_for.get(lease.ticket_id, plan.dealt.get(lease.ticket_id))
            # Who waits beyond what is dealt at once stays where it is, unless nobody would call it there.
            is_beyond = is_dealing and lease.ticket_id not in plan.order and _waits(ledger, lease, plan.day)
            if lease.gone_version is not None or is_beyond:
                continue
            if to == counter:
                later_ms = _not_before_ms(plan.order[lease.ticket_id])
                if not lease.since_version or lease.not_before_ms != later_ms:
                    since = lease.since_version or version
                    ledger.keep_lease(replace(lease, since_version=since, not_before_ms=later_ms))
                    changed = True
            elif lease.since_version is not None:
                ledger.keep_lease(replace(lease, gone_version=version, passes_to=to))
                changed = True
            elif to is None:
                # It passed to this counter, which has not been told of it yet: nothing has to be taken back.
                ledger.forget_lease(lease.ticket_id)
            else:
                ledger.keep_lease(replace(lease, counter=to))
        share = [one for one in plan.shares.get(counter, ()) if asked_for.get(one, counter) == counter]
        for ticket_id in dict.fromkeys((*share, *(one for one, asker in asked_for.items() if asker == counter))):
            if ticket_id not in mine and ledger.lease_of(ticket_id) is None:
                later_ms = _not_before_ms(plan.order[ticket_id])
                lease = Lease(ticket_id, counter, since_version=version, not_before_ms=later_ms)
                if _waits(ledger, lease, plan.day):
                    ledger.keep_lease(lease)
                    changed = True
        changed = self._offer_series(ledger, counter, version) or changed
        return replace(state, offered=version) if changed else state

    def _offer_series(self, ledger: Ledger, counter: int, version: int) -> bool:
        """The same for kiosks' series. Whether anything changes."""
        known = self._house.rules.counter_of
        dealing = {one: frozenset(known[one].lines) for one in self._watch.dealing() & known.keys()}
        leases = ledger.series_leases()
        dealt = deal_series(sorted(ledger.kiosk_series()), {one: held.counter for one, held in leases.items()}, dealing)
        changed = False
        for held in leases.values():
            if held.counter == counter and held.gone_version is None and dealt.get(held.series) != counter:
                ledger.keep_series_lease(replace(held, gone_version=version))
                changed = True
        for series, to in dealt.items():
            if to == counter and series not in leases:
                ledger.keep_series_lease(SeriesLease(series, counter, version))
                changed = True
        return changed

    def _slice(self, ledger: Ledger, state: CounterLease, plan: _Plan, now: int) -> Slice:
        counter, day = state.counter, self._house.today(now)
        leases = [one for one in ledger.leases_of(counter) if one.gone_version is None and one.since_version]
        later = {one.ticket_id: one.not_before_ms for one in leases}
        series = sorted(
            one.series for one in ledger.series_leases().values() if one.counter == counter and one.gone_version is None
        )
        return Slice(
            version=state.offered,
            tickets=tuple(_leased(one, later[one.ticket_id]) for one in plan.order.values() if one.ticket_id in later),
            series=tuple(LeasedSeries(one, day, ledger.last_of_series(day, one) + 1) for one in series),
        )


class WithdrawForCall:
    """Takes a ticket out of another counter's slice, because its turn has come here. Whether it is free at once."""

    def __init__(self, watch: LeaseWatch) -> None:
        self._watch = watch

    def __call__(self, ledger: Ledger, asked: Sequence[MakeWay]) -> Sequence[bool]:
        """One answer for each request, in order."""
        return [self._withdraw(ledger, one) for one in asked]

    def _withdraw(self, ledger: Ledger, asked: MakeWay) -> bool:
        lease = ledger.lease_of(asked.ticket_id)
        if lease is None or lease.counter == asked.counter:
            return True
        self._watch.ask_for(asked.ticket_id, asked.counter)
        holder = ledger.counter_leases().get(lease.counter, CounterLease(lease.counter))
        if self._watch.has_lapsed(holder.counter, holder.renewals):
            free_counter(ledger, holder)
            return True
        if lease.since_version is None:
            ledger.keep_lease(replace(lease, counter=asked.counter))
            return True
        if lease.gone_version is None:
            ledger.keep_counter_lease(replace(holder, offered=holder.offered + 1))
            lease = replace(lease, gone_version=holder.offered + 1)
        ledger.keep_lease(replace(lease, passes_to=asked.counter))
        return False


class FreeLeasesOfCounter:
    """Frees a counter's reservations and whom it had called: a member of staff vouches that nobody works there."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[FreeLeases]) -> Sequence[LeasesFreed | Refused]:
        """One answer for each request, in order."""
        return [self._free(ledger, one) for one in asked]

    def _free(self, ledger: Ledger, asked: FreeLeases) -> LeasesFreed | Refused:
        now = self._house.clock.now_ms()
        session = permitted(ledger, asked.session_sha256, StaffDeed.FREE_LEASES, now)
        if isinstance(session, Refused):
            return session
        if asked.counter not in self._house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            # Told again: what the counter has reserved since then is its own.
            same = done.type is EventType.LEASES_FREED and done.counter == asked.counter
            return LeasesFreed(asked.counter, 0) if same else refuse(Refusal.REQUEST_REUSED)
        freed = free_counter(ledger, ledger.counter_leases().get(asked.counter, CounterLease(asked.counter)))
        called = put_back(self._house, ledger, ledger.open_call_at(asked.counter), now)
        seq = ledger.draw_seqs(1, now)
        ledger.add_events([EventRecord(seq, asked.request_id, EventType.LEASES_FREED, now, counter=asked.counter)])
        label, line = (None, None) if called is None else (called.label, called.queue_line)
        deed = AuditDeed.FREE_LEASES.value
        ledger.add_audit([AuditEntry(now, session.clerk_id, deed, label, line, asked.counter, detail=str(freed))])
        return LeasesFreed(asked.counter, freed)


class InTheWay:
    """Looks who would be next at a counter, and whether another one has that ticket reserved."""

    def __init__(self, house: House) -> None:
        self._house = house

    def next(self, ledger: Ledger, counter: int) -> Lease | None:
        """The reservation that keeps the counter from calling whoever is next; None if nothing does."""
        house = self._house
        rule = house.rules.counter_of.get(counter)
        if rule is None:
            return None
        now = house.clock.now_ms()
        day = house.today(now)
        lines = rule.calls_from(house.forsaken_lines(ledger, day))
        kept_for = house.kept_for(ledger, now)
        for held in (False, True):
            queues = ledger.line_queues(
                day, lines, counter, now, kept_for=kept_for, held=held, most=1, whoever_leases=True
            )
            turn = next(turns(queues, rule.weights, counter, house.rules.terms, now), None)
            if turn is not None:
                return self.this(ledger, turn.ticket.ticket_id, counter)
        return None

    def this(self, ledger: Ledger, ticket_id: str, counter: int) -> Lease | None:
        """The reservation that keeps the counter from calling this ticket."""
        lease = ledger.lease_of(ticket_id)
        return lease if lease is not None and lease.counter != counter else None

    def undoing(self, ledger: Ledger, deed_request_id: str) -> Lease | None:
        """The reservation that keeps the call which this deed ended from being opened again."""
        call = self.reopened(ledger, deed_request_id)
        return None if call is None else self.this(ledger, call.ticket_id, call.counter)

    def reopened(self, ledger: Ledger, deed_request_id: str) -> CallRecord | None:
        """The call that this deed ended: taking the deed back opens it again."""
        deed = ledger.undo_of(deed_request_id)
        return None if deed is None or deed.changes.call is None else deed.changes.call.before


def free_counter(ledger: Ledger, counter: CounterLease) -> int:
    """Nothing is reserved for it any more, whatever its device still holds. Returns how many tickets were.

    Its slice is nobody's: the next device that asks gets it.
    """
    freed = ledger.free_counter(counter.counter)
    offered = counter.offered + 1 if freed else counter.offered
    if freed or counter.device is not None:
        ledger.keep_counter_lease(replace(counter, offered=offered, device=None))
    return freed


def _may_hold(ledger: Ledger, counter: int) -> bool:
    """Whether anything that was offered to this counter is not known to be gone from its slice."""
    tickets = any(lease.since_version is not None for lease in ledger.leases_of(counter))
    return tickets or any(lease.counter == counter for lease in ledger.series_leases().values())


def _waits(ledger: Ledger, lease: Lease, day: date) -> bool:
    """Whether the ticket still waits on this day: a plan may be a moment old, and nobody waits from day to day."""
    ticket = ledger.ticket(lease.ticket_id)
    return ticket is not None and ticket.status is TicketStatus.WAITING and ticket.day == day


def _not_before_ms(ticket: TicketRecord) -> int | None:
    """When its citizen, who asked to come later, may be called; None: at any time."""
    return ticket.held_until_ms if ticket.note == CitizenReason.COME_LATER.value and ticket.held_until_ms else None


def _leased(ticket: TicketRecord, later_ms: int | None) -> LeasedTicket:
    later = None if later_ms is None else moment(later_ms)
    return LeasedTicket(
        ticket.ticket_id, ticket.visit_id, ticket.label, ticket.queue_line, moment(ticket.issued_ms), later
    )


def _dealt(ticket: TicketRecord, lease: Lease | None, kept_for: AbstractSet[int]) -> Dealt:
    for_counter = ticket.for_counter if ticket.for_counter in kept_for else None
    if lease is None:
        return Dealt(ticket.ticket_id, ticket.queue_line, for_counter)
    promised = lease.passes_to if lease.gone_version is not None else None
    return Dealt(ticket.ticket_id, ticket.queue_line, for_counter, lease.counter, promised)
