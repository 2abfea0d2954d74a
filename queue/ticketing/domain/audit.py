"""The chain of what staff did: each entry's hash covers the one before it, so that no entry can change unseen. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from ticketing.domain.records import AuditEntry, AuditRow

NO_HASH: Final = ""
"""What stands before the first entry."""
NOBODY_OF_STAFF: Final = "-"
"""Who is named where a citizen did it alone."""


class AuditDeed(StrEnum):
    """What is audited."""

    CALL_NEXT = "call_next"
    CALL_THIS = "call_this"
    RECALL = "recall"
    ABSENT = "absent"
    FINISH = "finish"
    HOLD = "hold"
    TRANSFER = "transfer"
    PAUSE = "pause"
    RESUME = "resume"
    QUICK = "quick"
    MERGE = "merge"
    UNDO = "undo"
    SET_PRIORITY = "set_priority"
    TAKE_PRIORITY = "take_priority"
    """A citizen took a number with priority at a kiosk."""
    COME_BACK = "come_back"
    LEAVE = "leave"
    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_LOCKED = "sign_in_locked"
    """One wrong try too many: an account, or a device that badges are shown to, is locked for a while."""
    SIGN_OUT = "sign_out"
    CLOSE_LINE = "close_line"
    OPEN_LINE = "open_line"
    FREE_LEASES = "free_leases"
    CALL_OFFLINE = "call_offline"
    CHECK_IN = "check_in"
    GIVE_BADGE = "give_badge"
    """At the command line, where nobody signs in: the detail says whose it is."""
    REVOKE_BADGE = "revoke_badge"
    ENROL_DEVICE = "enrol_device"
    """At the command line: the detail is the device's name, the reason its role."""
    REVOKE_DEVICE = "revoke_device"
    """Its token is void: it was let in anew, or another device took its name."""
    EXPORT_REPORT = "export_report"
    """The detail is the first and the last day, the reason what it was written as."""
    SESSION_DISPLACED = "session_displaced"
    """Who was signed in and is no more, because somebody signed in: the detail says who that was."""


@dataclass(frozen=True, slots=True)
class ChainBroken:
    """Where the chain does not hold; `no` is the first entry that is wrong or missing."""

    no: int
    why: str


def next_hash(before: str, centre: str, no: int, entry: AuditEntry) -> str:
    """SHA-256 (hex) over the hash before it and the entry as canonical JSON: keys sorted, no spaces, UTF-8."""
    said = {"centre": centre, "no": no, **asdict(entry)}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def verify(centre: str, rows: Iterable[AuditRow], last_no: int, last_hash: str) -> ChainBroken | None:
    """Walk the whole chain. `last_no`, `last_hash`: what the centre remembers of its end; None if everything holds."""
    no, before = 0, NO_HASH
    for row in rows:
        no += 1
        if row.no != no:
            return ChainBroken(no, "missing")
        before = next_hash(before, centre, no, row.entry)
        if row.hash != before:
            return ChainBroken(no, "changed")
    if no < last_no:
        return ChainBroken(no + 1, "missing")
    return None if (no, before) == (last_no, last_hash) else ChainBroken(no, "added")
