"""What the sandbox knows: SQLite, every commit synced. Documents and answers lie in the vault, sealed."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from city.contract import (
    Acceptance,
    ClerkSession,
    Confirmation,
    DossierManifest,
    DossierState,
    DossierStatus,
)
from city.frames import Seal
from city.outbox_schema import transaction

SESSION_LASTS: Final = timedelta(hours=4)

_MANIFEST: Final = TypeAdapter(DossierManifest)
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS devices (
    token_sha256 TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
    token_sha256 TEXT PRIMARY KEY, clerk_id TEXT NOT NULL, counter INTEGER NOT NULL, expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS dossiers (
    dossier_id TEXT PRIMARY KEY, content_sha256 TEXT NOT NULL, manifest BLOB NOT NULL, announced_at TEXT NOT NULL,
    status TEXT NOT NULL, code TEXT UNIQUE, filed_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS files (
    dossier_id TEXT NOT NULL REFERENCES dossiers, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    upload_id TEXT UNIQUE, kept_at TEXT, PRIMARY KEY (dossier_id, sha256)
) STRICT;
CREATE TABLE IF NOT EXISTS uploads (
    upload_id TEXT PRIMARY KEY, dossier_id TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    begun_at TEXT NOT NULL, FOREIGN KEY (dossier_id, sha256) REFERENCES files
) STRICT;
CREATE INDEX IF NOT EXISTS uploads_of_file ON uploads (dossier_id, sha256);
CREATE TABLE IF NOT EXISTS acceptances (
    dossier_id TEXT PRIMARY KEY REFERENCES dossiers, request_id TEXT NOT NULL UNIQUE, clerk_id TEXT NOT NULL,
    receipt_number INTEGER NOT NULL, book_number TEXT NOT NULL, book_line INTEGER NOT NULL,
    accepted_at TEXT NOT NULL, due_at TEXT, UNIQUE (book_number, book_line)
) STRICT;
CREATE TABLE IF NOT EXISTS serials (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class UploadRow:
    """One upload, whole or not. kept_at: since when its file is the one that the dossier has."""

    upload_id: str
    dossier_id: str
    sha256: str
    bytes: int
    kept_at: datetime | None


class Store:
    """The sandbox's memory; safe from any thread.

    unit_code: the organisation that dossier codes name (QĐ 20/2020/QĐ-TTg). zone: days and years are counted there.
    """

    def __init__(self, path: Path, seal: Seal, unseal: Seal, unit_code: str, zone: tzinfo) -> None:
        self._seal = seal
        self._unseal = unseal
        self._unit_code = unit_code
        self._zone = zone
        self._lock = threading.RLock()
        self._database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA foreign_keys = ON")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._database.close()

    def enrol(self, name: str, role: str, token: str) -> None:
        """Let a device in by its token; the same name again replaces its token."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO devices VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET token_sha256 ="
                " excluded.token_sha256, role = excluded.role",
                (_digest(token), name, role),
            )

    def role_of(self, token: str) -> str | None:
        """What the device with this token may do."""
        row = self._one("SELECT role FROM devices WHERE token_sha256 = ?", _digest(token))
        return row["role"] if row else None

    def open_session(self, clerk_id: str, counter: int, now: datetime) -> ClerkSession:
        """Let a clerk in at a counter."""
        session = ClerkSession(secrets.token_urlsafe(32), clerk_id, counter, now + SESSION_LASTS)
        with self._writing() as database:
            database.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)",
                (_digest(session.token), clerk_id, counter, session.expires_at.isoformat()),
            )
        return session

    def clerk_of(self, token: str, now: datetime) -> str | None:
        """Whose session this is, while it lasts."""
        row = self._one("SELECT clerk_id, expires_at FROM sessions WHERE token_sha256 = ?", _digest(token))
        return row["clerk_id"] if row and datetime.fromisoformat(row["expires_at"]) > now else None

    def announce(self, manifest: DossierManifest, now: datetime) -> DossierState | None:
        """Take a dossier's manifest; None where the same dossier was announced with other contents."""
        wire = _MANIFEST.dump_json(manifest)
        content = hashlib.sha256(wire).hexdigest()
        dossier_id = manifest.dossier_id
        with self._writing() as database:
            row = self._one("SELECT content_sha256 FROM dossiers WHERE dossier_id = ?", dossier_id)
            if row is not None and row["content_sha256"] != content:
                return None
            if row is None:
                database.execute(
                    "INSERT INTO dossiers (dossier_id, content_sha256, manifest, announced_at, status)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (dossier_id, content, self._seal(wire), now.isoformat(), DossierStatus.RECEIVING),
                )
                database.executemany(
                    "INSERT INTO files (dossier_id, sha256, bytes) VALUES (?, ?, ?)",
                    [(dossier_id, sha256, size) for sha256, size in manifest.files().items()],
                )
            return self.state(dossier_id)

    def state(self, dossier_id: str) -> DossierState | None:
        """Where a dossier stands."""
        row = self._one(
            "SELECT d.*, a.accepted_at, a.due_at FROM dossiers d LEFT JOIN acceptances a USING (dossier_id)"
            " WHERE dossier_id = ?",
            dossier_id,
        )
        if row is None:
            return None
        return DossierState(
            dossier_id,
            DossierStatus(row["status"]),
            row["code"],
            _moment(row["filed_at"]),
            _moment(row["accepted_at"]),
            _moment(row["due_at"]),
        )

    def manifest(self, dossier_id: str) -> DossierManifest | None:
        """What a dossier consists of."""
        row = self._one("SELECT manifest FROM dossiers WHERE dossier_id = ?", dossier_id)
        return _MANIFEST.validate_json(self._unseal(row["manifest"])) if row else None

    def size_of(self, dossier_id: str, sha256: str) -> int | None:
        """How large a dossier's file is to be; None where the manifest names no such file."""
        row = self._one("SELECT bytes FROM files WHERE dossier_id = ? AND sha256 = ?", dossier_id, sha256)
        return row["bytes"] if row else None

    def kept(self, dossier_id: str, sha256: str) -> tuple[str, Confirmation] | None:
        """The upload that a dossier's file lies in, and our word for it."""
        row = self._one("SELECT * FROM files WHERE dossier_id = ? AND sha256 = ?", dossier_id, sha256)
        kept_at = _moment(row["kept_at"]) if row else None
        return (row["upload_id"], Confirmation(sha256, row["bytes"], kept_at)) if row and kept_at else None

    def begin_upload(self, dossier_id: str, sha256: str, size: int, now: datetime) -> tuple[str, list[str]] | None:
        """A new upload for a file, and the earlier ones that it takes the place of; None where the file is kept."""
        upload_id = secrets.token_hex(16)
        with self._writing() as database:
            if self.kept(dossier_id, sha256):
                return None
            earlier = database.execute(
                "DELETE FROM uploads WHERE dossier_id = ? AND sha256 = ? RETURNING upload_id", (dossier_id, sha256)
            ).fetchall()
            database.execute(
                "INSERT INTO uploads VALUES (?, ?, ?, ?, ?)", (upload_id, dossier_id, sha256, size, now.isoformat())
            )
        return upload_id, [row["upload_id"] for row in earlier]

    def upload(self, upload_id: str) -> UploadRow | None:
        """An upload by its id."""
        row = self._one(
            "SELECT u.*, f.kept_at FROM uploads u JOIN files f USING (dossier_id, sha256) WHERE u.upload_id = ?",
            upload_id,
        )
        if row is None:
            return None
        return UploadRow(upload_id, row["dossier_id"], row["sha256"], row["bytes"], _moment(row["kept_at"]))

    def drop_upload(self, upload_id: str) -> None:
        """Forget an upload that came to nothing."""
        with self._writing() as database:
            database.execute("DELETE FROM uploads WHERE upload_id = ?", (upload_id,))

    def drop_stale_uploads(self, before: datetime) -> None:
        """Forget uploads begun before that moment and never finished."""
        with self._writing() as database:
            database.execute(
                "DELETE FROM uploads WHERE begun_at < ? AND upload_id NOT IN"
                " (SELECT upload_id FROM files WHERE kept_at IS NOT NULL)",
                (before.isoformat(),),
            )

    def upload_ids(self) -> set[str]:
        """Every upload whose file must stay."""
        with self._lock:
            return {row["upload_id"] for row in self._database.execute("SELECT upload_id FROM uploads")}

    def keep(self, upload: UploadRow, now: datetime) -> bool:
        """The file is whole and its hash is right: it is the dossier's.

        True where it was the last one, which brings the dossier's code.
        """
        with self._writing() as database:
            database.execute(
                "UPDATE files SET upload_id = ?, kept_at = ? WHERE dossier_id = ? AND sha256 = ? AND kept_at IS NULL",
                (upload.upload_id, now.isoformat(), upload.dossier_id, upload.sha256),
            )
            (missing,) = database.execute(
                "SELECT count(*) FROM files WHERE dossier_id = ? AND kept_at IS NULL", (upload.dossier_id,)
            ).fetchone()
            (code,) = database.execute(
                "SELECT code FROM dossiers WHERE dossier_id = ?", (upload.dossier_id,)
            ).fetchone()
            filed = not missing and code is None
            if filed:
                database.execute(
                    "UPDATE dossiers SET code = ?, status = ?, filed_at = ? WHERE dossier_id = ?",
                    (self._mint(now), DossierStatus.FILED, now.isoformat(), upload.dossier_id),
                )
        return filed

    def acceptance(self, dossier_id: str) -> Acceptance | None:
        """A dossier's acceptance."""
        row = self._one(
            "SELECT a.*, d.code FROM acceptances a JOIN dossiers d USING (dossier_id) WHERE dossier_id = ?", dossier_id
        )
        if row is None:
            return None
        return Acceptance(
            dossier_id,
            row["request_id"],
            row["code"],
            row["clerk_id"],
            row["receipt_number"],
            row["book_number"],
            row["book_line"],
            datetime.fromisoformat(row["accepted_at"]),
            _moment(row["due_at"]),
        )

    def accept(
        self, manifest: DossierManifest, request_id: str, clerk_id: str, now: datetime, due_at: datetime | None
    ) -> bool:
        """Accept a filed dossier, unless someone did before; receipts and books are counted per year.

        False where the request id has served for another dossier.
        """
        year = now.astimezone(self._zone).year
        book = f"{manifest.procedure_code}/{year}"
        with self._writing() as database:
            if self.acceptance(manifest.dossier_id) is not None:
                return True
            if self._one("SELECT 1 FROM acceptances WHERE request_id = ?", request_id) is not None:
                return False
            receipt, line = self._next(f"receipt/{year}"), self._next(f"book/{book}")
            database.execute(
                "INSERT INTO acceptances VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    manifest.dossier_id,
                    request_id,
                    clerk_id,
                    receipt,
                    book,
                    line,
                    now.isoformat(),
                    due_at.isoformat() if due_at else None,
                ),
            )
            database.execute(
                "UPDATE dossiers SET status = ? WHERE dossier_id = ?", (DossierStatus.ACCEPTED, manifest.dossier_id)
            )
            return True

    def _mint(self, now: datetime) -> str:
        """A dossier code after TT 03/2025/TT-VPCP Đ13: root first, date received, serial of four digits or more."""
        day = f"{self._unit_code}-{now.astimezone(self._zone):%y%m%d}"
        return f"{day}-{self._next(f'code/{day}'):04d}"

    def _next(self, name: str) -> int:
        row = self._database.execute(
            "INSERT INTO serials VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last", (name,)
        ).fetchone()
        return int(row["last"])

    def _one(self, query: str, *values: str) -> sqlite3.Row | None:
        with self._lock:
            row: sqlite3.Row | None = self._database.execute(query, values).fetchone()
        return row

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, transaction(self._database) as database:
            yield database


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
