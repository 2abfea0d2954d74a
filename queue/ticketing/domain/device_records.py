"""How enrolled devices stand, as the ledger keeps it. Hours are milliseconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutboxNews:
    """What a courier has to send. refused: errands that wait for staff; oldest_ms: since when the oldest waits."""

    dossiers_waiting: int
    refused: int
    oldest_ms: int | None


@dataclass(frozen=True)
class DeviceStanding:
    """An enrolled device. heard_ms: when it was last heard, None: never. told_ms, outbox: a courier's last news."""

    name: str
    role: str
    heard_ms: int | None
    told_ms: int | None
    outbox: OutboxNews | None
