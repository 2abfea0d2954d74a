"""Who did not come and may still come back: the frozen data that the hub writes and its client reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AbsentTicket:
    """A number that was called in vain. Until `until` it may come back to its place; `line` is the one it waits in."""

    ticket_id: str
    label: str
    line: str
    until: datetime
