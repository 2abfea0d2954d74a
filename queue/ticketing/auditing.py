"""Looking at the audit from outside of the hub: what staff did, and whether the chain of it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ticketing.domain.audit import ChainBroken, verify
from ticketing.domain.records import AuditRow
from ticketing.store.opening import DATABASE_FILE, StartRefused, open_store
from ticketing.store.port import Ledger

_PAGE: Final = 1000


@dataclass(frozen=True)
class AuditSeen:
    """Some entries; how many there are, and the hash of the last; what is wrong with the chain, if it was walked.

    `noted`: whether the hash that somebody had noted earlier is still in the chain; None if none was given.
    """

    entries: tuple[AuditRow, ...]
    count: int
    head: str
    verified: bool
    broken: ChainBroken | None
    noted: bool | None


def see_audit(
    home: Path, centre: str, *, last: int, walk: bool, noted: str | None = None, database: str | None = None
) -> AuditSeen | StartRefused:
    """The `last` entries, oldest first. `walk`: also go through the whole chain. The hub may be at work meanwhile."""
    if database is None and not (home / DATABASE_FILE).exists():
        return StartRefused(
            8,
            f"Không có dữ liệu của máy chủ trong {home}. Xin chỉ đúng thư mục bằng --home.",
            f"There are no data of a hub in {home}. Name the right folder with --home.",
        )
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    try:
        with store.reading(centre) as ledger:
            return _see(ledger, centre, last, walk=walk, noted=noted)
    finally:
        store.close()


def _see(ledger: Ledger, centre: str, last: int, *, walk: bool, noted: str | None) -> AuditSeen:
    count, head = ledger.audit_head()
    entries = tuple(ledger.audit_after(max(0, count - last), last)) if last else ()
    broken = verify(centre, _pages(ledger), count, head) if walk else None
    found = None if noted is None else any(row.hash == noted for row in _pages(ledger))
    return AuditSeen(entries, count, head, walk, broken, found)


def _pages(ledger: Ledger) -> Iterator[AuditRow]:
    after = 0
    while page := _page(ledger, after):
        yield from page
        after = page[-1].no


def _page(ledger: Ledger, after: int) -> Sequence[AuditRow]:
    return ledger.audit_after(after, _PAGE)
