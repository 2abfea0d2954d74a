"""What the store keeps and tells about waiting. Times are milliseconds since 1970 UTC, durations are seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """What was forecast to a ticket when it was issued.

    `wait_s` and `spread_s` are the outlook before past errors corrected it, `p50_s` and `p90_s` the range as told.
    """

    ticket_id: str
    wait_s: int
    spread_s: int
    p50_s: int
    p90_s: int


@dataclass(frozen=True, slots=True)
class JudgedWait:
    """A forecast beside what became of its ticket; `called_ms` is the first call, None if there was none (yet)."""

    line: str
    procedure: str | None
    issued_ms: int
    called_ms: int | None
    forecast: ForecastRecord
