"""The audit chain as a supervisor sees it: the frozen data that the hub writes and its client reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditLine:
    """One deed of staff.

    `staff`: a name, the id of somebody who works here no more, or None: a citizen alone, or the command line.
    """

    no: int
    at: datetime
    staff: str | None
    deed: str
    label: str | None
    line: str | None
    counter: int | None
    reason: str | None
    detail: str | None


@dataclass(frozen=True)
class AuditPage:
    """A stretch of the chain, newest first. `last_no`: how many entries there are in all."""

    lines: tuple[AuditLine, ...]
    last_no: int


@dataclass(frozen=True)
class AuditChecked:
    """The whole chain was walked. `broken_at`: the first entry that is wrong or missing, None if everything holds."""

    entries: int
    broken_at: int | None
    why: str | None
