"""The outbox: everything owed to the city and the hub, kept until they have confirmed it.

The station closes visits into it, the courier (a process of its own) takes errands out of it; both may be killed at
any moment. Files lie sealed in `blobs/`, named by random ids; the rows that speak of them appear in one transaction
once the files would survive a power cut, and the files go only after the city has repeated their sha256.
"""

from __future__ import annotations

import errno
import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from city.contract import DossierManifest, VisitEnded
from city.frames import Seal, sync_folder, write_sealed
from city.outbox_schema import file_lock, file_lock_if_free, open_database, transaction

MANIFEST: Final = TypeAdapter(DossierManifest)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Closed:
    """The dossier is kept: it would survive a power cut, and the courier will see to it."""

    dossier_id: str


@dataclass(frozen=True)
class NotClosed:
    """Nothing was kept, nothing half-made stays behind.

    disk_full: make room and close again. disk_fault: the disk refuses to write. other_content: this dossier_id was
    closed before with other contents, which stand.
    """

    reason: Literal["disk_full", "disk_fault", "other_content"]


@dataclass(frozen=True)
class OutboxDossier:
    """How far a dossier has come: waiting for the city, being sent, filed (then it has its code), parked for staff."""

    dossier_id: str
    status: Literal["waiting", "sending", "filed", "parked"]
    code: str | None
    parcels_sent: int
    parcels_total: int
    last_trouble: str | None


@dataclass(frozen=True)
class OutboxCounts:
    """What lies in the outbox now. bytes_waiting: plain size of the parcels that the city has not confirmed."""

    dossiers_waiting: int
    parcels_waiting: int
    bytes_waiting: int
    messages_waiting: int
    parked: int
    oldest_waiting_at: datetime | None


def now_utc() -> datetime:
    """The wall clock: leases and waiting times must outlive a restart."""
    return datetime.now(UTC)


class Outbox:
    """One kiosk's or station's outbox in `home`/outbox; safe from any thread and any number of processes."""

    def __init__(self, home: Path, seal: Seal, unseal: Seal, clock: Callable[[], datetime] = now_utc) -> None:
        self.folder = home / "outbox"
        self.blobs = self.folder / "blobs"
        if not self.blobs.is_dir():
            self.blobs.mkdir(parents=True, exist_ok=True)
            sync_folder(self.folder)
            sync_folder(home)
        self.seal = seal
        self.unseal = unseal
        self.clock = clock
        self._one_at_a_time = threading.RLock()
        self._strays = False
        self._database = open_database(self.folder / "outbox.db")
        self.sweep()

    def close(self) -> None:
        """Let go of the database."""
        with self._one_at_a_time:
            self._database.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction. Raises sqlite3.OperationalError where the disk is full or broken."""
        with self._one_at_a_time, transaction(self._database) as database:
            yield database

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database for one reading statement."""
        with self._one_at_a_time:
            yield self._database

    def close_visit(
        self, manifest: DossierManifest, blobs: Mapping[str, bytes], visit_ended: VisitEnded
    ) -> Closed | NotClosed:
        """Keep a dossier and the message that its visit has ended, all or nothing, durably.

        blobs: every file of the manifest by its sha256. The same dossier again is Closed again and changes nothing.
        Raises ValueError where the manifest is no valid one or the blobs are not those it names.
        """
        wire = MANIFEST.dump_json(manifest)
        MANIFEST.validate_json(wire)
        _check_blobs(manifest, blobs)
        content = hashlib.sha256(wire).hexdigest()
        if self._strays:
            self.sweep()
        try:
            # The shared lock keeps another process's sweep away from files that have no row yet.
            with file_lock(self.folder / "writers.lock", shared=True):
                if earlier := self._closed_before(manifest.dossier_id, content):
                    return earlier
                parcels = self._write_blobs(blobs)
                return self._write_rows(manifest, wire, content, parcels, visit_ended)
        except OSError as fault:
            return NotClosed("disk_full" if fault.errno in _FULL else "disk_fault")
        except sqlite3.OperationalError as fault:
            # The files stay till the next sweep: a commit that reports a fault may still be found whole after a
            # power cut, and then its rows must find their files.
            self._strays = True
            return NotClosed("disk_full" if fault.sqlite_errorcode == sqlite3.SQLITE_FULL else "disk_fault")

    def dossier(self, dossier_id: str) -> OutboxDossier | None:
        """How far a dossier has come, for the station's screen; None if it was never closed here or is forgotten."""
        with self.reading() as database:
            row = database.execute(
                """
                SELECT d.code, d.announced, count(p.parcel_id) AS total, count(p.confirmed_at) AS sent,
                    (SELECT max(parked) FROM errands e WHERE e.dossier_id = d.dossier_id) AS parked,
                    (SELECT trouble FROM errands e WHERE e.dossier_id = d.dossier_id AND trouble IS NOT NULL
                        ORDER BY parked DESC, trouble_at DESC LIMIT 1) AS trouble
                FROM dossiers d JOIN parcels p USING (dossier_id) WHERE d.dossier_id = ? GROUP BY d.dossier_id
                """,
                (dossier_id,),
            ).fetchone()
        if row is None:
            return None
        status: Literal["waiting", "sending", "filed", "parked"]
        if row["code"]:
            status = "filed"
        elif row["parked"]:
            status = "parked"
        else:
            status = "sending" if row["announced"] else "waiting"
        return OutboxDossier(dossier_id, status, row["code"], row["sent"], row["total"], row["trouble"])

    def counts(self) -> OutboxCounts:
        """What lies here now."""
        with self.reading() as database:
            dossiers, oldest = database.execute(
                "SELECT count(*), min(closed_at) FROM dossiers WHERE code IS NULL"
            ).fetchone()
            parcels, size = database.execute(
                "SELECT count(*), coalesce(sum(bytes), 0) FROM parcels WHERE confirmed_at IS NULL"
            ).fetchone()
            messages, parked = database.execute(
                "SELECT coalesce(sum(kind = 'tell_hub'), 0), coalesce(sum(parked), 0) FROM errands"
            ).fetchone()
        since = None if oldest is None else datetime.fromtimestamp(oldest, UTC)
        return OutboxCounts(dossiers, parcels, size, messages, parked, since)

    def forget_filed(self, before: datetime) -> int:
        """Drop what is left of dossiers that got their code before that moment; returns how many."""
        with self.writing() as database:
            return database.execute("DELETE FROM dossiers WHERE coded_at < ?", (before.timestamp(),)).rowcount

    def sweep(self) -> int:
        """Erase files that no waiting parcel owns, unless someone is closing a visit now; returns how many."""
        with file_lock_if_free(self.folder / "writers.lock") as alone:
            if not alone:
                return 0
            try:
                # Writing first overwrites what a failed commit may have left in the log: from here on its rows are
                # gone for good and so may its files.
                with self.writing() as database:
                    database.execute("UPDATE sweeps SET count = count + 1")
                    rows = database.execute("SELECT parcel_id FROM parcels WHERE confirmed_at IS NULL").fetchall()
            except sqlite3.OperationalError:
                return 0
            owned = {row["parcel_id"] for row in rows}
            orphans = [path for path in self.blobs.iterdir() if path.stem not in owned]
            for orphan in orphans:
                orphan.unlink(missing_ok=True)
            if orphans:
                sync_folder(self.blobs)
            self._strays = False
            return len(orphans)

    def blob_path(self, parcel_id: str) -> Path:
        """Where a parcel's sealed file lies until the city has confirmed it."""
        return self.blobs / f"{parcel_id}.sealed"

    def _closed_before(self, dossier_id: str, content: str) -> Closed | NotClosed | None:
        with self.reading() as database:
            row = database.execute("SELECT content_sha256 FROM dossiers WHERE dossier_id = ?", (dossier_id,)).fetchone()
        if row is None:
            return None
        return Closed(dossier_id) if row["content_sha256"] == content else NotClosed("other_content")

    def _write_blobs(self, blobs: Mapping[str, bytes]) -> dict[str, str]:
        """Write every file and sync the folder; parcel ids by sha256. A fault removes what was written."""
        parcels = {sha256: secrets.token_hex(16) for sha256 in blobs}
        with ExitStack() as undo:
            for sha256, plain in blobs.items():
                path = self.blob_path(parcels[sha256])
                undo.callback(path.unlink, missing_ok=True)
                write_sealed(path, self.seal, bytes.fromhex(parcels[sha256]), plain)
            sync_folder(self.blobs)
            undo.pop_all()
        return parcels

    def _write_rows(
        self, manifest: DossierManifest, wire: bytes, content: str, parcels: Mapping[str, str], ended: VisitEnded
    ) -> Closed | NotClosed:
        now = self.clock().timestamp()
        dossier_id = manifest.dossier_id
        sizes = manifest.files()
        with self.writing() as database:
            made = database.execute(
                "INSERT INTO dossiers (dossier_id, content_sha256, manifest, closed_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (dossier_id, content, self.seal(wire), now),
            ).rowcount
            if made:
                database.executemany(
                    "INSERT INTO parcels (parcel_id, dossier_id, sha256, bytes) VALUES (?, ?, ?, ?)",
                    [(parcel_id, dossier_id, sha256, sizes[sha256]) for sha256, parcel_id in parcels.items()],
                )
                errands: list[tuple[str, str, str | None]] = [
                    ("announce", dossier_id, None),
                    ("fetch_code", dossier_id, None),
                ]
                errands += [("carry", dossier_id, parcel_id) for parcel_id in parcels.values()]
                database.executemany(
                    "INSERT INTO errands (kind, dossier_id, parcel_id, due_at) VALUES (?, ?, ?, ?)",
                    [(*errand, now) for errand in errands],
                )
                database.execute(
                    "INSERT INTO errands (kind, request_id, message, due_at) VALUES ('tell_hub', ?, ?, ?)"
                    " ON CONFLICT (request_id) DO NOTHING",
                    (ended.request_id, json.dumps([ended.visit_id, *ended.dossier_ids]), now),
                )
        if made:
            return Closed(dossier_id)
        # Another thread or process closed the same dossier while we wrote our files: its files stand, ours go.
        for parcel_id in parcels.values():
            self.blob_path(parcel_id).unlink(missing_ok=True)
        return self._closed_before(dossier_id, content) or NotClosed("other_content")


def _check_blobs(manifest: DossierManifest, blobs: Mapping[str, bytes]) -> None:
    sizes = manifest.files()
    if sizes.keys() != blobs.keys():
        raise ValueError("the blobs are not those that the manifest names")
    for sha256, plain in blobs.items():
        if len(plain) != sizes[sha256] or hashlib.sha256(plain).hexdigest() != sha256:
            raise ValueError("a blob is not what its sha256 says")
