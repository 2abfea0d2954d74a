"""Who may do what: one small table of staff roles and deeds. Pure; the hub asks it, screens may ask it too."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ticketing.domain.answers import StaffRole


class StaffDeed(StrEnum):
    """What a signed-in member of staff may want to do."""

    CALL = "call"
    """Call next, again, absent, finish, hold, undo: the day's work at one's own counter."""
    CALL_THIS = "call_this"
    """Call a number out of its order, with a reason."""
    TRANSFER = "transfer"
    PAUSE = "pause"
    QUICK = "quick"
    """Issue a number and call it at once."""
    MERGE = "merge"
    BRING_BACK = "bring_back"
    """An absent ticket is here after all."""
    SET_PRIORITY = "set_priority"
    CLOSE_LINE = "close_line"
    """Close a line with a notice, or open it again."""
    FREE_LEASES = "free_leases"
    """Give back the numbers that a dead counter had set aside."""
    LOOK_OVER = "look_over"
    """The whole centre at a glance: waits, counters, today. Needs no counter of one's own."""
    SEE_AUDIT = "see_audit"
    EXPORT_REPORTS = "export_reports"


_AT_A_COUNTER: Final = frozenset(
    {
        StaffDeed.CALL,
        StaffDeed.CALL_THIS,
        StaffDeed.TRANSFER,
        StaffDeed.PAUSE,
        StaffDeed.QUICK,
        StaffDeed.MERGE,
        StaffDeed.BRING_BACK,
        StaffDeed.SET_PRIORITY,
    }
)
_IN_THE_HALL: Final = frozenset({StaffDeed.LOOK_OVER, StaffDeed.BRING_BACK, StaffDeed.SET_PRIORITY})
_RIGHTS: Final[dict[StaffRole, frozenset[StaffDeed]]] = {
    StaffRole.CLERK: _AT_A_COUNTER,
    StaffRole.SUPPORT: _IN_THE_HALL,
    StaffRole.SUPERVISOR: frozenset(StaffDeed),
    # A technician mends what is broken and judges nobody's work: neither the queue nor the audit list is theirs.
    StaffRole.TECHNICIAN: frozenset({StaffDeed.LOOK_OVER, StaffDeed.FREE_LEASES}),
}


def may(role: StaffRole, deed: StaffDeed) -> bool:
    """Whether a member of staff with this role may do it."""
    return deed in _RIGHTS[role]


CALLERS: Final = frozenset(role for role in StaffRole if may(role, StaffDeed.CALL))
"""Roles that call numbers to a counter."""
