"""The audit chain and what can be undone, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ticketing.domain.audit import NO_HASH, next_hash
from ticketing.domain.changes import Changes, UndoRecord
from ticketing.domain.records import AuditEntry, AuditRow
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import audit, centre_mark, undo

_HEAD: Final = select(centre_mark.c.audit_no, centre_mark.c.audit_hash).where(centre_mark.c.centre == CENTRE)
_NOTE_HEAD: Final = (
    update(centre_mark)
    .where(centre_mark.c.centre == CENTRE)
    .values(audit_no=bindparam("so_many"), audit_hash=bindparam("last"))
)
_FIRST_MARK: Final = insert(centre_mark)
_ADD: Final = insert(audit)
_COLUMNS: Final = (
    audit.c.no, audit.c.at_ms, audit.c.staff_id, audit.c.deed, audit.c.label, audit.c.line, audit.c.counter,
    audit.c.reason, audit.c.detail, audit.c.hash,
)  # fmt: skip
_AFTER: Final = (
    select(*_COLUMNS)
    .where(audit.c.centre == CENTRE, audit.c.no > bindparam("after"))
    .order_by(audit.c.no)
    .limit(bindparam("most"))
)

# A deed is forgotten a good while after it could last be undone: a late retry of the undoing still finds it.
_KEPT_MS: Final = 600_000
_CHANGES: Final = TypeAdapter(Changes)
_KEEP: Final = insert(undo)
_TIDY: Final = delete(undo).where(undo.c.centre == CENTRE, undo.c.done_ms < bindparam("before"))
_UNDO: Final = select(
    undo.c.request_id, undo.c.clerk_id, undo.c.counter, undo.c.seq, undo.c.done_ms, undo.c.images, undo.c.undone
).where(undo.c.centre == CENTRE, undo.c.request_id == bindparam("id"))
_MARK_UNDONE: Final = (
    update(undo).where(undo.c.centre == CENTRE, undo.c.request_id == bindparam("id")).values(undone=True)
)


class AuditRows:
    """The part of the ledger that remembers what staff did, and how to take it back."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def audit_head(self) -> tuple[int, str]:
        row = self._connection.execute(_HEAD, {"of_centre": self._centre}).first()
        return (0, NO_HASH) if row is None else (row[0], row[1])

    def add_audit(self, entries: Sequence[AuditEntry]) -> None:
        no, last = self.audit_head()
        rows = []
        for entry in entries:
            no += 1
            last = next_hash(last, self._centre, no, entry)
            rows.append(
                {
                    "centre": self._centre, "no": no, "at_ms": entry.at_ms, "staff_id": entry.staff_id,
                    "deed": entry.deed, "label": entry.label, "line": entry.line, "counter": entry.counter,
                    "reason": entry.reason, "detail": entry.detail, "hash": last,
                }
            )  # fmt: skip
        self._connection.execute(_ADD, rows)
        noted = {"of_centre": self._centre, "so_many": no, "last": last}
        if self._connection.execute(_NOTE_HEAD, noted).rowcount == 0:
            first = {"centre": self._centre, "seq": 0, "at_ms": 0, "audit_no": no, "audit_hash": last}
            self._connection.execute(_FIRST_MARK, first)

    def audit_after(self, no: int, limit: int) -> Sequence[AuditRow]:
        rows = self._connection.execute(_AFTER, {"of_centre": self._centre, "after": no, "most": limit})
        return [_audit(row) for row in rows]

    def keep_undo(self, record: UndoRecord) -> None:
        self._connection.execute(_TIDY, {"of_centre": self._centre, "before": record.done_ms - _KEPT_MS})
        self._connection.execute(
            _KEEP,
            {
                "centre": self._centre, "request_id": record.request_id, "clerk_id": record.clerk_id,
                "counter": record.counter, "seq": record.seq, "done_ms": record.done_ms,
                "images": _CHANGES.dump_json(record.changes).decode(), "undone": record.undone,
            },
        )  # fmt: skip

    def undo_of(self, request_id: str) -> UndoRecord | None:
        row = self._connection.execute(_UNDO, {"of_centre": self._centre, "id": request_id}).first()
        if row is None:
            return None
        return UndoRecord(row[0], row[1], row[2], row[3], row[4], _CHANGES.validate_json(row[5]), row[6])

    def mark_undone(self, request_id: str) -> None:
        self._connection.execute(_MARK_UNDONE, {"of_centre": self._centre, "id": request_id})


def _audit(row: Sequence[Any]) -> AuditRow:
    return AuditRow(row[0], AuditEntry(*row[1:9]), row[9])
