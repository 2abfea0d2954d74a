"""The part of the store that is about leases, kiosks' series and calls made while the hub was away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from ticketing.domain.lease_records import CounterLease, EarlyCall, KioskSeries, Lease, SeriesLease
from ticketing.domain.records import TicketRecord


class LeaseLedger(Protocol):
    """What a ledger keeps so that the queue goes on without the hub."""

    def counter_leases(self) -> Mapping[int, CounterLease]:
        """Every counter that has ever been offered a slice."""

    def keep_counter_lease(self, counter: CounterLease) -> None:
        """Put or replace how far a counter's slice has come."""

    def leases(self) -> Sequence[Lease]:
        """Every reserved ticket."""

    def leases_of(self, counter: int) -> Sequence[Lease]:
        """Every ticket reserved for this counter."""

    def lease_of(self, ticket_id: str) -> Lease | None:
        """Who has this ticket reserved."""

    def keep_lease(self, lease: Lease) -> None:
        """Put or replace the reservation of a ticket."""

    def forget_lease(self, ticket_id: str) -> None:
        """Nobody has this ticket reserved."""

    def settle_leases(self, counter: int, version: int) -> int:
        """The counter durably holds this version: what is not in it is free now, or passes on. Returns how many."""

    def free_counter(self, counter: int) -> int:
        """Nothing is reserved for this counter any more. Returns how many tickets and series were."""

    def tickets_for_counters(self, day: date) -> Sequence[TicketRecord]:
        """Whoever waits for one counter only, in order."""

    def series_leases(self) -> Mapping[str, SeriesLease]:
        """Every reserved series."""

    def keep_series_lease(self, lease: SeriesLease) -> None:
        """Put or replace the reservation of a series."""

    def kiosk_series(self) -> Mapping[str, KioskSeries]:
        """Every series that a kiosk announced."""

    def keep_kiosk_series(self, series: KioskSeries) -> None:
        """Put or replace who has a series."""

    def last_of_series(self, day: date, series: str) -> int:
        """The last number of a series that is registered for the day; 0 before the first."""

    def add_waiting_ticket(self, ticket: TicketRecord) -> None:
        """Keep a waiting ticket whose number is not of the line's own; the line's counts follow."""

    def early_call(self, day: date, series: str, number: int) -> EarlyCall | None:
        """The call of a number that was not registered when it was reported."""

    def keep_early_call(self, call: EarlyCall) -> None:
        """Put or replace one."""

    def forget_early_call(self, call: EarlyCall) -> None:
        """Its ticket has come."""
