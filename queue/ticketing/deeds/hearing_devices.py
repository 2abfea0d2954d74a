"""Noting which devices were heard, and what couriers told of their outboxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticketing.deeds.house import House
from ticketing.domain.device_records import OutboxNews
from ticketing.domain.overview_answers import OutboxNoted
from ticketing.store.port import Ledger


@dataclass(frozen=True)
class TellOutbox:
    """A courier's news. oldest_s: for how many seconds its oldest dossier has waited."""

    device: str
    dossiers_waiting: int
    refused: int
    oldest_s: int | None


class NoteHeard:
    """Notes who was heard just now."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[frozenset[str]]) -> Sequence[None]:
        """`asked`: names of devices."""
        heard = frozenset[str]().union(*asked)
        if heard:
            ledger.note_heard(heard, self._house.clock.now_ms())
        return [None for _ in asked]


class NoteOutboxes:
    """Notes what couriers told. The age is told, not the hour: only the hub's clock counts."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[TellOutbox]) -> Sequence[OutboxNoted]:
        """One answer for each."""
        now = self._house.clock.now_ms()
        for one in asked:
            oldest = None if one.oldest_s is None else now - one.oldest_s * 1000
            ledger.note_outbox(one.device, OutboxNews(one.dossiers_waiting, one.refused, oldest), now)
        return [OutboxNoted() for _ in asked]
