"""Sealed drafts, dossiers of visits and enrolled devices, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from ticketing.domain.records import DeviceRecord, DraftRecord
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import device, draft, visit_dossier

_DRAFT: Final = select(
    draft.c.visit_id, draft.c.sealed, draft.c.revision, draft.c.request_id, draft.c.expires_ms
).where(draft.c.centre == CENTRE, draft.c.visit_id == bindparam("id"), draft.c.expires_ms > bindparam("now"))
_ERASE: Final = delete(draft).where(draft.c.centre == CENTRE, draft.c.visit_id == bindparam("id"))
_KEEP: Final = insert(draft)
_ERASE_EXPIRED: Final = delete(draft).where(draft.c.centre == CENTRE, draft.c.expires_ms <= bindparam("now"))
_LINK: Final = insert(visit_dossier)
_DOSSIERS: Final = (
    select(visit_dossier.c.dossier_id)
    .where(visit_dossier.c.centre == CENTRE, visit_dossier.c.visit_id == bindparam("id"))
    .order_by(visit_dossier.c.told_seq, visit_dossier.c.position)
)
_DEVICE: Final = select(device.c.name, device.c.role).where(
    device.c.centre == CENTRE, device.c.token_sha256 == bindparam("token")
)
_VOID: Final = (
    delete(device)
    .where(
        device.c.centre == CENTRE,
        or_(device.c.name == bindparam("of_name"), device.c.token_sha256 == bindparam("token")),
    )
    .returning(device.c.name, device.c.role)
)
_ENROL: Final = insert(device)


class VisitRows:
    """The part of the ledger that is about drafts, dossiers and devices."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def draft(self, visit_id: str, now_ms: int) -> DraftRecord | None:
        row = self._connection.execute(_DRAFT, {"of_centre": self._centre, "id": visit_id, "now": now_ms}).first()
        return None if row is None else DraftRecord(row[0], row[1], row[2], row[3], row[4])

    def keep_draft(self, draft: DraftRecord) -> None:
        self.erase_draft(draft.visit_id)
        self._connection.execute(
            _KEEP,
            {
                "centre": self._centre, "visit_id": draft.visit_id, "sealed": draft.sealed,
                "revision": draft.revision, "request_id": draft.request_id, "expires_ms": draft.expires_ms,
            },
        )  # fmt: skip

    def erase_draft(self, visit_id: str) -> None:
        self._connection.execute(_ERASE, {"of_centre": self._centre, "id": visit_id})

    def erase_expired_drafts(self, now_ms: int) -> int:
        return self._connection.execute(_ERASE_EXPIRED, {"of_centre": self._centre, "now": now_ms}).rowcount

    def link_dossiers(self, visit_id: str, dossier_ids: Sequence[str], seq: int) -> None:
        known = set(self.dossiers_of(visit_id))
        fresh = [
            {"centre": self._centre, "visit_id": visit_id, "dossier_id": one, "told_seq": seq, "position": position}
            for position, one in enumerate(dict.fromkeys(dossier_ids))
            if one not in known
        ]
        if fresh:
            self._connection.execute(_LINK, fresh)

    def dossiers_of(self, visit_id: str) -> tuple[str, ...]:
        rows = self._connection.execute(_DOSSIERS, {"of_centre": self._centre, "id": visit_id})
        return tuple(row[0] for row in rows)

    def enrol(self, token_sha256: str, device: DeviceRecord, at_ms: int) -> Sequence[DeviceRecord]:
        asked = {"of_centre": self._centre, "of_name": device.name, "token": token_sha256}
        void = [DeviceRecord(row[0], row[1]) for row in self._connection.execute(_VOID, asked)]
        self._connection.execute(
            _ENROL,
            {
                "centre": self._centre, "token_sha256": token_sha256, "name": device.name, "role": device.role,
                "enrolled_ms": at_ms,
            },
        )  # fmt: skip
        return void

    def device(self, token_sha256: str) -> DeviceRecord | None:
        row = self._connection.execute(_DEVICE, {"of_centre": self._centre, "token": token_sha256}).first()
        return None if row is None else DeviceRecord(row[0], row[1])
