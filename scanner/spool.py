"""The page spool: captured pages, sealed, on this disk until the visit is closed.

A page is a file of sealed bytes; the index is SQLite (WAL, synchronous FULL). The file is complete and fsynced, name
and all, before its row exists, so a row always finds its bytes; a file without a row is a page that was never
acknowledged, and is swept away when the spool is opened. File names are random: they tell nothing about anybody.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from config.event_log import Event, record
from scanner.port import CapturedPage, NotKept

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    page_id TEXT PRIMARY KEY,
    batch TEXT NOT NULL,
    place INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    turned INTEGER NOT NULL DEFAULT 0,
    verdicts TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS page_by_batch ON page (batch, place);
"""
_BUSY_S = 10.0


_P = ParamSpec("_P")


class SpoolDamaged(Exception):
    """A page that was kept can no longer be read: bytes changed, or sealed under another key."""


@dataclass(frozen=True)
class PageRef:
    """A kept page. position: 0-based among the batch's pages that are not deleted; -1 for a deleted one.

    number: what the scanner called it within its job. turned: degrees clockwise, 0, 90, 180 or 270.
    """

    page_id: str
    position: int
    number: int
    sha256: str
    turned: int
    verdicts: frozenset[str]


def _or_not_kept(change: Callable[Concatenate[Spool, _P], None]) -> Callable[Concatenate[Spool, _P], NotKept | None]:
    """A change of the index that says so where the disk did not take it: then everything is as it was."""

    @wraps(change)
    def changed(spool: Spool, /, *args: _P.args, **kwargs: _P.kwargs) -> NotKept | None:
        try:
            change(spool, *args, **kwargs)
        except sqlite3.OperationalError as fault:
            return _not_kept(fault)
        return None

    return changed


class Spool:
    """Keeps pages by batch (a random id, never a name). Safe from any thread.

    seal, unseal: how bytes are sealed before they touch the disk, and opened again.
    Methods raise KeyError for a page that the batch does not have.
    """

    def __init__(self, folder: Path, seal: Callable[[bytes], bytes], unseal: Callable[[bytes], bytes]) -> None:
        self._folder = folder / "pages"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._seal = seal
        self._unseal = unseal
        self._lock = threading.Lock()
        self._index = sqlite3.connect(
            folder / "index.sqlite", timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        self._index.execute("PRAGMA journal_mode = WAL")
        self._index.execute("PRAGMA synchronous = FULL")
        self._index.execute("PRAGMA secure_delete = ON")
        self._index.executescript(_SCHEMA)
        for made in (self._folder, folder, folder.parent):
            _fsync_folder(made)
        self._guard = (folder / "in_use").open("ab")
        self._sweep_when_alone()

    def close(self) -> None:
        """Let go of the folder; may be called again."""
        with self._lock:
            self._index.close()
            self._guard.close()

    def keep(self, batch: str, page: CapturedPage) -> PageRef | NotKept:
        """Keep the page at the end of the batch; return only once it would survive a power cut."""
        with self._lock:
            return self._add(batch, page, place=None, instead_of=None)

    def replace(self, batch: str, page_id: str, page: CapturedPage) -> PageRef | NotKept:
        """Put a page scanned anew in the place of another, which is deleted (and can be restored beside it)."""
        with self._lock:
            row = self._row(batch, page_id)
            return self._add(batch, page, place=row["place"], instead_of=page_id)

    def pages(self, batch: str) -> tuple[PageRef, ...]:
        """The batch's pages in order, without the deleted ones."""
        with self._lock:
            return tuple(_ref(row, at) for at, row in enumerate(self._rows(batch)))

    def deleted(self, batch: str) -> tuple[PageRef, ...]:
        """The pages that `restore` can bring back, in the order they had."""
        with self._lock:
            return tuple(_ref(row, -1) for row in self._rows(batch, deleted=True))

    def batches(self) -> tuple[str, ...]:
        """Every batch that has a page, deleted ones counted."""
        with self._lock:
            return tuple(row["batch"] for row in self._query("SELECT DISTINCT batch FROM page ORDER BY batch"))

    def read(self, page_id: str) -> CapturedPage:
        """The page as it was captured. Raises KeyError for an unknown page, SpoolDamaged for one that changed."""
        with self._lock:
            rows = self._query("SELECT * FROM page WHERE page_id = ?", page_id)
        if not rows:
            raise KeyError(page_id)
        try:
            page = _unpacked(self._unseal(self._path(page_id).read_bytes()))
        except Exception as fault:
            raise SpoolDamaged("a kept page cannot be opened") from fault
        if page.sha256 != rows[0]["sha256"]:
            raise SpoolDamaged("a kept page is not the one that was kept")
        return page

    @_or_not_kept
    def move(self, batch: str, page_id: str, position: int) -> None:
        """Put the page at `position` (0-based); one past the end means the end."""
        with self._change():
            row = self._row(batch, page_id)
            order = [other["page_id"] for other in self._rows(batch) if other["page_id"] != page_id]
            if row["deleted"]:
                raise KeyError(page_id)
            order.insert(max(0, position), page_id)
            self._renumber(order)

    @_or_not_kept
    def turn(self, batch: str, page_id: str, degrees: int) -> None:
        """Turn the page clockwise by a multiple of 90, on top of how it was turned before."""
        if degrees % 90:
            raise ValueError("a page is turned by multiples of 90 degrees")
        with self._change():
            turned = (self._row(batch, page_id)["turned"] + degrees) % 360
            self._index.execute("UPDATE page SET turned = ? WHERE page_id = ?", (turned, page_id))

    @_or_not_kept
    def judge(self, batch: str, page_id: str, verdicts: Iterable[str]) -> None:
        """Note what was found about the page, in the words of scanner.imaging; replaces what was noted before."""
        with self._change():
            self._row(batch, page_id)
            words = " ".join(sorted(verdicts))
            self._index.execute("UPDATE page SET verdicts = ? WHERE page_id = ?", (words, page_id))

    @_or_not_kept
    def delete(self, batch: str, page_id: str) -> None:
        """Take the page out of the batch; its bytes stay until the batch is erased, so `restore` can undo this."""
        with self._change():
            self._row(batch, page_id)
            self._index.execute("UPDATE page SET deleted = 1 WHERE page_id = ?", (page_id,))

    @_or_not_kept
    def restore(self, batch: str, page_id: str) -> None:
        """Undo `delete`: the page returns to where it was among the pages that are there now."""
        with self._change():
            self._row(batch, page_id)
            self._index.execute("UPDATE page SET deleted = 0 WHERE page_id = ?", (page_id,))

    def erase(self, batch: str) -> None:
        """Destroy every page of the batch, deleted ones too; when it returns they are gone from the disk."""
        with self._lock:
            gone = [row["page_id"] for row in self._query("SELECT page_id FROM page WHERE batch = ?", batch)]
            try:
                self._index.execute("DELETE FROM page WHERE batch = ?", (batch,))
            except sqlite3.OperationalError as fault:
                if not _is_full(fault):
                    raise
                # On a full disk forgetting needs room too: the pages themselves make it.
                self._unlink(gone)
                self._index.execute("DELETE FROM page WHERE batch = ?", (batch,))
            self._index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._unlink(gone)
            _fsync_folder(self._folder)

    def _add(self, batch: str, page: CapturedPage, place: int | None, instead_of: str | None) -> PageRef | NotKept:
        page_id = uuid.uuid4().hex
        try:
            self._write(page_id, self._seal(_packed(page)))
            with self._transaction():
                if place is None:
                    place = (
                        1
                        + self._query("SELECT coalesce(max(place), -1) AS last FROM page WHERE batch = ?", batch)[0][
                            "last"
                        ]
                    )
                if instead_of is not None:
                    self._index.execute("UPDATE page SET deleted = 1 WHERE page_id = ?", (instead_of,))
                self._index.execute(
                    "INSERT INTO page (page_id, batch, place, number, sha256) VALUES (?, ?, ?, ?, ?)",
                    (page_id, batch, place, page.number, page.sha256),
                )
        except (OSError, sqlite3.OperationalError) as fault:
            # After an I/O error the row may yet turn out to be there, so its bytes stay; the next sweep knows better.
            if _is_full(fault):
                with contextlib.suppress(OSError):
                    self._path(page_id).unlink(missing_ok=True)
            return _not_kept(fault)
        record(Event.PAGE_KEPT, bytes=len(page.image))
        rows = self._rows(batch)
        at = next(at for at, row in enumerate(rows) if row["page_id"] == page_id)
        return _ref(rows[at], at)

    def _write(self, page_id: str, sealed: bytes) -> None:
        draft = self._folder / f".{page_id}"
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                left = memoryview(sealed)
                while left:
                    left = left[os.write(fd, left) :]
                os.fsync(fd)
            finally:
                os.close(fd)
            draft.rename(self._path(page_id))
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        _fsync_folder(self._folder)

    def _unlink(self, page_ids: Iterable[str]) -> None:
        for page_id in page_ids:
            self._path(page_id).unlink(missing_ok=True)

    def _path(self, page_id: str) -> Path:
        return self._folder / page_id

    def _sweep_when_alone(self) -> None:
        """Sweep unless another process has this spool open: a file without a row may be its page under way."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(self._guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._sweep()
        fcntl.flock(self._guard, fcntl.LOCK_SH)

    def _sweep(self) -> None:
        """Remove what a sudden end left: drafts, pages never acknowledged, pages of a batch half erased."""
        known = {row["page_id"] for row in self._query("SELECT page_id FROM page")}
        for path in self._folder.iterdir():
            if path.name not in known:
                path.unlink()

    def _rows(self, batch: str, *, deleted: bool = False) -> list[sqlite3.Row]:
        # Of a page and the one it replaced, restored to the same place, the new one comes first.
        return self._query(
            "SELECT * FROM page WHERE batch = ? AND deleted = ? ORDER BY place, rowid DESC", batch, int(deleted)
        )

    def _row(self, batch: str, page_id: str) -> sqlite3.Row:
        rows = self._query("SELECT * FROM page WHERE batch = ? AND page_id = ?", batch, page_id)
        if not rows:
            raise KeyError(page_id)
        return rows[0]

    def _renumber(self, order: list[str]) -> None:
        """Give the pages new places; a deleted page keeps its own, near to where it was."""
        self._index.executemany(
            "UPDATE page SET place = ? WHERE page_id = ?", [(at, page_id) for at, page_id in enumerate(order)]
        )

    def _query(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        cursor = self._index.execute(statement, values)
        cursor.row_factory = sqlite3.Row
        return cursor.fetchall()

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._lock, self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._index.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._index.execute("COMMIT")
        except BaseException:
            if self._index.in_transaction:
                self._index.execute("ROLLBACK")
            raise


def _ref(row: sqlite3.Row, position: int) -> PageRef:
    return PageRef(
        page_id=row["page_id"],
        position=position,
        number=row["number"],
        sha256=row["sha256"],
        turned=row["turned"],
        verdicts=frozenset(row["verdicts"].split()),
    )


def _packed(page: CapturedPage) -> bytes:
    about = {
        "number": page.number,
        "media_type": page.media_type,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "sha256": page.sha256,
    }
    return json.dumps(about).encode() + b"\n" + page.image


def _unpacked(data: bytes) -> CapturedPage:
    about, _, image = data.partition(b"\n")
    return CapturedPage(image=image, **json.loads(about))


def _is_full(fault: Exception) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _not_kept(fault: Exception) -> NotKept:
    full = _is_full(fault)
    record(Event.DISK_FULL if full else Event.UNEXPECTED, where="spool", error_type=type(fault).__name__)
    return NotKept("disk_full" if full else "disk_fault")


def _fsync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
