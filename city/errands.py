"""The courier's side of the outbox: errands are leased, done, put off or parked; nothing is ever stuck.

A lease ends by itself, so a courier that dies or hangs holds nothing back. What the city or the hub has said is
recorded whoever holds the lease by then; putting off and parking are for the holder only.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from city.contract import Confirmation, DossierManifest, VisitEnded
from city.frames import FrameBroken, read_sealed, sync_folder
from city.outbox import MANIFEST, Outbox

LEASE: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=5)


class Kind(StrEnum):
    """What can be owed."""

    ANNOUNCE = "announce"
    CARRY = "carry"
    FETCH_CODE = "fetch_code"
    TELL_HUB = "tell_hub"


CITY_KINDS: Final = (Kind.ANNOUNCE, Kind.CARRY, Kind.FETCH_CODE)
HUB_KINDS: Final = (Kind.TELL_HUB,)


@dataclass(frozen=True)
class Lease:
    """Leave to do one errand. attempts: how often it was put off before."""

    errand_id: int
    token: str
    attempts: int


@dataclass(frozen=True)
class Announce:
    """Tell the city what a dossier will consist of."""

    lease: Lease
    manifest: DossierManifest


@dataclass(frozen=True)
class Carry:
    """Bring one file to the city. upload_url: where an earlier attempt had begun."""

    lease: Lease
    parcel_id: str
    dossier_id: str
    sha256: str
    bytes: int
    upload_url: str | None


@dataclass(frozen=True)
class FetchCode:
    """Ask the city for the code of a dossier of which every file is confirmed."""

    lease: Lease
    dossier_id: str


@dataclass(frozen=True)
class TellHub:
    """Tell the hub that a visit has ended."""

    lease: Lease
    message: VisitEnded


Errand = Announce | Carry | FetchCode | TellHub


@dataclass(frozen=True)
class Parked:
    """Something the other side refused, for staff to look at. reason: the refusal's code."""

    errand_id: int
    kind: Kind
    dossier_id: str | None
    reason: str
    since: datetime


class Errands:
    """What the courier does with an outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def lease(self, kinds: tuple[Kind, ...]) -> Errand | None:
        """Take the errand that has been due longest, if any; a dossier is announced first, its code fetched last.

        Raises FrameBroken where the dossier's own record does not open: the errand is parked before that is raised.
        """
        if self._due(kinds, self._outbox.clock().timestamp()) is None:  # the usual case, and it writes nothing
            return None
        token = secrets.token_hex(8)
        with self._outbox.writing() as database:
            # Only now that nobody else writes: seen from an earlier moment, a fresh lease would lie too far ahead.
            now = self._outbox.clock().timestamp()
            row = self._due(kinds, now)
            if row is None:
                return None
            database.execute(
                "UPDATE errands SET lease = ?, leased_until = ? WHERE errand_id = ?",
                (token, now + LEASE.total_seconds(), row["errand_id"]),
            )
        return self._errand(row, Lease(row["errand_id"], token, row["attempts"]))

    def renew(self, lease: Lease) -> bool:
        """Hold on for another while; False where the lease has gone to someone else."""
        until = (self._outbox.clock() + LEASE).timestamp()
        return self._as_holder(lease, "UPDATE errands SET leased_until = ? WHERE errand_id = ? AND lease = ?", until)

    def postpone(self, lease: Lease, wait: timedelta, trouble: str) -> bool:
        """Try again after `wait`. trouble: a reason code, for staff."""
        now = self._outbox.clock()
        due = now + min(wait, LONGEST_WAIT)
        return self._as_holder(
            lease,
            "UPDATE errands SET due_at = ?, trouble = ?, trouble_at = ?, attempts = attempts + 1, lease = NULL,"
            " leased_until = NULL WHERE errand_id = ? AND lease = ?",
            due.timestamp(),
            trouble,
            now.timestamp(),
        )

    def park(self, lease: Lease, reason: str) -> bool:
        """Leave it to staff. reason: the refusal's code."""
        now = self._outbox.clock().timestamp()
        return self._as_holder(
            lease,
            "UPDATE errands SET parked = 1, trouble = ?, trouble_at = ?, lease = NULL, leased_until = NULL"
            " WHERE errand_id = ? AND lease = ?",
            reason,
            now,
        )

    def announced(self, errand: Announce) -> None:
        """The city knows the dossier."""
        with self._outbox.writing() as database:
            database.execute("UPDATE dossiers SET announced = 1 WHERE dossier_id = ?", (errand.manifest.dossier_id,))
            _done(database, errand.lease)

    def note_upload(self, errand: Carry, url: str | None) -> None:
        """Remember where the upload goes on after a restart; None forgets it."""
        with self._outbox.writing() as database:
            database.execute("UPDATE parcels SET upload_url = ? WHERE parcel_id = ?", (url, errand.parcel_id))

    def confirmed(self, errand: Carry, confirmation: Confirmation) -> None:
        """Record the city's word, then erase the file. Raises ValueError where the hash is not the parcel's."""
        if confirmation.sha256 != errand.sha256 or confirmation.bytes != errand.bytes:
            raise ValueError("the confirmation is about another file")
        with self._outbox.writing() as database:
            database.execute(
                "UPDATE parcels SET confirmed_at = ?, upload_url = NULL WHERE parcel_id = ?",
                (self._outbox.clock().timestamp(), errand.parcel_id),
            )
            _done(database, errand.lease)
        self._outbox.blob_path(errand.parcel_id).unlink(missing_ok=True)
        sync_folder(self._outbox.blobs)

    def coded(self, errand: FetchCode, code: str) -> None:
        """Keep the dossier's code for the slip; the manifest has served."""
        with self._outbox.writing() as database:
            database.execute(
                "UPDATE dossiers SET code = ?, coded_at = ?, manifest = NULL WHERE dossier_id = ?",
                (code, self._outbox.clock().timestamp(), errand.dossier_id),
            )
            _done(database, errand.lease)

    def told(self, errand: TellHub) -> None:
        """The hub knows."""
        with self._outbox.writing() as database:
            _done(database, errand.lease)

    def read(self, errand: Carry, start: int) -> Iterator[bytes]:
        """The parcel's plain bytes from `start` on. Raises FrameBroken, FileNotFoundError, OSError while reading."""
        left = errand.bytes - start
        name = bytes.fromhex(errand.parcel_id)
        for piece in read_sealed(self._outbox.blob_path(errand.parcel_id), self._outbox.unseal, name, start):
            left -= len(piece)
            yield piece
        if left:
            raise FrameBroken("the file is shorter than its parcel")

    def release_all(self) -> None:
        """End every lease: for a courier that knows itself to be the only one."""
        with self._outbox.writing() as database:
            database.execute("UPDATE errands SET lease = NULL, leased_until = NULL WHERE lease IS NOT NULL")

    def hurry(self, kinds: tuple[Kind, ...]) -> None:
        """Everything put off is due now: the other side answers again."""
        with self._outbox.writing() as database:
            database.execute(
                "UPDATE errands SET due_at = ? WHERE kind IN (SELECT value FROM json_each(?)) AND parked = 0",
                (self._outbox.clock().timestamp(), json.dumps(kinds)),
            )

    def parked(self) -> tuple[Parked, ...]:
        """What waits for staff, oldest first."""
        with self._outbox.reading() as database:
            rows = database.execute("SELECT * FROM errands WHERE parked = 1 ORDER BY trouble_at").fetchall()
        return tuple(
            Parked(
                row["errand_id"],
                Kind(row["kind"]),
                row["dossier_id"],
                row["trouble"],
                datetime.fromtimestamp(row["trouble_at"], UTC),
            )
            for row in rows
        )

    def unpark(self, errand_id: int) -> bool:
        """Staff have seen to it: try again now. False where nothing of that number is parked."""
        with self._outbox.writing() as database:
            cursor = database.execute(
                "UPDATE errands SET parked = 0, attempts = 0, due_at = ? WHERE errand_id = ? AND parked = 1",
                (self._outbox.clock().timestamp(), errand_id),
            )
            return cursor.rowcount == 1

    def _due(self, kinds: tuple[Kind, ...], now: float) -> sqlite3.Row | None:
        # A time further ahead than anything we ever set means that the clock was set back: due as well.
        with self._outbox.reading() as database:
            row: sqlite3.Row | None = database.execute(
                """
                SELECT e.*, d.manifest, p.sha256, p.bytes, p.upload_url
                FROM errands e LEFT JOIN dossiers d USING (dossier_id) LEFT JOIN parcels p USING (parcel_id)
                WHERE e.parked = 0 AND e.kind IN (SELECT value FROM json_each(?))
                  AND (e.due_at <= ? OR e.due_at > ?)
                  AND (e.leased_until IS NULL OR e.leased_until <= ? OR e.leased_until > ?)
                  AND (e.kind IN ('announce', 'tell_hub') OR d.announced)
                  AND (e.kind <> 'fetch_code' OR NOT EXISTS
                      (SELECT 1 FROM parcels o WHERE o.dossier_id = e.dossier_id AND o.confirmed_at IS NULL))
                ORDER BY e.due_at, e.errand_id LIMIT 1
                """,
                (json.dumps(kinds), now, now + _ahead(LONGEST_WAIT), now, now + _ahead(LEASE)),
            ).fetchone()
        return row

    def _errand(self, row: sqlite3.Row, lease: Lease) -> Errand:
        match kind := Kind(row["kind"]):
            case Kind.ANNOUNCE:
                return Announce(lease, self._manifest(row, lease))
            case Kind.CARRY:
                return Carry(lease, row["parcel_id"], row["dossier_id"], row["sha256"], row["bytes"], row["upload_url"])
            case Kind.FETCH_CODE:
                return FetchCode(lease, row["dossier_id"])
            case Kind.TELL_HUB:
                visit_id, *dossier_ids = json.loads(row["message"])
                return TellHub(lease, VisitEnded(visit_id, tuple(dossier_ids), row["request_id"]))
            case _:
                assert_never(kind)

    def _manifest(self, row: sqlite3.Row, lease: Lease) -> DossierManifest:
        try:
            return MANIFEST.validate_json(self._outbox.unseal(row["manifest"]))
        except Exception as broken:  # the seal is handed in and has its own words for a broken one
            self.park(lease, "manifest_damaged")
            raise FrameBroken("a manifest does not open") from broken

    def _as_holder(self, lease: Lease, statement: str, *values: object) -> bool:
        with self._outbox.writing() as database:
            return database.execute(statement, (*values, lease.errand_id, lease.token)).rowcount == 1


def _done(database: sqlite3.Connection, lease: Lease) -> None:
    database.execute("DELETE FROM errands WHERE errand_id = ?", (lease.errand_id,))


def _ahead(span: timedelta) -> float:
    """Seconds; a clock that is nudged back by a moment is not one that was set back."""
    return span.total_seconds() + 5.0
