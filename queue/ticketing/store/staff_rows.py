"""Badges in SQL."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ticketing.domain.records import PinTries
from ticketing.store.queue_rows import CENTRE
from ticketing.store.staff_tables import badge, badge_tries

_ADD: Final = insert(badge)
_OWNER: Final = select(badge.c.clerk_id).where(
    badge.c.centre == CENTRE, badge.c.badge_sha256 == bindparam("sha256"), badge.c.revoked_ms.is_(None)
)
_REVOKE: Final = (
    update(badge)
    .where(badge.c.centre == CENTRE, badge.c.clerk_id == bindparam("clerk"), badge.c.revoked_ms.is_(None))
    .values(revoked_ms=bindparam("now"))
)
_TRIES: Final = select(badge_tries.c.failures, badge_tries.c.not_before_ms, badge_tries.c.locked_until_ms).where(
    badge_tries.c.centre == CENTRE, badge_tries.c.device == bindparam("at_device")
)
_FORGET_TRIES: Final = delete(badge_tries).where(
    badge_tries.c.centre == CENTRE, badge_tries.c.device == bindparam("at_device")
)
_NOTE_TRIES: Final = insert(badge_tries)


class StaffRows:
    """The part of the ledger that is about badges."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def give_badge(self, clerk_id: str, badge_sha256: str, at_ms: int) -> None:
        self.revoke_badge(clerk_id, at_ms)
        row = {"centre": self._centre, "badge_sha256": badge_sha256, "clerk_id": clerk_id, "made_ms": at_ms}
        self._connection.execute(_ADD, row)

    def revoke_badge(self, clerk_id: str, at_ms: int) -> bool:
        done = self._connection.execute(_REVOKE, {"of_centre": self._centre, "clerk": clerk_id, "now": at_ms})
        return done.rowcount > 0

    def badge_owner(self, badge_sha256: str) -> str | None:
        row = self._connection.execute(_OWNER, {"of_centre": self._centre, "sha256": badge_sha256}).first()
        return None if row is None else str(row[0])

    def badge_tries(self, device: str) -> PinTries:
        row = self._connection.execute(_TRIES, {"of_centre": self._centre, "at_device": device}).first()
        return PinTries(0, 0, 0) if row is None else PinTries(row[0], row[1], row[2])

    def note_badge_tries(self, device: str, tries: PinTries) -> None:
        self._connection.execute(_FORGET_TRIES, {"of_centre": self._centre, "at_device": device})
        self._connection.execute(
            _NOTE_TRIES,
            {
                "centre": self._centre, "device": device, "failures": tries.failures,
                "not_before_ms": tries.not_before_ms, "locked_until_ms": tries.locked_until_ms,
            },
        )  # fmt: skip
